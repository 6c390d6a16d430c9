"""People of whom a file says the same are worked out once, however many they are.

Of most people a file says little: when and where they were born, of which State each parent was. Two of them are alike
for the law if all of that is the same and no day that the law asks for lies between their births. A birth that is known
roughly is alike only to one with the same bounds. Whoever has more to tell (stays, events, papers, a row as parent) is
worked out as a person of their own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from tulga.nationality.bulk import ir
from tulga.nationality.bulk.codes import Days
from tulga.nationality.bulk.facts import Numbers
from tulga.nationality.bulk.readers import END_OF_USSR
from tulga.nationality.core.rules import Pack, Rule
from tulga.nationality.core.terms import Compare, Limit, Predicate, Term, walk

Codes = npt.NDArray[np.unsignedinteger[Any] | np.signedinteger[Any]]
Times = npt.NDArray[np.int64]
PARENTS = ("mother", "father")
LABELS = ("sex", "region")
BIRTH = ("birth_lo", "birth_hi")
SAID = (
    "born_in", "parents_unknown", "ussr", "ussr_until_lo", "ussr_until_hi",
    *(f"{who}_{name}" for who in PARENTS for name in ("exists", "states", "complete", "stateless", "undetermined")),
)  # fmt: skip
_NAMED = 2  # States named of one parent; whoever has a parent of more is a person of their own
_WIDE = 1 << 63


def compared(columns: Iterable[str]) -> list[str]:
    """Return the columns of a file in which people can be alike."""
    return [name for name in (*BIRTH, *SAID, *LABELS) if name in set(columns)]


def of_their_own(schema: Mapping[str, Any]) -> pl.Expr:
    """Say of whom a file tells more than the columns in which people can be alike, or something impossible."""
    more = [pl.lit(not compared(schema))]
    for name, kind in schema.items():
        if name in {f"{who}_states" for who in PARENTS}:
            more.append(pl.col(name).list.len() > _NAMED)
        elif isinstance(kind, pl.List):
            more.append(pl.col(name).list.len() > 0)
        elif name not in {"id", *LABELS, *BIRTH, *SAID}:
            more.append(pl.col(name).is_not_null())
    if set(BIRTH) <= set(schema):
        more.append(pl.col("birth_lo") > pl.col("birth_hi"))
    return pl.any_horizontal(*(each.fill_null(value=False) for each in more))


# -- the days that matter ----------------------------------------------------------------------------------------------


def days_asked(packs: Mapping[str, Pack], on: date, ages: Sequence[int] = ()) -> Days:
    """Return the days on which it may matter to these laws whether somebody was born before them, in order.

    A day too many only makes fewer people alike.

    Args:
        ages: whole years of age on `on` that matter too.
    """
    rules = [rule for pack in packs.values() for rule in pack.rules]
    fixed = {on, *(rule.timing.day for rule in rules if rule.timing.day is not None)}
    years, found = set(ages), {END_OF_USSR}
    for rule in rules:
        found |= _days_of(rule, on)
        years |= {each.right for each in _terms(rule) if isinstance(each, Compare) and isinstance(each.right, int)}
    found |= {ir.day_number(day) for day in fixed}
    # "under n" and "n or less" are met one year apart
    found |= {ir.day_number(ir.years_before(day, age + more)) for day in fixed for age in years for more in (0, 1)}
    return np.array(sorted({day + more for day in found for more in (0, 1)} - {ir.FIRST_DAY}), dtype=np.int32)


def _days_of(rule: Rule, on: date) -> set[int]:
    found: set[int] = set()
    for node in (ir.lower(rule).node, ir.lower(rule, on).node):
        for each in ir.walk(node):
            if isinstance(each, ir.Since):
                found |= {each.earliest, each.latest}
    for term in _terms(rule):
        found |= {ir.day_number(day) for day in _dates(term)}
    with suppress(ValueError):  # "birth", "event": no day of its own
        found.add(ir.day_number(date.fromisoformat(rule.effective)))
    return found


def _terms(rule: Rule) -> Iterator[Term]:
    for term in (rule.when, rule.applies_to):
        if term is not None:
            yield from walk(term)


def _dates(term: Term) -> Iterator[date]:
    match term:
        case Predicate(_, arguments):
            for each in arguments:
                if isinstance(each, Limit):
                    yield each.day
                elif isinstance(each, date):
                    yield each
        case Compare(_, _, right, when):
            yield from (each for each in (right, when) if isinstance(each, date))
        case _:
            return


# -- one row a kind of people ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kinds:
    """One row of each kind of people: `frame` tells of the first of each, `of` says of which kind each given row is."""

    frame: pl.DataFrame
    of: Numbers


def kinds(frame: pl.DataFrame, days: Days) -> Kinds:
    """Return the kinds of people among these rows, in the order in which they come.

    They are alike if everything in the frame is the same, but births that are known only need to lie between the same
    days (those of `days_asked`).
    """
    found = _distinct(_keys(frame, days))
    return Kinds(frame[found.first], found.of)


@dataclass(frozen=True, slots=True)
class Groups:
    """People by kind and by label.

    Args:
        kinds: one row a kind: what the law asks of them.
        labels: one row a label: what else a report tells people apart by (`LABELS`).
        kind, label, times: of each group, how many people of which kind have which label.
    """

    kinds: pl.DataFrame
    labels: pl.DataFrame
    kind: Numbers
    label: Numbers
    times: Times


def groups(frame: pl.DataFrame, days: Days) -> Groups:
    """Return the groups among these people."""
    frames = _halves(frame)
    law, label = (_keys(part, days) for part in frames)
    both = _distinct(_joined(law, label), counted=True)
    kind, named = (_distinct([key.taken(both.first) for key in keys]) for keys in (law, label))
    return Groups(
        frames[0][both.first[kind.first]], frames[1][both.first[named.first]], kind.of, named.of, both.times
    )  # fmt: skip


def together(parts: Sequence[Groups], days: Days) -> Groups:
    """Return the groups of several parts of the people as groups of all of them."""
    kind, label = (
        kinds(pl.concat([getattr(part, name) for part in parts]), days) for name in ("kinds", "labels")
    )  # fmt: skip
    starts = np.cumsum([[0, 0], *([part.kinds.height, part.labels.height] for part in parts)], axis=0)
    of_kind = np.concatenate([kind.of[part.kind + start] for part, (start, _) in zip(parts, starts, strict=False)])
    of_label = np.concatenate([label.of[part.label + start] for part, (_, start) in zip(parts, starts, strict=False)])
    pairs = pl.DataFrame({"kind": of_kind, "label": of_label, "times": np.concatenate([part.times for part in parts])})
    found = pairs.group_by("kind", "label").agg(pl.col("times").sum())
    return Groups(kind.frame, label.frame, *(found[name].to_numpy() for name in found.columns))


def _halves(frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return what the law asks, and what only a report tells people apart by; a column in each, so that rows count."""
    law, labels = (
        pl.DataFrame([pl.Series("row", np.zeros(frame.height, np.bool_)), *(frame[name] for name in names)])
        for names in (
            [name for name in frame.columns if name not in LABELS],
            [name for name in frame.columns if name in LABELS],
        )
    )
    return law, labels


