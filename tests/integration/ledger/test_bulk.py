"""Rows read without model objects hold the values that Django's own reading gives."""

from uuid import uuid4

import pytest
from django.db import models

from tests.integration.ledger.world import a_draft, a_note, an_act
from tulga.ledger import bulk
from tulga.ledger.actions import append
from tulga.ledger.keystore.models import DataKey
from tulga.ledger.models import Entry


@pytest.mark.parametrize("model", [Entry, DataKey])
def test_every_column_is_read_as_django_reads_it(model: type[models.Model]) -> None:
    append(a_draft(third={uuid4(): {"name": "Үміт"}}), act=an_act(0.001, device="a phone"))
    append(a_note(), act=an_act(1))

    columns, key = bulk.columns_of(model), model._meta.pk.attname
    found = bulk.select(model, columns, f"1 = %s ORDER BY {key}", [1])
    expected = list(model._default_manager.order_by(key).values_list(*columns))
    assert len(expected) >= 2
    assert [[_plain(value) for value in row] for row in found] == [[_plain(value) for value in row] for row in expected]


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def test_rows_are_asked_for_by_ids_and_nobody_is_found_by_a_strange_one() -> None:
    first, second = uuid4(), uuid4()
    for stream in (first, second):
        append(a_note(stream=stream), act=an_act())

    def streams(*asked: object) -> list[object]:
        condition = f"stream_id IN ({bulk.marks(asked)}) ORDER BY position"
        return [stream for (stream,) in bulk.select(Entry, ("stream_id",), condition, asked)]

    assert streams(second, first) == [first, second]
    assert streams(uuid4()) == []
