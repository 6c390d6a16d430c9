"""What the files of a pack look like, field by field. The JSON Schemas for editors are written from these forms.

A form holds values that are read already: a condition is a `Term`, a span of force an `InForce`. What several fields or
several files must agree on is checked in `checks.py`.
"""

import re
from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from tulga.kernel.dates import InvalidDate, PartialDate
from tulga.nationality.core.language import Wrong, parse
from tulga.nationality.core.predicates import EVENTS, TREATIES, Misfit, Slip, day_of, is_state, nearest, state_meant
from tulga.nationality.core.rules import VERIFICATION, Effect, InForce, Procedure, Timing, TimingKind, Verification
from tulga.nationality.core.terms import Term

E = TypeVar("E", bound=Enum)
MODES = frozenset({
    "INIT", "DEF", "DATE", "A01", "A01a", "A01b", "A02", "A02a", "A02b", "A03", "A03a", "A03b", "A12", "A12a", "A12b",
    "L13", "L13a", "L13b", *(f"A06{letter}" for letter in "abcdef"),
    *(f"A{number:02}" for number in range(4, 27) if number != 12), *(f"L{number:02}" for number in (*range(1, 13), 14)),
})  # fmt: skip
# an end that is an interval itself (2014/2016, ../1991) keeps its dots: the two dots between the ends touch no slash
_BETWEEN = re.compile(r"(?<!/)(?<!/\.)\.\.(?!/)")
_STATE = "ISO 3166-1 alpha-3, ceased States too (SUN); INT for treaties"
_FORCE = "first..last day in force; an open end is left out; an end may be known roughly: 2002~"
_RULE_ID = re.compile(r"[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*")


class Unfit(Exception):  # noqa: N818
    """A text does not fit its field; each slip has its column in the text."""

    def __init__(self, *slips: Slip) -> None:
        super().__init__(slips[0].message)
        self.slips = slips


