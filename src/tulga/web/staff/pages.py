"""What stands on every page of the staff site: who reads it, where one can go, in which language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tulga.access.actor import Actor
from tulga.access.queries import find_organisation
from tulga.access.roles import May
from tulga.figures.core.figure import DEMONSTRATION_NOTE
from tulga.figures.facts.queries import is_demonstration

# Where one can go, and which permission opens it (None: whoever is signed in).
PLACES: Final[tuple[tuple[str, Promise, frozenset[str] | None], ...]] = (
    ("home", _("To do"), None),
    ("search", _("Search"), frozenset({May.READ_FILES})),
    ("pairs", _("Look-alikes"), frozenset({May.JUDGE})),
    ("law", _("Law"), frozenset({May.READ_FILES})),
    ("figures", _("Figures"), frozenset({May.COMPUTE_FIGURES})),
    ("ledger", _("Ledger"), frozenset({May.READ_LOGS, May.ADMINISTER})),
    ("log", _("Log of views"), frozenset({May.READ_LOGS})),
    ("administration", _("Administration"), frozenset({May.ADMINISTER})),
)


@dataclass(frozen=True, slots=True)
class Link:
    """One place to go."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    name: str
    current: bool


@dataclass(frozen=True, slots=True)
class Chrome:
    """The frame of a page. `links` holds only what the reader's roles can open."""

    links: tuple[Link, ...]
    languages: tuple[Language, ...]
    signed_in: bool
    who: str
    organisation: str
    back: str  # where the language switch returns to
    demonstration: str  # says that the people are invented; empty in an operation of real ones


def render_page(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Return a page of the staff site; nothing between the reader and us keeps a copy."""
    html = render_to_string(template, {**(context or {}), "chrome": chrome_of(request)}, request=request)
    response = HttpResponse(html, status=status)
    response["Cache-Control"] = "no-store, private"
    return response


def chrome_of(request: HttpRequest) -> Chrome:
    """Return the frame for whoever reads; without an actor it leads nowhere."""
    actor: Actor | None = getattr(request, "staff_actor", None)
    user = request.user
    organisation = find_organisation(actor.organisation) if actor else None
    return Chrome(
        links=places_of(actor, request.path) if actor else (),
        languages=languages(),
        signed_in=user.is_authenticated,
        who=(getattr(user, "full_name", "") or getattr(user, "email", "")) if user.is_authenticated else "",
        organisation=organisation.name if organisation else "",
        back=request.get_full_path() if request.method == "GET" else reverse("staff:home"),
        demonstration=DEMONSTRATION_NOTE[_language()] if is_demonstration() else "",
    )


def places_of(actor: Actor, path: str) -> tuple[Link, ...]:
    """Return the places that the actor's roles open."""
    found = []
    home = reverse("staff:home")
    for name, label, permissions in PLACES:
        if permissions is None or any(actor.may(one) for one in permissions):
            url = reverse(f"staff:{name}")
            found.append(Link(str(label), url, path == url if url == home else path.startswith(url)))
    return tuple(found)


def _language() -> str:
    return (get_language() or settings.LANGUAGE_CODE)[:2]


def languages() -> tuple[Language, ...]:
    """Return the languages of the site, each under its own name."""
    active = _language()
    return tuple(Language(code, str(name), code == active) for code, name in settings.LANGUAGES)
