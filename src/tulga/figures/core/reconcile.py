"""Accounts of people: start + in - out = end, for each category and period, from each person's changes of state.

Double entry: whoever leaves one category on a day for another goes out of the one and into the other, for the same
reason. So the accounts close by construction; `closes` checks it all the same, because a check that trusts its subject
checks nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, NamedTuple

from tulga.figures.core.counting import ASYLUM_SEEKER, BY_GOVERNMENT, NOT_DETERMINED, REFUGEE, Person, PersonState

# what an account is kept for, and the categories that are in it
ACCOUNTS: Final[Mapping[str, frozenset[str]]] = {
    "total": frozenset({REFUGEE, ASYLUM_SEEKER, BY_GOVERNMENT, NOT_DETERMINED}),
    "stateless": frozenset({BY_GOVERNMENT, NOT_DETERMINED}),
    BY_GOVERNMENT: frozenset({BY_GOVERNMENT}),
    NOT_DETERMINED: frozenset({NOT_DETERMINED}),
    ASYLUM_SEEKER: frozenset({ASYLUM_SEEKER}),
    REFUGEE: frozenset({REFUGEE}),
}
_FLOWS: Final = {
    "died": "died", "departed": "departed", "resettled": "resettled", "returned": "returned", "area": "moved",
    "word_ended": "word_ended",
    "asylum:claimed": "asylum_claimed", "asylum:recognised": "refugee_recognised", "asylum:rejected": "asylum_rejected",
    "asylum:closed": "asylum_closed", "asylum:ceased": "asylum_ceased",
    "statelessness_determination:recognised": "recognised_stateless",
}  # fmt: skip
_BY_BEGINNING: Final = (
    ("citizenship:granted", "citizenship_granted"), ("citizenship:confirmed", "citizenship_confirmed"),
    ("authority_register:", "registered_by_government"), ("authority_", "said_by_authority"),
    ("unhcr_registration:", "registered_by_unhcr"),
)  # fmt: skip


class Line(NamedTuple):
    """What came in or went out of one account in one period, and why."""

    account: str
    period: int
    direction: str  # in | out
    flow: str
    assumed: bool


@dataclass(slots=True)
class Books:
    """Counts of one pass over persons: stocks at the ends of periods and flows between them."""

    ends: tuple[date, ...]  # the day before the first period, then the last day of each period
    stocks: dict[str, list[int]] = field(init=False)
    flows: Counter[Line] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.stocks = {account: [0] * len(self.ends) for account in ACCOUNTS}

    def enter(self, person: Person) -> None:
        """Enter one person: the category at the start, and every change of it."""
        days = [day for day in person.change_days(self.ends[-1]) if day > self.ends[0]]
        state = person.state_on(self.ends[0])
        period = 0
        self._stand(state.category, 0, self._periods_before(days[0] if days else None))
        for index, day in enumerate(days):
            while day > self.ends[period + 1]:
                period += 1
            before, state = state, person.state_on(day)
            if state.category != before.category:
                self._move(person, period, before, state)
            following = days[index + 1] if index + 1 < len(days) else None
            self._stand(state.category, period + 1, self._periods_before(following))

    def _periods_before(self, day: date | None) -> int:
        """Return the index after the last end that lies before a day."""
        return sum(end < day for end in self.ends) if day is not None else len(self.ends)

    def _stand(self, category: str | None, first: int, last: int) -> None:
        if category is not None:
            for account, held in ACCOUNTS.items():
                if category in held:
                    for index in range(first, last):
                        self.stocks[account][index] += 1

    def _move(self, person: Person, period: int, before: PersonState, now: PersonState) -> None:
        """Enter a change. What is assumed of somebody is how they came onto the books; later changes are told."""
        flow = flow_of(person.reason_of(before, now))
        assumed = person.assumed and before.category is None
        for account, held in ACCOUNTS.items():
            was, has = before.category in held, now.category in held
            if was != has:
                self.flows[Line(account, period, "in" if has else "out", flow, assumed)] += 1

    def add(self, other: "Books") -> None:
        """Take in the books of other persons over the same periods."""
        self.flows.update(other.flows)
        for account, counts in other.stocks.items():
            self.stocks[account] = [mine + theirs for mine, theirs in zip(self.stocks[account], counts, strict=True)]

    def lines(self, account: str, periods: range) -> dict[tuple[str, str, bool], int]:
        """Return the flows of an account over some periods, by direction, reason and whether they are assumed."""
        found: Counter[tuple[str, str, bool]] = Counter()
        for line, count in self.flows.items():
            if line.account == account and line.period in periods:
                found[line.direction, line.flow, line.assumed] += count
        return dict(sorted(found.items()))


def flow_of(reason: str) -> str:
    """Return what accounts call a reason."""
    if reason in _FLOWS:
        return _FLOWS[reason]
    return next((flow for beginning, flow in _BY_BEGINNING if reason.startswith(beginning)), "other")


def ends_of_periods(begin: date, as_of: date) -> tuple[date, ...]:
    """Return the day before `begin`, the last days of the years between, and `as_of`; none when it lies before."""
    if as_of < begin:
        return ()
    years = (date(year, 12, 31) for year in range(begin.year, as_of.year))
    return (begin - timedelta(days=1), *years, as_of)


def closes(start: int, lines: Mapping[tuple[str, str, bool], int], end: int) -> bool:
    """Say whether start + in - out = end."""
    return start + sum(count if direction == "in" else -count for (direction, _, _), count in lines.items()) == end


def unbalanced(books: Books) -> Iterator[str]:
    """Yield what does not close, as a sentence for whoever mends it."""
    for account in ACCOUNTS:
        for period in range(len(books.ends) - 1):
            start, end = books.stocks[account][period], books.stocks[account][period + 1]
            if not closes(start, books.lines(account, range(period, period + 1)), end):
                yield f"{account} from {books.ends[period]} to {books.ends[period + 1]}"
