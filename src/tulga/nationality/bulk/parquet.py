"""People as a Parquet file: the columns of docs/algorithms/nationality-bulk.md, read as `Facts`, written from persons.

A column that is missing says nothing about anybody; a null says nothing about this person. A boolean column has three
values. What is no column here is refused with the nearest name, so that a slip does not pass for silence.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from tulga.kernel.dates import PartialDate
from tulga.nationality.bulk import facts as columns
from tulga.nationality.bulk.codes import Codes, Days, Flags
from tulga.nationality.bulk.facts import Facts, Parent, Party, Vocabulary
from tulga.nationality.bulk.ir import FIRST_DAY, LAST_DAY
from tulga.nationality.bulk.ragged import Ragged
from tulga.nationality.core.facts import Absent, Document, Event, Person, Relative, Stay
from tulga.nationality.core.predicates import nearest
from tulga.nationality.core.truth import FALSE, TRUE, UNKNOWN, Truth

DAY, WORD, TRUTH = pl.Date, pl.String, pl.Boolean
_STAY = pl.Struct({
    "state": WORD, "first_lo": DAY, "first_hi": DAY, "last_lo": DAY, "last_hi": DAY, "ongoing": TRUTH, "kind": WORD,
    "lawful": TRUTH, "habitual": TRUTH,
})  # fmt: skip
_EVENT = pl.Struct({"type": WORD, "state": WORD, "lo": DAY, "hi": DAY, "answer": WORD})
_DOCUMENT = pl.Struct({"type": WORD, "issuer": WORD, "lo": DAY, "hi": DAY})
_ABSENT = pl.Struct({"what": WORD, "state": WORD})
_TERM = pl.Struct({"name": WORD, "value": TRUTH})
_ONE = {
    "stays": pl.List(_STAY), "events": pl.List(_EVENT), "absent": pl.List(_ABSENT), "terms": pl.List(_TERM),
}  # fmt: skip
_PARENT = {
    "": pl.Int64, "exists": TRUTH, "since_lo": DAY, "since_hi": DAY, "states": pl.List(WORD), "complete": TRUTH,
    "stateless": TRUTH, "undetermined": TRUTH, "stays_complete": TRUTH, **_ONE,
}  # fmt: skip


def _of_parent(who: str, name: str) -> str:
    return f"{who}_{name}" if name else who


SCHEMA: Mapping[str, Any] = {
    "id": WORD, "sex": WORD, "region": WORD, "birth_lo": DAY, "birth_hi": DAY, "born_in": WORD,
    "parents_unknown": TRUTH, "ussr": TRUTH, "ussr_until_lo": DAY, "ussr_until_hi": DAY, **_ONE,
    "documents": pl.List(_DOCUMENT), "unknown": pl.List(WORD), "links": pl.List(WORD), "claims": pl.List(WORD),
    **{_of_parent(who, name): kind for who in ("mother", "father") for name, kind in _PARENT.items()},
}  # fmt: skip


class UnusablePeople(ValueError):
    """The file holds no people in these columns; the message names the file, the column and what to write."""


def rows_of(path: Path) -> int:
    """Return how many people a file holds, without reading them.

    Raises:
        UnusablePeople: no file, no Parquet, or a column that is none.
    """
    return int(_scan(path).select(pl.len()).collect().item())


def has_family(path: Path) -> bool:
    """Say whether parents are rows of the same file; then it cannot be read in parts."""
    return bool({"mother", "father"} & set(_scan(path).collect_schema().names()))


def columns_of(path: Path) -> Mapping[str, Any]:
    """Return the columns that a file has, with what each holds.

    Raises:
        UnusablePeople: no file, no Parquet, or a column that is none.
    """
    return _scan(path).collect_schema()


def read(path: Path, first: int = 0, rows: int | None = None, whom: pl.Expr | None = None) -> Facts:
    """Return the people of a file, or `rows` of them from row `first` on, or those of these of whom `whom` holds.

    Raises:
        UnusablePeople: no file, no Parquet, a column that is none, or one of another type.
    """
    found = _scan(path).slice(first, rows)
    if "id" not in found.collect_schema():
        found = found.with_columns(id=pl.format("row {}", pl.int_range(pl.len()) + first))
    return facts_of((found if whom is None else found.filter(whom)).collect(engine="streaming"))


def told(path: Path, names: Sequence[str], alone: pl.Expr, first: int, rows: int) -> tuple[pl.DataFrame, int]:
    """Return these columns of `rows` people from row `first` on, but of whom `alone` holds; and how many those are."""
    part = (
        _scan(path, words_as_text=False)
        .slice(first, rows)
        .select(*names, alone.alias("alone"))
        .collect(engine="streaming")
    )
    others = int(part["alone"].sum())
    return (part.filter(~pl.col("alone")) if others else part).drop("alone"), others


def facts_of(frame: pl.DataFrame) -> Facts:
    """Return people told of in a frame of these columns; what is missing says nothing."""
    frame = frame.with_columns(pl.col(name).cast(SCHEMA[name]) for name in frame.columns if name in SCHEMA)
    if "id" not in frame.columns:
        frame = frame.with_columns(id=pl.lit(""))
    absent = [name for name in SCHEMA if name not in frame.columns]
    frame = frame.with_columns(pl.lit(None, dtype=SCHEMA[name]).alias(name) for name in absent)
    return _Reading(frame).facts()


def _scan(path: Path, *, words_as_text: bool = True) -> pl.LazyFrame:
    try:
        frame = pl.scan_parquet(path)
        found = frame.collect_schema()
    except (OSError, pl.exceptions.PolarsError) as error:
        raise UnusablePeople(
            f"{path}: this is no Parquet file that can be read ({str(error).splitlines()[0]})"
        ) from None
    strange = [name for name in found.names() if name not in SCHEMA]
    if strange:
        near = nearest(strange[0], SCHEMA)
        hint = f"; did you mean {near}?" if near else ""
        raise UnusablePeople(f"{path}: {strange[0]}: there is no such column{hint}")
    columns = {name: _cast(path, name, found[name]) for name in found.names()}
    numbered = [] if words_as_text else [name for name in columns if isinstance(_inner(found[name]), _NUMBERED)]
    return frame.select(**{**columns, **{name: pl.col(name) for name in numbered}})


_NUMBERED = (pl.Categorical, pl.Enum)  # words that a file keeps as numbers: quicker to compare, slower as text


def _inner(kind: Any) -> Any:
    return kind.inner if isinstance(kind, pl.List) else kind


def _cast(path: Path, name: str, kind: Any) -> pl.Expr:
    wanted = SCHEMA[name]
    words = wanted == WORD and isinstance(kind, _NUMBERED)
    numbers = wanted == pl.Int64 and kind.is_integer()
    if kind in (wanted, pl.Null) or words or numbers:
        return pl.col(name).cast(wanted)
    if isinstance(wanted, pl.List) and isinstance(kind, pl.List):
        return _cast_list(path, name, wanted, kind)
    raise UnusablePeople(f"{path}: {name}: this is {kind}, {wanted} is expected")


def _cast_list(path: Path, name: str, wanted: pl.List, kind: pl.List) -> pl.Expr:
    """Return a list column; fields of its items that are missing say nothing, strange ones are refused."""
    inner, given = wanted.inner, kind.inner
    if not isinstance(inner, pl.Struct) or not isinstance(given, pl.Struct):
        return pl.col(name).cast(wanted)
    known = {field.name: field.dtype for field in inner.fields}
    there = {field.name for field in given.fields}
    if strange := sorted(there - set(known)):
        near = nearest(strange[0], known)
        raise UnusablePeople(
            f"{path}: {name}.{strange[0]}: there is no such field{f'; did you mean {near}?' if near else ''}"
        )
    fields = [
        (pl.element().struct.field(each) if each in there else pl.lit(None)).cast(dtype).alias(each)
        for each, dtype in known.items()
    ]
    return pl.col(name).list.eval(pl.struct(fields))


class _Reading:
    """One frame on its way to `Facts`."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame, self.words, self.rows = frame, Vocabulary(), frame.height

    def facts(self) -> Facts:
        subject = self.party("", ("documents",))
        mother, father = (self.parent(who, subject) for who in ("mother", "father"))
        until = self.bounds("ussr_until")
        return Facts(
            vocabulary=self.words,
            ids=self.frame["id"].to_numpy().astype(object),
            row=np.arange(self.rows, dtype=np.int64),
            birth_lo=self.bounds("birth")[0],
            birth_hi=self.bounds("birth")[1],
            born_in=np.where(self.frame["born_in"].is_null().to_numpy(), -1, self.numbers(self.frame["born_in"])),
            sex=self.numbers(self.frame["sex"]),
            region=self.numbers(self.frame["region"]),
            parents_unknown=_codes(self.frame["parents_unknown"]),
            ussr=_codes(self.frame["ussr"]),
            ussr_until_lo=until[0],
            ussr_until_hi=until[1],
            ussr_until_told=self.told("ussr_until_lo") | self.told("ussr_until_hi"),
            subject=subject,
            mother=mother,
            father=father,
            links=self.named("links").joined(_only_states(subject.events)),
            claims=self.named("claims"),
            beyond=np.zeros(self.rows, dtype=np.bool_),
        )

    def party(self, prefix: str, more: Sequence[str] = ()) -> Party:
        return Party(
            stays=self.stays(f"{prefix}stays"),
            stays_complete=_codes(self.frame[f"{prefix}stays_complete"]) if prefix else np.zeros(self.rows, np.uint8),
            events=self.items(f"{prefix}events", columns.EVENT),
            documents=self.items("documents" if more else None, columns.DOCUMENT, dated="lo"),
            absent=self.items(f"{prefix}absent", columns.ABSENT),
            terms=self.items(f"{prefix}terms", columns.TERM),
            unknown=self.unknown() if more else _empty(self.rows, columns.ABSENT),
        )

    def parent(self, who: str, subject: Party) -> Parent:
        """Return a parent: what the row says of them, and what their own row says."""
        said = self.party(f"{who}_")
        column = self.frame[who]
        row = column.fill_null(-1).to_numpy().astype(np.int64)
        inside = np.where((row >= 0) & (row < self.rows), row, -1)
        stays = said.stays.joined(subject.stays.taken(np.where(_some(said.stays), -1, inside)))
        stated = self.told(f"{who}_states") | self.told(f"{who}_stateless") | self.told(f"{who}_undetermined")
        told = stated | (row >= 0) | _some(said.stays) | self.told(f"{who}_exists")
        exists = _codes(self.frame[f"{who}_exists"])
        since = self.bounds(f"{who}_since")
        dated = self.told(f"{who}_since_lo") | self.told(f"{who}_since_hi")
        return Parent(
            stays=stays,
            stays_complete=said.stays_complete,
            events=subject.events.taken(inside).joined(said.events),
            documents=subject.documents.taken(inside),
            absent=said.absent.joined(subject.absent.taken(inside)),
            terms=said.terms,
            unknown=said.unknown,
            told=told,
            exists=np.where(told & (exists == UNKNOWN), TRUE, exists).astype(np.uint8),
            since_lo=np.where(dated, since[0], FIRST_DAY).astype(np.int32),
            since_hi=np.where(dated, since[1], FIRST_DAY).astype(np.int32),
            row=row,
            stated=stated,
            states=self.named(f"{who}_states"),
            complete=_codes(self.frame[f"{who}_complete"]),
            stateless=_codes(self.frame[f"{who}_stateless"]),
            undetermined=_codes(self.frame[f"{who}_undetermined"]),
        )

    def told(self, name: str) -> Flags:
        return self.frame[name].is_not_null().to_numpy()

    def bounds(self, name: str) -> tuple[Days, Days]:
        return _days(self.frame[f"{name}_lo"], FIRST_DAY), _days(self.frame[f"{name}_hi"], LAST_DAY)

    def numbers(self, words: pl.Series) -> Days:
        """Return words as numbers of the vocabulary; a null is the empty word."""
        filled = words.fill_null("")
        numbers = {word: self.words.number(word) for word in filled.unique().sort().to_list()}
        if not numbers:
            return np.zeros(len(words), dtype=np.int32)
        return filled.replace_strict(numbers, return_dtype=pl.Int32).to_numpy()

    def items(self, name: str | None, fields: Sequence[str], dated: str = "") -> Ragged:
        if name is None:
            return _empty(self.rows, fields)
        row, items = self.flat(name)
        found: dict[str, np.ndarray] = {}
        for field in fields:
            if field == "dated":
                found[field] = items[dated].is_not_null().to_numpy().astype(np.int32)
            else:
                found[field] = self.column(items[field], FIRST_DAY if field == "lo" else LAST_DAY)
        return Ragged(self.rows, row, found)

    def flat(self, name: str) -> tuple[np.ndarray, pl.DataFrame]:
        """Return whose each item of a list column is, and the fields of the items."""
        whole = pl.DataFrame({"row": pl.int_range(self.rows, eager=True), "item": self.frame[name]})
        one = whole.filter(pl.col("item").list.len() > 0).explode("item")
        return one["row"].to_numpy().astype(np.int64), one["item"].struct.unnest()

    def column(self, values: pl.Series, without: int) -> Days:
        if values.dtype == WORD:
            return self.numbers(values)
        return _days(values, without) if values.dtype == DAY else _codes(values).astype(np.int32)

    def stays(self, name: str) -> Ragged:
        row, items = self.flat(name)
        ongoing = items["ongoing"].fill_null(value=False).to_numpy()
        without = {"first_lo": FIRST_DAY, "last_lo": FIRST_DAY}
        found = {
            field: self.column(items[field], without.get(field, LAST_DAY))
            for field in columns.STAY
            if field != "ongoing"
        }
        for end in ("last_lo", "last_hi"):
            found[end] = np.where(ongoing, LAST_DAY, found[end]).astype(np.int32)
        return Ragged(self.rows, row, found)

    def named(self, name: str) -> Ragged:
        whole = pl.DataFrame({"row": pl.int_range(self.rows, eager=True), "item": self.frame[name]})
        one = whole.filter(pl.col("item").list.len() > 0).explode("item")
        return Ragged(self.rows, one["row"].to_numpy().astype(np.int64), {"name": self.numbers(one["item"])})

    def unknown(self) -> Ragged:
        """`naturalised` or `naturalised(UZB)`."""
        whole = pl.DataFrame({"row": pl.int_range(self.rows, eager=True), "item": self.frame["unknown"]})
        one = whole.filter(pl.col("item").list.len() > 0).explode("item")
        parts = one["item"].str.strip_suffix(")").str.split_exact("(", 1).struct.unnest()
        found = {"what": self.numbers(parts["field_0"]), "state": self.numbers(parts["field_1"])}
        return Ragged(self.rows, one["row"].to_numpy().astype(np.int64), found)


