"""One pass over persons: all that figures, breakdowns, steps and accounts need, counted exactly; never printed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tulga.figures.core import populations
from tulga.figures.core.counting import Person
from tulga.figures.core.definitions import Definition
from tulga.figures.core.reconcile import Books

Place = tuple[str, tuple[tuple[str, str], ...]]  # figure, dimensions


@dataclass(slots=True)
class Tally:
    """Exact counts as of a day. `figures` holds a zero for every figure that nobody belongs to."""

    country: str
    as_of: date
    definitions: Sequence[Definition]
    books: Books
    steps: Counter[str] = field(default_factory=Counter)
    figures: Counter[Place] = field(default_factory=Counter)
    countries: Counter[str] = field(
        default_factory=Counter
    )  # persons by the country of their area, "unknown" among them
    _tests: list[tuple[Definition, populations.Test]] = field(init=False)

    def __post_init__(self) -> None:
        counted = [one for one in self.definitions if one.kind != "fact"]
        self._tests = [(one, populations.all_of(one.population, self.country)) for one in counted]
        self.figures.update({(one.id, ()): 0 for one in counted})

    def enter(self, person: Person, records: int) -> None:
        """Count one person, who is made of so many records."""
        state = person.state_on(self.as_of)
        self.steps["records"] += records
        self.steps["persons"] += 1
        self.steps["present"] += state.present
        self.steps["of_concern"] += state.of_concern
        self.countries[state.area.partition(".")[0]] += 1
        for definition, test in self._tests:
            if test(person, state):
                self.figures[definition.id, ()] += 1
                for name in definition.dimensions:
                    self.figures[definition.id, ((name, person.dimension(name, state)),)] += 1
        self.books.enter(person)

    def add(self, other: "Tally") -> None:
        """Take in what another tally of the same day counted."""
        self.steps.update(other.steps)
        self.figures.update(other.figures)
        self.countries.update(other.countries)
        self.books.add(other.books)

    def by_dimension(self, figure: str, name: str) -> Mapping[str, int]:
        """Return the breakdown of a figure by one dimension, in the order of the values."""
        found = {
            dimensions[0][1]: count
            for (one, dimensions), count in self.figures.items()
            if one == figure and dimensions and dimensions[0][0] == name
        }
        return dict(sorted(found.items()))
