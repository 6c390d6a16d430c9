"""Stating facts and answers, adopting a finding, taking back, proposing a correction: each is one entry."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tulga.access.actor import Actor
from tulga.access.acts import act_of
from tulga.access.refusals import raise_if
from tulga.access.roles import May
from tulga.kernel.ids import new_id
from tulga.ledger import actions as ledger
from tulga.ledger.actions import Draft
from tulga.ledger.errors import InvalidPayload
from tulga.nationality import entries as kinds
from tulga.nationality import findings, permissions, policies, queries
from tulga.nationality.core.loading import load_packs
from tulga.register import scope


def state(
    actor: Actor,
    *,
    said: kinds.NationalityFactStated | kinds.AuthorityAnswered,
    effective_on: str,
    at: datetime,
) -> UUID:
    """Write down a fact that the law asks for, or what an authority said, and return the id of the entry.

    Raises:
        Refused: no role allows it, there is no such record for this actor, or it was withdrawn.
        InvalidPayload: this is neither a fact nor an answer.
    """
    if not isinstance(said, kinds.NationalityFactStated | kinds.AuthorityAnswered):
        raise InvalidPayload("said", f"{type(said).__name__} is neither a fact nor an answer")
    with transaction.atomic():
        ledger.lock()
        raise_if(permissions.refusals_to_state(actor))
        scope.require_record(actor, said.record, May.WRITE_RECORDS)
        return _append(actor, said.record, said, effective_on, at)


def adopt(
    actor: Actor,
    *,
    record: UUID,
    as_of: date,
    seen: str,
    reasons: str,
    at: datetime,
    standard: str = queries.STANDARD,
    decisions: queries.Decisions = queries.no_cases,
) -> UUID:
    """Adopt the finding that follows today from the facts on a day, with reasons, and return the id of the entry.

    What is adopted is worked out here, never taken from a form. `seen` is the digest of the facts that the lawyer read.

    Raises:
        Refused: it is not a lawyer's role; there is no such record; the facts changed meanwhile; no reasons; the day
            has not come; the same finding was adopted already.
    """
    raise_if(permissions.refusals_to_adopt(actor))
    with transaction.atomic():
        ledger.lock()
        scope.require_record(actor, record, May.ADOPT_FINDINGS)
        file = queries.get_file(actor, record, decisions=decisions)
        standing = queries.standing_findings(file)
        raise_if(policies.refusals_to_adopt(
            seen=seen, now=file.digest, as_of=as_of, today=at.date(), reasons=reasons, standing=standing,
            standard=standard,
        ))  # fmt: skip
        found = queries.finding(file, as_of, ask=False, standard=standard)
        packs, by_state = findings.as_entry(found)
        said = kinds.FindingAdopted(
            record=record, as_of=as_of, facts=file.digest, packs=packs, findings=by_state,
            article_1_1=found.article_1_1.value, reasons=reasons, standard=standard,
        )  # fmt: skip
        return _append(actor, record, said, at.date().isoformat(), at)


def withdraw(actor: Actor, *, record: UUID, entry: UUID, why: str, effective_on: str, at: datetime) -> UUID:
    """Say that a fact, an answer or an adopted finding no longer stands; it stays readable, with the reason.

    Raises:
        Refused: no role allows it (a finding is withdrawn by whoever may adopt one), there is no such record or entry,
            it was withdrawn already, or no reason is given.
    """
    with transaction.atomic():
        ledger.lock()
        known = queries.find_said(actor, record, entry)
        finding = known is not None and isinstance(known.payload, kinds.FindingAdopted)
        raise_if(permissions.refusals_to_adopt(actor) if finding else permissions.refusals_to_state(actor))
        scope.require_record(actor, record, May.ADOPT_FINDINGS if finding else May.WRITE_RECORDS)
        raise_if(policies.refusals_to_withdraw(queries.stands(actor, record, entry), why))
        said = kinds.NationalityEntryWithdrawn(record=record, entry=entry, why=why)
        return _append(actor, record, said, effective_on, at)


def propose_correction(
    actor: Actor, *, rule: str, pack: str, language: kinds.Language | str, text: str, why: str, at: datetime
) -> UUID:
    """Propose to correct a rule; the packs are files, and a person changes them. Return the id of the entry.

    Raises:
        Refused: no role allows it, there is no such rule, or its pack is not the one that was read.
        InvalidPayload: nothing is proposed, or no reason is given.
    """
    raise_if(permissions.refusals_to_correct(actor))
    packs = {one.id: held.digest for held in load_packs().values() for one in held.rules}
    raise_if(policies.refusals_to_correct(rule, packs, digest=pack, current=packs.get(rule)))
    said = kinds.CorrectionProposed(rule=rule, pack=pack, language=kinds.Language(language), text=text, why=why)
    with transaction.atomic():
        ledger.lock()
        return ledger.append(Draft(new_id(), said, at.date().isoformat()), act=act_of(actor, at)).id


def _append(actor: Actor, record: UUID, payload: object, effective_on: str, at: datetime) -> UUID:
    draft = Draft(kinds.stream_of(record), payload, effective_on, subject=record)
    return ledger.append(draft, act=act_of(actor, at)).id
