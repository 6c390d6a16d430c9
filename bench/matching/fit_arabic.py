"""Learn what the letters of Arabic script are worth beside sounds.

python -m bench.matching.fit_arabic FOLDER OUT.csv

FOLDER holds translit_pairs_ar.csv.gz, arabic_script_names_by_country.csv.gz and wikidata_name_variants.csv.gz
(all CC0). No linkage set is read. Words in Arabic script whose CRC-32 is a multiple of 5 are held out, with all
their partners, for bench/matching/arabic.py.

The model: two spellings of one name are made by steps (two phonemes together, or one alone); two spellings of
different names are made apart. Expectation-maximisation gives the probability of each step; its log-odds
against chance is written. A pair that the model finds unlikely to be one name counts less (the lists hold
mistakes).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import math
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tulga.matching.core.abjad import LEAST, PLACES, Row
from tulga.matching.core.phonemes import ALPHABET
from tulga.matching.core.readers import Reading, arabic, cyrillic, latin
from tulga.matching.core.scripts import words

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
SIZE = len(ALPHABET)
INDEX = {ord(c): i for i, c in enumerate(ALPHABET)}
NOISE = 0.05  # share of pairs that are no pairs
SLIP = 0.004  # share of steps that are slips of the hand: anything for anything
LONGEST = 24


@dataclass(frozen=True, slots=True)
class Pair:
    one: str
    other: str
    weight: float
    source: str
    ones: tuple[Reading, ...]
    others: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Model:
    together: Floats  # [one, other]
    one_alone: Floats  # [place, one]
    other_alone: Floats
    expected: Floats  # [side, phoneme]: its part of the evidence in a true pair, on average

    def rows(self) -> Iterator[Row]:
        for i, one in enumerate(ALPHABET):
            for j, other in enumerate(ALPHABET):
                if self.together[i, j] > LEAST:
                    yield one, other, "", float(self.together[i, j])
            for place, name in enumerate(PLACES):
                yield one, "-", name, float(self.one_alone[place, i])
                yield "-", one, name, float(self.other_alone[place, i])
            yield one, "=", "", float(self.expected[0, i])
            yield "=", one, "", float(self.expected[1, i])


def held_out(word: str) -> bool:
    return zlib.crc32(word.encode()) % 5 == 0


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as text:
        yield from csv.DictReader(text)


def _spellings(folder: Path) -> Iterator[tuple[str, str, float, str]]:
    """Yield Arabic script, other script, weight, source; names of the region weigh double, often seen ones more."""
    for row in _rows(folder / "translit_pairs_ar.csv.gz"):
        yield row["ar"], row["latin"], 1 + math.log(float(row["count"])), "latin"
    for row in _rows(folder / "arabic_script_names_by_country.csv.gz"):
        yield row["arabic_script"], row["latin"], 2 + 2 * math.log(float(row["count"])), "country"
    for row in _rows(folder / "wikidata_name_variants.csv.gz"):
        arabs = [a for a in row["arabic"].split("|") if a]
        for one in arabs:
            for other in filter(None, row["cyrillic"].split("|")):
                yield one, other, 2 / len(arabs), "cyrillic"


def _variants(folder: Path) -> Iterator[tuple[str, str, float, str]]:
    """Yield two spellings in Arabic script that stand for one Latin word."""
    groups: dict[str, set[str]] = defaultdict(set)
    for one, other, _, source in _spellings(folder):
        if source != "cyrillic":
            groups[_joined(other)].add(_joined(one))
    for row in _rows(folder / "wikidata_name_variants.csv.gz"):
        groups[row["qid"]].update(_joined(a) for a in row["arabic"].split("|"))
    for found in groups.values():
        some = sorted(filter(None, found))
        for one in some[:6]:
            for other in some[:6]:
                if one != other or len(some) == 1:
                    yield one, other, 1 / len(some), "variants"


def _joined(text: str) -> str:
    return "".join(words(text))


def pairs(folder: Path, relation: str) -> list[Pair]:
    """Read every pair that both readers can read; a name of several words is one word."""
    found = []
    for one, other, weight, source in _spellings(folder) if relation == "full" else _variants(folder):
        one, other = _joined(one), _joined(other)
        reader = {"cyrillic": cyrillic.read, "variants": arabic.read}.get(source, latin.read)
        ones, others = arabic.read(one), reader(other) if other else ()
        if ones and others:
            found.append(Pair(one, other, weight, source, ones, others))
    return found


class Learner:
    """The pairs as arrays, grouped by the lengths of their readings so that each group is aligned at once."""

    def __init__(self, learned: list[Pair]) -> None:
        spelt = [
            (number, x.phonemes, y.phonemes, x.penalty + y.penalty)
            for number, pair in enumerate(learned)
            for x in pair.ones
            for y in pair.others
            if 0 < len(x.phonemes) < LONGEST and 0 < len(y.phonemes) < LONGEST
        ]
        self.pair = np.array([s[0] for s in spelt])
        self.penalty = np.array([s[3] for s in spelt])
        self.weight = np.array([pair.weight for pair in learned])
        groups: dict[tuple[int, int], list[int]] = defaultdict(list)
        for k, (_, x, y, _) in enumerate(spelt):
            groups[len(x), len(y)].append(k)
        self.groups = [
            (np.array(ks), _coded(spelt[k][1] for k in ks), _coded(spelt[k][2] for k in ks)) for ks in groups.values()
        ]

    def step(self, model: Model, chance: tuple[Floats, Floats] | None) -> tuple[Model, tuple[Floats, Floats], float]:
        """Run one round of expectation and maximisation; also return the mean evidence of a pair."""
        ahead = [_forward(x, y, model) for _, x, y in self.groups]
        odds = np.zeros(len(self.pair))
        for (ks, _, _), table in zip(self.groups, ahead, strict=True):
            odds[ks] = table[-1, -1]
        share, evidence = self._shares(odds - self.penalty)
        counts = Counts()
        for (ks, x, y), table in zip(self.groups, ahead, strict=True):
            counts.add(x, y, share[ks], table, model)
        chance = chance or counts.chance()
        return counts.model(*chance), chance, float((evidence * self.weight).sum() / self.weight.sum())

    def _shares(self, odds: Floats) -> tuple[Floats, Floats]:
        """Share each pair's weight among its readings, less what is likely to be a mistake of the list."""
        most = np.full(len(self.weight), -1e9)
        np.maximum.at(most, self.pair, odds)
        part = np.exp(odds - most[self.pair])
        whole = np.zeros(len(self.weight))
        np.add.at(whole, self.pair, part)
        evidence = np.where(whole > 0, most + np.log(np.maximum(whole, 1e-300)), 0.0)
        true = 1 / (1 + np.exp(-np.clip(evidence + math.log((1 - NOISE) / NOISE), -50, 50)))
        return part / whole[self.pair] * (true * self.weight)[self.pair], evidence


