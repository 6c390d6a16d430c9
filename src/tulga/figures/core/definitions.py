"""What a figure counts, as data. A definition is read from a mapping and checked; a mistake names file and field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tulga.figures.core import populations

LANGUAGES: Final = ("en", "ru", "kk")
KINDS: Final = ("stock", "flow", "fact")
DIMENSIONS: Final = ("origin", "area", "sex", "age")
STEPS: Final = ("records", "persons", "present", "of_concern", "counted")
HOLDS: Final = ("until_replaced", "year")
Texts = Mapping[str, str]


class InvalidDefinition(ValueError):
    """A definition cannot be used; the message names its file, its id and the field."""

    def __init__(self, where: str, field: str, message: str) -> None:
        super().__init__(f"{where}: {field}: {message}")
        self.where, self.field = where, field


@dataclass(frozen=True, slots=True)
class Rounded:
    """Printed as "at least", rounded down to a multiple."""

    to: int


@dataclass(frozen=True, slots=True)
class AtMostRest:
    """Printed as "at most": what is left of one figure after others, as those are printed."""

    of: str
    minus: tuple[str, ...]


Printing = Rounded | AtMostRest | None  # None: printed as it is


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure. A change of meaning is a new version."""

    id: str
    version: int
    unit: str
    kind: str
    source: str
    basis: str
    label: Texts
    definition: Texts
    countries: tuple[str, ...] = ()  # none: every country
    population: tuple[Any, ...] = ()
    parts: tuple[str, ...] = ()  # the figures whose sum this one is
    dimensions: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    printing: Printing = None
    precedence: Texts | None = None
    footnotes: tuple[str, ...] = ()
    since: date | None = None
    holds: str = ""  # facts only: until replaced, or for its calendar year
    items: str = ""  # facts only: what the codes of a list are (country, area)
    raw: Mapping[str, Any] | None = None  # as written; the recipe digests it

    def applies_to(self, country: str, day: date) -> bool:
        """Say whether there is something to count there and then: before its beginning a figure is absent, not 0."""
        return (not self.countries or country in self.countries) and (self.since is None or self.since <= day)


_REQUIRED = {"id", "version", "unit", "kind", "source", "basis", "label", "definition"}
_OPTIONAL = {
    "countries", "population", "parts", "dimensions", "steps", "print", "precedence", "footnotes", "since", "holds",
    "items",
}  # fmt: skip


def parse(raw: Any, file: str) -> Definition:
    """Return one definition.

    Raises:
        InvalidDefinition: a field is missing, surplus or cannot be used.
    """
    if not isinstance(raw, dict) or not isinstance(raw.get("id"), str):
        raise InvalidDefinition(file, "id", "a definition begins with its id")
    check = _Check(raw, f"{file}: {raw['id']}")
    check.fields()
    kind = check.choice("kind", KINDS)
    made = Definition(
        raw["id"], check.whole("version"), check.word("unit"), kind, check.word("source"), check.word("basis"),
        check.texts("label"), check.texts("definition"), check.words("countries"), check.population(),
        check.words("parts"), check.choices("dimensions", DIMENSIONS), check.choices("steps", STEPS), check.printing(),
        check.texts("precedence") if "precedence" in raw else None, check.words("footnotes"), check.day("since"),
        check.choice("holds", HOLDS) if kind == "fact" else "", check.word("items") if "items" in raw else "", raw,
    )  # fmt: skip
    _fits_its_kind(made, check)
    return made


def _fits_its_kind(made: Definition, check: "_Check") -> None:
    if made.kind == "fact":
        for name in ("population", "parts", "dimensions", "print", "steps"):
            if name in check.raw:
                raise check.wrong(name, "a fact is entered, not counted")
    elif not made.population:
        raise check.wrong("population", "a figure that is counted names whom it counts")
    elif "holds" in check.raw or "items" in check.raw:
        raise check.wrong("holds", "only an entered fact holds for a time")
    if made.kind == "flow" and made.since is None:
        raise check.wrong("since", "a flow has a day on which its period begins")


