"""From the entries of a case to where it stands: `fold`.

Entries come in any order (devices are offline, lists are late). They are taken by the day on which they happened; what
is told with a span of days waits within it until it fits. The order of arrival decides nothing: only between two
entries of one moment the earlier position comes first. What fits nowhere is kept as a question.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from tulga.procedures.definitions.core.model import Definition, StateKind, Step, Version
from tulga.procedures.definitions.core.versions import find_version
from tulga.procedures.shared.core.apart import reasons_of_persons
from tulga.procedures.shared.core.events import Event, Reason, What
from tulga.procedures.shared.core.state import CaseState, Done, Question

NOTICE_SERVED, APPEALED, DECIDED = "notice_served", "appealed", "decided"
# May do a step of the procedure besides being what they are.
_MAY_STEP = frozenset({What.ENQUIRY, What.ANSWER, What.INTERVIEW, What.APPEAL})
_AFTER_A_DECISION = {What.NOTICE: "procedures.not_decided", What.APPEAL: "procedures.nothing_to_appeal"}
_LAST = date.max


def start_of(version: Version) -> str:
    """Return the state in which a case begins."""
    return next((one.id for one in version.states if one.kind is StateKind.START), version.states[0].id)


def withdrawn_among(events: Iterable[Event]) -> dict[UUID, Event]:
    """Return what no longer stands: the first withdrawal counts, and only one that was written after its entry."""
    given = list(events)
    positions = {event.entry: event.position for event in given}
    found: dict[UUID, Event] = {}
    for event in sorted(given, key=lambda one: one.position):
        if event.what is What.WITHDRAWN:
            target = UUID(event.value)
            if positions.get(target, event.position) < event.position and target not in found:
                found[target] = event
    return found


def fold(definition: Definition, version: Version, events: Sequence[Event]) -> CaseState:
    """Return the case as it stands by these entries, by the version that it was pinned to when it was opened."""
    withdrawn = withdrawn_among(events)
    standing = [one for one in events if one.entry not in withdrawn and one.what is not What.WITHDRAWN]
    folding = _Folding(definition, version)
    for event in sorted(standing, key=_order):
        folding.take(event)
    folding.finish()
    return CaseState(
        definition, folding.version, folding.state, tuple(folding.history), tuple(folding.questions), withdrawn,
        tuple(events), version.id,
    )  # fmt: skip


def _order(event: Event) -> tuple[date, bool, object, int]:
    return event.first_day, event.what is not What.OPENED, event.moment, event.position


class _Folding:
    """What has counted so far, and what still waits for its day."""

    def __init__(self, definition: Definition, version: Version) -> None:
        self.definition, self.version = definition, version
        self.state = start_of(version)
        self.history: list[Done] = []
        self.questions: list[Question] = []
        self.waiting: list[Event] = []

    def take(self, event: Event) -> None:
        self._give_up(event.first_day)
        if self._try(event):
            self._retry()
        else:
            self.waiting.append(event)

    def finish(self) -> None:
        self._give_up(_LAST)
        self.questions.sort(key=lambda one: _order(one.event))

    def _give_up(self, before: date) -> None:
        """What waited and could only have happened before this day fits nowhere."""
        late = [event for event in self.waiting if before is _LAST or event.last_day < before]
        for event in late:
            self.waiting.remove(event)
            self.questions.append(Question(event, self._reasons(event)))

    def _retry(self) -> None:
        while chosen := next((event for event in self.waiting if not self._reasons(event)), None):
            self.waiting.remove(chosen)
            self._apply(chosen)

    def _try(self, event: Event) -> bool:
        if self._reasons(event):
            return False
        self._apply(event)
        return True

    def _reasons(self, event: Event) -> tuple[Reason, ...]:
        """Return why an entry does not fit here and now."""
        step, against = way_of(self.version, self.state, event)
        found = list(against)
        code = _AFTER_A_DECISION.get(event.what)
        silence = event.what is What.APPEAL and step is not None  # that it counts as refusal is for its guards
        if code and not silence and not any(done.event.what is What.DECISION for done in self.history):
            found.append(Reason(code))
        if event.what is not What.OPENED and self._opened_later(event):
            found.append(Reason("procedures.before_opening"))
        found += self._reasons_of_kind(event)
        found += reasons_of_persons(self.definition, self.history, event, step)
        return tuple(found)

    def _reasons_of_kind(self, event: Event) -> tuple[Reason, ...]:
        if event.what is What.MOVED:
            return self._reasons_to_move(event)
        return reasons_of_entry(self.version, self.history, event)

    def _reasons_to_move(self, event: Event) -> tuple[Reason, ...]:
        target = find_version(self.definition, event.value)
        if target is None:
            return (Reason("procedures.no_such_version", {"name": event.value}),)
        wanted = event.detail.get("state") or self.state
        if all(one.id != wanted for one in target.states):
            return (Reason("procedures.no_such_state", {"state": wanted, "name": target.id}),)
        return (Reason("procedures.pinned_already", {"name": target.id}),) if target.id == self.version.id else ()

    def _opened_later(self, event: Event) -> bool:
        opened = next((done.event for done in self.history if done.event.what is What.OPENED), None)
        return opened is not None and event.last_day < opened.first_day

    def _apply(self, event: Event) -> None:
        step, _ = way_of(self.version, self.state, event)
        source = self.state
        if event.what is What.MOVED:
            self.version = find_version(self.definition, event.value) or self.version
            self.state = event.detail.get("state") or self.state
        elif step is not None:
            self.state = step.target
        names = (*names_of(event, step), *self._of_notice(event))
        self.history.append(Done(event, names, source, self.state, step))

    def _of_notice(self, event: Event) -> tuple[str, ...]:
        """A notice is known by the outcome of the last decision too: nobody complains against what helps them."""
        if event.what is not What.NOTICE:
            return ()
        told = [done.event.value for done in self.history if done.event.what is What.DECISION]
        return (f"{NOTICE_SERVED}:{told[-1]}",) if told else ()


def way_of(version: Version, state: str, event: Event) -> tuple[Step | None, tuple[Reason, ...]]:
    """Return the step that an entry does from a state, if it does one, and why it cannot be done."""
    wanted = steps_named(version, event)
    if not wanted:
        code = {What.STEP: "procedures.no_such_step", What.DECISION: "procedures.no_such_outcome"}.get(event.what)
        if event.what is What.PAPER and not any(paper.id == event.value for paper in version.papers):
            code = "procedures.no_such_paper"
        if event.what is What.STEP and any(one.id == event.value for one in version.steps):
            return None, (Reason("procedures.done_otherwise", {"step": event.value}),)
        return None, (Reason(code, {"name": event.value}),) if code else ()
    step = next((one for one in wanted if state in one.sources), None)
    if step is not None:
        return step, ()
    if event.what in {What.ENQUIRY, What.ANSWER, What.INTERVIEW}:
        return None, ()  # a second enquiry, another interview: they count, and lead nowhere
    if event.what is What.PAPER and not _only_way(version, event.value):
        return None, ()
    return None, (Reason("procedures.not_from_here", {"step": wanted[0].id, "state": state}),)


def steps_named(version: Version, event: Event) -> tuple[Step, ...]:
    """Return the steps that an entry may do, whatever the state."""
    if event.what is What.DECISION:
        return tuple(one for one in version.steps if one.outcome == event.value)
    if event.what is What.PAPER:
        return tuple(one for one in version.steps if one.outcome is None and one.papers[:1] == (event.value,))
    if event.what is What.STEP:
        return tuple(one for one in version.steps if one.id == event.value and not _done_otherwise(one))
    if event.what in _MAY_STEP and event.step:
        return tuple(one for one in version.steps if one.id == event.step and not _done_otherwise(one))
    return ()


def _done_otherwise(step: Step) -> bool:
    """Say whether a step is done by its decision or by its paper, never by a mere word."""
    return step.outcome is not None or bool(step.papers)


def _only_way(version: Version, paper: str) -> bool:
    """Say whether a paper is issued by its own step only: another step that may issue it leads nowhere by itself."""
    return not any(paper in one.papers and one.papers[:1] != (paper,) for one in version.steps)


def names_of(event: Event, step: Step | None) -> tuple[str, ...]:
    """Return under which names clocks and guards know an entry."""
    own = {
        What.DECISION: (DECIDED, f"{DECIDED}:{event.value}"),
        What.NOTICE: (NOTICE_SERVED,),
        What.APPEAL: (APPEALED,),
        What.PAPER: (f"paper:{event.value}",),
        What.STEP: (event.value,),
        What.EXTENSION: (f"extended:{event.value}",),
    }.get(event.what, ())
    named = step.id if step is not None else event.step
    return own if not named or named in own else (*own, named)


def reasons_of_entry(version: Version, history: Sequence[Done], event: Event) -> tuple[Reason, ...]:
    """Return why an entry says something that the procedure, or what went before, does not bear out."""
    match event.what:
        case What.OPENED:
            again = any(done.event.what is What.OPENED for done in history)
            return (Reason("procedures.case_taken"),) if again else ()
        case What.PAUSE | What.RESUME | What.EXTENSION:
            return _reasons_of_clock(version, history, event)
        case What.REVIEW | What.ANSWER | What.TASK_DONE | What.CANCELLED:
            code = {
                What.REVIEW: "procedures.no_draft", What.ANSWER: "procedures.no_such_enquiry",
                What.TASK_DONE: "", What.CANCELLED: "procedures.no_such_appointment",
            }[event.what]  # fmt: skip
            known = any(str(done.event.entry) == event.value for done in history)
            return (Reason(code),) if code and not known else ()
    return ()


def _reasons_of_clock(version: Version, history: Sequence[Done], event: Event) -> tuple[Reason, ...]:
    clock = next((one for one in version.clocks if one.id == event.value), None)
    if clock is None:
        return (Reason("procedures.no_such_clock", {"name": event.value}),)
    if event.what is What.EXTENSION:
        return () if clock.extension else (Reason("procedures.no_extension", {"clock": clock.id}),)
    if event.what is What.PAUSE and event.detail.get("reason") not in clock.pauses:
        return (Reason("procedures.no_such_pause", {"clock": clock.id}),)
    paused = 0
    for done in history:
        if done.event.value == clock.id and done.event.what in {What.PAUSE, What.RESUME}:
            paused += 1 if done.event.what is What.PAUSE else -1
    if event.what is What.PAUSE:
        return (Reason("procedures.paused_already", {"clock": clock.id}),) if paused > 0 else ()
    return () if paused > 0 else (Reason("procedures.not_paused", {"clock": clock.id}),)
