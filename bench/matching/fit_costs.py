"""Learn what it costs to take one phoneme for another, from licensed pairs of spellings of one name.

    python -m bench.matching.fit_costs NAMES_FOLDER [KK_RU_TOKENS.tsv] --out src/tulga/matching/data/costs.csv

A pair of readings is held to come from a chain of joint events: (x, y) side by side, x alone, y alone. Expectation-
maximisation over all alignments gives the events' probabilities; the weight of an event is the logarithm of how much
oftener it occurs in pairs of one name than in two words laid side by side by chance. Costs are what is lost against
the two phonemes agreeing with themselves. Events that published tables of letters name get a few counts beforehand, so that an
orthography that is rare in the data is not unknown.
"""

from __future__ import annotations

import argparse
import csv
import gzip
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from tulga.matching.core.phonemes import ALPHABET, VOWELS
from tulga.matching.core.readers import Reading, read
from tulga.matching.core.scripts import words

NONE = 0
INDEX = {phoneme: i + 1 for i, phoneme in enumerate(ALPHABET)}
SIZE = len(ALPHABET) + 1
LONGEST = 16
SLIP, LEFT_OUT = 0.012, 0.012  # how often a letter is mistyped, or left out or added, beside any habit of spelling
GROUPS = {"": 0.7, "slavic_style_surname": 3.0, "afghan_iranian_arabic": 12.0, "turkic_muslim": 20.0, "kazakh": 30.0}
# Published tables of letters (Kazakh, Uzbek, Kyrgyz, Tajik, Uyghur alphabets and their Russian and ICAO renderings): events seen so often beforehand.
BEFOREHAND = {
    "Aa": 60, "Ae": 30, "Oo": 60, "Ou": 15, "Oe": 12, "Uu": 80, "Ui": 4, "Ii": 50, "Ie": 4, "qk": 90, "qx": 12, "Gg": 70, "Gk": 4, "Nn": 40,
    "hx": 50, "hg": 12, "JZ": 60, "oa": 25, "ou": 15, "uv": 6, "wu": 20, "wv": 60, "jZ": 30, "jJ": 30, "jy": 10, "ji": 4, "cJ": 10, "cT": 30, "cC": 15, "ck": 20,
    "cs": 10, "HC": 60, "HS": 10, "Hx": 4, "Xx": 40, "Xh": 6, "QS": 10, "QC": 3, "zs": 6, "PT": 2, "Ps": 15, "Pt": 15, "Dz": 15, "Dd": 10, "yi": 10, "ei": 10, "bp": 5, "dt": 5,
    "I-": 12, "i-": 12, "h-": 6, "y-": 20, "e-": 4, "TC": 2, "Ts": 8, "Tz": 4, "kx": 8, "gx": 3, "gh": 8, "pf": 3, "bv": 3, "fv": 3, "vu": 6,
}  # fmt: skip


def table_rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as text:
        yield from csv.DictReader(text)


def spelling_pairs(folder: Path, kazakh: Path | None) -> Iterator[tuple[str, str, float]]:
    """Yield two spellings of one name and how much the pair counts."""
    for row in table_rows(folder / "translit_pairs_ru.csv.gz"):
        yield row["latin"], row["ru"], 0.5 if int(row["count"]) < 2 else 1.0
    for row in table_rows(folder / "wikidata_name_variants.csv.gz"):
        weight = GROUPS[row["group"]]
        latin, cyrillic = row["latin"].split("|")[:4], row["cyrillic"].split("|")[:4]
        share = weight / max(1, len(latin) * len(cyrillic)) ** 0.5
        yield from ((one, other, share) for one in latin for other in cyrillic if one and other)
        yield from ((latin[0], other, share) for other in latin[1:])
        yield from ((cyrillic[0], other, share) for other in cyrillic[1:] if other)
    if kazakh:
        for line in kazakh.read_text("utf-8").splitlines():
            kind, kk, ru = line.split("\t")
            if kind != "pat":
                yield kk, ru, 40.0


def readings_of(text: str) -> tuple[Reading, ...]:
    found = words(text)
    return read(found[0]) if len(found) == 1 else ()


def _encoded(reading: Reading) -> list[int]:
    return [INDEX[p] for p in reading.phonemes.decode("ascii")]


class Pairs:
    """Pairs of readings as arrays; of several readings the pair that the present weights like best."""

    def __init__(self, spelt: Iterator[tuple[str, str, float]]) -> None:
        kept = []
        for one, other, weight in spelt:
            a, b = readings_of(one), readings_of(other)
            if a and b and all(1 < len(r.phonemes) <= LONGEST for r in (*a, *b)) and one != other:
                kept.append((a, b, weight))
        self.weight = np.array([weight for _, _, weight in kept])
        rows: list[tuple[list[int], list[int]]] = []
        owners: list[int] = []
        for k, (a, b, _) in enumerate(kept):
            rows += [(_encoded(x), _encoded(y)) for x in a for y in b]
            owners += [k] * (len(a) * len(b))
        self.a, self.la = _padded([row[0] for row in rows])
        self.b, self.lb = _padded([row[1] for row in rows])
        self.owners = np.array(owners)


def _padded(rows: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    out = np.zeros((len(rows), LONGEST), dtype=np.int64)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return out, np.array([len(row) for row in rows])


def forward(a: np.ndarray, b: np.ndarray, p: np.ndarray) -> np.ndarray:
    """Return, for each pair, the probability of every two beginnings."""
    f = np.zeros((LONGEST + 1, LONGEST + 1, len(a)))
    f[0, 0] = 1
    for i in range(LONGEST + 1):
        for j in range(LONGEST + 1):
            if i:
                f[i, j] += f[i - 1, j] * p[a[:, i - 1], NONE]
            if j:
                f[i, j] += f[i, j - 1] * p[NONE, b[:, j - 1]]
            if i and j:
                f[i, j] += f[i - 1, j - 1] * p[a[:, i - 1], b[:, j - 1]]
    return f


def expected(a: np.ndarray, la: np.ndarray, b: np.ndarray, lb: np.ndarray, w: np.ndarray, p: np.ndarray) -> np.ndarray:
    """Return how often each event is expected in these pairs."""
    f, n = forward(a, b, p), np.arange(len(a))
    total = f[la, lb, n]
    counts = np.zeros(SIZE * SIZE)
    g = np.zeros((LONGEST + 2, LONGEST + 2, len(a)))
    for i in range(LONGEST, -1, -1):
        for j in range(LONGEST, -1, -1):
            g[i, j] = (la == i) & (lb == j)
            steps = []
            if i < LONGEST:
                steps.append((a[:, i], np.zeros_like(n), g[i + 1, j]))
            if j < LONGEST:
                steps.append((np.zeros_like(n), b[:, j], g[i, j + 1]))
            if i < LONGEST and j < LONGEST:
                steps.append((a[:, i], b[:, j], g[i + 1, j + 1]))
            for x, y, rest in steps:
                flow = p[x, y] * rest
                g[i, j] += flow
                counts += np.bincount(x * SIZE + y, w * f[i, j] * flow / total, SIZE * SIZE)
    return counts.reshape(SIZE, SIZE)


def best_readings(pairs: Pairs, p: np.ndarray) -> np.ndarray:
    """Return the row of the likeliest pair of readings for each pair of spellings, less the unlikeliest tenth of them."""
    worth = np.concatenate([
        np.log(_chance(pairs, rows, p)) for rows in np.array_split(np.arange(len(pairs.a)), max(1, len(pairs.a) // 8000))
    ])  # fmt: skip
    order = np.lexsort((-worth, pairs.owners))
    first = order[np.concatenate([[True], np.diff(pairs.owners[order]) > 0])]
    per_length = worth[first] / (pairs.la[first] + pairs.lb[first])
    return first[per_length > np.quantile(per_length, 0.06)]


def _chance(pairs: Pairs, rows: np.ndarray, p: np.ndarray) -> np.ndarray:
    f = forward(pairs.a[rows], pairs.b[rows], p)
    q = p.sum(1) + p.sum(0)
    q = np.log(q / q.sum())
    q[NONE] = 0
    bits = (q[pairs.a[rows]] * (pairs.a[rows] > 0)).sum(1) + (q[pairs.b[rows]] * (pairs.b[rows] > 0)).sum(1)
    return f[pairs.la[rows], pairs.lb[rows], np.arange(len(rows))] / np.exp(bits) + 1e-300


def beforehand() -> np.ndarray:
    counts = np.full((SIZE, SIZE), 1e-3)
    for pair, count in BEFOREHAND.items():
        x, y = (INDEX.get(c, NONE) for c in pair)
        counts[x, y] += count / 2
        counts[y, x] += count / 2
    for phoneme, x in INDEX.items():
        counts[x, x] += 60 if phoneme in VOWELS else 40
    counts[NONE, NONE] = 0
    return counts


def fit(pairs: Pairs, rounds: int) -> np.ndarray:
    """Return the expected counts of all events after so many rounds, the same in both orders."""
    prior = beforehand()
    p = prior / prior.sum()
    counts = prior
    for turn in range(rounds):
        rows = best_readings(pairs, p) if turn else np.unique(pairs.owners, return_index=True)[1]
        counts = prior.copy()
        for part in np.array_split(rows, max(1, len(rows) // 8000)):
            counts += expected(
                pairs.a[part], pairs.la[part], pairs.b[part], pairs.lb[part], pairs.weight[pairs.owners[part]], p
            )
        counts = (counts + counts.T) / 2
        p = counts / counts.sum()
        print(f"round {turn + 1}: {len(rows)} pairs")  # noqa: T201
    return counts


def weights(counts: np.ndarray) -> np.ndarray:
    """Return log-odds of each event against chance, in nats; any event may also be a slip of the pen."""
    single = counts.sum(1)
    single[NONE] = 0
    single = single / single.sum()
    events = counts / counts.sum()
    slips = SLIP * np.outer(single, single)
    slips[NONE], slips[:, NONE] = LEFT_OUT * single, LEFT_OUT * single
    single[NONE] = 1
    events[NONE, NONE] = slips[NONE, NONE] = 1
    return np.log((events + slips) / np.maximum(np.outer(single, single), 1e-12))


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("folder", type=Path)
    reader.add_argument("kazakh", type=Path, nargs="?")
    reader.add_argument("--out", type=Path, required=True)
    reader.add_argument("--rounds", type=int, default=6)
    asked = reader.parse_args()
    table = weights(fit(Pairs(spelling_pairs(asked.folder, asked.kazakh)), asked.rounds))
    with asked.out.open("w", encoding="utf-8", newline="") as text:
        out = csv.writer(text, lineterminator="\n")
        out.writerow(["one", "other", "log_odds"])
        for i, x in enumerate("-" + ALPHABET):
            for j, y in enumerate("-" + ALPHABET):
                if i <= j and j:
                    out.writerow([x, y, f"{table[i, j]:.2f}"])


if __name__ == "__main__":
    main()
