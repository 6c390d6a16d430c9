"""Replaying everything into empty tables: the ledger is the truth, the tables are views of it."""

import hashlib
from dataclasses import dataclass

from django.db import models, transaction

from tulga.ledger import projection, reading
from tulga.ledger.locking import lock


@dataclass(frozen=True, slots=True)
class RebuildReport:
    entries: int
    rows: dict[str, int]


def rebuild() -> RebuildReport:
    """Empty every view and replay the whole ledger into it, in one transaction.

    Readers see the old rows until the end. A named exception to the rule of scoped reads: it reads every person's
    entries and shows them to nobody.
    """
    with transaction.atomic():
        lock()
        for model in reversed(projection.all_views()):
            model._base_manager.all()._raw_delete(using="default")
        count = 0
        for batch in reading.entries():
            projection.project(batch)
            count += len(batch)
    return RebuildReport(count, {model._meta.label: model._base_manager.count() for model in projection.all_views()})


def dump_views() -> dict[str, str]:
    """Return a digest of all rows of every view, for comparing before and after."""
    return {model._meta.label: _digest(model) for model in projection.all_views()}


def _digest(model: type[models.Model]) -> str:
    names = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.order_by(model._meta.pk.attname).values_list(*names)
    found = hashlib.sha256()
    for row in rows.iterator(chunk_size=5000):
        found.update(repr([bytes(v) if isinstance(v, memoryview) else v for v in row]).encode())
    return found.hexdigest()
