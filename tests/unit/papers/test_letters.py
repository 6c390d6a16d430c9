"""Names in A to Z: examples of ICAO Doc 9303-3 (8th edition), and the letters that it does not give."""

import pytest

from tulga.papers.core.letters import UnknownLetter, components


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("D'ARTAGNAN", "DARTAGNAN"),
        ("MARIE-ELISE", "MARIE<ELISE"),
        ("ANNA, MARIA", "ANNA<MARIA"),
        ("Térèsa Cañon", "TERESA<CANON"),
        ("Smith.Jones", "SMITHJONES"),  # other punctuation is left out, and nothing put in its place
        ("O’Connor", "OCONNOR"),
        ("  Van  der   Muellen ", "VAN<DER<MUELLEN"),
        ("Łódź Ørsted Æsir Þór Straße", "LODZ<OERSTED<AESIR<THOR<STRASSE"),
    ],
)
def test_latin_names_lose_their_marks_and_punctuation(name: str, expected: str) -> None:
    assert "<".join(components(name)) == expected


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ", "ru", "ABVGDEEZHZIIKLMNOPRSTUFKHTSCHSHSHCHIEYEIUIA"),
        ("АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ", "uk", "ABVHGDEIEZHZYIIIKLMNOPRSTUFKHTSCHSHSHCHIUIA"),
        ("Юрій Їжак Єва Йосип Ярема", "uk", "YURII<YIZHAK<YEVA<YOSYP<YAREMA"),  # first letters
        ("Максім Ігар Ёлка", "be", "MAKSIM<IHAR<IOLKA"),
        ("Щедрин", "bg", "SHTEDRIN"),
        ("Хилл", "ru", "KHILL"),
    ],
)
def test_cyrillic_letters_sound_by_the_language(name: str, language: str, expected: str) -> None:
    assert "<".join(components(name, language)) == expected


def test_every_letter_of_the_kazakh_alphabet_has_letters_of_the_zone() -> None:
    alphabet = "А Ә Б В Г Ғ Д Е Ё Ж З И Й К Қ Л М Н Ң О Ө П Р С Т У Ұ Ү Ф Х Һ Ц Ч Ш Щ Ъ Ы І Ь Э Ю Я"

    found = {letter: "".join(components(f"{letter}", "kk")) for letter in alphabet.split()}

    assert {one: found[one] for one in "ӘҒҚҢӨҰҮҺІ"} == {
        "Ә": "A", "Ғ": "G", "Қ": "K", "Ң": "N", "Ө": "O", "Ұ": "U", "Ү": "U", "Һ": "H", "І": "I",
    }  # fmt: skip
    assert [letter for letter, written in found.items() if not written] == ["Ь"]  # which stands for no sound
    assert components("Әбдірахман Жиһангер Өмірұлы Үкі Ңұрғали", "kk") == (
        "ABDIRAKHMAN", "ZHIHANGER", "OMIRULY", "UKI", "NURGALI",
    )  # fmt: skip


def test_kazakh_in_latin_letters_has_no_german_vowels() -> None:
    assert components("Ömir Ülken Äsem", "kk") == ("OMIR", "ULKEN", "ASEM")
    assert components("Müller", "de") == ("MUELLER",)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ابو بكر محمد بن زكريا الرازي", "ABW<BKR<MXHMD<BN<ZKRYA<ALRAZY"),
        ("جمال عبد الناصر", "JMAL<EBD<ALNAXSSR"),
        ("نعيمة جميلة", "NEYMXAH<JMYLXAH"),  # teh marbuta at the end of a component
        ("سمير", "SMYR"),
        ("عبّاس", "EBBAS"),  # shadda doubles
        ("مُحَمَّد", "MXHMMD"),  # vowel marks are not written
        ("إسماعيل عز الدين", "ISMAEYL<EZ<ALDYN"),
        ("پرویز گلی", "PRWXYAZ<XGGLXYA"),
    ],
)
def test_arabic_letters_are_those_of_the_table(name: str, expected: str) -> None:
    assert "<".join(components(name)) == expected


@pytest.mark.parametrize("name", ["Анна2", "王小明", "გიორგი", "Henry 8"])
def test_a_letter_that_no_table_has_is_refused_and_never_left_out(name: str) -> None:
    with pytest.raises(UnknownLetter) as refused:
        components(name)

    assert refused.value.letters
    assert set(refused.value.letters) <= set(name)


def test_the_arabic_letters_are_the_code_points_of_the_table() -> None:
    # a few that look alike: farsi yeh and alef maksura, keheh and kaf, heh goal and heh, and their like
    told = {
        0x06CC: "XYA",
        0x0649: "XAY",
        0x064A: "Y",
        0x06A9: "XKK",
        0x0643: "K",
        0x06C1: "XXG",
        0x0647: "H",
        0x06BE: "XDO",
        0x06C0: "XYH",
        0x06C2: "XGE",
        0x0671: "XXA",
        0x0622: "XAA",
    }

    assert {code: "".join(components(chr(code))) for code in told} == told
    assert components("\u0629\u0627") == ("XTAA",)  # teh marbuta that is not at the end
