"""Records in one file that is asked: the same people come first as from a list in memory."""

import os
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.matching.test_listed import LISTED
from tulga.matching import filed, listed
from tulga.matching.core.records import Entry
from tulga.matching.filed import Filed, NotOurs, is_filed, making
from tulga.matching.listed import Searchable


def made(path: Path, *parts: Iterable[Entry]) -> Path:
    with making(path) as writer:
        for part in parts:
            writer.write(part)
    return path


def asked(path: Path, entry: Entry) -> list[tuple[str, float]]:
    with Filed(path) as place:
        return place.most_like(entry)


def test_who_shares_keys_is_scored_as_from_a_list_in_memory(tmp_path: Path) -> None:
    path = made(tmp_path / "list", LISTED)
    for entry in LISTED:
        memory = dict(Searchable(LISTED).most_like(entry))
        found = asked(path, entry)
        assert dict(found) == pytest.approx({one: memory[one] for one, _ in found})
    assert [asked(path, entry)[0][0] for entry in LISTED[:4]] == ["2", "1", "4", "3"]


def test_a_record_is_given_back_as_it_was_written_and_one_that_is_not_there_is_none(tmp_path: Path) -> None:
    entry = Entry("ё 'x'", "ngo", full_name='O"Neil \\ Ә', age_stated=7, phone="+7 701", registered_on="2021-03-01")
    with Filed(made(tmp_path / "list", [*LISTED, entry])) as place:
        assert place.records == len(LISTED) + 1
        assert place.entry(entry.id) == entry
        assert place.entry("nobody") is None


def test_a_file_is_written_in_parts_and_by_other_processes_with_the_same_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = made(tmp_path / "whole", LISTED)
    apart = made(tmp_path / "apart", LISTED[:2], (), LISTED[2:])
    monkeypatch.setattr(filed, "_PART", 2)
    monkeypatch.setattr(filed.workers, "count", lambda: 2)
    parted = made(tmp_path / "parted", LISTED)
    for entry in LISTED:
        assert asked(whole, entry) == asked(apart, entry) == asked(parted, entry)


def test_a_key_that_too_many_share_finds_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alike = [replace(LISTED[0], id=str(number)) for number in range(4)]
    monkeypatch.setattr(filed, "LARGEST", 3)
    assert asked(made(tmp_path / "list", alike), alike[0]) == []


def test_more_are_scored_where_none_of_the_nearest_is_likely(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    strangers = [replace(LISTED[4], id=f"s{n}", given_name=name) for n, name in enumerate(("Сауле", "Гүлнәр", "Ай"))]
    path = made(tmp_path / "list", [*LISTED, *strangers])
    monkeypatch.setattr(filed, "SCORED", 1)
    monkeypatch.setattr(filed, "FURTHER", 1)
    assert len(asked(path, LISTED[0])) == 1  # the same person: enough is known
    assert len(asked(path, replace(LISTED[4], id="x", given_name="Жанар"))) == 2  # sisters


def test_an_empty_file_and_a_question_without_a_name_are_answered_with_nobody(tmp_path: Path) -> None:
    assert asked(made(tmp_path / "empty"), LISTED[0]) == []
    assert asked(made(tmp_path / "list", LISTED), Entry("n")) == []


def test_only_its_owner_may_read_a_file(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = made(tmp_path / "list", LISTED)
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600


def test_nothing_is_left_of_a_file_that_was_not_finished_and_what_stood_there_stands(tmp_path: Path) -> None:
    path = made(tmp_path / "list", LISTED)
    before = path.read_bytes()

    def broken() -> Iterable[Entry]:
        yield LISTED[0]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        made(path, broken())
    with pytest.raises(sqlite3.IntegrityError):  # an id twice
        made(path, [LISTED[0], LISTED[0]])
    assert [one.name for one in tmp_path.iterdir()] == ["list"]
    assert path.read_bytes() == before


def altered(path: Path, *statements: str) -> Path:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


@pytest.mark.parametrize(
    ("statements", "other_version"),
    [
        (("PRAGMA application_id=7",), False),
        (("PRAGMA user_version=99",), True),
        (("UPDATE about SET value = '0' WHERE name = 'edition'",), True),
        (("DROP TABLE sound",), False),
        (("DELETE FROM about WHERE name = 'records'",), False),
    ],
)
def test_a_file_that_is_not_ours_or_was_made_by_other_rules_is_refused(
    tmp_path: Path, statements: Sequence[str], other_version: bool
) -> None:
    path = altered(made(tmp_path / "list", LISTED), *statements)
    with pytest.raises(NotOurs) as refused:
        Filed(path)
    assert refused.value.other_version is other_version


def test_a_table_of_text_and_half_a_database_are_no_files_of_records(tmp_path: Path) -> None:
    table, half = tmp_path / "list.csv", tmp_path / "half"
    table.write_text("record_id,full_name\n")
    half.write_bytes(made(tmp_path / "list", LISTED).read_bytes()[:1500])
    assert not is_filed(table)
    assert is_filed(half)
    for path in (table, half):
        with pytest.raises(NotOurs):
            Filed(path)


def test_the_limits_of_a_file_are_those_of_a_list_in_memory() -> None:
    assert filed.LIKELY == listed.LIKELY
    assert filed.SHOWN == listed.SHOWN
