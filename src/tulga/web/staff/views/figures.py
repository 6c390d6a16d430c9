"""The figures console: compute, compare with the published statistics, reconcile, release."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tulga.access.actor import Actor
from tulga.access.refusals import Refused
from tulga.access.roles import May
from tulga.access.views_log import log_count
from tulga.factsheet.publish import publish
from tulga.figures import duplicates
from tulga.figures.compile import compile_official, compile_operation
from tulga.figures.core.figure import FigureSet
from tulga.figures.errors import NoData
from tulga.figures.release import release as release_figures
from tulga.figures.released import queries as released
from tulga.web.staff import labels
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


def _computed(form: ComputeForm, actor: Actor) -> FigureSet:
    """Return the figures asked for.

    Raises:
        NoData: nobody of this country was known by that day, or there are no statistics of it.
    """
    data = form.cleaned_data
    if data["source"] == "official":
        return compile_official(data["country"], data["as_of"])
    log_count("console", f"{data['country']} {data['as_of'].isoformat()}", actor=actor)  # who asked, beside the count
    return compile_operation(data["country"], data["as_of"], form.known_until())


def _nothing(form: ComputeForm) -> str:
    data = form.cleaned_data
    words = {"country": labels.country(data["country"]), "day": labels.day(data["as_of"])}
    return _("There are no figures of %(country)s as of %(day)s in this source.") % words


@require_GET
@staff_page(May.COMPUTE_FIGURES)
def console(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the console; with `compute`, the figures asked for."""
    asked = "compute" in request.GET
    form = _form(request.GET if asked else None)
    context: dict[str, Any] = {"form": form, "releases": presenters.release_lines(released.releases())}
    if asked and form.is_valid():
        try:
            computed = _computed(form, actor)
        except NoData:
            context["trouble"] = _nothing(form)
        else:
            context["page"] = presenters.figures_page(computed, may_release=actor.may(May.RELEASE_FIGURES))
            context["release_fields"] = _fields(form)
            context["twice"] = presenters.twice(duplicates.beside(computed))
    return render_page(request, "staff/figures.html", context, status=422 if form.is_bound and form.errors else 200)


@require_POST
@staff_page(May.RELEASE_FIGURES)
def release(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask once more, then release and publish; every reason against it is listed at once."""
    form = _form(request.POST)
    if not form.is_valid():
        return render_page(request, "staff/figures.html", {"form": form, "releases": ()}, status=422)
    try:
        computed = _computed(form, actor)
    except NoData:
        return render_page(request, "staff/figures.html", {"form": form, "trouble": _nothing(form)}, status=409)
    reasons: list[str] = []
    if request.POST.get("confirmed") == "1":
        try:
            made = release_figures(computed, actor=actor, at=datetime.now(UTC))
        except Refused as refused:
            reasons = [refusal.text() for refusal in refused.refusals]
        else:
            publish(made)
            messages.success(request, _("Released. The public site shows it from now on."))
            return redirect("staff:figures")
    context = {
        "page": presenters.figures_page(computed, may_release=True),
        "release_fields": _fields(form),
        "back": f"{reverse('staff:figures')}?{urlencode({**dict(_fields(form)), 'compute': '1'})}",
        "reasons": reasons,
    }
    return render_page(request, "staff/release.html", context, status=409 if reasons else 200)


def _fields(form: ComputeForm) -> list[tuple[str, str]]:
    return [(name, str(form.cleaned_data[name] or "")) for name in FIELDS]
