"""From what the demonstration tells to facts, without a ledger or tables: an independent way to the same counts."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from tulga.demo.stream import Recorded
from tulga.figures.core.counting import Person, person_of
from tulga.kernel.effective import Effective
from tulga.procedures.shared.entries import CaseOpened, DecisionTaken, PaperIssued
from tulga.register import entries as kinds


class Fact(NamedTuple):
    record: UUID
    kind: str
    value: str
    basis: str
    earliest: date
    latest: date
    position: int
    ends: bool
    source: str


def people_of(told: Iterable[Recorded]) -> list[Person]:
    """Return every person once, after withdrawals and standing judgements."""
    entries = [one.told for one in told]
    withdrawn = {one.payload.entry for one in entries if isinstance(one.payload, kinds.StatementWithdrawn)}
    withdrawn |= {one.payload.judgement for one in entries if isinstance(one.payload, kinds.JudgementWithdrawn)}
    facts: dict[UUID, list[Fact]] = {}
    joined: dict[UUID, UUID] = {}

    def first_of(record: UUID) -> UUID:
        while record in joined:
            record = joined[record]
        return record

    for position, one in enumerate(entries, 1):
        if one.id in withdrawn:
            continue
        said = one.payload
        if isinstance(said, kinds.JudgementRecorded) and said.verdict is kinds.Verdict.SAME:
            first, second = first_of(said.first), first_of(said.second)
            if first != second:
                joined[second] = first
        when = Effective.parse(one.effective_on)
        for kind, value, basis, source in _facts(said):
            record = getattr(said, "record", one.stream)
            fact = Fact(record, kind, value, basis, when.earliest, when.latest, position, False, source)  # type: ignore[arg-type]
            facts.setdefault(record, []).append(fact)
    people: dict[UUID, list[Fact]] = {}
    for record, told_of in facts.items():
        people.setdefault(first_of(record), []).extend(told_of)
    return [person_of(told_of, "KAZ") for told_of in people.values()]


def _facts(said: object) -> list[tuple[str, str, str, str]]:
    match said:
        case kinds.RecordOpened():
            opened = [("identified", said.campaign or said.source_kind.value, said.source_kind.value, said.source)]
            opened.append(("area", said.area or "", "told", ""))
            return [*opened, ("origin", said.origin, "", "")] if said.origin else opened
        case kinds.NationalityStated():
            return [
                (
                    "nationality",
                    f"{said.status}:{said.country}" if said.country else said.status.value,
                    said.basis.value,
                    "",
                )
            ]
        case kinds.PresenceEnded():
            return [("presence_ended", said.why.value, "", "")]
        case kinds.SexStated():
            return [("sex", said.sex.value, "", "")]
        case kinds.BirthStated():
            return [("birth", said.date.text, "", "")]
        case kinds.ResidenceStated():
            return [("area", said.area, "residence", "")] if said.area else []
        case CaseOpened():
            return [("case_opened", said.procedure.value, said.authority, "")]
        case DecisionTaken():
            outcome = f"{said.procedure.value}:{said.outcome}"
            return [("decision", f"{outcome}:{said.country}" if said.country else outcome, said.authority, "")]
        case PaperIssued():
            return [("paper", said.paper, "", "")]
    return []
