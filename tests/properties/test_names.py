"""Names compared, whatever they are: no text crashes it, neither order counts, nothing is more alike than itself."""

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tulga.matching.core.names import Name, compare, prepare
from tulga.matching.core.scripts import words

GIVEN = "Әйгерім Aigerim АЙГЕРИМ Нұрлан Nurlan Ильхам Yilihamu ئىلھام عبدالرحمن Abdurahman Муҳаммад О'ктам Магомед"
FAMILY = "Құнанбаева KUNANBAYEVA Петров Petroff Каримов Karimov Karimzoda احمدی Ahmadi Schewtschenko Юсуфзай يوسفزى"
FATHER = "Серікқызы Сериковна Serikkyzy Иванович Rahmatovich угли o'g'li уулу ұлы"
word = st.sampled_from([*GIVEN.split(), *FAMILY.split(), *FATHER.split()])
name = st.lists(word, min_size=1, max_size=4).map(" ".join)
anything = st.text(max_size=40)


@settings(max_examples=600)
@given(anything, anything)
@example("\u0674", "\u0301")
@example("ﷺ", "ﷲ")
@example("ѐ̀̀", "İi̇")
@example("a" * 2000, "b" * 2000)
def test_no_text_makes_it_fail(one: str, other: str) -> None:
    found = compare(prepare(full=one), prepare(family=other, given=one))
    assert found.score == found.score
    assert 0 <= found.probability <= 1


@pytest.mark.slow
@settings(max_examples=100_000)
@given(st.text(max_size=12))
def test_no_text_at_all_makes_it_fail(text: str) -> None:
    read = prepare(full=text)
    assert compare(read, read).score <= compare(prepare(full="Abai"), prepare(full="Abai")).score + 100


@given(name, name)
@example("Әйгерім Сериковна Серікқызы", "Әйгерім Сериковна Серікқызы")
@example("Ahmadi Әйгерім Әйгерім احمدی", "Ahmadi Әйгерім Әйгерім احمدی")
def test_either_order_of_the_names_tells_the_same(one: str, other: str) -> None:
    there, back = compare(prepare(full=one), prepare(full=other)), compare(prepare(full=other), prepare(full=one))
    assert there.score == back.score
    assert sorted((p.a.token.text, p.b.token.text) for p in there.pairs) == sorted(
        (p.b.token.text, p.a.token.text) for p in back.pairs
    )


def in_any_order(parts: list[str]) -> st.SearchStrategy[list[str]]:
    return st.permutations(parts)


FREE = [*GIVEN.split(), *FAMILY.split()]  # endings written apart belong to the word before them


@given(
    st.lists(st.sampled_from(FREE), min_size=2, max_size=4, unique=True).flatmap(
        lambda p: st.tuples(st.just(p), st.permutations(p))
    ),
    name,
)
def test_the_order_of_the_words_is_indifferent(orders: tuple[list[str], list[str]], other: str) -> None:
    against = prepare(full=other)
    one, turned = (compare(unjoined(" ".join(order)), against).score for order in orders)
    assert one == pytest.approx(turned, abs=1e-9)


def unjoined(text: str) -> Name:
    """A name without its joinings, which are of neighbours only."""
    return Name(prepare(full=text).words)


@given(name, name)
def test_no_name_is_more_alike_than_the_name_itself(one: str, other: str) -> None:
    read = prepare(full=one)
    same = compare(read, read)
    assert same.score > 0
    assume(len(prepare(full=other).words) <= len(read.words))
    assert compare(read, prepare(full=other)).score <= same.score + 1e-9


@given(name, st.sampled_from([str.upper, str.title, str.lower]))
def test_capitals_say_nothing(text: str, written: type[str]) -> None:
    assert compare(prepare(full=text), prepare(full=written(text))).score == pytest.approx(
        compare(prepare(full=text), prepare(full=text)).score, abs=1e-9
    )


@settings(max_examples=300)
@given(anything)
def test_words_hold_no_capital_space_or_invisible_character(text: str) -> None:
    for found in words(text):
        assert found == found.lower()
        assert not any(c.isspace() or c in "\u200b\u200c\u200e\ufeff\u00ad" for c in found)
        assert any(c.isalpha() for c in found)
