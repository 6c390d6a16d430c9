"""How fast the bulk engine is and how much memory it takes: flat law, sweep of amendments, residence, family.

    python bench/nationality/measure.py flat|sweep|residence|family|people ROWS

Prints one JSON line: seconds, rows a second, peak memory. Inputs are random and made before the clock starts.
"""

import json
import random
import resource
import sys
import time
from collections.abc import Callable
from datetime import date

import numpy as np

from tulga.nationality.bulk import ir, planes, profiles
from tulga.nationality.bulk.facts import people_of
from tulga.nationality.bulk.lives import live
from tulga.nationality.bulk.ragged import Ragged
from tulga.nationality.bulk.readers import Reader
from tulga.nationality.core.loading import load_packs

NAMES = (
    "born_here", "born_abroad", "mother", "father", "married", "paternity", "registered", "foundling", "naturalised",
)  # fmt: skip
A = {name: ir.Atom(name) for name in NAMES}


def flat_law() -> tuple[ir.Node, ir.Node]:
    """Return the law of the comparison with OpenFisca (11 facts, 12 conditions, 6 articles), and with an amendment."""
    by_father = ir.every(A["father"], ir.some(A["married"], A["paternity"]))
    article_1 = ir.every(A["born_here"], ir.some(A["mother"], by_father))
    late_mother = ir.every(ir.since("birth", ir.day_number(date(1984, 6, 1))), A["mother"])
    article_2 = ir.every(A["born_abroad"], A["registered"], ir.some(late_mother, ir.every(A["father"], A["married"])))
    settled = ir.inverse(ir.since("settled", ir.day_number(date(1992, 1, 1))))
    article_5 = ir.every(ir.before("birth", ir.day_number(date(1991, 12, 31))), settled, ir.inverse(A["naturalised"]))
    gained = ir.some(article_1, article_2, A["foundling"], article_5)
    lost = ir.every(A["naturalised"], ir.inverse(A["foundling"]))
    reform = ir.every(A["born_here"], ir.inverse(ir.some(A["mother"], A["father"])))
    return ir.every(gained, ir.inverse(lost)), ir.every(ir.some(gained, reform), ir.inverse(lost))


def table(rows: int) -> planes.Table:
    numbers = np.random.default_rng(1)
    values, shares = np.array([0, 1, 2], np.uint8), (0.12, 0.44, 0.44)
    atoms = {name: planes.of_codes(numbers.choice(values, rows, p=shares)) for name in NAMES}
    clocks = {}
    for clock in ("birth", "settled"):
        lo = numbers.integers(-10_000, 12_000, rows).astype(np.int32)
        hi = lo.copy()
        unknown = numbers.random(rows) < 0.05
        lo[unknown], hi[unknown] = ir.FIRST_DAY, ir.LAST_DAY
        clocks[clock] = (lo, hi)
    return planes.Table(rows, atoms, clocks)


def flat(rows: int) -> Callable[[], object]:
    known, laws = table(rows), flat_law()

    return lambda: [answer.codes() for answer in planes.plan(*laws).answers(known)]


def sweep(rows: int) -> Callable[[], object]:
    """A thousand amendments of one block: encode the people once, then count each."""
    known, laws = table(rows), flat_law()
    chance = random.Random(2)
    bills = [
        ir.some(laws[0], ir.every(*chance.sample([*A.values(), *(ir.inverse(a) for a in A.values())], 3)))
        for _ in range(1_000)
    ]

    def run() -> object:
        answers = {name: codes for law in laws for name, codes in profiles.answers_of(law, known).items()}
        block = profiles.profiles(answers, sorted(answers), rows)
        profile_table = block.table()
        return [block.count(bill, profile_table) for bill in bills]

    return run


