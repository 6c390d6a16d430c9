"""Article 1(1) of the 1954 Convention: is the person a national of any State under the operation of its law?"""

from collections.abc import Sequence

from tulga.nationality.core import spans
from tulga.nationality.core.outcomes import Answer, Article1, Outcome
from tulga.nationality.core.world import World

_OF_AGE = 18
_NOT_A_NATIONAL = (Outcome.NOT_NATIONAL, Outcome.LOST, Outcome.ENTITLED)


def conclude(world: World, answers: Sequence[Answer]) -> tuple[Article1, tuple[str, ...]]:
    """Return the conclusion over the relevant States, and its reasons.

    An entitlement that was not used is not a nationality, and a nationality given up freely is a nationality lost.
    Nobody is called stateless while it is open whether some further State granted its nationality.
    """
    relevant = [answer for answer in answers if answer.relevant]
    nationals = [answer.state for answer in answers if answer.outcome is Outcome.NATIONAL]
    if nationals:
        return Article1.NOT_STATELESS, tuple(f"national:{state}" for state in nationals)
    opened = [answer for answer in relevant if answer.outcome not in _NOT_A_NATIONAL]
    if opened:
        return Article1.UNDETERMINED, tuple(f"{answer.outcome.value}:{answer.state}" for answer in opened)
    if not relevant:
        return Article1.UNDETERMINED, ("no-link",)
    if not no_other_state(world):
        return Article1.UNDETERMINED, ("other-states-not-described",)
    return Article1.STATELESS, tuple(f"{answer.outcome.value}:{answer.state}" for answer in relevant)


def no_other_state(world: World) -> bool:
    """Say whether it is established that no further State granted its nationality; for a child it is taken to be so."""
    if world.answers.get("subject.event.naturalised.any") == "no":
        return True
    granted = (absent for absent in world.person.absent if absent.what in ("naturalised", "foreign_nationality"))
    if any(absent.state in ("", "any", "other") for absent in granted):
        return True
    youngest, oldest = spans.age_bounds(world.born, world.now)
    return youngest >= 0 and oldest < _OF_AGE
