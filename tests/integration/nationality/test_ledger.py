"""Facts, answers and adopted findings in the ledger: scoped, encrypted, erasable; a machine finding is never there."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests.integration.register.people import ASTANA, TOLD, Operation, a_birth
from tulga.access.models import FileView
from tulga.access.refusals import Refused
from tulga.access.roles import Roles
from tulga.kernel.dates import PartialDate
from tulga.ledger import reading
from tulga.ledger.erasure import finish_erasures
from tulga.ledger.errors import InvalidPayload
from tulga.ledger.models import Entry
from tulga.ledger.projection import ERASED
from tulga.ledger.rebuild import rebuild
from tulga.nationality import actions, queries
from tulga.nationality import entries as kinds
from tulga.nationality.core.loading import load_packs
from tulga.nationality.findings import Recheck
from tulga.nationality.models import Correction, NationalityEntry
from tulga.register import actions as register
from tulga.register.entries import BirthStated, Relation, RelationStated, Sex, SexStated, SourceKind

pytestmark = pytest.mark.django_db
ON = date(2021, 3, 1)


@pytest.fixture
def operation() -> Operation:
    return Operation()


def refused(act: Any) -> list[str]:
    with pytest.raises(Refused) as caught:
        act()
    return [one.code for one in caught.value.refusals]


def stay(record: UUID, state: str = "KAZ", **more: Any) -> kinds.NationalityFactStated:
    told = {"what": "permanent", "first": PartialDate.parse("1985"), "goes_on": True} | more
    return kinds.NationalityFactStated(record=record, fact="stay", told="person", state=state, **told)  # type: ignore[arg-type]


def state(operation: Operation, said: Any, *, by: Any = None) -> UUID:
    return actions.state(by or operation.caseworker, said=said, effective_on=TOLD, at=operation.tick())


def adopt(operation: Operation, record: UUID, *, by: Any = None, seen: str | None = None, **more: Any) -> UUID:
    lawyer = by or operation.actor(Roles.LAWYER)
    digest = seen if seen is not None else queries.get_file(lawyer, record).digest
    told = {"as_of": ON, "reasons": "The house book was shown.", "at": operation.tick()} | more
    return actions.adopt(lawyer, record=record, seen=digest, **told)


def test_a_fact_that_was_stated_is_a_fact_of_the_finding_until_it_is_withdrawn(operation: Operation) -> None:
    record = operation.record("Петрова Анна", a_birth("1970-05-01"))

    entry = state(operation, stay(record))
    before = queries.get_file(operation.caseworker, record)
    actions.withdraw(
        operation.caseworker, record=record, entry=entry, why="another person", effective_on=TOLD, at=operation.tick()
    )
    after = queries.get_file(operation.caseworker, record)

    assert [(one.state, one.kind) for one in before.told.person.stays] == [("KAZ", "permanent")]
    assert after.told.person.stays == ()
    assert [one.withdrawn.why for one in after.said if one.withdrawn] == ["another person"]
    assert before.digest != after.digest


def test_what_is_said_of_nationality_is_unreadable_without_the_key_of_the_record(operation: Operation) -> None:
    record = operation.record()
    entry = state(operation, stay(record, document="house book no. 77 of the village"))

    stored = bytes(Entry.objects.get(id=entry).payload)

    assert b"house book" not in stored
    assert b"KAZ" not in stored
    assert isinstance(reading.by_id([entry])[entry].payload, kinds.NationalityFactStated)


def test_erasing_the_record_erases_what_was_said_of_its_nationality(operation: Operation) -> None:
    record = operation.record()
    entry = state(operation, stay(record))
    adopt(operation, record)

    register.erase(operation.caseworker, record=record, reason="person_asked", at=operation.tick())
    finish_erasures()  # the key goes when the transaction commits, and a test's never does
    rebuild()

    assert not NationalityEntry.objects.filter(record_id=record).exists()
    assert reading.by_id([entry])[entry].payload is ERASED


def test_another_organisation_sees_and_states_nothing(operation: Operation) -> None:
    record = operation.record()
    entry = state(operation, stay(record))
    partner = operation.actor(Roles.CASEWORKER, organisation=operation.organisation("partner"))
    elsewhere = operation.actor(Roles.CASEWORKER, areas=[ASTANA])

    for actor in (partner, elsewhere):
        assert refused(lambda actor=actor: queries.get_file(actor, record)) == ["register.no_such_record"]
        assert refused(lambda actor=actor: state(operation, stay(record), by=actor)) == ["register.no_such_record"]
        assert queries.find_said(actor, record, entry) is None


def test_opening_a_finding_is_written_down_for_the_relatives_too(operation: Operation) -> None:
    mother = operation.record("Петрова Вера", BirthStated(date=PartialDate.parse("1948"), country="UZB"))
    child = operation.record(
        "Петрова Анна", a_birth("1970-05-01"), RelationStated(relation=Relation.MOTHER, other_record=mother)
    )

    file = queries.get_file(operation.caseworker, child)

    assert file.told.person.mother is not None
    assert file.told.person.mother.person is not None
    assert file.told.person.mother.person.born_in == "UZB"
    assert FileView.objects.filter(record_id=child, what="nationality").exists()
    assert FileView.objects.filter(record_id=mother, what="relative").exists()


@pytest.mark.parametrize(("sex", "role"), [(Sex.FEMALE, "mother"), (Sex.MALE, "father"), (Sex.UNKNOWN, None)])
def test_who_names_the_person_as_a_child_is_a_parent_where_the_sex_was_told(
    operation: Operation, sex: Sex, role: str | None
) -> None:
    child = operation.record("Петрова Анна", a_birth("1970-05-01"))
    parent = operation.record(
        "Петрова Вера", BirthStated(date=PartialDate.parse("1948"), country="UZB"), SexStated(sex=sex)
    )
    entry = operation.state(parent, RelationStated(relation=Relation.CHILD, other_record=child))

    person = queries.get_file(operation.caseworker, child).told.person
    operation.withdraw(parent, entry)
    after = queries.get_file(operation.caseworker, child).told.person

    told = {"mother": person.mother, "father": person.father}
    assert {name for name, one in told.items() if one is not None} == ({role} if role else set())
    assert role is None or told[role].person.born_in == "UZB"  # type: ignore[union-attr]
    assert (after.mother, after.father) == (None, None)


def test_a_mother_named_on_both_sides_is_one_mother(operation: Operation) -> None:
    mother = operation.record(
        "Петрова Вера", BirthStated(date=PartialDate.parse("1948"), country="UZB"), SexStated(sex=Sex.FEMALE)
    )
    again = operation.record("Petrova Vera", SexStated(sex=Sex.FEMALE))
    child = operation.record(
        "Петрова Анна", a_birth("1970-05-01"), RelationStated(relation=Relation.MOTHER, other_record=mother)
    )
    operation.state(again, RelationStated(relation=Relation.CHILD, other_record=child))
    operation.judge(mother, again)

    told = queries.get_file(operation.caseworker, child).told

    assert told.notes == ()
    assert told.person.mother is not None
    assert told.person.mother.person is not None
    assert told.person.mother.person.born_in == "UZB"


def test_parents_who_name_each_other_end_somewhere(operation: Operation) -> None:
    first, second = operation.record("Первая Анна", a_birth("1970")), operation.record("Вторая Анна", a_birth("1970"))
    for one, other in ((first, second), (second, first)):
        operation.state(one, RelationStated(relation=Relation.MOTHER, other_record=other))

    file = queries.get_file(operation.caseworker, first)

    assert queries.finding(file, ON).on == ON


def test_asking_for_a_finding_writes_nothing(operation: Operation) -> None:
    record = operation.record("Петрова Анна", a_birth("1970-05-01"))
    before = Entry.objects.count()

    queries.finding(queries.get_file(operation.caseworker, record), ON)

    assert Entry.objects.count() == before


def test_a_lawyer_adopts_a_finding_with_reasons_and_the_entry_holds_what_it_rests_on(operation: Operation) -> None:
    record = operation.record("Петрова Анна", BirthStated(date=PartialDate.parse("1970-05-01"), country="UZB"))
    state(operation, stay(record))
    lawyer = operation.actor(Roles.LAWYER)

    entry = adopt(operation, record, by=lawyer)

    finding = queries.adopted(lawyer, queries.get_file(lawyer, record))[0]
    packs = {one.state: one.digest for one in finding.finding.packs}
    assert finding.said.entry == entry
    assert finding.finding.reasons == "The house book was shown."
    assert {one.state for one in finding.finding.findings} == {"KAZ", "UZB"}
    assert packs["KAZ"] == load_packs()["KAZ"].digest
    assert finding.now is not None
    assert finding.now.recheck is Recheck.HOLDS


@pytest.mark.parametrize("role", sorted({Roles.CASEWORKER, Roles.DECIDER, Roles.FIELD_WORKER, Roles.INTERVIEWER}))
def test_nobody_but_a_lawyer_adopts(operation: Operation, role: str) -> None:
    record = operation.record()

    assert refused(lambda: adopt(operation, record, by=operation.actor(role))) == ["access.not_allowed"]


def test_a_finding_is_not_adopted_without_reasons_on_other_facts_for_the_future_or_twice(operation: Operation) -> None:
    record = operation.record("Петрова Анна", a_birth("1970-05-01"))
    lawyer = operation.actor(Roles.LAWYER)
    digest = queries.get_file(lawyer, record).digest
    state(operation, stay(record))

    all_at_once = refused(lambda: adopt(operation, record, by=lawyer, seen=digest, reasons=" ", as_of=date(2031, 1, 1)))
    adopt(operation, record, by=lawyer)
    again = refused(lambda: adopt(operation, record, by=lawyer))

    assert all_at_once == [
        "nationality.reasons_missing", "nationality.facts_changed", "nationality.future_date",
    ]  # fmt: skip
    assert again == ["nationality.adopted_already"]


def test_an_adopted_finding_says_when_its_facts_have_changed_since(operation: Operation) -> None:
    record = operation.record("Петрова Анна", BirthStated(date=PartialDate.parse("1970-05-01"), country="KAZ"))
    lawyer = operation.actor(Roles.LAWYER)
    adopt(operation, record, by=lawyer)

    answer = kinds.AuthorityAnswered(
        record=record,
        state="KAZ",
        manner="individual",
        says="national",
        on=PartialDate.parse("2020-05-01"),  # type: ignore[arg-type]
    )
    state(operation, answer)

    now = queries.adopted(lawyer, queries.get_file(lawyer, record))[0].now
    assert now is not None
    assert (now.recheck, now.facts) == (Recheck.CHANGED, True)
    assert ("KAZ", "undetermined", "national") in now.outcomes


def test_a_finding_adopted_elsewhere_cannot_be_looked_at_again_by_whoever_sees_less(operation: Operation) -> None:
    record = operation.record()
    adopt(operation, record)
    local = operation.actor(Roles.CASEWORKER, areas=["KAZ.almaty-city"])

    now = queries.adopted(local, queries.get_file(local, record))[0].now

    assert now is not None
    assert now.recheck is Recheck.UNSEEN


def test_a_finding_is_withdrawn_by_a_lawyer_only_and_only_once(operation: Operation) -> None:
    record = operation.record()
    lawyer = operation.actor(Roles.LAWYER)
    entry = adopt(operation, record, by=lawyer)

    def withdraw(by: Any, why: str = "new evidence") -> UUID:
        return actions.withdraw(by, record=record, entry=entry, why=why, effective_on=TOLD, at=operation.tick())

    assert refused(lambda: withdraw(operation.caseworker)) == ["access.not_allowed"]
    assert refused(lambda: withdraw(lawyer, " ")) == ["nationality.why_missing"]
    withdraw(lawyer)
    assert refused(lambda: withdraw(lawyer)) == ["nationality.withdrawn_already"]
    assert queries.adopted(lawyer, queries.get_file(lawyer, record))[0].now is None


def test_what_is_left_out_for_a_try_is_left_out_of_the_facts_and_stays_in_the_ledger(operation: Operation) -> None:
    record = operation.record("Петрова Анна", a_birth("1970-05-01"))
    entry = state(operation, stay(record))

    without = queries.get_file(operation.caseworker, record, without=frozenset({entry}))

    assert without.told.person.stays == ()
    assert queries.stands(operation.caseworker, record, entry) is True


def test_a_correction_names_the_rule_and_the_pack_that_was_read_and_no_person(operation: Operation) -> None:
    lawyer = operation.actor(Roles.LAWYER)
    pack = load_packs()["KAZ"]

    def propose(rule: str, digest: str) -> UUID:
        return actions.propose_correction(
            lawyer, rule=rule, pack=digest, language="en", text="The last day is 1 March 1995.", why="Order no. 1",
            at=operation.tick(),
        )  # fmt: skip

    entry = propose("KZ91-3-1", pack.digest)

    found = queries.corrections(lawyer, "KZ91-3-1")
    assert [(one.entry, one.text, one.pack) for one in found] == [(entry, "The last day is 1 March 1995.", pack.digest)]
    assert refused(lambda: propose("KZ91-999", pack.digest)) == ["nationality.no_such_rule"]
    assert refused(lambda: propose("KZ91-3-1", "older")) == ["nationality.pack_changed"]
    assert b"1 March 1995" in bytes(Entry.objects.get(id=entry).payload)


def test_a_caseworker_proposes_no_correction(operation: Operation) -> None:
    pack = load_packs()["KAZ"].digest

    assert refused(lambda: actions.propose_correction(
        operation.caseworker, rule="KZ91-3-1", pack=pack, language="en", text="x", why="y", at=operation.tick(),
    )) == ["access.not_allowed"]  # fmt: skip
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"fact": "stay", "what": "holiday", "state": "KAZ", "first": PartialDate.parse("1990")},
        {"fact": "stay", "what": "permanent", "first": PartialDate.parse("1990")},
        {"fact": "event", "what": "opt_out"},
        {"fact": "absent", "what": "naturalised", "about": "mother"},
        {"fact": "nationality", "answer": "only"},
        {"fact": "term", "what": "x", "answer": "perhaps"},
        {"fact": "no_parent"},
    ],
)
def test_a_fact_that_says_too_little_is_no_entry(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidPayload):
        kinds.NationalityFactStated(record=UUID(int=1), told="person", **wrong)  # type: ignore[arg-type]


def test_only_an_individual_answer_says_something() -> None:
    on = PartialDate.parse("2020")

    with pytest.raises(InvalidPayload):
        kinds.AuthorityAnswered(record=UUID(int=1), state="UZB", manner="general", says="national", on=on)  # type: ignore[arg-type]
    with pytest.raises(InvalidPayload):
        kinds.AuthorityAnswered(record=UUID(int=1), state="UZB", manner="individual", on=on)  # type: ignore[arg-type]


def test_a_rebuild_gives_the_same_tables(operation: Operation) -> None:
    record = operation.record("Петрова Анна", a_birth("1970-05-01"))
    entry = state(operation, stay(record))
    actions.withdraw(
        operation.caseworker, record=record, entry=entry, why="another person", effective_on=TOLD, at=operation.tick()
    )
    adopt(operation, record)
    before = list(NationalityEntry.objects.order_by("position").values())

    rebuild()

    assert list(NationalityEntry.objects.order_by("position").values()) == before


def test_an_authority_of_the_state_sees_of_its_own_record_what_it_said_itself(operation: Operation) -> None:
    officer = operation.actor(Roles.AUTHORITY, organisation=operation.organisation("authority"))
    record = operation.record("Петрова Анна", a_birth("1970-05-01"), by=officer, source_kind=SourceKind.GOVERNMENT_LIST)
    state(operation, stay(record))
    adopt(operation, record)
    own = state(operation, stay(record, "UZB"), by=officer)

    seen = queries.get_file(officer, record)
    everything = queries.get_file(operation.caseworker, record)

    assert [one.entry for one in seen.said] == [own]
    assert [one.state for one in seen.told.person.stays] == ["UZB"]
    assert len(everything.said) == 3


def test_a_relative_out_of_scope_is_not_followed(operation: Operation) -> None:
    mother = operation.record("Петрова Вера", BirthStated(date=PartialDate.parse("1948"), country="UZB"), area=ASTANA)
    child = operation.record(
        "Петрова Анна", a_birth("1970-05-01"), RelationStated(relation=Relation.MOTHER, other_record=mother)
    )
    local = operation.actor(Roles.CASEWORKER, areas=["KAZ.almaty-city"])

    person = queries.get_file(local, child).told.person

    assert person.mother is not None
    assert person.mother.person is None
    assert not FileView.objects.filter(record_id=mother, account=local.account).exists()


def test_what_a_withdrawn_record_said_is_no_fact(operation: Operation) -> None:
    first = operation.record("Петрова Анна", a_birth("1970-05-01"))
    second = operation.record("Петрова Анна", BirthStated(date=PartialDate.parse("1970-05-01"), country="UZB"))
    operation.judge(first, second)
    opening = next(one.entry for one in queries.get_file(operation.caseworker, second).register if one.number == 1
                   and one.record == second)  # fmt: skip
    before = queries.get_file(operation.caseworker, first)

    operation.withdraw(second, opening)

    assert before.told.person.born_in == "UZB"
    assert queries.get_file(operation.caseworker, first).told.person.born_in is None
