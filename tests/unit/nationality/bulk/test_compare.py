"""Before and after an amendment: an interval where facts are unknown, and nobody counted for what cannot differ."""

import random
from datetime import date
from itertools import product
from pathlib import Path

import numpy as np

from tests.properties.nationality_people import person as random_person
from tests.unit.nationality.law import pack, rule
from tulga.kernel.dates import PartialDate
from tulga.nationality.bulk import amendments, ir, profiles, simulate
from tulga.nationality.bulk.amendments import Amendment
from tulga.nationality.bulk.compare import compare
from tulga.nationality.bulk.facts import people_of
from tulga.nationality.bulk.lives import live
from tulga.nationality.bulk.parquet import write
from tulga.nationality.core import spans
from tulga.nationality.core.facts import Nationality, Person, Relative
from tulga.nationality.core.loading import load_packs
from tulga.nationality.core.rules import Rule
from tulga.nationality.core.truth import FALSE, TRUE, UNKNOWN, Truth
from tulga.nationality.core.world import World

TODAY = date(2025, 6, 1)
OLD = rule("OLD", "mother.national(KAZ, at birth) and born_in(KAZ)")
PACKS = {"KAZ": pack(OLD)}


def amendment(*new: Rule, ended: tuple[str, ...] = ()) -> Amendment:
    return Amendment("BILL", "KAZ", (), (), new, tuple((name, None) for name in ended), "0" * 64)


def child(number: str, born_in: str | None, mother: str | None, stateless: Truth = FALSE) -> Person:
    states = (mother,) if mother else ()
    known = Nationality(states, TRUE, stateless) if mother or stateless is TRUE else None
    father = Relative("father", nationality=Nationality((), TRUE, TRUE))
    return Person(number, PartialDate.parse("2010-01-01"), born_in, Relative("mother", nationality=known), father)


def test_who_certainly_gains_and_who_possibly() -> None:
    wider = rule("NEW", "mother.national(KAZ, at birth)")
    people = people_of([child("abroad", "UZB", "KAZ"), child("at home", "KAZ", "KAZ"), child("untold", "UZB", None)])

    found = compare(people, PACKS, amendment(wider, ended=("OLD",)), TODAY)

    assert found.gained.certain.tolist() == [True, False, False]
    assert found.gained.possible.tolist() == [True, False, True]
    assert not found.lost.possible.any()


def test_a_bill_that_changes_nothing_changes_nobody_whatever_is_unknown() -> None:
    same = rule("NEW", "born_in(KAZ) and mother.national(KAZ, at birth)")
    people = people_of([child("a", None, None), child("b", "KAZ", None), child("c", None, "KAZ")])

    found = compare(people, PACKS, amendment(same, ended=("OLD",)), TODAY)

    assert not found.gained.possible.any()
    assert not found.lost.possible.any()


def test_a_clearer_article_makes_an_open_status_certain() -> None:
    disputed = rule("OLD", "born_in(KAZ)", conflicts=("OTHER",))
    people = people_of([child("a", "KAZ", "KAZ"), child("b", "UZB", "KAZ")])

    found = compare(people, {"KAZ": pack(disputed)}, amendment(rule("NEW", "born_in(KAZ)")), TODAY)

    assert found.clarified.certain.tolist() == [True, False]
    assert not found.gained.certain.any()


def test_a_repeal_takes_and_names_the_version() -> None:
    people = people_of([child("a", "KAZ", "KAZ"), child("b", "UZB", "KAZ")])

    found = compare(people, PACKS, amendment(ended=("OLD",)), TODAY)

    assert found.lost.certain.tolist() == [True, False]
    assert found.by_article["OLD"].certain.tolist() == [True, False]


def test_what_a_parent_gains_reaches_the_child() -> None:
    packs = {"KAZ": pack(rule("OLD", "mother.national(KAZ, at birth)"))}
    grandmother = Relative("mother", nationality=Nationality((), TRUE, TRUE))
    mother = Person("m", PartialDate.parse("1993-01-01"), "KAZ", grandmother, grandmother)
    daughter = Person("d", PartialDate.parse("2015-01-01"), "UZB", Relative("mother", person=mother), grandmother)

    found = compare(people_of([daughter]), packs, amendment(rule("NEW", "born_in(KAZ)")), TODAY)

    assert dict(zip(found.facts.ids.tolist(), found.gained.certain.tolist(), strict=True)) == {"d": True, "m": True}


