"""The start page: what needs doing, by role."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from tulga.access.actor import Actor
from tulga.web.staff.pages import render_page
from tulga.web.staff.requests import staff_page


@require_GET
@staff_page()
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show what waits for the actor, and how much there is that the actor may see."""
    return render_page(request, "staff/home.html", {})
