"""What devices send: any order, any number of times, and nothing is dropped."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import permutations
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError

from tests.integration.ledger.world import START, Noted, Said, a_draft, a_note, an_act
from tulga.ledger import kinds, projection, reading
from tulga.ledger.acceptance import waiting
from tulga.ledger.actions import Draft, Outcome, Told, accept, append, revoke_device
from tulga.ledger.erasure import erase_subject
from tulga.ledger.errors import ClockBehind, InvalidPayload
from tulga.ledger.models import Entry, Quarantined
from tulga.ledger.projection import Recorded

TABLET = an_act(device="tablet-7")


def outcomes(*drafts: Draft, act: Any = TABLET) -> list[Outcome]:
    return [answer.outcome for answer in accept(drafts, act=act)]


def test_entries_in_any_order_and_repeated_are_each_one_entry() -> None:
    drafts = [a_note(str(number), id=uuid4()) for number in range(3)]

    for order in permutations(drafts):
        accept([*order, order[0]], act=TABLET)

    assert Entry.objects.count() == 3
    assert {entry.payload.text for chunk in reading.entries() for entry in chunk} == {"0", "1", "2"}
    assert not Quarantined.objects.exists()


def test_a_known_entry_is_answered_with_its_position() -> None:
    draft = a_draft(id=uuid4(), third={uuid4(): {"name": "x"}}, acted_at=START, based_on=0)

    first, second = accept([draft, draft], act=TABLET)

    assert (first.outcome, second.outcome) == (Outcome.ACCEPTED, Outcome.KNOWN)
    assert first.position == second.position == 1


@pytest.mark.parametrize(
    "change",
    [
        {"payload": Said("somebody else")},
        {"effective_on": "2020"},
        {"stream_id": uuid4()},
        {"subject": uuid4()},
        {"based_on": 5},
        {"acted_at": START + timedelta(seconds=1)},
        {"payload": Noted("another kind")},
        {"effective_on": "no date"},
    ],
)
def test_an_id_that_comes_back_with_other_content_is_quarantined(change: dict[str, Any]) -> None:
    draft = a_draft(id=uuid4(), acted_at=START)
    accept([draft], act=TABLET)

    (answer,) = accept([replace(draft, **change)], act=TABLET)

    assert (answer.outcome, answer.reason) == (Outcome.QUARANTINED, "id_reused")
    assert Entry.objects.count() == 1
    assert len(waiting()) == 1


def test_another_device_cannot_pass_off_an_entry_as_its_own() -> None:
    draft = a_draft(id=uuid4())
    accept([draft], act=TABLET)

    assert outcomes(draft, act=an_act(device="tablet-8")) == [Outcome.QUARANTINED]


def test_what_a_revoked_device_sends_is_kept_aside_and_can_be_read() -> None:
    before = a_note("before", id=uuid4())
    accept([before], act=TABLET)
    revoke_device("tablet-7", reason="lost", act=an_act())
    after = a_draft("after", id=uuid4(), third={(mother := uuid4()): {"name": "Үміт"}})

    answers = accept([before, after, after], act=TABLET)

    assert [answer.outcome for answer in answers] == [Outcome.KNOWN, Outcome.QUARANTINED, Outcome.QUARANTINED]
    (kept,) = waiting()
    assert (kept.reason, kept.entry_id, kept.device) == ("device_revoked", after.id, "tablet-7")
    assert kept.content is not None
    assert kept.content["payload"]["name"] == "after"
    assert kept.content["third_persons"] == {str(mother): {"name": "Үміт"}}
    assert outcomes(a_note(id=uuid4()), act=an_act(device="tablet-8")) == [Outcome.ACCEPTED]


def test_one_misfit_does_not_hold_up_the_others() -> None:
    misfits = [
        Draft(uuid4(), Noted("x"), "2021-02-30", id=uuid4()),
        Draft(uuid4(), Noted(["not", "text"]), "2021", id=uuid4()),  # type: ignore[arg-type]
        Draft(uuid4(), Said("x", "1984"), "2021", id=uuid4()),  # type: ignore[arg-type]
        Draft(uuid4(), Noted("half \ud800"), "2021", id=uuid4()),
        Draft(uuid4(), object(), "2021", id=uuid4()),
    ]

    answers = accept([*misfits, a_note(id=uuid4())], act=TABLET)

    assert [answer.outcome for answer in answers] == [Outcome.QUARANTINED] * 5 + [Outcome.ACCEPTED]
    assert all(kept.content is not None for kept in waiting())
    assert waiting()[0].content["effective_on"] == "2021-02-30"  # type: ignore[index]


@pytest.mark.parametrize(
    "change",
    [
        {"payload": Told("Never\0Declared", 1, {"a": 1})},
        {"payload": Told("Never\ud800Declared", 1, {"a": 1})},
        {"effective_on": "20\0"},
        {"effective_on": "20\ud800"},
        {"based_on": 2**31},
        {"based_on": 10**30},
        {"acted_at": datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=5)))},
    ],
)
def test_what_no_column_can_hold_is_set_aside_and_holds_up_nothing(change: dict[str, Any]) -> None:
    misfit = replace(a_note(id=uuid4()), **change)

    answers = accept([misfit, misfit, a_note(id=uuid4())], act=TABLET)

    assert [answer.outcome for answer in answers] == [Outcome.QUARANTINED] * 2 + [Outcome.ACCEPTED]
    assert [kept.entry_id for kept in waiting()] == [misfit.id]


def test_the_same_misfit_twice_waits_once_and_another_one_waits_beside_it() -> None:
    misfit = Draft(uuid4(), Noted("x"), "2021-02-30", id=uuid4())

    accept([misfit, misfit, replace(misfit, payload=Noted("y"))], act=TABLET)

    assert [kept.content["payload"]["text"] for kept in waiting()] == ["x", "y"]  # type: ignore[index]


def test_an_entry_of_an_older_program_is_raised_to_this_version() -> None:
    kinds.register_upcaster("TestSaid", from_version=1, function=who_became_name)
    draft = Draft(uuid4(), Told("TestSaid", 1, {"who": "Айша"}), "2021", id=uuid4())

    assert outcomes(draft, draft) == [Outcome.ACCEPTED, Outcome.KNOWN]
    assert reading.history(draft.stream_id)[0].payload == Said("Айша")


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (Told("TestSaid", 2, {"name": "x", "surplus": 1}), "does_not_fit"),
        (Told("TestSaid", 2, {"name": 5}), "does_not_fit"),
        (Told("TestSaid", 2, {"name": "x", "third_persons": {"no id": {}}}), "does_not_fit"),
        (Told("TestSaid", 2, {"name": "x", "third_persons": 5}), "does_not_fit"),
        (Told("TestSaid", 3, {"name": "x"}), "unknown_kind"),
        (Told("TestSaid", 0, {"name": "x"}), "unknown_kind"),
        (Told("NeverDeclared", 1, {"name": "x"}), "unknown_kind"),
        (Told("NeverDeclared", 1, {"third_persons": "not what it should be"}), "unknown_kind"),
        (Told("TestSaid", 2, ["no", "object"]), "does_not_fit"),  # type: ignore[arg-type]
    ],
)
def test_what_this_program_cannot_read_waits_encrypted(told: Told, reason: str) -> None:
    (answer,) = accept([Draft(uuid4(), told, "2021", id=uuid4())], act=TABLET)

    assert (answer.outcome, answer.reason) == (Outcome.QUARANTINED, reason)
    assert bytes(Quarantined.objects.get().payload)[:3] == b"TP1"


def test_a_clash_keeps_both_and_says_so() -> None:
    stream = uuid4()
    append(a_note("seen by both", stream=stream), act=an_act())

    answers = accept([a_note(text, stream=stream, id=uuid4(), based_on=1) for text in ("first", "second")], act=TABLET)

    assert [answer.concurrent for answer in answers] == [False, True]
    assert [entry.payload.text for entry in reading.history(stream)] == ["seen by both", "first", "second"]


def test_an_entry_about_an_erased_subject_leaves_nothing_but_that_it_came() -> None:
    erased = append(a_draft(), act=an_act()).stream_id
    erase_subject(erased, reason="request", act=an_act())

    (answer,) = accept([a_draft(stream=erased, id=uuid4())], act=TABLET)

    assert (answer.outcome, answer.reason) == (Outcome.QUARANTINED, "subject_erased")
    assert bytes(Quarantined.objects.get().payload) == b""
    assert waiting()[0].content is None


@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_a_known_entry_stays_known_after_an_erasure() -> None:
    mother = uuid4()
    own, told = a_draft(id=uuid4()), a_draft(id=uuid4(), third={mother: {"name": "Үміт"}})
    accept([own, told], act=TABLET)

    for subject in (own.stream_id, mother):
        erase_subject(subject, reason="request", act=an_act())

    assert outcomes(own, told) == [Outcome.KNOWN, Outcome.KNOWN]


@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_what_waits_of_a_subject_is_unreadable_once_it_is_erased() -> None:
    revoke_device("tablet-7", reason="lost", act=an_act())
    draft = a_draft(id=uuid4())
    accept([draft], act=TABLET)

    erase_subject(draft.stream_id, reason="request", act=an_act())

    assert [kept.content for kept in waiting()] == [None]


def test_an_entry_without_an_id_is_refused_with_all_that_came_with_it() -> None:
    with pytest.raises(InvalidPayload):
        accept([a_note(id=uuid4()), a_note()], act=TABLET)

    assert reading.is_empty()


def test_when_the_servers_clock_is_wrong_nothing_is_taken() -> None:
    append(a_note(), act=an_act(60))

    with pytest.raises(ClockBehind):
        accept([a_note(id=uuid4())], act=TABLET)

    assert Entry.objects.count() == 1


def who_became_name(payload: dict[str, Any]) -> dict[str, Any]:
    payload["name"] = payload.pop("who")
    return payload


def test_what_the_views_refuse_is_kept_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(batch: Sequence[Recorded]) -> None:
        if any(entry.payload.text == "twice" for entry in batch):
            raise IntegrityError

    monkeypatch.setitem(projection._projectors, "test", (frozenset({"TestNoted"}), refuses))

    answers = accept([a_note("twice", id=uuid4()), a_note("once", id=uuid4())], act=TABLET)

    assert [(answer.outcome, answer.reason) for answer in answers] == [
        (Outcome.QUARANTINED, "views_refuse"),
        (Outcome.ACCEPTED, ""),
    ]
    assert [entry.payload.text for chunk in reading.entries() for entry in chunk] == ["once"]