def _coded(readings: Iterator[bytes]) -> Ints:
    return np.array([[INDEX[p] for p in reading] for reading in readings])


def place(i: int, length: int) -> int:
    return 0 if i == 0 else 2 if i == length - 1 else 1


def _forward(x: Ints, y: Ints, model: Model) -> Floats:
    """Return the log-odds of all alignments of every beginning of x with every beginning of y."""
    rows, columns = x.shape[1], y.shape[1]
    table = np.full((rows + 1, columns + 1, len(x)), -1e9)
    table[0, 0] = 0
    for i in range(rows + 1):
        for j in range(columns + 1):
            ways = []
            if i and j:
                ways.append(table[i - 1, j - 1] + model.together[x[:, i - 1], y[:, j - 1]])
            if i:
                ways.append(table[i - 1, j] + model.one_alone[place(i - 1, rows), x[:, i - 1]])
            if j:
                ways.append(table[i, j - 1] + model.other_alone[place(j - 1, columns), y[:, j - 1]])
            if ways:
                table[i, j] = np.logaddexp.reduce(ways)
    return table


class Counts:
    """How often each step is taken, weighed by how likely the alignment is that takes it."""

    def __init__(self) -> None:
        self.together = np.zeros((SIZE, SIZE))
        self.alone = np.zeros((2, len(PLACES), SIZE))
        self.seen = np.zeros((2, len(PLACES), SIZE))

    def add(self, x: Ints, y: Ints, share: Floats, ahead: Floats, model: Model) -> None:
        rows, columns = x.shape[1], y.shape[1]
        behind = np.full_like(ahead, -1e9)
        behind[rows, columns] = 0
        total = ahead[rows, columns]
        for i in range(rows, -1, -1):
            for j in range(columns, -1, -1):
                ways = [behind[i, j]]
                if i < rows and j < columns:
                    ways.append(model.together[x[:, i], y[:, j]] + behind[i + 1, j + 1])
                    likely = share * np.exp(ahead[i, j] + ways[-1] - total)
                    flat = np.bincount(x[:, i] * SIZE + y[:, j], likely, SIZE * SIZE)
                    self.together += flat.reshape(SIZE, SIZE)
                if i < rows:
                    ways.append(model.one_alone[place(i, rows), x[:, i]] + behind[i + 1, j])
                    self._count_alone(0, place(i, rows), x[:, i], share * np.exp(ahead[i, j] + ways[-1] - total))
                if j < columns:
                    ways.append(model.other_alone[place(j, columns), y[:, j]] + behind[i, j + 1])
                    self._count_alone(1, place(j, columns), y[:, j], share * np.exp(ahead[i, j] + ways[-1] - total))
                behind[i, j] = np.logaddexp.reduce(ways)
        for side, word in ((0, x), (1, y)):
            for i in range(word.shape[1]):
                self.seen[side, place(i, word.shape[1])] += np.bincount(word[:, i], share, SIZE)

    def _count_alone(self, side: int, where: int, phonemes: Ints, likely: Floats) -> None:
        self.alone[side, where] += np.bincount(phonemes, likely, SIZE)

    def chance(self) -> tuple[Floats, Floats]:
        """Return how often each phoneme is seen on either side."""
        shares = [(side.sum(0) + 0.5) / (side.sum() + 0.5 * SIZE) for side in self.seen]
        return shares[0], shares[1]

    def model(self, ones: Floats, others: Floats) -> Model:
        steps = self.together.sum() + self.alone.sum()
        lengths = self.seen.sum((1, 2))
        expected = np.outer(ones, others) * lengths[0] * lengths[1] / steps
        together = np.log((1 - SLIP) * self.together / expected + SLIP)
        # Two of a hundred phonemes alone before anything is seen; two words of prior weight.
        alone = [(self.alone[k] + 0.04) / (self.seen[k] + 2) * lengths[k] / steps for k in (0, 1)]
        odds = [np.maximum(LEAST, np.log(shares)) for shares in alone]
        return Model(together, odds[0], odds[1], self._expected(together, odds))

    def _expected(self, together: Floats, odds: list[Floats]) -> Floats:
        """Share the evidence of a step between its two phonemes; return the mean for each."""
        both = self.together * together / 2
        sums = [both.sum(1 - k) + (self.alone[k] * odds[k]).sum(0) for k in (0, 1)]
        return np.array([sums[k] / np.maximum(self.seen[k].sum(0), 1.0) for k in (0, 1)])


