"""What follows from the facts about one person, under invented laws."""

from dataclasses import replace
from datetime import date

import pytest

from tests.unit.nationality.core.law import (
    FALSE,
    ON,
    TRUE,
    a_parent,
    a_person,
    a_rule,
    a_stay,
    day,
    finding,
    law,
    national_of,
    of_unknown_nationality,
)
from tulga.nationality.core.evaluate import assess
from tulga.nationality.core.facts import Absent, Document, Event, Relative
from tulga.nationality.core.outcomes import Article1, Ground, Outcome
from tulga.nationality.core.rules import Verification
from tulga.nationality.core.trace import as_json, as_plain_text

DESCENT = a_rule("D", "any parent.national(XAA, at birth)")
SOIL = a_rule("S", "born_in(XAA)")
SNAPSHOT = a_rule(
    "N", "resident(XAA, permanent, on 1992-03-01) and not event(opt_out, XAA, by 1995-12-31)", at="on 1992-03-01"
)
NEVER_NATURALISED = Absent("naturalised", "any")


def an_event(kind: str, when: str, state: str = "XAA", **details: str) -> Event:
    told = day(when)
    assert told is not None
    return Event(kind, told, state, tuple(details.items()), "events[0]")


# -- unknown is never "no" --------------------------------------------------------------------------------------------


def test_what_nobody_told_about_a_parent_leaves_the_finding_open() -> None:
    person = a_person(mother=a_parent("mother", "XAB"), father=of_unknown_nationality("father"))

    found = finding(person, law(DESCENT))

    assert found.outcome is Outcome.UNDETERMINED
    assert [need.key for need in found.needs] == ["father.nationality", "authority.answer.XAA"]


def test_a_parent_whose_other_nationalities_are_not_told_is_not_no_national() -> None:
    open_ended = Relative("mother", nationality=national_of("XAB").__class__(("XAB",)))

    found = finding(a_person(mother=open_ended, father=a_parent("father")), law(DESCENT))

    assert found.outcome is Outcome.UNDETERMINED


def test_not_a_national_needs_every_way_closed_and_cites_them() -> None:
    person = a_person(place="XAB", mother=a_parent("mother", "XAB"), father=a_parent("father", "XAB"))

    found = finding(person, law(DESCENT, SOIL))

    assert (found.outcome, found.rules) == (Outcome.NOT_NATIONAL, ("D", "S"))


def test_a_variant_is_cited_with_the_version_that_carries_the_articles_own_id() -> None:
    soil = a_rule("S", "born_in(XAA) and any parent.national(XAA, at birth)")
    otherwise = a_rule("S-OTHER", "born_in(XAA)", variant_of="S")
    person = a_person(mother=a_parent("mother", "XAB"), father=a_parent("father", "XAB"))

    assert finding(person, law(soil, otherwise)).rules == ("S-OTHER", "S")


def test_an_act_that_did_not_happen_is_cited_without_the_article_that_it_would_carry_out() -> None:
    grant = a_rule("G-ACT", "act(naturalised, XAA)", at="on event naturalised", procedure="decision", variant_of="G")
    nobody = a_person(place="XAB", absent=(NEVER_NATURALISED,))
    granted = a_person(place="XAB", events=(an_event("naturalised", "2000-01-01"),))

    assert finding(nobody, law(grant)).rules == ("G-ACT",)
    assert finding(granted, law(grant)).rules == ("G-ACT", "G")


def test_an_act_that_nobody_recorded_is_assumed_not_to_exist_and_the_assumption_is_named() -> None:
    grant = a_rule("G", "act(naturalised, XAA)", at="on application", procedure="decision")

    found = finding(a_person(place="XAB"), law(grant))

    assert found.outcome is Outcome.NOT_NATIONAL
    assert found.assumptions == ("subject.no.naturalised.XAA",)


def test_an_act_that_is_said_to_be_unknown_is_not_assumed_away() -> None:
    grant = a_rule("G", "act(naturalised, XAA)", at="on application", procedure="decision")

    found = finding(a_person(place="XAB", unknown=("naturalised",)), law(grant))

    assert found.outcome is Outcome.UNDETERMINED


def test_two_statements_that_contradict_each_other_are_a_dispute() -> None:
    mother = a_person("1950-01-01", "XAB", mother=a_parent("mother", "XAB"), father=a_parent("father", "XAB"))
    said_otherwise = Relative("mother", nationality=national_of("XAA"), person=mother)

    found = finding(a_person(mother=said_otherwise, father=a_parent("father", "XAB")), law(DESCENT))

    assert found.outcome is Outcome.DISPUTED


# -- dates choose the law ---------------------------------------------------------------------------------------------

OLD = a_rule("OLD", "born_in(XAA)", last="1999-12-31")
NEW = a_rule("NEW", "both parents.national(XAA, at birth)", first="2000-01-01")


@pytest.mark.parametrize(("born", "outcome"), [("1999-12-31", Outcome.NATIONAL), ("2000-01-01", Outcome.NOT_NATIONAL)])
def test_the_version_in_force_on_the_day_of_birth_decides(born: str, outcome: Outcome) -> None:
    person = a_person(born, mother=a_parent("mother", "XAB"), father=a_parent("father", "XAB"))

    assert finding(person, law(OLD, NEW)).outcome is outcome


def test_a_birth_in_a_year_of_change_is_read_under_both_versions() -> None:
    person = a_person("1999/2000", mother=a_parent("mother", "XAB"), father=a_parent("father", "XAB"))

    found = finding(person, law(OLD, NEW))

    assert found.outcome is Outcome.UNDETERMINED
    assert found.rules == ("OLD",)


def test_a_version_whose_last_day_is_not_verified_is_uncertain_around_it() -> None:
    about = a_rule("ABOUT", "born_in(XAA)", last="2002~")
    person = a_person("2002-06-01", mother=a_parent("mother", "XAB"), father=a_parent("father", "XAB"))

    assert finding(person, law(about)).outcome is Outcome.UNDETERMINED


def test_a_snapshot_asks_where_someone_lived_on_that_day() -> None:
    moved = a_person(stays=(a_stay("XAA", "1980-05-05", "1992-02-29"), a_stay("XAB", "1992-03-01")))
    stayed = a_person(stays=(a_stay("XAA", "1980-05-05"),), absent=(Absent("opt_out", "XAA"),))

    assert finding(moved, law(SNAPSHOT)).outcome is Outcome.NOT_NATIONAL
    assert (finding(stayed, law(SNAPSHOT)).outcome, finding(stayed, law(SNAPSHOT)).since) == (
        Outcome.NATIONAL,
        "1992-03-01",
    )


def test_a_move_on_a_day_known_roughly_leaves_the_snapshot_open() -> None:
    person = a_person(
        stays=(a_stay("XAA", "1980-05-05", "1991/1992"), a_stay("XAB", "1991/1992")), absent=(Absent("opt_out", "XAA"),)
    )

    found = finding(person, law(SNAPSHOT))

    assert found.outcome is Outcome.UNDETERMINED
    assert found.needs[0].options == ("XAA", "XAB", "elsewhere")


def test_who_was_born_after_the_snapshot_is_not_read_under_it() -> None:
    assert finding(a_person("1993-01-01"), law(SNAPSHOT, DESCENT)).rules == ("D",)


SETTLED = a_rule("Y", "any parent.resident_for(XAA, permanent, 8 years, at birth) and born_in(XAA)")


