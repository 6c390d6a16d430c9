from datetime import date
from uuid import UUID

import pytest

from tests.unit.figures.core.facts import a_fact, a_person, own, register, unhcr
from tulga.figures.core.counting import age_group, facts_by_person, in_effect, standing_word

DAY = date(2021, 12, 31)


def test_the_last_word_of_an_authority_outranks_a_later_registration() -> None:
    person = a_person(register("stateless", "2015-01-01"), unhcr("undetermined", "2020-01-01"))

    state = person.state_on(DAY)

    assert (state.nationality, state.by, state.category) == ("stateless", "authority", "stateless.government")


def test_a_registration_counts_where_no_authority_said_anything() -> None:
    person = a_person(own("national:UZB", "2020-01-01"), unhcr("undetermined", "2015-01-01"))

    assert person.state_on(DAY).category == "stateless.undetermined"


def test_an_own_statement_alone_makes_nobody_stateless_in_the_figures() -> None:
    person = a_person(own("stateless"))

    state = person.state_on(DAY)

    assert (state.nationality, state.category, state.of_concern) == ("stateless", None, True)


def test_two_different_last_words_on_one_day_are_a_tie_and_a_tie_is_undetermined() -> None:
    person = a_person(register("stateless", "2016-05-05"), register("national:UZB", "2016-05-05", position=2))

    state = person.state_on(DAY)

    assert (state.nationality, state.tie, state.category) == ("undetermined", True, "stateless.undetermined")


def test_a_tie_of_own_statements_is_undetermined_and_counts_nowhere() -> None:
    person = a_person(own("stateless"), own("national:UZB", position=2))

    state = person.state_on(DAY)

    assert (state.nationality, state.tie, state.category) == ("undetermined", True, None)


def test_two_sources_that_say_the_same_on_one_day_are_no_tie() -> None:
    decided = a_fact("decision", "statelessness_determination:recognised", "2015-01-01", position=2)

    person = a_person(register("stateless"), decided)

    assert person.state_on(DAY).category == "stateless.government"


def test_an_authority_that_cannot_tell_leaves_the_registered_person_undetermined() -> None:
    answer = a_fact("nationality", "undetermined", basis="authority_answer")

    assert a_person(answer, unhcr("undetermined")).state_on(DAY).category == "stateless.undetermined"
    assert a_person(answer).state_on(DAY).category is None


def test_a_word_that_ends_gives_way_to_what_was_said_before_and_still_stands() -> None:
    person = a_person(
        register("stateless", "2015-01-01"),
        a_fact("decision", "citizenship:granted:KAZ", "2018-01-01", position=2),
        register("stateless", "2019-01-01", position=3, ends=True),
    )

    assert person.state_on(date(2017, 1, 1)).category == "stateless.government"
    assert person.state_on(date(2018, 6, 1)).of_concern is False
    assert person.state_on(DAY).of_concern is False


def test_a_registration_that_ended_no_longer_counts() -> None:
    person = a_person(unhcr("undetermined", "2015-01-01"), unhcr("undetermined", "2016-01-01", position=2, ends=True))

    assert person.state_on(date(2015, 6, 1)).category == "stateless.undetermined"
    assert person.state_on(DAY).category is None


def test_a_confirmed_citizen_is_of_concern_to_nobody() -> None:
    person = a_person(unhcr("undetermined"), a_fact("decision", "citizenship:confirmed:KAZ", "2020-05-05", position=2))

    state = person.state_on(DAY)

    assert (state.present, state.of_concern, state.category) == (True, False, None)


@pytest.mark.parametrize(
    ("outcome", "category"),
    [("recognised", "refugee"), ("rejected", None), ("closed", None), ("ceased", None)],
)
def test_a_claim_makes_an_asylum_seeker_until_it_is_decided(outcome: str, category: str | None) -> None:
    claim = a_fact("case_opened", "asylum", "2019-01-01")
    decision = a_fact("decision", f"asylum:{outcome}", "2020-01-01", position=2)

    person = a_person(claim, decision)

    assert person.state_on(date(2019, 6, 1)).category == "asylum_seeker"
    assert person.state_on(DAY).category == category


def test_a_stateless_refugee_is_one_line_and_the_overlap_is_known() -> None:
    person = a_person(register("stateless"), a_fact("decision", "asylum:recognised", "2020-01-01", position=2))

    state = person.state_on(DAY)

    assert state.category == "refugee"
    assert state.categories == ("refugee", "stateless.government")


@pytest.mark.parametrize("why", ["died", "departed", "resettled", "returned"])
def test_whoever_died_or_left_is_not_counted_from_that_day(why: str) -> None:
    person = a_person(register("stateless"), a_fact("presence_ended", why, "2020-01-01", position=2))

    assert person.state_on(date(2019, 12, 31)).category == "stateless.government"
    assert person.state_on(date(2020, 1, 1)).category is None


def test_a_person_is_where_the_last_residence_by_the_day_is() -> None:
    person = a_person(
        register("stateless"),
        a_fact("area", "KAZ.astana", "2016-01-01", basis="told"),
        a_fact("area", "KAZ.almaty-city", "2018-01-01", basis="residence", position=2),
    )

    assert person.state_on(date(2015, 6, 1)).area == "KAZ.astana"  # nothing earlier is known
    assert person.state_on(date(2017, 6, 1)).area == "KAZ.astana"
    assert person.state_on(DAY).area == "KAZ.almaty-city"


def test_somebody_who_moved_to_another_country_of_the_operation_is_not_present() -> None:
    moved = a_fact("area", "UZB.tashkent", "2018-01-01", basis="residence", position=2)

    person = a_person(register("stateless"), a_fact("area", "KAZ.astana", basis="told"), moved)

    assert person.state_on(date(2017, 1, 1)).present is True
    assert person.state_on(DAY).present is False


@pytest.mark.parametrize(
    ("born", "group"),
    [("2018-06-01", "0-4"), ("1961-12-31", "60+"), ("1962-01-01", "18-59"), ("198X", "18-59"), ("195X/1970", "unknown"),
     ("unknown", "unknown"), ("", "unknown")],
)  # fmt: skip
def test_an_age_group_is_given_where_the_birth_leaves_only_one(born: str, group: str) -> None:
    if born == "195X/1970":
        born = "1950/1970"

    assert age_group(born, DAY) == group


def test_a_word_repeated_is_the_later_one() -> None:
    changes = a_person(register("stateless", "2015-01-01"), register("national:UZB", "2016-01-01", position=2),
                       register("stateless", "2017-01-01", position=3)).ranks["authority"]  # fmt: skip

    assert standing_word(changes, DAY) == ("stateless", False)


def test_a_record_of_which_nothing_took_effect_is_not_read() -> None:
    facts = [
        a_fact("identified", "field_form", "2022-05-05"),
        a_fact("area", "KAZ.astana", "2022-05-05", basis="told"),
        a_fact("sex", "female", "2015-01-01"),
    ]

    assert in_effect(facts, DAY) == []


def test_the_records_of_one_person_come_together_and_nothing_else_is_held_back() -> None:
    facts = [register("stateless", record=number) for number in (1, 2, 3)]
    person = UUID(int=9)

    found = list(facts_by_person(facts, {UUID(int=1): person, UUID(int=3): person}, DAY))

    assert [(name, records) for name, records, _ in found] == [(None, 1), (person, 2)]
