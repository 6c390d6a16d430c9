"""One run: cases arrive, wait for somebody, are worked on and decided. SimPy keeps the time; chance has a seed."""

import heapq
from collections import defaultdict
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import exp, log
from random import Random
from typing import Any

import simpy

from tulga.procedures.definitions.core.model import Clock, Definition, ExpiryKind, StateKind, Step, Version
from tulga.procedures.load.core.plan import Plan, Span
from tulga.procedures.load.core.worktime import WorkTime

MONTH = 30  # days
DueOf = Callable[[Clock, date], date | None]  # the last day on which it is not late; None: the law's limit is not known


@dataclass
class Ran:
    """What happened in one run; times are days since the first day."""

    moves: list[tuple[float, str, str]] = field(default_factory=list)  # when, out of which state, into which ("": none)
    taken: list[float] = field(default_factory=list)
    clocks: list[tuple[str, float, float, float]] = field(default_factory=list)  # clock, began, due, ended (inf: runs)
    busy: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))  # role: days of work done
    opened: list[float] = field(default_factory=list)


class Office:
    """The people of an office and the cases before them."""

    def __init__(
        self, definition: Definition, version: Version, plan: Plan, first: date, days: int, due: DueOf, time: WorkTime,
        seed: int,
    ) -> None:  # fmt: skip
        self.version, self.plan, self.first, self.days = version, plan, first, days
        self.running: list[dict[str, tuple[float, float]]] = []
        self.due, self.time, self.chance, self.ran = due, time, Random(seed), Ran()  # noqa: S311 - a forecast
        self.env = simpy.Environment()
        self.outside = {role.id for role in definition.roles if role.outside}
        self.kind = {state.id: state.kind for state in version.states}
        self.start = next(state.id for state in version.states if state.kind is StateKind.START)
        self.staff = {
            role: simpy.PriorityResource(self.env, staff.people) for role, staff in plan.staff.items() if staff.people
        }

    def run(self) -> Ran:
        for state, ages in self.plan.backlog.items():
            for age in ages:
                self.env.process(self._case(state, -float(age)))
        self.env.process(self._arrivals())
        self.env.run(until=self.days)
        for running in self.running:
            self.ran.clocks += [(one, began, due, float("inf")) for one, (began, due) in running.items()]
        return self.ran

    def _arrivals(self) -> Generator[Any, Any, None]:
        while True:
            month = int(self.env.now // MONTH)
            rate = self.plan.arrivals_in(month) / MONTH
            end = (month + 1) * MONTH - self.env.now
            gap = self.chance.expovariate(rate) if rate else end
            if gap >= end:  # the rate of the next month begins anew: arrivals have no memory
                yield self.env.timeout(end)
                continue
            yield self.env.timeout(gap)
            self.env.process(self._case(self.start, self.env.now))

    # -- a case --------------------------------------------------------------------------------------------------------

    def _case(self, state: str, opened: float) -> Generator[Any, Any, None]:
        clocks: dict[str, tuple[float, float]] = {}  # running: began, due
        self.running.append(clocks)
        self.ran.opened.append(opened)
        self.ran.moves.append((self.env.now, "", state))
        if opened < 0:
            self._events(clocks, self._started_by(state), opened)
        decided = False
        while (step := self._next(state)) is not None:
            step = yield from self._waited(state, step, clocks)
            if step is None:
                break  # nobody ever does it
            if step.by and not self._is_outside(step):
                yield from self._worked(step, clocks)
            self._events(clocks, _events_of(step), self.env.now)
            self.ran.moves.append((self.env.now, state, step.target))
            state = step.target
            if not decided and self.kind[state] in (StateKind.DECIDED, StateKind.FINAL):
                decided = True
                self.ran.taken.append(self.env.now - opened)
        if self.kind[state] in (StateKind.DECIDED, StateKind.FINAL):
            clocks.clear()  # what runs on (a certificate's validity) is another queue; a case that is stuck keeps its

    def _next(self, state: str) -> Step | None:
        """Draw a way out of a state; None where no more is done."""
        usual = 0.0 if self.kind[state] in (StateKind.DECIDED, StateKind.FINAL) else 1.0
        ways = [(step, self.plan.weights.get(step.id, usual)) for step in self.version.steps if state in step.sources]
        ways = [(step, weight) for step, weight in ways if weight > 0]
        if not ways:
            return None
        return self.chance.choices([step for step, _ in ways], [weight for _, weight in ways])[0]

    def _waited(
        self, state: str, step: Step, clocks: dict[str, tuple[float, float]]
    ) -> Generator[Any, Any, Step | None]:
        """Wait for somebody outside, at most until one may go on without; return the step that comes of it."""
        if state == self.start:
            return step  # whoever comes has come
        ways = [one for one in self.version.steps if state in one.sources and self.plan.weights.get(one.id, 1.0) > 0]
        outside = [one for one in ways if self._is_outside(one)]
        inside = [one for one in ways if not self._is_outside(one)]
        until = self._may_go_on(clocks)
        if not outside or (inside and until is None and not self._is_outside(step)):
            return step
        asked = step if self._is_outside(step) else self.chance.choice(outside)
        wait = self.plan.waits.get(asked.id, self.plan.usual_wait)
        comes = self.chance.random() < wait.happens
        after = self._draw(wait.days) if comes else float("inf")
        if until is not None and inside and self.env.now + after > until:
            if until > self.env.now:
                yield self.env.timeout(until - self.env.now)
            return self.chance.choice(inside)
        if after == float("inf"):
            return None
        yield self.env.timeout(after)
        return asked

    def _worked(self, step: Step, clocks: dict[str, tuple[float, float]]) -> Generator[Any, Any, None]:
        role = next((one for one in step.by if one in self.staff), None)
        if role is None:
            raise ValueError(f"staff: nobody is there for the step {step.id} ({', '.join(step.by)})")
        first_due = int(min((due for _began, due in clocks.values() if due < float("inf")), default=10**9))
        with self.staff[role].request(priority=first_due) as turn:
            yield turn
            effort = self._draw(self.plan.effort.get(step.id, self.plan.usual_effort)) / self.plan.staff[role].hours
            began = self.env.now
            done = self.time.after(began, effort)
            yield self.env.timeout(done - began)
            self.ran.busy[role] += effort

    def _draw(self, span: Span) -> float:
        if span.median == 0 or span.spread == 0:
            return span.median
        return exp(self.chance.gauss(log(span.median), span.spread))

    def _is_outside(self, step: Step) -> bool:
        return bool(step.by) and all(role in self.outside for role in step.by)

    # -- clocks --------------------------------------------------------------------------------------------------------

    def _may_go_on(self, clocks: dict[str, tuple[float, float]]) -> float | None:
        """Return when one may go on without an answer: the end of the first such clock; None where none runs."""
        ends = [
            due for one, (_began, due) in clocks.items()
            if due < float("inf") and any(end.kind is ExpiryKind.MAY_DECIDE for end in self._clock(one).expiry)
        ]  # fmt: skip
        return min(ends, default=None)

    def _clock(self, name: str) -> Clock:
        return next(one for one in self.version.clocks if one.id == name)

    def _events(self, clocks: dict[str, tuple[float, float]], events: frozenset[str], at: float) -> None:
        self._end(clocks, [one for one in clocks if events.intersection(self._clock(one).stops)])
        for clock in self.version.clocks:
            if events.intersection(clock.starts) and (clock.id not in clocks or clock.repeats):
                last = self.due(clock, self.first + timedelta(int(at // 1)))
                if clock.id in clocks:
                    self._end(clocks, [clock.id])
                clocks[clock.id] = (at, float("inf") if last is None else (last - self.first).days + 1.0)

    def _end(self, clocks: dict[str, tuple[float, float]], names: list[str]) -> None:
        for one in names:
            began, due = clocks.pop(one)
            self.ran.clocks.append((one, began, due, self.env.now))

    def _started_by(self, state: str) -> frozenset[str]:
        """Return the events on the shortest way to a state: what has started clocks in a case that is old already."""
        seen, queue = {self.start: frozenset[str]()}, [(0, self.start)]
        while queue:
            steps, at = heapq.heappop(queue)
            if at == state:
                break
            for step in self.version.steps:
                if at in step.sources and step.target not in seen:
                    seen[step.target] = seen[at] | _events_of(step)
                    heapq.heappush(queue, (steps + 1, step.target))
        return seen.get(state, frozenset())


def _events_of(step: Step) -> frozenset[str]:
    decided = {"decided", f"decided:{step.outcome}"} if step.outcome else set()
    return frozenset({step.id, *decided, *(f"paper:{one}" for one in step.papers)})