def start(relation: str) -> Model:
    """Begin with the little that is plain: a phoneme is like itself, vowels go beside the letters that carry them."""
    vowels, letters = [INDEX[ord(c)] for c in "aAeiIoOuUy"], [INDEX[ord(c)] for c in "123456"]
    together = np.full((SIZE, SIZE), -1.0)
    np.fill_diagonal(together, 2.5)
    together[np.ix_(letters, letters if relation == "abjad" else vowels)] = 1.0
    np.fill_diagonal(together[np.ix_(letters, letters)], 2.5)
    one_alone, other_alone = np.full((3, SIZE), -4.0), np.full((3, SIZE), -4.0)
    one_alone[:, letters] = -1.5
    other_alone[:, letters if relation == "abjad" else vowels] = -1.0
    return Model(together, one_alone, other_alone, np.zeros((2, SIZE)))


def learn(learned: list[Pair], relation: str, rounds: int) -> Model:
    model, chance, learner = start(relation), None, Learner(learned)
    for number in range(rounds):
        model, chance, mean = learner.step(model, chance)
        print(f"{relation} round {number + 1}: mean evidence of a pair {mean:.3f}", flush=True)
    return model


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("out", type=Path)
    asked.add_argument("--rounds", type=int, default=8)
    given = asked.parse_args()
    with given.out.open("w", encoding="utf-8", newline="") as text:
        table = csv.writer(text, lineterminator="\n")
        table.writerow(("relation", "one", "other", "place", "log_odds"))
        for relation in ("full", "abjad"):
            learned = [pair for pair in pairs(given.folder, relation) if not held_out(pair.one)]
            for one, other, where, odds in learn(learned, relation, given.rounds).rows():
                if odds > LEAST + 0.05:
                    table.writerow((relation, one, other, where, f"{odds:.2f}"))


if __name__ == "__main__":
    main()
