"""The ledger for auditors and administrators: what is sealed, and is everything as it was written?"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from tulga.access.actor import Actor
from tulga.access.refusals import Refusal, Refused
from tulga.access.roles import May
from tulga.access.views_log import log_count
from tulga.ledger import reading, seals, verify
from tulga.web.staff.pages import render_page
from tulga.web.staff.presenters import ledger as presenters
from tulga.web.staff.requests import staff_page


def _require_overseer(actor: Actor) -> None:
    if not (actor.may(May.READ_LOGS) or actor.may(May.ADMINISTER)):
        raise Refused([Refusal("access.not_allowed", {"permission": May.READ_LOGS})])


@require_GET
@staff_page()
def state(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the last seal and how much no seal covers yet."""
    _require_overseer(actor)
    page = presenters.state_page(seals.latest_seal(), seals.unsealed_count(), reading.head())
    return render_page(request, "staff/ledger.html", {"page": page})


@require_POST
@staff_page()
def check(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Check every entry, chain and seal now, and show what was found."""
    _require_overseer(actor)
    log_count("ledger_verified", actor.purpose, actor=actor)
    found = presenters.check_result(verify.verify())
    page = presenters.state_page(seals.latest_seal(), seals.unsealed_count(), reading.head())
    return render_page(request, "staff/ledger.html", {"page": page, "result": found})
