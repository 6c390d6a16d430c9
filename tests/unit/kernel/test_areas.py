"""Kazakhstan's regions in time: before 2018, 2018 to 2022, and since."""

from datetime import date

import pytest

from tulga.kernel.areas import all_areas, areas_of, find_area, find_area_of_unhcr_location
from tulga.kernel.countries import find_country

BEFORE, BETWEEN, SINCE = date(2017, 12, 31), date(2020, 12, 31), date(2023, 1, 1)


def ids(on: date) -> set[str]:
    return {area.id.removeprefix("KAZ.") for area in areas_of("KAZ", on)}


def test_there_were_sixteen_then_seventeen_and_there_are_twenty_areas() -> None:
    assert [len(ids(on)) for on in (BEFORE, BETWEEN, SINCE)] == [16, 17, 20]
    assert ids(BETWEEN) - ids(BEFORE) == {"turkistan", "shymkent"}
    assert ids(BEFORE) - ids(BETWEEN) == {"south-kazakhstan"}
    assert ids(SINCE) - ids(BETWEEN) == {"abai", "jetisu", "ulytau"}


def test_the_day_of_a_change_belongs_to_what_is_new() -> None:
    assert "south-kazakhstan" in ids(date(2018, 6, 18))
    assert {"turkistan", "shymkent"} <= ids(date(2018, 6, 19))
    assert "south-kazakhstan" not in ids(date(2018, 6, 19))
    assert "abai" not in ids(date(2022, 6, 7))
    assert "abai" in ids(date(2022, 6, 8))


@pytest.mark.parametrize(
    ("on", "names"),
    [
        (date(2019, 3, 22), ("Astana", "Астана", "Астана")),
        (date(2019, 3, 23), ("Nur-Sultan", "Нур-Султан", "Нұр-Сұлтан")),
        (date(2021, 12, 31), ("Nur-Sultan", "Нур-Султан", "Нұр-Сұлтан")),
        (date(2022, 9, 17), ("Astana", "Астана", "Астана")),
        (date(1995, 1, 1), ("Akmola", "Акмола", "Ақмола")),
    ],
)
def test_the_capital_has_the_name_of_its_day(on: date, names: tuple[str, str, str]) -> None:
    capital = find_area("KAZ.astana")

    assert capital is not None
    assert tuple(capital.name(language, on) for language in ("en", "ru", "kk")) == names


def test_iso_codes_changed_on_one_day() -> None:
    capital = find_area("KAZ.astana")

    assert capital is not None
    assert (capital.code(date(2022, 11, 28)), capital.code(date(2022, 11, 29))) == ("KZ-AST", "KZ-71")


@pytest.mark.parametrize("on", [BEFORE, BETWEEN, SINCE])
def test_codes_and_names_of_one_day_are_each_one_areas_own(on: date) -> None:
    areas = areas_of("KAZ", on)

    codes = [area.code(on) for area in areas]
    assert None not in codes
    assert len(set(codes)) == len(codes)
    for language in ("en", "ru", "kk"):
        assert len({area.name(language, on) for area in areas}) == len(areas)


def test_one_code_can_mean_two_areas_in_time() -> None:
    """KZ-YUZ was South Kazakhstan, then Turkistan."""
    before, after = find_area("KZ-YUZ", BEFORE), find_area("KZ-YUZ", BETWEEN)

    assert before is not None
    assert after is not None
    assert (before.id, after.id) == ("KAZ.south-kazakhstan", "KAZ.turkistan")


def test_a_region_that_was_cut_keeps_its_id_and_says_when() -> None:
    karaganda, pavlodar = find_area("KAZ.karaganda"), find_area("KAZ.pavlodar")

    assert karaganda is not None
    assert pavlodar is not None
    assert karaganda.cut_on() == (date(2022, 6, 8),)
    assert pavlodar.cut_on() == ()


def test_what_areas_say_of_each_other_agrees() -> None:
    known = {area.id: area for area in all_areas()}

    for area in all_areas():
        assert find_country(area.country) is not None
        assert {*area.predecessors, *area.successors} <= set(known)
        for follower in area.successors:
            assert area.id in known[follower].predecessors
            assert known[follower].valid.start == area.valid.end


def test_a_place_of_unhcrs_statistics_is_an_area_or_none() -> None:
    astana, nowhere = (
        find_area_of_unhcr_location("Astana : City"),
        find_area_of_unhcr_location("Dispersed in the country / territory"),
    )

    assert astana is not None
    assert astana.id == "KAZ.astana"
    assert nowhere is None
    assert find_area_of_unhcr_location("Atlantis") is None
    assert find_area("KAZ.atlantis") is None