def residence(rows: int) -> Callable[[], object]:
    """Five years without interruption up to a day, six stays a person."""
    facts = people_of([])
    numbers = np.random.default_rng(3)
    start = np.sort(numbers.integers(10_000, 19_000, (rows, 6)), axis=1).astype(np.int32)
    length = numbers.integers(200, 2_000, (rows, 6)).astype(np.int32)
    row = np.repeat(np.arange(rows), 6)
    fields = {
        "state": np.where(numbers.random(rows * 6) < 0.8, 1, 2).astype(np.int32),
        "kind": np.full(rows * 6, 3, np.int32),
        "first_lo": start.ravel(), "first_hi": start.ravel(), "last_lo": (start + length).ravel(),
        "last_hi": (start + length).ravel(), "lawful": np.zeros(rows * 6, np.int32),
        "habitual": np.zeros(rows * 6, np.int32),
    }  # fmt: skip
    for word in ("KAZ", "RUS", "permanent", "irregular"):
        facts.vocabulary.number(word)
    whole = facts.taken(np.full(rows, -1)) if facts.rows else _blank(rows, facts, Ragged(rows, row, fields))
    day = np.full(rows, ir.day_number(date(2022, 6, 1)), np.int32)
    reader = Reader(whole, None, {})  # type: ignore[arg-type]  # residence asks nobody's status
    begins = (day - 1_826).astype(np.int32)
    return lambda: reader.throughout("subject", "KAZ", "permanent", (begins, day), (begins, day))


def _blank(rows: int, facts, stays: Ragged):  # type: ignore[no-untyped-def]
    from dataclasses import fields, replace

    def empty(value):  # type: ignore[no-untyped-def]
        if isinstance(value, Ragged):
            return Ragged(rows, np.zeros(0, np.int64), value.fields)
        return np.zeros(rows, value.dtype) if isinstance(value, np.ndarray) else value

    def blank(record):  # type: ignore[no-untyped-def]
        changed = {}
        for each in fields(record):
            value = getattr(record, each.name)
            changed[each.name] = blank(value) if hasattr(value, "stays_complete") else empty(value)
        return replace(record, **changed)

    whole = blank(facts)
    return replace(whole, row=np.arange(rows), subject=replace(whole.subject, stays=stays))


def family(rows: int) -> Callable[[], object]:
    """Status of the parents at each birth, three versions of the law, seven generations, all States with a pack."""
    facts = _blank(rows, people_of([]), Ragged(0, np.zeros(0, np.int64), people_of([]).subject.stays.fields))
    numbers = np.random.default_rng(4)
    generation = np.sort(numbers.integers(0, 7, rows))
    first = np.searchsorted(generation, np.arange(8))
    for parent in (facts.mother, facts.father):
        above = np.maximum(generation - 1, 0)
        parent.row[:] = np.where(
            (generation > 0) & (numbers.random(rows) < 0.9),
            first[above] + (numbers.random(rows) * np.maximum(first[above + 1] - first[above], 1)).astype(np.int64), -1,
        )  # fmt: skip
        parent.told[:] = parent.row >= 0
        parent.exists[:] = 1
        parent.since_lo[:], parent.since_hi[:] = ir.FIRST_DAY, ir.FIRST_DAY
    facts.birth_lo[:] = -24_000 + generation * 8_000 + numbers.integers(0, 2_000, rows)
    facts.birth_hi[:] = facts.birth_lo
    facts.born_in[:] = np.where(numbers.random(rows) < 0.9, facts.vocabulary.number("KAZ"), -1)
    packs = {"KAZ": load_packs()["KAZ"]}
    return lambda: live(facts, packs, date(2025, 6, 1)).status("KAZ")


CASES = {"flat": flat, "sweep": sweep, "residence": residence, "family": family}


def main(case: str, rows: int) -> None:
    run = CASES[case](rows)
    took = []
    for _ in range(3):
        began = time.perf_counter()
        run()
        took.append(time.perf_counter() - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    best = sorted(took)[1]
    print(json.dumps({"case": case, "rows": rows, "seconds": round(best, 4), "each": [round(one, 4) for one in took],
                      "rows_per_second": round(rows / best), "peak_mb": round(peak)}))  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1], int(float(sys.argv[2])))
