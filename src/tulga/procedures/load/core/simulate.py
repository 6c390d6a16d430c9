"""How many cases will wait, how many be late, and what a limit costs, given arrivals, staff and the clocks of the law.

forecast = simulate(definition, version, plan, first=date(2022, 1, 1), months=12, due=..., works=..., seed=1)
A forecast is not a promise: it knows what the plan knows. Same inputs and seed, same numbers.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median, quantiles

from tulga.procedures.clocks.core.terms import Limit
from tulga.procedures.definitions.core.model import Definition, StateKind, Version
from tulga.procedures.load.core.forecast import Day, Forecast, Range, range_of
from tulga.procedures.load.core.plan import Plan
from tulga.procedures.load.core.run import MONTH, DueOf, Office, Ran
from tulga.procedures.load.core.worktime import WorkTime

RUNS = 40
MOST_STAFF = 200


def simulate(
    definition: Definition,
    version: Version,
    plan: Plan,
    *,
    first: date,
    months: int,
    due: DueOf,
    works: Callable[[date], bool],
    seed: int,
    runs: int = RUNS,
) -> Forecast:
    """Return how things stand at the end of each month of 30 days, over `runs` runs.

    Raises:
        ValueError: the plan names a step, role or state that the version does not have, or nobody for a step.
    """
    _check(definition, version, plan)
    days = months * MONTH
    time = WorkTime(first, days + 1, works)
    ran = [Office(definition, version, plan, first, days, due, time, seed * 1_000_003 + k).run() for k in range(runs)]
    decided = {state.id for state in version.states if state.kind in (StateKind.DECIDED, StateKind.FINAL)}
    worked = max(sum(works(first + timedelta(at)) for at in range(days)), 1)
    busy = {
        role: range_of([one.busy[role] / (worked * staff.people) for one in ran])
        for role, staff in plan.staff.items() if staff.people
    }  # fmt: skip
    return Forecast(
        seed,
        runs,
        tuple(_days(ran, first, months, decided)),
        range_of([median(one.taken) if one.taken else 0.0 for one in ran]),
        range_of([_ninth(one.taken) for one in ran]),
        busy,
        _ended_late(ran, days),
    )


def _check(definition: Definition, version: Version, plan: Plan) -> None:
    steps, states = {step.id for step in version.steps}, {state.id for state in version.states}
    roles = {role.id for role in definition.roles}
    for field, named, known in (
        ("effort", plan.effort, steps), ("waits", plan.waits, steps), ("weights", plan.weights, steps),
        ("staff", plan.staff, roles), ("backlog", plan.backlog, states),
    ):  # fmt: skip
        for name in named:
            if name not in known:
                raise ValueError(f"{field}: {name} is not in {version.id}; it has {', '.join(sorted(known))}")


def _ninth(taken: Sequence[float]) -> float:
    if len(taken) < 2:
        return taken[0] if taken else 0.0
    return quantiles(taken, n=10, method="inclusive")[8]


def _days(ran: Sequence[Ran], first: date, months: int, decided: set[str]) -> Iterator[Day]:
    ends = [month * MONTH for month in range(1, months + 1)]
    counts = [_states(one, ends) for one in ran]
    late = [_late(one) for one in ran]
    clocks = sorted({name for one in late for name in one})
    opened = [sorted(at for at in one.opened if at >= 0) for one in ran]
    for k, at in enumerate(ends):
        now = [one[k] for one in counts]
        states = sorted({state for count in now for state in count if state not in decided})
        yield Day(
            first + timedelta(at - 1),
            range_of([bisect_left(one, at) for one in opened]),
            range_of([sum(n for state, n in count.items() if state not in decided) for count in now]),
            {state: range_of([count[state] for count in now]) for state in states},
            {name: range_of([one[name].at(at) if name in one else 0 for one in late]) for name in clocks},
            range_of([sum(n for state, n in count.items() if state in decided) for count in now]),
        )


def _states(one: Ran, ends: Sequence[int]) -> list[Counter[str]]:
    """Return how many cases are in each state at each end; moves come in the order of time."""
    found, count, done = [], Counter[str](), 0
    for end in ends:
        while done < len(one.moves) and one.moves[done][0] <= end:
            _when, out, into = one.moves[done]
            count[into] += 1
            if out:
                count[out] -= 1
            done += 1
        found.append(+count)
    return found


@dataclass(frozen=True, slots=True)
class _Late:
    """When clocks became late, and when they ended late; sorted."""

    since: list[float]
    ended: list[float]

    def at(self, day: float) -> int:
        return bisect_right(self.since, day) - bisect_right(self.ended, day)


def _late(one: Ran) -> dict[str, _Late]:
    found: dict[str, _Late] = {}
    for name, _began, due, ended in one.clocks:
        held = found.setdefault(name, _Late([], []))
        if due < ended:
            held.since.append(due)
            held.ended.append(ended)
    for held in found.values():
        held.since.sort()
        held.ended.sort()
    return found


def _ended_late(ran: Sequence[Ran], days: int) -> dict[str, Range]:
    """Return the share that was late, among clocks that ended or whose end lies before the last day."""
    shares: dict[str, list[float]] = {}
    for one in ran:
        seen, late = Counter[str](), Counter[str]()
        for name, _began, due, ended in one.clocks:
            if ended <= days or due <= days:
                seen[name] += 1
                late[name] += ended > due
        for name, number in seen.items():
            shares.setdefault(name, []).append(late[name] / number)
    return {name: range_of(values) for name, values in sorted(shares.items())}


# -- what a limit costs ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cost:
    """What it takes to keep a limit: with today's staff this share is late; `people` of the role keep it.

    `people` None: not even `MOST_STAFF` keep it (what is waited for takes longer than the limit).
    """

    limit: Limit
    late: Range
    people: int | None


def cost_of_limits(
    definition: Definition,
    version: Version,
    plan: Plan,
    clock: str,
    limits: Iterable[Limit],
    *,
    role: str,
    share: float,
    first: date,
    months: int,
    due: DueOf,
    works: Callable[[date], bool],
    seed: int,
    runs: int = 10,
) -> list[Cost]:
    """Return for each limit how many people of `role` keep the mean share that is late at `share` or less.

    Raises:
        ValueError: the version has no such clock, or the plan no such role.
    """

    def late(limit: Limit, people: int) -> Range:
        clocks = tuple(replace(one, limit=limit) if one.id == clock else one for one in version.clocks)
        tried = replace(plan, staff={**plan.staff, role: replace(plan.staff[role], people=people)})
        found = simulate(
            definition, replace(version, clocks=clocks), tried, first=first, months=months, due=due, works=works,
            seed=seed, runs=runs,
        )  # fmt: skip
        return found.ended_late.get(clock, Range(0.0, 0.0, 0.0))

    if clock not in {one.id for one in version.clocks}:
        raise ValueError(f"clock: {clock} is not in {version.id}")
    if role not in plan.staff:
        raise ValueError(f"role: nobody of {role} is in the plan; it has {', '.join(sorted(plan.staff))}")
    here = max(plan.staff[role].people, 1)

    def keeps(limit: Limit) -> Callable[[int], bool]:
        return lambda people: late(limit, people).mean <= share

    return [Cost(limit, late(limit, here), _fewest(keeps(limit))) for limit in limits]


def _fewest(keeps: Callable[[int], bool]) -> int | None:
    """Return the fewest people who keep it: doubling, then halving the gap."""
    most = 1
    while not keeps(most):
        if most >= MOST_STAFF:
            return None
        most = min(2 * most, MOST_STAFF)
    low, high = most // 2, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if keeps(middle) else (middle, high)
    return high


# -- beside what happened ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Compared:
    """A month of the forecast beside what happened."""

    on: date
    open: Range
    open_then: int
    decided: Range
    decided_then: int


def beside_history(forecast: Forecast, cases: Iterable[tuple[date, date | None]], first: date) -> list[Compared]:
    """Lay the months of a forecast beside cases (opened, decided) as they were from `first` on."""
    known = list(cases)
    opened = sorted(one for one, _ in known)
    decided = sorted(end for _, end in known if end is not None)
    before = bisect_right(decided, first - timedelta(1))
    return [
        Compared(
            day.on, day.open, bisect_right(opened, day.on) - bisect_right(decided, day.on),
            day.decided, bisect_right(decided, day.on) - before,
        )
        for day in forecast.days
    ]  # fmt: skip


def arrivals_of(opened: Iterable[date], first: date, months: int) -> tuple[float, ...]:
    """Return how many cases were opened in each of the `months` months of 30 days that end before `first`."""
    count: Counter[int] = Counter((first - day).days - 1 for day in opened if day < first)
    by_month: Counter[int] = Counter()
    for ago, number in count.items():
        by_month[ago // MONTH] += number
    return tuple(float(by_month[month]) for month in reversed(range(months)))
