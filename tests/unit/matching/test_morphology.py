"""Endings of names in any alphabet: what they say, and the stem that is left."""

import pytest

from tulga.matching.core.morphology import Ending, Sex, is_patronymic, shape, stands_for_an_ending
from tulga.matching.core.readers import read


def of(word: str) -> tuple[bytes, Ending, Sex]:
    found = shape(read(word)[0].phonemes)
    return found.stem, found.ending, found.sex


M, F, U = Sex.MALE, Sex.FEMALE, Sex.UNKNOWN


@pytest.mark.parametrize(
    ("word", "stem", "ending", "sex"),
    [
        ("нуркадилович", b"nurkadil", Ending.PATRONYMIC, M),
        ("нурқадиловна", b"nurqadil", Ending.PATRONYMIC, F),
        ("рахматуллич", b"raxmatul", Ending.PATRONYMIC, M),  # the short form without -ов-
        ("ильинична", b"il", Ending.PATRONYMIC, F),
        ("сергіївна", b"serg", Ending.PATRONYMIC, F),  # Ukrainian
        ("серікұлы", b"serik", Ending.SON, M),
        ("серікқызы", b"serik", Ending.SON, F),
        ("karimo'g'li", b"karim", Ending.SON, M),
        ("karimqizi", b"karim", Ending.SON, F),
        ("мамбетуулу", b"mambet", Ending.SON, M),  # Kyrgyz
        ("абугалымтеги", b"abugalIm", Ending.SON, U),
        ("каримзода", b"karim", Ending.ZADA, U),  # Tajik
        ("karimzadeh", b"karim", Ending.ZADA, U),  # Persian
        ("yusufzai", b"yusuf", Ending.CLAN, U),  # Pashto
        ("ibrahimkhel", b"ibrahim", Ending.CLAN, U),
        ("каримов", b"karim", Ending.OV, M),
        ("каримова", b"karim", Ending.OV, F),
        ("вышинский", b"vISin", Ending.SKY, M),
        ("қунанбай", b"qunanbai", Ending.NONE, U),
        ("قىزى", b"qIzI", Ending.NONE, U),  # the ending alone has no stem
    ],
)
def test_an_ending_tells_the_kind_and_the_sex(word: str, stem: bytes, ending: Ending, sex: Sex) -> None:
    assert of(word) == (stem, ending, sex)


@pytest.mark.parametrize(
    ("one", "other"),
    [("құнанбаева", "құнанбай"), ("мұсаев", "мұсаұлы"), ("нуркадилович", "nurkadiluly"), ("серікұлы", "серикович")],
)
def test_customs_of_one_name_leave_nearly_one_stem(one: str, other: str) -> None:
    assert of(one)[0].rstrip(b"i") == of(other)[0].rstrip(b"i").replace(b"q", b"k") or of(one)[0] == of(other)[0]


@pytest.mark.parametrize("word", ["ұлы", "қызы", "uulu", "qizi", "o'g'li", "zada", "зода", "zai", "قىزى"])
def test_an_ending_written_apart_is_known(word: str) -> None:
    assert any(stands_for_an_ending(reading.phonemes) for reading in read(word))


@pytest.mark.parametrize("word", ["ольга", "azada", "зоя", "құл"])
def test_a_name_that_looks_like_an_ending_is_a_name(word: str) -> None:
    assert not any(stands_for_an_ending(reading.phonemes) for reading in read(word))


def test_only_endings_of_fathers_names_make_a_patronymic() -> None:
    assert {ending for ending in Ending if is_patronymic(ending)} == {Ending.PATRONYMIC, Ending.SON}
