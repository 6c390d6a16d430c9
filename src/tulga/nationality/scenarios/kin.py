"""Parents, spouses and close relatives: statements about them, their residence, their notes, their own facts."""

from dataclasses import replace
from typing import Any

from tulga.kernel.dates import PartialDate
from tulga.kernel.findings import Finding
from tulga.nationality.core.facts import Nationality, Person, Relative, Stay
from tulga.nationality.core.truth import FALSE, TRUE, UNKNOWN, Truth
from tulga.nationality.core.vocabulary import SOVIET_UNION_ENDED
from tulga.nationality.scenarios import absences, stays, vocabulary, words
from tulga.nationality.scenarios.family import MAX_GENERATIONS, Family
from tulga.nationality.scenarios.text import Fields
from tulga.nationality.scenarios.values import UNKNOWN_WORDS, Told


def with_family(told: Told, person: Person, fields: Fields, at: str, family: Family) -> Person:
    """Add the parents and the other relatives that are told."""
    person = _with_parents(told, person, fields.get("parents"), f"{at}.parents", family)
    spouses = fields.get("spouse")
    found = [
        _relative(told, item, person, f"{at}.spouse[{number}]", f"{family.prefix}spouse[{number}]", "spouse", family)
        for number, item in enumerate(spouses if isinstance(spouses, list) else [spouses] if spouses else [])
    ]
    for number, item in enumerate(told.items(fields.get("relatives"), f"{at}.relatives")):
        here = f"{at}.relatives[{number}]"
        role = told.one_of(item.get("role"), f"{here}.role", vocabulary.OTHER_ROLES) if isinstance(item, Fields) else ""
        found.append(_relative(told, item, person, here, f"{family.prefix}relatives[{number}]", role, family))
    return _descendant_of_1940(replace(person, relatives=(*person.relatives, *found)))


def _descendant_of_1940(person: Person) -> Person:
    """A child descends from citizens of 1940 when one parent does, and does not when neither does."""
    terms = [dict(each.terms) for each in (person.mother, person.father) if each is not None]
    for name in {name for one in terms for name in one if name.startswith(words.OF_1940)} - dict(person.terms).keys():
        values = [one.get(name, UNKNOWN) for one in terms]
        if TRUE in values:
            person = replace(person, terms=(*person.terms, (name, TRUE)))
        elif values == [FALSE, FALSE]:
            person = replace(person, terms=(*person.terms, (name, FALSE)))
    return person


def _with_parents(told: Told, person: Person, value: Any, path: str, family: Family) -> Person:
    if isinstance(value, str) and value.strip().lower() in UNKNOWN_WORDS:
        return replace(person, parents_unknown=TRUE)
    for number, item in enumerate(told.items(value, path)):
        here = f"{path}[{number}]"
        written = item.get("role") if isinstance(item, Fields) else None
        role = told.one_of(written, f"{here}.role", vocabulary.ROLES)
        if not role:
            if written is None:
                told.wrong(f"{here}.role", "field_missing", told.line, field="role")
            continue
        if (person.mother if role == "mother" else person.father) is not None:
            told.wrong(here, "parent_twice", item.line, role=role)
            continue
        parent = _relative(told, item, person, here, f"{family.prefix}parents[{role}]", role, family)
        person = replace(person, mother=parent) if role == "mother" else replace(person, father=parent)
    return person


def _relative(told: Told, item: Any, person: Person, here: str, fact: str, role: str, family: Family) -> Relative:
    fields = told.fields(item, here, vocabulary.PARENT)
    told.proofs(fields.get("evidence"), f"{here}.evidence", fact)
    own = _own_facts(told, fields, here, fact, f"{person.id}.{role}", family)
    relative = Relative(
        role,
        exists=TRUE if fields.get("exists") is None else told.truth(fields["exists"], f"{here}.exists"),
        nationality=nationality_of(told, fields, here, f"{fact}.nationality"),
        since=told.when(fields.get("since"), f"{here}.since"),
        until=told.when(fields.get("until"), f"{here}.until"),
        terms=terms_of(told, fields.get("terms"), f"{here}.terms"),
        person=own,
        path=fact,
    )
    relative = _with_stays(told, relative, fields, here, fact)
    if fields.get("married_at_birth") is not None:
        married = told.truth(fields["married_at_birth"], f"{here}.married_at_birth")
        relative = replace(relative, terms=(*relative.terms, ("married", married)))
    relative = absences.of_relative(told, relative, fields, here, fact)
    relative = _with_note(told, relative, person, told.text(fields.get("note"), f"{here}.note"), fact)
    _older(told, relative, person, here, fields)
    return relative


def nationality_of(told: Told, fields: Fields, here: str, fact: str) -> Nationality | None:
    """Return what is stated about a nationality; None where nothing is said at all."""
    if "nationality" not in fields and "stateless" not in fields:
        return None
    value, stateless = fields.get("nationality"), told.truth(fields.get("stateless"), f"{here}.stateless")
    if isinstance(value, str) and value.strip().lower() in UNKNOWN_WORDS:
        undetermined = TRUE if value.strip().lower() == "undetermined" else UNKNOWN
        return Nationality((), UNKNOWN, stateless, undetermined, fact)
    named = value if isinstance(value, list) else [] if value is None else [value]
    states = tuple(filter(None, (told.state(one, f"{here}.nationality") for one in named)))
    if states and stateless is TRUE:
        shown = ", ".join(told.codes.out(state) for state in states)
        told.wrong(f"{here}.stateless", "stateless_and_national", fields.lines.get("stateless", 0), states=shown)
    complete = TRUE if stateless is TRUE or (states and stateless is FALSE) else UNKNOWN
    return Nationality(states, complete, stateless, UNKNOWN, fact)