def test_a_stay_that_began_too_late_does_not_leave_the_years_before_open() -> None:
    lately = a_parent("mother", "XAB", stays=(a_stay("XAA", "1975-06-01"),))
    early = a_parent("father", "XAB", stays=(a_stay("XAA", "1970-06-01"),))
    late_too = a_parent("father", "XAB", stays=(a_stay("XAA", "1974-06-01"),))

    assert finding(a_person(mother=lately, father=early), law(SETTLED)).outcome is Outcome.NATIONAL
    assert finding(a_person(mother=lately, father=late_too), law(SETTLED)).outcome is Outcome.NOT_NATIONAL


def test_a_dispute_beside_an_unknown_decides_nothing() -> None:
    either = a_rule("X", "mother.national(XAA, at birth) or father.national(XAA, at birth)")
    own = a_person("1950-01-01", "XAB", mother=a_parent("mother", "XAB"), father=a_parent("father", "XAB"))
    mother = Relative("mother", nationality=national_of("XAA"), person=own)

    found = finding(a_person(mother=mother, father=of_unknown_nationality("father")), law(either))

    assert found.outcome is Outcome.DISPUTED


# -- losing -----------------------------------------------------------------------------------------------------------

BY_DECREE = a_rule("L", "act(decree_exit, XAA)", at="on event decree_exit", effect="loses", procedure="decision")
GROUND = a_rule(
    "R",
    "lives_abroad_for(XAA, 5 years, now) and not consular_registration(XAA, now)",
    at="on application",
    effect="ground_of_loss",
    procedure="decision",
)


def test_a_decree_ends_the_nationality_on_its_day() -> None:
    person = a_person(events=(an_event("decree_exit", "2010-02-03"),))

    found = finding(person, law(SOIL, BY_DECREE))

    assert (found.outcome, found.lost_on, found.rules) == (Outcome.LOST, "2010-02-03", ("S", "L"))


def test_a_child_that_follows_its_parents_loses_on_the_day_of_the_later_decree_and_not_today() -> None:
    follows = a_rule(
        "CH", "both parents.act(decree_exit, XAA)", at="on application", effect="loses", effective="unknown"
    )
    parents = {
        role: replace(
            a_parent(role, "XAA"),
            person=a_person("1950-01-01", events=(replace(an_event("decree_exit", when), path=f"{role}.events[0]"),)),
        )
        for role, when in (("mother", "1985-05-05"), ("father", "1986-06-06"))
    }

    found = finding(a_person(**parents), law(DESCENT, follows))

    assert (found.outcome, found.lost_on) == (Outcome.LOST, "1986-06-06")
    assert [change.on for change in found.timeline] == ["1980-05-05", "1986-06-06"]


def test_a_day_that_the_law_leaves_open_is_not_the_day_of_the_assessment() -> None:
    recognised = a_rule("R", "born_in(XAA)", at="on application", effective="unknown")

    found = finding(a_person(), law(recognised))

    assert (found.outcome, found.since) == (Outcome.NATIONAL, None)


def test_years_abroad_are_a_risk_and_never_a_loss() -> None:
    person = a_person(stays=(a_stay("XAB", "2000-01-01"),), absent=(Absent("consular_registration", "XAA"),))

    found = finding(person, law(SOIL, GROUND))

    assert (found.outcome, found.risks) == (Outcome.NATIONAL, ("R",))


def test_before_the_decree_the_person_was_still_a_national() -> None:
    person = a_person(events=(an_event("decree_exit", "2010-02-03"),))

    assert finding(person, law(SOIL, BY_DECREE), on=date(2010, 2, 2)).outcome is Outcome.NATIONAL


# -- what is not verified, and what is contradicted -------------------------------------------------------------------


def test_a_rule_that_nobody_has_seen_opens_and_does_not_close() -> None:
    found = finding(a_person(), law(a_rule("U", "born_in(XAA)", level="U")))

    assert found.outcome is Outcome.UNDETERMINED
    assert found.would_be == (("national", "U"),)


def test_a_rule_that_another_contradicts_gives_a_named_conflict() -> None:
    found = finding(a_person(), law(a_rule("C", "born_in(XAA)", conflicts=("D",)), DESCENT))

    assert (found.outcome, found.conflicts) == (Outcome.UNDETERMINED, (("C", "D"),))


