"""Definitions are read from files; what does not fit is said with its place."""

from datetime import date
from pathlib import Path

import pytest

from scripts.build_pack_schemas import written
from tests.unit.procedures.definitions.written import FILE, PARTS, SOURCES, write
from tulga.procedures.clocks.core.terms import FirstDay, Limit, Unit
from tulga.procedures.definitions.core.loading import (
    DATA,
    DefinitionError,
    Problem,
    find_definition,
    load_country,
    load_definitions,
    version_on,
)
from tulga.procedures.definitions.core.model import Definition, ExpiryKind, Mark, Use
from tulga.procedures.definitions.core.schema import json_schemas


def the_definition(folder: Path, *changes: tuple[str, str]) -> Definition:
    return load_country(write(folder, *changes))["XAA.statelessness_determination"]


def problems(folder: Path, *changes: tuple[str, str], parts: str = PARTS, sources: str = SOURCES) -> list[Problem]:
    with pytest.raises(DefinitionError) as caught:
        load_country(write(folder, *changes, parts=parts, sources=sources))
    return caught.value.problems


def test_a_file_becomes_a_definition(tmp_path: Path) -> None:
    found = the_definition(tmp_path)

    version = found.versions[0]
    clock = version.clocks[-1]
    assert (found.country, found.zone, found.calendar) == ("XAA", "Asia/Almaty", "XAA")
    assert [role.id for role in found.roles] == ["applicant", "officer", "decider", "reviewer"]
    assert found.incompatible == (frozenset({"decider", "reviewer"}),)
    assert {step.id for step in version.steps} == {
        "applied", "recognised", "refused", "issued", "appealed", "dismissed",
    }  # fmt: skip
    assert (clock.id, clock.limit, clock.first_day) == ("decision", Limit(15, Unit.WORKING_DAYS), FirstDay.NOT_SAID)
    assert clock.extension is not None
    assert (clock.extension.most, clock.extension.counted_from) == (Limit(2, Unit.MONTHS), "not_said")
    assert [(one.kind, one.starts) for one in clock.expiry] == [(ExpiryKind.SILENCE_IS_REFUSAL, "window")]
    assert (version.papers[0].valid_for, version.papers[0].from_age) == (Limit(5, Unit.YEARS), 16)
    assert (version.numbers[0].value, version.numbers[0].use, version.numbers[0].reference) == ("16", Use.ASSERT, "T13")
    assert found.sources["X1"].title == "Decree 1"
    assert dict(version.open_questions[0])["kk"] == "қайсы?"


def test_a_basis_is_one_line(tmp_path: Path) -> None:
    found = the_definition(
        tmp_path, ('["X1 Art. 3; V-law"]', '["X1 Art. 3(1); V-gov; cut off; near the end", "model; ours"]')
    )

    step = next(one for one in found.versions[0].steps if one.id == "issued")
    assert [(one.source, one.provision, one.mark, one.note) for one in step.basis] == [
        ("X1", "Art. 3(1)", Mark.GOVERNMENT, "cut off; near the end"),
        ("", "", Mark.PROPOSED, "ours"),
    ]


@pytest.mark.parametrize(
    ("written", "limit"),
    [
        ("same day", Limit(0, Unit.CALENDAR_DAYS)),
        ("24 hours", Limit(24, Unit.HOURS)),
        ("1 month", Limit(1, Unit.MONTHS)),
        ("5 calendar days", Limit(5, Unit.CALENDAR_DAYS)),
    ],
)
def test_a_limit_reads_as_people_say_it(tmp_path: Path, written: str, limit: Limit) -> None:
    found = the_definition(tmp_path, ("15 working days", written))

    assert found.versions[0].clocks[-1].limit == limit


def test_a_later_version_says_only_what_is_different(tmp_path: Path) -> None:
    found = the_definition(
        tmp_path,
        ('sure_from: "2024-06-01"\n', 'sure_from: "2024-06-01"\n    clocks:\n      decision: {limit: 3 months}\n'),
    )

    first, second = found.versions
    assert [clock.limit for clock in second.clocks] == [Limit(3, Unit.MONTHS), Limit(3, Unit.MONTHS)]
    assert second.clocks[-1].basis == first.clocks[-1].basis
    assert (second.states, second.steps) == (first.states, first.steps)
    assert (second.valid.start, second.not_before, second.sure_from) == (None, date(2024, 1, 1), date(2024, 6, 1))
    assert first.valid.end == date(2024, 6, 1)


def test_a_later_version_leaves_out_what_an_earlier_one_had(tmp_path: Path) -> None:
    found = the_definition(
        tmp_path,
        ('    sure_from: "2024-06-01"\n', '    sure_from: "2024-06-01"\n    without: {numbers: age}\n'),
    )

    assert [len(version.numbers) for version in found.versions] == [1, 0]


def test_questions_of_a_later_version_come_after_those_it_takes_over(tmp_path: Path) -> None:
    more = '    sure_from: "2024-06-01"\n    open_questions: [{en: why?, ru: почему?, kk: неге?}]\n'
    found = the_definition(tmp_path, ('    sure_from: "2024-06-01"\n', more))

    asked = [[one["en"] for one in version.open_questions] for version in found.versions]
    assert asked == [["which?"], ["which?", "why?"]]


