"""A new record: after a search only, so that nobody writes down twice whom we know already."""

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tulga.access.actor import Actor
from tulga.access.roles import May
from tulga.kernel.ids import new_id
from tulga.register import actions, queries
from tulga.register.entries import RecordOpened, SourceKind
from tulga.web.staff.forms.register import RecordForm
from tulga.web.staff.pages import render_page
from tulga.web.staff.requests import staff_page
from tulga.web.staff.views.acting import refusals_of
from tulga.web.staff.views.search import SEARCHED


@require_POST
@staff_page(May.WRITE_RECORDS)
def start(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Begin a record with the name that was searched for; it travels in the body, never in an address."""
    if not request.session.get(SEARCHED):
        return _search_first(request)
    words = request.POST.get("query", "").split()
    names = dict(zip(("family", "given", "patronymic"), words, strict=False))
    form = RecordForm(initial={"id": new_id(), **names}, allowed_areas=actor.areas)
    return render_page(request, "staff/record.html", {"form": form, "groups": form.groups()})


@require_http_methods(["GET", "POST"])
@staff_page(May.WRITE_RECORDS)
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Open the record; the same form sent twice opens one."""
    if request.method == "GET":
        return _search_first(request)
    form = RecordForm(request.POST, allowed_areas=actor.areas)
    reasons: list[str] = []
    if form.is_valid():
        record: UUID = form.cleaned_data["id"]
        if queries.find_record(actor, record) is None:
            if not request.session.get(SEARCHED):
                return _search_first(request)
            reasons = refusals_of(lambda: _open(actor, form), form)
        if not reasons and not form.errors:
            request.session.pop(SEARCHED, None)
            messages.success(request, _("The record is open."))
            return redirect("staff:person", record)
    context = {"form": form, "groups": form.groups(), "reasons": reasons}
    return render_page(request, "staff/record.html", context, status=409 if reasons else 422)


def _open(actor: Actor, form: RecordForm) -> UUID:
    data = form.cleaned_data
    opened = RecordOpened(
        source_kind=SourceKind(data["source_kind"]),
        source=data["source"],
        person_id=new_id(),
        area=data["area"],
        origin=data["origin"] or None,
    )
    return actions.open_record(
        actor,
        opened=opened,
        statements=form.statements(),
        effective_on=data["told_on"].text,
        at=datetime.now(UTC),
        id=data["id"],
    )


def _search_first(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("Search first: a record is opened for whom we do not find."))
    return redirect("staff:search")
