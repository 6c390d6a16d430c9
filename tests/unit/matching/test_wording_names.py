"""Why two names match, in three languages, word by word."""

import pytest

from tulga.matching.core.names import compare, prepare
from tulga.matching.core.readers import arabic, cyrillic, kazakh_arabic, latin, pinyin, uyghur
from tulga.matching.core.tokens import Why
from tulga.matching.wording import LANGUAGES, Sentence
from tulga.matching.wording.names import _texts, explain, known


def told(one: str, other: str, language: str = "en") -> list[Sentence]:
    a, b = prepare(full=one), prepare(full=other)
    return list(explain(a, b, compare(a, b), language))


def texts(one: str, other: str, language: str = "en") -> str:
    return "\n".join(sentence.text for sentence in told(one, other, language))


def test_each_pair_of_words_names_how_either_is_written() -> None:
    assert texts("Әйгерім Құнанбаева", "KUNANBAYEVA AIGERIM") == (
        "same name: “Құнанбаева” is written with Kazakh Cyrillic letters, "
        "“Kunanbayeva” by the rules of travel papers (ICAO 9303 and the like)\n"
        "same name: “Әйгерім” is written with Kazakh Cyrillic letters, "
        "“Aigerim” by the rules of travel papers (ICAO 9303 and the like)\n"
        "the parts stand in another order"
    )


@pytest.mark.parametrize(
    ("one", "other", "part"),
    [
        ("Микола Шевченко", "Николай Шевченко", "one name in two languages"),
        ("Саша Петров", "Александр Петров", "short form"),
        ("А. Петров", "Александр Петров", "initial"),
        ("Петров Иван Серікұлы", "Петров Иван Серикович", "endings of two customs"),
        ("Петров Иван Серікұлы", "Петров Иван", "told in one of them only"),
        ("Гүл Жан Омарова", "Гүлжан Омарова", "written as one"),
        ("Ахметов Жанна", "Ахметова Жанна", "a woman's"),
        ("Aihemaitijiang Kasimu", "Әхмәтҗан Қасим", "pinyin"),
        ("Иван Сидоров", "Seitkali Dauletova", "different names"),
        ("", "Абай", "nothing to compare"),
    ],
)
def test_a_reason_is_told(one: str, other: str, part: str) -> None:
    assert part in texts(one, other)


def test_what_speaks_for_against_and_neither_is_told_apart() -> None:
    tones = [sentence.tone for sentence in told("Петров Иван Серікұлы", "Петров Сеиткали")]
    assert tones == ["for", "against", "neutral"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_its_words_in_every_language(language: str) -> None:
    for rows in _texts().values():
        for row in rows.values():
            assert row[language].strip()


def test_russian_and_kazakh_are_spoken_and_an_unknown_language_gets_english() -> None:
    assert "есть в обоих именах" in texts("Иван Петров", "Иван Петров", "ru")
    assert "екі есімде де бар" in texts("Иван Петров", "Иван Петров", "kk")
    assert texts("Иван", "Иван", "fr") == texts("Иван", "Иван", "en")


def test_every_code_and_every_orthography_has_words() -> None:
    assert {str(why) for why in Why} <= known()["words"]
    samples = "петров сергій уладзімір әйгерім нураалы ўткир ҷамшед җәмшит гӏойтемир kunanbaeva joukoff schewtschenko"
    samples += " čajka a'li'han ǵali ğali şükir o'tkir ýazgeldi yilihamu ئايگۈل ءلاززات عمر saeed"
    for word in samples.split():
        for reader in (arabic, cyrillic, kazakh_arabic, latin, pinyin, uyghur):
            for reading in reader.read(word):
                assert reading.convention in known()["ways"], reading
