"""Whose national a person is: the finding, what would be if, facts written down, a finding adopted, a memo."""

from datetime import UTC, date, datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tulga.access.actor import Actor
from tulga.access.roles import May
from tulga.nationality import actions, queries
from tulga.nationality.core.outcomes import Assessment
from tulga.register.queries import find_record
from tulga.web.staff import memo
from tulga.web.staff.decisions import decisions_for
from tulga.web.staff.forms.nationality import FORMS, GIVEN, AdoptForm, DayForm, WithdrawEntryForm
from tulga.web.staff.pages import render_page
from tulga.web.staff.presenters import files, law
from tulga.web.staff.presenters import nationality as presenters
from tulga.web.staff.presenters import nationality_facts as facts
from tulga.web.staff.requests import staff_page
from tulga.web.staff.views.acting import act_or_ask, posted


def address_of(record: UUID) -> str:
    return reverse("staff:nationality", args=[record])


def _today() -> date:
    return datetime.now(UTC).date()


def _day(request: HttpRequest) -> tuple[DayForm, date, str]:
    """Return for which day and by which standard the finding is asked; what is wrong is said, and today counts."""
    form = DayForm(request.GET if {"on", "standard"} & set(request.GET) else None)
    valid = form.is_bound and form.is_valid()
    chosen, standard = (form.cleaned_data["on"], form.cleaned_data["standard"]) if valid else (None, "")
    return form, chosen or _today(), standard or queries.STANDARD


def _file(actor: Actor, record: UUID, without: frozenset[UUID] = frozenset()) -> queries.NationalityFile:
    if find_record(actor, record) is None:
        raise Http404
    return queries.get_file(actor, record, decisions=decisions_for(actor), without=without)


@require_GET
@staff_page(May.READ_FILES)
def nationality(request: HttpRequest, actor: Actor, record: UUID) -> HttpResponse:
    """Show the finding for every State in question, and what would be if; nothing is stored."""
    form, on, standard = _day(request)
    file = _file(actor, record)
    found = queries.finding(file, on, standard=standard)
    page = presenters.page_of(
        actor, file, found, queries.adopted(actor, file), _tried(request, actor, file, found, standard), standard
    )
    if not form.is_bound:
        form = DayForm(initial={"on": on, "standard": standard})
    context = {"page": page, "day": form}
    return render_page(request, "staff/nationality.html", context, status=422 if form.errors else 200)


def _tried(
    request: HttpRequest, actor: Actor, file: queries.NationalityFile, found: Assessment, standard: str
) -> presenters.Tried:
    """Return what the reader tried out; what is not among the possible answers is not tried."""
    needs = presenters.trial_needs(found)
    given = {need.key: request.GET.get(presenters.opaque(need.key), "") for need in needs}
    answers = {need.key: given[need.key] for need in needs if given[need.key] in need.options}
    without = _entry(request.GET.get("without", ""))
    if not answers and without is None:
        return presenters.Tried()
    other = _file(actor, file.record, frozenset({without})) if without else file
    return presenters.Tried(
        answers, without, queries.finding(other, found.on, answers=answers, ask=False, standard=standard)
    )


def _entry(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_http_methods(["GET", "POST"])
@staff_page(May.WRITE_RECORDS)
def state(request: HttpRequest, actor: Actor, record: UUID, kind: str) -> HttpResponse:
    """Write down a fact that the law asks for, or what an authority answered."""
    known = find_record(actor, record)
    if known is None or kind not in FORMS:
        raise Http404
    given = {name: request.GET[name] for name in GIVEN if name in request.GET}
    form = FORMS[kind](posted(request), initial=given)
    return act_or_ask(
        request,
        form,
        lambda: actions.state(
            actor, said=form.stated(record), effective_on=form.effective_text(), at=datetime.now(UTC)
        ),
        done=_("Saved. The finding below counts it."),
        then=address_of(record),
        page={"title": str(facts.FACTS[kind]), "submit": _("Save"), "about": files.about_record(known)},
    )


@require_http_methods(["GET", "POST"])
@staff_page(May.READ_FILES)
def withdraw(request: HttpRequest, actor: Actor, record: UUID, entry: UUID) -> HttpResponse:
    """Say that a fact, an answer or an adopted finding no longer stands."""
    said = queries.find_said(actor, record, entry) if find_record(actor, record) is not None else None
    if said is None:
        raise Http404
    form = WithdrawEntryForm(posted(request))
    return act_or_ask(
        request,
        form,
        lambda: actions.withdraw(
            actor,
            record=record,
            entry=entry,
            why=form.cleaned_data["why"],
            effective_on=form.effective_text(),
            at=datetime.now(UTC),
        ),
        done=_("Withdrawn. It stays readable, with your reason."),
        then=address_of(record),
        page={
            "title": _("Withdraw a statement"),
            "submit": _("Withdraw"),
            "harmful": True,
            "about": presenters.about_entry(said),
        },
    )


@require_http_methods(["GET", "POST"])
@staff_page(May.ADOPT_FINDINGS)
def adopt(request: HttpRequest, actor: Actor, record: UUID) -> HttpResponse:
    """Adopt the finding of today's facts for a day, with reasons: until somebody does, no finding stands."""
    _form, on, standard = _day(request)
    file = _file(actor, record)
    form = AdoptForm(posted(request), initial={"seen": file.digest})
    found = queries.finding(file, on, ask=False, standard=standard)
    return act_or_ask(
        request,
        form,
        lambda: actions.adopt(
            actor,
            record=record,
            as_of=on,
            seen=form.cleaned_data["seen"],
            reasons=form.cleaned_data["reasons"],
            at=datetime.now(UTC),
            decisions=decisions_for(actor),
            standard=standard,
        ),
        done=_("You adopted the finding. It is in the ledger, with your reasons."),
        then=address_of(record),
        page={
            "title": _("Adopt the finding"),
            "submit": _("Adopt it as my own"),
            "template": "staff/nationality_adopt.html",
            "summary": presenters.summary(file, found, ()),
            "on_day": presenters.day_in_words(on),
        },
    )


@require_GET
@staff_page(May.READ_FILES)
def memo_file(request: HttpRequest, actor: Actor, record: UUID, language: str) -> HttpResponse:
    """Return the memo as PDF in one of the three languages. It decides nothing, and says so."""
    if language not in memo.LANGUAGES:
        raise Http404
    _form, on, standard = _day(request)
    file = _file(actor, record)
    found = queries.finding(file, on, standard=standard)
    with translation.override(language):
        page = presenters.page_of(actor, file, found, queries.adopted(actor, file), presenters.Tried(), standard)
        written = memo.pdf(page, law.used(found), language)
    response = HttpResponse(written, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="memo-{page.short_id}-{language}.pdf"'
    response["Cache-Control"] = "no-store, private"
    return response
