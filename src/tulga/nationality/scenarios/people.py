"""From the fields of a scenario to a Person: born, parents, stays, events, papers, and what is absent or unknown."""

from dataclasses import replace
from typing import Any

from tulga.kernel.dates import PartialDate
from tulga.nationality.core.facts import Nationality, Person
from tulga.nationality.scenarios import absences, happenings, kin, stays, vocabulary
from tulga.nationality.scenarios.family import Family
from tulga.nationality.scenarios.text import Fields
from tulga.nationality.scenarios.values import Told
from tulga.nationality.scenarios.words import republic


def person_of(told: Told, facts: Any, name: str, at: str, family: Family) -> Person:
    """Return the person that these fields tell; what is wrong is noted in `told`."""
    fields = told.fields(facts, at, vocabulary.FACTS)
    prefix = family.prefix
    born, place = _born(told, fields, f"{at}.born", prefix)
    person = Person(id=name, born=born, born_in=place)
    links = told.items(fields.get("links"), f"{at}.links")
    person = replace(
        person,
        ussr_until=told.when(fields.get("ussr_citizen_until"), f"{at}.ussr_citizen_until"),
        ussr=told.truth(fields.get("ussr_citizen"), f"{at}.ussr_citizen"),
        stays=stays.stays_of(told, fields.get("residence"), f"{at}.residence", f"{prefix}residence", born),
        events=happenings.events_of(told, fields.get("events"), f"{at}.events", f"{prefix}events", born),
        documents=happenings.documents_of(told, fields.get("documents"), f"{at}.documents", f"{prefix}documents"),
        statements=_statements(told, fields.get("statements"), f"{at}.statements", f"{prefix}statements"),
        terms=kin.terms_of(told, fields.get("terms"), f"{at}.terms"),
        links=tuple(filter(None, (told.state(one, f"{at}.links") for one in links))),
    )  # fmt: skip
    if note := told.text(fields.get("note"), f"{at}.note"):
        told.leftover(f"{prefix}note", note)
    person = kin.with_family(told, person, fields, at, family)
    person = happenings.with_relatives(told, person)
    return absences.with_absences(told, person, fields, at, prefix)


def _born(told: Told, fields: Fields, path: str, prefix: str) -> tuple[PartialDate | None, str | None]:
    value = fields.get("born")
    if value is None:
        return None, None
    if isinstance(value, list):
        told.wrong(path, "born_twice", fields.lines.get("born", 0))
        return None, None
    if isinstance(value, str):  # only the date
        return told.when(value, path), None
    born = told.fields(value, path, vocabulary.BORN)
    told.proofs(born.get("evidence"), f"{path}.evidence", f"{prefix}born")
    place = told.state(born.get("place"), f"{path}.place") or None
    return told.when(born.get("date"), f"{path}.date"), _with_note(told, born, path, prefix, place)


def _with_note(told: Told, born: Fields, path: str, prefix: str, place: str | None) -> str | None:
    """Read the republic of birth from the note, where nothing else tells the State."""
    note = told.text(born.get("place_note"), f"{path}.place_note")
    state = republic(note.removeprefix("in ").strip()) if note else ""
    if state and place is not None and state != place:
        told.wrong(path, "place_twice", born.line, place=told.codes.out(place), note=note)
    if note and not state:
        told.leftover(f"{prefix}born.place_note", note)
    if other := told.text(born.get("note"), f"{path}.note"):
        told.leftover(f"{prefix}born.note", other)
    if state and place is None:
        told.read_from(f"{prefix}born.place", f"{prefix}born.place_note")
        return state
    return place


def _statements(told: Told, value: Any, path: str, fact: str) -> tuple[tuple[Any, Nationality], ...]:
    found = []
    for number, item in enumerate(told.items(value, path)):
        here = f"{path}[{number}]"
        fields = told.fields(item, here, vocabulary.STATEMENT)
        told.proofs(fields.get("evidence"), f"{here}.evidence", f"{fact}[{number}]")
        stated = kin.nationality_of(told, fields, here, f"{fact}[{number}]")
        if stated is not None:
            found.append((told.day(fields.get("date"), f"{here}.date"), stated))
    return tuple(found)
