"""Reading the index within a scope: what lies outside is neither found nor counted, and makes no name commoner."""

import pytest

from tests.integration.register.people import ALMATY, ASTANA, Operation, a_birth, a_name
from tulga.access.actor import Actor
from tulga.access.entries import OrganisationKind
from tulga.access.roles import Roles
from tulga.ledger.rebuild import dump_views, rebuild
from tulga.matching import index, lookup, queries
from tulga.matching.core.features import prepare
from tulga.matching.core.parts import Words
from tulga.matching.core.records import Entry
from tulga.matching.models import IndexedRecord, IndexPlace, IndexWord
from tulga.register import actions, scope

NAME, OTHER = "Құнанбаева Әйгерім", "Петров Иван"
BORN = a_birth("1984-03-12")


@pytest.fixture
def operation() -> Operation:
    return Operation()


@pytest.fixture
def few_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let rarity be told among few records already."""
    monkeypatch.setattr(lookup, "SMALLEST", 1)


def place_of(actor: Actor) -> lookup.Within:
    bounds = scope.bounds(actor)
    assert bounds is not None
    return lookup.within(bounds.hold)


def counted(name: str, where: lookup.Within) -> list[int]:
    """Return in how many records within a place each word of a name is held."""
    family, given = name.split()
    prepared = prepare(Entry("", family_name=family, given_name=given))
    rarity = lookup.rarity([prepared], where)
    return [rarity._counts[word.skeletons[0]] for word in prepared.name.words]


def level(name: str, where: lookup.Within) -> int:
    words: Words = prepare(Entry("", family_name=name)).name.words
    return lookup.rarity([prepare(Entry("", family_name=name))], where).level(words, words)


def test_size_is_the_number_of_indexed_records_in_scope(operation: Operation) -> None:
    partner = operation.organisation(OrganisationKind.PARTNER)
    theirs = operation.actor(Roles.CASEWORKER, organisation=partner)
    here = operation.actor(Roles.CASEWORKER, areas=(ALMATY,))
    operation.record(NAME, by=theirs)
    operation.record(NAME)
    operation.record(NAME, area=ASTANA)
    withdrawn = operation.record(NAME)
    from tulga.register.models import Record

    operation.withdraw(withdrawn, Record.objects.get(id=withdrawn).entry)

    assert [place_of(actor).size for actor in (operation.caseworker, theirs, here)] == [3, 1, 2]
    assert place_of(operation.caseworker).places is None
    assert len(place_of(theirs).places or ()) == 1


def test_bounds_and_records_are_one_scope(operation: Operation) -> None:
    from tulga.register.models import Record

    partner = operation.organisation(OrganisationKind.PARTNER)
    theirs = operation.actor(Roles.CASEWORKER, organisation=partner)
    actors = [
        operation.caseworker,
        theirs,
        operation.actor(Roles.CASEWORKER, areas=(ALMATY,)),
        operation.actor(Roles.CASEWORKER, areas=(ASTANA,), organisation=partner),
        operation.actor(Roles.AUDITOR),
    ]
    for by in (operation.caseworker, theirs):
        for area in (ALMATY, ASTANA, ""):
            operation.record(NAME, by=by, area=area)

    for actor in actors:
        bounds = scope.bounds(actor)
        held = {r.id for r in Record.objects.all() if bounds is not None and bounds.hold(r.organisation, r.area)}
        assert held == set(scope.records(actor).values_list("id", flat=True))


def test_a_key_that_very_many_hold_elsewhere_still_finds_within_the_scope(
    operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookup, "LARGEST", 3)
    partner = operation.organisation(OrganisationKind.PARTNER)
    theirs = operation.actor(Roles.CASEWORKER, organisation=partner)
    for _ in range(6):
        operation.record(NAME, BORN)
    first, second = (operation.record(NAME, BORN, by=theirs) for _ in range(2))

    assert [one.other for one in queries.candidates(theirs, first)] == [second]
    assert queries.candidates(operation.caseworker, first) == []  # everybody is alike: eight hold every key


def test_the_rarest_keys_are_read_first_where_there_are_more_than_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "MOST_ROWS", 10)

    assert lookup._rarest({1: 8, 2: 2, 3: 1, 4: 401, 5: 7}) == [2, 5]


def test_a_sound_is_counted_within_the_scope_alone(operation: Operation, few_count: None) -> None:
    partner = operation.organisation(OrganisationKind.PARTNER)
    theirs = operation.actor(Roles.CASEWORKER, organisation=partner)
    operation.record(NAME, by=theirs)
    for _ in range(2):
        operation.record(NAME)
    operation.record(OTHER)

    assert counted(NAME, place_of(theirs)) == [1, 1]
    assert counted(OTHER, place_of(theirs)) == [0, 0]
    assert counted(NAME, place_of(operation.caseworker)) == [3, 3]


def test_a_rare_name_is_a_level_above_a_common_one(operation: Operation, few_count: None) -> None:
    for _ in range(40):
        operation.record(NAME)
    operation.record(OTHER)
    where = place_of(operation.caseworker)

    assert level("Петров", where) > level("Құнанбаева", where) > 0


def test_among_few_records_no_name_is_called_rare(operation: Operation) -> None:
    operation.record(NAME)

    assert level("Құнанбаева", place_of(operation.caseworker)) == 0


def test_the_rarity_of_a_name_does_not_depend_on_records_out_of_scope(operation: Operation, few_count: None) -> None:
    partner = operation.organisation(OrganisationKind.PARTNER)
    theirs = operation.actor(Roles.CASEWORKER, organisation=partner)
    first, _ = (operation.record(NAME, BORN, by=theirs) for _ in range(2))
    operation.record(OTHER, by=theirs)
    before = queries.candidates(theirs, first)
    assert before

    for _ in range(50):
        operation.record(NAME)

    assert queries.candidates(theirs, first) == before


def test_an_authority_of_the_state_is_told_nothing_by_the_names_that_others_gave(
    operation: Operation, few_count: None
) -> None:
    ministry = operation.organisation(OrganisationKind.AUTHORITY)
    clerk = operation.actor(Roles.AUTHORITY, organisation=ministry)
    first, _ = (operation.record(NAME, BORN, by=clerk) for _ in range(2))
    third = operation.record(OTHER, by=clerk)
    before = queries.candidates(clerk, first)
    assert before

    operation.state(third, a_name(NAME))

    assert queries.candidates(clerk, first) == before


def test_counts_follow_corrections_withdrawals_and_erasures_and_a_rebuild(operation: Operation) -> None:
    first, second = operation.record(NAME), operation.record(NAME, area=ASTANA)
    corrected = operation.state(first, a_name(OTHER))
    both = dict(IndexWord.objects.values_list("word", "records"))
    assert len(both) == 4

    operation.withdraw(first, corrected)
    live = dump_views()
    rebuild()

    assert dump_views() == live
    assert {"matching.IndexWord", "matching.IndexPlace"} <= set(live)
    for record in (first, second):
        actions.erase(operation.caseworker, record=record, reason="request", at=operation.tick())
    assert not IndexWord.objects.exists()
    assert not IndexPlace.objects.exists()


def test_who_shares_next_to_nothing_is_left_out(operation: Operation, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = operation.record(NAME, BORN), operation.record(OTHER, BORN)
    row = IndexedRecord.objects.get(record_id=first)
    keys, where = index.unpack(bytes(row.keys)), place_of(operation.caseworker)
    assert lookup.nearest(keys, where, number=row.number, most=16) == [second]  # the date alone

    for _ in range(12):  # who share everything
        operation.record(NAME, BORN)

    monkeypatch.setattr(lookup, "LEAST_SHARED", 0.0)
    monkeypatch.setattr(lookup, "LEAST_OF_NEAREST", 0.0)
    assert second in lookup.nearest(keys, where, number=row.number, most=16)
    monkeypatch.setattr(lookup, "LEAST_SHARED", 0.1)
    assert second not in lookup.nearest(keys, where, number=row.number, most=16)
