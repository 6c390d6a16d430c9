"""The points of a life at which law is read, in their order: birth, days that a law names, events, papers, answers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol, TypeAlias

from tulga.kernel.dates import PartialDate
from tulga.nationality.core import spans
from tulga.nationality.core.facts import Event, Person
from tulga.nationality.core.index import Index, Ready, is_about
from tulga.nationality.core.moves import Paper
from tulga.nationality.core.spans import Days
from tulga.nationality.core.vocabulary import PAPERS_OF_NATIONALS, PAPERS_OF_OTHERS

Point: TypeAlias = tuple[Days, int, str, Sequence[Ready], Event | Paper | None]
_TODAY = PartialDate.parse("unknown")  # the day of an answer that is only tried out is the day of the assessment


class Life(Protocol):
    """What the points depend on."""

    @property
    def who(self) -> str: ...
    @property
    def person(self) -> Person: ...
    @property
    def born(self) -> Days: ...
    @property
    def now(self) -> Days: ...
    @property
    def index(self) -> Index: ...
    @property
    def files(self) -> Collection[str]: ...
    @property
    def answers(self) -> Mapping[str, str]: ...


def points(life: Life) -> list[Point]:
    """Return the events of this life in their order; of two on one day: birth, snapshots, events, papers."""
    found: list[Point] = []
    if life.born.lo <= life.now.hi:
        found.append((life.born, 0, "birth", life.index.birth, None))
    for day, on_that_day in life.index.days:
        if life.born.lo <= day <= life.now.hi:
            found.append((Days(day, day), 1, spans.written(Days(day, day)), on_that_day, None))
    for event in life.person.events:
        when = spans.of_partial(event.when)
        if when.lo <= life.now.hi and event.detail("holder") in ("", "subject", "self"):
            label = f"{event.type} {spans.written(when)}"
            rules = [one for one in life.index.events.get(event.type, ()) if is_about(one.rule, event)]
            found.append((when, 2, label, rules, event))
    found += [(when, 3, label, (), paper) for when, label, paper in _papers(life)]
    found += [(life.now, 4, "answer", (), event) for event in _tried_answers(life)]
    return sorted(found, key=lambda point: (point[0].lo, point[1], point[0].hi))


def _papers(life: Life) -> Iterable[tuple[Days, str, Paper]]:
    for document in life.person.documents:
        speaks = document.type in PAPERS_OF_NATIONALS, document.type in PAPERS_OF_OTHERS
        when = spans.of_partial(document.first) if document.first is not None else life.now
        if any(speaks) and document.issuer in life.files and when.lo <= life.now.hi:
            label = f"{document.type} {spans.written(when)}"
            yield when, label, Paper(document.issuer, document.type, speaks[0], document.path, document.held)


def _tried_answers(life: Life) -> Iterable[Event]:
    for key, answer in life.answers.items() if life.who == "subject" else ():  # nobody asked about a relative
        if key.startswith("authority.answer."):
            details = (("answer", answer),)
            yield Event("authority_answer", _TODAY, key.rpartition(".")[2], details, f"answer:{key}")


def state_of(event: Event | Paper) -> str:
    return event.issuer if isinstance(event, Paper) else event.state
