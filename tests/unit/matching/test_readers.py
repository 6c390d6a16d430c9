"""Each orthography, by an example and the source of its rule: what it is taken for, and what it sounds like."""

import pytest

from tulga.matching.core.phonemes import ALPHABET, settle, skeleton
from tulga.matching.core.readers import MOST, read
from tulga.matching.core.tokens import alike, token

# word, orthography, sounds; the comment names the source of the rule
READ = [
    ("петров", "russian", "petrov"),
    ("щукина", "russian", "Qukina"),
    ("джамиля", "russian", "Jamilya"),  # дж for one sound
    ("құнанбаева", "kazakh", "qunanbaeva"),  # Kazakh Cyrillic alphabet of 1940
    ("әйгерім", "kazakh", "Aigerim"),
    ("сергій", "ukrainian", "sergi"),  # i and и apart: Ukrainian orthography of 2019
    ("олексій", "ukrainian", "oleksi"),
    ("ўткир", "uzbek-cyrillic", "Otkir"),  # Uzbek Cyrillic of 1940
    ("ҷамшед", "tajik", "JamSed"),  # Tajik alphabet of 1940, reformed in 1998
    ("нураалы", "kyrgyz", "nuralI"),  # long vowels written double are one vowel
    ("җәмшит", "uyghur-cyrillic", "JAmSit"),  # Uyghur Cyrillic, Alma-Ata 1947
    ("уладзімір", "belarusian", "uladimir"),  # дз before a soft vowel is д: Belarusian orthography of 2008
    ("гӏойтемир", "chechen", "Goitemir"),  # BGN/PCGN 2008
    ("1умар", "chechen", "umar"),  # the same letter typed as a digit
    ("хіава", "chechen", "hava"),  # or as a Latin or Ukrainian i
    ("kunanbayeva", "icao", "kunanbaeva"),  # ICAO Doc 9303-3, section 6
    ("shcherbakov", "icao", "Qerbakov"),
    ("joukoff", "soviet-french", "Zukof"),  # Soviet travel papers before 1997: ж j, у ou, -ов -off
    ("tchoukovsky", "soviet-french", "CukovskI"),
    ("schewtschenko", "german", "SevCenko"),  # DIN 1460 and older German habit
    ("čajkovskij", "scholarly", "Caikovski"),  # ISO 9:1968
    ("a'li'han", "kazakh-2017", "Alihan"),  # decree No. 569 of 26 October 2017
    ("ǵalymjan", "kazakh-2018", "GalImZan"),  # decree No. 637 of 19 February 2018
    ("ümıtbek", "kazakh-latin", "UmItbek"),  # draft of 2021
    ("jo'raboy", "uzbek", "JOraboi"),  # Uzbek law of 6 May 1995
    ("ýazgeldi", "turkmen", "yazgeldi"),  # Turkmen alphabet of 1993
    ("aihemaitijiang", "pinyin", "ahmatJan"),  # ISO 7098 of Chinese characters for Ahmetjan
    ("yilihamu", "pinyin", "ilham"),
    ("miheriguli", "pinyin", "mihergul"),
    ("hailati", "pinyin", "Gairat"),  # Gheyret: no Chinese syllable for gh or ra
    ("tuerxun", "pinyin", "tursun"),
    ("yibulayin", "pinyin", "ibrahim"),
    ("yiming", "pinyin", "imin"),  # two syllables, one of them marked
    ("ئايگۈل", "uyghur-arabic", "aigUl"),  # Uyghur alphabet of 1983
    ("غەيرەت", "uyghur-arabic", "GAirAt"),
    ("ءلاززات", "kazakh-arabic", "lAzAt"),  # töte jazu: the hamza makes every vowel front
    ("ابىشەۆا", "kazakh-arabic", "abISeva"),
    ("عمر", "arabic", "1mr"),
    ("ابتسام", "arabic", "6bts2m"),
    ("پژمان", "arabic", "pZm2n"),  # Persian letters
    ("ښايسته", "arabic", "X24st5"),  # Pashto letters: ښ is x or sh
]


