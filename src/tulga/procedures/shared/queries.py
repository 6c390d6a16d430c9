"""Cases, for this actor: those of records in scope, and for an authority of the State its own and never asylum."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from tulga.access import permissions
from tulga.access.actor import Actor
from tulga.access.queries import may_know_of_asylum
from tulga.access.refusals import Refusal, Refused
from tulga.access.roles import May
from tulga.access.views_log import log_views
from tulga.kernel.dates import InvalidDate, PartialDate
from tulga.kernel.findings import Finding
from tulga.ledger import reading
from tulga.ledger.projection import ERASED, Recorded
from tulga.procedures.definitions.core.model import Definition
from tulga.procedures.shared import registry
from tulga.procedures.shared.core.machine import CaseState, ClockNow, Facts, What, fold
from tulga.procedures.shared.entries import Procedure
from tulga.procedures.shared.models import CaseRow, ClockRow
from tulga.procedures.shared.policies import Happened
from tulga.procedures.shared.told import WITHDRAWALS, event_of
from tulga.register import queries as register
from tulga.register import scope
from tulga.register.queries import Withdrawal


@dataclass(frozen=True, slots=True)
class CaseInfo:
    """A case as it stands: opened for a record, with the last standing decision where there is one."""

    id: UUID
    record: UUID
    procedure: str
    authority: str
    organisation: UUID
    opened_at: datetime
    effective_earliest: date | None
    effective_latest: date | None
    outcome: str | None
    country: str | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class CaseEntryInfo:
    """One thing that happened in a case: the payload, who wrote it, when it was so, whether it stands."""

    entry: UUID
    case: UUID
    record: UUID
    payload: object
    effective_on: str
    recorded_at: datetime
    actor: UUID
    organisation: UUID
    withdrawn: Withdrawal | None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with everything that happened in it."""

    case: CaseInfo
    entries: tuple[CaseEntryInfo, ...]


_HEADS = ("opened", "decision")


def _rows(actor: Actor) -> "QuerySet[CaseRow]":
    """Return the entries of cases that the actor may see.

    A State's authority sees what it wrote itself, and nothing of a case in which anything says asylum: not even that
    the case is there.
    """
    rows = CaseRow.objects.filter(record_id__in=scope.records(actor).values("id"))
    if not may_know_of_asylum(actor):
        asylum = CaseRow.objects.filter(procedure=Procedure.ASYLUM.value).values("case_id")
        opened_here = CaseRow.objects.filter(kind="opened", organisation=actor.organisation).values("case_id")
        rows = rows.filter(organisation=actor.organisation, case_id__in=opened_here).exclude(case_id__in=asylum)
    return rows


def open_cases(actor: Actor, *, limit: int = 500) -> list[CaseInfo]:
    """Return the cases in scope without a standing decision, the oldest first."""
    standing = _rows(actor).filter(
        withdrawn_position__isnull=True, record_id__in=scope.standing_records(actor).values("id")
    )
    decided = standing.filter(kind="decision").values("case_id")
    opened = standing.filter(kind="opened").exclude(case_id__in=decided).order_by("position")
    return _infos(actor, opened[:limit])


def case_count(actor: Actor) -> int:
    """Return how many cases there are in scope, decided ones too, withdrawn ones not."""
    rows = _rows(actor).filter(kind__in=_HEADS)
    standing = rows.filter(withdrawn_position__isnull=True)
    opened = standing.filter(kind="opened").values("case_id")
    withdrawn = rows.filter(kind="opened", withdrawn_position__isnull=False).exclude(case_id__in=opened)
    return standing.exclude(case_id__in=withdrawn.values("case_id")).values("case_id").distinct().count()


def cases_of(actor: Actor, records: Iterable[UUID], *, known_at: datetime | None = None) -> list[CaseInfo]:
    """Return the cases of these records, as far as they are in scope, in the order of their opening."""
    return _infos(actor, _heads(_rows(actor).filter(record_id__in=list(records)), known_at), known_at)


