"""Searching: what is typed is sent in the body, so that no name stands in an address, a log or the session."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tulga.access.actor import Actor
from tulga.access.roles import May
from tulga.register import queries
from tulga.web.staff.forms.register import SearchForm
from tulga.web.staff.pages import render_page
from tulga.web.staff.presenters import search as presenters
from tulga.web.staff.requests import staff_page
from tulga.web.staff.views.acting import posted

SEARCHED: Final = "staff.searched"  # that somebody searched, never for whom
SHOWN: Final = 50


@sensitive_post_parameters("query")
@require_http_methods(["GET", "POST"])
@staff_page(May.READ_FILES)
def search(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Search, and say how many were found that the actor may see."""
    form = SearchForm(posted(request))
    result = None
    if form.is_bound and form.is_valid():
        query = form.cleaned_data["query"]
        result = presenters.search_page(query, queries.search(actor, query, limit=SHOWN))
        request.session[SEARCHED] = True
    context = {"form": form, "result": result, "can_write": actor.may(May.WRITE_RECORDS)}
    return render_page(request, "staff/search.html", context, status=422 if form.errors else 200)
