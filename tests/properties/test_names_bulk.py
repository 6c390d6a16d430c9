"""The compiled comparison of names is the plain one: same scores for any names."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties.test_names import anything, name
from tulga.matching.bulk.names import Register, probabilities, score_texts
from tulga.matching.core.names import Name, compare, prepare

parts = st.builds(prepare, family=name, given=name, patronymic=st.one_of(st.just(""), name))
names = st.one_of(
    st.builds(lambda text: prepare(full=text), name), st.builds(lambda t: prepare(full=t), anything), parts
)


@settings(max_examples=100, deadline=None)
@given(st.lists(names, min_size=2, max_size=6))
def test_the_compiled_score_is_that_of_the_reference(some: list[Name]) -> None:
    register = Register()
    numbers = [register.add(one) for one in some]
    pairs = [(a, b) for a in numbers for b in numbers]
    expected = [compare(some[a], some[b]).score for a, b in pairs]
    assert register.scores(pairs) == pytest.approx(np.array(expected), abs=1e-9)


def test_names_may_be_added_after_a_comparison() -> None:
    register = Register()
    first = register.add(prepare(full="Абай"))
    before = register.scores([(first, first)])[0]
    second = register.add(prepare(full="Abai"))
    assert register.scores([(first, first)])[0] == before
    assert register.scores([(first, second)])[0] > 0


def test_probabilities_are_those_of_the_reference() -> None:
    texts = [("Әйгерім Құнанбаева", "KUNANBAYEVA AIGERIM"), ("Иван Петров", "Seitkali Dauletova")]
    expected = [compare(prepare(full=a), prepare(full=b)).probability for a, b in texts]
    assert probabilities(score_texts(texts)) == pytest.approx(np.array(expected))
