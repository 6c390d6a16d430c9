"""What is told of the invented people, entry by entry, before any ledger holds it."""

import re
from collections import Counter
from datetime import date
from itertools import islice
from typing import Any

import pytest

from tests.unit.demo import published
from tests.unit.demo.telling_facts import people_of
from tulga.demo import numbers
from tulga.demo.stream import Recorded, stream
from tulga.demo.targets import SEED, read_targets
from tulga.kernel.areas import find_area
from tulga.kernel.effective import Effective
from tulga.procedures.shared.entries import DecisionTaken, PaperIssued
from tulga.register import entries as kinds

END = date(2021, 12, 31)


@pytest.fixture(scope="module")
def told() -> list[Recorded]:
    return list(stream(read_targets(), SEED))


def of_kind(told: list[Recorded], kind: type) -> list[Any]:
    return [one for one in told if isinstance(one.told.payload, kind)]


def categories(told: list[Recorded]) -> dict[int, Counter[str | None]]:
    people = people_of(told)
    return {
        year: Counter(person.state_on(date(year, 12, 31)).category for person in people) for year in published.STATELESS
    }


def assert_published(found: dict[int, Counter[str | None]]) -> None:
    for year, counts in found.items():
        assert counts["stateless.government"] + counts["stateless.undetermined"] == published.STATELESS[year]
        assert (counts["refugee"], counts["asylum_seeker"]) == (
            published.REFUGEES[year],
            published.ASYLUM_SEEKERS[year],
        )
    assert found[2021]["stateless.government"] == published.BY_GOVERNMENT
    assert found[2021]["stateless.undetermined"] == published.UNDETERMINED


def test_the_lives_add_up_to_the_published_stocks_of_every_year(told: list[Recorded]) -> None:
    assert_published(categories(told))


@pytest.mark.slow
def test_another_seed_tells_other_lives_with_the_same_stocks(told: list[Recorded]) -> None:
    others = list(stream(read_targets(), 4))

    assert_published(categories(others))
    assert {one.told.stream for one in told}.isdisjoint(one.told.stream for one in others)


def test_the_same_seed_tells_the_same_byte_for_byte(told: list[Recorded]) -> None:
    again = list(islice(stream(read_targets(), SEED), 20_000))

    assert again == told[:20_000]


def test_entries_come_in_the_order_of_their_recorded_time(told: list[Recorded]) -> None:
    moments = [one.at for one in told]

    assert moments == sorted(moments)


def test_nothing_is_written_down_before_it_happened(told: list[Recorded]) -> None:
    early = [one for one in told if (Effective.parse(one.told.effective_on).latest or END) > one.at.date()]

    assert early == []


def test_every_entry_has_an_id_of_its_own(told: list[Recorded]) -> None:
    assert len({one.told.id for one in told}) == len(told)


def test_a_record_is_opened_before_anything_else_is_said_of_it(told: list[Recorded]) -> None:
    opened: set[Any] = set()
    unknown = []
    for one in told:
        said = one.told.payload
        if isinstance(said, kinds.RecordOpened):
            opened.add(one.told.stream)
        elif isinstance(said, kinds.JudgementRecorded):
            unknown += [record for record in (said.first, said.second) if record not in opened]
        elif not isinstance(said, kinds.JudgementWithdrawn) and getattr(said, "record", one.told.stream) not in opened:
            unknown.append(one.told.stream)

    assert unknown == []


def test_every_number_of_a_paper_is_impossible_and_there_is_no_telephone(told: list[Recorded]) -> None:
    given = [one.told.payload.number for kind in (kinds.PaperStated, PaperIssued) for one in of_kind(told, kind)]
    texts = " ".join(one.told.payload.what for one in of_kind(told, kinds.EvidenceAdded))

    assert len(given) > 5000
    assert [number for number in given if number and not numbers.is_impossible(number)] == []
    assert re.search(r"\+?\d[\d ()-]{6,}\d", texts) is None


def test_some_things_are_written_down_a_year_late(told: list[Recorded]) -> None:
    late = [one for one in told if one.told.effective_on[:4] == "2020" and one.at.year == 2021]
    after_the_end = [one for one in told if one.told.effective_on[:7] == "2021-12" and one.at.year == 2022]

    assert len(late) > 100
    assert len(after_the_end) > 20


