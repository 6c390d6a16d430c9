"""SQLite and PostgreSQL answer every query alike, and in the same order: both are held against one golden file.

Ids are drawn anew in every run, so that each stands as the number of its first appearance.
"""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any
from uuid import UUID

from tests.integration.register.people import ALMATY, ASTANA, Operation, a_birth, a_name, a_passport
from tulga.access import queries as access
from tulga.access.roles import Roles
from tulga.procedures.shared import queries as cases
from tulga.register import queries
from tulga.register.entries import Basis, NationalityStated, NationalityStatus
from tulga.register.identity import queries as identity

NAMES = (
    "Петров Иван", "Петров  иван", "Petrov Ivan", "ПЕТРОВА Анна", "петро вич", "Петров-Водкин Кузьма", "Петро",
    "Қуанышбекова Айша", "Куанышбекова Айша", "Ким", "Ким 2", "Ким 10", "Кимова Вера", "Li Na", "Ли На", "Lina",
    "О'Петров",
    "Ёлкин Юрий", "Yolkin Yuriy", "Әлия", "عليا محمد", "Ünal Çiğdem", "Straße Groß", "Łukasz", "Ñandú", "Петров Иван",
)  # fmt: skip
QUERIES = (
    "petrov",
    "Петров",
    "ким",
    "10",
    "li na",
    "aisha",
    "a",
    "и",
    "strasse",
    "عليا",
    "unal",
    "zzz",
    "",
    "  ",
    "%",
    "_",
)


class World(Operation):
    """Records in many spellings, judged, withdrawn, with cases and shared numbers."""

    __slots__ = ("local", "records")

    def __init__(self) -> None:
        super().__init__()
        self.local = self.actor(Roles.CASEWORKER, areas=[ASTANA])
        self.records = [
            self.record(
                name, a_birth(f"19{60 + number}~"), a_passport(f"IV {number % 9}"), area=(ALMATY, ASTANA)[number % 2]
            )
            for number, name in enumerate(NAMES)
        ]  # fmt: skip
        for number, record in enumerate(self.records[::3]):
            self.state(record, a_name(f"Alias {number}"))
            status, basis = list(NationalityStatus)[number % 2], list(Basis)[number % 7]
            entry = self.state(record, NationalityStated(status=status, basis=basis))
            if number % 2:
                self.withdraw(record, entry)
            self.case(record, ("asylum", "residence")[number % 2])
        for first, second in ((0, 2), (2, 25), (7, 8), (13, 14), (15, 13)):
            self.judge(self.records[first], self.records[second])
        self.unjudge(self.judge(self.records[3], self.records[4]))


def answers(world: World) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for who, actor in (("all", world.caseworker), ("local", world.local)):
        told[who] = {
            "search": {query: queries.search(actor, query, limit=8) for query in QUERIES},
            "count": queries.record_count(actor),
            "tasks": queries.open_tasks(actor),
            "records": [queries.find_record(actor, record) for record in world.records],
            "files": [queries.get_file(actor, record) for record in world.records[1::12]],
            "candidates": [identity.candidates(actor, record) for record in world.records[:4]],
            "judgements": [identity.judgements(actor, record) for record in world.records[:5]],
            "open cases": cases.open_cases(actor),
            "case count": cases.case_count(actor),
            "cases": cases.get_cases(actor, world.records[::6]),
        }
    told["accounts"] = access.accounts(world.administrator)
    told["organisations"] = access.organisations()
    return told


def plain(value: Any, seen: dict[UUID, str]) -> Any:
    """Return a value as JSON, every id as the number of its first appearance."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            "": type(value).__name__,
            **plain({k: getattr(value, k) for k in [one.name for one in fields(value)]}, seen),
        }
    if isinstance(value, dict):
        return {str(key): plain(one, seen) for key, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [plain(one, seen) for one in value]
    if isinstance(value, UUID):
        return seen.setdefault(value, f"#{len(seen) + 1}")
    return value if value is None or isinstance(value, bool | int | float) else str(getattr(value, "text", value))


def test_both_databases_answer_every_query_alike_and_in_the_same_order(golden: Callable[[str, str], None]) -> None:
    world = World()
    seen = {record: f"record {number}" for number, record in enumerate(world.records)}

    told = plain(answers(world), seen)

    golden("people/queries.json", json.dumps(told, ensure_ascii=False, indent=1) + "\n")
