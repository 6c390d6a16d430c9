"""Whatever stands in a field of a scenario: it is read, or named as wrong with its place; the program never breaks."""

import copy
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.architecture.tree import ROOT
from tulga.nationality import evidence
from tulga.nationality.scenarios import read_text

WORKED = yaml.safe_load((ROOT / "tests" / "data" / "nationality" / "scenarios.yaml").read_text(encoding="utf-8"))
SCENARIOS: list[dict[str, Any]] = [
    {name: value for name, value in one.items() if name != "expected"} for one in WORKED["scenarios"]
]
STRANGE = st.sampled_from(
    [
        None,
        True,
        [],
        {},
        "x",
        3,
        "1990",
        ["KZ"],
        {"a": 1},
        [[]],
        [None],
        -1,
        "unknown",
        "2999-01-01",
        {"earliest": None},
    ]
)


def _places(value: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for name, one in inner for place in [(*above, name), *_places(one, (*above, name))]]


PLACES = [_places(one) for one in SCENARIOS]


@given(st.data())
def test_a_strange_value_anywhere_is_read_or_named(data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(SCENARIOS) - 1))
    place = data.draw(st.sampled_from(PLACES[number]))
    changed = copy.deepcopy(SCENARIOS[number])
    inner: Any = changed
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = copy.deepcopy(data.draw(STRANGE))

    found = read_text(yaml.safe_dump({"scenarios": [changed]}, allow_unicode=True))[0]

    assert all(problem.text(language) for problem in found.problems for language in ("en", "ru", "kk"))
    for profile in evidence.PROFILES.values():
        assert evidence.apply(found.person, profile).id == found.person.id
