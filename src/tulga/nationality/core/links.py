"""Which States are relevant to a person, and why: birth, descent, residence, papers, acts, adoption, marriage.

Article 1(1) says "by any State"; the Handbook (paras 18 and 92) bounds it to States with which there is a link.
"""

from collections.abc import Collection, Iterable, Mapping

from tulga.nationality.core import spans
from tulga.nationality.core.facts import Person, Relative
from tulga.nationality.core.vocabulary import SOVIET_UNION

_NOT_LINKS = {"authority_answer"}
_PARENTS = ("mother", "father")
_ROLES = (*_PARENTS, "spouse", "adopter", "child", "sibling", "grandparent")


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


def with_answers(
    found: Mapping[str, tuple[str, ...]], answers: Mapping[str, str], who: str, *, known: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """Return the links, and those that the answers that are tried out would make if they were told.

    Args:
        who: whose links: "subject", or a relative with facts of their own ("mother", "mother.father"). What is said of
            a parent's parent is a link of the parent, and of the child only through the parent.
    """
    links = {state: list(why) for state, why in found.items()}
    for key, answer in answers.items():
        for state, link in _of_answer(key, answer, who, known):
            if link not in links.setdefault(state, []):
                links[state].append(link)
    return {state: tuple(links[state]) for state in sorted(links)}


def _of_answer(key: str, answer: str, who: str, known: Collection[str]) -> Iterable[tuple[str, str]]:
    if key.startswith("authority.answer."):
        if who == "subject":  # about nobody else was the State asked
            yield key.rpartition(".")[2], "answer"
        return
    if len(answer) != 3 or not answer.isupper() or answer == SOVIET_UNION:
        return
    own = key.startswith(f"{who}.")
    if own:
        yield from _of_own(key.removeprefix(f"{who}."), answer, known)
    if own is not (who == "subject"):
        yield from _of_kin(key, key.removeprefix(f"{who}."), answer, known)


def _of_own(what: str, state: str, known: Collection[str]) -> Iterable[tuple[str, str]]:
    if what == "born_in":
        yield state, "born-there"
    elif what.startswith("resident.permanent."):
        yield state, "lived-there"
    elif what.startswith("resident.") and state in known:
        yield state, "stayed-there"


def _of_kin(key: str, rest: str, state: str, known: Collection[str]) -> Iterable[tuple[str, str]]:
    """Args: rest: the key as seen from the person whose links they are ("mother.nationality")."""
    kin, _, what = rest.partition(".")
    role = kin.partition("[")[0]
    if what == "nationality" and role in _ROLES:
        yield state, f"{role}-national"
    elif role not in _PARENTS:
        return
    elif what.startswith("resident."):
        if state in known:
            yield state, f"{role}-lived-there"
    elif any(_of_answer(key, state, key.removesuffix(f".{what}"), known)):
        yield state, f"{role}-linked"
