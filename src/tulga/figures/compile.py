"""Figures as of a day, as known at a time: from the ledger's facts to cells that may be printed.

The only place where facts about people are counted. Record ids and exact counts stay inside.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from heapq import merge
from operator import itemgetter
from pathlib import Path
from typing import Any

from tulga.access.views_log import log_count
from tulga.figures import accounts, catalogue, disclosed, known
from tulga.figures.core import provenance
from tulga.figures.core.cells import Cell, Shown, Withheld
from tulga.figures.core.counting import FactLike, facts_by_person, person_of
from tulga.figures.core.definitions import Definition
from tulga.figures.core.figure import Figure, FigureSet, Step
from tulga.figures.core.reconcile import Books, ends_of_periods, unbalanced
from tulga.figures.core.tally import Tally
from tulga.figures.errors import NoData
from tulga.figures.facts import queries as entered
from tulga.figures.facts.queries import EnteredFact
from tulga.figures.official.compile import compile_official
from tulga.figures.official.differences import differences
from tulga.figures.released import queries as released
from tulga.kernel.canonical import digest
from tulga.procedures.shared import statistics as cases
from tulga.register import statistics as register
from tulga.register.statistics import Fact

__all__ = ["compile_official", "compile_operation", "counted"]
PURPOSE = "figures of {country} as of {as_of}"


def compile_operation(country: str, as_of: date, known_at: datetime | None) -> FigureSet:
    """Return the operation's figures as of a day, as they were known at a time (now when left out), safe to print.

    Raises:
        NoData: the operation holds nobody of this country by that day.
    """
    tally, inputs = counted(country, as_of, known_at)
    if wrong := list(unbalanced(tally.books)):
        raise AssertionError(f"accounts that do not close: {wrong}")
    model = disclosed.model_of(tally)
    official = _official(country, as_of)
    origin = _Origin(inputs, _definitions_digest(tally.definitions), code_digest())
    earlier = _earlier(country, as_of, origin.base)
    accounts.add_to(model, tally.books, [one.as_of for one in earlier])
    knowledge = known.bounds(model.counts, as_of, earlier, official)
    elsewhere = known.withheld(model.counts, as_of, earlier)
    told = {"|".join(key): list(found) for key, found in knowledge.items()}
    origin = replace(origin, known=digest([told, sorted("|".join(key) for key in elsewhere)]))
    withheld = disclosed.withheld_in(model, knowledge, elsewhere)
    facts = _entered_facts(tally.definitions, as_of, known_at)
    figures = (*_Printer(tally, origin, withheld).figures(), *_entered_figures(tally.definitions, facts))
    found = FigureSet(
        country, as_of, known_at, "operation", entered.is_demonstration(), figures,
        accounts=accounts.accounts_of(tally.books, withheld), texts=_texts(tally.definitions, facts, origin),
    )  # fmt: skip
    return found if official is None else _beside(found, official)


def _beside(found: FigureSet, official: FigureSet) -> FigureSet:
    """Return the figures with how they differ from the official ones, and the words for it."""
    texts = {
        **found.texts,
        **{group: {**found.texts[group], **official.texts[group]} for group in ("reasons", "sources")},
    }
    return replace(found, differences=differences(found, official), texts=texts)


@dataclass(frozen=True, slots=True)
class _Origin:
    """Digests of what figures were made of. `base`: the same facts, definitions and code, whatever readers knew."""

    facts: str
    definitions: str
    code: str
    known: str = ""

    @property
    def base(self) -> str:
        return digest([self.facts, self.definitions, self.code])


def _official(country: str, as_of: date) -> FigureSet | None:
    """Return the official statistics of the very day, where there are any."""
    try:
        found = compile_official(country, as_of)
    except NoData:
        return None
    return found if found.as_of == as_of else None


def _earlier(country: str, as_of: date, base: str) -> list[FigureSet]:
    """Return the releases that readers hold already; one made of the same facts is this one, and ends the list."""
    found: list[FigureSet] = []
    for info in sorted(released.releases(country), key=lambda one: one.number):
        if info.source != "operation":
            continue
        given = released.get_release(info.id).figure_set
        if info.as_of == as_of and given.texts.get("provenance", {}).get("base") == base:
            break
        found.append(given)
    return found


def _definitions_digest(definitions: Sequence[Definition]) -> str:
    return digest([_plain(one.raw) for one in definitions])


@dataclass(slots=True)
class _Inputs:
    """A digest of exactly the facts that were counted: what is entered later about other days does not change it."""

    digest: Any = field(default_factory=hashlib.sha256)

    def read(self, person: object, facts: Iterable[FactLike]) -> None:
        for fact in facts:
            self.digest.update(
                f"{person}|{fact.record}|{fact.kind}|{fact.value}|{fact.basis}|{fact.latest}|{fact.ends:d}|{fact.source}\n".encode()
            )


def counted(country: str, as_of: date, known_at: datetime | None) -> tuple[Tally, str]:
    """Return the exact counts and the digest of the facts they were taken from. Nothing of it may be printed as it is.

    Somebody of whom no source says where is counted when the operation works in one country only.

    Raises:
        NoData: the operation holds nobody of this country by that day.
    """
    log_count("figures", PURPOSE.format(country=country, as_of=as_of))
    definitions = tuple(one for one in catalogue.all_definitions() if one.applies_to(country, as_of))
    ends = ends_of_periods(catalogue.accounts_begin(), as_of) or (as_of,)
    placed, unplaced = (Tally(country, as_of, definitions, Books(ends)) for _ in range(2))
    purpose = PURPOSE.format(country=country, as_of=as_of)
    merged = register.merged_persons(known_at=known_at, purpose=purpose)
    inputs = _Inputs()
    for name, records, facts in facts_by_person(_facts(known_at, purpose), merged, as_of):
        inputs.read(name, facts)
        person = person_of(facts, country)
        (placed if person.residence or person.told else unplaced).enter(person, records)
    if country not in placed.countries:
        raise NoData("operation.nobody", {"country": country, "day": as_of.isoformat()})
    if set(placed.countries) == {country}:
        placed.add(unplaced)
    return placed, inputs.digest.hexdigest()


def _facts(known_at: datetime | None, purpose: str) -> Iterator[Fact]:
    """Yield the facts of the register and of cases, ordered by record, then position."""
    streams = (register.facts(known_at=known_at, purpose=purpose), cases.facts(known_at=known_at, purpose=purpose))
    return merge(*streams, key=itemgetter(0, 6))


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Return the digest of the code between facts and cells."""
    here = Path(__file__).parent
    return provenance.digest_of_files(
        [*here.glob("core/*.py"), *(here / f"{name}.py" for name in ("compile", "disclosed", "accounts", "known"))]
    )


