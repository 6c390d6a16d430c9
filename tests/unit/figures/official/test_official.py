"""UNHCR's published statistics: the numbers of the file, whichever way one asks for them."""

import csv
import gzip
import hashlib
import io
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from importlib import resources

import pytest

from tulga.figures.core.cells import Shown
from tulga.figures.core.figure import FigureSet
from tulga.figures.errors import NoData
from tulga.figures.official import queries
from tulga.figures.official.compile import compile_official, definitions

# digest of the sorted lines of the source file (release 2025.12.1), taken when it was packed
SOURCE_LINES = "a1f16af9f33b5b74ccb908344fd5aa8c331c9a8e63c7fc62899f866d88ccec3b"
ROWS = 138_893
COLUMNS = {
    "people.stateless": "stateless", "people.asylum_seekers": "asylum_seekers", "people.refugees": "refugees",
    "people.idps": "idps", "people.returned_idps": "returned_idps", "people.others_of_concern": "ooc",
    "people.other_in_need": "oip", "people.host_community": "hst",
}  # fmt: skip


def whole_file() -> Iterator[dict[str, str]]:
    """Read the packed file as what it also is: one ordinary .csv.gz."""
    packed = (resources.files("tulga.figures.official") / "data" / "population.csv.gz").read_bytes()
    yield from csv.DictReader(io.StringIO(gzip.decompress(packed).decode("utf-8")))


def value(found: FigureSet, figure: str, **dimensions: str) -> int:
    one = found.find(figure, **dimensions)
    assert one is not None
    assert isinstance(one.cell, Shown)
    return one.cell.value


def test_kazakhstan_at_the_end_of_2021() -> None:
    found = compile_official("KAZ", date(2021, 12, 31))

    assert value(found, "people.total") == 8_488
    assert value(found, "people.stateless") == 7_831
    assert value(found, "people.asylum_seekers") == 305
    assert value(found, "people.refugees") == 352
    refugees = {one.dimension("origin"): one.cell for one in found.by_dimension("people.refugees", "origin")}
    assert refugees == {"AFG": Shown(327), "SYR": Shown(14), "CHN": Shown(6), "UZB": Shown(5)}
    seekers = {one.dimension("origin"): one.cell for one in found.by_dimension("people.asylum_seekers", "origin")}
    assert seekers == {"AFG": Shown(287), "SYR": Shown(11), "CHN": Shown(7)}


@pytest.mark.parametrize(
    ("year", "stocks"),
    [
        (2014, (7038, 92, 628)), (2015, (7909, 89, 701)), (2016, (8451, 133, 647)), (2017, (8138, 207, 602)),
        (2018, (7690, 190, 568)), (2019, (8386, 212, 518)), (2020, (7999, 223, 440)), (2021, (7831, 305, 352)),
        (2022, (8569, 840, 308)), (2023, (7892, 476, 42685)), (2024, (7865, 319, 65833)), (2025, (7857, 163, 4377)),
    ],
)  # fmt: skip
def test_the_year_ends_of_kazakhstan(year: int, stocks: tuple[int, int, int]) -> None:
    found = compile_official("KAZ", date(year, 12, 31))

    assert tuple(value(found, f"people.{name}") for name in ("stateless", "asylum_seekers", "refugees")) == stocks


def test_a_day_within_a_year_is_answered_with_the_last_year_end_and_says_so() -> None:
    found = compile_official("KAZ", date(2021, 6, 30))

    assert found.as_of == date(2020, 12, 31)
    assert value(found, "people.stateless") == 7_999
    assert all("official_year_end" in one.footnotes for one in found.figures)


@pytest.mark.parametrize(("country", "day"), [("KAZ", date(1960, 1, 1)), ("XXX", date(2021, 12, 31))])
def test_what_nobody_published_is_said_and_not_printed_as_nought(country: str, day: date) -> None:
    with pytest.raises(NoData):
        compile_official(country, day)


