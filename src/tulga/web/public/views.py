"""The public pages. Everything comes from releases; no view knows of a person, a session or an account."""

from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.http import require_safe

from tulga.figures.released import queries
from tulga.figures.released.queries import Release, ReleaseInfo
from tulga.web.public import downloads, words
from tulga.web.public.caching import FILE, PAGE, kept
from tulga.web.public.pages import in_language_of_address, page
from tulga.web.public.presenters import compare as compare_words
from tulga.web.public.presenters import editions as edition_words
from tulga.web.public.presenters import figure as figure_words

ROBOTS = "User-agent: *\nDisallow: /staff/\n"


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """Lead to the latest edition in the language that the reader's browser asks for."""
    code = (translation.get_language_from_request(request) or "en")[:2]
    response = redirect("public:latest", language=code if code in words.LANGUAGES else "en")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponseBase:
    return kept(request, HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8"), PAGE, None)


@in_language_of_address
def latest(request: HttpRequest) -> HttpResponseBase:
    """Show the latest edition, or say plainly that nothing has been released yet."""
    releases = queries.releases()
    front = edition_words.latest(releases)
    if front is None:
        return page(request, "public/empty.html", {}, place="latest", demonstration=False)
    return _edition(request, _get(front.id), releases, place="latest")


@in_language_of_address
def edition(request: HttpRequest, release: UUID) -> HttpResponseBase:
    """Show one edition, for ever the same, with a word when a later one replaces it."""
    return _edition(request, _get(release), queries.releases(), place="editions")


def _edition(request: HttpRequest, release: Release, releases: list[ReleaseInfo], *, place: str) -> HttpResponseBase:
    return page(
        request,
        "public/edition.html",
        {"edition": edition_words.line(release.info, releases), "body": edition_words.body(release)},
        place=place,
        demonstration=release.info.demonstration,
        changed_at=_changed_at(releases),
    )


@in_language_of_address
def figures(request: HttpRequest, release: UUID) -> HttpResponseBase:
    """List every figure of an edition."""
    found, releases = _get(release), queries.releases()
    return page(
        request,
        "public/figures.html",
        {
            "edition": edition_words.line(found.info, releases),
            "figures": figure_words.index(found.figure_set, found.info),
        },
        place="editions",
        demonstration=found.info.demonstration,
        changed_at=_changed_at(releases),
    )


@in_language_of_address
def figure(request: HttpRequest, release: UUID, figure: str) -> HttpResponseBase:
    """Show how one number was made."""
    found, releases = _get(release), queries.releases()
    shown = figure_words.figure_page(found.figure_set, found.info, figure)
    if shown is None:
        raise Http404(figure)
    return page(
        request,
        "public/figure.html",
        {
            "edition": edition_words.line(found.info, releases),
            "figure": shown,
            "ways": figure_words.ways(found, figure, releases, holds=_holds),
        },
        place="editions",
        demonstration=found.info.demonstration,
        changed_at=_changed_at(releases),
    )


@in_language_of_address
def editions(request: HttpRequest) -> HttpResponseBase:
    """List every edition, with the form that chooses two to compare."""
    releases = queries.releases()
    return page(
        request,
        "public/editions.html",
        {"countries": edition_words.by_country(releases), "choices": edition_words.choices(releases)},
        place="editions",
        demonstration=_any_demonstration(releases),
        changed_at=_changed_at(releases),
    )


@in_language_of_address
def choose(request: HttpRequest) -> HttpResponseBase:
    """Lead from the form to the comparison; where two editions are not named, back to the form."""
    language = words.language()
    try:
        before, after = UUID(request.GET.get("before", "")), UUID(request.GET.get("after", ""))
    except ValueError:
        return redirect("public:editions", language=language)
    return redirect("public:compare", language=language, before=before, after=after)


@in_language_of_address
def compare(request: HttpRequest, before: UUID, after: UUID) -> HttpResponseBase:
    """Set two editions side by side, figure by figure."""
    first, second, releases = _get(before), _get(after), queries.releases()
    sides = [compare_words.Side(one.info, one.figure_set) for one in (first, second)]
    compared = compare_words.compare_page(sides[0], sides[1], releases)
    return page(
        request,
        "public/compare.html",
        {
            "compared": compared,
            "choices": edition_words.choices(releases, before, after),
        },
        place="editions",
        demonstration=first.info.demonstration or second.info.demonstration,
        changed_at=_changed_at(releases),
    )


@in_language_of_address
def about(request: HttpRequest) -> HttpResponseBase:
    """Say what this is, where the data comes from and under which licence, and what is not published."""
    releases = queries.releases()
    front = edition_words.latest(releases)
    sources = figure_words.all_sources(_get(front.id).figure_set) if front else ()
    return page(
        request,
        "public/about.html",
        {"sources": sources},
        place="about",
        demonstration=_any_demonstration(releases),
        changed_at=_changed_at(releases),
    )


@in_language_of_address
def factsheet_pdf(request: HttpRequest, release: UUID) -> HttpResponseBase:
    """Give the edition as PDF, in the language of the address."""
    found, language = _get(release), words.language()
    content = downloads.published_file(found, f"-{language}.pdf")
    return _file(request, found.info, content, "application/pdf", f"factsheet-{_stem(found.info)}-{language}.pdf")


@in_language_of_address
def figures_json(request: HttpRequest, release: UUID) -> HttpResponseBase:
    """Give the figures of the edition as data."""
    found = _get(release)
    content = downloads.published_file(found, "figures.json")
    return _file(request, found.info, content, "application/json", f"figures-{_stem(found.info)}.json")


def _file(request: HttpRequest, release: ReleaseInfo, content: bytes, kind: str, name: str) -> HttpResponseBase:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    if release.demonstration:
        response["X-Robots-Tag"] = "noindex"
    return kept(request, response, FILE, release.released_at)


def _stem(release: ReleaseInfo) -> str:
    return f"{release.country}-{release.as_of.isoformat()}"


def _get(release: UUID) -> Release:
    try:
        return queries.get_release(release)
    except queries.NoSuchRelease as unknown:
        raise Http404(str(release)) from unknown


def _holds(release: UUID, figure: str) -> bool:
    return figure in _figures_of(release)


@lru_cache(maxsize=512)
def _figures_of(release: UUID) -> frozenset[str]:
    """Return the ids of the figures of a release; it never changes, so that it is read once."""
    return frozenset(figure_words.names(queries.get_release(release).figure_set))


def _any_demonstration(releases: list[ReleaseInfo]) -> bool:
    return any(one.demonstration for one in releases)


def _changed_at(releases: list[ReleaseInfo]) -> datetime | None:
    """Return when a page can last have changed: a new release adds "there is a newer edition" to old ones."""
    return max((one.released_at for one in releases), default=None)
