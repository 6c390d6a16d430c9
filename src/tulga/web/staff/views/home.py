"""The start page: what needs doing, by role."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from tulga.access.actor import Actor
from tulga.access.roles import May
from tulga.register import queries
from tulga.web.staff.pages import render_page
from tulga.web.staff.presenters import home as presenters
from tulga.web.staff.requests import staff_page


@require_GET
@staff_page()
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show what waits for the actor, and how much there is that the actor may see."""
    reads = actor.may(May.READ_FILES)
    page = presenters.home_page(
        actor,
        tasks=queries.open_tasks(actor) if reads else (),
        records=queries.record_count(actor) if reads else None,
    )
    return render_page(request, "staff/home.html", {"page": page})
