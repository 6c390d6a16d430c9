"""What it costs to ask, at registration, who a record may be: `queries.candidates` for one record among N.

    python -m bench.matching.registers --names FOLDER --out SET --persons 40000 --noise 1.5 --seed 77
    python -m bench.matching.registration load SET/records.csv --home HOME            through the ledger, all projectors
    python -m bench.matching.registration rows SET/records.csv --home HOME            rows in bulk, for 10^6
    python -m bench.matching.registration measure --home HOME [--asked 400] [--set SET]
    python -m bench.matching.registration copy --home HOME                            SQLite to the PostgreSQL of
                                                                                      TULGA_DATABASE_URL, for `measure`

`rows` writes what the projectors would: rows of the index come from the projector's own functions, payloads are
encrypted as the ledger's are. Left out are the chain of hashes and the views that candidates do not read. One actor
sees everything; another, of a partner, one record in twenty; a third the areas of an office. With `--set` also: is one
of the person's other records among the first ten (of the records in queries.csv), and what a registration costs as a
whole, which is `open_record` and `candidates` of what stands in those records, told once more.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import secrets
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tulga.config.settings")
Row = dict[str, str]
AT = datetime(2021, 3, 1, 9, tzinfo=UTC)
TOLD = "2021-03-01"
CHUNK = 20_000
IDS = "ids.csv"  # in HOME: which record of the file is which of the operation
PARTNERS_SHARE = 20  # one record in so many is a partner's
OFFICE = {"Астана", "Алматы", "Шымкент"}  # the areas of an office
SCRIPTS = (("Arab", 0x600, 0x6FF), ("Cyrl", 0x400, 0x52F))


def setup(home: Path) -> None:
    os.environ["TULGA_HOME"] = str(home)
    import django

    django.setup()


# -- from a line of records.csv to what a source said ------------------------------------------------------------------


def payloads(row: Row) -> Iterator[Any]:
    """Yield what is said of one record, its opening first."""
    from tulga.register import entries as said

    opened = said.RecordOpened(
        source_kind=said.SourceKind.FIELD_FORM, source=row["register"], person_id=_id(), area=row["residence_region"]
    )
    yield opened
    yield said.NameStated(kind=said.NameKind.CURRENT, parts=tuple(_parts(row)), script=said.Script(_script(row)))
    if row["birth_date"]:
        place = row["birth_place"] or None
        yield said.BirthStated(date=_date(row), country=row["birth_country"] or None, place=place)
    if row["sex"]:
        yield said.SexStated(sex=said.Sex.FEMALE if row["sex"] == "F" else said.Sex.MALE)
    for field, relation in (("father_name", said.Relation.FATHER), ("mother_name", said.Relation.MOTHER)):
        if row[field]:
            parent = _id()
            yield said.RelationStated(
                relation=relation, third_person=parent, third_persons={parent: {"name": row[field]}}
            )
    if row["document_no"]:
        yield said.PaperStated(paper="passport", number=row["document_no"])


def _id() -> UUID:
    from tulga.kernel.ids import new_id

    return new_id()


def _parts(row: Row) -> Iterator[Any]:
    from tulga.register.entries import NamePart, PartRole

    told = [(PartRole.FAMILY, "family_name"), (PartRole.GIVEN, "given_name"), (PartRole.PATRONYMIC, "patronymic")]
    if row["family_name"] or row["given_name"]:
        yield from (NamePart(role, row[column]) for role, column in told if row[column].strip())
    else:
        yield NamePart(PartRole.OTHER, row["full_name"].strip() or "?")


def _script(row: Row) -> str:
    letters = row["full_name"] or row["family_name"] or row["given_name"]
    return next((name for name, low, high in SCRIPTS if any(low <= ord(c) <= high for c in letters)), "Latn")


def _date(row: Row) -> Any:
    from tulga.kernel.dates import InvalidDate, PartialDate

    text = row["birth_date"] + ("~" if row["birth_date_kind"] == "estimated" else "")
    try:
        return PartialDate.parse(text)
    except InvalidDate:  # a clerk's 31 April: the register takes the year
        return PartialDate.parse(row["birth_date"][:4])


def _lines(file: Path) -> Iterator[Row]:
    with file.open(encoding="utf-8", newline="") as text:
        yield from csv.DictReader(text)


# -- the operation -----------------------------------------------------------------------------------------------------


def operation() -> tuple[UUID, UUID]:
    """Open an operation of two organisations; return them, that which runs the deployment first."""
    from tulga.access import actions
    from tulga.access.entries import OrganisationKind
    from tulga.access.queries import actor_for, organisations

    account = actions.open_operation(email="first@example.org", password=secrets.token_hex(), at=AT)
    administrator = actor_for(account, "measuring", on=AT.date())
    partner = actions.open_organisation(administrator, name="A partner", kind=OrganisationKind.PARTNER, at=AT)
    return next(one.id for one in organisations() if one.id != partner), partner


def load(file: Path) -> dict[str, Any]:
    """Write the records through the ledger."""
    from tulga.cli import database
    from tulga.ledger.actions import Act, Draft, append_many

    database.migrate()
    whose = operation()
    acts = [Act(_id(), organisation, AT) for organisation in whose]

    def drafts() -> Iterator[tuple[Draft, Act]]:
        for number, row in enumerate(_lines(file)):
            record, act = _id(), acts[number % PARTNERS_SHARE == 0]
            yield from ((Draft(record, said, TOLD), act) for said in payloads(row))

    found, remaining = 0, drafts()
    while portion := list(islice(remaining, CHUNK)):
        found += append_many(portion).count
    return {"entries": found}


def rows(file: Path) -> dict[str, Any]:
    """Write the rows in bulk."""
    from django.db import connections

    from tulga.cli import database
    from tulga.ledger.models import Entry

    database.migrate()
    whose = operation()
    for alias in ("default", "keys"):
        with connections[alias].cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-1500000")
    position, lines, number = Entry.objects.count(), _lines(file), 0
    while part := list(islice(lines, CHUNK)):
        position, made = _write(part, whose, position, number)
        number += len(part)
        with (Path(os.environ["TULGA_HOME"]) / IDS).open("a", encoding="utf-8") as text:
            text.writelines(f"{row['record_id']},{record}\n" for row, record in zip(part, made, strict=True))
    return {"records": number, "entries": position}


def _write(part: list[Row], whose: tuple[UUID, UUID], position: int, number: int) -> tuple[int, list[UUID]]:
    from django.db import transaction

    from tulga.ledger import bulk, crypto
    from tulga.ledger.models import Entry
    from tulga.matching import index, projectors
    from tulga.matching.told import told
    from tulga.register import projectors as register

    said = [(_id(), [_checked(payload) for payload in payloads(row)]) for row in part]
    holders = {holder for record, checked in said for holder in _holders(record, checked)}
    keys = crypto.keys_for_writing(sorted(holders), at=AT)
    histories, entries = [], []
    for at, (record, checked) in enumerate(said):
        organisation = whose[(number + at) % PARTNERS_SHARE == 0]
        history = [_recorded(one, record, organisation, position, at) for at, one in enumerate(checked, 1)]
        stored = [_stored(one, content.encoded, keys) for one, content in zip(history, checked, strict=True)]
        entries += [(*one[:17], payload, bytes(32), bytes(32)) for one, payload in zip(history, stored, strict=True)]
        position += len(history)
        histories.append(history)
    with transaction.atomic():
        bulk.insert(Entry, entries)
        register._records([history[0] for history in histories])
        secret = index.secret_of_keys()
        made = [found for history in histories if (found := told(history)) is not None]
        index.store([projectors._row(one, secret) for one in made])
    return position, [record for record, _ in said]


def _checked(payload: Any) -> Any:
    from tulga.ledger import kinds

    return kinds.check(payload)


def _holders(record: UUID, checked: list[Any]) -> Iterator[UUID]:
    from tulga.ledger.kinds import THIRD_PERSONS

    yield record
    for one in checked:
        yield from map(UUID, one.encoded.get(THIRD_PERSONS) or {})


def _recorded(checked: Any, record: UUID, organisation: UUID, position: int, number: int) -> Any:
    from tulga.ledger.projection import Recorded

    kind = checked.kind
    return Recorded(
        position + number, _id(), "record", record, number, kind.name, kind.version, TOLD, AT.date(), AT.date(), AT, AT,
        organisation, organisation, "", record, None, checked.payload,
    )  # fmt: skip


def _stored(one: Any, content: dict[str, Any], keys: dict[UUID, Any]) -> bytes:
    from tulga.ledger import crypto

    aad = crypto.associated(one.id, one.stream_id, one.kind, one.version)
    return crypto.store_sealed(content, subject=one.stream_id, aad=aad, keys=keys)


# -- another database --------------------------------------------------------------------------------------------------


def copy(home: Path) -> dict[str, Any]:
    """Copy the rows of HOME's SQLite into the database of TULGA_DATABASE_URL."""
    from django.apps import apps
    from django.db import connections, router

    from tulga.cli import database

    database.migrate()
    files = {"default": home / "tulga.sqlite3", "keys": home / "keys" / "keys.sqlite3"}
    copied: Counter[str] = Counter()
    for model in apps.get_models():
        alias = router.db_for_write(model)
        copied[model._meta.label] = _copy(files[alias], connections[alias], model)
    for alias in files:
        with connections[alias].cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return {label: count for label, count in copied.items() if count}


