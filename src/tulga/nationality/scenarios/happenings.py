"""Events and papers; and the relatives that events tell of: adopters, spouses, a father in law only since then."""

from dataclasses import replace
from typing import Any

from tulga.kernel.dates import PartialDate
from tulga.kernel.findings import Finding
from tulga.nationality.core.facts import Document, Event, Nationality, Person, Relative, Stay
from tulga.nationality.core.truth import FALSE, TRUE, UNKNOWN, Truth
from tulga.nationality.core.vocabulary import BEFORE_BIRTH
from tulga.nationality.scenarios import replies, vocabulary, words
from tulga.nationality.scenarios.problems import nearest
from tulga.nationality.scenarios.text import Fields
from tulga.nationality.scenarios.values import UNKNOWN_DAY, Told, near_slip

_OF_STATES = ("adopters_nationality", "spouse_nationality")


def events_of(told: Told, value: Any, path: str, fact: str, born: PartialDate | None) -> tuple[Event, ...]:
    """Return the events of a list; an unknown type is kept and shown, one that looks like a slip is wrong."""
    found = []
    for number, item in enumerate(told.items(value, path)):
        event = _event(told, item, f"{path}[{number}]", f"{fact}[{number}]", born)
        if event is not None:
            found.append(event)
    return tuple(found)


def _event(told: Told, item: Any, here: str, fact: str, born: PartialDate | None) -> Event | None:
    known = (*vocabulary.EVENT, *vocabulary.EVENT_DETAILS)
    fields = told.fields(item, here, known, open_=True)
    kind = _type(told, fields, here, fact)
    when = told.when(fields.get("date"), f"{here}.date") or UNKNOWN_DAY
    state = told.state(fields.get("state"), f"{here}.state")
    told.proofs(fields.get("evidence"), f"{here}.evidence", fact)
    details = tuple(_details(told, fields, here))
    if not kind:
        return None
    event = Event(kind, when, state, details, fact)
    _not_before_birth(told, event, born, here, fields)
    return _read_words(told, event, fields, here)


def _type(told: Told, fields: Fields, here: str, fact: str) -> str:
    kind = told.text(fields.get("type"), f"{here}.type").strip()
    if not kind:
        if "type" not in fields:
            told.wrong(f"{here}.type", "field_missing", fields.line, field="type")
        return ""
    if kind not in vocabulary.EVENTS:
        near = nearest(kind, vocabulary.EVENTS)
        if near_slip(kind, near):
            told.wrong(f"{here}.type", "value", fields.line, text=kind, allowed="…", near=near)
            return ""
        told.leftover(f"{fact}.type", kind)
    return kind