class Read:
    """Marks a field that is written as one text and read by a function; what does not fit keeps its column."""

    def __init__(self, read: Callable[[str], object], **schema: Any) -> None:
        self.read, self.schema = read, {"type": "string", **schema}

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.value_of)

    def __get_pydantic_json_schema__(
        self, core: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return dict(self.schema)  # pydantic adds titles and defaults to what it is given

    def value_of(self, value: object) -> object:
        if not isinstance(value, str):
            raise PydanticCustomError("text_expected", "text")
        try:
            return self.read(value)
        except Unfit as unfit:
            raise PydanticCustomError("unfit", "unfit", {"slips": unfit.slips}) from None


def _unfit(message: str, suggestion: str = "", column: int = 1) -> Unfit:
    return Unfit(Slip(message, column, suggestion))


def _filled(text: str) -> str:
    if not text.strip():
        raise _unfit("this is empty")
    return text.strip()


def _one_of(enum: type[E]) -> Callable[[str], E]:
    values = {str(one.value): one for one in enum}

    def read(text: str) -> E:
        if text not in values:
            raise _unfit(f"`{text}` is not one of {', '.join(values)}", nearest(text, values))
        return values[text]

    return read


def read_state(text: str) -> str:
    if text != TREATIES and not is_state(text):
        raise _unfit(f"no State has the code `{text}`", state_meant(text))
    return text


def read_rule_id(text: str) -> str:
    if _RULE_ID.fullmatch(text) is None:
        raise _unfit(
            f"`{text}` is no identifier; write letters, digits and hyphens, as in KAZ91-3-1",
            re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-"),
        )
    return text


def read_modes(text: str) -> tuple[str, ...]:
    modes = tuple(part.strip() for part in text.split("/"))
    slips = [
        Slip(
            f"`{mode}` is no code of GLOBALCIT (A01a to L14), nor INIT, DEF or DATE",
            text.find(mode) + 1,
            _mode_meant(mode),
        )
        for mode in modes
        if mode not in MODES
    ]
    if slips:
        raise Unfit(*slips)
    return modes


def _mode_meant(text: str) -> str:
    """Return the code that was meant when a nought or the right case is missing, or a letter is one too many."""
    code = re.fullmatch(r"([AaLl])0?(\d{1,2})([a-f]?)", text)
    if code is None:
        return nearest(text, ("INIT", "DEF", "DATE"))
    whole = f"{code[1].upper()}{int(code[2]):02}"
    return next((mode for mode in (whole + code[3], whole) if mode in MODES), "")


def read_timing(text: str) -> Timing:
    words = text.split()
    if words in (["at", "birth"], ["on", "application"]):
        return Timing(TimingKind.BIRTH if words[0] == "at" else TimingKind.APPLICATION)
    if len(words) == 3 and words[:2] == ["on", "event"]:
        if words[2] not in EVENTS:
            raise _unfit(
                f"`{words[2]}` is not a type of event of this language",
                nearest(words[2], EVENTS),
                text.find(words[2]) + 1,
            )
        return Timing(TimingKind.EVENT, event=words[2])
    if len(words) == 2 and words[0] == "on" and words[1][:1].isdigit():
        return Timing(TimingKind.DAY, day=_day(words[1], text.find(words[1]) + 1))
    raise _unfit(
        f"`{text}` is no timing; write `at birth`, `on 1992-03-01`, `on event adopted` or `on application`",
        _timing_meant(words),
    )


def _timing_meant(words: list[str]) -> str:
    if words and words[-1] in EVENTS:
        return f"on event {words[-1]}"
    return nearest(" ".join(words), ("at birth", "on application"))


def _day(text: str, column: int = 1) -> date:
    try:
        return day_of(text)
    except Misfit as misfit:
        raise _unfit(misfit.message, misfit.suggestion, column) from None


def read_day(text: str) -> str:
    return _day(text).isoformat()


def read_effective(text: str) -> str:
    if text in ("birth", "event", "unknown"):
        return text
    if text[:1].isdigit():
        return read_day(text)
    raise _unfit(f"`{text}` is not `birth`, `event`, `unknown` or a day", nearest(text, ("birth", "event", "unknown")))


def read_in_force(text: str) -> InForce:
    parts = _BETWEEN.split(text)
    if len(parts) == 1:
        raise _unfit(f"`{text}` has no end and is not open either; write two dots for an open end", f"{text}..")
    if len(parts) != 2:
        raise _unfit(
            "write the first and the last day in force with two dots between them, as in 1992-03-01..2002-05-16"
        )
    ends = [_end(part, 1 if index == 0 else len(parts[0]) + 3) for index, part in enumerate(parts)]
    slips = [end for end in ends if isinstance(end, Slip)]
    if slips:
        raise Unfit(*slips)
    first, last = (end if isinstance(end, PartialDate) else None for end in ends)
    if first is not None and last is not None and first.earliest and last.latest and first.earliest > last.latest:
        raise _unfit(f"`{text}` ends before it begins", f"{last}..{first}")
    return InForce(first, last)


def _end(text: str, column: int) -> PartialDate | Slip | None:
    if not text.strip():
        return None
    if text.strip().startswith("~"):
        written = text.strip()
        return Slip(f"`{written}`: the sign for `about` stands behind the date", column, f"{written[1:]}~")
    try:
        return PartialDate.parse(text)
    except InvalidDate as invalid:
        return Slip(str(invalid), column)


def read_verification(text: str) -> Verification:
    if text in VERIFICATION:
        return VERIFICATION[text]
    parts = [VERIFICATION[part] for part in text.split("/") if part in VERIFICATION]
    if len(parts) > 1:
        weakest = {level: code for code, level in VERIFICATION.items()}[min(parts)]
        raise _unfit(
            f"`{text}`: the weakest level counts; write it alone and say in `note` which half is which", weakest
        )
    raise _unfit(
        f"`{text}` is not VT (text seen), VS (secondary source) or U (unverified)", nearest(text, VERIFICATION)
    )


def read_condition(text: str) -> tuple[str, Term]:
    try:
        return text.strip(), parse(text)
    except Wrong as wrong:
        raise Unfit(*wrong.slips) from None


def read_truth(text: str) -> bool:
    if text not in ("true", "false"):
        raise _unfit(f"`{text}` is not true or false", nearest(text, ("true", "false")))
    return text == "true"


Filled = Annotated[str, Read(_filled, minLength=1)]
Anything = Annotated[str, Read(str.strip)]
State = Annotated[str, Read(read_state, pattern="^[A-Z]{3}$", description=_STATE)]
RuleId = Annotated[str, Read(read_rule_id, pattern="^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]
Force = Annotated[InForce, Read(read_in_force, pattern=r"\.\.", description=_FORCE)]
Modes = Annotated[
    tuple[str, ...], Read(read_modes, description="GLOBALCIT codes (A01a to L14), / between; or INIT, DEF, DATE")
]
When = Annotated[Timing, Read(read_timing, description="at birth | on 1992-03-01 | on event <type> | on application")]
Condition = Annotated[
    tuple[str, Term], Read(read_condition, description="one line of the condition language (README.md)")
]
Effective = Annotated[str, Read(read_effective, description="birth | event | unknown | the day")]
Level = Annotated[Verification, Read(read_verification, enum=list(VERIFICATION))]
Flag = Annotated[bool, Read(read_truth, type="boolean")]
EffectName = Annotated[Effect, Read(_one_of(Effect), enum=[one.value for one in Effect])]
ProcedureName = Annotated[Procedure, Read(_one_of(Procedure), enum=[one.value for one in Procedure])]
Day = Annotated[str, Read(read_day, format="date")]


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Texts(Form):
    """One sentence in the languages of the product; English is what the others are translated from."""

    en: Filled
    ru: Filled = ""
    kk: Filled = ""

    def pairs(self) -> tuple[tuple[str, str], ...]:
        return tuple((language, text) for language, text in (("en", self.en), ("ru", self.ru), ("kk", self.kk)) if text)


class VersionForm(Form):
    """One version of an article: what it does, when it is read, on what condition, and how well its text is known."""

    id: RuleId
    in_force: Force
    mode: Modes
    effect: EffectName
    timing: When
    procedure: ProcedureName | None = None
    effective: Effective = ""
    applies_to: Condition | None = None
    when: Condition
    verification: Level
    sources: list[Filled] = Field(default_factory=list)
    conflicts_with: list[RuleId] = Field(default_factory=list)
    exceptions: list[RuleId] = Field(default_factory=list)
    open_terms: dict[str, Texts] = Field(default_factory=dict)
    note: Texts | None = None
    subsidiary: Flag = False
    circular: list[RuleId] = Field(default_factory=list)
    variant_of: RuleId | None = None


class ArticleForm(Form):
    article: Filled
    heading: Texts
    versions: list[VersionForm] = Field(min_length=1)


class NotEncodedForm(Form):
    article: Filled
    why: Texts


class ActForm(Form):
    """An act: one file `act-*.yaml`."""

    act: RuleId
    state: State
    title: Texts
    number: Filled = ""
    in_force: Force
    about: Filled = ""
    articles: list[ArticleForm] = Field(default_factory=list)
    not_encoded: list[NotEncodedForm] = Field(default_factory=list)


class SourceForm(Form):
    """Where a text was read. `kind`: official text, restatement by an authority, copy, secondary, dataset, …"""

    citation: Filled
    url: Anything = ""
    kind: Filled
    language: Filled = ""
    checked_by: Filled = ""
    checked_on: Day = ""


class KeyedSourceForm(SourceForm):
    key: Filled


class ListedSourcesForm(Form):
    """The sources of a pack as a list."""

    sources: list[KeyedSourceForm]


class SourcesForm(Form):
    """The sources of a pack: one file `sources.yaml`, by key."""

    sources: dict[str, SourceForm]


def json_schemas() -> dict[str, dict[str, Any]]:
    """Return the schemas that editors check a pack with, by the name of their file."""
    found = {}
    for name, form in (("act", ActForm), ("sources", SourcesForm)):
        schema = form.model_json_schema(mode="validation")
        found[f"{name}.schema.json"] = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return found