def test_austria_and_australia_are_told_apart() -> None:
    # AUS is Austria in UNHCR's own codes and Australia in ISO's; the files are keyed by ISO's
    australia, austria = (compile_official(code, date(2021, 12, 31)) for code in ("AUS", "AUT"))

    assert value(australia, "people.refugees") != value(austria, "people.refugees")
    assert {row["coa"] for row in whole_file() if row["coa_iso"] == "AUS"} == {"AUL"}


def test_returned_refugees_belong_to_the_country_they_came_home_to() -> None:
    found = compile_official("AFG", date(2021, 12, 31))

    expected = sum(
        int(row["returned_refugees"] or 0) for row in whole_file() if row["coo_iso"] == "AFG" and row["year"] == "2021"
    )
    assert value(found, "people.returned_refugees") == expected > 0


def test_an_absent_number_is_left_out_and_a_published_nought_stays() -> None:
    early = compile_official("KAZ", date(2014, 12, 31))

    assert early.find("people.other_in_need") is None
    assert early.find("people.idps") is None


def test_every_figure_names_its_source_its_masking_and_a_recipe() -> None:
    found = compile_official("KGZ", date(2022, 12, 31))

    for one in found.figures:
        assert one.sources == ("unhcr_statistics",)
        assert "official_masking" in one.footnotes
        assert len(one.recipe) == 64
    assert len({one.recipe for one in found.figures}) == len(found.figures)
    assert found == compile_official("KGZ", date(2022, 12, 31))


def test_every_word_of_the_official_figures_is_there_in_three_languages() -> None:
    found = compile_official("AFG", date(2021, 12, 31))

    for one in found.figures:
        for text in (found.texts["figures"][one.id]["label"], found.texts["figures"][one.id]["definition"]):
            assert set(text) == {"en", "ru", "kk"}
        assert all(set(found.texts["footnotes"][code]) == {"en", "ru", "kk"} for code in one.footnotes)
        assert set(found.texts["basis"][one.basis]) == {"en", "ru", "kk"}


def test_the_packed_file_holds_every_row_of_its_source() -> None:
    rows = list(whole_file())
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(row.values() for row in rows)
    digest = hashlib.sha256("".join(f"{line}\n" for line in sorted(lines.getvalue().splitlines())).encode())

    assert len(rows) == ROWS
    assert digest.hexdigest() == SOURCE_LINES


@pytest.mark.slow
def test_every_value_of_every_country_and_year_is_that_of_the_file() -> None:
    expected: dict[tuple[str, int, str, str], int] = defaultdict(int)
    years: dict[str, set[int]] = defaultdict(set)
    for row in whole_file():
        years[row["coa_iso"]].add(int(row["year"]))
        for figure, column in COLUMNS.items():
            if row[column] not in {"", "0"}:
                expected[row["coa_iso"], int(row["year"]), figure, row["coo_iso"]] += int(row[column])

    found: dict[tuple[str, int, str, str], int] = {}
    for country in queries.countries():
        for year in sorted(years[country]):
            for one in compile_official(country, date(year, 12, 31)).figures:
                origin = one.dimension("origin")
                if one.id in COLUMNS and origin is not None and isinstance(one.cell, Shown):
                    found[country, year, one.id, origin] = one.cell.value

    assert found == expected


@pytest.mark.slow
def test_every_total_is_the_sum_of_its_rows() -> None:
    wrong = []
    for country in queries.countries():
        for year in queries.years_of(country):
            given = compile_official(country, date(year, 12, 31))
            for one in given.figures:
                if one.dimensions or not isinstance(one.cell, Shown):
                    continue
                parts = given.by_dimension(one.id, "origin") or given.by_dimension(one.id, "asylum")
                if one.cell.value != sum(part.cell.value for part in parts if isinstance(part.cell, Shown)):
                    wrong.append((country, year, one.id))

    assert wrong == []


def test_the_definitions_have_every_text() -> None:
    texts = definitions()

    for raw in texts["figures"].values():
        assert set(raw["label"]) == set(raw["definition"]) == {"en", "ru", "kk"}
    for group in ("footnotes", "reasons"):
        assert all(set(text) == {"en", "ru", "kk"} for text in texts[group].values())
