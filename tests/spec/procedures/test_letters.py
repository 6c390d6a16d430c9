"""The letters that definitions name are kinds that can be written, to somebody who takes part."""

import pytest

from tulga.procedures.definitions.core.loading import load_definitions
from tulga.procedures.letters.core.catalogue import letters


@pytest.mark.parametrize("definition", sorted(load_definitions()))
def test_every_letter_of_a_definition_has_a_kind_with_fields(definition: str) -> None:
    found = load_definitions()[definition]
    for version in found.versions:
        assert {letter.id for letter in version.letters} <= set(letters())
        assert {letter.to for letter in version.letters} <= {role.id for role in found.roles}


def test_every_decision_is_told_by_a_letter() -> None:
    silent = [
        f"{definition.id} {version.id} {step.id}"
        for definition in load_definitions().values()
        for version in definition.versions
        for step in version.steps
        if step.outcome not in (None, "withdrawn", "closed") and not step.letters
    ]

    assert silent == []
