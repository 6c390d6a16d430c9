"""Who belongs to a figure: a small closed vocabulary of tests over a person, in which definitions are written.

| test | holds when |
|---|---|
| `present` | the person is in the country on the day |
| `of_concern` | present, and not a national of the country by an authority's word |
| `in_category: [...]` | the one category in which the person is counted is one of these |
| `in_several_categories` | without the rule "one person, one line" more than one category would hold the person |
| `campaign: name` | a record of the person was opened in this campaign by the day |
| `decided: {outcome, since, held_before}` | a decision with this outcome took effect from `since` to the day |
| `documented` | a paper was issued in a case by the day |
| `none_of: [...]` | none of these tests holds |

`{country}` in an outcome is the country of the figures. With `held_before` a decision counts where an authority or
UNHCR had held the person to be one of these (stateless, undetermined) before it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from tulga.figures.core.counting import CATEGORIES, Person, PersonState

Test = Callable[[Person, PersonState], bool]
_PLAIN: Mapping[str, Test] = {
    "present": lambda _, state: state.present,
    "of_concern": lambda _, state: state.of_concern,
    "in_several_categories": lambda _, state: len(state.categories) > 1,
    "documented": lambda person, state: any(change.day <= state.day for change in person.papers),
}
_HELD = ("stateless", "undetermined")


class InvalidTest(ValueError):
    """A test is not of the vocabulary, or lacks something; the message says which."""


def all_of(tests: Sequence[Any], country: str) -> Test:
    """Return the test that holds when each of these does.

    Raises:
        InvalidTest: one of them is not of the vocabulary.
    """
    made = [parse(one, country) for one in tests]
    if not made:
        raise InvalidTest("a population names at least one test")
    if len(made) == 1:
        return made[0]
    return lambda person, state: all(test(person, state) for test in made)


def parse(given: Any, country: str) -> Test:
    """Return one test as a function.

    Raises:
        InvalidTest: it is not of the vocabulary.
    """
    if isinstance(given, str) and given in _PLAIN:
        return _PLAIN[given]
    if isinstance(given, dict) and len(given) == 1:
        ((name, wanted),) = given.items()
        if name in _WITH_VALUE:
            return _WITH_VALUE[name](wanted, country)
    known = ", ".join([*_PLAIN, *_WITH_VALUE])
    raise InvalidTest(f"{given!r} is not a test of populations ({known})")


def _in_category(wanted: Any, country: str) -> Test:
    if not isinstance(wanted, list) or not set(wanted) <= set(CATEGORIES):
        raise InvalidTest(f"in_category takes a list of {', '.join(CATEGORIES)}")
    names = frozenset(wanted)
    return lambda _, state: state.category in names


def _campaign(wanted: Any, country: str) -> Test:
    if not isinstance(wanted, str):
        raise InvalidTest("campaign takes the name of one campaign")
    return lambda person, state: any(change.value == wanted and change.day <= state.day for change in person.met)


def _decided(wanted: Any, country: str) -> Test:
    if not isinstance(wanted, dict) or not isinstance(wanted.get("outcome"), str):
        raise InvalidTest("decided takes an outcome, and may take since and held_before")
    if surplus := sorted(set(wanted) - {"outcome", "since", "held_before"}):
        raise InvalidTest(f"decided takes no {surplus[0]}")
    since, before = wanted.get("since"), tuple(wanted.get("held_before", ()))
    if since is not None and type(since) is not date:
        raise InvalidTest("since is a day, such as 2014-01-01")
    if not set(before) <= set(_HELD):
        raise InvalidTest(f"held_before takes a list of {', '.join(_HELD)}")
    outcome = wanted["outcome"].replace("{country}", country)

    def decided(person: Person, state: PersonState) -> bool:
        return any(
            not before or any(person.was(status, change.day) for status in before)
            for change in person.decided(outcome, since, state.day)
        )

    return decided


def _none_of(wanted: Any, country: str) -> Test:
    if not isinstance(wanted, list) or not wanted:
        raise InvalidTest("none_of takes a list of tests")
    made = [parse(one, country) for one in wanted]
    return lambda person, state: not any(test(person, state) for test in made)


_WITH_VALUE: Mapping[str, Callable[[Any, str], Test]] = {
    "in_category": _in_category,
    "campaign": _campaign,
    "decided": _decided,
    "none_of": _none_of,
}
