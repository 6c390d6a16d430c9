"""Reading scenarios: what is told becomes facts, what is not understood is shown, what is wrong is named."""

import json
import re
import string
from datetime import date
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT
from tulga.nationality.core.facts import Absent, Person, Stay
from tulga.nationality.core.loading import load_packs
from tulga.nationality.core.truth import FALSE, TRUE, UNKNOWN
from tulga.nationality.scenarios import Scenario, UnusableFile, read, read_text, vocabulary
from tulga.nationality.scenarios.problems import texts

WORKED = ROOT / "tests" / "data" / "nationality" / "scenarios.yaml"
HEAD = "schema_version: 1\nscenarios:\n"
BORN = "born: {date: '1970-01-01', place: KZ}"
STAYS, EVENTS, PAPERS, PARENTS = (f"{BORN}\n{name}:\n- " for name in ("residence", "events", "documents", "parents"))


TODAY = date(2026, 11, 25)


def scenario(*facts: str, on: str = "2024-01-01") -> Scenario:
    """One scenario with these lines under `facts`, read today."""
    lines = "".join(f"    {line}\n" for fact in facts for line in fact.splitlines())
    return read_text(f"{HEAD}- id: S1\n  assess_on: '{on}'\n  facts:\n{lines}", today=TODAY)[0]


def person(*facts: str, on: str = "2024-01-01") -> Person:
    """The person of one scenario that has no problems."""
    found = scenario(*facts, on=on)
    assert [str(problem) for problem in found.problems] == []
    return found.person


def problems(*facts: str, on: str = "2024-01-01") -> list[tuple[str, str]]:
    """Place and code of everything that is wrong."""
    return [(problem.path, problem.code) for problem in scenario(*facts, on=on).problems]


def parent(line: str, role: str = "mother") -> str:
    return f"{PARENTS}role: {role}\n  {line}"


# -- the worked examples ----------------------------------------------------------------------------------------------


def test_every_worked_scenario_is_read_without_a_problem() -> None:
    found = read(WORKED)

    assert len(found) >= 30
    assert [str(problem) for one in found for problem in one.problems] == []


def test_what_no_fact_holds_is_shown_and_not_dropped() -> None:
    shown = {one.id: one.person.not_understood for one in read(WORKED)}

    assert shown["S08"] == ("parents[mother].note: USSR birth certificate only",)
    assert shown["S20"] == ("parents[mother].note: ethnic Germans", "parents[father].note: ethnic Germans")
    assert shown["S02"] == ("absent[3]: decree_loss(UZ) known to the applicant",)


# -- dates and States -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ("'1978'", date(1978, 1, 1), date(1978, 12, 31)),
        ("1978", date(1978, 1, 1), date(1978, 12, 31)),
        ("1978-05", date(1978, 5, 1), date(1978, 5, 31)),
        ("1978-05-06", date(1978, 5, 6), date(1978, 5, 6)),
        ("197X", date(1970, 1, 1), date(1979, 12, 31)),
        ("1977/1978", date(1977, 1, 1), date(1978, 12, 31)),
        ("{earliest: 1977-02-01, latest: '1978'}", date(1977, 2, 1), date(1978, 12, 31)),
        ("{earliest: 1977-02-01}", date(1977, 2, 1), None),
        ("unknown", None, None),
    ],
)
def test_a_date_may_be_written_as_well_as_it_is_known(written: str, earliest: date | None, latest: date | None) -> None:
    born = person(f"born: {{date: {written}, place: KZ}}").born

    assert born is not None
    assert (born.earliest, born.latest) == (earliest, latest)


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("KZ", "KAZ"),
        ("kaz", "KAZ"),
        ("NO", "NOR"),
        ("SU", "SUN"),
        ("XA", "XA"),
        ("XAB", "XAB"),
        ("GFR", "DEU"),
        ("AUS", "AUS"),
    ],
)
def test_a_state_may_be_written_in_any_of_the_code_systems(code: str, state: str) -> None:
    found = person(f"born: {{date: 1970-01-01, place: {code}}}")

    assert found.born_in == state


