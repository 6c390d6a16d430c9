from typing import Any

import pytest

from tulga.figures import catalogue
from tulga.figures.core.definitions import InvalidDefinition, Rounded
from tulga.figures.core.reconcile import _BY_BEGINNING, _FLOWS, ACCOUNTS


def test_the_definitions_of_the_repository_can_be_used_and_come_in_their_order() -> None:
    found = [one.id for one in catalogue.all_definitions()]

    assert found[0] == "people.total"
    assert len(found) == len(set(found)) == 18


def test_a_code_without_a_text_is_named() -> None:
    file: dict[str, Any] = {"figures": [{**catalogue.all_definitions()[0].raw, "footnotes": ["nowhere"], "parts": []}]}  # type: ignore[dict-item]

    with pytest.raises(InvalidDefinition, match=r"a\.yaml: people\.total: footnotes: 'nowhere' has no text"):
        catalogue.read_definitions({"a.yaml": file}, catalogue.all_texts())


def test_a_file_without_figures_is_named() -> None:
    with pytest.raises(InvalidDefinition, match=r"a\.yaml: figures"):
        catalogue.read_definitions({"a.yaml": ["what"]}, catalogue.all_texts())


def test_every_flow_and_every_account_has_a_text() -> None:
    texts = catalogue.all_texts()
    flows = {*_FLOWS.values(), *(flow for _, flow in _BY_BEGINNING), "other"}

    assert flows == set(texts["flows"])
    assert set(ACCOUNTS) <= set(texts["categories"])


def test_figures_that_are_not_printed_exactly_say_so() -> None:
    for one in catalogue.all_definitions():
        if isinstance(one.printing, Rounded):
            assert "rounded_down" in one.footnotes
