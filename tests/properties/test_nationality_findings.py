"""What a finding promises: nothing definite that a completion of what is not told contradicts."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.properties.lives import ON, less_told, lives
from tulga.nationality.core.evaluate import assess
from tulga.nationality.core.facts import Person
from tulga.nationality.core.loading import load_packs
from tulga.nationality.core.outcomes import Article1, Assessment, Outcome

OPEN = {Outcome.UNDETERMINED, Outcome.DISPUTED}
# who is entitled is no national: a way that opens refines the finding and does not turn it
SAME = {Outcome.ENTITLED: Outcome.NOT_NATIONAL}


def outcomes(assessment: Assessment) -> dict[str, Outcome]:
    return {answer.state: SAME.get(answer.outcome, answer.outcome) for answer in assessment.answers}


@given(st.data())
def test_what_is_definite_stays_so_when_more_is_told(data: st.DataObject) -> None:
    everything = data.draw(lives())
    part = data.draw(less_told(everything))

    before, after = outcomes(assess(part, load_packs(), ON)), outcomes(assess(everything, load_packs(), ON))

    turned = {
        state: (outcome.value, after[state].value)
        for state, outcome in before.items()
        if outcome not in OPEN and after.get(state, outcome) is not outcome
    }
    assert turned == {}


@given(lives(), st.data())
def test_article_1_is_never_concluded_against_what_more_would_tell(person: Person, data: st.DataObject) -> None:
    part = data.draw(less_told(person))

    before, after = (assess(one, load_packs(), ON).article_1_1 for one in (part, person))

    assert before is Article1.UNDETERMINED or before is after


@given(lives())
def test_the_order_in_which_facts_are_told_changes_nothing(person: Person) -> None:
    turned = Person(
        **{name: getattr(person, name) for name in Person.__slots__ if name not in ("stays", "absent", "documents")},
        stays=person.stays[::-1], absent=person.absent[::-1], documents=person.documents[::-1],
    )  # fmt: skip

    assert outcomes(assess(turned, load_packs(), ON)) == outcomes(assess(person, load_packs(), ON))


@settings(max_examples=20)
@given(lives(), st.data())
def test_every_question_asked_could_change_something(person: Person, data: st.DataObject) -> None:
    part = data.draw(less_told(person))
    before = assess(part, load_packs(), ON)

    for question in before.questions[:3]:
        answered = [
            assess(part, load_packs(), ON, answers={question.need.key: branch.option}, ask=False)
            for branch in question.branches
        ]
        found = {tuple(sorted((state, one.value) for state, one in outcomes(each).items())) for each in answered}
        assert len(found) > 1 or any(settled_or_nearer(before, each) for each in answered), question.need.key


def settled_or_nearer(before: Assessment, after: Assessment) -> set[str]:
    """Return the open relevant States that an answer settled, or that wait for fewer facts after it."""
    left = {one.state: len(one.needs) for one in after.answers if one.outcome in OPEN}
    waiting = (one for one in before.answers if one.relevant and one.outcome in OPEN)
    return {one.state for one in waiting if left.get(one.state, 0) < len(one.needs)}


def opened(assessment: Assessment) -> set[str]:
    return {answer.state for answer in assessment.answers if answer.relevant and answer.outcome in OPEN}


@settings(max_examples=40)
@given(lives(), st.data())
def test_whatever_the_answer_to_the_first_question_no_finding_opens_of_a_state_that_was_relevant_before(
    person: Person, data: st.DataObject
) -> None:
    part = data.draw(less_told(person))
    before = assess(part, load_packs(), ON)
    assume(before.questions)
    need = before.questions[0].need

    after = assess(part, load_packs(), ON, answers={need.key: data.draw(st.sampled_from(need.options))}, ask=False)

    settled = {answer.state for answer in before.answers if answer.relevant} - opened(before)
    assert opened(after) & settled == set()


@settings(max_examples=40)
@given(lives(), st.data())
def test_the_branches_of_a_question_are_what_its_answers_lead_to(person: Person, data: st.DataObject) -> None:
    part = data.draw(less_told(person))
    before = assess(part, load_packs(), ON)
    assume(before.questions)
    question = data.draw(st.sampled_from(before.questions))
    branch = data.draw(st.sampled_from(question.branches))

    after = assess(part, load_packs(), ON, answers={question.need.key: branch.option}, ask=False)

    found = {answer.state: answer.outcome for answer in after.answers}
    promised = {state: outcome for state, outcome in branch.outcomes if outcome not in OPEN}
    assert {state: found[state] for state in promised} == promised