def test_a_file_in_unhcr_codes_is_read_as_such() -> None:
    found = read_text(
        "codes: unhcr\n" + HEAD + "- {id: A, assess_on: 2024-01-01, facts: {born: {date: 1970, place: AUS}}}"
    )

    assert found[0].person.born_in == "AUT"


@pytest.mark.parametrize(
    ("written", "other", "echoed"),
    [("KZ", "UZB", "UZ"), ("KAZ", "UZB", "UZB"), ("KZ", "SUN", "SU"), ("XA", "UZB", "UZ")],
)
def test_an_answer_writes_its_states_as_the_file_does(written: str, other: str, echoed: str) -> None:
    codes = scenario(f"born: {{date: 1970-01-01, place: {written}}}").codes

    assert codes.out(other) == echoed
    assert codes.out({"KZ": "KAZ"}.get(written, written)) == written


# -- parents ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "states", "complete", "stateless", "undetermined"),
    [
        ("nationality: [SU]\n  stateless: false", ("SUN",), TRUE, FALSE, UNKNOWN),
        ("nationality: [KZ]", ("KAZ",), UNKNOWN, UNKNOWN, UNKNOWN),
        ("nationality: KZ", ("KAZ",), UNKNOWN, UNKNOWN, UNKNOWN),
        ("nationality: []\n  stateless: true", (), TRUE, TRUE, UNKNOWN),
        ("nationality: []\n  stateless: unknown", (), UNKNOWN, UNKNOWN, UNKNOWN),
        ("nationality: []\n  stateless: false", (), UNKNOWN, FALSE, UNKNOWN),
        ("nationality: undetermined", (), UNKNOWN, UNKNOWN, TRUE),
    ],
)
def test_a_statement_of_nationality_says_what_it_says(
    statement: str, states: tuple[str, ...], complete: object, stateless: object, undetermined: object
) -> None:
    mother = person(parent(statement)).mother

    assert mother is not None
    assert mother.nationality is not None
    stated = mother.nationality
    assert (stated.states, stated.complete, stated.stateless, stated.undetermined) == (
        states, complete, stateless, undetermined,
    )  # fmt: skip


def test_parents_that_are_unknown_are_not_parents_of_whom_nothing_is_told() -> None:
    assert person(BORN, "parents: unknown").parents_unknown is TRUE
    assert person(BORN, "parents: []").parents_unknown is UNKNOWN
    assert person(BORN).parents_unknown is UNKNOWN


@pytest.mark.parametrize(("written", "absences"), [("pr: []", 0), ("pr: unknown", 0), ("pr: none", 1)])
def test_an_empty_list_of_residence_says_nothing_unless_none_is_said(written: str, absences: int) -> None:
    mother = person(parent(written)).mother

    assert mother is not None
    assert (mother.stays, mother.stays_complete, len(mother.absent)) == ((), UNKNOWN, absences)


def test_a_parents_own_facts_are_read_as_a_person() -> None:
    found = person(
        parent(
            "facts:\n    born: {date: 1940-02-03, place: UZ}\n"
            "    residence:\n    - {state: UZ, from: 1940-02-03, to: null, kind: permanent}"
        )
    )

    assert found.mother is not None
    assert found.mother.person is not None
    assert found.mother.person.born_in == "UZB"
    assert found.mother.person.stays[0].path == "parents[mother].facts.residence[0]"


def test_a_parent_may_be_the_person_of_another_scenario() -> None:
    found = read_text(
        HEAD
        + "- id: CHILD\n  assess_on: 2024-01-01\n  facts: {born: 2000-01-01, parents: [{role: mother, person: MUM}]}\n"
        "- id: MUM\n  assess_on: 2024-01-01\n  facts: {born: {date: 1970-01-01, place: LV}}\n"
    )

    assert found[0].problems == ()
    assert found[0].person.mother is not None
    assert found[0].person.mother.person is not None
    assert found[0].person.mother.person.born_in == "LVA"


# -- stays ------------------------------------------------------------------------------------------------------------


def test_an_end_that_is_null_goes_on_and_one_that_is_not_written_is_unknown() -> None:
    goes_on, open_ = person(
        BORN,
        "residence:\n- {state: KZ, from: 1970-01-01, to: null, kind: permanent}\n"
        "- {state: UZ, from: 1990, kind: temporary}",
    ).stays

    assert goes_on.last is None
    assert open_.last is not None
    assert (open_.last.earliest, open_.last.latest) == (date(1990, 1, 1), None)


