"""Two people wrote about the same record without seeing each other: both statements stay, and a person is asked."""

from uuid import uuid5

from tulga.ledger.actions import on_clash
from tulga.ledger.projection import Recorded
from tulga.ledger.reading import history
from tulga.register.entries import BirthStated, NationalityStated, SexStated
from tulga.register.models import Task

_SINGLE = (BirthStated, SexStated, NationalityStated)  # facts of which two different values cannot both be right


@on_clash
def open_task(entry: Recorded, reached: int) -> None:
    """Open a task when what came late says something else than what was written meanwhile."""
    if entry.stream != "record" or not isinstance(entry.payload, _SINGLE):
        return
    meanwhile = [
        other
        for other in history(entry.stream_id)
        if (entry.based_on or 0) < other.number <= reached
        and type(other.payload) is type(entry.payload)
        and other.payload != entry.payload
    ]
    if meanwhile:
        Task.objects.create(
            id=uuid5(entry.id, "clash"), record_id=entry.stream_id, organisation=entry.organisation, kind="clash",
            entry=entry.id, position=entry.position, opened_at=entry.recorded_at,
        )  # fmt: skip
