"""Ids of version 7: they hold their time, and those of one process rise."""

import threading
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tulga.kernel.ids import id_time, new_id

TIMES = st.datetimes(datetime(1970, 1, 1), datetime(9000, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


def test_ids_of_one_process_rise_and_are_all_different() -> None:
    made = [new_id() for _ in range(10_000)]

    assert made == sorted(set(made))
    assert {(one.version, one.variant) for one in made} == {(7, "specified in RFC 4122")}


def test_threads_never_make_the_same_id() -> None:
    made: list[list[UUID]] = [[] for _ in range(4)]
    threads = [threading.Thread(target=lambda mine=mine: mine.extend(new_id() for _ in range(2000))) for mine in made]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({one for mine in made for one in mine}) == 8000
    assert all(mine == sorted(mine) for mine in made)


@given(TIMES, st.binary(min_size=10, max_size=10))
def test_an_id_holds_its_time_to_the_millisecond(at: datetime, entropy: bytes) -> None:
    made = new_id(at, entropy)

    assert id_time(made) == at.replace(microsecond=at.microsecond // 1000 * 1000)
    assert made == new_id(at.astimezone(timezone(timedelta(hours=6))), entropy)
    assert (made.version, made.variant) == (7, "specified in RFC 4122")


@given(TIMES, TIMES)
def test_a_later_time_gives_a_larger_id(first: datetime, second: datetime) -> None:
    if second - first >= timedelta(milliseconds=1):
        assert new_id(first, b"\xff" * 10) < new_id(second, bytes(10))


def test_what_holds_no_time_is_refused() -> None:
    with pytest.raises(ValueError, match="version 7"):
        id_time(uuid4())
    with pytest.raises(ValueError, match="ten bytes"):
        new_id(entropy=b"short")
    with pytest.raises(ValueError, match="1970"):
        new_id(datetime(1969, 12, 31, tzinfo=UTC))
