"""What is kept of a reading: rules as they were read, the changes of a status that follow, and the status on a day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tulga.nationality.core import spans
from tulga.nationality.core.rules import Effect, Rule, Verification
from tulga.nationality.core.spans import Days
from tulga.nationality.core.truth import DISPUTED, FALSE, TRUE, UNKNOWN, Truth, and_, not_, or_
from tulga.nationality.core.vocabulary import OF_OTHERS

OF_STATUS = (Effect.ACQUIRES, Effect.LOSES, Effect.EXCLUDES, Effect.BARS)  # what can change whose national one is


@dataclass(slots=True)
class Read:
    """One rule as it was read at one event."""

    rule: Rule
    value: Truth  # what the condition gives
    counted: Truth  # what is left of it: a rule that is unverified or contradicted decides nothing
    at: str
    days: Days
    in_force: Truth
    facts: tuple[tuple[str, Truth, str], ...]
    needs: frozenset[str]
    assumed: frozenset[str] = frozenset()
    level: Verification = Verification.TEXT_SEEN  # the weakest link: the rule's own, and what it read of others
    capped: str = ""
    excluded_by: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()  # the rules that contradict this one, or wait for it


@dataclass(slots=True)
class Move:
    """A point where a status may change.

    `how`: gain, lose, presume (a paper), contest (a paper although it is established that nothing was granted), answer
    (the State's own word).
    """

    days: Days
    how: str
    value: Truth
    rules: tuple[str, ...]
    why: str
    level: Verification = Verification.TEXT_SEEN
    by_act: bool = False
    reads: tuple[Read, ...] = ()


@dataclass(slots=True)
class StateFile:
    """What was read for one State."""

    moves: list[Move] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)
    history: int = 0  # the number of these moves in the memory: equal numbers, equal moves


@dataclass(frozen=True, slots=True)
class Paper:
    issuer: str
    type: str
    for_national: bool
    path: str
    held: Truth = TRUE


def fold(moves: Sequence[Move], at: Days) -> Truth:
    """Return the status that these changes, in their order, give on a day."""
    value, answered = FALSE, None
    for move in moves:
        if move.days.lo > at.hi:
            continue
        surely = move.days.hi <= at.lo
        if move.how == "answer":
            answer = move.value if answered in (None, move.value) else DISPUTED
            value, answered = (answer, move.value) if surely else (_between(value, answer), answered)
            continue
        if move.value is not FALSE:
            answered = None if move.how in ("gain", "lose") and move.value is TRUE else answered
        after = _moved(value, move, answered)
        value = after if surely else _between(value, after)
    return value


def _moved(value: Truth, move: Move, answered: Truth | None) -> Truth:
    if move.how == "gain":
        return value if answered is FALSE and move.value is not TRUE else or_(value, move.value)
    if move.how == "lose":
        return value if answered is TRUE and move.value is not TRUE else and_(value, not_(move.value))
    if answered is not None:  # the State has spoken: its papers say nothing new
        return value if value == move.value else DISPUTED
    if value is UNKNOWN or value == move.value:
        return move.value
    # a passport although no rule gives the nationality: a grant that nobody told us is likely
    return TRUE if value is FALSE and move.value is TRUE and move.how == "presume" else DISPUTED


def _between(before: Truth, after: Truth) -> Truth:
    """It is not known whether the change had happened by that day."""
    return before if before == after else UNKNOWN


def counted_of(rule: Rule, value: Truth) -> tuple[Truth, str]:
    """A rule whose text nobody has seen, or that another one contradicts, opens an answer and closes none."""
    if value is FALSE:
        return value, ""
    if rule.verification is Verification.UNVERIFIED:
        return UNKNOWN, "unverified"
    if rule.conflicts_with:
        return UNKNOWN, "conflict"
    return value, ""


def effective(rule: Rule, days: Days, born: Days) -> Days:
    if rule.effective == "birth":
        return born
    if rule.effective in ("event", "", "unknown"):
        return days
    try:
        return spans.of_date(date.fromisoformat(rule.effective))
    except ValueError:
        return days


# -- rules that wait for each other ------------------------------------------------------------------------------------


def waiting(reads: Sequence[Read]) -> frozenset[str]:
    """Return the rules that asked the other States while a rule that waits for them may be met.

    One that is decided without asking waits for nobody, and is applied before the others are read once more.
    """
    possible = {read.rule.id for read in reads if read.value is not FALSE}
    asked = (read for read in reads if read.rule.circular and read.rule.id in possible and _asked_others(read))
    return frozenset(read.rule.id for read in asked if not possible.isdisjoint(read.rule.circular))


def _asked_others(read: Read) -> bool:
    own = f"national({read.rule.state}"
    labels = [label for label, _, _ in read.facts]
    others = (one for one in labels if one.startswith("national(") and not one.startswith(own))
    return bool(read.rule.exceptions) or any(one.startswith(OF_OTHERS) for one in labels) or any(others)


def without_circles(reads: list[Read]) -> list[Read]:
    """Leave rules open that wait for each other ("A's only if not B's", and the reverse): no law says who begins."""
    possible = {read.rule.id for read in reads if read.value is not FALSE}
    return [_left_open(read, possible) if read.rule.id in possible else read for read in reads]


def _left_open(read: Read, possible: Collection[str]) -> Read:
    circle = tuple(name for name in read.rule.circular if name in possible)
    return replace(read, counted=UNKNOWN, capped="circular", conflict=circle) if circle else read
