"""An answer that is tried out says the same as the fact itself, told: what-if and branches promise what will be."""

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pytest

from tests.properties import nationality_people
from tulga.kernel.dates import PartialDate
from tulga.nationality.core.evaluate import assess
from tulga.nationality.core.facts import Absent, Event, Nationality, Person, Relative
from tulga.nationality.core.loading import load_packs
from tulga.nationality.core.outcomes import Assessment
from tulga.nationality.core.truth import FALSE, TRUE, UNKNOWN, Truth

ON = date(2025, 6, 1)
Told = Person | None


def told(person: Person, key: str, answer: str) -> Told:
    """Return the person with the fact really told; None where facts have no place for just this."""
    if key.startswith("authority.answer."):
        said = Event("authority_answer", PartialDate.of(ON), key.rpartition(".")[2], (("answer", answer),))
        return replace(person, events=(*person.events, said))
    kin, _, what = key.partition(".")
    if kin == "subject":
        return _told_of(person, what, answer)
    if kin not in ("mother", "father"):
        return None
    relative: Relative | None = getattr(person, kin)
    if what == "nationality":
        changed = _of_nationality(kin, relative, answer)
    elif relative is None or relative.person is None or not what.startswith(("mother.", "father.", "born_in")):
        return None
    else:
        of_parent = f"subject.{what}" if what == "born_in" else what
        parent = told(relative.person, of_parent, answer)
        changed = None if parent is None else replace(relative, person=parent)
    return None if changed is None else replace(person, **{kin: changed})


def _told_of(person: Person, what: str, answer: str) -> Told:
    plain: Mapping[str, Callable[[], Told]] = {
        "born_in": lambda: replace(person, born_in=answer) if answer.isupper() else None,
        "parents_unknown": lambda: replace(person, parents_unknown=_truth(answer)),
        "ussr": lambda: replace(person, ussr=_truth(answer)),
    }
    kind, _, rest = what.partition(".")
    if what in plain:
        return plain[what]()
    if kind == "term":
        others = tuple(each for each in person.terms if each[0] != rest)
        return replace(person, terms=(*others, (rest, _truth(answer))))
    if kind in ("event", "document") and answer == "no" and rest.count(".") == 1 and "-" not in rest:
        return replace(person, absent=(*person.absent, Absent(*rest.split("."))))
    return None


def _of_nationality(role: str, relative: Relative | None, answer: str) -> Relative | None:
    stated = relative.nationality if relative is not None else None
    if relative is None or relative.person is not None or answer == "another" or stated not in (None, Nationality()):
        return None  # a statement beside own facts may contradict them; an answer only fills what they leave open
    states = () if answer == "stateless" else (answer,)
    only = Nationality(states, complete=TRUE, stateless=FALSE if states else TRUE, undetermined=UNKNOWN)
    return replace(relative, nationality=only)


def _truth(answer: str) -> Truth:
    return TRUE if answer == "yes" else FALSE


def findings(found: Assessment) -> dict[str, object]:
    states = {
        one.state: (one.outcome, one.since, one.lost_on, sorted(one.relevant), one.risks) for one in found.answers
    }
    return {**states, "article 1(1)": (found.article_1_1, found.article_1_1_why)}


def with_parents_of_own(chance: random.Random) -> Person:
    """Return a person with a parent whose own facts are told, so that there are several lives to keep apart."""
    while True:
        person = nationality_people.person(chance, "p", 2)
        if any(parent is not None and parent.person is not None for parent in (person.mother, person.father)):
            dated = tuple(paper for paper in person.documents if paper.first is not None)  # else it has no order
            return replace(person, documents=dated)


@pytest.mark.parametrize("number", range(30))
def test_an_answer_that_is_tried_says_what_the_fact_says_when_it_is_told(number: int) -> None:
    chance, packs = random.Random(1000 + number), load_packs()
    person = with_parents_of_own(chance)
    keys = {need.key: need for one in assess(person, packs, ON, ask=False).answers for need in one.needs}
    tried = [(key, option) for key, need in sorted(keys.items()) for option in need.options]
    chance.shuffle(tried)
    tried.sort(key=lambda one: not one[0].startswith("authority.") and not one[0].endswith((".nationality", "born_in")))
    compared = 0
    for key, option in tried:
        instead = told(person, key, option)
        if instead is not None and compared < 6:
            compared += 1

            asked = findings(assess(person, packs, ON, answers={key: option}, ask=False))

            assert asked == findings(assess(instead, packs, ON, ask=False)), (key, option)
