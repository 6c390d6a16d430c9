"""A file as the reader sees it: what is known, from whom, since when, and what was taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tulga.access.actor import Actor
from tulga.access.queries import author_names, organisation_names
from tulga.access.roles import May
from tulga.kernel.effective import Effective
from tulga.matching.queries import Proposal
from tulga.matching.wording import Sentence, sentences
from tulga.procedures.shared.queries import CaseEntryInfo, CaseFile
from tulga.register.entries import RecordOpened
from tulga.register.identity.queries import JudgementInfo
from tulga.register.queries import PersonFile, RecordInfo, StatementInfo, TaskInfo, Withdrawal
from tulga.web.staff import labels
from tulga.web.staff.presenters.home import SAME_DOCUMENT, TaskLine, task_line
from tulga.web.staff.presenters.statements import HEADINGS, SINGLE, Said, said


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One thing that somebody said. `withdrawn` says when, by whom and why; empty while it stands."""

    text: str
    details: tuple[str, ...]
    provenance: str
    withdrawn: str
    withdraw_url: str
    record_url: str  # of the other record that a relation names
    record_title: str


@dataclass(frozen=True, slots=True)
class FactBlock:
    """All statements on one subject; `clash` when standing ones differ and cannot both be right."""

    subject: str
    label: str
    add_url: str
    clash: bool
    statements: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class CaseBlock:
    title: str
    source: str
    lines: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class RecordLine:
    id: str
    name: str
    source: str
    url: str
    current: bool
    details: tuple[str, ...]
    withdrawn: str


@dataclass(frozen=True, slots=True)
class JudgementLine:
    text: str
    why: str
    other: str
    other_url: str
    provenance: str
    withdrawn: str
    withdraw_url: str


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """A record that may be of the same person: how likely in a word, and what speaks for and against it."""

    name: str
    source: str
    likely: str
    why: tuple[Sentence, ...]
    url: str
    judge_url: str


@dataclass(frozen=True, slots=True)
class FilePage:
    """The whole page of one file. Its title holds a number, never the name."""

    short_id: str
    record_id: str
    url: str
    name: str
    purpose: str
    filtered: str
    facts: tuple[FactBlock, ...]
    cases: tuple[CaseBlock, ...]
    records: tuple[RecordLine, ...]
    judgements: tuple[JudgementLine, ...]
    candidates: tuple[CandidateLine, ...]
    tasks: tuple[TaskLine, ...]
    judge_url: str
    erase_url: str


@dataclass(frozen=True, slots=True)
class About:
    """What the page of one form speaks of."""

    heading: str
    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """What a file page shows beside the file: its cases, the candidates' records, and the time that was asked about."""

    cases: Sequence[CaseFile] = ()
    candidates: Sequence[tuple[RecordInfo, Proposal | None]] = ()
    as_of: date | None = None
    known_at: datetime | None = None


def file_page(actor: Actor, file: PersonFile, around: Around, *, purpose: str) -> FilePage:
    """Return the page of a file; buttons stand only where the actor's roles open them."""
    record = file.record
    words = Words(actor, file, around)
    told = [one for one in file.statements if in_effect(one, around.as_of)]
    return FilePage(
        short_id=labels.short(record.id),
        record_id=str(record.id),
        url=_address("person", record.id),
        name=name_of(record),
        purpose=purpose,
        filtered=_filtered(around),
        facts=tuple(_fact(subject, told, file, words, actor) for subject in HEADINGS),
        cases=tuple(block for one in around.cases if (block := _case(one, words, around.as_of)).lines),
        records=tuple(_record(one, file, words) for one in file.records),
        judgements=tuple(_judgement(one, record.id, words, actor) for one in file.judgements),
        candidates=tuple(_candidate(*one, record.id, actor) for one in around.candidates),
        tasks=tuple(task_line(one, actor) for one in file.tasks if one.kind != SAME_DOCUMENT),
        judge_url=_address("judge", record.id) if actor.may(May.JUDGE) else "",
        erase_url=_address("erase", record.id) if actor.may(May.ERASE) else "",
    )


def _address(name: str, *parts: UUID | str) -> str:
    return reverse(f"staff:{name}", args=parts)


def name_of(record: RecordInfo) -> str:
    return record.name or _("name not told")