def _copy(file: Path, connection: Any, model: Any) -> int:
    import sqlite3

    fields, table = model._meta.concrete_fields, model._meta.db_table
    columns = ", ".join(f'"{field.column}"' for field in fields if field.column)
    with sqlite3.connect(file) as source, connection.cursor() as cursor:
        if not source.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
            return 0
        if cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1').fetchone():  # noqa: S608 - what a migration fills
            return 0
        count, truth = 0, [field.get_internal_type() == "BooleanField" for field in fields if field.column]
        with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as target:  # noqa: S608
            for row in source.execute(f'SELECT {columns} FROM "{table}"'):  # noqa: S608
                target.write_row([bool(v) if b and v is not None else v for v, b in zip(row, truth, strict=True)])
                count += 1
    return count


# -- measuring ---------------------------------------------------------------------------------------------------------


def measure(asked: int, seed: int, folder: Path | None = None) -> dict[str, Any]:
    """Return milliseconds per record, by the clock and computed by this process (of PostgreSQL also by its own)."""
    from django.db import connection

    from tulga.access.actor import Actor
    from tulga.access.queries import organisations
    from tulga.access.roles import Roles
    from tulga.matching.models import IndexedRecord

    kinds = {one.kind.value: one.id for one in organisations()}
    roles = frozenset({Roles.CASEWORKER})
    actors = {
        "everything": Actor(_id(), kinds["unhcr"], roles, None, "measuring"),
        "own records": Actor(_id(), kinds["partner"], roles, None, "measuring"),
        "areas": Actor(_id(), kinds["unhcr"], roles, frozenset(OFFICE), "measuring"),
    }
    found: dict[str, Any] = {"database": connection.vendor, "records": IndexedRecord.objects.count()}
    for name, actor in actors.items():
        found[name] = _measured(actor, asked, seed)
    if folder:
        found |= _of_a_set(actors["everything"], folder, asked)
    return found


