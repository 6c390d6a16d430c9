"""The interpreter, the bit planes, polars and DuckDB say the same of random people and random conditions."""

import random
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from tests.properties.nationality_people import STATES, person
from tulga.nationality.bulk import columns, family, ir, planes, sql
from tulga.nationality.bulk import lives as bulk_lives
from tulga.nationality.bulk.facts import Facts, people_of
from tulga.nationality.bulk.lives import Lives, live
from tulga.nationality.core import spans
from tulga.nationality.core.as_of import as_of
from tulga.nationality.core.loading import load_packs
from tulga.nationality.core.rules import Effect, TimingKind
from tulga.nationality.core.truth import DISPUTED, FALSE, TRUE, UNKNOWN, Truth
from tulga.nationality.core.world import World

TODAY = date(2025, 6, 1)
ATOMS = tuple(f"a{number}" for number in range(6))


# -- random conditions over random rows --------------------------------------------------------------------------------


def condition(chance: random.Random, depth: int = 4) -> ir.Node:
    if depth == 0 or chance.random() < 0.15:
        kind = chance.random()
        if kind < 0.6:
            return ir.Atom(chance.choice(ATOMS))
        if kind < 0.95:
            first = chance.randrange(0, 20_000)
            return ir.Since("birth", first, first + chance.choice((0, 0, 365)))
        return ir.Fixed(chance.choice((TRUE, FALSE, UNKNOWN)))
    parts = tuple(condition(chance, depth - 1) for _ in range(chance.choice((2, 2, 3))))
    return chance.choice((ir.Every, ir.Some))(parts) if chance.random() < 0.8 else ir.Inverse(parts[0])


def table(chance: random.Random, rows: int, values: tuple[Truth, ...]) -> planes.Table:
    numbers = np.random.default_rng(chance.randrange(2**32))
    atoms = {name: planes.of_codes(numbers.choice(values, rows).astype(np.uint8)) for name in ATOMS}
    lo = numbers.integers(0, 20_000, rows).astype(np.int32)
    hi = (lo + numbers.choice((0, 0, 400), rows)).astype(np.int32)
    lo[numbers.random(rows) < 0.05], hi[numbers.random(rows) < 0.05] = ir.FIRST_DAY, ir.LAST_DAY
    return planes.Table(rows, atoms, {"birth": (lo, hi)})


def interpreted(node: ir.Node, rows: planes.Table) -> list[int]:
    """Return what the meaning itself says, row by row."""
    codes = {name: value.codes().tolist() for name, value in rows.atoms.items()}
    lo, hi = (bound.tolist() for bound in rows.clocks["birth"])
    return [
        int(ir.value(node, {name: Truth(column[row]) for name, column in codes.items()}, {"birth": (lo[row], hi[row])}))
        for row in range(rows.rows)
    ]


def compared(chance: random.Random, folder: Path, conditions: int, rows: int) -> int:
    """Compare the back ends on random conditions; return how many cells were compared."""
    known = table(chance, rows, (UNKNOWN, TRUE, FALSE))
    frame = columns.frame(known)
    nodes = {f"c{number}": condition(chance) for number in range(conditions)}
    in_polars = frame.select(**{name: columns.expression(node) for name, node in nodes.items()})
    frame.write_parquet(folder / "rows.parquet")
    in_sql = sql.evaluate(nodes, folder / "rows.parquet")
    for name, node in nodes.items():
        by_planes = planes.evaluate(node, known).codes().tolist()
        assert by_planes == interpreted(node, known), node
        assert columns.from_nullable(in_polars[name]).codes().tolist() == by_planes, node
        assert in_sql[name].codes().tolist() == by_planes, node
    return conditions * rows


def test_random_conditions_mean_the_same_everywhere(tmp_path: Path) -> None:
    chance = random.Random(20250601)

    cells = compared(chance, tmp_path, conditions=60, rows=2_000)

    assert cells >= 100_000


@pytest.mark.slow
def test_a_million_random_cells_mean_the_same_everywhere(tmp_path: Path) -> None:
    chance = random.Random(20250602)

    cells = sum(compared(chance, tmp_path, conditions=100, rows=1_000) for _ in range(10))

    assert cells >= 1_000_000


def test_a_dispute_is_carried_by_the_planes_as_by_the_meaning() -> None:
    chance = random.Random(20250603)
    known = table(chance, 500, (UNKNOWN, TRUE, FALSE, DISPUTED))

    for _ in range(40):
        node = condition(chance)

        assert planes.evaluate(node, known).codes().tolist() == interpreted(node, known), node


# -- the published law over random people ------------------------------------------------------------------------------


def readings(worlds: list[World]) -> Counter[tuple[str, str, int, int]]:
    """Return how often the interpreter read each rule of each person with each value that is not "no"."""
    return Counter(
        (read.rule.id, read.at.partition(" ")[0], row, int(read.counted))
        for row, world in enumerate(worlds)
        for file in world.files.values()
        for read in file.reads
        if read.counted is not FALSE and read.rule.effect is not Effect.GROUND_OF_LOSS
    )


