"""The machine that runs a case by the version it is pinned to: what may be done next, and every reason why not.

`fold` (in `folding`) tells where a case is. Here one more entry is held against it: `possible` for every way on from
where the case is, `check` for one, `check_history` for a whole case that somebody tells us of.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from uuid import UUID

from tulga.kernel.dates import PartialDate
from tulga.kernel.findings import Finding
from tulga.procedures.clocks.core.counting import plus_months
from tulga.procedures.clocks.core.terms import Unit
from tulga.procedures.definitions.core.model import Definition, Step, Use, Version
from tulga.procedures.shared.core.effects import enquiries_end
from tulga.procedures.shared.core.events import Event, Reason, What
from tulga.procedures.shared.core.folding import fold, names_of, start_of, steps_named, withdrawn_among
from tulga.procedures.shared.core.guards import Context, reasons_of
from tulga.procedures.shared.core.state import CaseState, ClockNow, Done, Facts, Question

__all__ = [
    "CaseState", "ClockNow", "Done", "Event", "Facts", "NextStep", "Problem", "Question", "Reason", "What", "acting_as",
    "check", "check_history", "fold", "names_of", "possible", "start_of", "withdrawn_among",
]  # fmt: skip
# Decided because the person wants so: nobody reviews it.
_BY_THE_PERSON = frozenset({"withdrawn"})
_WHOLE = {Unit.MONTHS: 1, Unit.YEARS: 12}  # terms of papers in months


@dataclass(frozen=True, slots=True)
class NextStep:
    """A way on from where the case is. `role`: as whom the actor may do it; no reasons: it may be done."""

    step: Step
    role: str
    reasons: tuple[Reason, ...]

    @property
    def may(self) -> bool:
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Problem:
    """An entry of a told history that the procedure does not bear out."""

    entry: UUID
    reasons: tuple[Reason, ...]


def possible(state: CaseState, facts: Facts) -> tuple[NextStep, ...]:
    """Return every way on from where the case is, each with every reason against it (on the day of `facts.today`)."""
    ways = [step for step in state.version.steps if state.state in step.sources]
    return tuple(NextStep(step, _role(step, facts), _reasons_of_way(state, step, facts)) for step in ways)


def _role(step: Step, facts: Facts) -> str:
    return next((role for role in step.by if role in facts.roles), "")


def acting_as(state: CaseState, event: Event, facts: Facts) -> str:
    """Return as whom the actor does what this entry says; "" where it does no step, or no role for it is held."""
    steps = _steps(state, event)
    return _role(steps[0], facts) if steps else ""


def _reasons_of_way(state: CaseState, step: Step, facts: Facts) -> tuple[Reason, ...]:
    what, value = What.STEP, step.id
    if step.outcome:
        what, value = What.DECISION, step.outcome
    elif step.papers:
        what, value = What.PAPER, step.papers[0]
    wanted = Event(
        UUID(int=0), what, value, facts.today, facts.today, datetime.combine(facts.today, time.max, UTC),
        _after(state), facts.actor, role=_role(step, facts), detail={"documents": tuple(sorted(facts.documents))},
    )  # fmt: skip
    return _once([*_of_roles(step, facts), *_of_event(state, wanted, facts), *_of_step(state, step, wanted, facts)])


def _after(state: CaseState) -> int:
    return max((event.position for event in state.events), default=0) + 1


def check(state: CaseState, event: Event, facts: Facts) -> tuple[Reason, ...]:
    """Return every reason against writing this entry into the case now; none means that it may be written.

    `event` must come after everything that the case holds already (its position).
    """
    steps = _steps(state, event)
    step = next((one for one in steps if state.state in one.sources), steps[0] if steps else None)
    found = [*(_of_roles(step, facts) if step else ()), *_of_days(event, facts), *_of_event(state, event, facts)]
    if step is not None:
        found += _of_step(state, step, event, facts)
    if event.what is What.PAPER and event.detail.get("until"):
        found += _of_paper(state, event, PartialDate.parse(event.detail["until"]))
    if event.what is What.ENQUIRY and enquiries_end(state):
        found.append(Reason("procedures.enquiries_closed"))
    return _once(found)


def _steps(state: CaseState, event: Event) -> tuple[Step, ...]:
    return steps_named(state.version, event)


def _once(found: Iterable[Reason]) -> tuple[Reason, ...]:
    kept: list[Reason] = []
    for reason in found:
        if reason not in kept:
            kept.append(reason)
    return tuple(kept)


def _of_roles(step: Step, facts: Facts) -> tuple[Reason, ...]:
    """Return that the actor holds no role in which this is done."""
    if facts.roles.intersection(step.by):
        return ()
    return tuple(Reason("procedures.not_your_role", {"role": role}) for role in step.by)


def _of_days(event: Event, facts: Facts) -> list[Reason]:
    found = []
    if event.first_day > facts.today:
        found.append(Reason("procedures.in_the_future"))
    if facts.birth.after(event.last_day) is Finding.MET:
        found.append(Reason("procedures.before_birth"))
    return found


def _of_event(state: CaseState, event: Event, facts: Facts) -> list[Reason]:
    """Return why the entry would not count, and what that counts now would no longer."""
    with_it = fold(state.definition, _version(state), [*state.events, event])
    asked = next((one for one in with_it.questions if one.event.entry == event.entry), None)
    found = list(asked.reasons) if asked else []
    if event.what is What.DECISION and asked and _applied_later(state, event):
        found.append(Reason("procedures.before_application"))
    gone = event.what is not What.WITHDRAWN and state.standing - with_it.standing
    return [*found, Reason("procedures.displaces", {"entries": str(len(gone))})] if gone else found


def _version(state: CaseState) -> Version:
    """Return the version of the opening; moves are entries like others."""
    return next(one for one in state.definition.versions if one.id == state.pinned)


def _applied_later(state: CaseState, event: Event) -> bool:
    first = next((done.event for done in state.history if done.step is not None), None)
    return first is not None and event.last_day < first.first_day


def _of_step(state: CaseState, step: Step, event: Event, facts: Facts) -> list[Reason]:
    """Return which conditions of a step are not met, which documents are missing, and whether somebody looked twice."""
    context = Context(state, step, facts, event.first_day)
    found = [reason for guard in step.guards for reason in reasons_of(context, guard)]
    brought = documents_received(state) | frozenset(event.detail.get("documents", ()))
    found += [
        Reason("procedures.document_missing", {"document": one.id})
        for one in state.version.documents
        if one.id in step.documents and one.required and one.use is Use.ASSERT and one.id not in brought
    ]
    if step.outcome and step.outcome not in _BY_THE_PERSON and event.doer is not None:
        found += _second_pair_of_eyes(state, step.outcome)
    return found


def _of_paper(state: CaseState, event: Event, until: PartialDate) -> list[Reason]:
    """Return why a paper may not be valid so long: beyond its own term, or beyond the paper that it rests on."""
    paper = next((one for one in state.version.papers if one.id == event.value), None)
    if paper is None or until.earliest is None or paper.use is not Use.ASSERT:
        return []
    found = []
    if paper.valid_for is not None and paper.valid_for.unit in _WHOLE:
        last = plus_months(event.last_day, paper.valid_for.value * _WHOLE[paper.valid_for.unit])
        if until.earliest > last:
            found.append(Reason("procedures.paper_too_long", {"day": last.isoformat()}))
    end = _until(state, paper.until) if paper.until else None
    if end is not None and until.earliest > end:
        found.append(Reason("procedures.paper_beyond", {"paper": paper.until or "", "day": end.isoformat()}))
    return found


def _until(state: CaseState, paper: str) -> date | None:
    """Return the last day on which the last paper of a kind may be valid; None where nobody said."""
    issued = [done.event for done in state.of(What.PAPER) if done.event.value == paper]
    told = issued[-1].detail.get("until") if issued else None
    return PartialDate.parse(told).latest if told else None


def documents_received(state: CaseState) -> frozenset[str]:
    """Return the documents that were brought with steps that count."""
    return frozenset(one for done in state.history for one in done.event.detail.get("documents", ()))


def _second_pair_of_eyes(state: CaseState, outcome: str) -> list[Reason]:
    """A decision is drafted by one and reviewed by another, since the last decision."""
    since = state.history
    last = max((at for at, done in enumerate(since) if done.event.what is What.DECISION), default=-1)
    drafts = {
        str(done.event.entry): done for done in since[last + 1 :]
        if done.event.what is What.DRAFT and done.event.value == outcome
    }  # fmt: skip
    if not drafts:
        return [Reason("procedures.not_drafted")]
    said = {done.event.value: done.event for done in since[last + 1 :] if done.event.what is What.REVIEW}
    agreed = any(one in said and said[one].detail.get("agrees") is True for one in drafts)
    return [] if agreed else [Reason("procedures.not_reviewed")]


Clocks = Callable[[CaseState], tuple[ClockNow, ...]]


def check_history(
    definition: Definition,
    version: Version,
    events: Sequence[Event],
    *,
    facts: Facts,
    clocks: Clocks | None = None,
    unknown: bool = False,
) -> tuple[Problem, ...]:
    """Return which entries of a told case its procedure does not bear out; none means that it can be imported.

    What a list does not tell (an age, an answer) is no problem unless `unknown` is asked for. Roles are not looked at:
    nobody knows who did it.
    """
    state = fold(definition, version, events)
    found = [Problem(question.event.entry, question.reasons) for question in state.questions]
    for at, done in enumerate(state.history):
        against = _of_days(done.event, facts)
        if done.step is not None and done.step.guards:
            then = replace(state, history=state.history[:at], state=done.source, questions=())
            asks = any("clock_over" in guard or "enquiries_closed" in guard for guard in done.step.guards)
            known = replace(facts, clocks=clocks(then)) if clocks and asks else facts
            context = Context(then, done.step, known, done.event.first_day)
            against += [reason for guard in done.step.guards for reason in reasons_of(context, guard)]
        if kept := tuple(reason for reason in against if unknown or not reason.unknown):
            found.append(Problem(done.event.entry, kept))
    return tuple(found)
