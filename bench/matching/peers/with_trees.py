"""Generic machine learning on labels: Latin letters, Jaro-Winkler, blocks by metaphone and date, boosted trees.

The only peer that is given the truth (`truth.csv` in the folder). It is cross-fitted: pairs of one half of the persons
are scored by trees grown on pairs of the other half, by the person of the first record of a pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import jellyfish
import numpy as np
from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler, Levenshtein
from side import Clock, Row, main, rows, tell, words_of, write
from sklearn.ensemble import HistGradientBoostingClassifier

LARGEST_BLOCK = 120
SAME = ("sex", "birth_country", "birth_place", "residence_region", "phone", "document_no")


class Record:
    """A record as the features need it."""

    def __init__(self, row: Row) -> None:
        self.row = row
        text = anyascii(" ".join(words_of(row))).lower().replace("'", "")
        self.words = [one for one in text.split() if len(one) > 1]
        self.sounds = {code for one in self.words if (code := jellyfish.metaphone(one).replace(" ", ""))}
        self.given = anyascii(row["given_name"]).lower()
        self.family = anyascii(row["family_name"]).lower()
        self.father = anyascii(row["patronymic"] or row["father_name"]).lower()
        self.mother = anyascii(row["mother_name"]).lower()
        self.place = anyascii(row["birth_place"]).lower()
        self.date = row["birth_date"] if len(row["birth_date"]) == 10 else ""
        self.year = self._year()

    def _year(self) -> int:
        row = self.row
        if len(row["birth_date"]) >= 4:
            return int(row["birth_date"][:4])
        if row["age_stated"].isdigit() and row["registered_on"][:4].isdigit():
            return int(row["registered_on"][:4]) - int(row["age_stated"])
        return 0

    def keys(self) -> Iterator[tuple[object, ...]]:
        if self.date:
            yield "d", self.date, self.row["sex"]
            swapped = self.date[:5] + self.date[8:] + self.date[4:7]
            yield from (("ds", min(self.date, swapped), one) for one in self.sounds)
        yield from (("t", a, b) for a, b in combinations(sorted(self.sounds), 2))
        if self.year:
            yield from (("y", one, self.year) for one in self.sounds)
        yield from (("r", one, self.row["residence_region"], self.row["sex"]) for one in self.sounds)
        for name in ("phone", "document_no"):
            if self.row[name]:
                yield name, self.row[name]


def candidates(records: Sequence[Record]) -> list[tuple[int, int]]:
    blocks: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for k, record in enumerate(records):
        for key in set(record.keys()):
            blocks[key].append(k)
    found = {pair for them in blocks.values() if len(them) <= LARGEST_BLOCK for pair in combinations(them, 2)}
    return sorted(found)


def features(a: Record, b: Record) -> list[float]:
    nan = float("nan")

    def alike(x: str, y: str) -> float:
        return JaroWinkler.similarity(x, y) if x and y else nan

    first, second = (a, b) if len(a.words) <= len(b.words) else (b, a)
    best = sorted(max((JaroWinkler.similarity(x, y) for y in second.words), default=0.0) for x in first.words) or [nan]
    same = [nan if not a.row[k] or not b.row[k] else float(a.row[k] == b.row[k]) for k in SAME]
    days = float(Levenshtein.distance(a.date, b.date)) if a.date and b.date else nan
    swapped = float(a.date[5:] == b.date[8:] + "-" + b.date[5:7]) if a.date and b.date else nan
    years = float(abs(a.year - b.year)) if a.year and b.year else nan
    first_day = float(a.date[5:] in ("01-01", "07-01")) + float(b.date[5:] in ("01-01", "07-01"))
    home = a.row["household_ref"]
    return [
        best[0],
        best[1] if len(best) > 1 else nan,
        best[-1],
        sum(best) / len(best),
        *(len(first.words), len(second.words), len(a.sounds & b.sounds)),
        *(alike(a.given, b.given), alike(a.family, b.family), alike(a.given, b.family), alike(a.family, b.given)),
        *(alike(a.father, b.father), alike(a.mother, b.mother), alike(a.place, b.place)),
        *(days, swapped, years, first_day),
        *same,
        float(a.row["register"] == b.row["register"]),
        float(bool(home) and home == b.row["household_ref"]),
    ]


def records_task(folder: Path, out: Path) -> None:
    read = rows(folder / "records.csv")
    person = {row["record_id"]: row["entity_id"] for row in rows(folder / "truth.csv")}
    clock = Clock()
    records = [Record(row) for row in read]
    clock.lap("prepare")
    pairs = candidates(records)
    clock.lap("candidates")
    table = np.array([features(records[a], records[b]) for a, b in pairs], dtype=np.float32)
    clock.lap("levels")
    who = [person[record.row["record_id"]] for record in records]
    number = {one: k for k, one in enumerate(sorted(set(who)))}
    same = np.array([who[a] == who[b] for a, b in pairs])
    half = np.array([number[who[a]] % 2 for a, _ in pairs])
    scores = np.zeros(len(pairs))
    for side in (0, 1):
        trees = HistGradientBoostingClassifier(max_iter=80, learning_rate=0.15, max_leaf_nodes=31, random_state=1)
        trees.fit(table[half != side], same[half != side])
        scores[half == side] = trees.predict_proba(table[half == side])[:, 1]
    clock.lap("train")
    ids = [record.row["record_id"] for record in records]
    lines = ((ids[a], ids[b], float(score)) for (a, b), score in zip(pairs, scores.tolist(), strict=True))
    write(out, ("record_id_l", "record_id_r", "score"), lines)
    tell(clock, ("scikit-learn", "anyascii", "rapidfuzz", "jellyfish"), candidates=len(pairs), threshold=0.5)


if __name__ == "__main__":
    main({"records": records_task})
