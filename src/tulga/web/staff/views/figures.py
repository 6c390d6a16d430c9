"""The figures console: compute, compare with the published statistics, reconcile, release."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tulga.access.actor import Actor
from tulga.access.roles import May
from tulga.figures.compile import compile_official, compile_operation
from tulga.figures.core.figure import FigureSet
from tulga.figures.release import release as release_figures
from tulga.figures.released import queries as released
from tulga.web.staff.forms.figures import ComputeForm
from tulga.web.staff.pages import render_page
from tulga.web.staff.presenters import figures as presenters
from tulga.web.staff.requests import staff_page

HOME_COUNTRY = "KAZ"
FIELDS = ("country", "as_of", "known_at", "source")


def _form(data: QueryDict | None) -> ComputeForm:
    today = datetime.now(UTC).date()
    initial = {"country": HOME_COUNTRY, "source": "operation", "as_of": today}
    return ComputeForm(data, today=today, initial=initial)


def _computed(form: ComputeForm) -> FigureSet:
    data = form.cleaned_data
    if data["source"] == "official":
        return compile_official(data["country"], data["as_of"])
    return compile_operation(data["country"], data["as_of"], form.known_until())


@require_GET
@staff_page(May.COMPUTE_FIGURES)
def console(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the console; with `compute`, the figures asked for."""
    asked = "compute" in request.GET
    form = _form(request.GET if asked else None)
    context: dict[str, Any] = {"form": form, "releases": presenters.release_lines(released.releases())}
    if asked and form.is_valid():
        page = presenters.figures_page(_computed(form), may_release=actor.may(May.RELEASE_FIGURES))
        context |= {"page": page, "release_fields": _fields(form)}
    return render_page(request, "staff/figures.html", context)


@require_POST
@staff_page(May.RELEASE_FIGURES)
def release(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask once more, then release; every reason against it is listed at once."""
    form = _form(request.POST)
    if not form.is_valid():
        return render_page(request, "staff/figures.html", {"form": form, "releases": ()}, status=422)
    computed = _computed(form)
    back = f"{reverse('staff:figures')}?{_query(form)}"
    if request.POST.get("confirmed") != "1":
        page = presenters.figures_page(computed, may_release=True)
        context = {"page": page, "release_fields": _fields(form), "back": back}
        return render_page(request, "staff/release.html", context)
    made = release_figures(computed, actor=actor)
    messages.success(request, _("Released as %(number)s.") % {"number": made})
    return redirect("staff:figures")


def _fields(form: ComputeForm) -> list[tuple[str, str]]:
    return [(name, str(form.cleaned_data[name] or "")) for name in FIELDS]


def _query(form: ComputeForm) -> str:
    query = QueryDict(mutable=True)
    query.update({**dict(_fields(form)), "compute": "1"})
    return query.urlencode()
