"""From what was said to the facts that the law asks for: what is unknown stays unknown, and every fact leads back."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from tulga.kernel.dates import PartialDate
from tulga.nationality import entries as own
from tulga.nationality.core.truth import DISPUTED, FALSE, TRUE, UNKNOWN
from tulga.nationality.told import Decided, Known, Said, Told, tell
from tulga.register import entries as kinds

RECORD = UUID("01890000-0000-7000-8000-000000000001")
OTHER = UUID("01890000-0000-7000-8000-000000000002")


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


def said(payload: object, on: str = "2021-03-01") -> Said:
    return Said(RECORD, uuid4(), payload, on)


def told(*payloads: object, decided: tuple[Decided, ...] = (), relatives: Any = None) -> Told:
    return tell(Known(str(RECORD), tuple(said(one) for one in payloads), decided, relatives or {}))


def born(date: str, **place: str) -> kinds.BirthStated:
    return kinds.BirthStated(date=day(date), **place)  # type: ignore[arg-type]


def fact(kind: str, **more: Any) -> own.NationalityFactStated:
    return own.NationalityFactStated(record=RECORD, fact=kind, told="person", **more)  # type: ignore[arg-type]


def test_nothing_told_is_nothing_known() -> None:
    person = told().person

    assert (person.born, person.born_in, person.mother, person.father) == (None, None, None, None)
    assert (person.stays, person.events, person.documents, person.absent) == ((), (), (), ())
    assert (person.parents_unknown, person.ussr) == (UNKNOWN, UNKNOWN)


@pytest.mark.parametrize(
    ("place", "state"),
    [
        ({"country": "KAZ"}, "KAZ"),
        ({"country": "SUN", "place": "Узбекская ССР"}, "UZB"),
        ({"country": "SUN", "area": "KAZ.almaty-city"}, "KAZ"),
        ({"country": "SUN", "place": "KGZ"}, "KGZ"),
        ({"country": "SUN"}, None),
        ({"country": "SUN", "place": "at the station"}, None),
        ({"country": "YUG"}, None),
    ],
)
def test_a_birth_in_a_state_that_ceased_lies_where_the_republic_or_the_area_was_told(
    place: dict[str, str], state: str | None
) -> None:
    found = told(born("1984", **place))

    assert found.person.born_in == state
    assert ("birth.place.ceased" in {note.code for note in found.notes}) is (state is None)


@pytest.mark.parametrize(
    ("dates", "joined", "differs"),
    [
        (("1984", "1984-03-12"), "1984-03-12", False),
        (("1984-03-12", "unknown"), "1984-03-12", False),
        (("1984-03-12", "1984-12-03"), "1984-03-12/1984-12-03", True),
        (("1984", "1986"), "1984-01-01/1986-12-31", True),
    ],
)
def test_two_days_of_birth_are_joined_where_they_agree_and_spanned_where_they_do_not(
    dates: tuple[str, ...], joined: str, differs: bool
) -> None:
    found = told(*(born(one) for one in dates))

    assert found.person.born is not None
    assert (found.person.born.earliest, found.person.born.latest) == (day(joined).earliest, day(joined).latest)
    assert ("birth.date.differs" in {note.code for note in found.notes}) is differs


def test_two_places_of_birth_leave_it_open() -> None:
    found = told(born("1984", country="KAZ"), born("1984", country="UZB"))

    assert found.person.born_in is None
    assert "birth.place.differs" in {note.code for note in found.notes}


def test_a_residence_of_the_register_is_a_stay_of_unknown_kind_that_lasted_until_it_was_told() -> None:
    stay = told(kinds.ResidenceStated(country="KAZ", area=None, period_start=day("1995"))).person.stays[0]

    assert (stay.state, stay.kind) == ("KAZ", "")
    assert stay.last is not None
    assert (stay.last.earliest, stay.last.latest) == (day("2021-03-01").earliest, None)


def test_a_paper_of_a_national_that_nobody_saw_is_no_presumption_yet() -> None:
    unseen = told(kinds.PaperStated(paper="passport", issuer="UZB"))
    seen = told(kinds.PaperStated(paper="passport", issuer="UZB", seen=True))

    assert unseen.person.documents[0].held is UNKNOWN
    assert [note.code for note in unseen.notes] == ["paper.unseen"]
    assert seen.person.documents[0].held is TRUE


def test_the_answer_of_a_states_own_consulate_is_an_answer_and_anybody_elses_word_is_not() -> None:
    def stated(basis: str, authority: str | None) -> kinds.NationalityStated:
        return kinds.NationalityStated(status="national", basis=basis, country="UZB", authority=authority)  # type: ignore[arg-type]

    own_word = told(stated("authority_answer", "consulate_uzb")).person
    others = [told(stated("authority_answer", "migration_authority")), told(stated("own_statement", None))]

    assert [(one.type, one.state, one.detail("answer")) for one in own_word.events] == [
        ("authority_answer", "UZB", "national")
    ]
    assert [one.person.events for one in others] == [(), ()]
    assert [one.person.statements[0][1].states for one in others] == [("UZB",), ("UZB",)]


@pytest.mark.parametrize(
    ("manner", "says", "answers"), [("individual", "not_national", 1), ("general", None, 0), ("silent", None, 0)]
)
def test_a_general_or_silent_reply_is_not_an_answer(manner: str, says: str | None, answers: int) -> None:
    reply = own.AuthorityAnswered(record=RECORD, state="UZB", manner=manner, says=says, on=day("2024-05"))  # type: ignore[arg-type]

    assert len(told(reply).person.events) == answers


def test_a_decision_of_a_case_is_an_act() -> None:
    told_of = (("naturalised", ""), ("paper", "stateless_person_certificate"), ("paper", "residence_permit"))
    decided = tuple(Decided(RECORD, uuid4(), what, "KAZ", day("2022-04-01"), paper) for what, paper in told_of)

    person = told(decided=decided).person

    assert [(one.type, one.state) for one in person.events] == [("naturalised", "KAZ")]
    assert [(one.type, one.issuer) for one in person.documents] == [("stateless_certificate", "KAZ")]


def test_a_parent_with_a_record_brings_their_own_facts() -> None:
    mother = Known(str(OTHER), (Said(OTHER, uuid4(), born("1960", country="UZB")),))
    relation = kinds.RelationStated(relation="mother", other_record=OTHER)  # type: ignore[arg-type]

    person = told(relation, relatives={OTHER: mother}).person

    assert person.mother is not None
    assert person.mother.person is not None
    assert (person.mother.person.born_in, person.father) == ("UZB", None)


def test_a_parents_nationality_told_twice_in_different_ways_stays_open() -> None:
    found = told(
        fact("nationality", about="mother", state="UZB", answer="only"),
        fact("nationality", about="mother", state="RUS", answer="only"),
    )

    assert found.person.mother is not None
    assert found.person.mother.nationality is not None
    assert found.person.mother.nationality.states == ("UZB", "RUS")
    assert found.person.mother.nationality.complete is UNKNOWN
    assert "mother.nationality.differs" in {note.code for note in found.notes}


def test_each_kind_of_fact_becomes_the_fact_of_the_law() -> None:
    person = told(
        fact("stay", what="permanent", state="KAZ", first=day("1990"), goes_on=True),
        fact("event", what="opt_out", state="KAZ", first=day("1994-05-01")),
        fact("absent", what="naturalised"),
        fact("document", what="passport_1974", state="SUN"),
        fact("term", what="lawful-residence", answer="no"),
        fact("soviet", answer="yes"),
        fact("no_parent", about="father"),
    ).person

    assert [(one.state, one.kind, one.last) for one in person.stays] == [("KAZ", "permanent", None)]
    assert [(one.type, one.state) for one in person.events] == [("opt_out", "KAZ")]
    assert [(one.what, one.state) for one in person.absent] == [("naturalised", "")]
    assert [(one.type, one.issuer) for one in person.documents] == [("passport_1974", "SUN")]
    assert dict(person.terms) == {"lawful-residence": FALSE}
    assert person.ussr is TRUE
    assert person.father is not None
    assert person.father.exists is FALSE


def test_evidence_against_a_fact_makes_it_disputed_never_false() -> None:
    proofs = (own.Proof(own.Side.AGAINST, "the house book has no entry"),)

    stay = told(fact("stay", what="permanent", state="KAZ", first=day("1990"), goes_on=True, evidence=proofs))
    soviet = told(fact("soviet", answer="yes", evidence=proofs))

    assert stay.person.stays[0].held is DISPUTED
    assert soviet.person.ussr is DISPUTED
    assert [proof.supports for _path, proofs in stay.person.evidence for proof in proofs] == [True, False]


def test_every_fact_leads_back_to_the_entry_that_it_was_read_in() -> None:
    residence, paper = (
        said(kinds.ResidenceStated(country="KAZ", area=None, period_start=day("1995"))),
        said(kinds.PaperStated(paper="ussr_passport_1974")),
    )

    found = tell(Known(str(RECORD), (residence, paper)))

    assert found.sources[found.person.stays[0].path] == (residence,)
    assert found.sources[found.person.documents[0].path] == (paper,)
