"""Every procedure that comes with Tulga can be walked: each way on is done by its own entry, and each clock has an
owner."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tulga.procedures.clocks.core.loading import get_calendar
from tulga.procedures.definitions.core.loading import load_definitions
from tulga.procedures.definitions.core.model import Step
from tulga.procedures.definitions.core.names import calls_of
from tulga.procedures.shared.core.events import Event, What
from tulga.procedures.shared.core.guards import Context, answer
from tulga.procedures.shared.core.machine import Facts, fold, possible
from tulga.procedures.shared.core.timing import clocks_of

VERSIONS = [(name, version.id) for name, one in sorted(load_definitions().items()) for version in one.versions]
BEGIN = date(2024, 6, 3)


def event_of(step: Step, number: int, day: date) -> Event:
    what, value = What.STEP, step.id
    if step.outcome:
        what, value = What.DECISION, step.outcome
    elif step.papers:
        what, value = What.PAPER, step.papers[0]
    moment = datetime(2024, 6, 3, tzinfo=UTC) + timedelta(minutes=number)
    return Event(UUID(int=number), what, value, day, day, moment, number)


@pytest.mark.parametrize(("name", "version_id"), VERSIONS)
@given(st.data())
@settings(max_examples=25)
def test_any_walk_through_a_shipped_procedure(name: str, version_id: str, data: st.DataObject) -> None:
    definition = load_definitions()[name]
    version = next(one for one in definition.versions if one.id == version_id)
    calendar, roles = get_calendar(definition.calendar), {role.id for role in definition.roles}
    day = BEGIN
    events = [Event(UUID(int=1), What.OPENED, "x", day, day, datetime(2024, 6, 3, tzinfo=UTC), 1)]
    for number in range(2, data.draw(st.integers(3, 12))):
        state = fold(definition, version, events)
        ways = [step for step in version.steps if state.state in step.sources]
        if not ways:
            assert state.ended
            break
        known = Facts(today=day, roles=frozenset(roles))
        assert {way.step.id for way in possible(state, known)} == {step.id for step in ways}
        step = data.draw(st.sampled_from(ways))
        for guard in step.guards:
            for call in calls_of(guard):
                answer(Context(state, step, known, day), call)
        day += timedelta(data.draw(st.integers(0, 40)))
        events.append(event_of(step, number, day))
        after = fold(definition, version, events)
        assert after.questions == ()
        assert after.state in {one.id for one in version.states}
        for one in clocks_of(after, calendar):
            assert one.clock.owner in roles
            assert one.due.earliest is None or one.due.latest is None or one.due.earliest <= one.due.latest