def bulk_readings(lives: Lives, people: int) -> Counter[tuple[str, str, int, int]]:
    return Counter(
        (rule, label, row, value)
        for (rule, label), chunks in lives.read.items()
        for rows, values in chunks
        for row, value in zip(rows.tolist(), values.tolist(), strict=True)
        if row < people and value != FALSE
    )


def lived(seed: int, people: int) -> int:
    """Compare every status and every reading of a rule with the interpreter's; return how many."""
    chance, packs = random.Random(seed), load_packs()
    persons = [person(chance, str(number)) for number in range(people)]
    worlds = [World(as_of(each, TODAY)[0], packs, spans.of_date(TODAY)) for each in persons]
    every_rule = frozenset(rule.id for pack in packs.values() for rule in pack.rules)

    lives = live(people_of(persons), packs, TODAY, keep=every_rule)

    for state in sorted({*packs, *STATES}):
        wanted = [int(world.status(state, spans.of_date(TODAY))) for world in worlds]
        assert lives.status(state)[:people].tolist() == wanted, state
    wanted = [int(world.subject.stateless(spans.of_date(TODAY))) for world in worlds]
    assert lives.stateless()[:people].tolist() == wanted
    assert bulk_readings(lives, people) == readings(worlds)
    return sum(len(file.reads) for world in worlds for file in world.files.values())


def test_everybody_at_once_live_as_one_by_one() -> None:
    cells = lived(seed=7, people=250)

    assert cells >= 20_000


@pytest.mark.slow
def test_thousands_at_once_live_as_one_by_one() -> None:
    cells = sum(lived(seed, people=1_500) for seed in (8, 9))

    assert cells >= 200_000


def test_people_read_in_parts_live_as_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    chance, packs = random.Random(13), load_packs()
    together = people_of([person(chance, str(number)) for number in range(60)])
    ordered, place = parents_first(together)
    whole = live(together, packs, TODAY)
    monkeypatch.setattr(family, "PART", 30)
    monkeypatch.setattr(bulk_lives, "PART", 50)

    kinds = []
    for facts, where in ((together, np.arange(together.rows)), (ordered, place)):
        parts = family.in_order(facts)
        kinds.append({type(part) for part in parts})
        assert len(parts) >= 5
        lives = live(facts, packs, TODAY)
        for state in sorted({*packs, *STATES}):
            assert lives.status(state).tolist() == whole.status(state)[where].tolist(), state
        assert lives.stateless().tolist() == whole.stateless()[where].tolist()
    assert kinds == [{np.ndarray}, {slice}]


def parents_first(facts: Facts) -> tuple[Facts, family.Rows]:
    """Return the same people with every parent before their children, and where each was."""
    order = np.argsort(family.depth(facts), kind="stable")
    place = np.argsort(order)
    found = facts.taken(order)
    found.row[:] = np.arange(facts.rows)
    for parent in (found.mother, found.father):
        parent.row[:] = np.where(parent.row >= 0, place[parent.row], -1)
    return found, order


def test_the_published_law_means_the_same_in_polars_and_in_sql(tmp_path: Path) -> None:
    chance, packs = random.Random(11), load_packs()
    facts = people_of([person(chance, str(number)) for number in range(300)])
    every_rule = [rule for pack in packs.values() for rule in pack.rules]
    lives = live(facts, packs, TODAY, keep=frozenset(rule.id for rule in every_rule))
    born = facts.birth_lo, facts.birth_hi
    cells = 0

    for rule in every_rule:
        lowered = ir.lower(rule, TODAY).node
        known = _atoms_at(lives, rule.id, "birth", lowered)
        if known is None or rule.timing.kind is not TimingKind.BIRTH:
            continue
        rows = planes.Table(facts.rows, known, {"birth": born})
        frame = columns.frame(rows)
        wanted = columns.nullable(planes.evaluate(lowered, _three_valued(rows)))
        assert frame.with_columns(found=columns.expression(lowered))["found"].equals(wanted, null_equal=True), rule.id
        frame.write_parquet(tmp_path / "rows.parquet")
        found = sql.evaluate({rule.id: lowered}, tmp_path / "rows.parquet")[rule.id]
        assert columns.nullable(found).equals(wanted, null_equal=True), rule.id
        cells += facts.rows

    assert cells >= 20_000


def _atoms_at(lives: Lives, rule: str, label: str, node: ir.Node) -> dict[str, planes.Planes] | None:
    """Return the atoms of a rule as they were read at one event of everybody, or None if it was not read there."""
    found = {}
    for atom in ir.atoms(node):
        chunks = lives.atoms.get((rule, label, atom.name))
        if chunks is None:
            return None
        codes = np.zeros(lives.facts.rows, dtype=np.uint8)
        for rows, values in chunks:
            codes[rows] = values
        found[atom.name] = planes.of_codes(codes)
    return found


def _three_valued(rows: planes.Table) -> planes.Table:
    """A dispute has no place in a nullable column: it is read as unknown."""
    atoms = {name: planes.Planes(a.yes & ~a.no, a.no & ~a.yes, a.rows) for name, a in rows.atoms.items()}
    return planes.Table(rows.rows, atoms, rows.clocks)
