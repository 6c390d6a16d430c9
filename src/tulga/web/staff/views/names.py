"""A page on which one types two names and sees why they agree: what is typed is kept nowhere."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tulga.access.actor import Actor
from tulga.access.roles import May
from tulga.web.staff.forms.register import NamesForm
from tulga.web.staff.pages import render_page
from tulga.web.staff.presenters.names import names_page
from tulga.web.staff.requests import staff_page
from tulga.web.staff.views.acting import posted


@sensitive_post_parameters("first", "second")
@require_http_methods(["GET", "POST"])
@staff_page(May.READ_FILES)
def compare(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Compare two names. They are sent in the body, so that no name stands in an address or a log."""
    form = NamesForm(posted(request))
    told = form.cleaned_data if form.is_bound and form.is_valid() else None
    context = {"form": form, "result": names_page(told["first"], told["second"]) if told else None}
    return render_page(request, "staff/names.html", context, status=422 if form.errors else 200)
