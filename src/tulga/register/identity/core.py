"""Who is whom: persons are the connected components of standing "same" judgements. No database here."""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

Pair = tuple[UUID, UUID]


class Components:
    """Union-find over record ids; the answer does not depend on the order of the pairs."""

    def __init__(self, pairs: Iterable[Pair] = ()) -> None:
        self._parent: dict[UUID, UUID] = {}
        for first, second in pairs:
            self.join(first, second)

    def find(self, record: UUID) -> UUID:
        parent = self._parent
        root = record
        while (above := parent.get(root, root)) != root:
            root = above
        while (above := parent.get(record, record)) != root:
            parent[record] = root
            record = above
        return root

    def join(self, first: UUID, second: UUID) -> None:
        left, right = self.find(first), self.find(second)
        if left != right:
            self._parent[max(left, right)] = min(left, right)
        self._parent.setdefault(first, first)
        self._parent.setdefault(second, second)

    def clusters(self) -> Iterator[list[UUID]]:
        """Yield the records of each component of two or more, in the order of their ids."""
        grouped: dict[UUID, list[UUID]] = {}
        for record in self._parent:
            grouped.setdefault(self.find(record), []).append(record)
        for members in grouped.values():
            if len(members) > 1:
                yield sorted(members)


def persons_of(cluster: Iterable[UUID], opened: Mapping[UUID, tuple[int, UUID]]) -> tuple[UUID, list[UUID]]:
    """Return the person id of a cluster and the ids that redirect to it.

    Args:
        opened: for each record, the position at which it was opened and the person id minted then.

    The earliest record gives its person id: a later merge never renames the older file.
    """
    minted = sorted(opened[record] for record in cluster if record in opened)
    if not minted:
        raise LookupError("a cluster without a record that was opened")
    return minted[0][1], [person for _, person in minted[1:]]


def component_of(start: UUID, neighbours: Mapping[UUID, Iterable[UUID]]) -> set[UUID]:
    """Return all records connected with one."""
    seen, waiting = {start}, [start]
    while waiting:
        for other in neighbours.get(waiting.pop(), ()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen
