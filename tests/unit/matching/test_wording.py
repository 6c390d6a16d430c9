"""The reasons of the matcher in words: a sentence for each level that says something, in three languages."""

import pytest

from tulga.matching.core.features import LEVELS
from tulga.matching.core.score import Reason
from tulga.matching.wording import LANGUAGES, said, sentences

# Features that only weigh what others say already, or whose lower levels say nothing to a reader.
WITHOUT_WORDS = {"loose", "given_date", "family_given", "father_date"}
FROM = {"rare_family": 4, "rare_given": 4}
UNSAID = {("maiden", 2)}


@pytest.mark.parametrize("feature", sorted(set(LEVELS) - WITHOUT_WORDS))
def test_every_level_of_a_feature_has_its_sentence(feature: str) -> None:
    levels = range(FROM.get(feature, 1), LEVELS[feature])

    assert {(feature, level) for level in levels} - UNSAID == {one for one in said() if one[0] == feature}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_levels_of_a_feature_say_the_same(language: str) -> None:
    for feature in LEVELS:
        told = [sentences([Reason(feature, level, 1.0)], language) for level in range(LEVELS[feature])]
        texts = [one[0].text for one in told if one]
        assert len(set(texts)) == len(texts), feature


def test_what_speaks_for_comes_before_what_speaks_against_and_the_weightiest_first() -> None:
    reasons = [Reason("sex", 2, -3.0), Reason("sex", 1, 0.3), Reason("birth", 1, 3.0), Reason("given_date", 7, 2.0)]

    told = sentences(reasons, "en")

    assert [(one.tone, one.text) for one in told] == [
        ("for", "the same date of birth"), ("for", "the same sex"), ("against", "different sex"),
    ]  # fmt: skip


def test_a_language_that_we_do_not_have_gets_english() -> None:
    assert sentences([Reason("sex", 2, -1.0)], "de")[0].text == "different sex"
