"""What the files of a country's procedures look like, field by field; what fields must agree on is checked in `checks`.

Words in one line with blanks between them stand for lists (`starts: applied expired:answer`), a basis is one line
(`S16 Art. 11(1); V-law; what is in doubt`), a limit reads as people say it (`15 working days`, `not found`).
"""

import re
from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import Annotated, Any, TypeVar

from pydantic import Field

from tulga.kernel.periods import Period
from tulga.nationality.core.predicates import Slip, nearest
from tulga.nationality.core.schema import Anything, Filled, Flag, Form, Read, State, Unfit
from tulga.procedures.clocks.core.terms import FirstDay, LastDayOff, Limit, Unit
from tulga.procedures.definitions.core.model import Basis, ExpiryKind, Mark, StateKind, Use
from tulga.procedures.definitions.core.names import calls_of

E = TypeVar("E", bound=Enum)
LANGUAGES = ("en", "ru", "kk")
_UNITS = {unit.value.replace("_", " "): unit for unit in Unit}
_LIMIT = re.compile(r"(\d+) ([a-z ]+)")
_LIMITS = "a number and a unit (`15 working days`), `same day`, or `not found`"
_ID = re.compile(r"[a-z][a-z0-9_]*")


def _unfit(message: str, suggestion: str = "", column: int = 1) -> Unfit:
    return Unfit(Slip(message, column, suggestion))


def one_of(enum: type[E]) -> Callable[[str], E]:
    """Return a reader of the values of an enumeration."""
    values = {str(one.value): one for one in enum}

    def read(text: str) -> E:
        if text not in values:
            raise _unfit(f"`{text}` is not one of {', '.join(values)}", nearest(text, values))
        return values[text]

    return read


def read_limit(text: str) -> Limit | None:
    """Return a limit of time; None for one that the law has and nobody found."""
    if text == "not found":
        return None
    if text == "same day":
        return Limit(0, Unit.CALENDAR_DAYS)
    found = _LIMIT.fullmatch(text)
    unit = _unit(found[2]) if found is not None else None
    if found is None or unit is None:
        meant = nearest(found[2], _UNITS) if found is not None else ""
        raise _unfit(f"`{text}` is no limit; write {_LIMITS}", f"{found[1]} {meant}" if found and meant else "")
    return Limit(int(found[1]), unit)


def _unit(word: str) -> Unit | None:
    return _UNITS.get(word) or _UNITS.get(f"{word}s")


def read_period(text: str) -> Period:
    """Return a span of days, written with its last day (`2021-07-01..2022-05-12`), as one that ends the day after."""
    ends = text.split("..")
    if len(ends) != 2:
        raise _unfit("write the first and the last day with two dots between; an open end is left out", f"{text}..")
    first, last = (_day_or_none(end.strip(), text) for end in ends)
    if first is not None and last is not None and last < first:
        raise _unfit(f"`{text}` ends before it begins", f"{last}..{first}")
    return Period(first, date.fromordinal(last.toordinal() + 1) if last is not None else None)


def _day_or_none(word: str, text: str) -> date | None:
    return read_day(word, text.find(word) + 1) if word else None


def read_day(text: str, column: int = 1) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _unfit(f"`{text}` is no day; write year-month-day, as in 2021-07-01", column=column) from None


def read_basis(text: str) -> Basis:
    """Read `S16 Art. 11(1); V-law; note`. Our own proposals have no source: `model` or `model; note`."""
    parts = [part.strip() for part in text.split(";", 2)]
    if parts[0] == Mark.PROPOSED:
        return Basis("", "", Mark.PROPOSED, "; ".join(parts[1:]))
    if len(parts) < 2:
        raise _unfit(f"`{text}` says no mark of verification; write `{text}; V-law`, or U where nobody verified it")
    marks = {mark.value: mark for mark in Mark}
    if parts[1] not in marks:
        raise _unfit(
            f"`{parts[1]}` is not one of {', '.join(marks)}", nearest(parts[1], marks), text.find(parts[1]) + 1
        )
    source, _, provision = parts[0].partition(" ")
    return Basis(source, provision.strip(), marks[parts[1]], parts[2] if len(parts) > 2 else "")


def read_words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def read_id(text: str) -> str:
    if _ID.fullmatch(text) is None:
        meant = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
        raise _unfit(f"`{text}` is no id; write small Latin letters, digits and low lines", meant)
    return text


def read_age(text: str) -> int:
    if not text.isdigit():
        raise _unfit(f"`{text}` is no number of years")
    return int(text)


def read_call(text: str) -> str:
    try:
        return " or ".join(str(call) for call in calls_of(text))
    except ValueError as error:
        raise _unfit(str(error)) from None


