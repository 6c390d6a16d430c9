"""A bill is laid over the law; the law itself stays what it was, and what is wrong with the bill has its place."""

from pathlib import Path

import pytest

from tests.unit.nationality.law import pack, rule
from tulga.nationality.bulk import amendments
from tulga.nationality.core.loading import PackError, load_packs

PACKS = {"KAZ": pack(rule("A", "born_in(KAZ)"), rule("B", "mother.national(KAZ, at birth)", exceptions=("A",)))}
HEAD = 'amendment: BILL\nstate: KAZ\ntitle: {en: "A bill"}\nasks: {en: "What if?"}\nchanges:\n'
REPLACE = """- replace: A
  by:
    id: A-1
    in_force: 2026-01-01..
    mode: A01a
    effect: acquires
    timing: at birth
    when: "born_in(KAZ) and not born_in(UZB)"
    verification: VS
"""


def bill(folder: Path, changes: str, head: str = HEAD) -> amendments.Amendment:
    path = folder / "bill.yaml"
    path.write_text(head + changes, encoding="utf-8")
    return amendments.read(path, PACKS)


def test_a_replaced_version_is_gone_and_the_pack_is_untouched(tmp_path: Path) -> None:
    amendment = bill(tmp_path, REPLACE)

    after = amendments.amended(PACKS, amendment)

    assert [one.id for one in after["KAZ"].rules] == ["B", "A-1"]
    assert [one.id for one in PACKS["KAZ"].rules] == ["A", "B"]
    assert after["KAZ"].digest != PACKS["KAZ"].digest
    assert after["KAZ"].rules[0].exceptions == ()  # what named the version that went names nothing


def test_with_a_first_day_the_old_version_ends_the_day_before(tmp_path: Path) -> None:
    amendment = bill(tmp_path, "- {repeal: A, since: 2026-01-01}\n")

    after = amendments.amended(PACKS, amendment)

    kept = after["KAZ"].rules[0]
    assert kept.id == "A"
    assert str(kept.in_force.last) == "2025-12-31"
    assert after["KAZ"].rules[1].exceptions == ("A",)


def test_an_inserted_rule_that_asks_other_states_stands_in_its_stratum(tmp_path: Path) -> None:
    changes = """- insert:
    article: "14-1"
    heading: {en: "Otherwise stateless"}
    versions:
    - {id: N, in_force: 1992-03-01.., mode: A03b, effect: acquires, timing: at birth, verification: VS,
       when: "no_other_nationality(KAZ, at birth)"}
"""

    amendment = bill(tmp_path, changes)

    assert [(one.id, one.stratum, one.article) for one in amendment.inserted] == [("N", 1, "14-1")]
    assert amendment.changed == ("N",)


@pytest.mark.parametrize(
    ("changes", "place", "said", "suggestion"),
    [
        ("- repeal: AA\n", (6, 11), "KAZ has no version `AA`", "A"),
        ("- {}\n", (6, 3), "exactly one of", ""),
        ("- replace: A\n", (6, 3), "takes its place", ""),
        ("- repael: A\n", (6, 3), "`repael` is no field here", "repeal"),
        (REPLACE.replace("id: A-1", "id: B"), (8, 9), "another version is called `B`", "B-A"),
        (REPLACE.replace("born_in(UZB)", "born_inn(UZB)"), (13, 33), "born_inn", "born_in"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    tmp_path: Path, changes: str, place: tuple[int, int], said: str, suggestion: str
) -> None:
    with pytest.raises(PackError) as refused:
        bill(tmp_path, changes)

    (problem,) = refused.value.problems
    assert (problem.file, problem.line, problem.column) == ("bill.yaml", *place)
    assert said in problem.message
    assert problem.suggestion == suggestion


def test_a_state_without_a_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="there is no pack of FRA"):
        bill(tmp_path, "- repeal: A\n", HEAD.replace("KAZ", "FRA"))


def test_same_file_same_digest(tmp_path: Path) -> None:
    first, second = bill(tmp_path, REPLACE), bill(tmp_path, REPLACE)

    assert first == second
    assert bill(tmp_path, REPLACE.replace("2026", "2027")).digest != first.digest


def test_the_bills_that_come_with_tulga_fit_the_law_and_are_asked_in_three_languages() -> None:
    packs = load_packs()

    shipped = amendments.shipped(packs)

    assert len(shipped) >= 4
    for amendment in shipped.values():
        assert amendments.amended(packs, amendment)[amendment.state].digest != packs[amendment.state].digest
        for texts in (amendment.title, amendment.asks, *(one.heading for one in amendment.inserted)):
            assert [language for language, _ in texts] == ["en", "ru", "kk"]
