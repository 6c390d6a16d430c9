"""What one writes into a record: a statement, a withdrawal, an erasure; and a task that is closed."""

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tulga.access.actor import Actor
from tulga.access.roles import May
from tulga.register import actions, queries
from tulga.web.staff.forms.register import EraseForm, WhyForm, WithdrawForm
from tulga.web.staff.forms.statements import SUBJECTS
from tulga.web.staff.presenters import files as presenters
from tulga.web.staff.requests import staff_page
from tulga.web.staff.views.acting import act_or_ask, form_page, posted, refusals_of


def address_of(record: UUID) -> str:
    """Return the address of a file."""
    return reverse("staff:person", args=[record])


@require_http_methods(["GET", "POST"])
@staff_page(May.WRITE_RECORDS)
def add(request: HttpRequest, actor: Actor, record: UUID, subject: str) -> HttpResponse:
    """Add one statement to a record; what was said before stays."""
    known = queries.find_record(actor, record)
    if known is None or subject not in SUBJECTS:
        raise Http404
    title, form_class = SUBJECTS[subject]
    form = form_class(posted(request), initial={"based_on": known.number})

    def act() -> object:
        return actions.state(
            actor,
            record=record,
            statement=form.stated(),
            effective_on=form.effective_text(),
            at=datetime.now(UTC),
            based_on=form.cleaned_data["based_on"],
        )

    return act_or_ask(
        request,
        form,
        act,
        done=_("Saved. What was said before stays beside it."),
        then=address_of(record),
        page={"title": str(title), "submit": _("Save"), "about": presenters.about_record(known)},
    )


@require_http_methods(["GET", "POST"])
@staff_page(May.WRITE_RECORDS)
def withdraw(request: HttpRequest, actor: Actor, record: UUID, entry: UUID) -> HttpResponse:
    """Say that a statement no longer stands; it stays readable, struck through, with the reason."""
    statement = queries.find_statement(actor, record, entry)
    if statement is None:
        raise Http404
    form = WithdrawForm(posted(request))

    def act() -> object:
        return actions.withdraw(
            actor,
            record=record,
            entry=entry,
            why=form.cleaned_data["why"],
            effective_on=form.effective_text(),
            at=datetime.now(UTC),
        )

    return act_or_ask(
        request,
        form,
        act,
        done=_("Withdrawn. It stays readable, with your reason."),
        then=address_of(record),
        page={
            "title": _("Withdraw a statement"),
            "submit": _("Withdraw"),
            "harmful": True,
            "about": presenters.about_statement(statement),
        },
    )


@require_http_methods(["GET", "POST"])
@staff_page(May.CLOSE_TASKS)
def close_task(request: HttpRequest, actor: Actor, task: UUID) -> HttpResponse:
    """Close a task, saying what came of it."""
    known = queries.find_task(actor, task)
    if known is None:
        raise Http404
    form = WhyForm(posted(request))
    form.fields["why"].label = _("What came of it")
    return act_or_ask(
        request,
        form,
        lambda: actions.close_task(actor, task=task, why=form.cleaned_data["why"], at=datetime.now(UTC)),
        done=_("The task is closed."),
        then=reverse("staff:home"),
        page={"title": _("Close a task"), "submit": _("Close the task"), "about": presenters.about_task(known)},
    )


@require_http_methods(["GET", "POST"])
@staff_page(May.ERASE)
def erase(request: HttpRequest, actor: Actor, record: UUID) -> HttpResponse:
    """Erase a record in two steps: why, then once more what will be gone for good."""
    known = queries.find_record(actor, record)
    if known is None:
        raise Http404
    form = EraseForm(posted(request))
    page = {"title": _("Erase this record"), "about": presenters.about_record(known), "harmful": True}
    reasons: list[str] = []
    if request.method == "POST" and form.is_valid():
        if request.POST.get("confirmed") != "1":
            return form_page(
                request,
                form,
                [],
                back=address_of(record),
                submit=_("Erase for good"),
                template="staff/erase.html",
                **page,
            )
        reason = form.cleaned_data["reason"]
        reasons = refusals_of(lambda: actions.erase(actor, record=record, reason=reason, at=datetime.now(UTC)), form)
        if not reasons and not form.errors:
            messages.success(request, _("The record was erased. Nothing that it said can be read any more."))
            return redirect("staff:home")
    explanation = _(
        "Everything that this record says will be unreadable for ever. Nothing happens yet: a page follows."
    )
    return form_page(
        request, form, reasons, back=address_of(record), submit=_("Go on"), explanation=explanation, **page
    )
