"""Cells, numbers, days and codes in words, in the active language. What is withheld is never a number, nor nought."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from babel.dates import format_datetime
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tulga.factsheet import words as factsheet_words
from tulga.figures.core.cells import Assumed, AtLeast, AtMost, Cell, NotCollected, Withheld
from tulga.figures.core.figure import FigureSet
from tulga.kernel import areas, countries

Words = Mapping[str, Promise | str]

LANGUAGES: Final = {"en": "English", "ru": "Русский", "kk": "Қазақша"}
_LOCALES: Final = {"en": "en_GB", "ru": "ru", "kk": "kk"}

DIMENSIONS: Final[Words] = {
    "origin": _("By country of origin"),
    "area": _("By area"),
    "sex": _("By sex"),
    "age": _("By age"),
}
_VALUE: Final[Words] = {
    "female": _("women and girls"),
    "male": _("men and boys"),
    "other": pgettext_lazy("sex", "other"),
    "unknown": _("not known"),
}
SOURCES: Final[Words] = {
    "operation": _("the operation’s own records"),
    "official": _("UNHCR’s published statistics"),
}
KINDS: Final[Words] = {
    "stock": _("How many on a day (stock)"),
    "flow": _("How many in a period (flow)"),
    "fact": _("Entered from a document (not counted)"),
}


def language() -> str:
    """Return the code of the active language."""
    code = (get_language() or "en")[:2]
    return code if code in LANGUAGES else "en"


def number(value: int) -> str:
    return factsheet_words.number(value, language())


def signed(value: int) -> str:
    """Return a change with its sign; the minus is a minus, not a hyphen."""
    return factsheet_words.signed(value, language())


def day(given: date) -> str:
    return factsheet_words.day(given, language())


def moment(given: datetime) -> str:
    """Return a moment in UTC, to the minute."""
    pattern = "y 'ж'. d MMMM, HH:mm" if language() == "kk" else "d MMMM y, HH:mm"
    return str(format_datetime(given.astimezone(UTC), pattern, locale=_LOCALES[language()])) + " UTC"


def cell(given: Cell, unit: str = "") -> str:
    """Return a cell in the very words of the factsheet, so that page and factsheet never say it differently."""
    return factsheet_words.cell_text(given, language(), unit)


def cell_meaning(given: Cell) -> str:
    """Return what a cell that is not a plain number means; nothing for one that is."""
    match given:
        case AtLeast():
            return gettext("The exact number is not published, only that it is not below this one.")
        case AtMost():
            return gettext("The exact number is not published, only that it is not above this one.")
        case Assumed():
            return gettext("Nobody published this number. It had to be assumed for the accounts to close.")
        case Withheld():
            return gettext("A count exists. It is not published, because it could point at a person.")
        case NotCollected():
            return gettext("Nobody counts this. It does not mean that there are none.")
        case _:
            return ""


def in_language(leaf: Any) -> str:
    """Return a text of {en, ru, kk} in the active language, else in English; a plain text as it is."""
    if isinstance(leaf, Mapping):
        return str(leaf.get(language()) or leaf.get("en") or "")
    return str(leaf) if leaf else ""


def said(given: FigureSet, group: str, code: str, *keys: str) -> str:
    """Return a text that travels with the figures; the code where nobody wrote one, and "" for a missing part."""
    found: Any = given.texts.get(group, {}).get(code)
    for key in keys:
        found = found.get(key) if isinstance(found, Mapping) else None
    return in_language(found) or ("" if keys else code.replace("_", " "))


def label(given: FigureSet, figure: str) -> str:
    return said(given, "figures", figure, "label") or figure


def dimensions(given: Iterable[tuple[str, str]]) -> str:
    """Return what a breakdown is by, as a heading."""
    return ", ".join(str(DIMENSIONS.get(name, name)) for name, _ in given)


def dimension_value(name: str, value: str, on: date) -> str:
    """Return a value of a breakdown in words."""
    if name == "origin" and countries.find_country(value):
        return countries.name(value, language())
    if name == "area" and (area := areas.find_area(value)):
        return area.name(language(), on)
    if name == "age" and value != "unknown":
        return value.replace("-", "–")
    return str(_VALUE.get(value, value))


def dimension_values(dimensions: Iterable[tuple[str, str]], on: date) -> str:
    return ", ".join(dimension_value(name, value, on) for name, value in dimensions)


def country(iso3: str) -> str:
    return countries.name(iso3, language()) if countries.find_country(iso3) else iso3


def item(given: FigureSet, figure: str, code: str) -> str:
    """Return an entry of a list figure (donors, offices) in words: its definition says what the codes are."""
    if said(given, "figures", figure, "items") == "area" and (area := areas.find_area(code)):
        return area.name(language(), given.as_of)
    return country(code)
