"""Bad input gets one clear sentence that names the field, and exit status 2; nothing half-written stays."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.integration.cli import assert_one_sentence, tulga

TOMORROW = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()
FIGURES = ("figures", "KAZ", "--as-of", "2021-12-31", "--source", "official")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ((), "COMMAND"),
        (("figure",), "figure"),
        (("figures", "KAZAKHSTAN", "--as-of", "2021-12-31", "--source", "official"), "COUNTRY"),
        (("figures", "", "--as-of", "2021-12-31", "--source", "official"), "COUNTRY"),
        (("figures", "KAZ", "--source", "official"), "--as-of"),
        (("figures", "KAZ", "--as-of", "2021-02-30", "--source", "official"), "--as-of"),
        (("figures", "KAZ", "--as-of", "31.12.2021", "--source", "official"), "--as-of"),
        (("figures", "KAZ", "--as-of", "2021-12-31"), "--source"),
        (("figures", "KAZ", "--as-of", "2021-12-31", "--source", "unhcr"), "--source"),
        ((*FIGURES, "--known-at", "yesterday"), "--known-at"),
        ((*FIGURES, "--known-at", "2021-12-31T10:00"), "--known-at"),
        ((*FIGURES, "--jsno"), "--jsno"),
        (("figures", "KAZ", "--as-of", TOMORROW, "--source", "official"), "--as-of"),
        (("demo", "--scale", "0"), "--scale"),
        (("demo", "--scale", "many"), "--scale"),
        (("demo", "--seed", "1.5"), "--seed"),
        (("serve", "--port", "99999"), "--port"),
        (("factsheet", "KAZ", "--as-of", "2021-12-31", "--source", "official"), "--out"),
        (
            ("factsheet", "KAZ", "--as-of", "2021-12-31", "--source", "official", "--out", "x", "--language", "de"),
            "--language",
        ),
        (("ledger",), "COMMAND"),
        (("ledger", "verify", "--seals", "no/such/folder"), "--seals"),
        (("ledger", "verify", "--public-key", "no/such/file"), "--public-key"),
        (("nationality", "assess", "x.yaml"), "x.yaml"),
    ],
)
def test_what_cannot_be_used_is_named_in_one_sentence(tmp_path: Path, arguments: tuple[str, ...], named: str) -> None:
    result = tulga(tmp_path / "home", *arguments)

    assert result.status == 2
    assert named in result.err
    assert_one_sentence(result)


def test_a_file_of_something_else_is_not_taken_for_a_key(tmp_path: Path) -> None:
    file = tmp_path / "seal.pub"
    file.write_text("not a key")

    result = tulga(tmp_path / "home", "ledger", "verify", "--public-key", str(file))

    assert result.status == 2
    assert "seal.pub" in result.err
    assert_one_sentence(result)


def test_a_home_that_is_a_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "home"
    file.touch()

    result = tulga(file, "ledger", "verify")

    assert result.status == 2
    assert "TULGA_HOME" in result.err
    assert_one_sentence(result)


@pytest.mark.parametrize(
    "arguments",
    [
        ("ledger", "verify"), ("ledger", "rebuild"), ("ledger", "seal"), ("ledger", "keys", "rotate"), ("serve",),
        ("figures", "KAZ", "--as-of", "2021-12-31", "--source", "operation"),
    ],
)  # fmt: skip
def test_where_there_is_no_operation_none_is_made_by_asking(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    result = tulga(tmp_path / "mistyped", *arguments)

    assert result.status == 2
    assert "TULGA_HOME" in result.err
    assert "mistyped" in result.err
    assert_one_sentence(result)
    assert not list(tmp_path.rglob("*.sqlite3"))
    assert not list(tmp_path.rglob("master.json"))


@pytest.mark.parametrize(
    ("name", "variable"),
    [("tulga.sqlite3", "TULGA_DATABASE_URL"), ("keys/keys.sqlite3", "TULGA_KEYS_DATABASE_URL")],
)
@pytest.mark.parametrize("content", ["something else", None])
def test_a_database_that_is_no_database_is_named(tmp_path: Path, name: str, variable: str, content: str | None) -> None:
    home = tmp_path / "home"
    assert tulga(home, "operation", "migrate").status == 0
    (home / name).unlink()
    if content is None:
        (home / name).mkdir()
    else:
        (home / name).write_text(content)

    result = tulga(home, "ledger", "verify")

    assert result.status == 2
    assert variable in result.err
    assert_one_sentence(result)


def test_a_database_that_is_broken_inside_is_told_in_one_sentence(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert tulga(home, "operation", "migrate").status == 0
    file = home / "tulga.sqlite3"
    file.write_bytes(file.read_bytes()[:100] + b"\xff" * 4096 * 3)

    result = tulga(home, "ledger", "verify")

    assert result.status == 1
    assert_one_sentence(result)


def test_an_address_of_no_database_is_named(tmp_path: Path) -> None:
    result = tulga(tmp_path / "home", "ledger", "verify", TULGA_DATABASE_URL="mysql://localhost/x")

    assert result.status == 2
    assert "TULGA_DATABASE_URL" in result.err
    assert_one_sentence(result)


def test_a_database_that_does_not_answer_is_a_refusal_and_no_traceback(tmp_path: Path) -> None:
    result = tulga(tmp_path / "home", "ledger", "verify", TULGA_DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")

    assert result.status == 1
    assert_one_sentence(result)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("ru", "не является днём календаря"), ("kk", "күнтізбеде мұндай күн жоқ"), ("de", "is not a day of the calendar")],
)
def test_the_sentence_is_in_the_users_language(tmp_path: Path, language: str, sentence: str) -> None:
    arguments = ("figures", "KAZ", "--as-of", "2021-02-30", "--source", "official")

    result = tulga(tmp_path / "home", *arguments, TULGA_LANGUAGE="", LANG=f"{language}_XX.UTF-8")

    assert sentence in result.err
    assert result.status == 2


def test_help_needs_no_operation(tmp_path: Path) -> None:
    result = tulga(tmp_path / "home", "--help")

    assert result.status == 0
    assert "figures" in result.out
    assert not (tmp_path / "home").exists()