@dataclass(slots=True)
class _Printer:
    tally: Tally
    origin: _Origin
    withheld: frozenset[disclosed.Key]
    printed: dict[str, Cell] = field(default_factory=dict)

    def figures(self) -> Iterator[Figure]:
        for definition in self.tally.definitions:
            if definition.kind != "fact":
                yield from self._figure(definition)

    def _figure(self, definition: Definition) -> Iterator[Figure]:
        count = self.tally.figures[definition.id, ()]
        hidden = disclosed.figure_key(definition.id) in self.withheld
        cell = disclosed.cell_of(definition, count, hidden=hidden, printed=self.printed)
        self.printed[definition.id] = cell
        recipe = self._recipe(definition)
        yield self._made(definition, (), cell, recipe, self._steps(definition, cell))
        for name in definition.dimensions:
            for value, part in self.tally.by_dimension(definition.id, name).items():
                dimensions = ((name, value),)
                hidden = disclosed.figure_key(definition.id, dimensions) in self.withheld
                yield self._made(definition, dimensions, Withheld() if hidden else Shown(part), recipe, ())

    def _made(
        self, one: Definition, dimensions: tuple[tuple[str, str], ...], cell: Cell, recipe: str, steps: tuple[Step, ...]
    ) -> Figure:
        return Figure(
            one.id, one.version, one.unit, one.kind, dimensions, cell, self.tally.as_of, "operation", one.basis,
            (one.source,), one.footnotes, recipe, steps=steps, period_start=one.since if one.kind == "flow" else None,
        )  # fmt: skip

    def _steps(self, definition: Definition, cell: Cell) -> tuple[Step, ...]:
        return tuple(Step(step, cell if step == "counted" else self._step(step)) for step in definition.steps)

    def _step(self, step: str) -> Cell:
        return Withheld() if ("step", step) in self.withheld else Shown(self.tally.steps[step])

    def _recipe(self, definition: Definition) -> str:
        assert definition.raw is not None  # noqa: S101 - every definition is read from a file
        return provenance.recipe(
            definition=_plain(definition.raw),
            parameters={"country": self.tally.country, "as_of": self.tally.as_of.isoformat()},
            inputs={"facts": self.origin.facts, "known": self.origin.known}, code=code_digest(),
        )  # fmt: skip


