"""A file as the reader sees it: what is known, from whom, since when, and what was taken back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from tulga.access.actor import Actor
from tulga.access.queries import author_names, organisation_names
from tulga.access.roles import May
from tulga.register.queries import PersonFile, RecordInfo, StatementInfo
from tulga.web.staff import labels
from tulga.web.staff.forms.statements import SUBJECTS
from tulga.web.staff.presenters.home import TaskLine, task_line
from tulga.web.staff.presenters.statements import HEADINGS, SINGLE, said


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
    title: str
    url: str
    current: bool
    details: tuple[str, ...]


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
    title: str
    why: str
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
class SideRow:
    """One subject of two records side by side."""

    label: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    same: bool