def test_a_share_of_people_is_told_of_by_two_sources_in_different_spellings(told: list[Recorded]) -> None:
    names: dict[Any, set[str]] = {}
    for one in of_kind(told, kinds.NameStated):
        names.setdefault(one.told.stream, set()).add(one.told.payload.full)
    same = [one.told.payload for one in of_kind(told, kinds.JudgementRecorded) if one.told.payload.verdict == "same"]
    differently = [said for said in same if names[said.first].isdisjoint(names[said.second])]

    assert len(same) > 1000
    assert len(differently) > 0.7 * len(same)


def test_some_judgements_say_different_and_some_are_withdrawn(told: list[Recorded]) -> None:
    verdicts = Counter(one.told.payload.verdict.value for one in of_kind(told, kinds.JudgementRecorded))

    assert verdicts["different"] > 50
    assert len(of_kind(told, kinds.JudgementWithdrawn)) > 5


def test_names_are_told_in_three_scripts(told: list[Recorded]) -> None:
    scripts = Counter(one.told.payload.script.value for one in of_kind(told, kinds.NameStated))

    assert min(scripts["Cyrl"], scripts["Latn"], scripts["Arab"]) > 500


def test_dates_of_birth_are_partial_where_people_do_not_know_them(told: list[Recorded]) -> None:
    births = [one.told.payload.date for one in of_kind(told, kinds.BirthStated)]

    assert 0.05 < sum(not born.exact for born in births) / len(births) < 0.4
    assert any(born.approximate for born in births)


def test_areas_existed_on_the_day_for_which_they_were_told(told: list[Recorded]) -> None:
    wrong = []
    for one in of_kind(told, kinds.RecordOpened):
        area, day = find_area(one.told.payload.area), Effective.parse(one.told.effective_on).latest
        if area is None or day is None or not area.valid.contains(day):
            wrong.append(one.told.payload.area)

    assert wrong == []


def test_what_nobody_published_says_that_it_is_assumed(told: list[Recorded]) -> None:
    sources = Counter(one.told.payload.source.partition(":")[0] for one in of_kind(told, kinds.RecordOpened))

    assert sources["assumed"] > 5000


def test_the_authority_of_the_state_never_tells_of_asylum(told: list[Recorded]) -> None:
    claims = {one.told.payload.record for one in of_kind(told, DecisionTaken) if one.told.payload.procedure == "asylum"}
    leaks = [
        one
        for one in told
        if one.told.by == "migration_authority" and getattr(one.told.payload, "record", one.told.stream) in claims
    ]

    assert leaks == []


def test_a_child_bears_the_name_of_the_father_of_the_household(told: list[Recorded]) -> None:
    names = {one.told.stream: one.told.payload for one in of_kind(told, kinds.NameStated)}
    pairs = [
        (names[one.told.stream], names[one.told.payload.other_record])
        for one in of_kind(told, kinds.RelationStated)
        if one.told.payload.relation == "father" and one.told.payload.other_record in names
    ]
    told_in_russian = [(child, father) for child, father in pairs if child.language == father.language == "ru"]
    wrong = [
        child
        for child, father in told_in_russian
        if len(child.parts) == 3 and child.parts[2].text[:2] != father.parts[1].text[:2]
    ]

    assert len(told_in_russian) > 100
    assert wrong == []


def test_some_people_are_told_of_by_three_sources(told: list[Recorded]) -> None:
    same = Counter(
        one.told.about for one in of_kind(told, kinds.JudgementRecorded) if one.told.payload.verdict == "same"
    )

    assert sum(count == 2 for count in same.values()) > 50


def test_two_sources_that_saw_the_same_paper_tell_the_same_number(told: list[Recorded]) -> None:
    numbers_of: dict[Any, set[tuple[str, str]]] = {}
    for one in of_kind(told, kinds.PaperStated):
        if one.told.payload.number:
            numbers_of.setdefault(one.told.stream, set()).add((one.told.payload.issuer, one.told.payload.number))
    same = [one.told.payload for one in of_kind(told, kinds.JudgementRecorded) if one.told.payload.verdict == "same"]
    both = [said for said in same if said.first in numbers_of and said.second in numbers_of]

    shared = [said for said in both if numbers_of[said.first] & numbers_of[said.second]]

    assert len(both) > 30
    assert len(shared) > 0.9 * len(both)
