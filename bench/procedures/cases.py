"""What many open cases cost: importing them, the lists of what is due, a decree on days off, opening one more.

    TULGA_HOME=$(mktemp -d) .venv/bin/python bench/procedures/cases.py --cases 100000
    .venv/bin/python scripts/postgres.py .venv/bin/python bench/procedures/cases.py --cases 100000

Every case is a determination of Kazakhstan: opened, applied, citizenship checked, one State asked. Prints JSON.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tulga.config.settings")
os.environ.setdefault("TULGA_HOME", tempfile.mkdtemp(prefix="tulga-bench-"))

import django  # noqa: E402 - the settings are named first

django.setup()

from tulga.access import actions as access  # noqa: E402
from tulga.access.actor import Actor  # noqa: E402
from tulga.access.queries import actor_for  # noqa: E402
from tulga.access.roles import Roles  # noqa: E402
from tulga.cli import database  # noqa: E402
from tulga.kernel.ids import new_id  # noqa: E402
from tulga.ledger.actions import Act, Draft, append_many  # noqa: E402
from tulga.procedures.shared import actions  # noqa: E402
from tulga.procedures.shared import entries as kinds  # noqa: E402
from tulga.procedures.shared.queues import queries  # noqa: E402
from tulga.register import actions as register  # noqa: E402
from tulga.register.entries import RecordOpened, SourceKind  # noqa: E402

BEGIN = datetime(2022, 1, 1, tzinfo=UTC)
TODAY = date(2022, 3, 1)
PASSWORD = "seven grey herons by the river"  # noqa: S105 - of a throw-away operation
AREA = "KAZ.astana"


def people() -> tuple[Actor, Actor]:
    """Open an operation; return its administrator and a caseworker who may import."""
    first = access.open_operation(email="first@example.org", password=PASSWORD, at=BEGIN)
    administrator = actor_for(first, "bench", on=TODAY)
    other = access.open_account(
        administrator, email="second@example.org", full_name="A Colleague", password=PASSWORD, at=BEGIN
    )
    for role in (Roles.CASEWORKER, Roles.IMPORTER):
        access.grant_role(
            administrator, account=other, organisation=administrator.organisation, role=role, areas=None,
            valid_from=date(2020, 1, 1), at=BEGIN,
        )  # fmt: skip
    return administrator, actor_for(other, "bench", on=TODAY)


def told(actor: Actor, cases: int) -> Iterator[tuple[Draft, Act]]:
    for number in range(cases):
        record, case, at = new_id(), new_id(), BEGIN + timedelta(seconds=number)
        day = date(2021, 8, 1) + timedelta(number % 100)
        opened = RecordOpened(source_kind=SourceKind.FIELD_FORM, source="form", person_id=new_id(), area=AREA)
        yield register.imported(actor, record=record, payload=opened, effective_on=day.isoformat(), at=at)
        said = (
            kinds.CaseOpened(record, kinds.Procedure.STATELESSNESS_DETERMINATION, "police department", "", "KAZ",
                             "KAZ.statelessness_determination", "v1"),
            kinds.StepDone(record, "applied"), kinds.StepDone(record, "citizenship_checked"),
            kinds.EnquirySent(record, "UZB", "consulate", "?", step="enquiry_sent"),
        )  # fmt: skip
        for later, payload in enumerate(said):
            on = (day + timedelta(later)).isoformat()
            yield actions.imported(actor, case=case, payload=payload, effective_on=on, at=at)


def cost(act: Callable[[], Any]) -> dict[str, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return {"seconds": round(time.perf_counter() - wall, 2), "cpu": round(time.process_time() - cpu, 2)}


def p95(act: Callable[[], Any], times: int = 20) -> float:
    """Return the 95th percentile in milliseconds."""
    found = []
    for _ in range(times):
        wall = time.perf_counter()
        act()
        found.append(time.perf_counter() - wall)
    return round(1000 * sorted(found)[int(0.95 * (times - 1))], 1)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=10_000)
    cases: int = parser.parse_args().cases
    database.migrate()
    administrator, worker = people()
    found: dict[str, Any] = {"cases": cases, "import": cost(lambda: append_many(told(worker, cases)))}
    found["due p95 ms"] = p95(lambda: queries.due(worker, today=TODAY, limit=50))
    found["queue p95 ms"] = p95(lambda: queries.queue(worker, role="officer", limit=50))
    found["queue counts p95 ms"] = p95(lambda: queries.queue_counts(worker))
    found["whose turn p95 ms"] = p95(lambda: queries.whose_turn(worker, by="owner", today=TODAY))
    later = BEGIN + timedelta(days=3)
    declared = kinds.DaysOffDeclared("KAZ", "a decree", off=(date(2022, 3, 9),))
    found["decree"] = cost(
        lambda: actions.declare_days_off(administrator, declared=declared, effective_on="2022-01-05", at=later)
    )
    record = register.open_record(
        worker, opened=RecordOpened(source_kind=SourceKind.FIELD_FORM, source="form", person_id=new_id(), area=AREA),
        effective_on="2021-08-01", at=later,
    )  # fmt: skip
    found["open p95 ms"] = p95(lambda: actions.open_case(
        worker, record=record, procedure=kinds.Procedure.STATELESSNESS_DETERMINATION, authority="police department",
        country="KAZ", effective_on="2021-08-01", at=later,
    ))  # fmt: skip
    print(json.dumps(found))  # noqa: T201 - what it is for


if __name__ == "__main__":
    main()
