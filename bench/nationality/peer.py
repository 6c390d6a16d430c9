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


if __name__ == "__main__":
    side.main({"flat": flat}, {"openfisca-core": version("openfisca-core")})