def test_a_beginning_that_nobody_knows_lies_after_the_birth() -> None:
    stay = person(BORN, "residence:\n- {state: KZ, from: null, to: 1999-01-01, kind: permanent}").stays[0]

    assert stay.first.earliest == date(1970, 1, 1)


def test_a_kind_that_is_not_said_is_not_permanent_and_not_the_opposite() -> None:
    assert person(BORN, "residence:\n- {state: KZ, from: 1990, to: null, lawful: true}").stays[0].kind == ""


# -- events -----------------------------------------------------------------------------------------------------------


def test_a_right_of_a_parent_belongs_to_the_parent_and_its_note_makes_the_stay_lawful() -> None:
    found = person(
        "born: {date: 2016-05-05, place: DE}",
        "parents:\n- role: father\n  nationality: [TR]\n  pr:\n  - {state: DE, from: 2004-01-01, to: null}",
        "events:\n- {type: settlement_right, date: 2012-01-01, state: DE, holder: father, "
        "note: lawful habitual residence since 2004-01-01}",
    )

    assert found.father is not None
    assert [(stay.state, stay.lawful, stay.habitual) for stay in found.father.stays] == [("DEU", TRUE, TRUE)]
    assert found.events[0].detail("holder") == "father"
    assert found.events[0].detail("lawful_since") == "2004-01-01"


def test_lawful_residence_without_a_stay_is_a_stay_of_which_nobody_said_that_it_is_permanent() -> None:
    found = person(
        "born: {date: 2016-05-05, place: DE}", "parents:\n- {role: mother}",
        "events:\n- {type: settlement_right, date: 2012-01-01, state: DE, holder: mother, lawful_since: '2004'}",
    )  # fmt: skip

    assert found.mother is not None
    assert [(stay.kind, stay.lawful) for stay in found.mother.stays] == [("", TRUE)]


def test_a_father_exists_in_law_only_since_his_paternity_was_established() -> None:
    event = "events:\n- {type: paternity_established, date: 1975-09-20, state: KZ}"

    later = person(parent("nationality: [KZ]", "father"), event).father
    married = person(parent("nationality: [KZ]\n  married_at_birth: true", "father"), event).father
    not_told = person(BORN, event).father

    assert later is not None
    assert married is not None
    assert not_told is not None
    assert (str(later.since), married.since, str(not_told.since)) == ("1975-09-20", None, "1975-09-20")


def test_paternity_that_was_not_established_at_birth_may_have_been_later() -> None:
    father = person(parent("note: not married; paternity not established at birth", "father")).father

    assert father is not None
    assert father.since is not None
    assert (father.since.earliest, father.since.latest) == (date(1970, 1, 2), None)
    assert dict(father.terms)["married"] is FALSE


def test_adopters_come_with_the_adoption() -> None:
    adopter = person(
        BORN, "events:\n- {type: adopted, date: 1975-03-30, adopters: US, adopters_nationality: [US]}"
    ).relatives[0]

    assert adopter.nationality is not None
    assert (adopter.role, adopter.nationality.states, adopter.nationality.complete) == ("adopter", ("USA",), UNKNOWN)
    assert str(adopter.since) == "1975-03-30"


def test_two_states_of_adopters_may_be_those_of_two_people() -> None:
    told = person(BORN, "events:\n- {type: adopted, date: 1975-03-30, adopters_nationality: [KZ, TR]}").relatives

    assert [one.nationality.states for one in told if one.nationality is not None] == [("KAZ",), ("TUR",)]


def test_a_divorce_ends_the_marriage() -> None:
    found = person(
        BORN,
        "events:\n- {type: marriage, date: 1990-01-01, spouse_nationality: [RU]}\n- {type: divorce, date: 1995-01-01}",
    )

    assert [(one.role, str(one.since), str(one.until)) for one in found.relatives] == [
        ("spouse", "1990-01-01", "1995-01-01")
    ]


