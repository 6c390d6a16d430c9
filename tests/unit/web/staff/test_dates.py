"""Dates as people write them."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from tulga.web.staff import labels
from tulga.web.staff.forms.dates import PartialDateField


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("1984-03-12", "1984-03-12"),
        ("12.03.1984", "1984-03-12"),
        ("3.1984", "1984-03"),
        ("1984", "1984"),
        ("about 1984", "1984~"),
        ("Около 1984", "1984~"),
        ("шамамен 1984", "1984~"),
        ("spring 1979", "1979-21"),
        ("весной 1979", "1979-21"),
        ("1979 жаз", "1979-22"),
        ("1979–1981", "1979/1981"),
        ("198X", "198X"),
        ("неизвестно", "unknown"),
        ("белгісіз", "unknown"),
    ],
)
def test_a_date_is_read_as_people_of_the_region_write_it(written: str, kept: str) -> None:
    found = PartialDateField().clean(written)

    assert found is not None
    assert found.text == kept


@pytest.mark.parametrize("written", ["31.02.1984", "1984-13-01", "yesterday", "84"])
def test_what_is_no_date_is_named_and_not_guessed(written: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        PartialDateField().clean(written)

    assert written in str(wrong.value)


def test_an_empty_field_is_not_the_answer_unknown() -> None:
    assert PartialDateField(required=False).clean("") is None


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("1984-03-12", "en", "12 March 1984"),
        ("1984-03-12", "ru", "12 марта 1984 г."),
        ("1984-03-12", "kk", "1984 ж. 12 наурыз"),
        ("1984~", "en", "about 1984"),
        ("1979-21", "en", "spring 1979"),
        ("../1991", "en", "1991 at the latest"),
        ("198X", "en", "the years 1980 to 1989"),
        ("unknown", "en", "date not known"),
    ],
)
def test_a_partial_date_is_said_as_far_as_it_is_known(text: str, language: str, said: str) -> None:
    with translation.override(language):
        assert labels.partial_date(text) == said
