"""Reading a batch of entries in order where order matters."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from tulga.ledger.entries import SubjectErased
from tulga.ledger.projection import Recorded


def between_erasures(batch: Sequence[Recorded]) -> Iterator[tuple[bool, list[Recorded]]]:
    """Yield the batch in parts: (is an erasure, entries), in order.

    What an erasure takes away depends on what stood before it, so that a projector must not run ahead of one: live, the
    erasure came in a batch of its own; in a rebuild it stands in the midst of thousands.
    """
    for erasure, part in groupby(batch, key=lambda entry: isinstance(entry.payload, SubjectErased)):
        yield erasure, list(part)
