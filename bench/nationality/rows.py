"""Every condition of the shipped packs and amendments, and random people as these conditions meet them."""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from tulga.nationality.bulk import amendments, columns, ir, planes
from tulga.nationality.core.loading import load_packs

UNKNOWN_ONE_IN = 8
FIRST, LAST = -25_000, 21_000  # days of the clocks: 1901 to 2027


def conditions() -> dict[str, ir.Node]:
    """Return the lowered condition of each version of each rule by its id; "now" and "event" stay clocks of the row."""
    packs = load_packs()
    rules = [rule for pack in packs.values() for rule in pack.rules]
    for bill in amendments.shipped(packs).values():
        rules += bill.inserted
    return {rule.id: ir.lower(rule).node for rule in rules}


def people(nodes: dict[str, ir.Node], rows: int, chance: np.random.Generator) -> planes.Table:
    """Return random people: every atom yes, no or (one in eight) unknown, every clock a day, some days or nothing.

    Args:
        rows: a multiple of 64, so that no bit is left over.
    """
    atoms = {atom.name: _answers(rows, chance) for atom in ir.atoms(*nodes.values())}
    return planes.Table(rows, atoms, {clock: _days(rows, chance) for clock in ir.clocks(*nodes.values())})


def write(known: planes.Table, path: Path) -> None:
    """Write the people as a Parquet file: a nullable boolean an atom, two whole days a clock."""
    columns.frame(known).write_parquet(path, compression="zstd", compression_level=1)


def _answers(rows: int, chance: np.random.Generator) -> planes.Planes:
    said, first, second, third = (_bits(rows, chance) for _ in range(4))
    told = ~(first & second & third)
    return planes.Planes(said & told, ~said & told, rows)


def _bits(rows: int, chance: np.random.Generator) -> planes.Words:
    return chance.integers(0, 1 << 64, rows // 64, dtype=np.uint64)


def _days(rows: int, chance: np.random.Generator) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    lo = chance.integers(FIRST, LAST, rows, dtype=np.int32)
    hi = (lo + chance.choice(np.array((0, 0, 0, 400), np.int32), rows)).astype(np.int32)
    lo[chance.random(rows) < 0.05], hi[chance.random(rows) < 0.05] = ir.FIRST_DAY, ir.LAST_DAY
    return lo, hi
