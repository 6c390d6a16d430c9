"""Freezing a release. Whether it may be released is decided before, in `figures.release`."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from tulga.figures.core.figure import FigureSet, to_json
from tulga.figures.released.models import ReleaseRow
from tulga.kernel.canonical import canonical_json


def freeze(figure_set: FigureSet, *, release_id: UUID, released_at: datetime, seal_root: str) -> int:
    """Keep a set of figures for everyone to read and return its number: the next one of its country.

    The caller holds the ledger's lock, so that no two releases are given one number.
    """
    content = canonical_json(to_json(figure_set, full=True))
    with transaction.atomic():
        last = ReleaseRow.objects.filter(country=figure_set.country).aggregate(last=Max("number"))["last"]
        number = int(last or 0) + 1
        ReleaseRow.objects.create(
            id=release_id, number=number, country=figure_set.country, as_of=figure_set.as_of,
            known_at=figure_set.known_at, source=figure_set.source, demonstration=figure_set.demonstration,
            released_at=released_at, seal_root=seal_root, digest=hashlib.sha256(content).hexdigest(), document=content,
        )  # fmt: skip
    return number
