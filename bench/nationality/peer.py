"""OpenFisca's side of the comparison, in its best form. Started by `run.py` in the peer's own environment.

Only a Person entity, trace off, the default configuration of memory, arrays put in whole; truth as whole numbers
(-1, 0, 1), "and" as the smaller, "or" as the larger, "not" as the opposite sign.
"""

from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from typing import Any

import inputs
import numpy as np
import side
from openfisca_core.entities import Entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

EPOCH = date(1970, 1, 1).toordinal()
Person = Entity("person", "persons", "Person", "")


def system(*variables: type[Variable]) -> TaxBenefitSystem:
    found = TaxBenefitSystem([Person])
    found.add_variables(*variables)
    return found


def fact(name: str, kind: type, unit: str = DateUnit.ETERNITY) -> type[Variable]:
    return type(name, (Variable,), {"value_type": kind, "entity": Person, "definition_period": unit, "label": name})


def formula(name: str, of: Callable[..., Any], kind: type = int, unit: str = DateUnit.ETERNITY) -> type[Variable]:
    fields = {"value_type": kind, "entity": Person, "definition_period": unit, "label": name, "formula": of}
    return type(name, (Variable,), fields)


def day_number(day: date) -> int:
    return day.toordinal() - EPOCH


low, high = np.minimum, np.maximum


def since(name: str, day: int) -> Callable[..., Any]:
    def ask(person: Any, period: Any) -> Any:
        return np.where(person(f"{name}_told", period), np.where(person(name, period) >= day, 1, -1), 0)

    return ask


def by_birth_here(person: Any, period: Any) -> Any:
    established = high(person("married", period), person("paternity", period))
    return low(person("born_here", period), high(person("mother", period), low(person("father", period), established)))


def by_birth_abroad(person: Any, period: Any) -> Any:
    by_mother = low(person("late_birth", period), person("mother", period))
    by_father = low(person("father", period), person("married", period))
    registered = low(person("born_abroad", period), person("registered", period))
    return low(registered, high(by_mother, by_father))


def by_settlement(person: Any, period: Any) -> Any:
    early = low(-person("born_since_ussr", period), -person("settled_late", period))
    return low(early, -person("naturalised", period))


def gained(person: Any, period: Any) -> Any:
    by_birth = high(person("article_1", period), person("article_2", period))
    return high(high(by_birth, person("foundling", period)), person("article_5", period))


def amended(person: Any, period: Any) -> Any:
    stateless = low(person("born_here", period), -high(person("mother", period), person("father", period)))
    return high(person("gained", period), stateless)


def lost(person: Any, period: Any) -> Any:
    return low(person("naturalised", period), -person("foundling", period))


def status_by(name: str) -> Callable[..., Any]:
    def ask(person: Any, period: Any) -> Any:
        has, ended = person(name, period), person("lost", period)
        states = [has == -1, (has == 1) & (ended == 1), (has == 1) & (ended == -1)]
        return np.select(states, [0, 3, 2], 1)

    return ask


def flat_law() -> TaxBenefitSystem:
    dates = [fact(name, kind) for name, kind in
             (("birth", int), ("settled", int), ("birth_told", bool), ("settled_told", bool))]  # fmt: skip
    return system(
        *(fact(name, int) for name in inputs.FACTS), *dates,
        formula("late_birth", since("birth", day_number(date(1984, 6, 1)))),
        formula("born_since_ussr", since("birth", day_number(date(1991, 12, 31)))),
        formula("settled_late", since("settled", day_number(date(1992, 1, 1)))),
        formula("article_1", by_birth_here), formula("article_2", by_birth_abroad), formula("article_5", by_settlement),
        formula("gained", gained), formula("amended", amended), formula("lost", lost),
        formula("status_today", status_by("gained")), formula("status_amended", status_by("amended")),
    )  # fmt: skip


def flat(column: side.Columns) -> Callable[[], side.Answers]:
    names = (*inputs.FACTS, "birth", "settled", "birth_told", "settled_told")
    first = column(names[0])
    simulation = SimulationBuilder().build_default_simulation(flat_law(), count=len(first))
    for name in names:
        simulation.set_input(name, "2025", column(name))
    return lambda: {
        name: simulation.calculate(f"status_{name}", "2025").astype(np.uint8) for name in ("today", "amended")
    }


# -- the family: what the parents were in the year before the birth, year after year -----------------------------------

BORN_FIRST = day_number(date(1925, 1, 1))
VERSIONS = tuple(day_number(date(year, 1, 1)) for year in (1925, 1952, 1984))
AS_OF = 2025


def by_parents(birth: Any, here: Any, mother: Any, father: Any) -> Any:
    """Return what birth gives under the version of its day."""
    one = low(here, high(mother, father))
    versions = [high(one, low(mother, father)), one, father]
    return np.select([birth >= day for day in VERSIONS[::-1]], versions, -1)


def first_nationals(person: Any, period: Any) -> Any:
    return np.where(person("birth", period) <= BORN_FIRST, person("born_here", period), -1)


def of(parent: Any, before: Any) -> Any:
    return np.where(parent >= 0, before[parent], 0)


