"""Two names laid side by side: what is one name, what is not, and why."""

import pytest

from tulga.matching.core.names import Part, compare, prepare, same_from
from tulga.matching.core.tables import joins, other_forms
from tulga.matching.core.tokens import Why, alike, token


def same(one: str, other: str) -> bool:
    return compare(prepare(full=one), prepare(full=other)).probability >= same_from()


ONE_NAME = [
    ("Әйгерім Құнанбаева", "Айгерим Кунанбаева"),  # campaign form and civil register
    ("Әйгерім Құнанбаева", "KUNANBAYEVA AIGERIM"),  # travel paper
    ("Әйгерім Құнанбаева", "Aygherim Kounanbaieva"),  # a partner's list
    ("Юсупов Ильхам", "Yilihamu Yusupu"),  # by way of Chinese characters
    ("محمد یوسفزی", "Mohammad Yusufzai"),
    ("محمد یوسفزی", "Мохаммад Юсуфзай"),
    ("عبد الرحمن احمدی", "Abdulrahman Ahmadi"),  # Abd al-Rahman, apart and joined
    ("Salah al-Din Nasiri", "صلاح الدين نصیری"),
    ("Карим-зода Фаррух", "Farrukh Karimzoda"),
    ("Микола Шевченко", "Николай Шевченко"),
    ("Саша Петрова", "Александра Петрова"),
    ("Г. Ивановский", "Григорий Ивановский"),
    ("O`tkir G`ulomov", "Ўткир Ғуломов"),  # the grave accent for an apostrophe
    ("Нұрлан Серікұлы Ахметов", "Akhmetov Nurlan"),  # a patronymic that one side lacks
    ("Martinović Ivan", "Мартинович Иван"),  # a family name that ends as a patronymic does
    ("Гүл Жан Омарова", "Гүлжан Омарова"),  # a name written apart
]


@pytest.mark.parametrize(("one", "other"), ONE_NAME)
def test_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert same(one, other)


OTHER_NAMES = [
    ("Ахметов Нұрлан Серікұлы", "Ахметов Бауыржан Серікұлы"),  # brothers
    ("Ахметов Нұрлан", "Ахметова Нұргүл"),  # brother and sister
    ("Karimov Alisher", "Karimbekov Alisher"),  # a near family name
    ("محمد یوسفزی", "Omar Yusufzai"),
    ("Иван Сидоров", "Seitkali Dauletova"),
]


@pytest.mark.parametrize(("one", "other"), OTHER_NAMES)
def test_other_names_are_not(one: str, other: str) -> None:
    assert not same(one, other)


def test_a_patronymic_that_agrees_speaks_for_and_one_that_differs_against() -> None:
    name = prepare(full="Ахметов Нұрлан Серікұлы")
    lacking = compare(name, prepare(full="Ахметов Нурлан")).score
    assert compare(name, prepare(full="Ахметов Нурлан Серикович")).score > lacking
    assert compare(name, prepare(full="Ахметов Нурлан Маратович")).score < lacking


def test_endings_of_a_man_and_of_a_woman_speak_against_one_name() -> None:
    woman = compare(prepare(full="Ахметова Жанна"), prepare(full="Akhmetova Zhanna")).score
    assert compare(prepare(full="Ахметов Жанна"), prepare(full="Akhmetova Zhanna")).score < woman


def test_told_parts_are_kept_and_parts_that_moved_cost_a_little() -> None:
    told = prepare(family="Алиев", given="Руслан", patronymic="Ахмед")
    assert [(word.part, word.father) for word in told.words] == [
        (Part.FAMILY, False),
        (Part.GIVEN, False),
        (Part.FATHER, True),
    ]
    straight = compare(told, prepare(family="Aliyev", given="Ruslan")).score
    turned = compare(told, prepare(family="Ruslan", given="Aliyev")).score
    assert turned < straight
    assert turned > 0


def test_an_ending_written_apart_belongs_to_the_word_before_it() -> None:
    assert [word.token.text for word in prepare(full="Ali Karim o'g'li").words] == ["ali", "karimo'g'li"]
    assert [word.token.text for word in prepare(full="Серік қызы Айна").words] == ["серікқызы", "айна"]


def test_articles_and_servants_join_the_next_word_and_the_faith_the_last() -> None:
    assert [word.token.text for word in prepare(full="Abd al-Baqi Nur").words] == ["abdalbaqi", "nur"]
    assert [word.token.text for word in prepare(full="Salah al-Din Khel").words] == ["salahaldinkhel"]
    assert joins().to_next & joins().to_last == frozenset()


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("нұрлан", "нұрлан", Why.SAME),
        ("нұрлан", "nurlan", Why.SPELLING),
        ("серікұлы", "серикович", Why.HABIT),
        ("серікбай", "серикбаев", Why.ENDING),
        ("микола", "николай", Why.DOUBLET),
        ("саша", "александр", Why.DIMINUTIVE),
        ("н", "нұрлан", Why.INITIAL),
        ("абдураим", "абдураип", Why.TYPO),
        ("айгүл", "seitkali", Why.OTHER),
    ],
)
def test_a_pair_of_words_says_why(one: str, other: str, why: Why) -> None:
    assert alike(token(one), token(other)).why is why
    assert alike(token(other), token(one)).why is why


@pytest.mark.parametrize(
    ("one", "other"), [("Нұрлан", "Нұржан"), ("Nurlan", "Нуржан"), ("Ахмад", "Muhammad"), ("Мадина", "Марина")]
)
def test_two_common_names_that_no_habit_of_spelling_joins_are_two_names(one: str, other: str) -> None:
    assert compare(prepare(full=f"{one} Сейтқали"), prepare(full=f"{other} Сейтқали")).probability < 0.5


def test_a_slip_of_the_pen_that_makes_no_other_common_name_is_a_slip() -> None:
    assert compare(prepare(full="Нұрлан Сейтқали"), prepare(full="Нұнлан Сейтқали")).probability > 0.5


@pytest.mark.parametrize(("one", "other"), [("Мухаммад", "Mohammad"), ("Әлия", "Алия"), ("Ғалымжан", "Галымжан")])
def test_spellings_of_one_common_name_are_no_two_names(one: str, other: str) -> None:
    assert token(one.lower()).known
    assert token(other.lower()).known
    assert alike(token(one.lower()), token(other.lower())).score > 3


def test_an_initial_is_no_end_of_the_word_before_it() -> None:
    assert prepare(full="AIGERIM S.").joined == ()
    assert [word.token.text for word in prepare(full="Айге рим").joined[0]] == ["айгерим"]


def test_a_diminutive_may_stand_for_several_names() -> None:
    assert {name for name, _ in other_forms("саша")} == {"александр", "александра"}
    assert other_forms("әйгерім") == ()


def test_a_name_without_words_tells_against_one_name_and_nothing_more() -> None:
    empty = compare(prepare(full="—"), prepare(full="Әйгерім"))
    assert empty.probability < 0.5
    assert empty.pairs == ()


def test_words_after_the_sixth_are_not_compared() -> None:
    assert len(prepare(full="a b c d e f g h".replace(" ", "a ") + "a").words) == 6
