"""Forecasts against what the theory of queues says, and against themselves."""

from datetime import date, timedelta

import pytest

from tests.unit.procedures.load.offices import ASKING, DESK, FIRST, OFFICE, due, every_day, weekdays
from tulga.procedures.clocks.core.terms import Limit, Unit
from tulga.procedures.load.core.forecast import Forecast
from tulga.procedures.load.core.plan import Plan, Span, Staff, Wait
from tulga.procedures.load.core.simulate import arrivals_of, beside_history, cost_of_limits, simulate


def forecast(plan: Plan, version=DESK, *, months: int = 12, runs: int = 5, seed: int = 1, works=every_day) -> Forecast:
    return simulate(
        OFFICE, version, plan, first=FIRST, months=months, due=due, works=works, seed=seed, runs=runs
    )  # fmt: skip


def desk(rate: float, people: int, hours: float, spread: float = 0.0) -> Plan:
    """`rate` cases a month; `hours` of work for a decision; a clerk gives 6 hours a day."""
    return Plan((rate,), {"clerk": Staff(people)}, {"decided": Span(hours, spread)})


def test_the_queue_before_one_desk_is_as_long_as_pollaczek_and_khinchine_say():
    # arrivals 0.8 a day, one day of work each, not varying: on average 0.8 + 0.8**2 / (2 * 0.2) = 2.4 cases are there
    found = forecast(desk(24, 1, 6.0), months=200, runs=8)
    there = [day.open.mean for day in found.days[20:]]
    assert sum(there) / len(there) == pytest.approx(2.4, rel=0.12)
    assert found.busy["clerk"].mean == pytest.approx(0.8, rel=0.03)


def test_two_desks_that_are_overrun_leave_behind_what_they_cannot_do():
    # 90 a month come, two clerks decide 60
    last = forecast(desk(90, 2, 6.0), months=12).days[-1]
    assert last.open.mean == pytest.approx(360, rel=0.1)
    assert last.decided.mean == pytest.approx(720, rel=0.03)


def test_nobody_works_on_days_off():
    # five days of work in a week instead of seven
    every, week = (forecast(desk(90, 2, 6.0), works=works).days[-1].decided.mean for works in (every_day, weekdays))
    assert week / every == pytest.approx(5 / 7, rel=0.02)


def test_the_same_seed_gives_the_same_forecast_and_another_seed_another():
    plan = desk(60, 2, 6.0, 0.5)
    assert forecast(plan, seed=3) == forecast(plan, seed=3)
    assert forecast(plan, seed=3) != forecast(plan, seed=4)


def test_nothing_is_lost_all_that_came_are_open_or_decided():
    plan = Plan((40.0,), {"clerk": Staff(1)}, backlog={"filed": (5, 40)})
    for day in forecast(plan, ASKING, runs=1).days:
        assert day.opened.mean + 2 == day.open.mean + day.decided.mean
        assert sum(one.mean for one in day.by_state.values()) == day.open.mean


def test_where_no_state_answers_the_case_goes_on_the_day_after_the_limit_and_not_before():
    plan = Plan((30.0,), {"clerk": Staff(40)}, {}, {"answer": Wait(Span(30.0), happens=0.0)}, usual_effort=Span(0.0))
    found = forecast(plan, ASKING, months=12, runs=1)
    assert found.taken.low == pytest.approx(181, abs=1)
    assert found.days[5].decided.mean == 0  # 180 days
    assert found.days[7].decided.mean > 0


def test_an_answer_that_comes_earlier_ends_the_waiting():
    plan = Plan((30.0,), {"clerk": Staff(40)}, {}, {"answer": Wait(Span(30.0))}, usual_effort=Span(0.0))
    assert forecast(plan, ASKING, runs=1).taken.mean == pytest.approx(30, abs=0.01)


def test_cases_that_are_old_on_the_first_day_are_late_from_then_on():
    plan = Plan((0.0,), {"clerk": Staff(0)}, backlog={"filed": (30, 5)})
    with pytest.raises(ValueError, match="nobody is there for the step decided"):
        forecast(plan)
    busy = Plan((0.0,), {"clerk": Staff(1)}, {"decided": Span(6000.0)}, backlog={"filed": (30, 5)})
    first = forecast(busy, runs=1).days[0]
    assert first.late["whole"].mean == 2  # ten days are over for both
    assert first.open.mean == 2


def test_a_shorter_limit_costs_more_people_and_one_that_cannot_be_kept_says_so():
    plan = desk(120, 2, 6.0)
    limits = [Limit(days, Unit.CALENDAR_DAYS) for days in (30, 3, 0)]
    costs = cost_of_limits(
        OFFICE, DESK, plan, "whole", limits, role="clerk", share=0.05, first=FIRST, months=3, due=due, works=every_day,
        seed=1, runs=2,
    )  # fmt: skip
    month, three, same = costs
    assert month.late.mean > 0.3  # four people do half of what comes
    assert month.people is not None
    assert three.people is not None
    assert 2 < month.people <= three.people
    assert same.people is None


def test_a_plan_that_names_what_is_not_there_is_refused_by_name():
    with pytest.raises(ValueError, match="weights: nowhere is not in desk"):
        forecast(Plan((1.0,), {"clerk": Staff(1)}, weights={"nowhere": 1.0}))
    with pytest.raises(ValueError, match="staff: guard is not in desk"):
        forecast(Plan((1.0,), {"guard": Staff(1)}))
    with pytest.raises(ValueError, match="arrivals"):
        Plan((), {"clerk": Staff(1)})
    with pytest.raises(ValueError, match="between 0 and 1"):
        Wait(Span(1.0), happens=1.5)


def test_what_happened_is_laid_beside_the_forecast_month_by_month():
    cases = [(FIRST + timedelta(at), FIRST + timedelta(at + 2)) for at in range(0, 60, 2)]
    cases += [(date(2029, 12, 1), date(2029, 12, 20)), (date(2029, 12, 30), None)]
    rows = beside_history(forecast(desk(15, 1, 6.0), months=2, runs=40), cases, FIRST)
    assert [row.decided_then for row in rows] == [14, 29]
    assert [row.open_then for row in rows] == [2, 2]
    assert all(row.decided.holds(row.decided_then) for row in rows)


def test_arrivals_are_counted_in_months_that_end_before_the_first_day():
    opened = [date(2029, 12, 31), date(2029, 12, 2), date(2029, 12, 1), date(2030, 1, 1)]
    assert arrivals_of(opened, FIRST, 2) == (1.0, 2.0)
