"""The factsheet's own words in three languages, with numbers, dates and cells as each language writes them."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from tulga.figures.core.cells import Cell, Shown, name_of, value_of

LANGUAGES = ("en", "ru", "kk")
LANGUAGE_NAMES = {"en": "English", "ru": "Русский", "kk": "Қазақша"}
NO_BREAK = "\u00a0"
FILE = Path(__file__).parent / "words.yaml"

# the ending of "from, more than" follows the last spoken word of a Kazakh number: сегіз-ден, он-нан, қырық-тан, мың-нан
_ABLATIVE_ONES = ("ден", "ден", "ден", "тен", "тен", "тен", "дан", "ден", "ден", "дан")
_ABLATIVE_TENS = ("", "нан", "дан", "дан", "тан", "ден", "тан", "тен", "нен", "нан")


@lru_cache(maxsize=1)
def _texts() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return read


def word(key: str, language: str, **data: str) -> str:
    """Return one of our own sentences; a key that is not there is a bug and raises KeyError."""
    text = _texts()[key][language]
    return text.format(**data) if data else text


def has_word(key: str) -> bool:
    return key in _texts()


def number(value: int, language: str) -> str:
    """Return a whole number as the language groups it: 7,831 in English, 7 831 (no-break space) in the others."""
    return format_decimal(value, locale=language)


def signed(value: int, language: str) -> str:
    """Return a difference with its sign; a true minus, and no sign before nought."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + number(abs(value), language)


def day(value: date, language: str) -> str:
    """Return a date in full: 31 December 2021, 31 декабря 2021 г., 2021 ж. 31 желтоқсан."""
    if language == "en":
        return f"{value.day}{NO_BREAK}{format_date(value, 'MMMM y', locale='en')}"
    return format_date(value, "long", locale=language).replace("\u202f", NO_BREAK)


def month(value: date, language: str) -> str:
    """Return month and year as a heading says them: December 2021."""
    text = format_date(value, "LLLL y", locale=language)
    return f"{value.year} жыл, {text.split()[0].lower()}" if language == "kk" else text[:1].upper() + text[1:]


def ablative(value: int) -> str:
    """Return the Kazakh ending of the number as it is spoken: 1900-ден, 9000-нан."""
    if value % 10:
        return _ABLATIVE_ONES[value % 10]
    if value % 100:
        return _ABLATIVE_TENS[value // 10 % 10]
    return "ден" if value == 0 or value % 1000 else "нан"  # жүзден and нөлден; мыңнан, миллионнан


def cell_text(cell: Cell, language: str, unit: str = "") -> str:
    """Return a cell in words. What is withheld, not collected or only bounded never looks like a plain number."""
    value = value_of(cell)
    if value is None:
        return word(f"cell.{name_of(cell)}", language)
    text = number(value, language)
    if has_word(f"unit.{unit}"):
        text = word(f"unit.{unit}", language, number=text).replace(" ", NO_BREAK)
    if isinstance(cell, Shown):
        return text
    said = word(f"cell.{name_of(cell)}", language, number=text, ablative=ablative(value))
    return said.replace(f" {text}", NO_BREAK + text)


def plural(cell: Cell, forms: tuple[str, ...], language: str) -> str:
    """Return the form of a noun that goes with a cell: one|other in English, one|few|many in Russian, one in Kazakh.

    After "more than" and "at most" the last form stands in every language.
    """
    value = value_of(cell)
    if len(forms) == 1 or not isinstance(cell, Shown) or value is None:
        return forms[-1]
    named = dict(zip(("one", "few") if len(forms) == 3 else ("one",), forms, strict=False))
    return named.get(Locale(language).plural_form(value), forms[-1])


def text_in(texts: dict[str, Any], language: str, *path: str) -> str:
    """Return a text that travels with the figures, in the language or else in English; "" where there is none."""
    found: Any = texts
    for step in path:
        found = found.get(step) if isinstance(found, dict) else None
    if isinstance(found, dict):
        return found.get(language) or found.get("en") or ""
    return found if isinstance(found, str) else ""
