"""From the ledger to the tables of entered facts."""

from collections.abc import Sequence

from tulga.figures.facts.entries import DemonstrationDeclared, SourceFactEntered, SourceFactWithdrawn
from tulga.figures.facts.models import DemonstrationRow, FactRow
from tulga.ledger import bulk
from tulga.ledger.projection import Recorded, projects, register_views

register_views(FactRow, DemonstrationRow)


@projects(SourceFactEntered, SourceFactWithdrawn)
def facts(batch: Sequence[Recorded]) -> None:
    for entry in batch:
        said = entry.payload
        if isinstance(said, SourceFactEntered):
            paper = said.document
            bulk.insert(FactRow, [(
                entry.id, said.figure, said.value, "\n".join(said.items), said.as_of, paper.title[:300],
                paper.publisher[:200], paper.date[:40], paper.url[:400], entry.position, entry.recorded_at, None, None,
            )])  # fmt: skip
        else:
            standing = FactRow.objects.filter(entry=said.entry, withdrawn_position__isnull=True)
            standing.update(withdrawn_position=entry.position, withdrawn_at=entry.recorded_at)


@projects(DemonstrationDeclared)
def demonstrations(batch: Sequence[Recorded]) -> None:
    rows = [(e.id, e.payload.seed, e.payload.scale, e.position, e.recorded_at) for e in batch]
    bulk.insert(DemonstrationRow, rows)