def find_case(actor: Actor, case: UUID, *, known_at: datetime | None = None) -> CaseInfo | None:
    """Return a case in scope; None for one out of scope, as for one that does not exist."""
    return next(iter(_infos(actor, _heads(_rows(actor).filter(case_id=case), known_at), known_at)), None)


def _heads(rows: "QuerySet[CaseRow]", known_at: datetime | None) -> list[CaseRow]:
    """Return what speaks for each case: its opening; where a list told of the decision only, the decision."""
    known = rows if known_at is None else rows.filter(recorded_at__lte=known_at)
    found: dict[tuple[UUID, UUID], CaseRow] = {}
    for row in known.filter(kind__in=_HEADS).order_by("position"):
        held = found.setdefault((row.case_id, row.record_id), row)
        if held.kind != "opened" and row.kind == "opened":
            found[row.case_id, row.record_id] = row
    return sorted(found.values(), key=lambda row: row.position)


def _infos(actor: Actor, opened: Iterable[CaseRow], known_at: datetime | None = None) -> list[CaseInfo]:
    chosen = list(opened)
    standing = Q(withdrawn_position__isnull=True)
    if known_at is not None:
        standing = Q(recorded_at__lte=known_at) & (standing | Q(withdrawn_at__gt=known_at))
    decided = _rows(actor).filter(standing, kind="decision", case_id__in=[row.case_id for row in chosen])
    last = {row.case_id: row for row in decided.order_by("position")}
    return [_info(row, last.get(row.case_id), known_at) for row in chosen]


def _info(row: CaseRow, decision: CaseRow | None, known_at: datetime | None) -> CaseInfo:
    withdrawn = row.withdrawn_at if row.kind == "opened" else None
    if known_at is not None and withdrawn is not None and withdrawn > known_at:
        withdrawn = None
    if withdrawn is not None:  # what was decided in a case that should not have been opened is no outcome
        decision = None
    return CaseInfo(
        row.case_id, row.record_id, row.procedure, row.authority, row.organisation, row.recorded_at,
        row.effective_earliest,
        row.effective_latest, decision.value if decision else None, decision.country if decision else None,
        withdrawn,
    )  # fmt: skip


def get_cases(actor: Actor, records: Iterable[UUID], *, known_at: datetime | None = None) -> list[CaseFile]:
    """Return the cases of these records with everything that happened in them; the view is logged per record.

    Raises:
        Refused: no role allows reading files.
    """
    permissions.require(actor, May.READ_FILES)
    found = cases_of(actor, records, known_at=known_at)
    log_views(actor, dict.fromkeys(case.record for case in found), "cases")
    return [CaseFile(case, tuple(_entries(actor, case, known_at))) for case in found]


def get_case(actor: Actor, case: UUID, *, known_at: datetime | None = None) -> CaseFile:
    """Return one case with everything that happened in it; the view is logged.

    Raises:
        Refused: no role allows reading files, or there is no such case (one out of scope is answered the same).
    """
    permissions.require(actor, May.READ_FILES)
    info = find_case(actor, case, known_at=known_at)
    if info is None:
        raise Refused([Refusal("procedures.no_such_case")])
    log_views(actor, [info.record], "case")
    return CaseFile(info, tuple(_entries(actor, info, known_at)))


def _entries(actor: Actor, case: CaseInfo, known_at: datetime | None) -> list[CaseEntryInfo]:
    allowed = set(_rows(actor).filter(case_id=case.id).values_list("entry", flat=True))
    entries = [
        entry for entry in reading.history(case.id)
        if entry.payload is not ERASED and (known_at is None or entry.recorded_at <= known_at)
    ]  # fmt: skip
    taken: dict[UUID, Withdrawal] = {}
    about: dict[UUID, UUID] = {}  # the record of each entry so far: a withdrawal comes after, and is about the same
    for entry in entries:
        said = entry.payload
        if isinstance(said, WITHDRAWALS) and said.entry in allowed and about.get(said.entry) == said.record:
            taken.setdefault(said.entry, _withdrawal(entry))
        if entry.id in allowed:
            about[entry.id] = said.record
    return [_told(entry, taken.get(entry.id)) for entry in entries if entry.id in allowed]


