"""What authorities decided in the cases of a person, in the words that the nationality engine takes.

The engine stands below the cases and cannot ask for them; whoever shows a finding hands them over.
"""

from collections.abc import Sequence
from uuid import UUID

from tulga.access.actor import Actor
from tulga.kernel.dates import PartialDate
from tulga.kernel.effective import Effective
from tulga.nationality.queries import Decisions
from tulga.nationality.told import Decided
from tulga.procedures.shared.entries import DecisionTaken, PaperIssued, Procedure
from tulga.procedures.shared.queries import CaseEntryInfo, get_cases
from tulga.register.queries import find_record

_CITIZENSHIP = {"confirmed": "recognised", "granted": "naturalised"}


def decisions_for(actor: Actor) -> Decisions:
    """Return how the engine asks for the decisions in the cases of records; what the actor may not see is not there."""

    def decided(records: Sequence[UUID]) -> Sequence[Decided]:
        found = []
        for file in get_cases(actor, records):
            if file.case.withdrawn_at is None:
                standing = (entry for entry in file.entries if entry.withdrawn is None)
                found += [one for entry in standing if (one := _decided(actor, entry)) is not None]
        return found

    return decided


def _decided(actor: Actor, entry: CaseEntryInfo) -> Decided | None:
    when = _when(entry)
    match entry.payload:
        case DecisionTaken(procedure=Procedure.CITIZENSHIP, outcome=outcome, country=country) if country:
            what = _CITIZENSHIP.get(outcome)
            return Decided(entry.record, entry.entry, what, country, when) if what else None
        case DecisionTaken(procedure=Procedure.STATELESSNESS_DETERMINATION, outcome="recognised"):
            return Decided(entry.record, entry.entry, "stateless", "", when)
        case PaperIssued(paper=paper):
            return Decided(entry.record, entry.entry, "paper", _state(actor, entry.record), when, paper)
    return None


def _state(actor: Actor, record: UUID) -> str:
    """Return the State whose authorities issue papers to this person: that of the area of the record."""
    known = find_record(actor, record)
    return known.area[:3] if known is not None else ""


def _when(entry: CaseEntryInfo) -> PartialDate:
    day = Effective.parse(entry.effective_on).earliest
    return PartialDate.parse(day.isoformat() if day is not None else "unknown")
