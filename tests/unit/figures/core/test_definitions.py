from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from tulga.figures.core.definitions import AtMostRest, Definition, InvalidDefinition, Rounded, check_together, parse

WORDS = {"en": "a", "ru": "б", "kk": "в"}
GOOD: dict[str, Any] = {
    "id": "people.x", "version": 1, "unit": "persons", "kind": "stock", "population": ["present"], "source": "ledger",
    "basis": "derived", "label": WORDS, "definition": WORDS,
}  # fmt: skip


def changed(**fields: Any) -> dict[str, Any]:
    return {**deepcopy(GOOD), **fields}


def test_a_definition_is_what_was_written() -> None:
    made = parse(changed(dimensions=["origin"], print={"at_least": 100}, since=date(2014, 1, 1), kind="flow"), "a.yaml")

    assert (made.id, made.version, made.dimensions, made.printing) == ("people.x", 1, ("origin",), Rounded(100))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"version": "1"}, "version"),
        ({"version": 0}, "version"),
        ({"kind": "level"}, "kind"),
        ({"label": {"en": "a", "ru": "б"}}, "label"),
        ({"label": {"en": "a", "ru": "б", "kk": " "}}, "label"),
        ({"population": []}, "population"),
        ({"population": ["tall"]}, "population"),
        ({"population": [{"in_category": ["citizens"]}]}, "population"),
        ({"population": [{"decided": {"since": date(2014, 1, 1)}}]}, "population"),
        ({"population": [{"decided": {"outcome": "a:b", "until": 1}}]}, "population"),
        ({"population": [{"none_of": []}]}, "population"),
        ({"dimensions": ["height"]}, "dimensions"),
        ({"print": {"at_least": 1}}, "print"),
        ({"print": "roughly"}, "print"),
        ({"print": {"at_most": {"of": "a"}}}, "print"),
        ({"kind": "flow"}, "since"),
        ({"kind": "fact", "holds": "year"}, "population"),
        ({"holds": "year"}, "holds"),
        ({"colour": "blue"}, "colour"),
        ({"since": "2014"}, "since"),
        ({"footnotes": "one"}, "footnotes"),
    ],
)
def test_a_mistake_names_the_file_the_figure_and_the_field(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidDefinition) as raised:
        parse(changed(**fields), "a.yaml")

    assert str(raised.value).startswith(f"a.yaml: people.x: {field}: ")


def test_a_missing_field_is_named() -> None:
    raw = changed()
    del raw["basis"]

    with pytest.raises(InvalidDefinition, match=r"a\.yaml: people\.x: basis: is missing"):
        parse(raw, "a.yaml")


@pytest.mark.parametrize(
    ("spoil", "field"),
    [
        (lambda one: [one, one], "id"),
        (lambda one: [one, parse(changed(id="people.y", parts=["people.z"]), "a.yaml")], "parts"),
        (
            lambda one: [
                one,
                parse(changed(id="people.y", print={"at_most": {"of": "people.x", "minus": ["people.z"]}}), "a.yaml"),
            ],
            "print",
        ),
    ],
)
def test_what_definitions_say_of_one_another_must_be_there(
    spoil: Callable[[Definition], list[Definition]], field: str
) -> None:
    made = spoil(parse(changed(), "a.yaml"))

    with pytest.raises(InvalidDefinition, match=field):
        check_together(made, {one.id: "a.yaml" for one in made})


def test_at_most_is_what_is_left_of_other_figures() -> None:
    made = parse(changed(print={"at_most": {"of": "a", "minus": ["b", "c"]}}), "a.yaml")

    assert made.printing == AtMostRest("a", ("b", "c"))
