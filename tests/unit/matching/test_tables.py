"""Tables from offices: rows that cannot be used are told by row and column, the others are used."""

from pathlib import Path

import pytest

from tulga.matching.tables import Problem, Wrong, filled, read

NEEDED = ("name_a", "name_b")


def written(folder: Path, content: bytes) -> Path:
    file = folder / "pairs.csv"
    file.write_bytes(content)
    return file


def test_a_row_keeps_its_number_in_the_file_and_its_cells_without_spaces_around(tmp_path: Path) -> None:
    rows, problems = read(written(tmp_path, "name_a,name_b\n Абай ,Abai\n\nАли,Ali\n".encode()), NEEDED)
    assert [(row.number, row.cells) for row in rows] == [
        (2, {"name_a": "Абай", "name_b": "Abai"}),
        (4, {"name_a": "Али", "name_b": "Ali"}),
    ]
    assert problems == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_that_says_its_unicode_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    rows, problems = read(written(tmp_path, "name_a;name_b\nӘйгерім;Aigerim\n".encode(encoding)), NEEDED)
    assert rows[0].cells["name_a"] == "Әйгерім"
    assert problems == []


def test_bytes_of_another_encoding_spoil_their_own_row_only(tmp_path: Path) -> None:
    content = b"name_a,name_b\n" + "Иван,Ivan\n".encode("cp1251") + "Пётр,Petr\n".encode()
    rows, problems = read(written(tmp_path, content), NEEDED)
    assert [row.cells["name_b"] for row in rows] == ["Petr"]
    assert problems == [Problem(2, "name_a", Wrong.NO_TEXT)]


def test_a_row_with_a_cell_too_few_or_too_many_is_told(tmp_path: Path) -> None:
    rows, problems = read(written(tmp_path, b"name_a,name_b\na\nb,c,d\ne,f\n"), NEEDED)
    assert [row.number for row in rows] == [4]
    assert problems == [Problem(2, "", Wrong.CELLS), Problem(3, "", Wrong.CELLS)]


@pytest.mark.parametrize("content", [b"", b"\n", b"name_a\nx\n"])
def test_a_missing_column_is_named_and_nothing_is_read(tmp_path: Path, content: bytes) -> None:
    rows, problems = read(written(tmp_path, content), NEEDED)
    assert rows == []
    assert Problem(1, "name_b", Wrong.NO_COLUMN) in problems


def test_a_cell_longer_than_any_name_is_told(tmp_path: Path) -> None:
    rows, problems = read(written(tmp_path, b"name_a,name_b\n" + b"a" * 3000 + b",b\nc,d\n"), NEEDED)
    assert [row.number for row in rows] == [3]
    assert problems == [Problem(2, "name_a", Wrong.TOO_LONG)]


def test_empty_cells_and_values_given_twice_are_told(tmp_path: Path) -> None:
    rows, _ = read(written(tmp_path, b"pair_id,name_a,name_b\n1,a,b\n1,c,d\n2,,f\n3,g,h\n"), NEEDED)
    kept, problems = filled(rows, ("pair_id", *NEEDED), unique="pair_id")
    assert [row.number for row in kept] == [2, 5]
    assert problems == [Problem(3, "pair_id", Wrong.TWICE), Problem(4, "name_a", Wrong.EMPTY)]
