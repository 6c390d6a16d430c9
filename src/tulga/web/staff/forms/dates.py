"""Dates as people write them: the ledger's own form, 12.03.1984, "about 1984", "spring 1979", in three languages."""

import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tulga.kernel.dates import InvalidDate, PartialDate

HINT: Final = _(
    "As it was told: 1984-03-12 or 12.03.1984; 1984-03; 1984; 1984~ (about 1984); 198X (the eighties); spring 1979; "
    "1979/1981 (between); unknown."
)
_SEASONS: Final = {
    **dict.fromkeys(("spring", "весна", "весной", "көктем", "көктемде"), "21"),
    **dict.fromkeys(("summer", "лето", "летом", "жаз", "жазда"), "22"),
    **dict.fromkeys(("autumn", "fall", "осень", "осенью", "күз", "күзде"), "23"),
    **dict.fromkeys(("winter", "зима", "зимой", "қыс", "қыста"), "24"),
}
_ABOUT: Final = ("about", "circa", "ca.", "около", "примерно", "шамамен")
_UNKNOWN: Final = {"unknown", "неизвестно", "белгісіз"}
_DOTTED: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_MONTH_DOTTED: Final = re.compile(r"(\d{1,2})\.(\d{4})")
_YEAR: Final = re.compile(r"\d{4}")


def read_partial_date(text: str) -> PartialDate:
    """Return the date that somebody wrote, in the ledger's form or in one of the usual ones.

    Raises:
        InvalidDate: it cannot be read, or no such day exists.
    """
    cleaned = " ".join(text.casefold().split())
    if cleaned in _UNKNOWN:
        return PartialDate.parse("unknown")
    for word in _ABOUT:
        if cleaned.startswith(f"{word} "):
            return PartialDate.parse(read_partial_date(text.split(maxsplit=1)[1]).text + "~")
    return PartialDate.parse(_usual(cleaned) or text.strip().replace("–", "/"))


def _usual(cleaned: str) -> str | None:
    if match := _DOTTED.fullmatch(cleaned):
        day, month, year = match.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    if match := _MONTH_DOTTED.fullmatch(cleaned):
        return f"{match[2]}-{int(match[1]):02}"
    words = cleaned.replace(",", " ").split()
    season = next((_SEASONS[word] for word in words if word in _SEASONS), None)
    year = next((word for word in words if _YEAR.fullmatch(word)), None)
    return f"{year}-{season}" if season and year and len(words) <= 3 else None


class PartialDateField(forms.CharField):
    """A date that may be partial. An empty field is None: nobody told, which is not the same as `unknown` was told."""

    default_error_messages = {
        "invalid_date": _(
            "“%(text)s” is not a date we can read, or no such day exists. Write for example 1984-03-12, 1984, "
            "1984~ (about), spring 1979, 1979/1981 (between) or unknown."
        )
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", HINT)
        super().__init__(max_length=40, **kwargs)
        self.widget.attrs.update({"autocomplete": "off", "spellcheck": "false"})

    def clean(self, value: Any) -> PartialDate | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_partial_date(text)
        except InvalidDate:
            raise ValidationError(
                self.error_messages["invalid_date"], code="invalid_date", params={"text": text}
            ) from None
