"""One value, one sequence of bytes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tulga.kernel.canonical import canonical_json, digest

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def test_keys_are_sorted_letters_are_themselves_and_there_are_no_spaces() -> None:
    assert canonical_json({"ә": 1, "a": [True, None], "Z": "қ"}) == '{"Z":"қ","a":[true,null],"ә":1}'.encode()


@given(VALUES)
def test_it_reads_back_and_is_written_the_same_again(value: object) -> None:
    try:
        written = canonical_json(value)
    except UnicodeEncodeError:
        return  # half a character has no bytes

    assert json.loads(written) == value
    assert canonical_json(json.loads(written)) == written


def test_the_order_of_keys_does_not_change_the_digest() -> None:
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1}) != digest({"a": 2, "b": 1})
    assert digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical_json(number)