def test_an_event_of_an_unknown_type_is_kept_and_shown() -> None:
    found = person(BORN, "events:\n- {type: military_oath, date: 1990-01-01, state: RU}")

    assert found.events[0].type == "military_oath"
    assert found.not_understood == ("events[0].type: military_oath",)


# -- absent and unknown -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "what", "state"),
    [
        ("opt_out(KZ)", "opt_out", "KAZ"),
        ("naturalised(any)", "naturalised", "any"),
        ("passport(UZB)", "passport", "UZB"),
        ("certificate_bvfg", "certificate_bvfg", ""),
        ("agreement_of_parents(other state)", "agreement_of_parents", "other"),
        ("birth registration", "birth_registration", "any"),
        ("foreign nationality", "foreign_nationality", "any"),
        ("permanent residence in Kazakhstan", "permanent_residence", "KAZ"),
        ("any naturalisation", "naturalised", "any"),
        ("naturalised in any State", "naturalised", "any"),
        ("a nationality of any other State", "foreign_nationality", "any"),
        ("passport of Uzbekistan", "passport", "UZB"),
        ("written agreement of the parents for KZ", "agreement_of_parents", "KAZ"),
        ("registration with a consulate of UZ", "consular_registration", "UZB"),
        ("residence permit of another State", "residence_permit", "other"),
    ],
)
def test_what_is_absent_is_read(written: str, what: str, state: str) -> None:
    assert person(BORN, f"absent: [{written}]").absent == (Absent(what, state, "absent[0]"),)


def test_a_national_of_no_state_is_a_statement_too() -> None:
    (day, stated) = person(BORN, "absent: [national of any state]").statements[0]

    assert (day, stated.states, stated.stateless) == (None, (), TRUE)


def test_permanent_residence_that_a_mother_never_had_is_hers() -> None:
    found = person(parent("nationality: [SU]"), "absent: [permanent residence of mother]")

    assert found.absent == ()
    assert found.mother is not None
    assert found.mother.absent == (Absent("permanent_residence", "", "absent[0]"),)


def test_permanent_residence_that_neither_parent_had_is_said_of_both() -> None:
    both = f"{BORN}\nparents: [{{role: mother, nationality: [SU]}}, {{role: father, nationality: [SU]}}]"

    found = person(both, "absent: [permanent residence of either parent]")

    assert [kin.absent[0].what for kin in (found.mother, found.father) if kin] == ["permanent_residence"] * 2


def test_an_absence_may_answer_an_open_term_of_the_law() -> None:
    found = person(BORN, "absent: [a valid document giving the right to live in another State]")

    assert found.terms == (("right-to-live-in-another-state", FALSE),)


@pytest.mark.parametrize(
    "written",
    [
        "decree_loss(UZ) known to the applicant",
        "any trouble with the police",
        "residence of mother",
        "court_ruling(EE)",
    ],
)
def test_an_absence_that_is_not_plain_establishes_nothing(written: str) -> None:
    found = person(parent("nationality: [SU]"), f"absent: [{written}]")

    assert found.absent == ()
    assert found.not_understood == (f"absent[0]: {written}",)


def test_an_act_that_is_said_to_be_unknown_is_named_for_its_state() -> None:
    found = person(BORN, "unknown: [naturalised(UZ), date of registration in KZ]")

    assert found.unknown == ("naturalised(UZ)", "naturalised(UZB)", "date of registration in KZ")


# -- notes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "stays"),
    [
        ("Kazakh SSR", [("KAZ", "permanent", date(1970, 1, 1), date(1970, 1, 1))]),
        ("born and resident in the Uzbek SSR", [("UZB", "permanent", date(1970, 1, 1), date(1970, 1, 1))]),
        ("born and always resident in the Latvian SSR", [("LVA", "permanent", None, date(1991, 12, 26))]),
        ("проживала в Казахской ССР", [("KAZ", "permanent", date(1970, 1, 1), date(1970, 1, 1))]),
        ("RSFSR", [("RUS", "permanent", date(1970, 1, 1), date(1970, 1, 1))]),
        ("lives in KZ irregularly since 1998", [("KAZ", "irregular", date(1998, 1, 1), None)]),
        ("born in the Kazakh SSR", []),
        ("left the Kazakh SSR", []),
        ("never resident in the Kazakh SSR", []),
        ("not resident in the Kazakh SSR", []),
        ("Kazakh", []),
    ],
)
def test_only_a_plain_note_says_where_a_parent_lived(
    note: str, stays: list[tuple[str, str, date | None, date | None]]
) -> None:
    mother = person(parent(f"note: {note}")).mother

    assert mother is not None
    read_ = [(one.state, one.kind, one.first.earliest, one.last.latest if one.last else None) for one in mother.stays]
    assert read_ == stays