def _only_states(events: Ragged) -> Ragged:
    here = events["state"] > 0
    return Ragged(events.rows, events.row[here], {"name": events["state"][here]})


def _some(items: Ragged) -> Flags:
    return items.any(np.ones(len(items), dtype=np.bool_))


def _empty(rows: int, fields: Sequence[str]) -> Ragged:
    return Ragged(rows, np.zeros(0, np.int64), {name: np.zeros(0, np.int32) for name in fields})


def _codes(values: pl.Series) -> Codes:
    filled = values.cast(pl.Boolean)
    yes = filled.fill_null(value=False).to_numpy()
    return np.where(filled.is_null().to_numpy(), UNKNOWN, np.where(yes, TRUE, FALSE)).astype(np.uint8)


def _days(values: pl.Series, without: int) -> Days:
    return values.cast(pl.Date).to_physical().fill_null(without).to_numpy().astype(np.int32)


# -- writing -----------------------------------------------------------------------------------------------------------


def write(persons: Sequence[Person], path: Path, groups: Sequence[tuple[str, str]] = ()) -> None:
    """Write persons, and behind them the parents whose own facts are known, as a file that `read` reads.

    A dispute has no place in three values and is written as unknown.

    Args:
        groups: (sex, region) of each person.
    """
    found, mothers, fathers = columns.with_parents(persons)
    labels = [*groups, *[("", "")] * (len(found) - len(groups))]
    rows = [_row(*each) for each in zip(found, mothers, fathers, labels, strict=True)]
    pl.DataFrame(rows, schema=dict(SCHEMA)).write_parquet(path)


