"""How many people go through what, year by year: the books of the invented operation, before anybody has a name.

A path is what happens to a person, one (year, event) after the other. The plan keeps the number of people on every
path, not the people, so that its size does not grow with the scale. Stocks and flows close by double entry: what comes
out of a pool goes into another one or off the books. What nobody published is worked out as the balance: arrivals on
the books (`ASSUMED`), registrations by UNHCR, and claims that ended without recognition.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from tulga.demo.targets import FIRST_YEAR, YEARS, Targets

Path = tuple[tuple[int, str], ...]

# how a person comes onto the books
REGISTER, ASSUMED, UNHCR, CAMPAIGN, CLAIM, REFUGEE = "register", "assumed", "unhcr", "campaign", "claim", "refugee"
# what may follow
# the campaign meets somebody whom UNHCR knows; UNHCR registers somebody whom the campaign met
VISITED, LISTED = "visited", "listed"
RECOGNISED, CONFIRMED, GRANTED, FOREIGN = "recognised", "confirmed", "granted", "foreign"
ACCEPTED, REJECTED, CLOSED, CEASED = "accepted", "rejected", "closed", "ceased"
DIED, DEPARTED, RESETTLED, RETURNED = "died", "departed", "resettled", "returned"
PRESENCE_ENDS: Final = frozenset({DIED, DEPARTED, RESETTLED, RETURNED})
ASYLUM: Final = frozenset({CLAIM, REFUGEE})
OPENING: Final = FIRST_YEAR - 1


class ImpossibleTargets(ValueError):
    """The numbers cannot be those of one operation: a pool would hold less than nobody."""


class Group(NamedTuple):
    path: Path
    people: int


def share_out(total: int, weights: Sequence[float], limits: Sequence[int] | None = None) -> list[int]:
    """Share a whole number out by weights, exactly; what is left over goes to the largest remainders.

    Raises:
        ImpossibleTargets: the limits do not leave room for it.
    """
    limits = limits if limits is not None else [total] * len(weights)
    if total > sum(limit for limit, weight in zip(limits, weights, strict=True) if weight > 0):
        raise ImpossibleTargets(f"{total} is more than there is")
    given = [0] * len(weights)
    left = total
    while left:
        open_ = [index for index, weight in enumerate(weights) if weight > 0 and given[index] < limits[index]]
        whole = sum(weights[index] for index in open_)
        quotas = [(left * weights[index] / whole, index) for index in open_]
        before = left
        for quota, index in quotas:
            part = min(int(quota), limits[index] - given[index])
            given[index] += part
            left -= part
        if left == before or left < len(open_):
            for _, index in sorted(quotas, key=lambda one: (-(one[0] % 1), one[1])):
                if left and given[index] < limits[index]:
                    given[index] += 1
                    left -= 1
    return given


@dataclass(slots=True)
class Pools:
    """Who is in which pool, as counts of paths."""

    inside: dict[str, Counter[Path]] = field(default_factory=dict)
    gone: Counter[Path] = field(default_factory=Counter)

    def size(self, pool: str) -> int:
        return sum(self.inside.get(pool, Counter()).values())

    def enter(self, pool: str, year: int, event: str, count: int) -> None:
        """Put people onto the books.

        Raises:
            ImpossibleTargets: the balance that should come in is below nought.
        """
        if count < 0:
            raise ImpossibleTargets(f"{year}: {-count} too many in {pool} before anybody comes in ({event})")
        if count:
            self.inside.setdefault(pool, Counter())[((year, event),)] += count

    def move(self, source: str, target: str | None, year: int, event: str, count: int, fresh: float = 0.3) -> None:
        """Take people out of a pool into another one, or off the books. `fresh` weighs those who came this very year.

        Raises:
            ImpossibleTargets: there are not so many.
        """
        pool = self.inside.setdefault(source, Counter())
        paths = sorted(path for path, held in pool.items() if held)
        sizes = [pool[path] for path in paths]
        weights = [size * (fresh if path[-1][0] == year else 1.0) for path, size in zip(paths, sizes, strict=True)]
        try:
            shares = share_out(count, weights, sizes)
        except ImpossibleTargets as error:
            raise ImpossibleTargets(f"{year}: {source} holds fewer than {count} people to be {event}") from error
        into = self.gone if target is None else self.inside.setdefault(target, Counter())
        for path, moved in zip(paths, shares, strict=True):
            if moved:
                pool[path] -= moved
                into[(*path, (year, event))] += moved

    def groups(self) -> list[Group]:
        """Return every path with the number of people on it, in a fixed order."""
        everything = self.gone + sum(self.inside.values(), Counter[Path]())
        return [Group(path, everything[path]) for path in sorted(everything)]


def make_plan(targets: Targets) -> list[Group]:
    """Return how many people go through what.

    Raises:
        ImpossibleTargets: the targets contradict one another.
    """
    pools = Pools()
    pools.enter(
        "government", OPENING, REGISTER, targets.stock("stateless", OPENING) - targets.stock("undetermined", OPENING)
    )
    pools.enter("undetermined", OPENING, UNHCR, targets.stock("undetermined", OPENING))
    pools.enter("refugees", OPENING, REFUGEE, targets.stock("refugees", OPENING))
    pools.enter("claims", OPENING, CLAIM, targets.stock("asylum_seekers", OPENING))
    for year in YEARS:
        _stateless(pools, targets, year)
        _protection(pools, targets, year)
    return pools.groups()


def undetermined_at(targets: Targets, year: int) -> int:
    return targets.number("undetermined_2021") if year == YEARS[-1] else targets.stock("undetermined", year)


def _stateless(pools: Pools, targets: Targets, year: int) -> None:
    def flow(name: str) -> int:
        return targets.flow(name, year)

    known, known_recognised, known_citizens = (
        flow(name) for name in ("campaign_already_known", "campaign_known_recognised", "campaign_known_citizens")
    )
    listed, met_recognised = flow("campaign_registered"), flow("campaign_stateless") - known_recognised
    # of the undetermined: what must be registered anew for the stock at the year's end
    leaves = flow("recognised") + flow("confirmed") + flow("undetermined_died") + known_recognised + known_citizens
    registered = undetermined_at(targets, year) - pools.size("undetermined") - pools.size("visited") + leaves - listed
    pools.enter("undetermined", year, UNHCR, registered)
    pools.enter("met", year, CAMPAIGN, flow("campaign_identified") - known)
    pools.move("undetermined", "visited", year, VISITED, known, fresh=0.0)
    pools.move("visited", "campaign_recognised", year, RECOGNISED, known_recognised, fresh=1.0)
    pools.move("visited", None, year, CONFIRMED, known_citizens, fresh=1.0)
    pools.move("met", "campaign_recognised", year, RECOGNISED, met_recognised, fresh=0.7)
    pools.move("met", None, year, CONFIRMED, flow("campaign_citizens") - known_citizens, fresh=0.7)
    pools.move("met", "visited", year, LISTED, listed, fresh=0.5)
    # of the register: arrivals on the books that nobody published are what makes the account close
    leaving = {
        GRANTED: flow("citizenship_granted"),
        DIED: flow("died"),
        DEPARTED: flow("departed"),
        FOREIGN: flow("foreign"),
    }
    pools.move("undetermined", "government", year, RECOGNISED, flow("recognised"), fresh=0.0)
    pools.move("undetermined", None, year, CONFIRMED, flow("confirmed"), fresh=0.0)
    pools.move("undetermined", None, year, DIED, flow("undetermined_died"))
    held = sum(pools.size(pool) for pool in ("government", "undetermined", "visited", "campaign_recognised"))
    pools.enter("government", year, ASSUMED, targets.stock("stateless", year) - held + sum(leaving.values()))
    for event, count in leaving.items():
        pools.move("government", None, year, event, count)


def _protection(pools: Pools, targets: Targets, year: int) -> None:
    accepted = targets.flow("refugees_recognised", year)
    pools.enter("claims", year, CLAIM, targets.flow("asylum_applications", year))
    pools.move("claims", "refugees", year, ACCEPTED, accepted, fresh=0.4)
    ended = pools.size("claims") - targets.stock("asylum_seekers", year)
    _end(pools, "claims", year, ended, targets.shares("asylum_ends"), fresh=0.25)
    left = pools.size("refugees") - targets.stock("refugees", year)
    _end(pools, "refugees", year, left, targets.shares("refugee_ends"), fresh=0.0)


def _end(pools: Pools, pool: str, year: int, count: int, shares: dict[str, int], fresh: float) -> None:
    if count < 0:
        raise ImpossibleTargets(f"{year}: {-count} {pool} are missing")
    for event, part in zip(shares, share_out(count, list(shares.values())), strict=True):
        pools.move(pool, None, year, event, part, fresh)
