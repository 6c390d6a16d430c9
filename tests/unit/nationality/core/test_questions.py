"""Which question comes first, and which are not asked."""

from tests.unit.nationality.core.law import ON, a_parent, a_person, a_rule, finding, law
from tulga.nationality.core.evaluate import assess
from tulga.nationality.core.facts import Person, Relative
from tulga.nationality.core.rules import Rule


def asked(person: Person, *rules: Rule) -> list[str]:
    return [question.need.key for question in assess(person, law(*rules), ON).questions]


def test_a_state_that_no_fact_can_settle_is_asked_itself_and_nobody_for_facts() -> None:
    open_anyway = a_rule("A", "true", level="U")
    open_if_declared = a_rule("B", "event(wish_declared, XAA)", level="U")

    assert asked(a_person(), open_anyway, open_if_declared) == ["authority.answer.XAA"]


def test_a_state_that_an_answer_can_settle_is_not_asked_first() -> None:
    open_if_declared = a_rule("B", "event(wish_declared, XAA)", level="U")

    assert asked(a_person(), open_if_declared) == ["subject.event.wish_declared.XAA", "authority.answer.XAA"]


def test_what_two_states_wait_for_is_asked_before_what_one_waits_for() -> None:
    one = a_rule("A", "event(agreement_of_parents, XAA)")
    both = (a_rule(f"{state}-B", "event(wish_declared, XAC)", state=state) for state in ("XAB", "XAC"))
    person = a_person(links=("XAA", "XAB", "XAC"))

    keys = asked(person, one, *both)

    assert keys[:2] == ["subject.event.wish_declared.XAC", "subject.event.agreement_of_parents.XAA"]


def test_where_reading_a_term_decides_as_much_as_the_answer_of_the_state_the_state_is_asked() -> None:
    assert asked(a_person(), a_rule("A", "open(seen)")) == ["authority.answer.XAA", "subject.term.seen"]


def test_of_a_parents_life_only_that_is_missing_on_which_the_nationality_of_the_parent_hangs() -> None:
    soil, descent = a_rule("S", "born_in(XAA)"), a_rule("D", "mother.national(XAA, at birth)")
    offered = a_rule("E", "event(wish_declared, XAA)", effect="entitles", at="on application")
    mother = Relative(
        "mother", person=a_person("1950-01-01", None, mother=a_parent("mother"), father=a_parent("father"))
    )
    person = a_person("1980-05-05", "XAB", mother=mother, father=a_parent("father"), links=("XAA",))

    needs = {need.key for need in finding(person, law(soil, descent, offered)).needs}

    assert "mother.born_in" in needs
    assert "mother.event.wish_declared.XAA" not in needs