def _row(person: Person, mother: int, father: int, labels: tuple[str, str]) -> dict[str, Any]:
    return {
        "id": person.id, "sex": labels[0], "region": labels[1], "born_in": person.born_in,
        **_bounds("birth", person.born), "parents_unknown": _said(person.parents_unknown), "ussr": _said(person.ussr),
        **_bounds("ussr_until", person.ussr_until), "stays": [_stay(stay) for stay in person.stays],
        "events": [_event(event) for event in columns.held(person, "subject")],
        "absent": _absent(person.absent), "terms": _terms(person.terms),
        "documents": [_document(paper) for paper in person.documents], "unknown": [*person.unknown],
        "links": [*person.links, *(event.state for event in person.events if event.state)],
        "claims": [state for _, said in person.statements for state in said.states],
        **_parent("mother", person, person.mother, mother), **_parent("father", person, person.father, father),
    }  # fmt: skip


def _parent(who: str, person: Person, relative: Relative | None, row: int) -> dict[str, Any]:
    events = [_event(event) for event in columns.held(person, who)]
    if relative is None:
        return {f"{who}_events": events}
    stated = relative.nationality
    told = {} if stated is None else {
        "states": [*stated.states], "complete": _said(stated.complete), "stateless": _said(stated.stateless),
        "undetermined": _said(stated.undetermined),
    }  # fmt: skip
    exists = {TRUE: True, FALSE: False}.get(relative.exists)
    whole = {
        "": row if row >= 0 else None, "exists": exists, **_bounds("since", relative.since), **told,
        "stays": [_stay(stay) for stay in relative.stays], "stays_complete": _said(relative.stays_complete),
        "events": events, "absent": _absent(relative.absent), "terms": _terms(relative.terms),
    }  # fmt: skip
    return {_of_parent(who, name): value for name, value in whole.items()}


