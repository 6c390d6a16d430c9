"""Releasing: what is frozen is what the ledger gives now, checked and sealed; all else is refused with every reason."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings

from tests.integration.figures.actors import PUBLISHER, STATISTICIAN
from tests.integration.figures.world import World
from tulga.access.refusals import Refused
from tulga.figures.compile import compile_official, compile_operation
from tulga.figures.core.cells import AtLeast, Shown, Withheld
from tulga.figures.core.figure import Figure, FigureSet, to_json
from tulga.figures.release import release
from tulga.figures.released import queries as released
from tulga.kernel.canonical import digest
from tulga.ledger import reading, seals, verify

AS_OF = date(2021, 12, 31)
AT = datetime(2022, 2, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_seals_of_others() -> Iterator[None]:
    """What a test sealed is rolled back with it; its exports must not outlive it."""
    shutil.rmtree(settings.TULGA_HOME / "seals", ignore_errors=True)
    yield
    shutil.rmtree(settings.TULGA_HOME / "seals", ignore_errors=True)


def people(count: int, *, begin: datetime | None = None, origin: str = "AFG") -> None:
    world = World(timedelta(0), begin) if begin else World(timedelta(0))
    for who in range(count):
        world.open(who, origin=origin)
        world.says(who, "stateless", None, "authority_register", False, "2019-01-01")
    world.append()


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {refusal.code for refusal in refused.value.refusals}


def with_cell(given: FigureSet, figure_id: str, cell: Shown) -> FigureSet:
    def changed(one: Figure) -> Figure:
        return replace(one, cell=cell) if one.id == figure_id and not one.dimensions else one

    return replace(given, figures=tuple(changed(one) for one in given.figures))


def test_a_release_is_frozen_numbered_sealed_and_in_the_ledger() -> None:
    people(30)
    computed = compile_operation("KAZ", AS_OF, None)

    made = release(computed, actor=PUBLISHER, at=AT)

    frozen = released.get_release(made)
    assert to_json(frozen.figure_set, full=True) == to_json(computed, full=True)
    assert (frozen.info.number, frozen.info.as_of, frozen.info.released_at) == (1, AS_OF, AT)
    (entry,) = reading.history(made)
    assert (entry.kind, entry.payload.digest) == ("ReleaseMade", digest(to_json(computed, full=True)))
    assert entry.payload.seal_root == frozen.info.seal_root
    assert seals.unsealed_count() == 0
    assert verify.verify().sound


def test_what_was_released_is_what_compiling_gives_afterwards() -> None:
    people(30)
    computed = compile_operation("KAZ", AS_OF, None)
    release(computed, actor=PUBLISHER, at=AT)

    again = compile_operation("KAZ", AS_OF, None)

    assert to_json(again, full=True) == to_json(computed, full=True)


def test_who_may_only_compute_does_not_release() -> None:
    people(30)

    with pytest.raises(Refused) as refused:
        release(compile_operation("KAZ", AS_OF, None), actor=STATISTICIAN, at=AT)

    assert codes(refused) == {"access.not_allowed"}
    assert released.releases() == []


def test_figures_that_the_ledger_does_not_give_are_refused_and_nothing_is_written() -> None:
    people(30)
    invented = with_cell(compile_operation("KAZ", AS_OF, None), "people.refugees", Shown(3))
    entries = sum(map(len, reading.entries()))

    with pytest.raises(Refused) as refused:
        release(invented, actor=PUBLISHER, at=AT)

    assert codes(refused) == {"figures.not_current", "figures.disclosed"}
    assert sum(map(len, reading.entries())) == entries
    assert released.releases() == []


def test_figures_that_were_overtaken_are_refused() -> None:
    people(30)
    computed = compile_operation("KAZ", AS_OF, None)
    people(10, begin=datetime(2022, 1, 5, tzinfo=UTC))

    with pytest.raises(Refused) as refused:
        release(computed, actor=PUBLISHER, at=AT)

    assert codes(refused) == {"figures.not_current"}


def test_accounts_that_do_not_close_are_refused() -> None:
    people(30)
    computed = compile_operation("KAZ", AS_OF, None)
    first = replace(computed.accounts[0], end=Shown(29))

    with pytest.raises(Refused) as refused:
        release(replace(computed, accounts=(first, *computed.accounts[1:])), actor=PUBLISHER, at=AT)

    assert codes(refused) == {"figures.not_current", "figures.accounts_open"}


def test_the_same_figures_are_released_once() -> None:
    people(30)
    computed = compile_operation("KAZ", AS_OF, None)
    release(computed, actor=PUBLISHER, at=AT)

    with pytest.raises(Refused) as refused:
        release(computed, actor=PUBLISHER, at=AT + timedelta(days=1))

    assert codes(refused) == {"figures.released_already"}


def test_a_release_that_differs_by_a_few_from_an_earlier_one_of_the_day_is_refused() -> None:
    people(30)
    release(compile_operation("KAZ", AS_OF, None), actor=PUBLISHER, at=AT)
    people(2, begin=AT + timedelta(days=1))

    with pytest.raises(Refused) as refused:
        release(compile_operation("KAZ", AS_OF, None), actor=PUBLISHER, at=AT + timedelta(days=2))

    assert codes(refused) == {"figures.differs_too_little"}


def test_a_correction_of_many_is_a_new_release_and_the_old_one_stays() -> None:
    people(30)
    first = release(compile_operation("KAZ", AS_OF, None), actor=PUBLISHER, at=AT)
    people(20, begin=AT + timedelta(days=1))
    second = release(compile_operation("KAZ", AS_OF, None), actor=PUBLISHER, at=AT + timedelta(days=2))

    totals = [released.get_release(one).figure_set.find("people.total") for one in (first, second)]

    assert [figure.cell for figure in totals if figure] == [Shown(30), Shown(50)]
    assert [info.number for info in released.releases("KAZ")] == [2, 1]


def test_a_ledger_that_was_tampered_with_is_not_released_from() -> None:
    people(30)
    seals.seal()
    computed = compile_operation("KAZ", AS_OF, None)
    _spoil_a_seal()

    with pytest.raises(Refused) as refused:
        release(computed, actor=PUBLISHER, at=AT)

    assert "figures.ledger_unsound" in codes(refused)
    assert released.releases() == []


def _spoil_a_seal() -> None:
    for file in (settings.TULGA_HOME / "seals").glob("*.json"):
        file.write_bytes(file.read_bytes().replace(b'"root":"', b'"root":"0'))


def test_official_statistics_are_released_too() -> None:
    people(1)
    computed = compile_official("KGZ", date(2022, 12, 31))

    made = release(computed, actor=PUBLISHER, at=AT.replace(year=2026))

    assert released.get_release(made).info.source == "official"


def test_the_official_statistics_of_the_day_stand_beside_the_operations_own() -> None:
    people(30)

    found = compile_operation("KAZ", AS_OF, None)

    beside = {(one.figure, one.dimensions): one for one in found.differences}
    assert beside["people.stateless", ()].official == Shown(7831)
    assert beside["people.stateless", ()].difference == 30 - 7831
    assert {reason for one in found.differences for reason in one.reasons} <= set(found.texts["reasons"])


def test_a_cell_that_an_earlier_release_printed_does_not_shelter_another() -> None:
    """Afghanistan was printed; when a small group joins, withholding Afghanistan beside it would protect nobody."""
    people(30)
    release(compile_operation("KAZ", AS_OF, None), actor=PUBLISHER, at=AT)
    people(3, begin=AT + timedelta(days=1), origin="SYR")
    people(9, begin=AT + timedelta(days=2), origin="UZB")

    found = compile_operation("KAZ", AS_OF, None)

    origin = {figure.dimensions[0][1]: figure.cell for figure in found.by_dimension("people.total", "origin")}
    assert origin["AFG"] == Shown(30)
    assert origin["SYR"] == Withheld()
    assert not isinstance(origin["UZB"], Shown | AtLeast)
