"""Who else is the same person, whoever may see it: asked before a foreign State is asked about somebody.

A named exception to scoped reads (docs/decisions/0008). It shows nobody anything: only
`tulga.procedures.shared.protection` uses it, which answers whether an enquiry is blocked.
"""

from collections.abc import Iterable
from uuid import UUID

from tulga.register.models import Membership


def records_of_one_person(record: UUID) -> frozenset[UUID]:
    """Return this record and every other that is judged to be of the same person."""
    person = Membership.objects.filter(record_id=record).values_list("person_id", flat=True).first()
    if person is None:
        return frozenset({record})
    found = Membership.objects.filter(person_id=person).values_list("record_id", flat=True)
    return frozenset({record, *found})


def persons_of(records: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    return {record: records_of_one_person(record) for record in records}