def _withdrawal(entry: Recorded) -> Withdrawal:
    return Withdrawal(entry.id, entry.recorded_at, entry.actor, entry.organisation, entry.payload.why)


def _told(entry: Recorded, withdrawn: Withdrawal | None) -> CaseEntryInfo:
    return CaseEntryInfo(
        entry.id, entry.stream_id, entry.payload.record, entry.payload, entry.effective_on, entry.recorded_at,
        entry.actor,
        entry.organisation, withdrawn,
    )  # fmt: skip


def happened(actor: Actor, case: UUID) -> list[Happened]:
    """Return what stands of a case in scope, in order, for the guards."""
    rows = _rows(actor).filter(Q(case_id=case), withdrawn_position__isnull=True).order_by("position")
    return [Happened(row.kind, row.value, row.actor) for row in rows]


def stands(actor: Actor, case: UUID, entry: UUID) -> bool | None:
    """Say whether an entry of a case in scope stands; None when there is no such entry for this actor."""
    row = _rows(actor).filter(case_id=case, entry=entry).first()
    return None if row is None else row.withdrawn_position is None


# -- where a pinned case stands ----------------------------------------------------------------------------------------

# What an authority of the State is not told of, and what must not show in what it may do: others' words on a person.
_OWN_ONLY = (
    What.FACT, What.CONSENT, What.SCREENING, What.ENQUIRY_CONSENT, What.EVIDENCE, What.SOURCE, What.FINDING,
    What.ASSESSMENT,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """A case that is pinned to a definition, folded; and the clocks that run in it."""

    info: CaseInfo
    definition: Definition
    state: CaseState
    clocks: tuple[ClockNow, ...]

    def day(self, at: datetime) -> date:
        """Return the day that it is at the competent office."""
        return at.astimezone(ZoneInfo(self.definition.zone)).date()


def find_standing(actor: Actor, case: UUID) -> Standing | None:
    """Return where a case in scope stands; None for one without a definition, and for one out of scope."""
    info = find_case(actor, case)
    if info is None:
        return None
    seen = CaseRow.objects.filter(case_id=case, record_id=info.record, withdrawn_position__isnull=True)
    if not may_know_of_asylum(actor):
        seen = seen.exclude(~Q(organisation=actor.organisation), kind__in=[what.value for what in _OWN_ONLY])
    events = [event_of(row) for row in seen.order_by("position")]
    opened = next((event for event in events if event.what is What.OPENED and "definition" in event.detail), None)
    pin = registry.pinned(opened.detail["definition"], opened.detail["version"]) if opened else None
    if pin is None:
        return None
    clocks = ClockRow.objects.filter(case_id=case, record_id=info.record, superseded_position__isnull=True)
    return Standing(info, pin[0], fold(*pin, events), tuple(_clock_now(row) for row in clocks.order_by("position")))


def _clock_now(row: ClockRow) -> ClockNow:
    return ClockNow(
        row.clock, row.entry, row.due_earliest, row.due_latest, row.state == "stopped", row.state == "paused"
    )


def facts_for(actor: Actor, standing: Standing, at: datetime, *, clear: Finding = Finding.UNKNOWN) -> Facts:
    """Return what the machine has to know besides the entries: who asks, in which roles, when the person was born."""
    found = register.find_record(actor, standing.info.record)
    births = tuple(_dates(found.births)) if found else ()
    return Facts(
        today=standing.day(at), actor=actor.account, roles=roles_of(actor, standing.definition), births=births,
        clear=clear, clocks=standing.clocks,
    )  # fmt: skip


def roles_of(actor: Actor, definition: Definition) -> frozenset[str]:
    """Return the roles of a procedure that the actor may play in a case."""
    return frozenset(role.id for role in definition.roles if not actor.roles.isdisjoint(role.held_by))


def _dates(told: Iterable[str]) -> Iterable[PartialDate]:
    for text in told:
        try:
            yield PartialDate.parse(text)
        except InvalidDate:  # a form that an older version accepted: nobody can tell
            yield PartialDate.parse("unknown")
