"""What is established as not having happened, and what is said to be unknown."""

from dataclasses import replace

from tulga.kernel.dates import PartialDate
from tulga.nationality.core.as_of import is_later
from tulga.nationality.core.facts import Absent, Nationality, Person, Relative
from tulga.nationality.core.truth import FALSE, TRUE, UNKNOWN
from tulga.nationality.scenarios import vocabulary, words
from tulga.nationality.scenarios.problems import nearest
from tulga.nationality.scenarios.text import Fields
from tulga.nationality.scenarios.values import Told, near_slip

PERMANENT = "permanent_residence"


def with_absences(told: Told, person: Person, fields: Fields, at: str, prefix: str) -> Person:
    """Add the entries of `absent` and `unknown`; what is not understood is shown."""
    for number, item in enumerate(told.items(fields.get("absent"), f"{at}.absent")):
        here = f"{at}.absent[{number}]"
        text = told.text(item, here).strip()
        person = _absent(told, person, text, here, f"{prefix}absent[{number}]")
    for number, item in enumerate(told.items(fields.get("unknown"), f"{at}.unknown")):
        person = _unknown(told, person, told.text(item, f"{at}.unknown[{number}]").strip())
    return person


def of_relative(told: Told, relative: Relative, fields: Fields, here: str, fact: str) -> Relative:
    """Add the entries of a relative's own `absent`."""
    for number, item in enumerate(told.items(fields.get("absent"), f"{here}.absent")):
        text, own = told.text(item, f"{here}.absent[{number}]").strip(), f"{fact}.absent[{number}]"
        found = _named(told, text, f"{here}.absent[{number}]", own)
        if found is None:
            told.leftover(own, text)
        else:
            relative = replace(relative, absent=(*relative.absent, found))
    return relative


def without_permanent(relative: Relative, state: str, path: str) -> Relative:
    """Say that a relative never had permanent residence (in a State, or anywhere)."""
    return replace(relative, absent=(*relative.absent, Absent(PERMANENT, state, path)))


def _absent(told: Told, person: Person, text: str, here: str, fact: str) -> Person:
    if residence := words.absent_residence(text):
        return _no_residence(told, person, residence, text, fact)
    if term := words.absent_term(text):
        return replace(person, terms=(*person.terms, (term, FALSE)))
    found = _worded(text, fact) or _named(told, text, here, fact)
    if found is None:
        told.leftover(fact, text)
        return person
    _not_contradicted(told, person, found, text, here)
    if found.what == "nationality" and found.state in ("", "any"):
        stated = Nationality((), TRUE, TRUE, UNKNOWN, fact)
        person = replace(person, statements=(*person.statements, (None, stated)))
    return replace(person, absent=(*person.absent, found))


def _worded(text: str, fact: str) -> Absent | None:
    if name := words.worded(text):
        return Absent(name, "any", fact)
    happening = words.absent_happening(text)
    return Absent(*happening, fact) if happening is not None else None


def _no_residence(told: Told, person: Person, residence: tuple[str, str], text: str, fact: str) -> Person:
    who, state = residence
    if who == "parents":
        for one in ("mother", "father"):
            person = _no_residence(told, person, (one, state), text, fact)
        return person
    parent = {"mother": person.mother, "father": person.father}.get(who)
    if who == "subject":
        return replace(person, absent=(*person.absent, Absent(PERMANENT, state, fact)))
    if parent is None:
        told.leftover(fact, text)
        return person
    without = without_permanent(parent, state, fact)
    return replace(person, mother=without) if who == "mother" else replace(person, father=without)


def _named(told: Told, text: str, here: str, fact: str) -> Absent | None:
    """Read `name(STATE)`. A name that looks like a slip is wrong; words behind it that weaken it leave it out."""
    form = words.NAMED.fullmatch(text)
    if form is None:
        return None
    name, argument, rest = form["name"], form["argument"], form["rest"].strip()
    if name not in vocabulary.ABSENCES:
        near = nearest(name, vocabulary.ABSENCES)
        if argument is not None and near_slip(name.lower(), near):
            told.wrong(here, "value", told.line, text=name, allowed="…", near=near)
        return None
    if rest:
        return None
    if argument is None:
        return Absent(name, "", fact)
    if argument.lower() in ("any", ""):
        return Absent(name, "any", fact)
    if words.OTHER.fullmatch(argument):
        return Absent(name, "other", fact)
    state = told.state(argument, here)
    return Absent(name, state, fact) if state else None


def _not_contradicted(told: Told, person: Person, absent: Absent, text: str, here: str) -> None:
    """The same thing of one State cannot both have happened by the date of the assessment and not.

    "Of any State" beside one that happened says that there was no other: people write it so, and refusing the row
    would lose what else was told.
    """
    if absent.state in ("", "any", "other"):
        return
    for event in person.events:
        own = event.detail("holder") in ("", "subject", "self")
        if own and (event.type, event.state) == (absent.what, absent.state) and not _later(told, event.when):
            told.wrong(here, "happened_and_absent", told.line, what=text, where=event.path)
    for paper in person.documents:
        if (paper.type, paper.issuer) == (absent.what, absent.state) and not _later(told, paper.first):
            told.wrong(here, "happened_and_absent", told.line, what=text, where=paper.path)


def _later(told: Told, when: PartialDate | None) -> bool:
    return told.on is not None and is_later(when, told.on)


def _unknown(told: Told, person: Person, text: str) -> Person:
    """Keep the words; `naturalised(UZ)` also says that this act may not be assumed not to have happened."""
    kept = [text] if text else []
    form = words.NAMED.fullmatch(text)
    if form is not None and form["name"] in vocabulary.ABSENCES and not form["rest"].strip():
        argument = (form["argument"] or "any").strip()
        state = "any" if argument.lower() == "any" else told.state(argument, "facts.unknown")
        kept.append(form["name"] if state in ("", "any") else f"{form['name']}({state})")
    return replace(person, unknown=(*person.unknown, *dict.fromkeys(kept)))