def test_the_better_known_of_two_ways_gives_the_level() -> None:
    weaker = a_rule("W", "born_in(XAA)", level="VS")

    assert finding(a_person(), law(weaker, SOIL)).verification is Verification.TEXT_SEEN
    assert finding(a_person(), law(weaker)).verification is Verification.SECONDARY


def test_an_exception_takes_away_the_rule_that_names_it() -> None:
    excepted = a_rule("E", "born_in(XAA)", exceptions=("X",))
    exclusion = a_rule("X", "both parents.foreign(XAA, at birth)", effect="excludes")
    foreigners = a_person(mother=a_parent("mother", "XAB"), father=a_parent("father", "XAB"))

    found = finding(foreigners, law(excepted, exclusion))

    assert found.outcome is Outcome.NOT_NATIONAL


# -- completions ------------------------------------------------------------------------------------------------------

EITHER = (
    a_rule("BOTH", "both parents.national(XAA, at birth)"),
    a_rule("ONE", "exactly one parent.national(XAA, at birth) and born_in(XAA)"),
)


def test_a_finding_that_every_completion_gives_is_definite() -> None:
    person = a_person(mother=a_parent("mother", "XAA"), father=of_unknown_nationality("father"))

    found = finding(person, law(*EITHER))

    assert (found.outcome, found.since, set(found.rules)) == (Outcome.NATIONAL, "1980-05-05", {"BOTH", "ONE"})


def test_the_same_person_born_abroad_stays_open() -> None:
    person = a_person(place="XAB", mother=a_parent("mother", "XAA"), father=of_unknown_nationality("father"))

    assert finding(person, law(*EITHER)).outcome is Outcome.UNDETERMINED


def test_the_best_question_settles_most_for_its_cost() -> None:
    other = a_rule("B", "any parent.national(XAB, at birth)", state="XAB")
    father = of_unknown_nationality("father")
    person = a_person(place="XAB", mother=a_parent("mother", "XAB"), father=father, links=("XAA",))

    questions = assess(person, law(DESCENT, other), ON).questions

    assert questions[0].need.key == "father.nationality"
    assert {branch.option: branch.outcomes for branch in questions[0].branches}["XAA"] == (("XAA", Outcome.NATIONAL),)


def test_a_question_that_settles_the_state_comes_before_a_cheaper_one_that_only_narrows_it() -> None:
    narrowed = a_rule("A", "event(wish_declared, XAA) and open(seen)")
    settled = a_rule("B", "open(heard)")
    elsewhere = a_rule("C", "true", state="XAB")  # article 1(1) is concluded whatever the answer

    asked = assess(a_person(), law(narrowed, settled, elsewhere), ON).questions

    keys = [question.need.key for question in asked]
    assert keys.index("subject.term.heard") < keys.index("subject.event.wish_declared.XAA")


# -- the State's own word ---------------------------------------------------------------------------------------------


def test_an_individual_answer_outranks_our_reading() -> None:
    person = a_person(events=(an_event("authority_answer", "2020-01-01", answer="not_national"),))

    assert finding(person, law(SOIL)).outcome is Outcome.NOT_NATIONAL


def test_a_general_answer_is_no_answer() -> None:
    person = a_person(events=(an_event("authority_answer", "2020-01-01", answer="general"),))

    assert finding(person, law(SOIL)).outcome is Outcome.NATIONAL


def test_two_answers_that_contradict_each_other_are_a_dispute() -> None:
    answers = (
        an_event("authority_answer", "2019-01-01", answer="national"),
        an_event("authority_answer", "2020-01-01", answer="not_national"),
    )

    found = finding(a_person(events=answers), law(SOIL))

    assert found.outcome is Outcome.DISPUTED
    assert found.rules == ("S",)
    assert found.dispute is not None
    assert [one.why for one in found.dispute.reasons_for] == ["birth", "authority_answer 2019-01-01"]
    assert [one.why for one in found.dispute.reasons_against] == ["authority_answer 2020-01-01"]


