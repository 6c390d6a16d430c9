"""What a release writes into the ledger: that it was made, and the digest of what was frozen. Nothing personal."""

from dataclasses import dataclass
from datetime import date, datetime

from tulga.ledger.kinds import entry_kind


@entry_kind("ReleaseMade", version=1, stream="release", personal=False)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseMade:
    """Figures were frozen and may be read by anyone. `digest` covers every cell and text of them."""

    country: str
    as_of: date
    known_at: datetime | None
    source: str  # operation | official
    demonstration: bool
    digest: str
    seal_root: str  # of the last seal when they were checked
