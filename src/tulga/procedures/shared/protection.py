"""May a foreign State be asked about a person?

Only when everybody named was asked about fear, feared nothing, and agreed to this very enquiry, and nobody named ever
asked for asylum. What is unknown blocks.

A named exception to scoped reads (docs/decisions/0008): a claim that the actor may not see blocks all the same. It
answers with reasons to whoever may see what blocks, and with one and the same refusal to everybody else, so that the
refusal tells nothing. An authority of the State gets only that one. What such an authority screened itself clears
nothing: otherwise a refusal after its own "no fear" would tell it of a claim.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from tulga.access.actor import Actor
from tulga.access.entries import OrganisationKind
from tulga.access.queries import find_organisation, may_know_of_asylum
from tulga.access.refusals import Refusal
from tulga.procedures.shared.entries import Procedure, Screened
from tulga.procedures.shared.labels import PERSONS, Label
from tulga.procedures.shared.models import CaseRow
from tulga.register import scope
from tulga.register.protection import persons_of

_SEVERITY = {Screened.NONE_FEARED.value: 0, Screened.WOULD_NOT_SAY.value: 1, Screened.FEAR.value: 2}
_BLOCKED = Refusal("procedures.enquiry_blocked")
# Papers and facts that say asylum although the case is another one.
_ASYLUM_PAPERS = ("asylum", "refugee")


@dataclass(frozen=True, slots=True)
class Enquiry:
    """What somebody wants to ask abroad: whom, and about whom."""

    case: UUID
    record: UUID
    state: str
    authority: str
    relatives: tuple[UUID, ...]
    day: date


def refusals_to_ask(actor: Actor, enquiry: Enquiry) -> tuple[Refusal, ...]:
    """Return why this enquiry may not be sent; to an authority of the State never which reason it is."""
    persons = persons_of([enquiry.record, *enquiry.relatives])
    told: list[Refusal] = []
    hidden = False
    seen = scope.visible(actor, {record for records in persons.values() for record in records})
    for person, records in persons.items():
        name = "person" if person == enquiry.record else "relative"
        who = Label(name, PERSONS[name])
        claims = _claims(records)
        if claims:
            if claims & seen:
                told.append(Refusal("procedures.asylum_claim", {"who": who}))
            else:
                hidden = True
        reason, visible = _screening(records, enquiry.day, seen)
        if reason:
            told += [Refusal(reason, {"who": who})] if visible else []
            hidden = hidden or not visible
        if not _agreed(enquiry, person, records):
            told.append(Refusal("procedures.no_consent_to_enquiry", {"who": who}))
    if not (told or hidden):
        return ()
    if not may_know_of_asylum(actor):
        return (_BLOCKED,)
    return _once([*told, *([_BLOCKED] if hidden else [])])


def _once(found: Iterable[Refusal]) -> tuple[Refusal, ...]:
    kept: list[Refusal] = []
    for one in found:
        if one not in kept:
            kept.append(one)
    return tuple(kept)


def _claims(records: frozenset[UUID]) -> set[UUID]:
    """Return the records of a person on which anything ever said asylum: pending, decided, appealed or withdrawn."""
    said = Q(procedure=Procedure.ASYLUM.value) | Q(kind="fact", value="refugee")
    for word in _ASYLUM_PAPERS:
        said |= Q(kind="paper", value__startswith=word)
    rows = CaseRow.objects.filter(said, record_id__in=records).values_list("record_id", "kind", "detail")
    return {record for record, kind, detail in rows if kind != "fact" or json.loads(detail).get("holds") is not False}


def _screening(records: frozenset[UUID], day: date, seen: set[UUID]) -> tuple[str, bool]:
    """Return why the screenings of a person do not clear an enquiry ("" when they do), and whether it may be told."""
    rows = CaseRow.objects.filter(
        kind="screening", value__in=[str(one) for one in records], withdrawn_position__isnull=True
    ).values_list("organisation", "record_id", "detail", "position")
    asked: list[tuple[str, int, int, UUID]] = []
    for organisation, record, detail, position in rows:
        said = json.loads(detail)
        if _clears(organisation) and said["on"] <= day.isoformat():
            asked.append((said["on"], _SEVERITY[said["answer"]], position, record))
    if not asked:
        return "procedures.not_screened", True
    _, severity, _, record = max(asked)  # the last day speaks, and on one day the graver answer
    if severity == 0:
        return "", True
    return ("procedures.fear_was_told" if severity == 2 else "procedures.would_not_say"), record in seen


def _clears(organisation: UUID) -> bool:
    known = find_organisation(organisation)
    return known is not None and known.kind is not OrganisationKind.AUTHORITY


def _agreed(enquiry: Enquiry, person: UUID, records: Iterable[UUID]) -> bool:
    """Say whether somebody agreed to this very enquiry: in this case, this authority of this State."""
    rows = CaseRow.objects.filter(
        kind="enquiry_consent", case_id=enquiry.case, record_id=enquiry.record, country=enquiry.state,
        authority=enquiry.authority, value__in=[str(one) for one in {person, *records}],
        withdrawn_position__isnull=True, effective_earliest__lte=enquiry.day,
    )  # fmt: skip
    return rows.exists()
