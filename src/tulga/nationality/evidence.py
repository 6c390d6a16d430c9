"""How well a fact must be shown: standards of proof turn evidence into the two bits of a truth.

For every fact, what speaks for it and what speaks against it are weighed apart. A bit is set when the weight on its
side reaches the standard: both bits make DISPUTED, none makes UNKNOWN. That is the only place where weights count: the
logic of the law sees truths. So a fact may be shown by one standard and not by another; several stand side by side.

Two items on one side weigh more than each alone, as if they were independent: 1 - (1 - a)(1 - b). The thresholds, and
what an item counts for that nobody weighed, are ours: no convention sets numbers (UNHCR Handbook 2014, paras 91-93,
says "to a reasonable degree").
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from tulga.nationality.core.facts import Document, Event, Evidence, Nationality, Person, Relative, Stay
from tulga.nationality.core.truth import DISPUTED, FALSE, TRUE, UNKNOWN, Truth, and_


@dataclass(frozen=True, slots=True)
class Profile:
    """A standard of proof.

    Args:
        threshold: the weight, between 0 and 1, that one side must reach for its bit to be set.
        text: its name, by language.
    """

    key: str
    threshold: float
    text: tuple[tuple[str, str], ...]


def _named(english: str, russian: str, kazakh: str) -> tuple[tuple[str, str], ...]:
    return (("en", english), ("ru", russian), ("kk", kazakh))


PROFILES: Final[Mapping[str, Profile]] = {
    profile.key: profile
    for profile in (
        Profile("reasonable", 0.35, _named("to a reasonable degree", "в разумной степени", "ақылға қонымды дәрежеде")),
        Profile("balance", 0.55, _named("balance of probabilities", "баланс вероятностей", "ықтималдықтар теңгерімі")),
        Profile("strict", 0.9, _named("strict proof", "строгое доказательство", "қатаң дәлелдеу")),
    )
}  # fmt: skip
# what an item counts for that nobody weighed
BY_KIND: Final = {"note": 0.6, "statement": 0.5, "document": 0.75, "register": 0.85, "authority": 0.9, "finding": 0.95}
_TRUTHS = (UNKNOWN, TRUE, FALSE, DISPUTED)
_Fact = TypeVar("_Fact", Stay, Event, Document)


def weight_of(item: Evidence) -> float:
    """Return what an item counts for, between 0 and 1."""
    return BY_KIND[item.kind] if item.weight is None else min(max(item.weight, 0.0), 1.0)


def weight(items: Iterable[Evidence], *, supports: bool) -> float:
    """Return the weight of one side."""
    doubt = 1.0
    for item in items:
        if item.supports is supports:
            doubt *= 1.0 - weight_of(item)
    return 1.0 - doubt


def truth_of(items: Sequence[Evidence], profile: Profile) -> Truth:
    """Return what evidence shows by a standard; a fact for which none is given stands as it was told: TRUE."""
    if not items:
        return TRUE
    shown = weight(items, supports=True) >= profile.threshold
    refuted = weight(items, supports=False) >= profile.threshold
    return _TRUTHS[shown + 2 * refuted]


def apply(person: Person, profile: Profile) -> Person:
    """Return the person with every fact as this standard of proof leaves it.

    A stay, an event or a paper keeps its place and carries its truth in `held`; what is refuted is FALSE, what is not
    shown is UNKNOWN. A statement of a nationality that is not shown says nothing. Facts without evidence stay.
    """
    given = {path: items for path, items in person.evidence if items}
    return _weighed(person, given, profile) if given else person


def side_by_side(person: Person) -> dict[str, dict[str, Truth]]:
    """Return what each standard makes of each fact for which there is evidence."""
    return {
        path: {key: truth_of(items, profile) for key, profile in PROFILES.items()}
        for path, items in person.evidence
        if items
    }


def _weighed(person: Person, given: Mapping[str, Sequence[Evidence]], profile: Profile) -> Person:
    born = truth_of(given.get("born", ()), profile) if "born" in given else TRUE
    return replace(
        person,
        born=person.born if born is TRUE else None,
        born_in=person.born_in if born is TRUE and _shown(given, "born.place", profile) is TRUE else None,
        stays=_held(person.stays, given, profile),
        events=_held(person.events, given, profile),
        documents=_held(person.documents, given, profile),
        mother=_relative(person.mother, given, profile),
        father=_relative(person.father, given, profile),
        relatives=tuple(filter(None, (_relative(one, given, profile) for one in person.relatives))),
        statements=tuple((day, _statement(stated, given, profile)) for day, stated in person.statements),
    )


def _shown(given: Mapping[str, Sequence[Evidence]], path: str, profile: Profile) -> Truth:
    return truth_of(given.get(path, ()), profile)


def _held(facts: tuple[_Fact, ...], given: Mapping[str, Sequence[Evidence]], profile: Profile) -> tuple[_Fact, ...]:
    return tuple(
        replace(fact, held=and_(fact.held, _shown(given, fact.path, profile))) if fact.path in given else fact
        for fact in facts
    )


def _statement(stated: Nationality, given: Mapping[str, Sequence[Evidence]], profile: Profile) -> Nationality:
    """A statement that is not shown says nothing; one that is contested says nothing definite."""
    value = _shown(given, stated.path, profile)
    return stated if value is TRUE else Nationality(path=stated.path)


def _relative(relative: Relative | None, given: Mapping[str, Sequence[Evidence]], profile: Profile) -> Relative | None:
    """Evidence of a relative (`parents[mother].evidence`) is of the relation and of what is stated with it."""
    if relative is None:
        return None
    value = _shown(given, relative.path, profile)
    stated = relative.nationality
    if stated is not None:
        stated = _statement(stated, given, profile) if value is TRUE else Nationality(path=stated.path)
    return replace(
        relative,
        exists=relative.exists if value is TRUE else value,
        nationality=stated,
        stays=_held(relative.stays, given, profile),
        person=_weighed(relative.person, given, profile) if relative.person is not None else None,
    )