def test_a_fact_from_a_note_says_so() -> None:
    found = person(parent("note: Kazakh SSR, ethnic Germans"))

    assert found.mother is not None
    assert found.mother.stays[0].path == "parents[mother].note"
    assert dict(found.evidence)["parents[mother].note"][0].kind == "note"
    assert found.not_understood == ("parents[mother].note: ethnic Germans",)


def test_a_republic_that_had_ended_before_the_birth_says_nothing_of_the_birth() -> None:
    found = person("born: 2001-01-01", "parents:\n- {role: mother, note: Kazakh SSR}")

    assert found.mother is not None
    assert found.mother.stays == ()
    assert found.not_understood == ("parents[mother].note: Kazakh SSR",)


@pytest.mark.parametrize(
    ("note", "term", "value"),
    [
        ("non-citizen of Latvia", "non-citizen-lva", TRUE),
        ("not citizens of Latvia before 1940", "citizen-of-1940-or-descendant-lva", FALSE),
        ("not married", "married", FALSE),
    ],
)
def test_a_note_answers_a_term(note: str, term: str, value: object) -> None:
    mother = person(parent(f"note: {note}")).mother

    assert mother is not None
    assert dict(mother.terms)[term] is value


def test_a_father_who_is_not_recorded_may_or_may_not_exist_in_law() -> None:
    father = person(parent("note: not recorded", "father")).father

    assert father is not None
    assert father.exists is UNKNOWN


def test_the_republic_of_birth_is_read_from_its_note_only_where_the_place_is_not_told() -> None:
    assert person("born: {date: 1970-01-01, place_note: Kirghiz SSR}").born_in == "KGZ"
    assert problems("born: {date: 1970-01-01, place: KZ, place_note: Uzbek SSR}") == [("facts.born", "place_twice")]