def in_effect(entry: StatementInfo | CaseEntryInfo, as_of: date | None) -> bool:
    """Say whether something held by the end of a day: on its latest possible day, or else when it was recorded."""
    return as_of is None or (Effective.parse(entry.effective_on).latest or entry.recorded_at.date()) <= as_of


class Words:
    """Names of the organisations and colleagues who wrote, looked up once for the page."""

    def __init__(self, actor: Actor, file: PersonFile, around: Around) -> None:
        entries: list[StatementInfo | CaseEntryInfo] = [
            *file.statements,
            *(one for c in around.cases for one in c.entries),
        ]
        wrote = {(one.organisation, one.actor) for one in (*entries, *file.judgements)}
        taken = {one.withdrawn.actor for one in entries if one.withdrawn}
        taken |= {one.withdrawn_by for one in file.judgements if one.withdrawn_by}
        self.organisations = organisation_names({organisation for organisation, _author in wrote})
        self.authors = author_names(actor, {author for _organisation, author in wrote} | taken)

    def who(self, organisation: UUID, author: UUID) -> str:
        """Return for whom somebody wrote, and who it was when it is a colleague."""
        name = self.organisations.get(organisation, _("another organisation"))
        colleague = self.authors.get(author)
        return f"{name}, {colleague}" if colleague else name

    def taken_back(self, given: Withdrawal | None) -> str:
        """Return when, by whom and why something was withdrawn; nothing while it stands."""
        return "" if given is None else self.taken(given.recorded_at, given.actor, given.why)

    def taken(self, at: datetime, author: UUID | None, why: str) -> str:
        by = author and self.authors.get(author)
        said_by = f"{labels.moment(at)}, {by}" if by else labels.moment(at)
        return f"{said_by}: {why}" if why else said_by


def _filtered(around: Around) -> str:
    parts = []
    if around.as_of is not None:
        parts.append(_("what held on %(day)s") % {"day": labels.day(around.as_of)})
    if around.known_at is not None:
        parts.append(_("what was known at %(moment)s") % {"moment": labels.moment(around.known_at)})
    return _("This page shows %(what)s.") % {"what": ", ".join(parts)} if parts else ""


def source_of(record: RecordInfo) -> str:
    return labels.source(record.source_kind, record.source)


def clocks(entry: StatementInfo | CaseEntryInfo) -> str:
    """Return both clocks of an entry: when it took effect, and when it was recorded."""
    return _("in effect: %(effective)s · recorded: %(recorded)s") % {
        "effective": labels.partial_date(entry.effective_on),
        "recorded": labels.moment(entry.recorded_at),
    }


def _opening(file: PersonFile, record: UUID) -> StatementInfo | None:
    """Return the entry that opened a record; withdrawing it withdraws the record."""
    return next((o for o in file.statements if o.record == record and isinstance(o.payload, RecordOpened)), None)


def _fact(subject: str, told: Iterable[StatementInfo], file: PersonFile, words: Words, actor: Actor) -> FactBlock:
    writes = actor.may(May.WRITE_RECORDS)
    records = {one.id: one for one in file.records}
    found = [(one, words_of) for one in told if (words_of := said(one.payload)) and words_of.subject == subject]
    standing = {words_of.text for one, words_of in found if not (one.withdrawn or records[one.record].withdrawn_at)}
    return FactBlock(
        subject=subject,
        label=labels.word(HEADINGS, subject),
        add_url=_address("add", file.record.id, subject) if writes and not file.record.withdrawn_at else "",
        clash=subject in SINGLE and len(standing) > 1,
        statements=tuple(
            _statement(one, words_of, records[one.record], file, words, writes) for one, words_of in found
        ),
    )


def _statement(
    one: StatementInfo, told: Said, record: RecordInfo, file: PersonFile, words: Words, writes: bool
) -> StatementLine:
    opening = _opening(file, record.id)
    withdrawn = words.taken_back(one.withdrawn or (opening.withdrawn if opening else None))
    return StatementLine(
        text=told.text,
        details=told.details,
        provenance=" · ".join((words.who(one.organisation, one.actor), source_of(record), clocks(one))),
        withdrawn=withdrawn,
        withdraw_url=_address("withdraw", record.id, one.entry) if writes and not withdrawn else "",
        record_url=_address("person", told.record) if told.record else "",
        record_title=_("record %(number)s") % {"number": labels.short(told.record)} if told.record else "",
    )


