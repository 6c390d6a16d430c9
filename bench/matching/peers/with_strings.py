"""Names and searches by comparers of strings on Latin letters: rapidfuzz, jellyfish, anyascii."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from anyascii import anyascii
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler
from side import Clock, Row, main, rows, tell, write

PACKAGES = ("rapidfuzz", "anyascii", "jellyfish")
SAME_DAY, SAME_YEAR = 25.0, 10.0  # added to a likeness of 0 to 100
SHOWN = 10
AT_ONCE = 100


def latin(text: str) -> str:
    return " ".join(anyascii(text).lower().split())


def sorted_words(text: str) -> str:
    return " ".join(sorted(latin(text).split()))


def aligned(a: str, b: str) -> float:
    """Pair each word of the shorter name with the best word left of the longer one; the mean likeness."""
    first, second = a.split(), b.split()
    if not first or not second:
        return 0.0
    if len(first) > len(second):
        first, second = second, first
    table = [[JaroWinkler.similarity(x, y) for y in second] for x in first]
    left, total = set(range(len(second))), 0.0
    for k in sorted(range(len(first)), key=lambda k: -max(table[k])):
        best = max(left, key=lambda j: table[k][j])
        left.discard(best)
        total += table[k][best]
    return total / len(first)


NAMES: dict[str, tuple[Callable[[str], str], Callable[[str, str], float]]] = {
    "jaro-winkler-sorted": (sorted_words, JaroWinkler.similarity),
    "jaro-winkler-aligned": (latin, aligned),
    "token-sort": (latin, fuzz.token_sort_ratio),
}


def names(comparer: str) -> Callable[[Path, Path], None]:
    def task(folder: Path, out: Path) -> None:
        pairs = rows(folder / "name_pairs.csv")
        prepare, compare = NAMES[comparer]
        clock = Clock()
        ready = [(prepare(row["name_a"]), prepare(row["name_b"])) for row in pairs]
        clock.lap("keys")
        scores = [compare(a, b) for a, b in ready]
        clock.lap("pairs")
        write(out, ("pair_id", "score"), zip((row["pair_id"] for row in pairs), scores, strict=True))
        tell(clock, PACKAGES)

    return task


def search(folder: Path, out: Path) -> None:
    """Lay every query beside every record: likeness of the names, and something for the same birth date."""
    records, asked = rows(folder / "records.csv"), [row["record_id"] for row in rows(folder / "queries.csv")]
    clock = Clock()
    ids = [row["record_id"] for row in records]
    position = {one: k for k, one in enumerate(ids)}
    ready = [sorted_words(_name(row)) for row in records]
    born = np.array([row["birth_date"] for row in records])
    year = np.array([_year(row) for row in records])
    queries = [position[one] for one in asked]
    found: list[tuple[str, int, str]] = []
    for start in range(0, len(queries), AT_ONCE):
        some = queries[start : start + AT_ONCE]
        alike = process.cdist([ready[k] for k in some], ready, scorer=fuzz.ratio, workers=-1, dtype=np.float32)
        for line, k in zip(alike, some, strict=True):
            if born[k]:
                line += np.where(born == born[k], SAME_DAY, np.where((year == year[k]) & (year != ""), SAME_YEAR, 0))
            line[k] = -1
            best = np.argpartition(-line, SHOWN)[:SHOWN]
            ordered = best[np.argsort(-line[best], kind="stable")]
            found += [(ids[k], rank + 1, ids[one]) for rank, one in enumerate(ordered.tolist())]
    clock.lap("search")
    write(out, ("query_id", "rank", "record_id"), found)
    tell(clock, PACKAGES, queries=len(queries))


def _name(row: Row) -> str:
    """Return family and given name; a father's name, which many sources leave out, makes this peer find less."""
    return " ".join(filter(None, (row["full_name"], row["family_name"], row["given_name"])))


def _year(row: Row) -> str:
    if row["birth_date"]:
        return row["birth_date"][:4]
    told = row["age_stated"].isdigit() and row["registered_on"][:4].isdigit()
    return str(int(row["registered_on"][:4]) - int(row["age_stated"])) if told else ""


if __name__ == "__main__":
    main({f"names-{one}": names(one) for one in NAMES} | {"search": search})