def _plain(value: Any) -> Any:
    """Return what was read from YAML as JSON can write it: days as text."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


# -- entered facts ----------------------------------------------------------------------------------------------------


def _entered_figures(definitions: Sequence[Definition], facts: Mapping[str, EnteredFact]) -> Iterator[Figure]:
    for definition in definitions:
        if definition.id in facts:
            yield _entered_figure(definition, facts[definition.id])


def _entered_facts(definitions: Sequence[Definition], as_of: date, known_at: datetime | None) -> dict[str, EnteredFact]:
    """Return the facts that hold on the day: some until another replaces them, some for their year only."""
    found = entered.facts_on(as_of, known_at)
    for_a_year = {one.id for one in definitions if one.holds == "year"}
    return {figure: fact for figure, fact in found.items() if figure not in for_a_year or fact.as_of.year == as_of.year}


def _entered_figure(one: Definition, fact: EnteredFact) -> Figure:
    inputs = {
        "value": fact.value,
        "items": list(fact.items),
        "as_of": fact.as_of.isoformat(),
        "document": fact.title,
        "url": fact.url,
    }
    assert one.raw is not None  # noqa: S101 - every definition is read from a file
    recipe = provenance.recipe(definition=_plain(one.raw), parameters={}, inputs=inputs, code=code_digest())
    return Figure(
        one.id, one.version, one.unit, one.kind, (), Shown(len(fact.items) if fact.value is None else fact.value),
        fact.as_of, "operation", one.basis, (document_id(fact),), one.footnotes, recipe,
        items=fact.items, document=fact.title,
    )  # fmt: skip


def document_id(fact: EnteredFact) -> str:
    """Return the id under which the texts name the document of a fact."""
    text = "|".join((fact.title, fact.publisher, fact.document_date, fact.url))
    return "document-" + hashlib.sha256(text.encode()).hexdigest()[:10]


# -- texts ------------------------------------------------------------------------------------------------------------


def _texts(definitions: Sequence[Definition], facts: Mapping[str, EnteredFact], origin: _Origin) -> dict[str, Any]:
    texts = {group: dict(content) for group, content in catalogue.all_texts().items()}
    texts["provenance"] = {**asdict(origin), "base": origin.base}
    texts["figures"] = {one.id: _words_of(one) for one in definitions if one.kind != "fact" or one.id in facts}
    for fact in facts.values():
        texts["sources"][document_id(fact)] = {
            "title": dict.fromkeys(("en", "ru", "kk"), fact.title),
            "publisher": dict.fromkeys(("en", "ru", "kk"), fact.publisher),
            "date": fact.document_date, "url": fact.url, "licence": "",
        }  # fmt: skip
    return texts


def _words_of(one: Definition) -> dict[str, Any]:
    words: dict[str, Any] = {"label": dict(one.label), "definition": dict(one.definition)}
    if one.precedence:
        words["precedence"] = dict(one.precedence)
    if one.items:
        words["items"] = one.items
    return words
