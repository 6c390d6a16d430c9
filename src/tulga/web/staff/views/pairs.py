"""Working down the list of pairs that may be one person: what waits, the next pair, and what was judged last."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tulga.access.actor import Actor
from tulga.access.roles import May
from tulga.matching import queries as matching
from tulga.matching import worklist
from tulga.register.identity import queries as identity
from tulga.web.staff.pages import render_page
from tulga.web.staff.presenters import pairs as presenters
from tulga.web.staff.requests import staff_page

SHOWN: Final = 25
EXAMINED: Final = 100  # records that are looked at when the list is opened, should the server have them before it still
LAST: Final = 10


@require_GET
@staff_page(May.JUDGE)
def work(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show how much waits, the likeliest pairs, what the reader judged last, and judgements that look odd."""
    worklist.examine(limit=EXAMINED)
    waiting = matching.work(actor)
    context = {
        "progress": presenters.progress(len(waiting), identity.verdict_counts(actor)),
        "drawn": matching.is_drawn(),
        "pairs": presenters.pair_lines(waiting[:SHOWN]),
        "more": len(waiting) > SHOWN,
        "undo": presenters.undo_lines(identity.judged_by(actor, limit=LAST)),
        "odd": presenters.odd_lines(matching.odd_merges(actor)),
    }
    return render_page(request, "staff/pairs.html", context)


@require_GET
@staff_page(May.JUDGE)
def next_pair(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Go on to the likeliest pair that waits, or to the one after a pair that is left for later."""
    found = matching.next_pair(actor, after=_read_pair(request.GET.get("after", "")))
    if found is None:
        messages.info(request, _("That was the last pair on the list."))
        return redirect("staff:pairs")
    return redirect(presenters.pair_address(found.record, found.other))


def _read_pair(text: str) -> tuple[UUID, UUID] | None:
    first, _dot, second = text.partition(".")
    try:
        return UUID(first), UUID(second)
    except ValueError:
        return None