def test_a_question_without_a_language_is_told_where_it_stands(tmp_path: Path) -> None:
    more = '    sure_from: "2024-06-01"\n    open_questions: [{en: why?, ru: почему?}]\n'
    found = problems(tmp_path, ('    sure_from: "2024-06-01"\n', more))

    line = FILE.splitlines().index('    sure_from: "2024-06-01"') + 2
    assert [(one.line, one.message) for one in found] == [(line, "`open_questions` is missing in kk")]


def test_which_version_held_on_a_day_may_be_two(tmp_path: Path) -> None:
    found = the_definition(tmp_path)

    held = {day: [one.id for one in version_on(found, date.fromisoformat(day))] for day in (
        "2019-12-31", "2020-01-01", "2023-12-31", "2024-01-01", "2024-05-31", "2024-06-01",
    )}  # fmt: skip
    assert held == {
        "2019-12-31": [], "2020-01-01": ["v1"], "2023-12-31": ["v1"], "2024-01-01": ["v1", "v2"],
        "2024-05-31": ["v1", "v2"], "2024-06-01": ["v2"],
    }  # fmt: skip


MISTAKES = {
    "a field that is not there": (("        outcome: recognised", "        outcom: recognised"), "outcome"),
    "a kind that is not there": (("met: {kind: start", "met: {kind: strat"), "start"),
    "a mark that is not there": (('["X1 Art. 3; V-law"]', '["X1 Art. 3; V-lew"]'), "V-law"),
    "a unit that is not there": (("15 working days", "15 woking days"), "15 working days"),
    "a part that is not there": (("uses: complaint", "uses: complain"), "complaint"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_line_and_the_word_that_was_meant(tmp_path: Path, mistake: str) -> None:
    change, meant = MISTAKES[mistake]
    lines = FILE.replace(*change, 1).splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if change[1].splitlines()[-1] in text)

    found = problems(tmp_path, change)

    assert any(one.line == line and one.suggestion == meant for one in found), "\n".join(map(str, found))


def test_a_mistake_in_a_part_is_told_in_the_file_of_parts(tmp_path: Path) -> None:
    found = problems(tmp_path, ("limit: 3 months", "limit: 3 moons"))

    assert {(one.file, one.line) for one in found} == {("xaa/parts.yaml", 26)}


def test_a_basis_without_a_mark_is_no_basis(tmp_path: Path) -> None:
    found = problems(tmp_path, ('["X1 Art. 3; V-law"]', '["X1 Art. 3"]'))

    assert "says no mark of verification" in found[0].message


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    found = problems(tmp_path, ("country: XAA\n", ""), ("        owner: decider\n", ""))

    assert [one.message for one in found] == ["`country` is missing here", "`owner` is missing here"]


def test_a_version_is_not_like_itself(tmp_path: Path) -> None:
    found = problems(tmp_path, ("    uses: complaint\n", "    uses: complaint\n    like: v2\n"))

    assert any("is like itself" in one.message for one in found)


def test_what_is_left_out_must_be_there(tmp_path: Path) -> None:
    found = problems(
        tmp_path, ("    like: v1\n", "    like: v1\n    without: {steps: vanish, nothing: at all}\n")
    )

    assert any("there is no `vanish` to leave out" in one.message for one in found)
    assert any("under one of states, steps" in one.message for one in found)


def test_a_file_that_is_no_yaml_says_so(tmp_path: Path) -> None:
    found = problems(tmp_path, sources="sources: [")

    assert found[0].file == "xaa/sources.yaml"


def test_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="there is no such folder"):
        load_country(tmp_path / "xzz")


def test_the_shipped_definitions_are_read_once_and_found_by_country() -> None:
    assert load_definitions() is load_definitions()
    assert set(load_definitions()) == {
        "GEO.statelessness_determination", "KAZ.asylum", "KAZ.birth_registration", "KAZ.citizenship",
        "KAZ.residence", "KAZ.statelessness_determination",
    }  # fmt: skip
    assert find_definition("KAZ", "asylum") is load_definitions()["KAZ.asylum"]
    assert find_definition("ATL", "asylum") is None


def test_the_digest_changes_with_the_file(tmp_path: Path) -> None:
    first = the_definition(tmp_path).digest

    assert the_definition(tmp_path).digest == first
    assert the_definition(tmp_path, ("limit: 3 months", "limit: 4 months")).digest != first


def test_a_folder_of_countries_is_read_whole(tmp_path: Path) -> None:
    write(tmp_path)

    assert list(load_definitions(tmp_path)) == ["XAA.statelessness_determination"]


def test_the_schemas_that_editors_use_are_those_of_the_forms() -> None:
    for name, schema in json_schemas().items():
        assert (DATA / name).read_text(encoding="utf-8") == written(schema), "run scripts/build_pack_schemas.py"
    step = json_schemas()["procedure.schema.json"]["$defs"]["StepForm"]["properties"]
    assert {"from", "to", "by", "guards"} <= set(step)