def _measured(actor: Any, asked: int, seed: int) -> dict[str, Any]:
    from tulga.matching import queries
    from tulga.register import scope

    records = list(scope.standing_records(actor).order_by("id").values_list("id", flat=True))
    chosen = Random(seed).sample(records, min(asked, len(records)))
    for record in chosen[:20]:
        queries.candidates(actor, record)  # caches of words, statements and pages
    times, proposed, server = _Times(), 0, _server_used()
    for record in chosen:
        with times:
            proposed += bool(queries.candidates(actor, record))
    server = (_server_used() - server) * 1000 / len(chosen)
    counts = {"in scope": len(records), "asked": len(chosen), "with a proposal": proposed}
    return counts | times.document() | {"server_cpu_mean_ms": round(server, 1)}


class _Times:
    """Milliseconds of each time that it was entered, by the clock and computed by this process."""

    def __init__(self) -> None:
        self._wall: list[float] = []
        self._used: list[float] = []

    def __enter__(self) -> None:
        self._started = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        wall, used = self._started
        self._wall.append((time.perf_counter() - wall) * 1000)
        self._used.append((time.process_time() - used) * 1000)

    def document(self) -> dict[str, float]:
        return _both(self._wall, self._used)


def _server_used() -> float:
    """Return the seconds that the server's processes for this one have computed; none of SQLite."""
    from django.db import connections

    used = 0
    for alias in ("default", "keys"):
        if connections[alias].vendor == "postgresql":
            with connections[alias].cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                told = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rsplit(")", 1)[1].split()
            used += int(told[11]) + int(told[12])
    return used / os.sysconf("SC_CLK_TCK")


