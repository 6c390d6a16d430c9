"""Loading the demonstration: the operation, its people and its facts, by the one batch path of the ledger."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import chain, islice
from typing import Any, Final

from tulga.access.actor import Actor
from tulga.demo.operation import Opened, SignIn, open_demonstration
from tulga.demo.schedule import BOOKS_CLOSE, BOOKS_OPEN
from tulga.demo.stream import Recorded, stream
from tulga.demo.targets import SEED, Targets, read_targets
from tulga.demo.telling import OPERATION
from tulga.figures.facts import actions as facts
from tulga.figures.facts.entries import Document
from tulga.ledger.actions import Act, Draft, append_many
from tulga.ledger.kinds import kind_of
from tulga.procedures.shared import actions as procedures
from tulga.register import actions as register
from tulga.register.identity import actions as identity

PORTION: Final = 50_000  # entries in one transaction: an operation a hundred times the size is not one transaction
_OPENED_AT: Final = datetime.combine(BOOKS_OPEN - timedelta(3), time(4), UTC)
_CLOSED_AT: Final = datetime.combine(BOOKS_CLOSE + timedelta(3), time(4), UTC)

Progress = Callable[[int], None]
Entry = tuple[Draft, Act]


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What was loaded, how to sign in, and who publishes."""

    entries: int
    seed: int
    scale: int
    accounts: tuple[SignIn, ...]
    publisher: Actor


def load_demonstration(
    *, scale: int = 1, seed: int | None = None, at: datetime, progress: Progress | None = None
) -> DemoReport:
    """Fill an empty operation with invented people whose figures are the published ones, times `scale`.

    Entries bear simulated times from 2014 to 2022 (docs/decisions/0009); `at` is the real time and lies after them.
    What is written is complete only when this returns: who was interrupted begins again with empty databases.

    Raises:
        Refused: the operation has accounts already.
        ValueError: the clock stands before the last simulated day, or the scale is less than one.
        ImpossibleTargets: the targets contradict one another.
    """
    if at <= _CLOSED_AT:
        raise ValueError("the clock of this machine stands before the last day of the demonstration; set the clock")
    chosen = SEED if seed is None else seed
    targets = read_targets(scale)
    opened = open_demonstration(_OPENED_AT, at.date())
    entries = 0
    remaining = _everything(targets, chosen, opened)
    while portion := list(islice(remaining, 1)):
        report = append_many(chain(portion, islice(remaining, PORTION - 1)))
        entries += report.count
        if progress is not None:
            progress(entries)
    return DemoReport(entries, chosen, scale, opened.accounts, opened.publisher)


def _everything(targets: Targets, seed: int, opened: Opened) -> Iterator[Entry]:
    operation = opened.importers[OPERATION]
    yield facts.imported_declaration(operation, seed=seed, scale=targets.scale, at=_OPENED_AT)
    for recorded in stream(targets, seed):
        yield _entry(recorded, opened.importers)
    yield from _facts(targets, operation)


def _entry(recorded: Recorded, importers: dict[str, Actor]) -> Entry:
    """Hand one entry to the context that owns it."""
    told = recorded.told
    actor, stream_name = importers[told.by], kind_of(told.payload).stream
    common: dict[str, Any] = {"effective_on": told.effective_on, "at": recorded.at, "id": told.id}
    if stream_name == "case":
        return procedures.imported(actor, case=told.stream, payload=told.payload, **common)
    if stream_name == "judgement":
        return identity.imported_judgement(
            actor, judgement=told.stream, payload=told.payload, first=told.about, **common
        )
    return register.imported(actor, record=told.stream, payload=told.payload, **common)


def _facts(targets: Targets, operation: Actor) -> Iterator[Entry]:
    """Yield what is entered with its document instead of counted."""
    document = Document(**targets.document_of_facts())
    for day, numbers in targets.facts().items():
        for figure, value in numbers.items():
            told = {"items": tuple(value)} if isinstance(value, list) else {"value": value}
            yield facts.imported(operation, figure=figure, as_of=day, document=document, at=_CLOSED_AT, **told)