# -- what is wrong ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "place", "code"),
    [
        ("born: {date: 1970-01-01, place: QQ}", "facts.born.place", "state_unknown"),
        ("born: {date: 1970-01-01, place: XXA}", "facts.born.place", "state_unknown"),
        ("born: {date: 1970-13-01, place: KZ}", "facts.born.date", "date"),
        ("born: {date: {earliest: 1980, latest: 1970}}", "facts.born.date", "date_order"),
        ("born: {date: 2030-01-01, place: KZ}", "facts.born", "born_after"),
        ("born: [{date: 1970-01-01}, {date: 1971-01-01}]", "facts.born", "born_twice"),
        ("born: {date: 1970-01-01, date: 1971-01-01}", "facts.born.date", "field_twice"),
        ("birn: {date: 1970-01-01}", "facts.birn", "field_unknown"),
        (f"{STAYS}{{state: KZ, from: 1990, to: 1980, kind: permanent}}", "facts.residence[0].to", "ends_before"),
        (f"{STAYS}{{state: KZ, from: 1960, to: null, kind: permanent}}", "facts.residence[0].from", "before_birth"),
        (f"{STAYS}{{state: KZ, from: 2030, to: null, kind: permanent}}", "facts.residence[0].from", "in_future"),
        (f"{STAYS}{{state: KZ, from: 1990, to: null, kind: permanant}}", "facts.residence[0].kind", "value"),
        (f"{BORN}\nresidence: KZ", "facts.residence", "shape"),
        (f"{EVENTS}{{type: naturalized, date: 1990, state: RU}}", "facts.events[0].type", "value"),
        (f"{EVENTS}{{type: opt_out, date: 1990, sate: RU}}", "facts.events[0].sate", "field_unknown"),
        (f"{EVENTS}{{type: opt_out, date: 2031-01-01, state: KZ}}", "facts.events[0].date", "in_future"),
        (f"{PAPERS}{{type: passport, issuer: KZ, from: 2027}}", "facts.documents[0].from", "in_future"),
        (f"{EVENTS}{{type: opt_out, date: 1960-01-01, state: KZ}}", "facts.events[0].date", "before_birth"),
        (f"{EVENTS}{{date: 1990-01-01, state: KZ}}", "facts.events[0].type", "field_missing"),
        (f"{PAPERS}{{type: passport, issuer: KZ, from: 2001, to: 1999}}", "facts.documents[0].to", "ends_before"),
        (parent("nationality: [KZ]\n  stateless: true"), "facts.parents[0].stateless", "stateless_and_national"),
        (parent("stateless: perhaps"), "facts.parents[0].stateless", "truth"),
        (f"{PARENTS}{{role: aunt}}", "facts.parents[0].role", "value"),
        (f"{PARENTS}{{role: mother}}\n- {{role: mother}}", "facts.parents[1]", "parent_twice"),
        (parent("facts: {born: 1980-01-01}"), "facts.parents[0].facts.born", "parent_younger"),
        (parent("id: S1\n  facts: {born: 1940-01-01}"), "facts.parents[0]", "family_cycle"),
        (parent("person: NOBODY"), "facts.parents[0].person", "no_such_person"),
        (f"{BORN}\nabsent: [nautralised(any)]", "facts.absent[0]", "value"),
        (f"{BORN}\nabsent: [opt_out(QQ)]", "facts.absent[0]", "state_unknown"),
        (
            f"{EVENTS}{{type: opt_out, date: 1994, state: KZ}}\nabsent: [opt_out(KZ)]",
            "facts.absent[0]", "happened_and_absent",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(facts: str, place: str, code: str) -> None:
    assert (place, code) in problems(facts)


def test_a_field_that_is_nearly_right_gets_the_right_one_proposed() -> None:
    problem = scenario("born: {date: 1970-01-01}", "residense: []").problems[0]

    assert "residence" in problem.text("en")
    assert "residence" in problem.text("ru")
    assert problem.line == 7


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_a_field_that_is_near_none_gets_those_that_there_are(language: str) -> None:
    said = scenario(BORN, "died: 2020-01-01").problems[0].text(language)

    assert "“id”" not in said
    assert "«id»" not in said
    assert "residence" in said


@pytest.mark.parametrize("states", ["other", "any"])
def test_an_absence_of_any_state_beside_what_happened_in_one_says_that_there_was_no_other(states: str) -> None:
    told = f"{EVENTS}{{type: naturalised, date: 2000, state: RU}}\nabsent: [naturalised({states})]"

    assert problems(told) == []
    assert [(event.type, event.state) for event in person(told).events] == [("naturalised", "RUS")]
    assert [(absent.what, absent.state) for absent in person(told).absent] == [("naturalised", states)]


def test_the_absence_beside_what_happened_names_both() -> None:
    told = f"{EVENTS}{{type: naturalised, date: 2000, state: RU}}\nabsent: [naturalised(RU)]"

    (problem,) = scenario(told).problems

    assert "naturalised(RU)" in str(problem)
    assert "events[0]" in str(problem)


def test_what_a_parent_took_is_no_contradiction_of_what_the_child_did_not() -> None:
    told = f"{EVENTS}{{type: settlement_right, date: 2000, state: KZ, holder: mother}}\nabsent: [settlement_right(any)]"

    assert problems(told) == []


@pytest.mark.parametrize(
    "facts",
    [
        f"{STAYS}{{state: KZ, from: 2025, to: null, kind: permanent}}",
        f"{EVENTS}{{type: opt_out, date: 2025-01-01, state: KZ}}",
        f"{EVENTS}{{type: opt_out, date: 2025-01-01, state: KZ}}\nabsent: [opt_out(KZ)]",
        f"{PAPERS}{{type: passport, issuer: KZ, from: 2026-11-25}}",
    ],
)
def test_what_came_between_the_assessment_and_today_is_not_wrong(facts: str) -> None:
    assert problems(facts) == []


# -- papers and answers in other words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "note",
    [
        "forged, expert report of 2020", "found to be counterfeit", "the passport is a forgery", "признан поддельным",
        "поддельный документ", "подделан", "қолдан жасалған құжат", "жалған деп танылған",
    ],
)  # fmt: skip
def test_a_paper_that_was_found_forged_is_no_paper(note: str) -> None:
    found = person(f"{PAPERS}{{type: passport, issuer: KZ, from: 1999-01-01, note: '{note}'}}")

    assert found.documents[0].held is FALSE
    assert [item.supports for item in dict(found.evidence)["documents[0]"]] == [False]


@pytest.mark.parametrize(
    "note", ["perhaps forged", "allegedly forged", "not forged", "не подделан", "forged papers of the father"]
)
def test_a_suspicion_leaves_the_paper_and_is_shown(note: str) -> None:
    found = person(f"{PAPERS}{{type: passport, issuer: KZ, from: 1999-01-01, note: '{note}'}}")

    assert found.documents[0].held is TRUE
    assert found.not_understood == (f"documents[0].note: {note}",)


@pytest.mark.parametrize(("written", "answer"), [("positive", "national"), ("negative", "not_national")])
def test_an_answer_may_be_called_positive_or_negative(written: str, answer: str) -> None:
    found = person(f"{EVENTS}{{type: authority_answer, date: 2023-01-01, state: UZ, answer: {written}}}")

    assert found.events[0].detail("answer") == answer


def test_the_other_scenarios_are_read_when_one_is_wrong() -> None:
    found = read_text(
        HEAD + "- {id: A, assess_on: 2024-01-01, facts: {born: 1970-01-01}}\n"
        "- {id: B, assess_on: 2024-01-01, facts: {born: 2031-01-01}}\n"
        "- {id: C, assess_on: 2024-01-01, facts: {born: 1980-01-01}}\n"
    )

    assert [(one.id, bool(one.problems)) for one in found] == [("A", False), ("B", True), ("C", False)]


def test_a_slip_in_the_yaml_of_one_scenario_leaves_the_others() -> None:
    found = read_text(
        HEAD + "- id: A\n  assess_on: 2024-01-01\n  facts: {born: 1970-01-01}\n"
        "- id: B\n  assess_on: 2024-01-01\n  facts: {born: 1970-01-01\n"
        "- id: C\n  assess_on: 2024-01-01\n  facts: {born: 1980-01-01}\n"
    )

    assert [(one.id, [problem.code for problem in one.problems]) for one in found] == [
        ("A", []),
        ("B", ["slip"]),
        ("C", []),
    ]
    assert found[1].problems[0].line in (8, 9)


def test_a_part_that_contains_itself_is_a_cycle_and_not_an_endless_family() -> None:
    found = read_text(
        HEAD + "- id: A\n  assess_on: 2024-01-01\n"
        "  facts: &a\n    born: 1970-01-01\n    parents: [{role: mother, facts: *a}]\n"
        "- {id: B, assess_on: 2024-01-01, facts: {born: 1970-01-01}}\n"
    )

    assert [(one.id, [problem.code for problem in one.problems]) for one in found] == [
        ("A", ["family_cycle"]),
        ("B", []),
    ]


def test_two_scenarios_that_are_each_others_mother_are_a_cycle() -> None:
    found = read_text(
        HEAD + "- {id: A, assess_on: 2024-01-01, facts: {born: 1990, parents: [{role: mother, person: B}]}}\n"
        "- {id: B, assess_on: 2024-01-01, facts: {born: 1970, parents: [{role: mother, person: A}]}}\n"
    )

    assert all("family_cycle" in [problem.code for problem in one.problems] for one in found)


def test_an_id_that_stands_twice_is_named() -> None:
    item = "- {id: A, assess_on: 2024-01-01, facts: {born: 1970-01-01}}\n"

    found = read_text(HEAD + item + item)

    assert [[problem.code for problem in one.problems] for one in found] == [[], ["id_twice"]]


def test_a_date_of_assessment_that_has_not_come_is_refused_when_today_is_told() -> None:
    written = HEAD + "- {id: A, assess_on: 2031-01-01, facts: {born: 1970-01-01}}\n"

    assert read_text(written)[0].problems == ()
    assert [one.code for one in read_text(written, today=date(2026, 11, 25))[0].problems] == ["assess_in_future"]


def test_another_day_may_be_asked_about_than_that_of_the_file() -> None:
    written = (
        HEAD + "- {id: A, assess_on: 2024-01-01, facts: "
        "{born: 1970-01-01, events: [{type: opt_out, date: 1994, state: KZ}]}}\n"
    )

    found = read_text(written, on=date(1990, 1, 1))[0]

    assert (found.on, found.problems) == (date(1990, 1, 1), ())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_scenarios"),
        (b"just words", "no_scenarios"),
        (b"people: []", "no_scenarios"),
        (b"scenarios: []", "no_scenarios"),
        (b"scenarios: {}", "no_scenarios"),
        (b"a: [", "not_yaml"),
        (b"\xff\xfe\x00", "not_text"),
        (b"schema_version: 9\nscenarios: [{id: A}]", "version"),
    ],
)
def test_a_file_that_holds_no_scenarios_is_unusable(tmp_path: Path, content: bytes, code: str) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(content)

    with pytest.raises(UnusableFile) as wrong:
        read(file)

    assert wrong.value.problem.code == code
    assert len(str(wrong.value).splitlines()) == 1


