"""Holding a case that a list or the demonstration tells of against its procedure, before it is imported.

The same machine as for what is done here. Nothing is read and nothing written.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from tulga.kernel.dates import PartialDate
from tulga.kernel.effective import Effective
from tulga.procedures.shared import entries as kinds
from tulga.procedures.shared import registry
from tulga.procedures.shared.core.events import Event, Reason, What
from tulga.procedures.shared.core.machine import Facts, Problem, check_history
from tulga.procedures.shared.core.timing import clocks_of
from tulga.procedures.shared.told import WITHDRAWALS, event_to_be


class Told(NamedTuple):
    """One entry of a case as somebody tells it."""

    id: UUID
    payload: Any
    effective_on: str
    at: datetime


def problems(told: Iterable[Told], *, today: date, births: tuple[PartialDate, ...] = ()) -> tuple[Problem, ...]:
    """Return what of a told case its procedure does not bear out; none means that every entry of it will count.

    A case that is pinned to nothing has no problems. What a list does not tell (an age, a document) is none.

    Raises:
        InvalidDate: a day cannot be read.
    """
    given = list(told)
    events = [_event(number, one) for number, one in enumerate(given, 1)]
    opened = next((one.payload for one in given if isinstance(one.payload, kinds.CaseOpened)), None)
    if opened is None or opened.definition is None:
        return ()
    pin = registry.pinned(opened.definition, opened.version)
    if pin is None:
        return (Problem(given[0].id, (Reason("procedures.no_such_version", {"name": str(opened.version)}),)),)
    calendar = registry.calendar_of(pin[0].calendar, ())
    return check_history(
        *pin, events, facts=Facts(today=today, births=births),
        clocks=lambda state: tuple(one.now for one in clocks_of(state, calendar)),
    )  # fmt: skip


def _event(number: int, one: Told) -> Event:
    if isinstance(one.payload, WITHDRAWALS):
        when = Effective.parse(one.effective_on)
        return Event(one.id, What.WITHDRAWN, str(one.payload.entry), when.earliest, when.latest, one.at, number)
    event = event_to_be(
        one.payload, entry=one.id, effective_on=one.effective_on, at=one.at, position=number, doer=None
    )
    if event is None:
        raise TypeError(f"{type(one.payload).__name__} is not an entry of a case")
    return event
