"""What the tests of the ledger write: two kinds of their own, and the hand of somebody who has the database."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.db import connection

from tulga.kernel.dates import PartialDate
from tulga.ledger.actions import Act, Draft
from tulga.ledger.kinds import entry_kind

NAME = "Айсұлу Сынақова-Tester"
START = datetime(2021, 3, 1, 9, tzinfo=UTC)
OFFICE = UUID("00000000-0000-7000-8000-00000000000f")
CLERK = UUID("00000000-0000-7000-8000-0000000000c1")


@entry_kind("TestSaid", version=2, stream="test", personal=True)
@dataclass(frozen=True, slots=True)
class Said:
    """Something personal; version 1 called `name` `who`."""

    name: str
    born: PartialDate | None = None
    third_persons: dict[UUID, dict[str, Any]] = field(default_factory=dict)


@entry_kind("TestNoted", version=1, stream="note", personal=False)
@dataclass(frozen=True, slots=True)
class Noted:
    text: str
    count: int = 0


def an_act(minutes: float = 0, *, device: str = "") -> Act:
    return Act(CLERK, OFFICE, START + timedelta(minutes=minutes), device)


def a_draft(
    name: str = NAME,
    *,
    stream: UUID | None = None,
    on: str = "2021-02",
    third: dict[UUID, dict[str, Any]] | None = None,
    **more: Any,
) -> Draft:
    return Draft(stream or uuid4(), Said(name, PartialDate.parse("1984~"), third or {}), on, **more)


def a_note(text: str = "a note", *, stream: UUID | None = None, on: str = "2021-02-03", **more: Any) -> Draft:
    return Draft(stream or uuid4(), Noted(text), on, **more)


# -- the hand of somebody who has the database ------------------------------------------------------------------------


@contextmanager
def rules_lifted() -> Iterator[Any]:
    """Yield a cursor for which the append-only rule, and every other check of a value, is lifted."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            try:
                yield cursor
            finally:
                cursor.execute("SET session_replication_role = origin")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger_%%'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        try:
            yield cursor
        finally:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
            for _, definition in triggers:
                cursor.execute(definition)


def tamper(statement: str, values: Sequence[Any] = ()) -> None:
    with rules_lifted() as cursor:
        cursor.execute(statement, values)


# -- processes of their own -------------------------------------------------------------------------------------------


def python(code: str, *arguments: object, **environment: str) -> "subprocess.Popen[str]":
    """Start a Python program in the environment of this test run, changed as told."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TULGA_")}
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        env={**kept, "DJANGO_SETTINGS_MODULE": "tulga.config.settings", "TULGA_LANGUAGE": "en", **environment},
        cwd=Path(__file__).parents[3],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finished(*processes: "subprocess.Popen[str]") -> list[str]:
    """Wait for programs and return what they printed; fail with what they complained of."""
    told = [process.communicate(timeout=240) for process in processes]
    complaints = [errors for process, (_, errors) in zip(processes, told, strict=True) if process.returncode]
    assert not complaints, "\n".join(complaints)
    return [out for out, _ in told]
