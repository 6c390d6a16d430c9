"""Dates as well as they are known, written out in each language."""

import re
from datetime import date

from tulga.kernel.dates import InvalidDate, PartialDate
from tulga.nationality.core.wording.clauses import language_of
from tulga.nationality.core.wording.grammar import Language, filled

_FORM = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}))?(?:-(\d{2}))?([~?%])?", re.ASCII)
_MONTHS = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"),
    "ru": ("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь",
           "декабрь"),
    "kk": ("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша",
           "желтоқсан"),
}  # fmt: skip
_MONTH = {"en": "{month} {year}", "ru": "{month} {year} года", "kk": "{year} жылғы {month}"}
_YEAR = {"en": "{year}", "ru": "{year} год", "kk": "{year} жыл"}


def written(text: str | date | PartialDate, language: str) -> str:
    """Return a date in words; what is no date is returned as it stands."""
    spoken = language_of(language)
    if isinstance(text, date):
        return spoken.day(text)
    raw = str(text).strip()
    try:
        PartialDate.parse(raw)
    except InvalidDate:
        return raw
    if raw.lower() in {"unknown", "../.."}:
        return spoken.words["never_told"]
    if "/" in raw:
        return _between(raw, language, spoken)
    return _single(raw, language, spoken)


def _between(raw: str, language: str, spoken: Language) -> str:
    first, last = raw.split("/")
    if first in {"", ".."}:
        return filled(spoken.words["at_latest"], {"date": _single(last, language, spoken)})
    if last in {"", ".."}:
        return filled(spoken.words["at_earliest"], {"date": _single(first, language, spoken)})
    ends = {"one": _single(first, language, spoken), "other": _single(last, language, spoken)}
    return filled(spoken.words["between"], ends)


def _single(raw: str, language: str, spoken: Language) -> str:
    match = _FORM.fullmatch(raw)
    if match is None:
        return raw
    year, part, day, mark = match.groups()
    said = _plain(year, part, day, language, spoken)
    if mark in {"~", "%"}:
        said = filled(spoken.words["about"], {"date": said})
    return filled(spoken.words["uncertain"], {"date": said}) if mark in {"?", "%"} else said


def _plain(year: str, part: str | None, day: str | None, language: str, spoken: Language) -> str:
    if "X" in year:
        kind = "decade" if year.count("X") == 1 else "century"
        first = year.replace("X", "0")
        shown = first if kind == "decade" else f"{first}–{year.replace('X', '9')}"
        return filled(spoken.words[kind], {"date": shown})
    if day is not None:
        return spoken.day(date.fromisoformat(f"{year}-{part}-{day}"))
    if part is None:
        return filled(_YEAR[language], {"year": year})
    if int(part) > 12:
        return filled(spoken.words[f"season_{part}"], {"year": year})
    return filled(_MONTH[language], {"year": year, "month": _MONTHS[language][int(part) - 1]})