def terms_of(told: Told, value: Any, path: str) -> tuple[tuple[str, Truth], ...]:
    """Return the open terms of the law that somebody has answered."""
    if value is None:
        return ()
    if not isinstance(value, Fields):
        told.wrong(path, "shape", told.line, wanted="{habitual-residence: true}")
        return ()
    return tuple((name, told.truth(said, f"{path}.{name}")) for name, said in value.items())


def _with_stays(told: Told, relative: Relative, fields: Fields, here: str, fact: str) -> Relative:
    """`pr` holds permanent stays. An empty list says nothing; `pr: none` says that there never was one."""
    pr = fields.get("pr")
    none = isinstance(pr, str) and pr.strip().lower() in ("none", "no")
    unknown = isinstance(pr, str) and pr.strip().lower() in UNKNOWN_WORDS
    permanent = () if none or unknown else stays.stays_of(told, pr, f"{here}.pr", f"{fact}.pr", None, "permanent")
    others = stays.stays_of(told, fields.get("residence"), f"{here}.residence", f"{fact}.residence", None)
    relative = replace(relative, stays=(*permanent, *others))
    return absences.without_permanent(relative, "", f"{fact}.pr") if none else relative


# -- their own facts --------------------------------------------------------------------------------------------------


def _own_facts(told: Told, fields: Fields, here: str, fact: str, name: str, family: Family) -> Person | None:
    """Read a relative's own facts: written below them, or those of another scenario of the file."""
    known = told.text(fields.get("person"), f"{here}.person")
    name = known or told.text(fields.get("id"), f"{here}.id") or name
    facts = fields.get("facts")
    if name in family.above:
        told.wrong(here, "family_cycle", fields.line, id=name)
        return None
    if known and facts is None:
        if known not in family.others:
            told.wrong(f"{here}.person", "no_such_person", fields.line, id=known)
            return None
        facts = family.others[known]
    if facts is None:
        return None
    if len(family.above) >= MAX_GENERATIONS:
        told.wrong(here, "too_deep", fields.line, count=MAX_GENERATIONS)
        return None
    above = replace(family, above=(*family.above, name), prefix=f"{fact}.facts.")
    return family.read(told, facts, name, f"{here}.facts", above)


def _older(told: Told, relative: Relative, person: Person, here: str, fields: Fields) -> None:
    own = relative.person.born if relative.person is not None else None
    child = person.born
    if relative.role not in vocabulary.ROLES or own is None or child is None or child.latest is None:
        return
    if own.before(child.latest) is Finding.NOT_MET:
        told.wrong(f"{here}.facts.born", "parent_younger", fields.line, parent=own.text, child=child.text)


# -- notes ------------------------------------------------------------------------------------------------------------


def _with_note(told: Told, relative: Relative, person: Person, note: str, fact: str) -> Relative:
    """Read a note by the lexicon; the parts that it does not know are shown."""
    place = f"{fact}.note"
    for part in words.cut(note):
        read = _said(relative, words.meaning(part), person, place)
        if read is None:
            told.leftover(place, part)
        else:
            relative = read
            told.read_from(place, place)
    return replace(relative, notes=(note,)) if note else relative


def _said(relative: Relative, said: words.Meaning | None, person: Person, place: str) -> Relative | None:
    """Return the relative with what one part of the note says; None where it says nothing that fits."""
    match said:
        case words.Lived():
            stay = _stay_of(said, person, place)
            return None if stay is None else replace(relative, stays=(*relative.stays, stay))
        case words.Term(name, value):
            return replace(relative, terms=(*relative.terms, (name, value)))
        case words.Married(value):
            return replace(relative, terms=(*relative.terms, ("married", value)))
        case words.NotEstablished() if relative.role == "father" and relative.since is None:
            after = _after(person.born)
            return None if after is None else replace(relative, since=after)
        case words.NotRecorded():
            return replace(relative, exists=UNKNOWN)
        case words.Still(state) if relative.nationality is not None and state in relative.nationality.states:
            return relative
    return None


def _stay_of(said: words.Lived, person: Person, place: str) -> Stay | None:
    """Return the stay that a note tells: on the day of the child's birth, or as long as the republic lasted."""
    if said.since is not None:
        return Stay(said.state, said.since, None, said.kind, path=place)
    born = person.born
    if born is None or born.earliest is None or born.latest is None or born.latest.isoformat() > SOVIET_UNION_ENDED:
        return None
    first, last = born.earliest.isoformat(), born.latest.isoformat()
    if said.always:
        return Stay(
            said.state,
            PartialDate.parse(f"../{first}"),
            PartialDate.parse(f"{SOVIET_UNION_ENDED}"),
            said.kind,
            path=place,
        )
    return Stay(said.state, PartialDate.parse(first), PartialDate.parse(last), said.kind, path=place)


def _after(born: PartialDate | None) -> PartialDate | None:
    """Some day after the birth, nobody said which."""
    if born is None or born.latest is None:
        return None
    return PartialDate.parse(f"{type(born.latest).fromordinal(born.latest.toordinal() + 1).isoformat()}/..")
