"""One name, many spellings."""

from random import Random

import pytest

from tulga.demo import spelling


@pytest.mark.parametrize(
    ("father", "sex", "made"),
    [
        ("Иван", "male", "Иванович"), ("Сергей", "female", "Сергеевна"), ("Игорь", "male", "Игоревич"),
        ("Юрий", "male", "Юрьевич"), ("Қайрат", "female", "Кайратовна"), ("Мустафа", "male", "Мустафаевич"),
        ("Илья", "male", "Ильич"), ("Али", "female", "Алиевна"), ("Абдулла", "male", "Абдуллаевич"),
    ],
)  # fmt: skip
def test_the_patronymic_is_what_soviet_papers_made_of_the_name(father: str, sex: str, made: str) -> None:
    assert spelling.patronymic(father, sex) == made


@pytest.mark.parametrize(("rule", "written"), [("icao", "Zhumabaev"), ("french", "Joumabaev"), ("simple", "Zhumabaev")])
def test_a_name_is_written_in_latin_letters_by_each_rule(rule: str, written: str) -> None:
    assert spelling.latin("Жумабаев", rule) == written


def test_kazakh_letters_become_russian_ones_in_russian_papers() -> None:
    assert spelling.russian("Әлихан Нұрсұлтанұлы Өмірзақ") == "Алихан Нурсултанулы Омирзак"


def test_a_woman_bears_the_family_name_in_its_feminine_form() -> None:
    assert [spelling.family_of(name, "female") for name in ("Рахимов", "Ильин", "Шевченко", "Ким")] == [
        "Рахимова", "Ильина", "Шевченко", "Ким",
    ]  # fmt: skip


def test_what_is_misheard_is_near_and_not_the_same() -> None:
    rng = Random(3)

    heard = {spelling.misheard("Бахтияров", rng) for _ in range(40)}

    assert len(heard - {"Бахтияров"}) > 2
    assert all(abs(len(one) - len("Бахтияров")) <= 2 for one in heard)
