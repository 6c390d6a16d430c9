"""Every number and date of the reference: what may be asserted is asserted, what may not is seen as not verified."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tulga.procedures.clocks.core.terms import Limit
from tulga.procedures.definitions.core.loading import load_definitions
from tulga.procedures.definitions.core.model import VERIFIED, Clock, Number, Use, Version
from tulga.procedures.definitions.order import living_clocks
from tulga.procedures.definitions.plain import page_of

TABLE = Path(__file__).parents[2] / "data" / "procedures" / "numbers.csv"
with TABLE.open(encoding="utf-8", newline="") as handle:
    ROWS = {row["id"]: row for row in csv.DictReader(handle)}
ASSERTED = [name for name, row in ROWS.items() if row["use"] in {"assert", "number", "default"}]
CONFIGURED = [name for name, row in ROWS.items() if row["use"] == "config"]


def test_the_table_is_whole() -> None:
    assert list(ROWS) == [f"T{number:02}" for number in range(1, 41)]
    assert len(ASSERTED) == 30
    assert len(CONFIGURED) == 10


def latest(procedure: str) -> Version:
    return load_definitions()[f"KAZ.{procedure}"].versions[-1]


def told(version: Version, reference: str) -> Iterator[Clock | Number]:
    for one in (*version.clocks, *version.numbers):
        if one.reference == reference:
            yield one


def value_of(one: Clock | Number) -> str:
    if isinstance(one, Clock):
        return written(one.limit)
    return f"{one.value} {one.unit}".strip()


def written(limit: Limit | None) -> str:
    return "not found" if limit is None else f"{limit.value} {limit.unit.value.replace('_', ' ')}"


@pytest.mark.parametrize("reference", ASSERTED)
def test_what_may_be_asserted_is_asserted_with_its_value_and_a_verified_basis(reference: str) -> None:
    row = ROWS[reference]

    found = [one for one in told(latest(row["procedure"]), reference) if one.use is Use.ASSERT]

    assert found, f"{reference} is asserted nowhere"
    assert {value_of(one) for one in found} == {row["value"]}
    assert all(any(basis.mark in VERIFIED for basis in one.basis) for one in found)


@pytest.mark.parametrize("reference", CONFIGURED)
def test_what_may_not_be_asserted_is_a_setting_with_its_value(reference: str) -> None:
    row = ROWS[reference]

    found = list(told(latest(row["procedure"]), reference))

    assert {value_of(one) for one in found} == set(row["value"].split("; "))
    assert {one.use for one in found} == {Use.CONFIG}


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("definition", sorted(load_definitions()))
def test_every_setting_is_shown_with_the_words_that_nobody_verified_it(definition: str, language: str) -> None:
    found = load_definitions()[definition]
    for version in found.versions:
        page = page_of(found, version, language, day=date(2026, 11, 25))
        lines = [line for section in page.sections for line in section.lines]
        settings = {one.id for one in (*living_clocks(version), *version.numbers) if one.use is Use.CONFIG}

        assert settings <= {line.id for line in lines}
        assert all(line.warning for line in lines if line.id in settings)


def test_a_general_default_is_no_limit_of_the_procedure_that_may_be_told() -> None:
    for reference in ("T36", "T37", "T38"):
        clocks = [one for one in told(latest("statelessness_determination"), reference) if isinstance(one, Clock)]
        assert all(one.use is Use.CONFIG for one in clocks)


def test_from_when_the_year_of_a_postponement_runs_is_a_setting_and_both_readings_are_worked_out() -> None:
    readings = [one for one in told(latest("asylum"), "T07") if isinstance(one, Clock)]

    assert {one.starts for one in readings} == {("registered",), ("postponed",)}
    assert {one.use for one in readings} == {Use.CONFIG}


def test_nothing_is_decided_on_asylum_before_fingerprints_were_taken() -> None:
    decisions = [step for step in latest("asylum").steps if step.id in {"recognised", "rejected"}]

    assert len(decisions) == 2
    assert all(any("done(fingerprinted)" in guard for guard in step.guards) for step in decisions)


def test_a_travel_document_never_outlives_the_refugee_certificate() -> None:
    paper = next(one for one in latest("asylum").papers if one.id == "travel_document")

    assert (paper.until, paper.use) == ("refugee_certificate", Use.ASSERT)


def test_ages_and_years_of_the_law_are_conditions_of_steps() -> None:
    guards = {
        (step.id, guard)
        for procedure in ("statelessness_determination", "birth_registration", "citizenship")
        for step in latest(procedure).steps
        for guard in step.guards
    }
    alternatives = {(step, part) for step, guard in guards for part in guard.split(" or ")}

    assert ("certificate_issued", "age_at_least(16)") in alternatives  # T13
    assert ("recognised", "age_below(16)") in alternatives  # T15
    assert ("citizen_through_father", "age_below(14)") in alternatives  # T28
    assert ("admitted", "years_since(permanent_residence, 5)") in alternatives  # T25
    assert ("admitted", "years_since(marriage, 3)") in alternatives  # T26


@pytest.mark.parametrize("definition", sorted(load_definitions()))
def test_silence_starts_the_time_to_complain_and_decides_nothing(definition: str) -> None:
    for version in load_definitions()[definition].versions:
        windows = {one.id: one for one in version.clocks}
        for clock in version.clocks:
            for expiry in clock.expiry:
                if expiry.starts is not None:
                    assert f"expired:{clock.id}" in windows[expiry.starts].starts
        assert not any(step.id.startswith("expired") for step in version.steps)
