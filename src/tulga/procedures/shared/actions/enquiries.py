"""Asking a foreign State about a person: screening, consent to that very enquiry, the enquiry, its answer."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from tulga.access.actor import Actor
from tulga.access.acts import act_of
from tulga.access.refusals import raise_if
from tulga.access.roles import May
from tulga.kernel.effective import Effective
from tulga.kernel.findings import Finding
from tulga.ledger import actions as ledger
from tulga.ledger.actions import Draft
from tulga.procedures.shared import entries as kinds
from tulga.procedures.shared import policies, queries
from tulga.procedures.shared.actions.writing import File, Wish, open_file, write
from tulga.procedures.shared.protection import Enquiry, refusals_to_ask


def record_screening(
    actor: Actor, *, case: UUID, about: UUID, asked_on: date, answer: kinds.Screened | str, **common: Any
) -> UUID:
    """Write down what the person (or a relative who would be named) answered when asked about fear.

    Raises:
        Refused: no role allows it, or there is no such case for this actor.
    """
    with transaction.atomic():
        file = open_file(actor, case, May.HANDLE_CASES)
        said = kinds.ScreeningRecorded(file.record, about, asked_on, kinds.Screened(answer))
        return write(actor, file, Wish(said, **common))


def consent_to_enquiry(
    actor: Actor,
    *,
    case: UUID,
    about: UUID,
    state: str,
    authority: str,
    text_version: str,
    language: str,
    **common: Any,
) -> UUID:
    """Write down that the person (or a relative) agreed to this very enquiry; return the id of the entry.

    Raises:
        Refused: no role allows it, or there is no such case for this actor.
    """
    with transaction.atomic():
        file = open_file(actor, case, May.HANDLE_CASES)
        said = kinds.EnquiryConsent(file.record, about, state, authority, text_version, language)
        return write(actor, file, Wish(said, **common))


def withdraw_consent(actor: Actor, *, case: UUID, consent: UUID, why: str = "", **common: Any) -> UUID:
    """Write down that a consent no longer stands; return the id of the entry. It needs no reason.

    Raises:
        Refused: no role allows it, there is no such case or consent, or it was withdrawn already.
    """
    with transaction.atomic():
        file = open_file(actor, case, May.HANDLE_CASES)
        raise_if(policies.refusals_to_withdraw(queries.stands(actor, case, consent), "the person wants so"))
        said = kinds.EnquiryConsentWithdrawn(file.record, consent, why)
        draft = Draft(case, said, common["effective_on"], subject=file.record, id=common.get("id"))
        return ledger.append(draft, act=act_of(actor, common["at"])).id


def send_enquiry(
    actor: Actor,
    *,
    case: UUID,
    state: str,
    authority: str,
    text: str,
    relatives: tuple[UUID, ...] = (),
    means: str = "",
    **common: Any,
) -> UUID:
    """Write down that a foreign State is asked about the person; return the id of the entry.

    Raises:
        Refused: no dated screening says "asked, no fear" of everybody named, somebody did not agree to this very
            enquiry, somebody asked for asylum ever, or the procedure does not allow it. An authority of the State is
            not told which of the first three it is.
    """
    with transaction.atomic():
        file = open_file(actor, case, May.HANDLE_CASES)
        said = kinds.EnquirySent(file.record, state, authority, text, relatives, means, _step(file, "sent"))
        when = Effective.parse(common["effective_on"])
        day = when.earliest or common["at"].date()
        against = refusals_to_ask(actor, Enquiry(case, file.record, state, authority, relatives, day))
        return write(actor, file, Wish(said, **common, against=against, clear=Finding.MET))


def record_answer(
    actor: Actor, *, case: UUID, enquiry: UUID, says: kinds.Says | str, text: str = "", **common: Any
) -> UUID:
    """Write down what a State answered of this person; return the id of the entry. A general answer is none.

    Raises:
        Refused: no role allows it, or there is no such case or enquiry.
    """
    with transaction.atomic():
        file = open_file(actor, case, May.HANDLE_CASES)
        said = kinds.EnquiryAnswered(file.record, enquiry, kinds.Says(says), text, _step(file, "answered"))
        return write(actor, file, Wish(said, **common))


def _step(file: File, which: str) -> str:
    """Return the step that an enquiry or its answer does: from where the case is, else that of the procedure."""
    if file.standing is None:
        return ""
    state = file.standing.state
    if which == "sent":
        found = [step for step in state.version.steps if any("screening_clear" in guard for guard in step.guards)]
    else:
        found = [step for step in state.version.steps if step.id.startswith("enquiry_") and step.id.endswith(which)]
    here = [step for step in found if state.state in step.sources]
    return next((step.id for step in [*here, *found]), "")
