"""May these figures be released? Every function returns all reasons against."""

from collections.abc import Iterable, Iterator, Sequence

from tulga.access.refusals import Refusal
from tulga.figures.core.cells import Assumed, Cell, Shown
from tulga.figures.core.disclosure import THRESHOLD
from tulga.figures.core.figure import Account, FigureSet, to_json
from tulga.figures.disclosed import Key
from tulga.figures.known import cells_of


def refusals_to_release(
    given: FigureSet, now: FigureSet | None, earlier: Sequence[tuple[int, FigureSet]]
) -> tuple[Refusal, ...]:
    """Return every reason why these figures may not be released.

    Args:
        now: what compiling gives now; None when there is nobody to count.
        earlier: the releases of the same day and source, with their numbers.
    """
    found: list[Refusal] = []
    if now is None or to_json(now, full=True) != to_json(given, full=True):
        found.append(Refusal("figures.not_current"))
    found += _open_accounts(given.accounts)
    found += [
        Refusal("figures.released_already", {"number": number})
        for number, one in earlier
        if to_json(one, full=True) == to_json(given, full=True)
    ]
    if given.source == "operation":  # the official statistics are public already
        found += _disclosed(given)
        for number, one in earlier:
            found += _differs_too_little(given, number, one)
    return tuple({(one.code, *sorted(map(str, one.data.items()))): one for one in found}.values())


def _open_accounts(accounts: Iterable[Account]) -> Iterator[Refusal]:
    """An account in which something is withheld was checked where the counts are; the others are added up again."""
    for account in accounts:
        cells = [account.start, account.end, *(line.cell for line in account.lines)]
        numbers = [cell.value for cell in cells if isinstance(cell, Shown | Assumed)]
        if len(numbers) < len(cells):
            continue
        start, end, *flows = numbers
        signs = (1 if line.direction == "in" else -1 for line in account.lines)
        if start + sum(sign * flow for sign, flow in zip(signs, flows, strict=True)) != end:
            span = f"{account.category}, {account.start_on.isoformat()} – {account.end_on.isoformat()}"
            yield Refusal("figures.accounts_open", {"account": span})


def _disclosed(given: FigureSet) -> Iterator[Refusal]:
    for key, cell in _about_people(given):
        if isinstance(cell, Shown | Assumed) and 0 < cell.value < THRESHOLD:
            yield Refusal("figures.disclosed", {"figure": " ".join(key)})


def _differs_too_little(given: FigureSet, number: int, earlier: FigureSet) -> Iterator[Refusal]:
    """Two releases of one day that differ by a few persons say who they are to whoever lays them side by side."""
    before = dict(_about_people(earlier))
    for key, cell in _about_people(given):
        old = before.get(key)
        if isinstance(cell, Shown) and isinstance(old, Shown) and 0 < abs(cell.value - old.value) < THRESHOLD:
            yield Refusal("figures.differs_too_little", {"figure": " ".join(key), "number": number})


def _about_people(given: FigureSet) -> Iterator[tuple[Key, Cell]]:
    """Return the cells that count people; money, staff and offices are entered facts."""
    facts = {(figure.id,) for figure in given.figures if figure.kind == "fact"}
    return ((key, cell) for key, cell in cells_of(given, given.as_of) if key not in facts)
