"""Editions in words: which there are, which is the latest, what replaced what."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from tulga.factsheet import render
from tulga.factsheet.compose import compose
from tulga.factsheet.publish import imprint_of
from tulga.figures.released.queries import Release, ReleaseInfo
from tulga.web.public import words


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One edition, with the ways on from it."""

    id: str
    number: int
    country: str
    as_of: str
    source: str
    demonstration: bool
    known_at: str
    released_at: str
    url: str
    figures: str
    pdf: str
    json: str
    compare: str  # with the edition before it, or ""
    replaced_by: str  # the address of a later release for the same day, or ""
    newer: str  # the address of an edition of a later day, or ""


@dataclass(frozen=True, slots=True)
class CountryEditions:
    country: str
    editions: tuple[EditionLine, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One edition in the form that chooses two of them."""

    id: str
    label: str
    before: bool
    after: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """The form that chooses two editions; nothing to choose from with fewer than two."""

    action: str
    options: tuple[Choice, ...]


def latest(releases: Sequence[ReleaseInfo]) -> ReleaseInfo | None:
    """Return the edition that the front page shows: the operation's own before official ones, then the latest day."""
    return max(releases, key=lambda one: (one.source == "operation", one.as_of, one.number), default=None)


def by_country(releases: Sequence[ReleaseInfo]) -> tuple[CountryEditions, ...]:
    """Return every edition: the country of the front page first, then by name; of each country the latest day first."""
    front = latest(releases)
    first = front.country if front else ""
    ordered = sorted(sorted(releases, key=_order, reverse=True), key=lambda one: (one.country != first, one.country))
    return tuple(
        CountryEditions(words.country(code), tuple(line(one, releases) for one in group))
        for code, group in groupby(ordered, key=lambda one: one.country)
    )


def line(one: ReleaseInfo, releases: Sequence[ReleaseInfo]) -> EditionLine:
    """Return one edition among all of them."""
    code, same = words.language(), _same_series(one, releases)
    before = max((other for other in same if _order(other) < _order(one)), key=_order, default=None)
    newest = max((other for other in same if other.as_of > one.as_of), key=_order, default=None)
    again = [other for other in same if other.as_of == one.as_of and other.number > one.number]
    replacement = max(again, key=_order, default=None)
    return EditionLine(
        id=str(one.id),
        number=one.number,
        country=words.country(one.country),
        as_of=words.day(one.as_of),
        source=str(words.SOURCES.get(one.source, one.source)),
        demonstration=one.demonstration,
        known_at=words.moment(one.known_at) if one.known_at else "",
        released_at=words.moment(one.released_at),
        url=reverse("public:edition", args=[code, one.id]),
        figures=reverse("public:figures", args=[code, one.id]),
        pdf=reverse("public:factsheet-pdf", args=[code, one.id]),
        json=reverse("public:figures-json", args=[code, one.id]),
        compare=reverse("public:compare", args=[code, before.id, one.id]) if before else "",
        replaced_by=reverse("public:edition", args=[code, replacement.id]) if replacement else "",
        newer=reverse("public:edition", args=[code, newest.id]) if newest else "",
    )


def _order(one: ReleaseInfo) -> tuple[int, int]:
    return one.as_of.toordinal(), one.number


def _same_series(one: ReleaseInfo, releases: Sequence[ReleaseInfo]) -> list[ReleaseInfo]:
    return [other for other in releases if (other.country, other.source) == (one.country, one.source)]


def body(release: Release) -> SafeString:
    """Return the factsheet itself, each number leading to the page of how it was made."""
    code = words.language()
    edition = compose(
        release.figure_set, code, imprint=imprint_of(release),
        figure_url=lambda figure: reverse("public:figure", args=[code, release.info.id, figure]),
    )  # fmt: skip
    return render.body(edition, appendix=False)


def choices(releases: Sequence[ReleaseInfo], before: UUID | None = None, after: UUID | None = None) -> Choices:
    """Return the form that chooses two editions, with those chosen that are shown (else the latest two)."""
    ordered = sorted(releases, key=_order, reverse=True)
    front = latest(releases)
    if before is None and front is not None:
        earlier = [one for one in ordered if one in _same_series(front, releases) and _order(one) < _order(front)]
        before, after = (earlier[0].id if earlier else None), front.id
    options = tuple(Choice(str(one.id), _name(one), one.id == before, one.id == after) for one in ordered)
    return Choices(reverse("public:choose", args=[words.language()]), options if len(options) > 1 else ())


def _name(one: ReleaseInfo) -> str:
    return gettext("%(country)s, %(day)s (release %(number)s, %(source)s)") % {
        "country": words.country(one.country), "day": words.day(one.as_of), "number": one.number,
        "source": words.SOURCES.get(one.source, one.source),
    }  # fmt: skip