def test_a_file_that_is_not_there_is_unusable(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile) as wrong:
        read(tmp_path / "missing.yaml")

    assert wrong.value.problem.code == "unreadable"


def test_json_is_read_too() -> None:
    found = read_text(
        '{"scenarios": [{"id": "A", "assess_on": "2024-01-01", "facts": {"born": {"date": "1970", "place": "KZ"}}}]}'
    )

    assert (found[0].problems, found[0].person.born_in) == ((), "KAZ")


def test_every_problem_has_its_text_in_three_languages_with_the_same_data() -> None:
    def data(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    wrong = {
        code
        for code, said in texts().items()
        if len({frozenset(data(said.get(one, "{?}"))) for one in ("en", "ru", "kk")}) > 1
    }

    assert wrong == set()


def test_a_stay_from_a_list_of_permanent_residence_is_permanent() -> None:
    mother = person(parent("pr: [{state: KZ, from: 1960, to: null}]")).mother

    assert mother is not None
    assert [(type(one), one.kind) for one in mother.stays] == [(Stay, "permanent")]


SCHEMA = ROOT / "src" / "tulga" / "nationality" / "schemas" / "scenarios.schema.json"


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("scenario", vocabulary.SCENARIO),
        ("facts", vocabulary.FACTS),
        ("relative", vocabulary.PARENT),
        ("stay", vocabulary.STAY),
        ("event", (*vocabulary.EVENT, *vocabulary.EVENT_DETAILS)),
        ("document", vocabulary.DOCUMENT),
        ("statement", vocabulary.STATEMENT),
    ],
)
def test_the_schema_for_editors_has_the_fields_that_are_read(name: str, fields: tuple[str, ...]) -> None:
    described = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"][name]["properties"]

    assert set(described) == set(fields)


def test_the_schema_for_editors_names_nothing_that_is_not_defined() -> None:
    written = SCHEMA.read_text(encoding="utf-8")
    defined = set(json.loads(written)["$defs"])

    assert set(re.findall(r"#/\$defs/(\w+)", written)) <= defined


def test_who_descends_from_citizens_of_1940_follows_from_both_parents() -> None:
    note = "note: not citizens of Latvia before 1940"
    both = person(f"{BORN}\nparents:\n- {{role: mother, {note}}}\n- {{role: father, {note}}}")
    one = person(f"{BORN}\nparents:\n- {{role: mother, {note}}}\n- {{role: father}}")

    assert dict(both.terms) == {"citizen-of-1940-or-descendant-lva": FALSE}
    assert one.terms == ()


def test_the_terms_of_the_lexicon_are_terms_of_the_packs() -> None:
    written = {name for rule in load_packs()["LVA"].rules for name in re.findall(r"open\(([\w-]+)\)", rule.when_text)}
    parents = [each for one in read(WORKED) for each in (one.person.mother, one.person.father) if each is not None]
    found = {name for each in parents for name, _ in each.terms} - {"married"}

    assert found
    assert found <= written
