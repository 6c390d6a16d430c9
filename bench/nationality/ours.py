"""Tulga's side of the comparison: the engine of the product over the columns of `inputs.py`. Started by `run.py`."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import inputs
import numpy as np
import side

from tulga.nationality.bulk import ir, planes
from tulga.nationality.bulk.codes import FALSE, TRUE
from tulga.nationality.bulk.facts import Facts, Parent, Vocabulary, silent
from tulga.nationality.bulk.lives import live
from tulga.nationality.bulk.ragged import Ragged
from tulga.nationality.core.loading import load_packs

AS_OF = date(2025, 1, 1)
FAMILY_LAW, RESIDENCE_LAW = (Path(__file__).resolve().parent / name for name in ("family-law", "residence-law"))

A = {name: ir.Atom(name) for name in inputs.FACTS}


def flat_law() -> tuple[ir.Node, ir.Node, ir.Node]:
    """Return what gives the nationality, what gives it under the amended law, and what takes it away."""
    by_father = ir.every(A["father"], ir.some(A["married"], A["paternity"]))
    article_1 = ir.every(A["born_here"], ir.some(A["mother"], by_father))
    late_mother = ir.every(ir.since("birth", ir.day_number(date(1984, 6, 1))), A["mother"])
    article_2 = ir.every(A["born_abroad"], A["registered"], ir.some(late_mother, ir.every(A["father"], A["married"])))
    settled = ir.before("settled", ir.day_number(date(1992, 1, 1)))
    article_5 = ir.every(ir.before("birth", ir.day_number(date(1991, 12, 31))), settled, ir.inverse(A["naturalised"]))
    gained = ir.some(article_1, article_2, A["foundling"], article_5)
    article_4 = ir.every(A["born_here"], ir.inverse(ir.some(A["mother"], A["father"])))
    lost = ir.every(A["naturalised"], ir.inverse(A["foundling"]))
    return gained, ir.some(gained, article_4), lost


def people(column: side.Columns) -> planes.Table:
    atoms = {}
    for name in inputs.FACTS:
        told = column(name)
        atoms[name] = planes.of_flags(told == 1, told == -1)
    clocks = {name: planes.Exact(column(name), planes.packed(column(f"{name}_told"))) for name in ("birth", "settled")}
    return planes.Table(len(told), atoms, clocks)


def flat(column: side.Columns) -> Callable[[], side.Answers]:
    table, plan = people(column), planes.plan(*flat_law())

    def read(part: planes.Table) -> side.Answers:
        today, amended, lost = plan.answers(part)
        return {"today": _status(today, lost), "amended": _status(amended, lost)}

    return lambda: planes.in_parts(table, ("today", "amended"), read)


def _status(has: planes.Planes, no_more: planes.Planes) -> side.Column:
    """Return 0 not a national, 1 not decided, 2 a national, 3 lost."""
    held, ended = has & ~no_more, has & no_more
    ends = ended.yes & ~ended.no
    decided = ends | held.yes & ~held.no
    return planes.numbers((ends | ~(decided | has.no & ~has.yes), decided), has.rows)


# -- the family: the life of everybody, by the engine that `tulga nationality simulate` uses ---------------------------


def relatives(column: side.Columns) -> Facts:
    words = Vocabulary(["XAA", "XBB"])
    birth, here = column("birth"), column("born_here")
    facts = silent(len(birth), words)
    place = np.full(len(birth), -1, np.int32)  # nobody told it
    place[here == 1], place[here == -1] = words.find("XAA"), words.find("XBB")

    def parent(who: str, of: Parent) -> Parent:
        everybody = np.broadcast_to(np.True_, len(birth))
        return replace(of, told=everybody, exists=everybody.view(np.uint8), row=column(who))

    mother, father = parent("mother", facts.mother), parent("father", facts.father)
    return replace(facts, birth_lo=birth, birth_hi=birth, born_in=place, mother=mother, father=father)


def family(column: side.Columns) -> Callable[[], side.Answers]:
    facts, packs = relatives(column), load_packs(FAMILY_LAW)

    def run() -> side.Answers:
        status = live(facts, packs, AS_OF).status("XAA")
        return {"status": (status == TRUE).view(np.int8) - (status == FALSE).view(np.int8)}

    return run


# -- residence: five years without interruption, by intervals ----------------------------------------------------------


def settled(column: side.Columns) -> Facts:
    words = Vocabulary(["XAA", "XBB", "permanent"])
    birth = column("birth")
    facts = silent(len(birth), words)
    first, last, here = (column(name).ravel() for name in ("first", "last", "here"))
    stays = Ragged(len(birth), np.repeat(np.arange(len(birth)), inputs.STAYS), {
        "state": np.where(here, np.int32(words.find("XAA")), np.int32(words.find("XBB"))),
        "kind": np.broadcast_to(np.int32(words.find("permanent")), len(here)),
        "first_lo": first, "first_hi": first, "last_lo": last, "last_hi": last,
        "lawful": np.broadcast_to(np.int32(0), len(here)), "habitual": np.broadcast_to(np.int32(0), len(here)),
    })  # fmt: skip
    return replace(facts, birth_lo=birth, birth_hi=birth, subject=replace(facts.subject, stays=stays))


def residence(column: side.Columns) -> Callable[[], side.Answers]:
    """The engine says yes, no or "nobody told"; the peer can only say whether the five years are told."""
    facts, packs = settled(column), load_packs(RESIDENCE_LAW)
    return lambda: {"met": live(facts, packs, AS_OF).status("XAA") == TRUE}


CASES = {"flat": flat, "family": family, "residence": residence}

if __name__ == "__main__":
    import polars

    side.main(CASES, {"polars": polars.__version__})