@dataclass(frozen=True, slots=True)
class _Check:
    raw: Mapping[str, Any]
    where: str

    def wrong(self, field: str, message: str) -> InvalidDefinition:
        return InvalidDefinition(self.where, field, message)

    def fields(self) -> None:
        if missing := sorted(_REQUIRED - set(self.raw)):
            raise self.wrong(missing[0], "is missing")
        if surplus := sorted(set(self.raw) - _REQUIRED - _OPTIONAL):
            raise self.wrong(surplus[0], "is not a field of a definition")

    def word(self, field: str) -> str:
        value = self.raw.get(field)
        if not isinstance(value, str) or not value:
            raise self.wrong(field, "is a word")
        return value

    def whole(self, field: str) -> int:
        value = self.raw.get(field)
        if type(value) is not int or value < 1:
            raise self.wrong(field, "is a whole number from 1")
        return value

    def choice(self, field: str, choices: Sequence[str]) -> str:
        value = self.raw.get(field)
        if value not in choices:
            raise self.wrong(field, f"is one of {', '.join(choices)}, not {value!r}")
        return str(value)

    def words(self, field: str) -> tuple[str, ...]:
        value = self.raw.get(field, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            raise self.wrong(field, "is a list of words")
        return tuple(value)

    def choices(self, field: str, choices: Sequence[str]) -> tuple[str, ...]:
        for one in (value := self.words(field)):
            if one not in choices:
                raise self.wrong(field, f"is a list of {', '.join(choices)}; {one!r} is none of them")
        return value

    def day(self, field: str) -> date | None:
        value = self.raw.get(field)
        if value is not None and type(value) is not date:
            raise self.wrong(field, "is a day, such as 2014-01-01")
        return value

    def texts(self, field: str) -> Texts:
        return checked_texts(self.raw.get(field), self.where, field)

    def population(self) -> tuple[Any, ...]:
        given = self.raw.get("population", [])
        if not isinstance(given, list):
            raise self.wrong("population", "is a list of tests")
        for test in given:
            try:
                populations.parse(test, "XXX")
            except populations.InvalidTest as error:
                raise self.wrong("population", str(error)) from error
        return tuple(given)

    def printing(self) -> Printing:
        given = self.raw.get("print", "shown")
        if given == "shown":
            return None
        if (
            isinstance(given, dict)
            and set(given) == {"at_least"}
            and type(given["at_least"]) is int
            and given["at_least"] > 1
        ):
            return Rounded(given["at_least"])
        if isinstance(given, dict) and set(given) == {"at_most"}:
            rest = given["at_most"]
            if isinstance(rest, dict) and set(rest) == {"of", "minus"} and isinstance(rest["minus"], list):
                return AtMostRest(str(rest["of"]), tuple(map(str, rest["minus"])))
        raise self.wrong("print", "is shown, {at_least: 100} or {at_most: {of: a figure, minus: [figures]}}")


def checked_texts(value: Any, where: str, field: str) -> Texts:
    """Return a text in three languages.

    Raises:
        InvalidDefinition: a language is missing or empty, or there is one too many.
    """
    if not isinstance(value, dict) or set(value) != set(LANGUAGES):
        raise InvalidDefinition(where, field, f"is a text in {', '.join(LANGUAGES)}")
    for language, text in value.items():
        if not isinstance(text, str) or not text.strip():
            raise InvalidDefinition(where, field, f"the text in {language} is empty")
    return {language: " ".join(value[language].split()) for language in LANGUAGES}


def check_together(definitions: Sequence[Definition], file_of: Mapping[str, str]) -> None:
    """Check what definitions say of one another.

    Raises:
        InvalidDefinition: an id stands twice, or a sum or a printing rule names a figure that is not counted.
    """
    known = {one.id: one for one in definitions}
    for one in definitions:
        where = f"{file_of[one.id]}: {one.id}"
        if sum(other.id == one.id for other in definitions) > 1:
            raise InvalidDefinition(where, "id", "stands twice")
        named = [("parts", part) for part in one.parts]
        if isinstance(one.printing, AtMostRest):
            named += [("print", other) for other in (one.printing.of, *one.printing.minus)]
        for field, other in named:
            if other not in known or known[other].kind == "fact":
                raise InvalidDefinition(where, field, f"{other} is not a figure that is counted")
            if not set(known[other].countries or one.countries) >= set(one.countries):
                raise InvalidDefinition(where, field, f"{other} is not counted in every country of this figure")
