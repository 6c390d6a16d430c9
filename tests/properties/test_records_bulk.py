"""The compiled deduplication is the plain one: the same candidates, levels, points and groups for any records."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties.test_names import anything, name
from tulga.matching.bulk import candidates as bulk_candidates
from tulga.matching.bulk import keys as bulk_keys
from tulga.matching.bulk.columns import columns
from tulga.matching.bulk.dedupe import dedupe
from tulga.matching.bulk.levels import score
from tulga.matching.core.candidates import candidates, keys_of
from tulga.matching.core.clusters import cluster, settled
from tulga.matching.core.features import FEATURES, Rarity, levels, prepare
from tulga.matching.core.records import Entry
from tulga.matching.core.score import in_context, probability, total, weights

names = st.one_of(
    name,
    st.just(""),
    anything,
    st.sampled_from(("Әли", "Ali", "علی", "Алиев", "Aliyev Vali", "Нұр Әли", "Вали ұлы", "Әлиұлы", "А.", "Мария")),
)
dates = st.one_of(
    st.just(""),
    st.dates().map(str),
    st.sampled_from(("1990-05-04", "1990-04-05", "1991-05-04", "1990-01-01", "1369-02-14", "1990", "2000-05-04", "x")),
)
few = st.sampled_from(("", "1", "2"))
entry = st.fixed_dictionaries(
    {
        "register": few,
        "full_name": names,
        "family_name": names,
        "given_name": names,
        "patronymic": names,
        "father_name": names,
        "mother_name": names,
        "sex": st.sampled_from(("", "F", "M")),
        "birth_date": dates,
        "birth_date_kind": st.sampled_from(("exact", "estimated", "age")),
        "age_stated": st.one_of(st.none(), st.integers(-3, 130)),
        "registered_on": st.sampled_from(("2024-02-29", "2025-11-25", "")),
        "birth_country": few,
        "birth_place": st.sampled_from(("", "Фрунзе", "Бишкек", "Бишк", "Kabul")),
        "residence_region": few,
        "phone": st.sampled_from(("", "+77001112233", "+77001112234", "+77001112323", "+77001121323", "+7700111223")),
        "document_no": st.sampled_from(("", "N123456", "N123465", "N12345", "P123456")),
        "household_ref": few,
        "relation_to_head": st.sampled_from(("", "head", "child", "spouse")),
    }
)
registers = st.lists(entry, min_size=2, max_size=8).map(
    lambda rows: [Entry(f"X{(7 * number) % 11}", **row) for number, row in enumerate(rows)]
)
loose = st.lists(
    st.fixed_dictionaries({"full_name": names, "birth_date": dates, "father_name": names}), min_size=2, max_size=6
).map(lambda rows: [Entry(f"X{number}", **row) for number, row in enumerate(rows)])


@settings(max_examples=40, deadline=None)
@given(st.one_of(registers, loose))
def test_every_pair_has_the_levels_of_the_reference(some: list[Entry]) -> None:
    entries = sorted(some, key=lambda one: one.id)
    records = [prepare(one) for one in entries]
    first, second = (found.astype(np.int32) for found in np.triu_indices(len(entries), 1))
    points, found = score(columns(some), first, second, keep_levels=True)
    rarity = Rarity(records)
    expected = [levels(records[i], records[j], rarity) for i, j in zip(first, second, strict=True)]
    told = [dict(zip(FEATURES, row, strict=True)) for row in found.tolist()]
    assert told == [dict(zip(FEATURES, row, strict=True)) for row in expected]
    assert points.tolist() == pytest.approx([total(row, len(entries), weights()) for row in expected], abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.one_of(registers, loose))
def test_records_share_the_keys_that_they_share_in_the_reference(some: list[Entry]) -> None:
    entries = sorted(some, key=lambda one: one.id)
    plain = [keys_of(prepare(one)) for one in entries]
    first, pieces = bulk_keys.keys_of(columns(some))
    found = list(bulk_keys.listed(first, pieces))
    assert [len(keys) for keys in found] == [len(keys) for keys in plain]
    assert [[len(a & b) for b in found] for a in found] == [[len(a & b) for b in plain] for a in plain]


@pytest.mark.parametrize(("partners", "largest"), [(1, 400), (3, 400), (16, 5)])
@settings(max_examples=8, deadline=None)
@given(st.lists(registers, min_size=2, max_size=4))
def test_the_partners_chosen_are_those_of_the_reference(partners: int, largest: int, some: list[list[Entry]]) -> None:
    entries = _numbered(some)
    plain = [keys_of(prepare(one)) for one in entries]
    first, second = bulk_candidates.candidates(*bulk_keys.keys_of(columns(entries)), partners=partners, largest=largest)
    found = set(zip(first.tolist(), second.tolist(), strict=True))
    assert found == candidates(plain, partners=partners, largest=largest)


@settings(max_examples=40, deadline=None)
@given(st.lists(registers, min_size=1, max_size=4))
def test_pairs_and_groups_are_those_of_the_reference(some: list[list[Entry]]) -> None:
    entries = _numbered(some)
    records = [prepare(one) for one in entries]
    rarity, table = Rarity(records), weights()
    near = sorted(candidates([keys_of(one) for one in records]))
    pairs = [(entries[i].id, entries[j].id) for i, j in near]
    alone = [total(levels(records[i], records[j], rarity), len(records), table) for i, j in near]
    registers = {one.id: one.register for one in entries}
    points = dict(zip(pairs, in_context(pairs, alone, registers, table), strict=True))
    found = dedupe(reversed(entries))
    expected = cluster([one.id for one in entries], points, math.log(table.threshold / (1 - table.threshold)))
    told = {pair: probability(value) for pair, value in settled(points, expected).items()}
    assert {(a, b): p for a, b, p in found.pairs(0.0)} == pytest.approx(told, abs=1e-9)
    assert found.clusters().of == expected.of
    assert found.clusters().questions == expected.questions


def _numbered(some: list[list[Entry]]) -> list[Entry]:
    rows = [one for part in some for one in part]
    fields = [name for name in Entry.__dataclass_fields__ if name != "id"]
    return [Entry(f"X{k:03d}", **{name: getattr(one, name) for name in fields}) for k, one in enumerate(rows)]


def test_no_records_give_nothing() -> None:
    found = dedupe([])
    assert list(found.pairs(0.0)) == []
    assert found.clusters().of == {}
