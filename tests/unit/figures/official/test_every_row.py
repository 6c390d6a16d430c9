"""Every number of the data file is in a figure, and every figure is the sum of the numbers of the data file.

The file is read here as an ordinary .csv.gz from its beginning, not by the index that the program uses.
"""

import csv
import gzip
import hashlib
import json
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

import tulga.figures.official
from tulga.figures.core.cells import value_of
from tulga.figures.errors import NoData
from tulga.figures.official import queries
from tulga.figures.official.compile import compile_official

DATA = Path(tulga.figures.official.__file__).parent / "data"
ROWS = 138_893
FIGURES = {
    "people.stateless": "stateless", "people.asylum_seekers": "asylum_seekers", "people.refugees": "refugees",
    "people.idps": "idps", "people.returned_idps": "returned_idps", "people.others_of_concern": "ooc",
    "people.other_in_need": "oip", "people.host_community": "hst",
}  # fmt: skip
Row = dict[str, str]


def data_file() -> list[Row]:
    with gzip.open(DATA / "population.csv.gz", "rt", encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_the_packed_files_are_those_of_the_index_and_hold_every_row() -> None:
    index = json.loads((DATA / "index.json").read_text(encoding="utf-8"))

    for name, file in index["files"].items():
        packed = (DATA / f"{name}.csv.gz").read_bytes()
        lines = gzip.decompress(packed).splitlines()[1:]
        found = hashlib.sha256(b"".join(line + b"\n" for line in sorted(lines)))
        assert hashlib.sha256(packed).hexdigest() == file["sha256"]
        assert (len(lines), found.hexdigest()) == (file["rows"], file["lines"])
    assert index["files"]["population"]["rows"] == ROWS


def test_the_file_holds_no_small_count_and_no_blank_but_of_people_in_need() -> None:
    columns = [*FIGURES.values(), "returned_refugees"]
    rows = data_file()

    small = [row for row in rows if any(row[column] in {"1", "2", "3", "4"} for column in columns)]
    blank = {column for row in rows for column in columns if row[column] == ""}

    assert small == []
    assert blank == {"oip"}


@pytest.mark.slow
def test_every_row_of_the_data_file_is_reproduced_and_nothing_else() -> None:
    rows = data_file()
    expected: dict[tuple[str, int], dict[tuple[str, str], int]] = defaultdict(dict)
    for row in rows:
        year = int(row["year"])
        for figure, column in FIGURES.items():
            if row[column] not in {"", "0"}:
                expected[row["coa_iso"], year][figure, row["coo_iso"]] = int(row[column])
        if row["returned_refugees"] != "0":
            expected[row["coo_iso"], year]["people.returned_refugees", row["coa_iso"]] = int(row["returned_refugees"])
    asked = {(row["coa_iso"], int(row["year"])) for row in rows} | set(expected)

    wrong = [key for key in sorted(asked) if _told(*key) != expected.get(key, {})]

    assert len(rows) == ROWS
    assert wrong == []


def _told(country: str, year: int) -> dict[tuple[str, str], int]:
    """Return the rows of every figure, after seeing that each total is their sum."""
    try:
        found = compile_official(country, date(year, 12, 31))
    except NoData:  # every number of the rows is a masked nought
        return {}
    told = {
        (one.id, one.dimensions[0][1]): value_of(one.cell) or 0
        for one in found.figures
        if one.dimensions and one.id != "people.total"
    }
    for one in found.figures:
        if not one.dimensions and one.id != "people.total":
            assert value_of(one.cell) == sum(count for (figure, _), count in told.items() if figure == one.id)
        assert one.as_of == date(year, 12, 31)
    return told


@pytest.mark.slow
def test_every_total_adds_up_its_three_groups() -> None:
    rows = data_file()
    sums: dict[tuple[str, int], int] = defaultdict(int)
    for row in rows:
        country, year = row["coa_iso"], int(row["year"])
        twice = country == "BGD" and year >= 2017
        sums[country, year] += (
            int(row["refugees"]) + int(row["asylum_seekers"]) + (0 if twice else int(row["stateless"]))
        )

    wrong = [
        key
        for key, expected in sorted(sums.items())
        if (one := compile_official(key[0], date(key[1], 12, 31)).find("people.total"))
        and value_of(one.cell) != expected
    ]

    assert len(sums) > 5000
    assert wrong == []


def test_the_rows_of_a_query_are_those_of_the_file() -> None:
    expected = [row for row in data_file() if row["coa_iso"] == "KGZ"]

    found = queries.rows("KGZ")

    assert [(row.year, row.origin) for row in found] == [(int(row["year"]), row["coo_iso"]) for row in expected]
    assert [row.numbers for row in found] == [
        {column: int(row[column]) for column in queries.COLUMNS if row[column]} for row in expected
    ]
