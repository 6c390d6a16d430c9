"""What figures may see of cases: pseudonymous facts, in the shape of `tulga.register.statistics.Fact`.

A named exception to scoped reads, like its sister in the register; only `tulga.figures` imports it.
"""

import logging
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from tulga.procedures.shared.models import CaseRow
from tulga.register.statistics import Fact, bounds, standing, withdrawn_records

log = logging.getLogger(__name__)


def facts(*, known_at: datetime | None, purpose: str) -> Iterator[Fact]:
    """Yield case openings, decisions and papers of cases that stand, ordered by record, then position."""
    log.info("statistics read of cases: purpose=%s known_at=%s", purpose, known_at)
    columns = (
        "record_id", "kind", "procedure", "value", "country", "authority", "recorded_at", "effective_earliest",
        "effective_latest", "position", "case_id",
    )  # fmt: skip
    gone = _withdrawn_cases(known_at)
    standing_ones = CaseRow.objects.filter(standing(known_at), kind__in=("opened", "decision", "paper"))
    wanted = standing_ones.exclude(record_id__in=withdrawn_records(known_at))
    found = wanted.order_by("record_id", "position").values_list(*columns)
    for record, kind, procedure, value, country, authority, at, low, high, position, case in found.iterator(
        chunk_size=20_000
    ):
        if (case, record) in gone:
            continue
        if kind == "opened":
            named, said = "case_opened", procedure
        elif kind == "decision":
            named, said = "decision", f"{procedure}:{value}" + (f":{country}" if country else "")
        else:
            named, said = "paper", value
        earliest, latest = bounds(low, high, at)
        yield Fact(record, named, said, authority, earliest, latest, position, False, authority)


def _withdrawn_cases(known_at: datetime | None) -> frozenset[tuple[UUID, UUID]]:
    """Return case and record of the cases that, as was known at that time, should never have been opened."""
    openings = CaseRow.objects.filter(kind="opened")
    withdrawn = openings.filter(withdrawn_position__isnull=False)
    if known_at is not None:
        withdrawn = withdrawn.filter(withdrawn_at__lte=known_at)
    gone = set(withdrawn.values_list("case_id", "record_id"))
    if gone:  # opened anew, a case stands
        standing_ones = openings.filter(standing(known_at), case_id__in=withdrawn.values("case_id"))
        gone -= set(standing_ones.values_list("case_id", "record_id"))
    return frozenset(gone)
