"""Scenario files: people and what is known about them, as a lawyer writes it down. README.md describes the fields.

`read` gives one `Scenario` per item of the file, in its order. One that has problems is listed with them and is not to
be evaluated; the others are.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tulga.kernel.findings import Finding
from tulga.nationality.core.facts import Person, Stay
from tulga.nationality.scenarios import people, text, vocabulary
from tulga.nationality.scenarios.family import Family
from tulga.nationality.scenarios.problems import Problem, UnusableFile
from tulga.nationality.scenarios.text import Fields
from tulga.nationality.scenarios.values import Codes, Told, find_state

__all__ = ["Codes", "Problem", "Scenario", "UnusableFile", "find_state", "read", "read_text"]


@dataclass(frozen=True, slots=True)
class Scenario:
    """One person on one date.

    Args:
        on: the date of the assessment; `date.max` where the file tells none (then there is a problem).
        codes: gives States back as the file writes them.
        expected: what the file expects, as it stands; the engine does not read it.
        problems: what is wrong; empty means that `person` may be evaluated.
    """

    id: str
    title: str
    tags: tuple[str, ...]
    on: date
    person: Person
    codes: Codes
    expected: dict[str, Any] | None
    problems: tuple[Problem, ...] = ()


def read(path: Path | str, *, on: date | None = None, today: date | None = None) -> list[Scenario]:
    """Read a file of scenarios.

    Args:
        on: assess on this day, whatever the file says.
        today: refuse dates that have not come yet; None: there is no clock, so no day is too late but a birth's.
            A day between the date of the assessment and today is a fact that had not happened yet (`core/as_of.py`).

    Raises:
        UnusableFile: it cannot be read, is not YAML, or holds no scenarios.
    """
    return read_text(text.read_text(Path(path)), on=on, today=today)


def read_text(written: str, *, on: date | None = None, today: date | None = None) -> list[Scenario]:
    """Read scenarios from text; otherwise as `read`."""
    head, items = text.items(written)
    if head.get("schema_version") not in (None, "1"):
        raise UnusableFile("version", version=head["schema_version"])
    others = {str(item.get("id")): item.get("facts") for item in items if isinstance(item, Fields)}
    seen: set[str] = set()
    found = []
    for number, item in enumerate(items):
        scenario = _failed(item) if isinstance(item, Problem) else _scenario(item, number, head, others, on, today)
        if scenario.id in seen:
            twice = Problem(scenario.id, "id", "id_twice", (("id", scenario.id),), getattr(item, "line", 0))
            scenario = replace(scenario, problems=(*scenario.problems, twice))
        seen.add(scenario.id)
        found.append(scenario)
    return found


def _failed(problem: Problem) -> Scenario:
    return Scenario(problem.scenario, "", (), date.max, Person(problem.scenario), Codes(), None, (problem,))


def _scenario(
    item: Fields, number: int, head: Fields, others: dict[str, Any], on: date | None, today: date | None
) -> Scenario:
    name = str(item.get("id") or f"#{number + 1}")
    told = Told(name, system=str(head.get("codes") or ""))
    fields = told.fields(item, "", vocabulary.SCENARIO)
    if not item.get("id"):
        told.wrong("id", "field_missing", item.line, field="id")
    written = told.day(fields.get("assess_on"), "assess_on")
    told.on = on or written
    if written is None and on is None and not told.problems:
        told.wrong("assess_on", "field_missing", item.line, field="assess_on")
    if fields.get("facts") is None:
        told.wrong("facts", "field_missing", item.line, field="facts")
        person = Person(name)
    else:
        family = Family((name,), others, people.person_of)
        person = people.person_of(told, fields["facts"], name, "facts", family)
    _not_in_future(told, person, on or written, today)
    person = replace(
        person,
        not_understood=tuple(told.not_understood),
        evidence=tuple((fact, tuple(items)) for fact, items in told.evidence.items()),
    )
    tags = tuple(told.text(tag, "tags") for tag in told.items(fields.get("tags"), "tags"))
    expected = fields.get("expected")
    return Scenario(
        name, told.text(fields.get("title"), "title"), tags, on or written or date.max, person, told.codes,
        expected if isinstance(expected, dict) else None, tuple(told.problems),
    )  # fmt: skip


def _not_in_future(told: Told, person: Person, on: date | None, today: date | None) -> None:
    """A birth lies before the assessment; no other day, and no assessment, lies after today."""
    if on is None:
        return
    tomorrow = date.max if today is None else today + timedelta(days=1)  # perhaps today where the file was written
    if on > tomorrow:
        told.wrong("assess_on", "assess_in_future", day=on.isoformat())
        return
    born = person.born
    if born is not None and born.after(on) is Finding.MET:
        told.wrong("facts.born", "born_after", day=born.text, on=on.isoformat())
        return
    for path, day in _days_of(person, person.stays):
        if today is not None and day is not None and day.after(tomorrow) is Finding.MET:
            told.wrong(f"facts.{path}", "in_future", day=day.text, today=today.isoformat())


def _days_of(person: Person, stays: tuple[Stay, ...]) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = [(f"{event.path}.date", event.when) for event in person.events]
    for stay in stays:
        found.append((f"{stay.path}.from", stay.first))
        found.append((f"{stay.path}.to", stay.last))
    return found + [(f"{paper.path}.from", paper.first) for paper in person.documents]