def status(person: Any, period: Any) -> Any:
    """Whole arrays, as packages of OpenFisca are written: who was born this year is read, the others are as before."""
    if period.start.year < 1925:
        return person("first_national", period)
    before = person("status", period.last_year)
    mother, father = of(person("mother", period), before), of(person("father", period), before)
    born = by_parents(person("birth", period), person("born_here", period), mother, father)
    return np.where(person("birth_year", period) == period.start.year, high(before, born), before)


def status_of_the_born(person: Any, period: Any) -> Any:
    """The same with numpy's indices inside the formula: only who was born this year is worked out."""
    if period.start.year < 1925:
        return person("first_national", period)
    before = person("status", period.last_year)
    now = np.flatnonzero(person("birth_year", period) == period.start.year)
    parents = [of(person(who, period)[now], before) for who in ("mother", "father")]
    born = by_parents(person("birth", period)[now], person("born_here", period)[now], *parents)
    found = before.copy()
    found[now] = high(before[now], born)
    return found


def family_by(rule: Callable[..., Any], loops: int | None = 200) -> side.Case:
    def case(column: side.Columns) -> Callable[[], side.Answers]:
        names = ("birth", "born_here", "mother", "father", "birth_year")
        law = system(
            *(fact(name, int) for name in names), formula("first_national", first_nationals),
            formula("status", rule, unit=DateUnit.YEAR),
        )  # fmt: skip
        birth = column("birth")
        simulation = SimulationBuilder().build_default_simulation(law, count=len(birth))
        if loops is not None:
            simulation.max_spiral_loops = loops
        year = birth.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int32) + 1970
        simulation.set_input("birth_year", AS_OF, year)
        for name in names[:-1]:
            simulation.set_input(name, AS_OF, column(name))
        return lambda: {"status": simulation.calculate("status", AS_OF).astype(np.int8)}

    return case


# -- residence: five years without interruption up to one day ----------------------------------------------------------

WINDOW = day_number(date(2017, 6, 1)), day_number(date(2022, 6, 1))


def stays(column: side.Columns) -> list[tuple[Any, Any, Any]]:
    """Return where each stay begins and ends, and whether it is in the State."""
    first, last, here = (column(name) for name in ("first", "last", "here"))
    return [(first[:, number], last[:, number], here[:, number]) for number in range(inputs.STAYS)]


def day_by_day(column: side.Columns) -> Callable[[], side.Answers]:
    """One variable of a day, as OpenFisca counts time and as the citizenship law of openfisca-aotearoa is written.

    The arrays of the days are made by adding up where stays begin and end, and are put in whole.
    """
    told = stays(column)
    rows, days = len(told[0][0]), WINDOW[1] - WINDOW[0] + 1
    change = np.zeros((days + 1, rows), np.int8)
    for first, last, here in told:
        begin, end = np.clip(first - WINDOW[0], 0, days), np.clip(last + 1 - WINDOW[0], 0, days)
        person = np.flatnonzero(here & (begin < end))
        np.add.at(change, (begin[person], person), 1)
        np.add.at(change, (end[person], person), -1)
    law = system(
        fact("resident", bool, DateUnit.DAY), formula("met", all_days, bool, DateUnit.DAY),
    )  # fmt: skip
    simulation = SimulationBuilder().build_default_simulation(law, count=rows)
    here_now = np.zeros(rows, np.int8)
    for number in range(days):
        here_now += change[number]
        simulation.set_input("resident", str(date.fromordinal(EPOCH + WINDOW[0] + number)), here_now > 0)
    return lambda: {"met": simulation.calculate("met", str(date.fromordinal(EPOCH + WINDOW[1])))}


def all_days(person: Any, period: Any) -> Any:
    found = person("resident", period)
    for number in range(1, WINDOW[1] - WINDOW[0] + 1):
        found = found & person("resident", period.offset(-number))
    return found


def by_numbered_stays(column: side.Columns) -> Callable[[], side.Answers]:
    """Six numbered stays as facts without a period, and numpy in the formula: no more OpenFisca's own time.

    It rests on stays that come in their order, and on nobody having a seventh.
    """
    told = stays(column)
    names = [(f"first_{number}", f"last_{number}", f"here_{number}") for number in range(inputs.STAYS)]

    def met(person: Any, period: Any) -> Any:
        reached = np.full(person.count, WINDOW[0] - 1, np.int32)
        for first, last, here in names:
            goes_on = person(here, period) & (person(first, period) <= reached + 1)
            reached = np.where(goes_on, np.maximum(reached, person(last, period)), reached)
        return reached >= WINDOW[1]

    law = system(
        *(fact(name, bool if name.startswith("here") else int) for each in names for name in each),
        formula("met", met, bool),
    )  # fmt: skip
    simulation = SimulationBuilder().build_default_simulation(law, count=len(told[0][0]))
    for each, values in zip(names, told, strict=True):
        for name, value in zip(each, values, strict=True):
            simulation.set_input(name, AS_OF, value)
    return lambda: {"met": simulation.calculate("met", AS_OF)}


CASES = {
    "flat": flat,
    "family": family_by(status),
    "family-indices": family_by(status_of_the_born),
    "family-default": family_by(status, loops=None),
    "residence": day_by_day,
    "residence-numbered": by_numbered_stays,
}

if __name__ == "__main__":
    side.main(CASES, {"openfisca-core": version("openfisca-core")})