def test_certain_and_possible_are_what_the_interpreter_says_of_the_two_laws() -> None:
    chance, packs = random.Random(17), load_packs()
    bill = amendments.shipped(packs)["KAZ-ART14"]
    persons = [random_person(chance, str(number)) for number in range(60)]

    found = compare(people_of(persons), packs, bill, TODAY)

    after, now = amendments.amended(packs, bill), spans.of_date(TODAY)
    for row, one in enumerate(persons):
        before_law, after_law = (World(one, law, now).status("KAZ", now) for law in (packs, after))
        assert bool(found.gained.certain[row]) == (before_law is FALSE and after_law is TRUE)
        assert bool(found.lost.certain[row]) == (before_law is TRUE and after_law is FALSE)
        if before_law is TRUE or after_law is FALSE:
            assert not found.gained.possible[row]


def test_packs_of_states_without_a_link_say_nothing() -> None:
    packs = load_packs()
    bill = amendments.shipped(packs)["KAZ-1961"]
    people = people_of([child("a", "KAZ", None, TRUE), child("b", "UZB", "KAZ"), child("c", None, "KAZ")])

    found = compare(people, packs, bill, TODAY)

    whole = live(people, packs, TODAY), live(people, amendments.amended(packs, bill), TODAY)
    held = [lives.status("KAZ") for lives in whole]
    assert found.gained.certain.tolist() == ((held[0] == FALSE) & (held[1] == TRUE)).tolist()
    none = [lives.stateless() for lives in whole]
    assert found.solved.certain.tolist() == ((none[0] == TRUE) & (none[1] == FALSE)).tolist()


# -- profiles ----------------------------------------------------------------------------------------------------------


def test_people_who_are_alike_are_counted_once() -> None:
    known = {"a": np.array([1, 1, 2, 0, 1], np.uint8), "b": np.array([2, 2, 1, 0, 2], np.uint8)}
    either = ir.Some((ir.Atom("a"), ir.Atom("b")))

    block = profiles.profiles(known, ["a", "b"], 5)

    assert sorted(block.counts.tolist()) == [1, 1, 3]
    assert block.count(ir.Atom("a")) == (3, 4)
    assert block.count(either) == (4, 5)


def test_what_every_completion_agrees_on_is_decided() -> None:
    born_either_way = ir.Some((ir.Atom("a"), ir.Inverse(ir.Atom("a"))))

    block = profiles.profiles({"a": np.array([0, 1], np.uint8)}, ["a"], 2)

    by_person = block.supervalued(born_either_way)[block.of]
    assert by_person.tolist() == [TRUE, TRUE]
    assert block.supervalued(ir.Atom("a"))[block.of].tolist() == [UNKNOWN, TRUE]


def test_a_sweep_over_profiles_counts_what_the_people_give() -> None:
    numbers = np.random.default_rng(5)
    known = {name: numbers.choice([0, 1, 2], 4_000).astype(np.uint8) for name in "abcd"}
    block = profiles.profiles(known, sorted(known), 4_000)

    for one, other in product("abcd", repeat=2):
        node = ir.every(ir.Atom(one), ir.inverse(ir.Atom(other)))
        certain, possible = block.count(node)
        value = [
            ir.value(node, {name: Truth(int(codes[row])) for name, codes in known.items()}, {}) for row in range(4_000)
        ]
        assert certain == value.count(TRUE)
        assert possible == 4_000 - value.count(FALSE)


# -- parts of a file ---------------------------------------------------------------------------------------------------


def test_a_file_read_in_parts_counts_as_one_read_at_once(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    packs = {"KAZ": pack(OLD)}
    persons = [child(str(number), ("KAZ", "UZB", None)[number % 3], ("KAZ", None)[number % 2]) for number in range(50)]
    write(persons, tmp_path / "people.parquet", [("female", "Almaty")] * 50)
    bill = amendment(rule("NEW", "mother.national(KAZ, at birth)"))
    whole = simulate.simulate(tmp_path / "people.parquet", packs, bill, TODAY)
    monkeypatch.setattr(simulate, "PART", 7)
    monkeypatch.setattr(simulate.parquet, "has_family", lambda path: False)

    in_parts = simulate.simulate(tmp_path / "people.parquet", packs, bill, TODAY)

    assert in_parts == whole
    assert whole.people == 50
    assert sum(whole.total()) == 50


def test_contradictory_rows_are_listed_and_the_others_worked_out() -> None:
    facts = people_of([child("a", "KAZ", "KAZ"), child("b", "KAZ", "KAZ")])
    facts.birth_lo[0] = facts.birth_hi[0] + 1
    counts = simulate.Counts(groups={"sex": {}, "region": {}, "age": {}})

    simulate.add(counts, facts, PACKS, amendment(ended=("OLD",)), TODAY)

    assert [problem.id for problem in counts.problems] == ["a"]
    assert counts.people == 1
    assert counts.kinds["lost"] == [1, 0]