def _said(value: Truth) -> bool | None:
    return {TRUE: True, FALSE: False}.get(value)


def _bounds(name: str, told: PartialDate | None) -> dict[str, date | None]:
    return {f"{name}_lo": told.earliest if told else None, f"{name}_hi": told.latest if told else None}


def _stay(stay: Stay) -> dict[str, Any]:
    return {
        "state": stay.state, **_bounds("first", stay.first), **_bounds("last", stay.last), "ongoing": stay.last is None,
        "kind": stay.kind, "lawful": _said(stay.lawful), "habitual": _said(stay.habitual),
    }  # fmt: skip


def _event(event: Event) -> dict[str, Any]:
    lo, hi = event.when.earliest, event.when.latest
    return {"type": event.type, "state": event.state, "lo": lo, "hi": hi, "answer": event.detail("answer")}


def _document(paper: Document) -> dict[str, Any]:
    bounds = _bounds("", paper.first)
    return {"type": paper.type, "issuer": paper.issuer, "lo": bounds["_lo"], "hi": bounds["_hi"]}


def _absent(items: Iterable[Absent]) -> list[dict[str, str]]:
    return [{"what": each.what, "state": each.state} for each in items]


def _terms(items: Iterable[tuple[str, Truth]]) -> list[dict[str, Any]]:
    return [{"name": name, "value": _said(value)} for name, value in items]