def _details(told: Told, fields: Fields, here: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in fields.items():
        place = f"{here}.{name}"
        if name in vocabulary.EVENT and name != "note":
            continue
        if name in _OF_STATES:
            states = [
                told.state(one, place) for one in told.items(value if isinstance(value, list) else [value], place)
            ]
            found.append((name, " ".join(filter(None, states))))
        elif name == "holder":
            found.append((name, told.one_of(value, place, vocabulary.HOLDERS)))
        elif name == "lawful_since":
            day = told.when(value, place)
            found.append((name, day.text if day is not None else ""))
        elif name == "answer":
            said = told.one_of(value, place, (*replies.ANSWERS, *replies.PLAIN))
            found.append((name, replies.PLAIN.get(said, said)))
        elif value is not None:
            found.append((name, _flat(told, value, place)))
    return found


def _flat(told: Told, value: Any, place: str) -> str:
    if isinstance(value, list):
        return " ".join(_flat(told, one, place) for one in value)
    if isinstance(value, Fields):
        return " ".join(f"{name}={_flat(told, one, place)}" for name, one in value.items())
    return told.text(value, place)


def _not_before_birth(told: Told, event: Event, born: PartialDate | None, here: str, fields: Fields) -> None:
    if born is None or born.earliest is None or event.type in BEFORE_BIRTH or event.detail("holder"):
        return
    if event.when.before(born.earliest) is Finding.MET:
        line = fields.lines.get("date", fields.line)
        told.wrong(f"{here}.date", "before_birth", line, day=event.when.text, born=born.text)


def _read_words(told: Told, event: Event, fields: Fields, here: str) -> Event:
    """Read what an authority said in its own words, and the notes of settlement rights."""
    if event.type == "authority_answer" and not event.detail("answer"):
        said = event.detail("content") or event.detail("note")
        answer = replies.answer_of(said, event.state) if said else ""
        if answer:
            told.read_from(f"{event.path}.content", f"{event.path}.content")
            return replace(event, details=(*event.details, ("answer", answer)))
        told.leftover(f"{event.path}.content", said or "—")
        return event
    if note := told.text(fields.get("note"), f"{here}.note"):
        return _read_note(told, event, note)
    return event


def _read_note(told: Told, event: Event, note: str) -> Event:
    for part in words.cut(note):
        said = words.meaning(part)
        if event.type == "settlement_right" and isinstance(said, words.LawfulSince):
            told.read_from(f"{event.path}.note", f"{event.path}.note")
            if not event.detail("lawful_since"):
                event = replace(event, details=(*event.details, ("lawful_since", said.since.text)))
        elif isinstance(said, words.Still) and event.type == "paternity_established":
            event = replace(event, details=(*event.details, ("still_national", said.state)))
        elif not (event.type == "settlement_right" and "unlimited right of residence" in part.lower()):
            told.leftover(f"{event.path}.note", part)
    return event


# -- papers ------------------------------------------------------------------------------------------------------------


def documents_of(told: Told, value: Any, path: str, fact: str) -> tuple[Document, ...]:
    """Return the papers of a list; any type is taken, for States name theirs as they like."""
    found = []
    for number, item in enumerate(told.items(value, path)):
        here, own = f"{path}[{number}]", f"{fact}[{number}]"
        fields = told.fields(item, here, vocabulary.DOCUMENT)
        kind = told.text(fields.get("type"), f"{here}.type").strip()
        issuer = told.state(fields.get("issuer"), f"{here}.issuer")
        first, last = (told.when(fields.get(name), f"{here}.{name}") for name in ("from", "to"))
        told.proofs(fields.get("evidence"), f"{here}.evidence", own)
        held = _genuine(told, told.text(fields.get("note"), f"{here}.note"), own)
        if first is not None and last is not None and first.earliest and last.before(first.earliest) is Finding.MET:
            told.wrong(f"{here}.to", "ends_before", fields.lines.get("to", 0), first=first.text, last=last.text)
        if not kind and isinstance(item, Fields):
            told.wrong(f"{here}.type", "field_missing", fields.line, field="type")
        found.append(Document(kind, issuer, first, last, own, held))
    return tuple(found)


def _genuine(told: Told, note: str, paper: str) -> Truth:
    """Return FALSE for a paper of which the note says that it is forged; what else it says is shown."""
    held = TRUE
    for part in words.cut(note):
        if words.forged(part):
            told.read_against(paper, f"{paper}.note")
            held = FALSE
        else:
            told.leftover(f"{paper}.note", part)
    return held


# -- relatives that events tell of -------------------------------------------------------------------------------------


def with_relatives(told: Told, person: Person) -> Person:
    """Add adopters and spouses, the day from which a parent exists in law, and a right's lawful residence."""
    for event in person.events:
        if event.type == "adopted":
            person = replace(person, relatives=(*person.relatives, *_adopters(event)))
        elif event.type in ("marriage", "divorce"):
            person = _married(person, event)
        elif event.type == "paternity_established":
            person = _in_law_since(person, event)
            _compare_still(told, person, event)
        elif event.type == "settlement_right" and event.detail("lawful_since"):
            person = _lawful_since(person, event)
    return person


def _stated(states: str, stateless: str, path: str) -> Nationality | None:
    named = tuple(states.split())
    truth: Truth = {"true": TRUE, "false": FALSE}.get(stateless, UNKNOWN)
    if not named and truth is UNKNOWN:
        return None
    complete = TRUE if truth is TRUE or (named and truth is FALSE) else UNKNOWN
    return Nationality(named, complete, truth, UNKNOWN, path)


def _adopters(event: Event) -> tuple[Relative, ...]:
    """Two States may be those of two adopters or of one: each adopter may hold the other State's nationality too."""
    named, stateless = event.detail("adopters_nationality"), event.detail("adopters_stateless")
    several = named.split() if len(named.split()) > 1 else []
    told = [_stated(state, "", event.path) for state in several] or [_stated(named, stateless, event.path)]
    return tuple(Relative("adopter", nationality=one, since=event.when, path=event.path) for one in told)


def _married(person: Person, event: Event) -> Person:
    """A marriage brings a spouse unless one is told with this day; a divorce ends the last marriage that is open."""
    spouses = [relative for relative in person.relatives if relative.role == "spouse"]
    if event.type == "marriage":
        if any(spouse.since == event.when or spouse.since is None for spouse in spouses):
            return person
        stated = _stated(event.detail("spouse_nationality"), "", event.path)
        return replace(
            person,
            relatives=(*person.relatives, Relative("spouse", nationality=stated, since=event.when, path=event.path)),
        )
    still = [spouse for spouse in spouses if spouse.until is None]
    if len(still) != 1:
        return person
    ended = replace(still[0], until=event.when)
    return replace(person, relatives=tuple(ended if one is still[0] else one for one in person.relatives))


def _in_law_since(person: Person, event: Event) -> Person:
    """Descent that is established later exists in law from that day, unless the parents were married at the birth."""
    role = event.detail("parent") or "father"
    parent = person.father if role == "father" else person.mother
    if parent is None:
        parent = Relative(role, path=event.path)
    married = dict(parent.terms).get("married") is TRUE
    if married or parent.exists is FALSE:
        return person
    established = replace(parent, since=event.when, exists=TRUE)
    return replace(person, father=established) if role == "father" else replace(person, mother=established)


def _compare_still(told: Told, person: Person, event: Event) -> None:
    """A note that a parent is a national still says what was stated already; if not, it is shown."""
    still, parent = (
        event.detail("still_national"),
        person.mother if event.detail("parent") == "mother" else person.father,
    )
    stated = parent.nationality if parent is not None else None
    if still and (stated is None or still not in stated.states):
        told.leftover(f"{event.path}.note", event.detail("note"))


def _lawful_since(person: Person, event: Event) -> Person:
    """The holder of the right has lived there lawfully and habitually since that day."""
    since = PartialDate.parse(event.detail("lawful_since"))
    holder = event.detail("holder")
    parent = {"mother": person.mother, "father": person.father}.get(holder)
    if holder in ("mother", "father"):
        if parent is None:
            parent = Relative(holder, path=event.path)
        lawful = replace(parent, stays=_lawfully(parent.stays, event, since))
        return replace(person, mother=lawful) if holder == "mother" else replace(person, father=lawful)
    return replace(person, stays=_lawfully(person.stays, event, since))


def _lawfully(told: tuple[Stay, ...], event: Event, since: PartialDate) -> tuple[Stay, ...]:
    for number, stay in enumerate(told):
        covers = since.earliest is not None and stay.first.on_or_before(since.earliest) is Finding.MET
        if stay.state == event.state and covers:
            return (*told[:number], replace(stay, lawful=TRUE, habitual=TRUE), *told[number + 1 :])
    return (*told, Stay(event.state, since, None, "", TRUE, TRUE, event.path))
