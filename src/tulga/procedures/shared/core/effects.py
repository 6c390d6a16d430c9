"""What a step brings about besides the next state: tasks for somebody. No effect changes a person's status.

`names.EFFECTS` of the definitions lists the same words. Tasks are worked out from what counts in a case, so that a
withdrawn step takes its open tasks with it, and what a device or a list brought opens them as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tulga.procedures.definitions.core.names import EFFECTS, calls_of
from tulga.procedures.definitions.core.outcomes import AGAINST
from tulga.procedures.shared.core.events import What
from tulga.procedures.shared.core.state import CaseState, Done

PROTECTION_ALERT: Final = "protection_alert"
DOES_NOT_FIT: Final = "does_not_fit"
# Said by the machine itself and no task of anybody.
_NO_TASK: Final = frozenset({"close_enquiries"})
TASKS: Final = frozenset(EFFECTS) - _NO_TASK


@dataclass(frozen=True, slots=True)
class Asked:
    """A task that follows from an entry: what kind, about what."""

    kind: str
    done: Done
    about: str = ""


def tasks(state: CaseState) -> Iterator[Asked]:
    """Yield the tasks that follow from what counts in a case.

    Every decision against the person raises a protection alert, whether its definition says so or not.
    """
    for done in state.history:
        calls = [calls_of(effect)[0] for effect in (done.step.effects if done.step else ())]
        named = {call.name for call in calls}
        if done.event.what is What.DECISION and done.event.value in AGAINST and PROTECTION_ALERT not in named:
            yield Asked(PROTECTION_ALERT, done, done.event.value)
        for call in calls:
            if call.name in TASKS:
                yield Asked(call.name, done, ", ".join(call.arguments) or done.event.value)


def enquiries_end(state: CaseState) -> bool:
    """Say whether something that counts closed the enquiries to foreign authorities."""
    return any(done.step is not None and "close_enquiries" in done.step.effects for done in state.history)
