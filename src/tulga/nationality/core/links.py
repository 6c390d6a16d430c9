"""Which States are relevant to a person, and why: birth, descent, residence, papers, acts, adoption, marriage.

Article 1(1) says "by any State"; the Handbook (paras 18 and 92) bounds it to States with which there is a link.
"""

from collections.abc import Collection, Iterable

from tulga.nationality.core import spans
from tulga.nationality.core.facts import Person, Relative
from tulga.nationality.core.vocabulary import SOVIET_UNION

_NOT_LINKS = {"authority_answer"}


def relevant_states(person: Person, *, known: Collection[str], until: int = spans.LAST) -> dict[str, tuple[str, ...]]:
    """Return each State that has a link with the person, and the links ("born-there", "mother-national", …).

    Args:
        known: the States whose law we have read. A mere stay in another one is no link: no nationality follows from it
            without an act, and the acts are known.
        until: the date of the assessment; a stay that begins later is no link yet.
    """
    found: dict[str, list[str]] = {}
    for state, link in _links(person, known, until):
        if state and state not in {SOVIET_UNION, "any", "other"} and link not in found.setdefault(state, []):
            found[state].append(link)
    return {state: tuple(found[state]) for state in sorted(found)}


def _links(person: Person, known: Collection[str], until: int) -> Iterable[tuple[str, str]]:
    if person.born_in:
        yield person.born_in, "born-there"
    for relative in (person.mother, person.father, *person.relatives):
        if relative is not None:
            yield from _of_relative(person, relative, known, until)
    for stay in person.stays:
        if spans.of_partial(stay.first).lo > until:
            continue
        if stay.kind == "permanent" or stay.state in known:
            yield stay.state, "lived-there" if stay.kind == "permanent" else "stayed-there"
    for document in person.documents:
        yield document.issuer, "document"
    for event in person.events:
        yield event.state, "answer" if event.type in _NOT_LINKS else "act"
    for _, nationality in person.statements:
        for state in nationality.states:
            yield state, "stated"
    for state in person.links:
        yield state, "named"


def _of_relative(person: Person, relative: Relative, known: Collection[str], until: int) -> Iterable[tuple[str, str]]:
    stated = relative.nationality
    for state in stated.states if stated is not None else ():
        yield state, f"{relative.role}-national"
    if relative.role in ("mother", "father"):
        born = spans.of_partial(person.born)
        for stay in relative.stays:
            begins = spans.of_partial(stay.first)
            ends = spans.of_partial(stay.last) if stay.last is not None else spans.Days(spans.LAST, spans.LAST)
            if stay.state in known and begins.lo <= born.hi and ends.hi >= born.lo:
                yield stay.state, f"{relative.role}-lived-there"
    if relative.person is not None and relative.role in ("mother", "father"):
        for state in relevant_states(relative.person, known=known, until=until):
            yield state, f"{relative.role}-linked"
