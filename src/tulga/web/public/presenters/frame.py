"""What stands around every page: where one is, where one can go, the same page in another language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from tulga.figures.core.figure import DEMONSTRATION_NOTE
from tulga.web.public import words


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """The same page in one language; `url` is absolute, for search engines want it so."""

    code: str
    name: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    language: str
    home: str
    links: tuple[Link, ...]
    languages: tuple[Language, ...]
    demonstration: str  # the note, or "" where nothing on the page is a demonstration


def frame(request: HttpRequest, place: str, *, demonstration: bool) -> Frame:
    """Return the frame of the page that the request asks for, in the active language."""
    code = words.language()
    return Frame(
        language=code,
        home=reverse("public:latest", args=[code]),
        links=_links(code, place),
        languages=_languages(request, code),
        demonstration=words.in_language(DEMONSTRATION_NOTE) if demonstration else "",
    )


def _links(code: str, place: str) -> tuple[Link, ...]:
    places = (("latest", gettext("Factsheet")), ("editions", gettext("Editions")), ("about", gettext("About")))
    return tuple(Link(label, reverse(f"public:{name}", args=[code]), name == place) for name, label in places)


def _languages(request: HttpRequest, active: str) -> tuple[Language, ...]:
    return tuple(
        Language(code, name, request.build_absolute_uri(_same_page(request, code)), code == active)
        for code, name in words.LANGUAGES.items()
    )


def _same_page(request: HttpRequest, code: str) -> str:
    """Return this page's address in another language; that of the latest edition where there is no such page."""
    match = request.resolver_match
    kwargs: Mapping[str, Any] = match.kwargs if match else {}
    if match is None or "language" not in kwargs:
        return reverse("public:latest", args=[code])
    return reverse(match.view_name, kwargs={**kwargs, "language": code})
