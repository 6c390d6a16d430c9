"""Lists that two offices exchange as filters of bits (`core/encoding.py`): writing one, reading two, linking them.

A file has a first line that says how it was made (JSON) and a line for each record: the number of its row in the
office's own list, and its filter. It holds no name, no date, no key. It is not anonymous: docs/decisions/0020.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tulga.matching.bulk import filters
from tulga.matching.bulk.kernels import Floats, Ints
from tulga.matching.core import encoding
from tulga.matching.core.encoding import SCHEME, Encoded, Encoder
from tulga.matching.core.features import prepare
from tulga.matching.core.records import Entry
from tulga.matching.linked import LEAST_POINTS, Linked, Pair, choose
from tulga.matching.tables import Problem, Wrong

WAY = "encoded"


class NotAlike(ValueError):
    """Two files cannot be laid side by side; `what` names what differs: scheme, bits, key, salted."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class NoFilters(ValueError):
    """This is no file of filters."""


@dataclass(frozen=True, slots=True)
class Made:
    """How a file was made. `key`: four bytes that say whether two files were made with one key, and nothing else."""

    scheme: str
    bits: int
    key: str
    salted: bool


def encode(listed: Iterable[Entry], key: bytes, *, salted: bool = False) -> bytes:
    """Return the file of these records, in the order of their filters, so that the order of the list is not told.

    `listed`: the ids are those that the file shall show.
    """
    encoder = Encoder(key, salted=salted)
    rows = sorted((encoder.encode(prepare(entry)) for entry in listed), key=lambda one: (one.filter, one.id))
    made = Made(SCHEME, encoder.by.bits, encoder.check, salted)
    head = {"scheme": made.scheme, "bits": made.bits, "key": made.key, "salted": made.salted, "records": len(rows)}
    lines = [json.dumps(head, sort_keys=True)]
    lines += [f"{json.dumps(one.id)} {_text(one.filter, made.bits)}" for one in rows]
    return "\n".join([*lines, ""]).encode("ascii")


