"""What is known of a person's nationality, for this actor, and what follows from it. Scoped like the register."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from tulga.access import permissions
from tulga.access.actor import Actor
from tulga.access.roles import May
from tulga.access.views_log import log_views
from tulga.ledger import reading
from tulga.ledger.projection import ERASED, Recorded
from tulga.nationality import evidence, findings
from tulga.nationality.core.evaluate import assess
from tulga.nationality.core.loading import load_packs
from tulga.nationality.core.outcomes import Assessment
from tulga.nationality.entries import AuthorityAnswered, FindingAdopted, NationalityEntryWithdrawn, stream_of
from tulga.nationality.models import Correction, NationalityEntry
from tulga.nationality.told import Decided, Known, Said, Told, tell
from tulga.register import queries as register
from tulga.register import scope
from tulga.register.entries import Relation, RelationStated, Sex, SexStated
from tulga.register.queries import PersonFile, StatementInfo, Withdrawal

STANDARD: Final = "reasonable"  # UNHCR Handbook (2014), paras 91 to 93: to a reasonable degree
_GENERATIONS = 3  # parents, their parents, and theirs; what the law asks beyond comes from statements
_KIN = (Relation.SPOUSE, Relation.ADOPTED_BY, Relation.CHILD, Relation.SIBLING)
Decisions = Callable[[Sequence[UUID]], Sequence[Decided]]


def no_cases(_records: Sequence[UUID]) -> Sequence[Decided]:
    """Return nothing: for whoever asks without the cases."""
    return ()


@dataclass(frozen=True, slots=True)
class NationalityFile:
    """Everything that the actor may see of a person's nationality, and the facts that it amounts to."""

    record: UUID
    records: tuple[UUID, ...]
    withdrawn: bool  # the record itself was withdrawn: nothing more is written into it
    said: tuple[StatementInfo, ...]  # facts, answers of authorities, adopted findings; withdrawn ones too
    register: tuple[StatementInfo, ...]
    told: Told
    digest: str


@dataclass(frozen=True, slots=True)
class Adopted:
    """A finding that a person adopted, and what became of it."""

    said: StatementInfo
    finding: FindingAdopted
    now: findings.Now | None  # None: it was withdrawn


@dataclass(frozen=True, slots=True)
class CorrectionInfo:
    entry: UUID
    rule: str
    pack: str
    language: str
    text: str
    why: str
    organisation: UUID
    actor: UUID
    recorded_at: datetime


# -- one person -------------------------------------------------------------------------------------------------------


def get_file(
    actor: Actor, record: UUID, *, decisions: Decisions = no_cases, without: frozenset[UUID] = frozenset()
) -> NationalityFile:
    """Return the facts about the person of a record; the view is logged, also of relatives whose facts are used.

    Args:
        decisions: what authorities decided in the cases of these records (the cases' own context gives it).
        without: entries that are left out, to see what follows without them.

    Raises:
        Refused: no role allows reading files, or there is no such record for this actor.
    """
    file = register.get_told(actor, record, what="nationality")
    return facts_of(actor, file, decisions=decisions, without=without)


def facts_of(
    actor: Actor, file: PersonFile, *, decisions: Decisions = no_cases, without: frozenset[UUID] = frozenset()
) -> NationalityFile:
    """Return the facts about the person of a file that the actor has opened; see `get_file`."""
    records = tuple(one.id for one in file.records)
    own = [one for each in records for one in _said(actor, each)]
    known = _known(actor, file, own, decisions, without, 0, frozenset(records))
    told = tell(known)
    return NationalityFile(
        file.record.id, records, file.record.withdrawn_at is not None, tuple(own), file.statements, told,
        findings.digest_of(told.person),
    )  # fmt: skip


def _known(
    actor: Actor, file: PersonFile, own: Sequence[StatementInfo], decisions: Decisions, without: frozenset[UUID],
    generation: int, met: frozenset[UUID],
) -> Known:  # fmt: skip
    """Return what stands about one person; relatives are followed as far as the actor may see them, nobody twice."""
    standing = {one.id for one in file.records if one.withdrawn_at is None}
    told = [
        Said(one.record, one.entry, one.payload, one.effective_on)
        for one in (*file.statements, *own)
        if one.withdrawn is None and one.record in standing and one.entry not in without
    ]
    relatives: dict[UUID, Known] = {}
    for other in _others(told, generation):
        if other not in met and other not in relatives and scope.visible(actor, [other], withdrawn=False):
            kin = register.get_told(actor, other, what="relative")
            relatives[other] = _kin(actor, kin, decisions, without, generation, met)
    decided = tuple(one for one in decisions(sorted(standing)) if one.entry not in without)
    parents: list[tuple[str, Said, Known]] = []
    for record, entry in register.named_as_child(actor, standing) if generation < _GENERATIONS else ():
        if record in met or record in relatives or entry in without:
            continue
        kin = register.get_told(actor, record, what="relative")
        role, said = _parent_of(kin), next((one for one in kin.statements if one.entry == entry), None)
        if role and said is not None:
            told_there = Said(record, entry, said.payload, said.effective_on)
            parents.append((role, told_there, _kin(actor, kin, decisions, without, generation, met)))
    return Known(str(file.person), tuple(told), decided, relatives, tuple(parents))


def _kin(
    actor: Actor, file: PersonFile, decisions: Decisions, without: frozenset[UUID], generation: int,
    met: frozenset[UUID],
) -> Known:  # fmt: skip
    """Return what stands about a relative, one generation on."""
    theirs = [one for each in file.records for one in _said(actor, each.id)]
    seen = met | {one.id for one in file.records}
    return _known(actor, file, theirs, decisions, without, generation + 1, seen)


