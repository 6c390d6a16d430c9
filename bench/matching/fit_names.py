"""Fit the scale by which distances of words become log-odds of names.

    python -m bench.matching.fit_names PAIRS.csv[:WEIGHT] ... --out src/tulga/matching/data/names.yaml

The files hold labelled pairs (`bench/matching/names.py`, `bench/matching/name_pairs.py`). Loss: logarithmic, same and
other names counting half each in a file, plus a pull towards the numbers that are shipped. Search: one number after the
other, up and down by steps that shrink. With --halves it is fitted on half of the pairs and measured on the other half.
The last step moves `start` so that a probability of a half is where F1 is best, taken over all files together.
"""

from __future__ import annotations

import argparse
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.matching.names import Row, average_precision, best_f1, read_pairs
from tulga.matching.bulk.names import Register
from tulga.matching.core.names import prepare
from tulga.matching.core.scale import Scale, scale

PULL = 0.0005
STEPS = (0.2, 0.1, 0.05)
HEAD = "# How distances of words become log-odds of names; made by bench/matching/fit_names.py, not by hand.\n"
# The range of what must stay sensible.
FIXED = {"knee": (4.0, 16.0), "first": (1.0, 2.0), "per_excess": (0.0, 0.5), "joined": (0.1, 5.0), "cross": (0.5, 6.0)}


@dataclass
class Sample:
    """One file's pairs, read."""

    name: str
    weight: float
    register: Register
    pairs: npt.NDArray[np.int64]
    same: npt.NDArray[np.bool_]

    def loss(self, by: Scale) -> float:
        odds = np.where(self.same, 1.0, -1.0) * self.register.scores(self.pairs, by=by)
        lost = np.logaddexp(0.0, -odds)
        return float((lost[self.same].mean() + lost[~self.same].mean()) / 2)

    def scored(self, by: Scale) -> list[tuple[float, bool]]:
        return list(zip(self.register.scores(self.pairs, by=by).tolist(), self.same.tolist(), strict=True))


def sample(name: str, rows: list[Row], weight: float) -> Sample:
    register, numbers = Register(), {}
    for text in dict.fromkeys(text for row in rows for text in row[:2]):
        numbers[text] = register.add(prepare(full=text))
    pairs = np.array([[numbers[a], numbers[b]] for a, b, _, _ in rows])
    return Sample(name, weight, register, pairs, np.array([row[2] for row in rows]))


def total_loss(samples: list[Sample], by: Scale, start: Scale) -> float:
    pull = sum(((x - y) / max(abs(y), 0.3)) ** 2 for x, y in zip(by, start, strict=True))
    return sum(one.weight * one.loss(by) for one in samples) + PULL * pull


def fit(samples: list[Sample], start: Scale) -> Scale:
    best, lost = start, total_loss(samples, start, start)
    for step in STEPS:
        for _ in range(3):
            before = lost
            for field in Scale._fields:
                best, lost = _improved(samples, best, lost, field, step, start)
            print(f"step {step}: loss {lost:.4f}", flush=True)
            if before - lost < 2e-4:
                break
    return best


def _improved(
    samples: list[Sample], best: Scale, lost: float, field: str, step: float, start: Scale
) -> tuple[Scale, float]:
    value = getattr(best, field)
    size = step * max(abs(value), 0.3)
    least, most = FIXED.get(field, (-50.0, 50.0))
    for change in (size, -size):
        if least <= value + change <= most:
            tried = best._replace(**{field: value + change})
            loss = total_loss(samples, tried, start)
            if loss < lost - 1e-6:
                return tried, loss
    return best, lost


def centred(samples: list[Sample], by: Scale) -> Scale:
    """Move the start so that the best F1 over all files is at log-odds of nothing."""
    _, threshold = best_f1([one for each in samples for one in each.scored(by)])
    return by._replace(start=by.start - threshold)


def report(samples: list[Sample], by: Scale) -> None:
    for one in samples:
        scored = one.scored(by)
        f1, threshold = best_f1(scored)
        said = [(score >= 0, same) for score, same in scored]
        true = sum(s and same for s, same in said)
        shipped = 2 * true / max(1, sum(s for s, _ in said) + sum(same for _, same in said))
        ap = average_precision(scored)
        print(f"{one.name:32} F1 {f1:.4f} at {threshold:.2f}, at 0 {shipped:.4f}  AP {ap:.4f}")


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("pairs", nargs="+", metavar="PAIRS.csv[:WEIGHT]")
    reader.add_argument("--out", type=Path)
    reader.add_argument("--halves", action="store_true")
    asked = reader.parse_args()
    fitted: list[Sample] = []
    measured: list[Sample] = []
    for told in asked.pairs:
        path, _, weight = told.partition(":")
        rows = read_pairs(Path(path))
        halves: tuple[list[Row], list[Row]] = ([], [])
        for row in rows:
            halves[zlib.crc32((row[0] + row[1]).encode()) % 2 if asked.halves else 0].append(row)
        fitted.append(sample(Path(path).name, halves[0], float(weight or 1)))
        measured.append(sample(Path(path).name, halves[1] or halves[0], 1.0))
    report(measured, scale())
    found = centred(fitted, fit(fitted, scale()))
    report(measured, found)
    if asked.out:
        lines = [f"{field}: {value:.3f}\n" for field, value in found._asdict().items()]
        asked.out.write_text(HEAD + "".join(lines), encoding="utf-8")
    else:
        print(found)


if __name__ == "__main__":
    main()
