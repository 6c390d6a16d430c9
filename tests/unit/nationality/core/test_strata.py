"""Rules that ask other States about the same event stand in strata; a circle in the law is named."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tulga.nationality.core.language import parse
from tulga.nationality.core.loading import PackError, load_packs
from tulga.nationality.core.meetings import ELSEWHERE, Birth, births_of
from tulga.nationality.core.schema import read_timing
from tulga.nationality.core.strata import asked, circles

DESCENT = "any parent.national({state}, at birth)"
SAFEGUARD = "born_in({state}) and no_other_nationality({state}, at birth)"
ABROAD = (
    "not born_in({state}) and any parent.resident({state}, any, at birth) and no_other_nationality({state}, at birth)"
)


def write(folder: Path, state: str, *rules: tuple[str, str], force: str = "..") -> None:
    """Write a pack whose rules are numbered from 1: condition, and further fields."""
    versions = "".join(
        f"""  - id: {state}-{number}
    in_force: {force}
    mode: A03b
    effect: acquires
    timing: at birth
    procedure: operation-of-law
    when: "{when.format(state=state)}"
    verification: U
{fields}"""
        for number, (when, fields) in enumerate(rules, start=1)
    )
    (folder / state).mkdir()
    (folder / state / "act-1.yaml").write_text(
        f"act: {state}\nstate: {state}\ntitle: {{en: Act}}\nin_force: ..\n"
        f'articles:\n- article: "1"\n  heading: {{en: Birth}}\n  versions:\n{versions}'
    )


@pytest.mark.parametrize(
    ("when", "timing", "states"),
    [
        ("foreign(KAZ, at birth)", "at birth", {"*"}),
        ("foreign(KAZ, at event)", "at birth", {"*"}),
        ("foreign(KAZ, at event)", "on event adopted", {"*"}),
        ("foreign(KAZ, on 1992-03-01)", "on 1992-03-01", {"*"}),
        ("foreign(KAZ, now)", "on application", {"*"}),
        ("not (true and (false or stateless(at birth)))", "at birth", {"*"}),
        ("no_other_nationality(KAZ, at birth)", "at birth", {"*"}),
        ("parents_state_does_not_grant(at birth)", "at birth", {"*"}),
        ("stateless_for(KAZ, at birth)", "at birth", {"*"}),
        ("national(RUS, at birth)", "at birth", {"RUS"}),
        ("national(RUS, at birth) or national(UZB, at birth)", "at birth", {"RUS", "UZB"}),
        ("national(KAZ, at birth)", "at birth", set()),
        ("national(SUN, at birth)", "at birth", set()),
        ("foreign(KAZ, at birth)", "on event adopted", set()),
        ("foreign(KAZ, on 1992-03-01)", "on 1992-03-02", set()),
        ("foreign(KAZ, on 1992-03-01)", "at birth", set()),
        ("foreign(KAZ, on 1992-03-01)", "on application", set()),
        ("foreign(KAZ, now)", "at birth", set()),
        ("any parent.foreign(KAZ, at birth)", "at birth", set()),
        ("one parent.(stateless(at birth)) while other.(true)", "at birth", set()),
        ("born_in(KAZ)", "at birth", set()),
    ],
)
def test_a_condition_asks_other_states_when_it_speaks_of_the_person_at_the_event_of_the_rule(
    when: str, timing: str, states: set[str]
) -> None:
    assert asked("KAZ", parse(when), read_timing(timing)) == states


def test_rules_stand_in_the_stratum_of_what_they_ask(tmp_path: Path) -> None:
    write(tmp_path, "XAA", (DESCENT, ""), (SAFEGUARD, ""), (ABROAD, "    subsidiary: true\n"))

    strata = [rule.stratum for rule in load_packs(tmp_path)["XAA"].rules]

    assert strata == [0, 1, 2]


def test_a_limit_in_applies_to_that_asks_counts_too(tmp_path: Path) -> None:
    write(tmp_path, "XAA", (DESCENT, '    applies_to: "not foreign(XAA, at birth)"\n'))

    assert load_packs(tmp_path)["XAA"].rules[0].stratum == 1


def test_a_rule_that_another_takes_away_asks_what_that_one_asks(tmp_path: Path) -> None:
    write(tmp_path, "XAA", (DESCENT, "    exceptions: [XAA-2]\n"), ("foreign({state}, at birth)", ""))
    act = tmp_path / "XAA" / "act-1.yaml"
    first, second = act.read_text().rsplit("effect: acquires", 1)
    act.write_text(f"{first}effect: excludes{second}")

    strata = [rule.stratum for rule in load_packs(tmp_path)["XAA"].rules]

    assert strata == [1, 1]


def test_safeguards_of_two_states_of_birth_never_meet(tmp_path: Path) -> None:
    write(tmp_path, "XAA", (SAFEGUARD, ""))
    write(tmp_path, "XAB", (SAFEGUARD, ""))

    assert len(load_packs(tmp_path)) == 2


def test_a_circle_is_refused_and_names_the_articles_on_both_sides(tmp_path: Path) -> None:
    write(tmp_path, "XAA", (SAFEGUARD, ""))
    write(tmp_path, "XAB", (ABROAD, ""))

    with pytest.raises(PackError) as caught:
        load_packs(tmp_path)

    first, second = caught.value.problems
    assert (first.file, first.line, second.file) == ("XAA/act-1.yaml", 15, "XAB/act-1.yaml")
    assert "XAB-1 (XAB art. 1)" in first.message
    assert "`circular: [XAA-1]`" in second.message


def test_a_rule_that_gives_way_to_the_safeguard_of_the_state_of_birth_closes_no_circle(tmp_path: Path) -> None:
    write(tmp_path, "XAA", (SAFEGUARD, ""))
    write(tmp_path, "XAB", (ABROAD, "    subsidiary: true\n"))

    strata = {state: pack.rules[0].stratum for state, pack in load_packs(tmp_path).items()}

    assert strata == {"XAA": 1, "XAB": 2}


def test_a_circle_that_both_sides_declare_is_carried(tmp_path: Path) -> None:
    write(tmp_path, "XAA", (SAFEGUARD, "    circular: [XAB-1]\n"))
    write(tmp_path, "XAB", (ABROAD, "    circular: [XAA-1]\n"))

    packs = load_packs(tmp_path)

    assert packs["XAA"].rules[0].circular == ("XAB-1",)


def test_a_circle_that_one_side_declares_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "XAA", (SAFEGUARD, "    circular: [XAB-1]\n"))
    write(tmp_path, "XAB", (ABROAD, ""))

    with pytest.raises(PackError) as caught:
        load_packs(tmp_path)

    assert [problem.file for problem in caught.value.problems] == ["XAB/act-1.yaml"]


def test_rules_that_were_never_in_force_together_wait_for_nobody(tmp_path: Path) -> None:
    write(tmp_path, "XAA", (SAFEGUARD, ""), force="..1990")
    write(tmp_path, "XAB", (ABROAD, ""), force="1991..")

    assert load_packs(tmp_path)


def test_rules_whose_parents_cannot_be_the_same_wait_for_nobody(tmp_path: Path) -> None:
    write(tmp_path, "XAA", ("both parents.stateless(at birth) and no_other_nationality({state}, at birth)", ""))
    write(tmp_path, "XAB", ("any parent.national({state}, at birth) and no_other_nationality({state}, at birth)", ""))

    assert load_packs(tmp_path)


def test_a_limb_that_asks_nobody_closes_no_circle(tmp_path: Path) -> None:
    write(tmp_path, "XAA", ("(born_in({state}) and no_other_nationality({state}, at birth)) or parents_unknown()", ""))
    write(tmp_path, "XAB", (SAFEGUARD, ""))

    assert load_packs(tmp_path)


def births(when: str) -> frozenset[Birth]:
    asks = {"rule": lambda predicate: predicate.name == "stateless"}
    return births_of({"rule": parse(when), "other": parse("born_in(KAZ)")}, {**asks, "other": asks["rule"]})["rule"]


@pytest.mark.parametrize(
    ("when", "parents"),
    [
        ("stateless(now)", {"national", "stateless", "undetermined", "nobody"}),
        ("stateless(now) and mother.national(KAZ, at birth)", {"national"}),
        ("stateless(now) and mother.foreign(KAZ, at birth)", {"national"}),
        ("stateless(now) and mother.stateless(at birth)", {"stateless", "undetermined"}),
        ("stateless(now) and mother.nationality_unknown(at birth)", {"undetermined"}),
        ("stateless(now) and mother.born_in(KAZ)", {"national", "stateless", "undetermined"}),
        ("stateless(now) and not mother.true", {"nobody"}),
        ("stateless(now) and both parents.national(KAZ, at birth)", {"national"}),
        ("stateless(now) or mother.true", {"nobody"}),
        ("true and false and stateless(now)", set()),
        ("stateless(now) or born < 1990-01-01", {"national", "stateless", "undetermined", "nobody"}),
    ],
)
def test_a_condition_turns_on_what_it_asks_only_where_the_rest_leaves_it_the_word(when: str, parents: set[str]) -> None:
    assert {birth.mother for birth in births(when)} == parents


@pytest.mark.parametrize(
    ("when", "pairs"),
    [
        ("exactly one parent.true", {("nobody", "stateless"), ("stateless", "nobody")}),
        ("sole parent.true", {("nobody", "stateless"), ("stateless", "nobody")}),
        ("any parent.true", {("nobody", "stateless"), ("stateless", "nobody"), ("stateless", "stateless")}),
        ("both parents.true", {("stateless", "stateless")}),
        ("father.true", {("nobody", "stateless"), ("stateless", "stateless")}),
        ("one parent.(true) while other.(true)", {("stateless", "stateless")}),
        ("one parent.(national(KAZ, at birth)) while other.(true)", set()),
        ("spouse.true", {(one, two) for one in ("nobody", "stateless") for two in ("nobody", "stateless")}),
    ],
)  # fmt: skip
def test_prefixes_choose_among_the_parents_that_there_are(when: str, pairs: set[tuple[str, str]]) -> None:
    among = {"nobody", "stateless"}

    found = {(birth.mother, birth.father) for birth in births(f"stateless(now) and {when}")}

    assert {pair for pair in found if set(pair) <= among} == pairs


def test_a_birthplace_shuts_out_the_others() -> None:
    assert {birth.place for birth in births("stateless(now) and born_in(KAZ)")} == {"KAZ"}
    assert {birth.place for birth in births("stateless(now) and not born_in(KAZ)")} == {ELSEWHERE}
    assert {birth.place for birth in births("stateless(now) and born_in(SUN)")} == {ELSEWHERE, "KAZ", "SUN"}


NODES = "abcdef"


@given(st.fixed_dictionaries({node: st.lists(st.sampled_from(NODES), unique=True) for node in NODES}))
def test_two_rules_are_in_one_circle_exactly_when_each_reaches_the_other(graph: dict[str, list[str]]) -> None:
    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        waiting = list(graph[start])
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                waiting.extend(graph[node])
        return seen

    found = circles(graph)

    for one in NODES:
        for other in NODES:
            together = one != other and other in reached(one) and one in reached(other)
            assert any({one, other} <= circle for circle in found) == (together or (one == other and _in(found, one)))


def _in(found: list[frozenset[str]], node: str) -> bool:
    return any(node in circle for circle in found)
