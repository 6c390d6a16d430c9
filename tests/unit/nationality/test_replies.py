"""An authority's own words: only what is plain is an answer."""

import pytest

from tulga.nationality.scenarios import read_text
from tulga.nationality.scenarios.replies import answer_of


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("not a citizen of Kyrgyzstan, never was", "not_national"),
        ("is not considered a national", "not_national"),
        ("does not hold the citizenship", "not_national"),
        ("is no longer a citizen", "not_national"),
        ("is not and never was a citizen of Kyrgyzstan", "not_national"),
        ("is not, and has never been, a citizen", "not_national"),
        ("has never held the citizenship of Kyrgyzstan", "not_national"),
        ("does not belong to the citizenship of Kyrgyzstan", "not_national"),
        ("belongs to the citizenship of Kyrgyzstan", "national"),
        ("citizenship of Kyrgyzstan is confirmed", "national"),
        ("не является гражданином Кыргызской Республики", "not_national"),
        ("утратила гражданство", "not_national"),
        ("is a citizen", "national"),
        ("the person is our national", "national"),
        ("A citizen of Kyrgyzstan.", "national"),
        ("является гражданкой Кыргызстана", "national"),
        ("no record of the person in the register", "no_record"),
        ("сведений о гражданстве нет", "no_record"),
        ("no answer received", "silent"),
        ("ответ не поступил", "silent"),
        ("general information on the law", "general"),
        ("lost citizenship on 3 May 2005", "not_national"),
        ("citizenship of Kyrgyzstan was terminated by decree of 2005", "not_national"),
        ("is a citizen since 3 May 1995", "national"),
        ("negative", "not_national"),
        ("positive reply", "national"),
        ("silence", "silent"),
    ],
)
def test_a_plain_sentence_is_an_answer(said: str, answer: str) -> None:
    assert answer_of(said, "KGZ") == answer


@pytest.mark.parametrize(
    "said",
    [
        "",
        "may be a citizen",
        "we cannot confirm that he is not a citizen",
        "it is not known whether he is a citizen",
        "persons who were born here are citizens",
        "her brother is a citizen",
        "is not and her brother never was a citizen",
        "citizenship of Kyrgyzstan is not confirmed",
        "is a citizen of Uzbekistan",
        "is a citizen of UZ",
        "is considered a citizen of Russia",
        "is a national of Iran",
        "citizen of Moldova",
        "citizens of Kyrgyzstan are those who lived there in 1990",
        "persons resident here in 1990 are citizens of Kyrgyzstan",
        "the citizens of Kyrgyzstan",
        "every person resident here is a citizen",
        "May be a citizen",
        "является гражданином России",
        "is a citizen; is not a citizen",
        "не подтверждена принадлежность к гражданству",
        "was a citizen until 1999",
        "please come to the consulate",
    ],
)
def test_a_doubt_another_person_and_another_state_are_no_answer(said: str) -> None:
    assert answer_of(said, "KGZ") == ""


@pytest.mark.parametrize(
    ("field", "answer", "shown"),
    [
        ("content: 'not a citizen, never was'", "not_national", False),
        ("answer: national", "national", False),
        ("content: please come to the consulate", "", True),
        ("note: ''", "", True),
    ],
)
def test_words_that_cannot_be_read_are_shown_and_answer_nothing(field: str, answer: str, shown: bool) -> None:
    event = f"{{type: authority_answer, date: 2020-09-01, state: KG, {field}}}"

    found = read_text(
        f"scenarios:\n- {{id: A, assess_on: 2024-01-01, facts: {{born: 1970-01-01, events: [{event}]}}}}"
    )[0]

    assert found.problems == ()
    assert found.person.events[0].detail("answer") == answer
    assert bool(found.person.not_understood) is shown
