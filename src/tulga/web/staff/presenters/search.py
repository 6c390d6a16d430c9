"""What a search found, in words."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tulga.access.queries import organisation_names
from tulga.register.queries import SearchHit, SearchResult
from tulga.web.staff import labels


@dataclass(frozen=True, slots=True)
class HitLine:
    name: str
    url: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was found. `query` goes back into a form's body only."""

    query: str
    summary: str
    hits: tuple[HitLine, ...]
    more: str


def search_page(query: str, found: SearchResult) -> SearchPage:
    """Return how many were found and the first of them, each with what tells it from the others."""
    names = organisation_names({hit.organisation for hit in found.hits})
    hits = tuple(_hit(hit, names.get(hit.organisation, "")) for hit in found.hits)
    return SearchPage(query, _summary(found), hits, _more(found))


def _summary(found: SearchResult) -> str:
    if not found.hits:
        return _("Nobody was found")
    number = len(found.hits)
    if found.more:
        return _("More than %(number)s people were found") % {"number": labels.number(number)}
    return ngettext("%(number)s person was found", "%(number)s people were found", number) % {
        "number": labels.number(number)
    }


def _more(found: SearchResult) -> str:
    if not found.more:
        return ""
    return _("The first %(number)s are shown. Write more of the name to find fewer.") % {
        "number": labels.number(len(found.hits))
    }


def _hit(hit: SearchHit, organisation: str) -> HitLine:
    """Return one person with what tells them from others: other names, birth, sex, area, sources."""
    others = [name for name in hit.names if name != hit.name]
    facts = (
        _("also: %(names)s") % {"names": ", ".join(others)} if others else "",
        _("born: %(date)s") % {"date": ", ".join(map(labels.partial_date, hit.births))} if hit.births else "",
        labels.word(labels.SEXES, hit.sex) if hit.sex else "",
        labels.area(hit.area),
        labels.source(hit.source_kind, hit.source),
        _records(len(hit.records)) if len(hit.records) > 1 else "",
        organisation,
    )
    return HitLine(
        hit.name or _("name not told"), reverse("staff:person", args=[hit.record]), tuple(filter(None, facts))
    )


def _records(count: int) -> str:
    return ngettext("%(number)s record", "%(number)s records", count) % {"number": labels.number(count)}