_WORDS = "words with blanks between them"
Id = Annotated[str, Read(read_id, pattern="^[a-z][a-z0-9_]*$")]
Words = Annotated[tuple[str, ...], Read(read_words, description=_WORDS)]
LimitText = Annotated[Limit | None, Read(read_limit, description=_LIMITS)]
Span = Annotated[Period, Read(read_period, pattern=r"\.\.", description="first..last day; an open end is left out")]
Day = Annotated[date, Read(read_day, format="date")]
BasisText = Annotated[Basis, Read(read_basis, description="source and provision; mark; note")]
CallText = Annotated[str, Read(read_call, description="a guard or effect: name or name(argument)")]
Age = Annotated[int, Read(read_age, pattern="^[0-9]+$")]
UseName = Annotated[Use, Read(one_of(Use), enum=[one.value for one in Use])]
Kind = Annotated[StateKind, Read(one_of(StateKind), enum=[one.value for one in StateKind])]
ExpiryName = Annotated[ExpiryKind, Read(one_of(ExpiryKind), enum=[one.value for one in ExpiryKind])]
FirstDayName = Annotated[FirstDay, Read(one_of(FirstDay), enum=[one.value for one in FirstDay])]
LastDayOffName = Annotated[LastDayOff, Read(one_of(LastDayOff), enum=[one.value for one in LastDayOff])]


class Texts(Form):
    """One sentence in the languages of the product; that none is missing is checked later, all at once."""

    en: Filled
    ru: Anything = ""
    kk: Anything = ""

    def mapping(self) -> dict[str, str]:
        return {"en": self.en, "ru": self.ru, "kk": self.kk}


class StateForm(Form):
    kind: Kind
    label: Texts
    plain: Texts


class RoleForm(Form):
    label: Texts
    held_by: Words = ()
    outside: Flag = False


class AuthorityForm(Form):
    label: Texts
    valid: Span
    not_before: Day | None = None
    task: Id = "decides"
    basis: list[BasisText] = Field(min_length=1)


class DocumentForm(Form):
    label: Texts
    required: Flag
    use: UseName
    basis: list[BasisText] = Field(min_length=1)


class PaperForm(Form):
    label: Texts
    valid_for: LimitText
    until: Filled | None = None
    from_age: Age | None = None
    use: UseName
    basis: list[BasisText] = Field(min_length=1)


class LetterForm(Form):
    label: Texts
    to: Filled


class NumberForm(Form):
    label: Texts
    value: Filled
    unit: Anything = ""
    use: UseName
    basis: list[BasisText] = Field(min_length=1)
    reference: Anything = ""


class StepForm(Form):
    """A step; without `plain` its label speaks to the person too."""

    sources: Words = Field(alias="from")
    target: Filled = Field(alias="to")
    by: Words
    label: Texts
    plain: Texts | None = None
    basis: list[BasisText] = Field(min_length=1)
    outcome: Filled | None = None
    guards: list[CallText] = Field(default_factory=list)
    documents: Words = ()
    letters: Words = ()
    papers: Words = ()
    effects: list[CallText] = Field(default_factory=list)
    apart_from: Words = ()


class ExpiryForm(Form):
    kind: ExpiryName
    role: Filled
    text: Texts
    starts: Filled | None = None


class ExtensionForm(Form):
    most: LimitText
    counted_from: Filled
    by: Words
    notice: Filled | None = None
    basis: list[BasisText] = Field(min_length=1)


class ClockForm(Form):
    label: Texts
    limit: LimitText
    starts: Words
    stops: Words
    owner: Filled
    expiry: list[ExpiryForm] = Field(default_factory=list)
    use: UseName
    basis: list[BasisText] = Field(min_length=1)
    first_day: FirstDayName = FirstDay.NOT_SAID
    last_day_off: LastDayOffName = LastDayOff.NOT_SAID
    extension: ExtensionForm | None = None
    pauses: Words = ()
    valid: Span = Period()
    repeats: Flag = False
    reference: Anything = ""


class ParticularsForm(Form):
    """What a version says, and what a part shared by several procedures may say as well."""

    states: dict[Id, StateForm] = Field(default_factory=dict)
    steps: dict[Id, StepForm] = Field(default_factory=dict)
    clocks: dict[Id, ClockForm] = Field(default_factory=dict)
    documents: dict[Id, DocumentForm] = Field(default_factory=dict)
    papers: dict[Id, PaperForm] = Field(default_factory=dict)
    letters: dict[Id, LetterForm] = Field(default_factory=dict)
    numbers: dict[Id, NumberForm] = Field(default_factory=dict)
    open_questions: list[Texts] = Field(default_factory=list)


class VersionForm(ParticularsForm):
    label: Texts
    in_force: Span = Period()
    not_before: Day | None = None
    sure_from: Day | None = None
    basis: list[BasisText] = Field(min_length=1)


class DefinitionForm(Form):
    """A procedure of a country: one file. `versions` stand from the oldest to the newest."""

    country: State
    procedure: Filled
    label: Texts
    zone: Filled
    calendar: Filled
    roles: dict[Id, RoleForm] = Field(min_length=1)
    incompatible: list[Words] = Field(default_factory=list)
    authorities: dict[Id, AuthorityForm] = Field(default_factory=dict)
    versions: dict[Id, VersionForm] = Field(min_length=1)


class SourceForm(Form):
    title: Filled
    url: Anything = ""
    read: Filled
    date: Anything = ""


class SourcesForm(Form):
    sources: dict[str, SourceForm]


FORMS: tuple[tuple[str, type[Form]], ...] = (("procedure", DefinitionForm), ("sources", SourcesForm))


def json_schemas() -> dict[str, dict[str, Any]]:
    """Return the schemas that editors check a file with, by the name of the file."""
    return {
        f"{name}.schema.json": {
            "$schema": "https://json-schema.org/draft/2020-12/schema", **form.model_json_schema(mode="validation"),
        }
        for name, form in FORMS
    }  # fmt: skip
