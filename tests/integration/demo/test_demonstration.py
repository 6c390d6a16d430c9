"""The demonstration in a real ledger: its figures are the published ones, and nothing but the ledger knows why."""

import logging
import os
import random
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.integration.figures.reference import reference
from tests.unit.demo import published
from tulga.demo import names, targets
from tulga.demo.load import DemoReport, load_demonstration
from tulga.figures.compile import compile_operation, counted
from tulga.figures.core.cells import Assumed, AtLeast, AtMost, Cell, NotCollected, Shown, Withheld
from tulga.figures.core.figure import FigureSet
from tulga.ledger import reading
from tulga.ledger.actions import Act, Draft, append_many
from tulga.procedures.shared.entries import CaseEntryWithdrawn
from tulga.register.entries import StatementWithdrawn

# once in the ordinary suite, on the database that everybody starts with; on PostgreSQL with the slow tests
pytestmark = [pytest.mark.slow] if "TULGA_TEST_PGDATA" in os.environ else []
BOTH = ("default", "keys")
END = date(2021, 12, 31)
NOW = datetime(2026, 11, 24, tzinfo=UTC)


class Heard(logging.Handler):
    """Keeps every line that is logged."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@dataclass(frozen=True)
class Loaded:
    report: DemoReport
    figures: FigureSet
    logged: list[str]


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[Loaded]:
    """Load once for all tests of this file, inside a transaction that is rolled back at the end."""
    heard, root = Heard(), logging.getLogger("tulga")
    level = root.level
    with django_db_blocker.unblock(), ExitStack() as stack:
        for alias in BOTH:
            stack.enter_context(transaction.atomic(using=alias))
        root.addHandler(heard)
        root.setLevel(logging.DEBUG)
        report = load_demonstration(at=NOW)
        figures = compile_operation("KAZ", END, None)
        root.removeHandler(heard)
        root.setLevel(level)
        yield Loaded(report, figures, heard.lines)
        for alias in BOTH:
            transaction.set_rollback(True, using=alias)


def cell(figures: FigureSet, figure: str, **dimensions: str) -> Cell:
    found = figures.find(figure, **dimensions)
    assert found is not None, f"{figure} is not there"
    return found.cell


def test_the_reference_figures_come_out_of_the_ledger(loaded: Loaded) -> None:
    people = {
        "people.total": 8504,
        "people.stateless": 7831,
        "people.stateless.government": 6778,
        "people.stateless.undetermined": 1053,
        "people.asylum_seekers": 319,
        "people.refugees": 354,
        "campaign.identified": 7300,
        "campaign.citizens": 4130,
        "funding.requested": 838374,
        "presence.staff.national": 4,
        "presence.staff.affiliated": 1,
    }

    assert {figure: cell(loaded.figures, figure) for figure in people} == {
        figure: Shown(value) for figure, value in people.items()
    }


def test_what_was_published_as_more_than_is_at_least_and_the_rest_at_most(loaded: Loaded) -> None:
    assert cell(loaded.figures, "campaign.stateless") == AtLeast(1900)
    assert cell(loaded.figures, "citizenship.granted_stateless") == AtLeast(9000)
    assert cell(loaded.figures, "campaign.pending") == AtMost(1270)


@pytest.mark.parametrize(
    ("figure", "origins"),
    [
        ("people.refugees", published.REFUGEES_BY_ORIGIN),
        ("people.asylum_seekers", published.ASYLUM_SEEKERS_BY_ORIGIN),
    ],
)
def test_countries_of_origin_are_the_demonstrations_own_split(
    loaded: Loaded, figure: str, origins: dict[str, int]
) -> None:
    rows = {one.dimension("origin"): one.cell for one in loaded.figures.by_dimension(figure, "origin")}

    assert rows == {origin: Shown(count) for origin, count in origins.items()}


def test_donors_and_the_office_are_entered_with_their_document(loaded: Loaded) -> None:
    governments = loaded.figures.find("funding.donors.governments")
    private = loaded.figures.find("funding.donors.private")
    offices = loaded.figures.find("presence.offices")

    assert governments is not None
    assert len(governments.items) == 17
    assert private is not None
    assert "KOR" in private.items
    assert offices is not None
    assert offices.items == ("KAZ.astana",)
    assert governments.sources


def test_every_set_of_figures_says_that_it_is_a_demonstration(loaded: Loaded) -> None:
    assert loaded.figures.demonstration


@pytest.mark.parametrize(
    "year", [pytest.param(year, marks=[pytest.mark.slow] * (year != 2016)) for year in range(2013, 2021)]
)
def test_every_year_end_is_the_published_one(loaded: Loaded, year: int) -> None:
    figures = compile_operation("KAZ", date(year, 12, 31), None)

    assert cell(figures, "people.stateless") == Shown(published.STATELESS[year])
    assert cell(figures, "people.refugees") == Shown(published.REFUGEES[year])
    assert cell(figures, "people.asylum_seekers") == Shown(published.ASYLUM_SEEKERS[year])


def test_what_was_written_down_late_changes_todays_answer_and_not_the_answer_known_then(loaded: Loaded) -> None:
    known_then = compile_operation("KAZ", END, datetime(2021, 12, 31, 18, tzinfo=UTC))

    assert cell(loaded.figures, "people.stateless") == Shown(7831)
    assert cell(known_then, "people.stateless") != Shown(7831)
    assert cell(loaded.figures, "campaign.citizens") == Shown(4130)
    assert cell(known_then, "campaign.citizens") != Shown(4130)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_after_random_withdrawals_every_figure_is_what_an_obvious_count_says(loaded: Loaded, seed: int) -> None:
    before, _ = counted("KAZ", END, None)
    expected_before = reference("KAZ", END, None)
    assert {name: before.figures.get((name, ()), 0) for name in expected_before.figures} == expected_before.figures

    with transaction.atomic():
        append_many(withdrawals(random.Random(seed), 400, loaded.report))
        after, _ = counted("KAZ", END, None)
        expected = reference("KAZ", END, None)
        transaction.set_rollback(True)

    names_of = {name for name, dimensions in after.figures if not dimensions} | set(expected.figures)
    assert {n: after.figures.get((n, ()), 0) for n in names_of} == {n: expected.figures.get(n, 0) for n in names_of}
    moved = {n for n in names_of if after.figures.get((n, ())) != before.figures.get((n, ()))}
    assert {"people.total", "people.stateless", "campaign.identified"} <= moved


def withdrawals(chance: random.Random, count: int, report: DemoReport) -> Iterator[tuple[Draft, Act]]:
    """Withdraw some entries of records and cases, whoever said them."""
    told = [
        (one.stream, one.stream_id, one.subject, one.id)
        for batch in reading.entries()
        for one in batch
        if one.stream in {"record", "case"} and "Withdrawn" not in one.kind
    ]
    act = Act(report.publisher.account, report.publisher.organisation, NOW)
    for stream, stream_id, subject, entry in chance.sample(told, count):
        assert subject is not None
        said: object = StatementWithdrawn(entry=entry, why="a mistake")
        if stream == "case":
            said = CaseEntryWithdrawn(subject, entry, "a mistake")
        yield Draft(stream_id, said, "2026-11-24", subject=subject), act


def test_nothing_needs_the_targets_after_loading(
    loaded: Loaded, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def gone(*_: object, **__: object) -> object:
        raise FileNotFoundError("the targets are gone")

    monkeypatch.setattr(targets, "FILE", tmp_path / "targets.yaml")
    monkeypatch.setattr(targets, "read_targets", gone)

    assert compile_operation("KAZ", END, None).figures == loaded.figures.figures


def number(given: Cell) -> int | None:
    return given.value if isinstance(given, Shown | Assumed) else None


def test_the_accounts_close_and_show_what_is_assumed(loaded: Loaded) -> None:
    books = [one for one in loaded.figures.accounts if one.category == "stateless.government"]
    assumed = [line.cell for one in books for line in one.lines if line.assumed and line.direction == "in"]

    assert Assumed(8645) in assumed
    assert all(isinstance(one, Assumed | Withheld) for one in assumed)
    for account in loaded.figures.accounts:
        flows = [(line.direction, number(line.cell)) for line in account.lines]
        start, end = number(account.start), number(account.end)
        if start is not None and end is not None and all(count is not None for _, count in flows):
            assert start + sum((count or 0) if way == "in" else -(count or 0) for way, count in flows) == end


def test_no_cell_of_one_to_four_people_is_shown(loaded: Loaded) -> None:
    small = [one for one in loaded.figures.figures if one.id.startswith("people.") and number(one.cell) in {1, 2, 3, 4}]

    assert small == []
    assert all(
        isinstance(one.cell, Shown | Withheld | AtLeast | AtMost | NotCollected) for one in loaded.figures.figures
    )


def test_every_role_has_an_account_with_a_password_of_its_own(loaded: Loaded) -> None:
    accounts = loaded.report.accounts

    assert len({one.role for one in accounts}) == len(accounts) == 11
    assert len({one.password for one in accounts}) == len(accounts)
    assert all(one.email.endswith("@tulga.example") for one in accounts)


def test_no_name_of_anybody_is_logged(loaded: Loaded) -> None:
    lists = {name.text for group in names._lists().values() for name in group if len(name.text) > 3}
    lists |= {name.latin for group in names._lists().values() for name in group if len(name.latin) > 3}

    words = {word for line in loaded.logged for word in line.replace("=", " ").replace(",", " ").split()}

    assert loaded.logged
    assert words & lists == set()


def test_a_clock_before_the_last_simulated_day_is_refused() -> None:
    with pytest.raises(ValueError, match="set the clock"):
        load_demonstration(at=datetime(2020, 1, 1, tzinfo=UTC))
