"""What waits for the reader, and how much there is that the reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tulga.access.actor import Actor
from tulga.access.roles import May
from tulga.register.queries import TaskInfo
from tulga.web.staff import labels

SHOWN = 25
URGENCY = {"clash": 0, "same_document": 1}
SAME_DOCUMENT = "same_document"  # settled by a judgement, never by closing
WHAT_ONE_CAN_DO = (
    (
        May.COMPUTE_FIGURES,
        "figures",
        gettext_lazy("Figures"),
        gettext_lazy("Compute as of any day, compare with the published statistics, reconcile, release."),
    ),
    (
        May.READ_LOGS,
        "log",
        gettext_lazy("Log of views"),
        gettext_lazy("Who opened which file, when, for what purpose."),
    ),
    (
        May.READ_LOGS,
        "ledger",
        gettext_lazy("Ledger"),
        gettext_lazy("What is sealed, and whether everything is as it was written."),
    ),
    (
        May.ADMINISTER,
        "administration",
        gettext_lazy("Administration"),
        gettext_lazy("Organisations, accounts and roles."),
    ),
)


@dataclass(frozen=True, slots=True)
class Count:
    number: str
    label: str


@dataclass(frozen=True, slots=True)
class TaskLine:
    text: str
    opened: str
    record: str
    url: str
    judge_url: str
    close_url: str


@dataclass(frozen=True, slots=True)
class Place:
    label: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class HomePage:
    can_search: bool
    counts: tuple[Count, ...]
    tasks: tuple[TaskLine, ...]
    more: str
    places: tuple[Place, ...]


def home_page(actor: Actor, *, tasks: Sequence[TaskInfo], records: int | None) -> HomePage:
    """Return the start page; without a role that reads files it holds no count of people."""
    waiting = sorted(tasks, key=lambda task: URGENCY.get(task.kind, len(URGENCY)))  # stable: the oldest of a kind first
    return HomePage(
        can_search=actor.may(May.READ_FILES),
        counts=() if records is None else _counts(tasks, records),
        tasks=tuple(task_line(one, actor) for one in waiting[:SHOWN]),
        more=_more(len(tasks)),
        places=tuple(
            Place(str(label), str(text), reverse(f"staff:{name}"))
            for permission, name, label, text in WHAT_ONE_CAN_DO
            if actor.may(permission)
        ),
    )


def _more(count: int) -> str:
    return "" if count <= SHOWN else _("And %(number)s more.") % {"number": labels.number(count - SHOWN)}


def _counts(tasks: Sequence[TaskInfo], records: int) -> tuple[Count, ...]:
    def of(*kinds: str) -> str:
        return labels.number(sum(one.kind in kinds for one in tasks))

    return (
        Count(of("clash"), _("clashes: two people wrote different things")),
        Count(of("same_document"), _("candidates: two records name the same document")),
        Count(of("merge_undone"), _("undone judgements to look after")),
        Count(labels.number(records), _("records that you may see")),
    )


def task_line(task: TaskInfo, actor: Actor) -> TaskLine:
    """Return a task in words, with where to look and, for whom it is, how to settle it."""
    settle = ""
    if task.kind == SAME_DOCUMENT and task.other is not None:
        settle = f"{reverse('staff:judge', args=[task.record])}?other={task.other}" if actor.may(May.JUDGE) else ""
    elif actor.may(May.CLOSE_TASKS):
        settle = reverse("staff:task-close", args=[task.id])
    return TaskLine(
        text=labels.word(labels.TASKS, task.kind),
        opened=labels.day(task.opened_at.date()),
        record=labels.short(task.record),
        url=reverse("staff:person", args=[task.record]),
        judge_url=settle if task.kind == SAME_DOCUMENT else "",
        close_url=settle if task.kind != SAME_DOCUMENT else "",
    )
