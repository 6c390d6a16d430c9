"""From exact counts to cells that may be printed: which sums a reader knows, and what must therefore be withheld."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from tulga.figures.core import disclosure, moves
from tulga.figures.core.cells import AtLeast, AtMost, Cell, Shown, Withheld
from tulga.figures.core.definitions import AtMostRest, Definition, Rounded
from tulga.figures.core.tally import Tally

Key = tuple[str, ...]
Sum = tuple[Key, tuple[Key, ...]]
STEPS: Final = ("records", "persons", "present", "of_concern")
OF_CONCERN: Final = "people.total"
OVERLAP: Final = "people.overlap"


def figure_key(figure: str, dimensions: tuple[tuple[str, str], ...] = ()) -> Key:
    return (figure, *(f"{name}={value}" for name, value in dimensions))


@dataclass(slots=True)
class Model:
    """Counts and the sums between them that a reader knows, with what is not printed but follows from what is."""

    counts: dict[Key, int]
    sums: list[Sum]
    unprinted: set[Key] = field(default_factory=set)

    def rest(self, whole: Key, parts: tuple[Key, ...], name: str) -> Key:
        """Add what is left of a whole after some parts: nobody prints it, anybody can subtract."""
        key = ("rest", name)
        self.unprinted.add(key)
        self.counts[key] = self.counts[whole] - sum(self.counts[part] for part in parts)
        if self.counts[key] < 0:
            raise AssertionError(f"{name}: the parts are more than the whole")
        self.sums.append((whole, (*parts, key)))
        return key


def model_of(tally: Tally) -> Model:
    """Return the counts of a tally with every sum that a reader knows between them."""
    inexact = {one.id for one in tally.definitions if one.printing is not None}
    counts = {
        figure_key(figure, dimensions): count
        for (figure, dimensions), count in tally.figures.items()
        if figure not in inexact
    }
    counts |= {("step", step): tally.steps[step] for step in STEPS}
    model = Model(counts, [])
    for step, following in pairwise(STEPS):
        model.rest(("step", step), (("step", following),), f"{step}-{following}")
    if (OF_CONCERN,) in counts:
        model.rest(("step", "of_concern"), ((OF_CONCERN,),), "of_concern-counted")
    for definition in tally.definitions:
        if definition.kind != "fact":
            _sums(definition, tally, model)
    return model


def _sums(definition: Definition, tally: Tally, model: Model) -> None:
    if isinstance(definition.printing, AtMostRest):
        _outcomes(definition.printing, model)
    whole = figure_key(definition.id)
    if whole not in model.counts:
        return
    for name in definition.dimensions:
        values = tally.by_dimension(definition.id, name)
        if values:
            model.sums.append((whole, tuple(figure_key(definition.id, ((name, value),)) for value in values)))
        model.sums += list(_parts_by_value(definition, name, values, model.counts))
    if definition.parts:
        model.sums.append((whole, tuple((part,) for part in definition.parts)))
    if definition.id == OVERLAP:
        _overlap(model)


def _overlap(model: Model) -> None:
    """Everybody in the overlap is counted as a refugee or an asylum-seeker."""
    both = (("people.refugees",), ("people.asylum_seekers",))
    protected = ("rest", "protected")
    model.unprinted.add(protected)
    model.counts[protected] = sum(model.counts[one] for one in both)
    model.sums.append((protected, both))
    model.rest(protected, ((OVERLAP,),), "protected-overlap")


def _parts_by_value(
    definition: Definition, name: str, values: Mapping[str, int], counts: Mapping[Key, int]
) -> Iterator[Sum]:
    for value in values if definition.parts else ():
        parts = (figure_key(part, ((name, value),)) for part in definition.parts)
        yield figure_key(definition.id, ((name, value),)), tuple(part for part in parts if part in counts)


def _outcomes(printing: AtMostRest, model: Model) -> None:
    """What is printed exactly of a population leaves a rest, which the figures that are not printed exactly share."""
    exact = tuple((one,) for one in printing.minus if (one,) in model.counts)
    model.rest((printing.of,), exact, f"{printing.of}-exact")


def withheld_in(model: Model, known: Mapping[Key, tuple[int, int]], elsewhere: Iterable[Key] = ()) -> frozenset[Key]:
    """Return the keys whose counts must not be printed; what was withheld elsewhere is withheld here as well."""
    return moves.protect(
        model.counts,
        model.sums,
        threshold=disclosure.THRESHOLD,
        known=known,
        unprinted=model.unprinted,
        withheld=elsewhere,
    )


def cell_of(definition: Definition, count: int, *, hidden: bool, printed: Mapping[str, Cell]) -> Cell:
    """Return how a count is printed under the definition's rule; `printed` are the cells of the figures before it."""
    if hidden:
        return Withheld()
    rule = definition.printing
    if isinstance(rule, Rounded):
        floor = count - count % rule.to
        return AtLeast(floor) if floor else Withheld() if count else Shown(0)
    if isinstance(rule, AtMostRest):
        return at_most(rule, count, printed)
    return Shown(count)


def at_most(rule: AtMostRest, count: int, printed: Mapping[str, Cell]) -> Cell:
    """Return what is left at most of one figure after others as printed; withheld where one of them is not a number."""
    whole, others = printed[rule.of], [printed[one] for one in rule.minus]
    if not isinstance(whole, Shown):
        return Withheld()
    known = sum(cell.value for cell in others if isinstance(cell, Shown | AtLeast))
    bound = whole.value - known
    if bound < count:
        raise AssertionError("a bound that is printed lies below the count")
    return AtMost(bound)
