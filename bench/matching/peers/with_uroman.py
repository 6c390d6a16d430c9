"""Names by uroman and Jaro-Winkler word by word: the best of ready parts that was measured."""

from __future__ import annotations

from pathlib import Path

from rapidfuzz.distance import JaroWinkler
from side import Clock, main, rows, tell, write
from uroman import Uroman


def aligned(a: list[str], b: list[str]) -> float:
    """Pair each word of the shorter name with the best word left of the longer one; the mean likeness."""
    first, second = (a, b) if len(a) <= len(b) else (b, a)
    if not first:
        return 0.0
    table = [[JaroWinkler.similarity(x, y) for y in second] for x in first]
    left, total = set(range(len(second))), 0.0
    for k in sorted(range(len(first)), key=lambda k: -max(table[k])):
        best = max(left, key=lambda j: table[k][j])
        left.discard(best)
        total += table[k][best]
    return total / len(first)


def names(folder: Path, out: Path) -> None:
    pairs = rows(folder / "name_pairs.csv")
    roman = Uroman()
    clock = Clock()
    ready = [[str(roman.romanize_string(row[k])).lower().split() for k in ("name_a", "name_b")] for row in pairs]
    clock.lap("keys")
    scores = [aligned(a, b) for a, b in ready]
    clock.lap("pairs")
    write(out, ("pair_id", "score"), zip((row["pair_id"] for row in pairs), scores, strict=True))
    tell(clock, ("uroman", "rapidfuzz"))


if __name__ == "__main__":
    main({"names": names})