@dataclass(frozen=True, slots=True)
class Key:
    """One wide number a person, below `many`."""

    numbers: npt.NDArray[np.uint64]
    many: int

    def with_(self, numbers: npt.NDArray[np.uint64], many: int) -> "Key":
        """Return the key that tells these numbers apart, too; this one's are used up."""
        np.multiply(self.numbers, np.uint64(many), out=self.numbers)
        np.add(self.numbers, numbers, out=self.numbers)
        return Key(self.numbers, self.many * many)

    def taken(self, rows: Times) -> "Key":
        return Key(self.numbers[rows], self.many)


@dataclass(frozen=True, slots=True)
class _Distinct:
    """The first row of each combination that occurs, which combination each row has, and how often each occurs."""

    first: Times
    of: Numbers
    times: Times


def _distinct(keys: Sequence[Key], *, counted: bool = False) -> _Distinct:
    """Return the combinations of these numbers; with `counted`, without telling which one each row has."""
    names = [f"k{number}" for number in range(len(keys))]
    table = pl.DataFrame({name: key.numbers for name, key in zip(names, keys, strict=True)})
    numbered = table.with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias("row"))
    found = numbered.group_by(names).agg(pl.col("row").min(), pl.len().cast(pl.Int64).alias("times")).sort("row")
    of = np.zeros(0, np.int32)
    if not counted:
        by_key = found.select(*names, pl.int_range(pl.len(), dtype=pl.Int32).alias("of"))
        of = table.join(by_key, on=names, how="left", maintain_order="left")["of"].to_numpy()
    return _Distinct(found["row"].to_numpy(), of, found["times"].to_numpy())


