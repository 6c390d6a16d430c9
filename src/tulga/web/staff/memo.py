"""The memo on a person's nationality as tagged PDF: what follows from the facts, and that it decides nothing."""

from typing import Final

from django.template.loader import render_to_string

from tulga.factsheet.render import printed
from tulga.web.staff.presenters.law import PackLine
from tulga.web.staff.presenters.nationality import NationalityPage

LANGUAGES: Final = ("en", "ru", "kk")


def pdf(page: NationalityPage, packs: tuple[PackLine, ...], language: str) -> bytes:
    """Return the memo in the language that is active; the file names no person."""
    return printed(
        render_to_string("staff/nationality_memo.html", {"page": page, "packs": packs, "language": language})
    )