def test_a_dispute_cites_the_rules_that_say_no_as_well() -> None:
    person = a_person(
        place="XAB",
        mother=a_parent("mother", "XAB"),
        father=a_parent("father", "XAB"),
        documents=(Document("passport", "XAA", day("2005-01-01"), None),),
        absent=(NEVER_NATURALISED,),
    )

    found = finding(person, law(SOIL, DESCENT))

    assert (found.outcome, found.rules) == (Outcome.DISPUTED, ("S", "D"))
    assert found.dispute is not None
    assert [one.why for one in found.dispute.reasons_for] == ["passport 2005-01-01"]
    assert found.dispute.reasons_against == (Ground((), "never-granted"), Ground(("S", "D"), "not-met"))


def test_a_dispute_is_told_with_both_sides_in_every_language() -> None:
    answers = (
        an_event("authority_answer", "2019-01-01", answer="national"),
        an_event("authority_answer", "2020-01-01", answer="not_national"),
    )

    found = assess(a_person(events=answers), law(SOIL), ON)

    for language, yes, no in (("en", "For", "Against"), ("ru", "За ", "Против"), ("kk", "қолдайды", "Қарсы")):
        said = as_json(found, language=language)["states"][0]["disputed_by"]
        assert [bool(said["for"]), bool(said["against"])] == [True, True]
        assert yes in said["sentence"]
        assert no in said["sentence"]
        assert said["sentence"] in as_plain_text(found, {}, language)
    assert as_json(assess(a_person(), law(SOIL), ON))["states"][0]["disputed_by"] is None


def test_a_paper_that_was_found_forged_is_no_presumption() -> None:
    forged = Document("passport", "XAA", day("2005-01-01"), None, held=FALSE)
    person = a_person(
        place="XAB", mother=a_parent("mother", "XAB"), father=a_parent("father", "XAB"), documents=(forged,)
    )

    assert finding(person, law(SOIL, DESCENT)).outcome is Outcome.NOT_NATIONAL


def test_a_forged_paper_of_the_ussr_makes_no_former_citizen() -> None:
    former = a_rule("F", "former_ussr()")
    forged = Document("passport_1974", "SUN", day("1988-01-01"), None, held=FALSE)

    assert finding(a_person(place="XAB", documents=(forged,)), law(former)).outcome is Outcome.UNDETERMINED


def test_a_passport_decides_where_the_law_leaves_it_open() -> None:
    passport = Document("passport", "XAA", day("2005-01-01"), None)
    person = a_person(place="XAB", mother=a_parent("mother", "XAB"), documents=(passport,))

    assert finding(person, law(DESCENT)).outcome is Outcome.NATIONAL


def test_a_passport_of_one_who_was_never_granted_the_nationality_is_a_dispute() -> None:
    passport = Document("passport", "XAA", day("2005-01-01"), None)
    person = a_person(
        place="XAB",
        mother=a_parent("mother", "XAB"),
        father=a_parent("father", "XAB"),
        documents=(passport,),
        absent=(NEVER_NATURALISED,),
    )

    assert finding(person, law(DESCENT)).outcome is Outcome.DISPUTED


# -- States ask each other, parents are people ------------------------------------------------------------------------


def test_otherwise_stateless_asks_the_other_states() -> None:
    safeguard = a_rule("A", "born_in(XAA) and no_other_nationality(XAA, at birth)", stratum=1)
    descent_abroad = a_rule("B", "any parent.national(XAB, at birth)", state="XAB")
    child_of = {role: a_parent(role, "XAB") for role in ("mother", "father")}
    of_nobody = {role: a_parent(role) for role in ("mother", "father")}

    assert finding(a_person(**child_of), law(safeguard, descent_abroad)).outcome is Outcome.NOT_NATIONAL
    assert finding(a_person(**of_nobody), law(safeguard, descent_abroad)).outcome is Outcome.NATIONAL