def _parent_of(file: PersonFile) -> str:
    """Return whether somebody who names a child is a mother or a father; nothing where the sex was not told."""
    told = [one.payload for one in file.statements if isinstance(one.payload, SexStated) and one.withdrawn is None]
    roles = {Sex.FEMALE: "mother", Sex.MALE: "father"}
    found = {roles[one.sex] for one in told if one.sex in roles}
    return found.pop() if len(found) == 1 else ""


def _others(told: Iterable[Said], generation: int) -> list[UUID]:
    """Return the records of relatives that the law may ask about: parents of parents too, of others the first only."""
    relations = [one.payload for one in told if isinstance(one.payload, RelationStated)]
    followed = {Relation.MOTHER, Relation.FATHER} if generation else {Relation.MOTHER, Relation.FATHER, *_KIN}
    if generation >= _GENERATIONS:
        return []
    return [one.other_record for one in relations if one.other_record is not None and one.relation in followed]


def _rows(actor: Actor) -> "QuerySet[NationalityEntry]":
    """Return the entries that the actor may see: of records in scope, of the State only what it said itself."""
    return NationalityEntry.objects.filter(scope.said_for(actor), record_id__in=scope.records(actor).values("id"))


def _said(actor: Actor, record: UUID) -> list[StatementInfo]:
    """Return what was said of the nationality of one record's person, in order, withdrawn things too."""
    allowed = set(_rows(actor).filter(record_id=record).values_list("entry", flat=True))
    if not allowed:
        return []
    entries = [entry for entry in reading.history(stream_of(record)) if entry.payload is not ERASED]
    taken: dict[UUID, Withdrawal] = {}
    before: set[UUID] = set()
    for entry in entries:
        said = entry.payload
        if isinstance(said, NationalityEntryWithdrawn) and said.entry in before:
            taken.setdefault(said.entry, Withdrawal(
                entry.id, entry.recorded_at, entry.actor, entry.organisation, said.why,
            ))  # fmt: skip
        before.add(entry.id)
    return [_info(entry, record, taken.get(entry.id)) for entry in entries if entry.id in allowed]


def _info(entry: Recorded, record: UUID, withdrawn: Withdrawal | None) -> StatementInfo:
    return StatementInfo(
        entry.id, record, entry.number, entry.payload, entry.effective_on, entry.effective_earliest,
        entry.effective_latest, entry.recorded_at, entry.actor, entry.organisation, withdrawn,
    )  # fmt: skip


def stands(actor: Actor, record: UUID, entry: UUID) -> bool | None:
    """Say whether an entry about a record in scope stands; None when there is no such entry for this actor."""
    row = _rows(actor).filter(record_id=record, entry=entry).first()
    return None if row is None else row.withdrawn_position is None


def find_said(actor: Actor, record: UUID, entry: UUID) -> StatementInfo | None:
    """Return one entry about a record in scope; it is logged as a view."""
    found = next((one for one in _said(actor, record) if one.entry == entry), None)
    if found is not None:
        log_views(actor, [record], "statement")
    return found


def standing_findings(file: NationalityFile) -> list[FindingAdopted]:
    """Return the adopted findings of the record that were not withdrawn."""
    return [
        one.payload for one in file.said
        if isinstance(one.payload, FindingAdopted) and one.withdrawn is None and one.record == file.record
    ]  # fmt: skip


def answers_of(file: NationalityFile) -> list[tuple[StatementInfo, AuthorityAnswered]]:
    """Return what authorities said, general and missing replies too."""
    return [(one, one.payload) for one in file.said if isinstance(one.payload, AuthorityAnswered)]


# -- what follows -----------------------------------------------------------------------------------------------------


def finding(
    file: NationalityFile,
    on: date,
    *,
    answers: Mapping[str, str] | None = None,
    ask: bool = True,
    standard: str = STANDARD,
) -> Assessment:
    """Return what follows from the facts on a day under all packs. Nothing is stored: a person decides.

    Args:
        answers: tried out for what nobody told; `ask`: work out the next question too.
        standard: of proof, by which facts with evidence for and against them count (`evidence.PROFILES`).
    """
    person = evidence.apply(file.told.person, evidence.PROFILES[standard])
    return assess(person, load_packs(), on, answers=answers, ask=ask)


def adopted(actor: Actor, file: NationalityFile) -> list[Adopted]:
    """Return the findings that somebody adopted, each looked at again: do its facts and its law still stand?"""
    return [
        Adopted(one, one.payload, _again(actor, file, one, one.payload) if one.withdrawn is None else None)
        for one in file.said
        if isinstance(one.payload, FindingAdopted)
    ]


def _again(actor: Actor, file: NationalityFile, said: StatementInfo, was: FindingAdopted) -> findings.Now:
    if said.organisation != actor.organisation or actor.areas is not None:
        return findings.Now(findings.Recheck.UNSEEN)
    packs = {state: pack.digest for state, pack in load_packs().items()}
    return findings.compared(
        was, facts=file.digest, packs=packs, again=finding(file, was.as_of, ask=False, standard=was.standard)
    )


# -- corrections ------------------------------------------------------------------------------------------------------


def corrections(actor: Actor, rule: str) -> list[CorrectionInfo]:
    """Return what was proposed to correct a rule, the last first.

    Raises:
        Refused: the actor may neither read files nor propose corrections.
    """
    if not actor.may(May.READ_FILES) and not actor.may(May.PROPOSE_CORRECTIONS):
        permissions.require(actor, May.PROPOSE_CORRECTIONS)
    return [
        CorrectionInfo(
            row.entry, row.rule, row.pack, row.language, row.text, row.why, row.organisation, row.actor, row.recorded_at
        )
        for row in Correction.objects.filter(rule=rule).order_by("-position")
    ]
