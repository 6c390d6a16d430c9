"""What figures may see of cases: pseudonymous facts, in the shape of `tulga.register.statistics.Fact`.

A named exception to scoped reads, like its sister in the register; only `tulga.figures` imports it.
"""

import logging
from collections.abc import Iterator
from datetime import datetime

from tulga.procedures.shared.models import CaseRow
from tulga.register.statistics import Fact, bounds, standing, withdrawn_records

log = logging.getLogger(__name__)


def facts(*, known_at: datetime | None, purpose: str) -> Iterator[Fact]:
    """Yield case openings, decisions and papers, ordered by record, then position."""
    log.info("statistics read of cases: purpose=%s known_at=%s", purpose, known_at)
    columns = (
        "record_id", "kind", "procedure", "value", "country", "authority", "recorded_at", "effective_earliest",
        "effective_latest", "position",
    )  # fmt: skip
    standing_ones = CaseRow.objects.filter(standing(known_at), kind__in=("opened", "decision", "paper"))
    wanted = standing_ones.exclude(record_id__in=withdrawn_records(known_at))
    found = wanted.order_by("record_id", "position").values_list(*columns)
    for record, kind, procedure, value, country, authority, at, low, high, position in found.iterator(
        chunk_size=20_000
    ):
        if kind == "opened":
            named, said = "case_opened", procedure
        elif kind == "decision":
            named, said = "decision", f"{procedure}:{value}" + (f":{country}" if country else "")
        else:
            named, said = "paper", value
        earliest, latest = bounds(low, high, at)
        yield Fact(record, named, said, authority, earliest, latest, position, False, authority)