def test_two_rules_that_wait_for_each_other_leave_both_open() -> None:
    of_mother = "mother.national(XAA, at birth) and no_other_nationality(XAA, at birth)"
    of_father = "father.national(XAB, at birth) and no_other_nationality(XAB, at birth)"
    here, there = a_rule("A", of_mother, stratum=1), a_rule("B", of_father, state="XAB", stratum=1)
    circle = law(replace(here, circular=("B",)), replace(there, circular=("A",)))
    person = a_person(place="XAC", mother=a_parent("mother", "XAA"), father=a_parent("father", "XAB"))

    found = [finding(person, circle, state) for state in ("XAA", "XAB")]

    assert [one.outcome for one in found] == [Outcome.UNDETERMINED, Outcome.UNDETERMINED]
    assert found[0].conflicts == (("A", "B"),)


def test_a_rule_of_a_circle_that_is_met_without_asking_decides_for_the_other() -> None:
    asks = "mother.national(XAA, at birth) and no_other_nationality(XAA, at birth)"
    settled = "father.national(XAB, at birth) and (born_in(XAC) or no_other_nationality(XAB, at birth))"
    here, there = a_rule("A", asks, stratum=1), a_rule("B", settled, state="XAB", stratum=1)
    circle = law(replace(here, circular=("B",)), replace(there, circular=("A",)))
    person = a_person(place="XAC", mother=a_parent("mother", "XAA"), father=a_parent("father", "XAB"))

    found = [finding(person, circle, state) for state in ("XAA", "XAB")]

    assert [one.outcome for one in found] == [Outcome.NOT_NATIONAL, Outcome.NATIONAL]
    assert [one.conflicts for one in found] == [(), ()]


def test_a_rule_that_is_unverified_and_contradicted_names_what_contradicts_it() -> None:
    doubtful = a_rule("A", "born_in(XAA)", level="U", conflicts=("B",))
    person = a_person(place="XAA", mother=a_parent("mother", "XAB"), father=a_parent("father", "XAB"))

    found = finding(person, law(doubtful))

    assert found.outcome is Outcome.UNDETERMINED
    assert found.rules == ("A", "B")


def test_who_is_no_national_is_told_which_status_was_looked_at_too() -> None:
    non_citizen = a_rule("D", "born_in(XAA)", effect="defines", at="on application")

    assert "D" in finding(a_person(place="XAB"), law(non_citizen)).rules


def test_of_a_state_whose_law_nobody_read_nothing_is_concluded() -> None:
    safeguard = a_rule("A", "born_in(XAA) and no_other_nationality(XAA, at birth)", stratum=1)
    person = a_person(mother=a_parent("mother", "XAC"), father=a_parent("father", "XAC"))

    assert finding(person, law(safeguard)).outcome is Outcome.UNDETERMINED
    assert finding(person, law(safeguard), "XAC").outcome is Outcome.UNDETERMINED


def test_the_parents_own_facts_are_assessed_on_the_day_of_the_birth() -> None:
    mother = a_person("1950-01-01", "XAA", events=(an_event("decree_exit", "1985-01-01"),))
    born_before = a_person(
        "1984-06-01", "XAB", mother=Relative("mother", person=mother), father=a_parent("father", "XAB")
    )
    born_after = a_person(
        "1986-06-01", "XAB", mother=Relative("mother", person=mother), father=a_parent("father", "XAB")
    )
    rules = law(SOIL, DESCENT, BY_DECREE)

    assert finding(born_before, rules).outcome is Outcome.NATIONAL
    assert finding(born_after, rules).outcome is Outcome.NOT_NATIONAL


