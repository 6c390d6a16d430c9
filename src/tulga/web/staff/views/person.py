"""The file of a person: opening it is written down, with the purpose."""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from tulga.access.actor import Actor
from tulga.access.roles import May
from tulga.access.views_log import log_views
from tulga.matching import queries as matching
from tulga.nationality import queries as nationality
from tulga.procedures.shared.queries import get_cases
from tulga.register import queries
from tulga.web.staff import labels
from tulga.web.staff.decisions import decisions_for
from tulga.web.staff.forms.register import TimeForm
from tulga.web.staff.pages import render_page
from tulga.web.staff.presenters import files as presenters
from tulga.web.staff.presenters.nationality import Summary, summary
from tulga.web.staff.requests import PURPOSES, staff_page

CANDIDATES: Final = 5  # shown on a file


@require_GET
@staff_page(May.READ_FILES)
def person(request: HttpRequest, actor: Actor, record: UUID) -> HttpResponse:
    """Show what is known of the person of a record, now or at another time."""
    form = TimeForm(request.GET if {"as_of", "known_at"} & set(request.GET) else None)
    chosen = form.is_bound and form.is_valid()
    as_of = form.cleaned_data["as_of"] if chosen else None
    known_at = form.known_until() if chosen else None
    if queries.find_record(actor, record) is None:
        raise Http404
    file = queries.get_file(actor, record, known_at=known_at)
    around = presenters.Around(
        cases=get_cases(actor, [one.id for one in file.records], known_at=known_at),
        candidates=_candidates(actor, file),
        as_of=as_of,
        known_at=known_at,
    )
    page = presenters.file_page(actor, file, around, purpose=labels.word(PURPOSES, actor.purpose))
    context = {"page": page, "filter": form, "nationality": None if chosen else _nationality(actor, file)}
    return render_page(request, "staff/person.html", context, status=422 if form.errors else 200)


def _nationality(actor: Actor, file: queries.PersonFile) -> Summary:
    """Return what follows today from the facts, in short; at another time the page of the finding is asked."""
    known = nationality.facts_of(actor, file, decisions=decisions_for(actor))
    found = nationality.finding(known, datetime.now(UTC).date(), ask=False)
    return summary(known, found, nationality.adopted(actor, known))


def _candidates(actor: Actor, file: queries.PersonFile) -> list[tuple[queries.RecordInfo, matching.Proposal | None]]:
    """Return who is proposed to be the same person, and write down that their names were shown."""
    proposed: dict[UUID, matching.Proposal] = {}
    for record in file.records:
        for one in matching.candidates(actor, record.id) if record.withdrawn_at is None else ():
            if one.other not in proposed or proposed[one.other].points < one.points:
                proposed[one.other] = one
    likeliest = sorted(proposed.values(), key=lambda one: (-one.points, one.other))[:CANDIDATES]
    others = [*(one.other for one in likeliest), *(one.other for one in file.candidates)]
    found = [(info, proposed.get(one)) for one in dict.fromkeys(others) if (info := queries.find_record(actor, one))]
    log_views(actor, [info.id for info, _ in found], "candidates")
    return found
