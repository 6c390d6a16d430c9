"""Records of people, for tests of the staff site: opened through the actions, as a caseworker would."""

from collections.abc import Sequence
from uuid import UUID

from tests.integration.web.staffing import now
from tulga.access.actor import Actor
from tulga.kernel.ids import new_id
from tulga.register import actions as register
from tulga.register.entries import NameKind, NamePart, NameStated, PartRole, RecordOpened, Script, SourceKind


def a_person(
    actor: Actor, family: str, given: str, *, area: str = "KAZ.almaty-city", statements: Sequence[object] = ()
) -> UUID:
    """Open the record of somebody with a name, as a caseworker would after a search, and return its id."""
    name = NameStated(
        kind=NameKind.CURRENT,
        parts=(NamePart(PartRole.FAMILY, family), NamePart(PartRole.GIVEN, given)),
        script=Script.CYRILLIC,
    )
    opened = RecordOpened(source_kind=SourceKind.FIELD_FORM, source="form-12", person_id=new_id(), area=area)
    return register.open_record(
        actor, opened=opened, statements=[name, *statements], effective_on="2021-03-01", at=now()
    )