def test_a_finding_is_no_better_known_than_the_finding_about_the_parent() -> None:
    weak_soil = a_rule("S", "born_in(XAA)", level="VS")
    mother = Relative("mother", person=a_person("1950-01-01", "XAA"))
    person = a_person("1984-06-01", "XAB", mother=mother, father=a_parent("father", "XAB"))

    assert finding(person, law(weak_soil, DESCENT)).verification is Verification.SECONDARY


def test_a_father_found_later_is_no_father_in_law_before() -> None:
    father = a_parent("father", "XAA", since="1985-01-01")
    person = a_person("1980-05-05", "XAB", mother=a_parent("mother", "XAB"), father=father)

    assert finding(person, law(DESCENT)).outcome is Outcome.NOT_NATIONAL


# -- article 1(1) -----------------------------------------------------------------------------------------------------


def test_nobody_is_stateless_while_a_further_state_is_open() -> None:
    person = a_person(place="XAA", mother=a_parent("mother"), father=a_parent("father"))

    without, with_it = (
        assess(one, law(DESCENT), ON).article_1_1
        for one in (person, a_person(mother=a_parent("mother"), father=a_parent("father"), absent=(NEVER_NATURALISED,)))
    )

    assert (without, with_it) == (Article1.UNDETERMINED, Article1.STATELESS)


def test_an_entitlement_is_no_nationality() -> None:
    entitled = a_rule("T", "born_in(XAA)", at="on application", effect="entitles", procedure="registration")
    person = a_person(mother=a_parent("mother"), father=a_parent("father"), absent=(NEVER_NATURALISED,))

    found = assess(person, law(DESCENT, entitled), ON)

    assert (found.answers[0].outcome, found.article_1_1) == (Outcome.ENTITLED, Article1.STATELESS)


def test_an_unknown_parent_asks_whether_there_is_one() -> None:
    found = finding(a_person(place="XAB", mother=a_parent("mother", "XAB")), law(DESCENT))

    assert [need.key for need in found.needs] == ["father.exists", "father.nationality", "authority.answer.XAA"]
    assert (
        finding(
            a_person(place="XAB", mother=a_parent("mother", "XAB"), father=Relative("father", exists=FALSE)),
            law(DESCENT),
        ).outcome
        is Outcome.NOT_NATIONAL
    )


def test_a_foundling_has_parents_whom_nobody_knows() -> None:
    foundling = a_rule("F", "found_in(XAA) and parents_unknown()")

    assert finding(a_person(parents_unknown=TRUE), law(foundling)).outcome is Outcome.NATIONAL


@pytest.mark.parametrize(
    ("role", "asked", "counts"),
    [
        ("grandparent", "any blood relative", True),
        ("spouse", "any blood relative", False),
        ("spouse", "any relative", True),
        ("adopter", "any relative", False),
    ],
)
def test_a_spouse_is_a_relative_and_none_by_blood_and_an_adopter_is_neither(
    role: str, asked: str, counts: bool
) -> None:
    rule = a_rule("R", f"{asked}.born_in(XAA)", at="on application", effect="entitles", procedure="registration")
    relative = Relative(role, since=day("2001-01-01"), person=a_person("1940-05-05", "XAA"))

    found = finding(a_person("1980-05-05", "XAB", relatives=(relative,)), law(rule))

    assert (found.outcome is Outcome.ENTITLED) is counts


@pytest.mark.parametrize("nationality", ["XAA", "XAB"])
def test_of_adopters_their_nationality_is_asked_at_the_adoption(nationality: str) -> None:
    rule = a_rule("R", "any adopter.national(XAA, at event)", at="on event adopted")
    adopter = a_parent("adopter", nationality, since="1985-06-01")
    adoption = Event("adopted", day("1985-06-01"), "XAB", (), "events[0]")

    found = finding(a_person("1980-05-05", "XAB", relatives=(adopter,), events=(adoption,)), law(rule))

    assert (found.outcome is Outcome.NATIONAL) is (nationality == "XAA")
    assert (str(found.since) == "1985-06-01") is (nationality == "XAA")
