"""When something happened: a partial date, or an instant with the zone of the competent office.

An instant is written `2021-06-03T14:30+06:00[Asia/Almaty]`. The offset is what the clock on the wall showed; the
zone says whose clock it was, and the zone's own history (Kazakhstan moved to one time on 2024-03-01) must agree.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tulga.kernel.dates import InvalidDate, PartialDate

_INSTANT = re.compile(
    r"(?P<clock>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?[+-]\d{2}:\d{2})\[(?P<zone>[A-Za-z_+\-/0-9]+)\]", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Effective:
    """The text as stored, and the local days between which it lies (inclusive; None is unbounded)."""

    text: str
    earliest: date | None
    latest: date | None
    instant: datetime | None = None

    @staticmethod
    def parse(text: str) -> "Effective":
        """Return when it happened.

        Raises:
            InvalidDate: neither a partial date nor an instant with its zone, or the offset is not the zone's on that
            day.
        """
        return _parse(text)


@lru_cache(maxsize=65536)
def _parse(text: str) -> Effective:
    if "T" not in text:
        told = PartialDate.parse(text)
        return Effective(told.text, told.earliest, told.latest)
    match = _INSTANT.fullmatch(text.strip())
    if match is None:
        raise InvalidDate(f"{text!r} is not an instant with its zone; write it as 2021-06-03T14:30+06:00[Asia/Almaty]")
    try:
        instant = datetime.fromisoformat(match["clock"])
        local = instant.astimezone(ZoneInfo(match["zone"]))
    except (ValueError, OverflowError, OSError, ZoneInfoNotFoundError) as error:  # OSError: a folder of zones, no zone
        raise InvalidDate(f"{text!r} names a time or a zone that does not exist") from error
    if local.utcoffset() != instant.utcoffset():
        raise InvalidDate(f"{text!r}: on that day {match['zone']} was at {local.isoformat()[-6:]}")
    return Effective(text.strip(), local.date(), local.date(), instant)
