"""One measurement in this process; prints a line of JSON. `run.py` starts it, so that peaks of memory are separate."""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tulga.config.settings")

import django  # noqa: E402 - the settings are named first

django.setup()

from bench.people import people  # noqa: E402
from tulga.cli import database  # noqa: E402
from tulga.ledger.actions import Act, Draft, append, append_many  # noqa: E402
from tulga.ledger.kinds import entry_kind  # noqa: E402

AS_OF = date(2021, 12, 31)
ACT = Act(UUID(int=1), UUID(int=2), datetime(2021, 1, 2, tzinfo=UTC))


@entry_kind("BenchSaid", version=1, stream="bench", personal=True)
@dataclass(frozen=True, slots=True)
class Said:
    """A personal kind that no context projects: what the ledger alone costs."""

    name: str
    place: str
    born: str


def prepare(_: int) -> dict[str, Any]:
    database.migrate()
    return {}


def append_alone(count: int) -> dict[str, Any]:
    """Entries of 10 to a subject, encrypted and chained, without any view."""
    subjects = [UUID(int=index << 96 | 7 << 76 | 2 << 62) for index in range(1, count // 10 + 2)]
    said = Said("Айсұлу Сынақова", "Шымкент", "1984~")
    report = append_many((Draft(subjects[index // 10], said, "2021-01"), ACT) for index in range(count))
    return {"entries": report.count}


def append_one_by_one(count: int) -> dict[str, Any]:
    """Each entry in a transaction of its own, as people work."""
    for index in range(count):
        append(Draft(UUID(int=index << 96 | 7 << 76 | 2 << 62), Said("x", "y", "1984~"), "2021-01"), act=ACT)
    return {"entries": count}


def plain_rows(count: int) -> dict[str, Any]:
    """The baseline: the same number of rows of the same width by Django's bulk_create; no key, no chain, no view."""
    from django.db import transaction

    from tulga.ledger.models import Entry

    def row(index: int) -> Entry:
        return Entry(
            position=index + 1, id=UUID(int=index << 96 | 7 << 76 | 2 << 62), stream="bench",
            stream_id=UUID(int=(index + 2**31) << 96 | 7 << 76 | 2 << 62), number=1, kind="BenchSaid", version=1,
            effective_on="2021-01", effective_earliest=AS_OF, effective_latest=AS_OF, acted_at=ACT.recorded_at,
            recorded_at=ACT.recorded_at, actor=ACT.actor, organisation=ACT.organisation, device="", payload=bytes(150),
            previous_hash=bytes(32), hash=bytes(32),
        )  # fmt: skip

    with transaction.atomic():
        for start in range(0, count, 4000):
            Entry.objects.bulk_create([row(index) for index in range(start, min(start + 4000, count))])
    return {"entries": count}


def load_people(count: int) -> dict[str, Any]:
    return {"entries": append_many(people(count), chunk=4000).count, "people": count}


def load_demo(scale: int) -> dict[str, Any]:
    from tulga.demo.load import load_demonstration

    return {"entries": load_demonstration(scale=scale, at=datetime.now(UTC)).entries}


def compile_figures(_: int) -> dict[str, Any]:
    from tulga.figures.compile import compile_operation

    return {"figures": len(compile_operation("KAZ", AS_OF, None).figures)}


def factsheet(_: int) -> dict[str, Any]:
    from tulga.factsheet.build import files_of
    from tulga.figures.compile import compile_operation

    figures = compile_operation("KAZ", AS_OF, None)
    started = time.perf_counter()
    files = files_of(figures, ("en", "ru", "kk"))
    return {
        "seconds": time.perf_counter() - started,
        "files": len(files),
        "bytes": sum(len(content) for content in files.values()),
    }


def seal(_: int) -> dict[str, Any]:
    from tulga.ledger.seals import seal as make

    made = make()
    return {"entries": made.last_position - made.first_position + 1 if made else 0}


def verify(_: int) -> dict[str, Any]:
    from tulga.ledger.verify import verify as check

    report = check()
    return {"entries": report.entries, "problems": len(report.problems)}


def rebuild(_: int) -> dict[str, Any]:
    from tulga.ledger.rebuild import rebuild as replay

    return {"entries": replay().entries}


MEASURES: dict[str, Callable[[int], dict[str, Any]]] = {
    "prepare": prepare, "append-alone": append_alone, "append-one-by-one": append_one_by_one, "plain-rows": plain_rows,
    "people": load_people, "demo": load_demo, "compile": compile_figures, "factsheet": factsheet, "seal": seal,
    "verify": verify, "rebuild": rebuild,
}  # fmt: skip


def main(name: str, size: str) -> None:
    started, used = time.perf_counter(), time.process_time()
    found = MEASURES[name](int(size))
    seconds = found.pop("seconds", time.perf_counter() - started)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found |= {
        "seconds": round(seconds, 3),
        "cpu_seconds": round(time.process_time() - used, 3),
        "peak_mib": round(peak),
    }
    if found.get("entries"):
        found["entries_per_second"] = round(found["entries"] / seconds)
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
