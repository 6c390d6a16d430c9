"""Two people wrote about the same record without seeing each other: both statements stay, and a person is asked."""

from tulga.ledger.projection import Recorded
from tulga.ledger.reading import history
from tulga.register.entries import BirthStated, NationalityStated, SexStated

_SINGLE = (BirthStated, SexStated, NationalityStated)  # facts of which two different values cannot both be right


def clashes(entry: Recorded) -> bool:
    """Say whether an entry says something else than what was written since its author had looked."""
    if entry.based_on is None or entry.based_on >= entry.number - 1 or not isinstance(entry.payload, _SINGLE):
        return False
    return any(
        entry.based_on < other.number < entry.number
        and type(other.payload) is type(entry.payload)
        and other.payload != entry.payload
        for other in history(entry.stream_id)
    )
