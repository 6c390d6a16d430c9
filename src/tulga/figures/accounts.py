"""Accounts as they may be printed: start + in - out = end, per category, for every year and for the whole time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from tulga.figures.core.cells import Assumed, Cell, Shown, Withheld
from tulga.figures.core.figure import Account, FlowLine
from tulga.figures.core.reconcile import ACCOUNTS, Books
from tulga.figures.disclosed import Key, Model

# the figure that stands at the end of the last period
FIGURES: Final = {
    "total": "people.total", "stateless": "people.stateless", "stateless.government": "people.stateless.government",
    "stateless.undetermined": "people.stateless.undetermined", "asylum_seeker": "people.asylum_seekers",
    "refugee": "people.refugees",
}  # fmt: skip
_SUMS: Final = (
    ("total", ("stateless", "asylum_seeker", "refugee")),
    ("stateless", ("stateless.government", "stateless.undetermined")),
)
# Only categories that share nobody have an account of their own. Books of groups would add little, and lay bare who
# went from one category to another: usually very few.
PRINTED: Final = ("stateless.government", "stateless.undetermined", "asylum_seeker", "refugee")


@dataclass(frozen=True, slots=True)
class Period:
    """One span of the books: the indices of its start and end among `Books.ends`, and its days as text."""

    first: int
    last: int
    span: str

    @property
    def inside(self) -> range:
        return range(self.first, self.last)


def periods_of(books: Books) -> tuple[Period, ...]:
    """Return every year, and then, where there is more than one, the whole."""
    last = len(books.ends) - 1
    years = tuple(_period(books, index, index + 1) for index in range(last))
    return years if last < 2 else (*years, _period(books, 0, last))


def _period(books: Books, first: int, last: int) -> Period:
    return Period(first, last, span_of(books.ends[first], books.ends[last]))


def stock_key(books: Books, account: str, index: int) -> Key:
    if index == len(books.ends) - 1:
        return (FIGURES[account],)
    return ("stock", account, books.ends[index].isoformat())


def span_of(start: date, end: date) -> str:
    return f"{start.isoformat()}/{end.isoformat()}"


def flow_key(account: str, span: str, line: tuple[str, str, bool]) -> Key:
    direction, flow, assumed = line
    return ("flow", account, span, direction, flow, "assumed" if assumed else "")


def add_to(model: Model, books: Books, editions: Iterable[date] = ()) -> None:
    """Add stocks and flows, and every sum between them, to what a reader may know.

    The stocks of groups are not printed here, nor the flows up to the days of earlier editions; those may have printed
    them.
    """
    for index in range(len(books.ends) - 1):
        for account in ACCOUNTS:
            key = stock_key(books, account, index)
            model.counts[key] = books.stocks[account][index]
            if account not in PRINTED:
                model.unprinted.add(key)
        for whole, parts in _SUMS:
            model.sums.append((stock_key(books, whole, index), tuple(stock_key(books, part, index) for part in parts)))
    for account in PRINTED:
        for period in periods_of(books):
            _balance(model, books, account, period)
        _over_the_years(model, books, account)
        for day in sorted({day for day in editions if day in books.ends[2:-1]}):
            _until(model, books, account, books.ends.index(day))


def _until(model: Model, books: Books, account: str, last: int) -> None:
    """Add the flows from the beginning to the day of an earlier edition, which are sums of the years until then."""
    years = periods_of(books)[:last]
    span = span_of(books.ends[0], books.ends[last])
    for line, count in books.lines(account, range(last)).items():
        key = flow_key(account, span, line)
        model.counts[key] = count
        model.unprinted.add(key)
        keys = [flow_key(account, year.span, line) for year in years]
        model.sums.append((key, tuple(one for one in keys if one in model.counts)))


def _balance(model: Model, books: Books, account: str, period: Period) -> None:
    """Start + in and end + out are the same people."""
    ins: list[Key] = []
    outs: list[Key] = []
    for line, count in books.lines(account, period.inside).items():
        key = flow_key(account, period.span, line)
        model.counts[key] = count
        (ins if line[0] == "in" else outs).append(key)
    start, end = stock_key(books, account, period.first), stock_key(books, account, period.last)
    through = ("rest", "through", account, period.span)
    model.counts[through] = model.counts[start] + sum(model.counts[key] for key in ins)
    model.unprinted.add(through)
    model.sums += [(through, (start, *ins)), (through, (end, *outs))]


def _over_the_years(model: Model, books: Books, account: str) -> None:
    periods = periods_of(books)
    if len(periods) < 2:
        return
    *years, whole = periods
    for line in books.lines(account, whole.inside):
        keys = [flow_key(account, year.span, line) for year in years]
        model.sums.append((flow_key(account, whole.span, line), tuple(key for key in keys if key in model.counts)))


def accounts_of(books: Books, withheld: frozenset[Key]) -> tuple[Account, ...]:
    """Return the accounts with what may be printed in them; the whole time comes first."""
    whole_first = reversed(periods_of(books))
    return tuple(_account(books, account, period, withheld) for period in whole_first for account in PRINTED)


def _account(books: Books, account: str, period: Period, withheld: frozenset[Key]) -> Account:
    def stock(index: int) -> Cell:
        hidden = stock_key(books, account, index) in withheld
        return Withheld() if hidden else Shown(books.stocks[account][index])

    lines = tuple(_lines(books, account, period, withheld))
    return Account(
        account, books.ends[period.first], books.ends[period.last], stock(period.first), stock(period.last), lines
    )


def _lines(books: Books, account: str, period: Period, withheld: frozenset[Key]) -> Iterator[FlowLine]:
    for line, count in books.lines(account, period.inside).items():
        direction, flow, assumed = line
        hidden = flow_key(account, period.span, line) in withheld
        cell: Cell = Withheld() if hidden else Assumed(count) if assumed else Shown(count)
        yield FlowLine(account, direction, flow, cell, assumed)