@pytest.mark.parametrize(("word", "orthography", "sounds"), READ, ids=[row[0] for row in READ])
def test_a_word_is_read_by_its_orthography(word: str, orthography: str, sounds: str) -> None:
    assert (orthography, sounds) in {(reading.convention, reading.phonemes.decode()) for reading in read(word)}


# two spellings of one name, and why they differ
SAME = [
    ("қуаныш", "kuanysh"),  # Kazakhstan's passport rules
    ("қуаныш", "qýanysh"),  # Kazakh Latin of 2018
    ("жансая", "jansaıa"),
    ("жансая", "zhansaya"),
    ("жансая", "djansaia"),
    ("нұржан", "нуржан"),  # no Kazakh letter on the keyboard
    ("ғалия", "галия"),
    ("һакім", "хаким"),
    ("жүсіп", "юсуп"),  # doublets
    ("ғани", "ءعاني"),
    ("хуррам", "xurram"),  # Uzbek х is x, ҳ is h
    ("шаҳзода", "shahzoda"),
    ("ўғилой", "o'g'iloy"),
    ("ўғилой", "угилой"),
    ("қодир", "кадыр"),
    ("абдураҳмон", "عبدالرحمن"),
    ("abdurrahman", "عبدالرحمن"),
    ("абдуррахман", "عبدالرحمان"),
    ("yusufzai", "یوسفزی"),
    ("zarghuna", "زرغونه"),  # Pashto
    ("mozhgan", "مژگان"),  # Persian
    ("ibtissam", "ابتسام"),
    ("gheyret", "غەيرەت"),
    ("ilham", "yilihamu"),
    ("һәмзәт", "хамзат"),
    ("гӏайрбек", "гайрбек"),  # Chechen
    ("сергій", "сергей"),
    ("serhii", "сергій"),  # Ukraine's passport rules of 2010
    ("dzmitry", "дзмітрый"),
    ("ўладзімір", "уладзимир"),
    ("schukow", "жуков"),
    ("tschernenko", "черненко"),
    ("ýolbars", "ёлбарс"),  # Turkmen
    ("nəzarət", "назарет"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_of_one_name_speak_for_it(one: str, other: str) -> None:
    assert alike(token(one), token(other)).score > 0.5


OTHER = [
    ("нұрлан", "нұрғали"),
    ("айгүл", "айнұр"),
    ("karim", "karima"[::-1]),
    ("حسن", "مراد"),
    ("ivan", "иосиф"),
    ("غەيرەت", "ilham"),
    ("aihemaitijiang", "касым"),
]


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_two_names_speak_against_one(one: str, other: str) -> None:
    assert alike(token(one), token(other)).score < 0


def test_readings_are_few_likeliest_first_and_none_twice() -> None:
    for word, _, _ in READ:
        found = read(word)
        assert 1 <= len(found) <= MOST
        assert [reading.penalty for reading in found] == sorted(reading.penalty for reading in found)
        assert len({reading.phonemes for reading in found}) == len(found)


def test_readings_are_written_in_the_phonemic_alphabet() -> None:
    for word, _, _ in READ:
        for reading in read(word):
            assert set(reading.phonemes.decode()) <= set(ALPHABET)


@pytest.mark.parametrize("word", ["", "12", "ϙϙ", "漢字", "\u0674", "ьъ"])
def test_what_is_no_word_of_a_known_script_has_no_reading(word: str) -> None:
    assert read(word) == ()


@pytest.mark.parametrize("written", ["aliyeva", "aliieva", "alieva"])
def test_glides_are_folded_whichever_way_they_are_written(written: str) -> None:
    assert settle(written) == b"alieva"


def test_a_skeleton_keeps_consonants_by_rough_class() -> None:
    assert skeleton(b"qunanbaeva") == skeleton(b"kUnanbaifa") == "knpv"


def test_a_vowelled_word_of_arabic_letters_is_hardly_read_without_vowels() -> None:
    by_way = {reading.convention: reading.penalty for reading in read("غەيرەت")}
    assert by_way["uyghur-arabic"] + 2 <= by_way["arabic"]
