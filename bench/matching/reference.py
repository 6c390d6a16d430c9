"""What the estimator says of the registers that the points were fitted to: `python -m bench.matching.reference SET...`.

Writes `data/reference.yaml`, beside which other lists are measured (`tulga.matching.learning`). Nothing of the truth is
read: the faults of the estimator are meant to be in it. To be run after every change of points, levels or readers.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

import tulga.matching
from bench.matching.sets import entries
from tulga.matching.bulk import candidates, keys, levels
from tulga.matching.bulk.columns import columns
from tulga.matching.core.score import weights
from tulga.matching.learning import mixture, shifts
from tulga.matching.learning.mixture import Table

HEAD = """\
# What the estimator of matching/learning says of the registers that the points were fitted to: how often each bin of
# a block, and each level of a feature, is seen in pairs of one person and of two. Made by bench/matching/reference.py
# from {count} registers: own ones (bench/matching/registers.py) and the public set; nobody in them exists.
"""


def tables_of(folder: Path) -> tuple[dict[str, Table], dict[str, Table]]:
    """Return the tables of blocks and of features for one register."""
    records = columns(entries(folder))
    first, second = candidates.candidates(*keys.keys_of(records))
    totals, found = levels.score(records, first, second, keep_levels=True)
    points = [np.array(one, float) for one in weights().points]
    told = mixture.estimate(mixture.bins_of(found, points), 1 / (1 + np.exp(-np.clip(totals, -30, 30))))
    return dict(told.tables), shifts.seen(found, points, told)


def mean(tables: list[dict[str, Table]]) -> dict[str, list[list[float]]]:
    """Return the mean of the shares over registers, each counting alike."""
    return {
        name: [
            [round(float(v), 6) for v in np.mean([one[name][kind] / one[name][kind].sum() for one in tables], axis=0)]
            for kind in (0, 1)
        ]
        for name in tables[0]
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, nargs="+")
    given = parser.parse_args()
    blocks, features = zip(*map(tables_of, given.sets), strict=True)
    lines = [HEAD.format(count=len(given.sets))]
    for kind, found in (("blocks", mean(list(blocks))), ("features", mean(list(features)))):
        lines.append(f"{kind}:\n")
        lines += [f"  {name}: {json.dumps(pair)}\n" for name, pair in found.items()]
    path = Path(tulga.matching.__file__).parent / "data" / "reference.yaml"
    path.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
