"""Points of two records: the same in either order, and never lower for agreeing on something more."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tulga.matching.core.features import prepare
from tulga.matching.core.records import Entry
from tulga.matching.core.score import score

NAMES = ("", "Серікова", "SERIKOVA", "Мурат", "Murad", "Айгүл", "Г.", "رحیمی", "Ли", "Абдуллаев", "Абдулла", "Nurlan")
DATES = ("", "1990", "1990-01-01", "1990-05-06", "1990-06-05", "1987-05-06", "1970-12-24", "1369-02-16")
TOLD = {
    "sex": ("", "F", "M"),
    "birth_country": ("", "KAZ", "UZB"),
    "birth_place": ("", "Семей", "Ташкент"),
    "residence_region": ("", "Астана", "СКО"),
    "phone": ("", "+77001234567", "+77007654321"),
    "document_no": ("", "N12345678", "N87654321"),
    "relation_to_head": ("", "head", "child"),
    "mother_name": ("", "Айша", "Зухра"),
}
ENTRIES = st.builds(
    Entry,
    id=st.sampled_from(("a", "b")),
    register=st.sampled_from(("civil", "border")),
    full_name=st.sampled_from(("", "Мурат Серіков")),
    family_name=st.sampled_from(NAMES),
    given_name=st.sampled_from(NAMES),
    patronymic=st.sampled_from(("", "Нұрланұлы", "Нурланович", "Kuatqyzy")),
    birth_date=st.sampled_from(DATES),
    **{name: st.sampled_from(values) for name, values in TOLD.items()},  # type: ignore[arg-type]
)


def points(a: Entry, b: Entry) -> float:
    return score(prepare(a), prepare(b), 20_000).points


@settings(max_examples=300, deadline=None)
@given(ENTRIES, ENTRIES)
def test_the_order_of_two_records_is_indifferent(a: Entry, b: Entry) -> None:
    assert points(a, b) == points(b, a)


@settings(max_examples=300, deadline=None)
@given(ENTRIES, ENTRIES, st.sampled_from(sorted(TOLD)))
def test_agreeing_on_one_thing_more_never_lowers_the_points(a: Entry, b: Entry, name: str) -> None:
    agreed = getattr(a, name) or TOLD[name][1]
    assert points(replace(a, **{name: agreed}), replace(b, **{name: agreed})) >= points(a, b)


@settings(max_examples=300, deadline=None)
@given(ENTRIES, ENTRIES)
def test_telling_the_same_date_never_lowers_the_points(a: Entry, b: Entry) -> None:
    both = {"birth_date": "1990-05-06"}
    assert points(replace(a, **both), replace(b, **both)) >= points(a, b)


@settings(max_examples=300, deadline=None)
@given(ENTRIES, ENTRIES)
def test_having_the_same_names_in_the_same_columns_never_lowers_the_points(a: Entry, b: Entry) -> None:
    told = {"full_name": "", "family_name": "Серікова", "given_name": "Айгүл"}
    other = {"full_name": "", "family_name": "SERIKOVA" if b.family_name == "SERIKOVA" else "Серікова"}
    if not (a.family_name and b.family_name and a.given_name and b.given_name):
        return
    assert points(replace(a, **told), replace(b, **told)) >= points(replace(a, **told), replace(b, **other))
