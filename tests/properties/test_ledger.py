"""Random histories: a rebuild gives the same rows, devices may send in any order, and every entry reads back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.integration.ledger.world import CLERK, START, Noted, Said, a_note, an_act
from tulga.kernel.dates import PartialDate
from tulga.ledger import crypto, kinds, reading
from tulga.ledger.actions import Act, Draft, Outcome, accept, append, append_many, revoke_device
from tulga.ledger.erasure import erase_subject
from tulga.ledger.errors import SubjectErased
from tulga.ledger.models import Entry
from tulga.ledger.rebuild import dump_views, rebuild
from tulga.ledger.verify import verify
from tulga.register.entries import (
    BirthStated,
    JudgementRecorded,
    JudgementWithdrawn,
    NamePart,
    NameStated,
    NationalityStated,
    PaperStated,
    PresenceEnded,
    RecordOpened,
    RelationStated,
    SexStated,
    SourceKind,
    StatementWithdrawn,
)

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
RECORDS = 4
DATES = st.sampled_from(["2021", "2021-03", "2020-12-31", "1984~", "unknown", "2021-06-03T14:30+06:00[Asia/Almaty]"])


@contextmanager
def nothing_kept() -> Iterator[None]:
    with transaction.atomic(), transaction.atomic(using="keys"):
        yield
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="keys")


@dataclass
class Register:
    """Writes a random history through the ledger; remembers what a later step may refer to."""

    records: list[UUID]
    third: list[UUID]
    statements: list[tuple[UUID, UUID]]
    judgements: list[tuple[UUID, UUID]]
    minutes: int = 0

    def act(self) -> Act:
        self.minutes += 1
        return an_act(self.minutes)

    def write(self, stream: UUID, payload: object, on: str, **more: Any) -> UUID:
        return append(Draft(stream, payload, on, **more), act=self.act()).id


def a_history(data: st.DataObject) -> Register:
    written = Register([uuid4() for _ in range(RECORDS)], [uuid4(), uuid4()], [], [])
    for record in written.records:
        opened = RecordOpened(
            source_kind=data.draw(st.sampled_from(SourceKind)), source="form-1", person_id=uuid4(), area="KAZ.astana"
        )
        written.write(record, opened, data.draw(DATES))
    for _ in range(data.draw(st.integers(0, 25))):
        try:
            data.draw(st.sampled_from(STEPS))(written, data)
        except SubjectErased:
            continue  # nothing more is written about an erased subject
    return written


def _state(written: Register, data: st.DataObject) -> None:
    record = data.draw(st.sampled_from(written.records))
    payload = data.draw(
        st.sampled_from([
            NameStated(kind="birth", parts=(NamePart("given", "Айсұлу"),), script="Cyrl"),  # type: ignore[arg-type]
            BirthStated(date=PartialDate.parse("1984~"), country="SUN"),
            SexStated(sex="female"),  # type: ignore[arg-type]
            NationalityStated(status="stateless", basis="authority_decision"),  # type: ignore[arg-type]
            NationalityStated(status="undetermined", basis="own_statement"),  # type: ignore[arg-type]
            PaperStated(paper="ussr_passport_1974", issuer="SUN", number=data.draw(st.sampled_from("AB"))),
            PresenceEnded(why="departed"),  # type: ignore[arg-type]
        ])
    )  # fmt: skip
    based_on = data.draw(st.none() | st.integers(0, 5))
    written.statements.append((record, written.write(record, payload, data.draw(DATES), based_on=based_on)))


def _relate(written: Register, data: st.DataObject) -> None:
    record, person = data.draw(st.sampled_from(written.records)), data.draw(st.sampled_from(written.third))
    said = RelationStated(relation="mother", third_person=person, third_persons={person: {"name": "Үміт"}})  # type: ignore[arg-type]
    written.statements.append((record, written.write(record, said, data.draw(DATES))))


def _withdraw(written: Register, data: st.DataObject) -> None:
    if written.statements:
        record, entry = data.draw(st.sampled_from(written.statements))
        written.write(record, StatementWithdrawn(entry=entry, why="mistake"), "2021-05")


def _judge(written: Register, data: st.DataObject) -> None:
    first, second = data.draw(st.permutations(written.records))[:2]
    verdict = data.draw(st.sampled_from(["same", "same", "different", "unsure"]))
    judged = JudgementRecorded(first=first, second=second, verdict=verdict, why="papers")
    stream = uuid4()
    written.judgements.append((stream, written.write(stream, judged, "2021-05", subject=first)))


def _unjudge(written: Register, data: st.DataObject) -> None:
    if written.judgements:
        stream, entry = data.draw(st.sampled_from(written.judgements))
        subject = Entry.objects.get(id=entry).subject
        written.write(stream, JudgementWithdrawn(judgement=entry, why="mistake"), "2021-06", subject=subject)


def _erase(written: Register, data: st.DataObject) -> None:
    subject = data.draw(st.sampled_from(written.records + written.third))
    erase_subject(subject, reason="request", act=written.act())
    crypto.destroy(subject)  # what happens when the erasure is committed, and this transaction never is


def _revoke(written: Register, data: st.DataObject) -> None:
    revoke_device(data.draw(st.sampled_from(["tablet-1", "tablet-2"])), reason="lost", act=written.act())


STEPS = [_state, _state, _state, _state, _relate, _withdraw, _judge, _judge, _unjudge, _erase, _revoke]


@given(st.data())
def test_a_rebuild_gives_the_same_rows_whatever_happened(data: st.DataObject) -> None:
    with nothing_kept():
        a_history(data)
        live = dump_views()

        report = rebuild()

        assert dump_views() == live
        assert report.entries == Entry.objects.count()
        assert verify().sound


def test_a_rebuild_notices_a_row_that_no_entry_wrote() -> None:
    """The comparison itself is worth nothing if it cannot fail."""
    from tulga.ledger.models import RevokedDevice

    append(a_note(), act=an_act())
    RevokedDevice.objects.create(device="nobody's", position=1, recorded_at=START)
    live = dump_views()

    rebuild()

    assert {name for name, digest in dump_views().items() if digest != live[name]} == {"ledger.RevokedDevice"}


@given(st.data())
def test_devices_may_send_in_any_order_and_any_number_of_times(data: st.DataObject) -> None:
    streams = [uuid4(), uuid4()]
    drafts = [
        a_note(f"note {number}", stream=data.draw(st.sampled_from(streams)), id=uuid4())
        for number in range(data.draw(st.integers(1, 6)))
    ]
    repeated = data.draw(st.lists(st.lists(st.sampled_from(drafts), max_size=6), max_size=5))
    sent = [*repeated, data.draw(st.permutations(drafts))]
    with nothing_kept():
        answers = [answer for batch in sent for answer in accept(batch, act=an_act(device="tablet-1"))]

        accepted = [answer.entry_id for answer in answers if answer.outcome is Outcome.ACCEPTED]
        assert sorted(accepted) == sorted(draft.id for draft in drafts if draft.id)
        assert {answer.outcome for answer in answers} <= {Outcome.ACCEPTED, Outcome.KNOWN}
        assert {entry.payload.text for chunk in reading.entries() for entry in chunk} == {
            draft.payload.text for draft in drafts if isinstance(draft.payload, Noted)
        }


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@given(
    st.lists(st.tuples(TEXTS, st.booleans(), DATES, st.none() | st.integers(0, 9)), min_size=1, max_size=8),
    st.integers(1, 5),
)
def test_every_entry_reads_back_as_it_was_written(told: list[tuple[str, bool, str, int | None]], chunk: int) -> None:
    drafts = [
        Draft(
            uuid4(), Said(text, None, {uuid4(): {"name": text}}) if personal else Noted(text), on,
            acted_at=START - timedelta(days=3), based_on=based_on,
        )
        for text, personal, on, based_on in told
    ]  # fmt: skip
    with nothing_kept():
        append_many([(draft, an_act()) for draft in drafts], chunk=chunk)

        read = [entry for part in reading.entries(chunk=2) for entry in part]
        assert [(entry.stream_id, entry.payload, entry.based_on) for entry in read] == [
            (draft.stream_id, draft.payload, draft.based_on) for draft in drafts
        ]
        assert {entry.actor for entry in read} == {CLERK}
        assert reading.by_id([entry.id for entry in read]) == {entry.id: entry for entry in read}


@given(
    st.dictionaries(st.sampled_from(["name", "born", "third_persons", "surplus"]), st.none() | st.integers() | TEXTS)
)
def test_any_json_is_a_payload_or_refused_by_name(payload: dict[str, Any]) -> None:
    from tulga.ledger.errors import InvalidPayload

    try:
        read = kinds.decode("TestSaid", 2, payload)
    except InvalidPayload as refusal:
        assert refusal.field in {"name", "born", "third_persons", "surplus"}  # noqa: PT017 - some are payloads
    else:
        assert kinds.check(read).payload == read
