"""Are two records one human being? A person judges, says why, and may take it back."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import HiddenInput
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tulga.access.actor import Actor
from tulga.access.roles import May
from tulga.matching import queries as matching
from tulga.matching.core.joining import Question
from tulga.matching.scoring import MATCHER
from tulga.register import queries
from tulga.register.entries import Verdict
from tulga.register.identity import actions
from tulga.register.identity import queries as identity
from tulga.register.kin import queries as kin
from tulga.web.staff.forms.register import JudgementForm, WhyForm, read_record_number
from tulga.web.staff.presenters import files as presenters
from tulga.web.staff.presenters import pairs
from tulga.web.staff.requests import staff_page
from tulga.web.staff.views.acting import act_or_ask, posted
from tulga.web.staff.views.changes import address_of


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two records that were opened side by side, and what the matcher says of them."""

    first: UUID
    second: UUID
    proposal: matching.Proposal | None
    questions: tuple[Question, ...]
    before: identity.JudgementInfo | None  # a judgement on them that stands

    @property
    def instead_of(self) -> UUID | None:
        """Return the judgement that a new one replaces: that they differ, or that it is not certain."""
        return self.before.id if self.before and self.before.verdict != Verdict.SAME.value else None


@require_http_methods(["GET", "POST"])
@staff_page(May.JUDGE)
def judge(request: HttpRequest, actor: Actor, record: UUID) -> HttpResponse:
    """Judge a record against another one, both side by side when the other is named in the address.

    Somebody who works down the list of pairs comes from it (`list`) and goes on with the next pair.
    """
    known = queries.find_record(actor, record)
    if known is None:
        raise Http404
    other = _other(actor, request.POST.get("other") or request.GET.get("other", ""))
    pair = _pair(actor, record, other.id) if other and other.id != record else None
    doubts = pair.questions if pair else ()
    form = JudgementForm(posted(request), initial={"other": other.id if other else ""}, doubtful=bool(doubts))
    if pair:
        form.fields["other"].widget = HiddenInput()  # both are shown already
    listed = "list" in request.GET or "list" in request.POST
    return act_or_ask(
        request,
        form,
        lambda: _record(actor, record, form.cleaned_data, pair),
        done=_("Your judgement is recorded. It can be withdrawn; nothing was overwritten."),
        then=reverse("staff:pair-next") if listed else address_of(record),
        page={
            "title": _("Are these two records one person?"),
            "submit": _("Record the judgement"),
            "listed": listed,
            "template": "staff/judge.html",
            **(_page(actor, pair, listed=listed) if pair else {"about": presenters.about_record(known)}),
        },
    )


def _pair(actor: Actor, first: UUID, second: UUID) -> _Pair:
    standing = [one for one in identity.judgements(actor, first) if one.withdrawn_at is None]
    before = next((one for one in standing if {one.first, one.second} == {first, second}), None)
    return _Pair(
        first, second, matching.pair(actor, first, second), matching.questions(actor, first, second), before
    )  # fmt: skip


def _record(actor: Actor, record: UUID, told: dict[str, Any], pair: _Pair | None) -> UUID:
    proposal = pair.proposal if pair else None
    return actions.record_judgement(
        actor,
        first=record,
        second=told["other"],
        verdict=told["verdict"],
        why=told["why"],
        at=datetime.now(UTC),
        score=round(proposal.probability, 4) if proposal else None,
        matcher=MATCHER if proposal else None,
        instead_of=pair.instead_of if pair else None,
    )


def _page(actor: Actor, pair: _Pair, *, listed: bool) -> dict[str, Any]:
    """Return both files side by side: whoever compares two files opens both, and both openings are written down."""
    files = [queries.get_file(actor, one) for one in (pair.first, pair.second)]
    around = (kin.relatives(actor, pair.first), kin.relatives(actor, pair.second))
    last = identity.judged_by(actor, limit=1) if listed else []
    return {
        "sides": pairs.side_by_side(files[0], files[1], around),
        "why_alike": pairs.reasons(pair.proposal),
        "likely": pair.proposal.likely if pair.proposal else None,
        "doubts": pairs.doubts(pair.questions),
        "before": presenters.about_judgement(pair.before) if pair.before else None,
        "addresses": (address_of(pair.first), address_of(pair.second)),
        "next_url": f"{reverse('staff:pair-next')}?after={pair.first}.{pair.second}" if listed else "",
        "undo": pairs.undo_lines(last),
    }


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
