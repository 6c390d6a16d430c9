"""Are two records one human being? A person judges, says why, and may take it back."""

from datetime import UTC, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tulga.access.actor import Actor
from tulga.access.roles import May
from tulga.register import queries
from tulga.register.identity import actions
from tulga.register.identity import queries as identity
from tulga.web.staff.forms.register import JudgementForm, WhyForm, read_record_number
from tulga.web.staff.presenters import files as presenters
from tulga.web.staff.requests import staff_page
from tulga.web.staff.views.acting import act_or_ask, posted
from tulga.web.staff.views.changes import address_of


@require_http_methods(["GET", "POST"])
@staff_page(May.JUDGE)
def judge(request: HttpRequest, actor: Actor, record: UUID) -> HttpResponse:
    """Judge a record against another one, both side by side when the other is named in the address."""
    known = queries.find_record(actor, record)
    if known is None:
        raise Http404
    other = _other(actor, request.POST.get("other") or request.GET.get("other", ""))
    form = JudgementForm(posted(request), initial={"other": other.id if other else ""})

    def act() -> object:
        return actions.record_judgement(
            actor,
            first=record,
            second=form.cleaned_data["other"],
            verdict=form.cleaned_data["verdict"],
            why=form.cleaned_data["why"],
            at=datetime.now(UTC),
        )

    sides: tuple[presenters.SideRow, ...] = ()
    if other and other.id != record:  # whoever compares two files opens both, and both openings are written down
        sides = presenters.side_by_side(queries.get_file(actor, record), queries.get_file(actor, other.id))
    return act_or_ask(
        request,
        form,
        act,
        done=_("Your judgement is recorded. It can be withdrawn; nothing was overwritten."),
        then=address_of(record),
        page={
            "title": _("Are these two records one person?"),
            "submit": _("Record the judgement"),
            "sides": sides,
            "about": None if sides else presenters.about_record(known),
            "template": "staff/judge.html",
        },
    )


def _other(actor: Actor, text: str) -> queries.RecordInfo | None:
    """Return the record of this number if the actor may see it; whatever is wrong with the number, the form says."""
    try:
        return queries.find_record(actor, read_record_number(text)) if text else None
    except ValidationError:
        return None


@require_http_methods(["GET", "POST"])
@staff_page(May.JUDGE)
def withdraw(request: HttpRequest, actor: Actor, record: UUID, judgement: UUID) -> HttpResponse:
    """Withdraw a judgement: every row is where it was, and what was done meanwhile becomes tasks."""
    known = next((one for one in identity.judgements(actor, record) if one.id == judgement), None)
    if known is None:
        raise Http404
    form = WhyForm(posted(request))
    return act_or_ask(
        request,
        form,
        lambda: actions.withdraw_judgement(
            actor, judgement=judgement, why=form.cleaned_data["why"], at=datetime.now(UTC)
        ),
        done=_("The judgement is withdrawn. Every record is where it was before it."),
        then=address_of(record),
        page={
            "title": _("Withdraw a judgement"),
            "submit": _("Withdraw"),
            "harmful": True,
            "about": presenters.about_judgement(known),
        },
    )