def _case(file: CaseFile, words: Words, as_of: date | None) -> CaseBlock:
    lines = tuple(_case_line(one, words) for one in file.entries if in_effect(one, as_of))
    return CaseBlock(labels.word(labels.PROCEDURES, file.case.procedure), labels.authority(file.case.authority), lines)


def _case_line(entry: CaseEntryInfo, words: Words) -> StatementLine:
    told = said(entry.payload)
    text, details = (told.text, told.details) if told else ("", ())
    where = f"{words.who(entry.organisation, entry.actor)} · {clocks(entry)}"
    return StatementLine(text, details, where, words.taken_back(entry.withdrawn), "", "", "")


def _record(record: RecordInfo, file: PersonFile, words: Words) -> RecordLine:
    """Return a record as one of the person: what source it is, where and when it was told."""
    told = [labels.area(record.area), _origin(record)]
    opening = _opening(file, record.id)
    if opening is not None:
        reference = getattr(opening.payload, "reference", None)
        told.append(_("number in the source: %(number)s") % {"number": reference} if reference else "")
        told.append(f"{words.who(opening.organisation, opening.actor)} · {clocks(opening)}")
    withdrawn = words.taken_back(opening.withdrawn if opening else None)
    return RecordLine(
        id=str(record.id),
        name=name_of(record),
        source=source_of(record),
        url=_address("person", record.id),
        current=record.id == file.record.id,
        details=tuple(one for one in told if one),
        withdrawn=withdrawn,
    )


def _origin(record: RecordInfo) -> str:
    return _("country of origin: %(country)s") % {"country": labels.country(record.origin)} if record.origin else ""


def _judgement(one: JudgementInfo, record: UUID, words: Words, actor: Actor) -> JudgementLine:
    other = one.second if one.first == record else one.first
    withdrawn = words.taken(one.withdrawn_at, one.withdrawn_by, one.withdrawn_why) if one.withdrawn_at else ""
    return JudgementLine(
        text=labels.word(labels.VERDICTS, one.verdict),
        why=one.why,
        other=labels.short(other),
        other_url=_address("person", other),
        provenance=f"{words.who(one.organisation, one.actor)} · {labels.moment(one.recorded_at)}",
        withdrawn=withdrawn,
        withdraw_url=_address("judgement-withdraw", record, one.id) if actor.may(May.JUDGE) and not withdrawn else "",
    )


def _candidate(other: RecordInfo, proposal: Proposal | None, record: UUID, actor: Actor) -> CandidateLine:
    """Return a candidate in words; without a proposal of the matcher both name one document."""
    judge = f"{_address('judge', proposal.record if proposal else record)}?other={other.id}"
    why = sentences(proposal.reasons, get_language() or "en") if proposal else (_same_document(),)
    likely = "" if proposal is None else _("likely") if proposal.likely else _("possible")
    return CandidateLine(
        name=name_of(other),
        source=source_of(other),
        likely=likely,
        why=why,
        url=_address("person", other.id),
        judge_url=judge if actor.may(May.JUDGE) else "",
    )


def _same_document() -> Sentence:
    return Sentence("for", _("both records name the same document"))


# -- what the page of one form speaks of ------------------------------------------------------------------------------


def about_record(record: RecordInfo) -> About:
    return About(_("record %(number)s") % {"number": record.id}, name_of(record), (source_of(record),))


def about_statement(statement: StatementInfo) -> About:
    """Return the statement that is spoken of, with both its clocks."""
    told = said(statement.payload)
    text, details = (told.text, told.details) if told else (_("the opening of the record"), ())
    return About(_("what was said"), text, (*details, clocks(statement)))


def about_judgement(judgement: JudgementInfo) -> About:
    text = labels.word(labels.VERDICTS, judgement.verdict)
    return About(_("what was judged"), text, (judgement.why, labels.moment(judgement.recorded_at)))


def about_task(task: TaskInfo) -> About:
    number = _("record %(number)s") % {"number": task.record}
    return About(number, labels.word(labels.TASKS, task.kind), (labels.moment(task.opened_at),))