def _of_a_set(actor: Any, folder: Path, asked: int) -> dict[str, Any]:
    """Return how often the person is found among those shown, and what it costs to register one more record."""
    from tulga.matching import queries
    from tulga.register import actions

    with (Path(os.environ["TULGA_HOME"]) / IDS).open(encoding="utf-8") as text:
        number = {record: UUID(one) for record, one in csv.reader(text)}
    person = {row["record_id"]: row["entity_id"] for row in _lines(folder / "truth.csv")}
    persons: dict[str, set[UUID]] = {}
    for record, whose in person.items():
        persons.setdefault(whose, set()).add(number[record])
    chosen = [row["record_id"] for row in _lines(folder / "queries.csv")]
    first = ten = of = 0
    for record in chosen:
        if others := persons[person[record]] - {number[record]}:
            shown = [one.other for one in queries.candidates(actor, number[record], limit=10)]
            of, first, ten = of + 1, first + bool(others & set(shown[:1])), ten + bool(others & set(shown))
    wanted, times, saved = set(chosen[:asked]), _Times(), _Times()
    for row in _lines(folder / "records.csv"):
        if row["record_id"] in wanted:
            opened, *statements = payloads(row)
            with times:
                with saved:
                    record = actions.open_record(
                        actor, opened=opened, statements=statements, effective_on=TOLD, at=datetime.now(UTC)
                    )
                queries.candidates(actor, record)
    return {
        "found": {"asked": of, "hit@1": round(first / of, 4), "hit@10": round(ten / of, 4)},
        "registering": times.document(), "of which saving": saved.document(),
    }  # fmt: skip


def _both(wall: list[float], used: list[float]) -> dict[str, float]:
    def at(values: list[float], share: int) -> float:
        return round(statistics.quantiles(values, n=100)[share - 1], 1)

    return {
        "p50_ms": at(wall, 50), "p95_ms": at(wall, 95), "cpu_p50_ms": at(used, 50), "cpu_p95_ms": at(used, 95),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("load", "rows", "copy", "measure"))
    parser.add_argument("records", type=Path, nargs="?")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--asked", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--set", type=Path, help="folder of the records that were loaded")
    given = parser.parse_args()
    setup(given.home)
    started, used = time.perf_counter(), time.process_time()
    what = {
        "load": lambda: load(given.records),
        "rows": lambda: rows(given.records),
        "copy": lambda: copy(given.home),
        "measure": lambda: measure(given.asked, given.seed, given.set),
    }
    found = what[given.what]()
    found |= {"seconds": round(time.perf_counter() - started, 1), "cpu": round(time.process_time() - used, 1)}
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
