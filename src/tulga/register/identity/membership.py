"""Keeping the view "this record belongs to that person" true while judgements come and go."""

from collections.abc import Iterable
from uuid import UUID

from tulga.register.entries import Verdict
from tulga.register.identity.core import component_of, persons_of
from tulga.register.models import Judgement, Membership, Record

_PART = 400


def refresh(records: Iterable[UUID]) -> None:
    """Work out the persons of these records and of everything connected with them anew."""
    touched = set(records)
    neighbours = _neighbours(touched)
    done: set[UUID] = set()
    rows: list[Membership] = []
    everyone = set(touched)
    for links in neighbours.values():
        everyone.update(links)
    opened = _opened(everyone)
    for record in sorted(touched):
        if record in done:
            continue
        component = component_of(record, neighbours)  # a record that is not opened yet may join others all the same
        done |= component
        if cluster := {one for one in component if one in opened}:
            person, _ = persons_of(cluster, opened)
            rows += [Membership(record_id=one, person_id=person) for one in sorted(cluster)]
    Membership.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["record_id"], update_fields=["person_id"], batch_size=300
    )


def _neighbours(records: set[UUID]) -> dict[UUID, set[UUID]]:
    """Return the links of every record reachable from these over standing "same" judgements."""
    found: dict[UUID, set[UUID]] = {}
    waiting = set(records)
    while waiting:
        part = [waiting.pop() for _ in range(min(_PART, len(waiting)))]
        for record in part:
            found.setdefault(record, set())
        standing = Judgement.objects.filter(verdict=Verdict.SAME.value, withdrawn_position__isnull=True)
        pairs = [
            *standing.filter(first__in=part).values_list("first", "second"),
            *standing.filter(second__in=part).values_list("first", "second"),
        ]
        for first, second in pairs:
            for one, other in ((first, second), (second, first)):
                if one not in found:
                    found[one] = set()
                    waiting.add(one)
                found[one].add(other)
    return found


def _opened(records: Iterable[UUID]) -> dict[UUID, tuple[int, UUID]]:
    wanted = list(records)
    found: dict[UUID, tuple[int, UUID]] = {}
    for start in range(0, len(wanted), _PART):
        rows = Record.objects.filter(id__in=wanted[start : start + _PART]).values_list(
            "id", "position", "person_minted"
        )
        found.update({record: (position, person) for record, position, person in rows})
    return found