def _text(bits: int, length: int) -> str:
    return base64.b64encode(bits.to_bytes(length // 8, "little")).decode("ascii")


def read(path: Path) -> tuple[Made, list[Encoded], list[Problem]]:
    """Return how a file was made, its records, and the lines that cannot be used.

    Raises:
        OSError: the file cannot be read. NoFilters: it is of another kind.
    """
    lines = path.read_bytes().decode("ascii", "replace").splitlines()
    made, count = _head(lines[0] if lines else "")
    rows: dict[str, Encoded] = {}
    problems: list[Problem] = []
    for number, line in enumerate(lines[1:], 2):
        one = _row(line, made.bits)
        if one is None:
            problems.append(Problem(number, "", Wrong.NO_FILTER))
        elif one.id in rows:
            problems.append(Problem(number, "record_id", Wrong.TWICE))
        else:
            rows[one.id] = one
    if len(lines) - 1 < count:
        problems.append(Problem(len(lines) + 1, "", Wrong.CUT_OFF))
    return made, list(rows.values()), problems


def _head(line: str) -> tuple[Made, int]:
    try:
        head: dict[str, Any] = json.loads(line)
        made = Made(str(head["scheme"]), int(head["bits"]), str(head["key"]), bool(head["salted"]))
        count = int(head["records"])
    except (ValueError, KeyError, TypeError):
        raise NoFilters from None
    if made.scheme != SCHEME or not 0 < made.bits <= 1 << 16 or made.bits % 64:
        raise NoFilters
    return made, count


def _row(line: str, bits: int) -> Encoded | None:
    quoted, _, packed = line.rpartition(" ")
    try:
        one, raw = json.loads(quoted), base64.b64decode(packed, validate=True)
    except (ValueError, binascii.Error):
        return None
    if not isinstance(one, str) or not one or len(raw) * 8 != bits:
        return None
    return Encoded(one, int.from_bytes(raw, "little"))


def link(
    a: tuple[Made, Sequence[Encoded]], b: tuple[Made, Sequence[Encoded]], *, repeats: Iterable[str] = ()
) -> Linked:
    """Link two lists of filters.

    Raises:
        NotAlike: they were made in different ways, or with different keys.
    """
    for name in ("scheme", "bits", "key", "salted"):
        if getattr(a[0], name) != getattr(b[0], name):
            raise NotAlike(name)
    bits, salted = a[0].bits, a[0].salted
    way = WAY + ("_salted" if salted else "")
    return choose(scored(a[1], b[1], bits, salted=salted), (len(a[1]), len(b[1])), way, repeats=repeats)


@dataclass(frozen=True, slots=True)
class Points:
    """Log-odds of two filters, added up: what their features (`features`) are worth, from a start."""

    start: float
    alike: float
    ahead: float
    told: float
    per_size: float  # what is taken off by the log of the size of both lists
    fitted_size: int

    @classmethod
    def shipped(cls, *, salted: bool) -> Points:
        return cls(**encoding.table()["points_salted" if salted else "points"])

    def prior(self, size: int) -> float:
        return self.start - self.per_size * math.log(max(size, 2) / self.fitted_size)

    def least(self, size: int) -> float:
        """Return how alike filters must be at least to be listed, whatever the others are."""
        prior = self.prior(size)
        most = self.ahead * MOST_AHEAD + max(self.told, 0.0) * MOST_TOLD
        return min(max((LEAST_POINTS - prior - most) / self.alike, LEAST_ALIKE), 1.0)


MOST_AHEAD = 0.15
MOST_TOLD = 1.0
LEAST_ALIKE = 0.45  # what shares less is chance: filters that are a seventh full share a seventh


def scored(
    a: Sequence[Encoded], b: Sequence[Encoded], bits: int, *, salted: bool = False, by: Points | None = None
) -> list[Pair]:
    """Return the pairs that are worth listing, with their points."""
    used, size = by or Points.shipped(salted=salted), len(a) + len(b)
    if not a or not b:
        return []
    pairs, alike, ahead, told = features(a, b, bits, used.least(size))
    points: Floats = used.prior(size) + used.alike * alike + used.ahead * ahead + used.told * told
    return [
        (a[i].id, b[j].id, value)
        for (i, j), value in zip(pairs.tolist(), points.tolist(), strict=True)
        if value >= LEAST_POINTS
    ]


def features(
    a: Sequence[Encoded], b: Sequence[Encoded], bits: int, least: float
) -> tuple[Ints, Floats, Floats, Floats]:
    """Return pairs of positions; how alike they are; how far ahead of either's next best partner; how much they tell.

    How much they tell is the log of how full the emptier filter is, by an eighth: to agree in little is worth little.
    """
    left, right = (filters.packed([one.filter for one in side], bits) for side in (a, b))
    pairs, alike = filters.alike(left, right, least)
    rival = np.maximum(_best_other(pairs[:, 0], alike, least), _best_other(pairs[:, 1], alike, least))
    own, theirs = (np.array([one.filter.bit_count() for one in side]) for side in (a, b))
    fuller = np.minimum(own[pairs[:, 0]], theirs[pairs[:, 1]]) * 8 / bits
    told = np.clip(np.log(np.maximum(fuller, 1e-3)), -3 * MOST_TOLD, MOST_TOLD)
    return pairs, alike, np.clip(alike - rival, -MOST_AHEAD, MOST_AHEAD), told


def _best_other(own: Ints, alike: Floats, least: float) -> Floats:
    """Return, for each pair, how alike the best other partner of one of its records is; `least` where there is none."""
    if not len(own):
        return np.empty(0)
    size = int(own.max()) + 1
    best, second = np.full(size, least), np.full(size, least)
    first = np.full(size, -1)
    for k in np.argsort(-alike, kind="stable"):
        one = own[k]
        if first[one] < 0:
            first[one], best[one] = k, alike[k]
        elif second[one] <= least:
            second[one] = alike[k]
    found: Floats = np.where(first[own] == np.arange(len(own)), second[own], best[own])
    return found