def _codes(frame: pl.DataFrame, days: Days) -> Iterator[tuple[Codes, int]]:
    """Yield columns of numbers from 0, each with how many there may be, that are equal for people who are alike."""
    if set(BIRTH) & set(frame.columns):
        yield _births(frame, days)
    for name in frame.columns:
        column = frame[name]
        if name in BIRTH:
            continue
        if isinstance(column.dtype, pl.List):
            yield _numbered(column.is_not_null())
            for place in range(_NAMED):
                yield _numbered(column.list.get(place, null_on_oob=True))
        else:
            yield _numbered(column)


def _numbered(column: pl.Series) -> tuple[Codes, int]:
    """Return small numbers that are equal where the values are; the last one where there is none."""
    if column.null_count() == len(column):
        return np.zeros(len(column), np.uint8), 1
    if column.dtype == pl.Boolean:
        return column.cast(pl.UInt8).fill_null(2).to_numpy(), 3
    if column.dtype == pl.String:
        column = column.cast(pl.Categorical)
    numbers = column.to_physical()
    if isinstance(column.dtype, pl.Enum):
        many = len(column.dtype.categories)
        return numbers.fill_null(many).to_numpy(), many + 1
    wide = numbers.cast(pl.Int64)
    kept = wide.drop_nulls().to_numpy()
    least, most = int(kept.min()), int(kept.max())
    return (wide - least).fill_null(most - least + 1).to_numpy(), most - least + 2


def _births(frame: pl.DataFrame, days: Days) -> tuple[Codes, int]:
    """Return the same number for births between the same days, and for births with the same bounds."""
    ends = {"birth_lo": ir.FIRST_DAY, "birth_hi": ir.LAST_DAY}
    lo, hi = (
        frame[name].cast(pl.Date).to_physical().fill_null(end).to_numpy()
        if name in frame.columns
        else np.full(frame.height, end, np.int32)
        for name, end in ends.items()
    )
    first, last = (int(days[0]) - 1, int(days[-1])) if len(days) else (0, 0)
    class_of = np.searchsorted(days, np.arange(first, last + 1), side="right")
    number = class_of[np.clip(lo, first, last) - first]
    rough = np.flatnonzero((lo != hi) | (lo <= ir.FIRST_DAY) | (hi >= ir.LAST_DAY))
    bounds = (lo[rough].astype(np.int64) << 32) + (hi[rough].astype(np.int64) - ir.FIRST_DAY)
    found, place = np.unique(bounds, return_inverse=True)
    number[rough] = len(days) + 1 + place
    return number, len(days) + 1 + len(found)


def _keys(frame: pl.DataFrame, days: Days) -> list[Key]:
    """Return as few wide numbers as possible that are all equal for people who are alike; at least one."""
    found = [Key(np.zeros(frame.height, dtype=np.uint64), 1)]
    for numbers, many in _codes(frame, days):
        if found[-1].many * many >= _WIDE:
            found.append(Key(np.zeros(frame.height, dtype=np.uint64), 1))
        if many > 1:
            found[-1] = found[-1].with_(numbers.astype(np.uint64, copy=False), many)
    return found


def _joined(keys: list[Key], more: list[Key]) -> list[Key]:
    """Return both lists of keys, as one wide number where they fit into one."""
    if len(keys) == len(more) == 1 and keys[0].many * more[0].many < _WIDE:
        return [Key(keys[0].numbers.copy(), keys[0].many).with_(more[0].numbers, more[0].many)]
    return [*keys, *more]
