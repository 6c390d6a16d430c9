"""Packs are read as law or refused with every slip, its line and column, and what was probably meant."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.build_pack_schemas import written
from tulga.kernel.dates import PartialDate
from tulga.nationality.core.language import parse
from tulga.nationality.core.loading import (
    PACKS,
    PackError,
    Problem,
    digest_of,
    load_pack,
    load_packs,
    problems_of,
    warnings_of,
)
from tulga.nationality.core.rules import Effect, Place, Procedure, Rule, Timing, TimingKind, Verification
from tulga.nationality.core.schema import MODES, json_schemas

ACT = """\
act: XAA62
state: XAA
title: {en: "Act of 1962", ru: "Закон", kk: "Заң"}
in_force: 1962-07-01..
articles:
- article: "4(1)"
  heading: {en: "Child of a national", ru: "Ребёнок", kk: "Бала"}
  versions:
  - id: XAA62-4-1
    in_force: 1962-07-01..1997-12-31
    mode: A01a/A01b
    effect: acquires
    timing: at birth
    procedure: operation-of-law
    when: "father.national(XAA, at birth)"
    verification: VT
    sources: [X1]
"""
SECOND = """\
  - id: XAA62-4-1-98
    in_force: 1998-01-01..
    mode: A01a
    effect: acquires
    timing: at birth
    procedure: operation-of-law
    when: "any parent.national(XAA, at birth)"
    verification: VT
    sources: [X1]
"""
THIRD = SECOND.replace("-98", "-99").replace("1998-01-01..", "1999-01-01..")
SOURCES = """\
sources:
  X1: {citation: "Gazette 1962", url: "https://gazette.example", kind: "official text"}
"""
FORCE = "1962-07-01..1997-12-31"
CITED = "    sources: [X1]\n"
LOSES = ("effect: acquires", "effect: loses")
WHEN = 'when: "father.national(XAA, at birth)"'
Packs = Callable[..., Path]


@pytest.fixture
def a_pack(tmp_path: Path) -> Packs:
    """Return a function that writes a pack: the act with some parts replaced, and returns its folder."""

    def write(*changes: tuple[str, str], state: str = "XAA", sources: str = SOURCES, act: str = ACT) -> Path:
        for old, new in changes:
            assert old in act
            act = act.replace(old, new)
        folder = tmp_path / state
        folder.mkdir(exist_ok=True)
        (folder / "act-1962.yaml").write_text(act, encoding="utf-8")
        (folder / "sources.yaml").write_text(sources, encoding="utf-8")
        return folder

    return write


def problems_in(folder: Path) -> list[Problem]:
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    return caught.value.problems


def only(problems: list[Problem]) -> Problem:
    assert len(problems) == 1, "\n".join(map(str, problems))
    return problems[0]


def the_rule(folder: Path) -> Rule:
    return load_pack(folder).rules[0]


# What is read


def test_a_pack_is_read_as_law(a_pack: Packs) -> None:
    pack = load_pack(a_pack())

    act = pack.acts[0]
    rule = pack.rules[0]
    assert (pack.state, act.key, act.state, dict(act.title)["kk"], act.number) == ("XAA", "XAA62", "XAA", "Заң", "")
    assert (rule.id, rule.act, rule.article, rule.state) == ("XAA62-4-1", "XAA62", "4(1)", "XAA")
    assert (rule.in_force.first, rule.in_force.last) == (
        PartialDate.parse("1962-07-01"),
        PartialDate.parse("1997-12-31"),
    )
    assert (act.in_force.first, act.in_force.last) == (PartialDate.parse("1962-07-01"), None)
    assert (rule.modes, rule.effect, rule.procedure) == (("A01a", "A01b"), Effect.ACQUIRES, Procedure.OPERATION_OF_LAW)
    assert (rule.when, rule.when_text) == (parse("father.national(XAA, at birth)"), "father.national(XAA, at birth)")
    assert (rule.applies_to, rule.applies_to_text) == (None, "")
    assert (rule.verification, rule.sources) == (Verification.TEXT_SEEN, ("X1",))
    assert (rule.place, rule.stratum) == (Place("XAA/act-1962.yaml", 15, 12), 0)
    assert pack.sources[0].url == "https://gazette.example"


@pytest.mark.parametrize(
    ("written", "timing", "effective"),
    [
        ("at birth", Timing(TimingKind.BIRTH), "birth"),
        ("on 1962-07-01", Timing(TimingKind.DAY, PartialDate.parse("1962-07-01").earliest), "1962-07-01"),
        ("on event adopted", Timing(TimingKind.EVENT, event="adopted"), "event"),
        ("on application", Timing(TimingKind.APPLICATION), "event"),
    ],
)
def test_the_status_changes_on_the_date_of_the_timing_unless_said_otherwise(
    a_pack: Packs, written: str, timing: Timing, effective: str
) -> None:
    by_default = the_rule(a_pack(("timing: at birth", f"timing: {written}")))
    otherwise = the_rule(a_pack(("timing: at birth", f"timing: {written}\n    effective: 1970-01-01")))

    assert (by_default.timing, by_default.effective) == (timing, effective)
    assert otherwise.effective == "1970-01-01"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1992-03-01..", "1992-03-01", None),
        ("..2002-05-16", None, "2002-05-16"),
        ("..", None, None),
        ("2002~..2023-02~", "2002~", "2023-02~"),
        ("2014/2016..", "2014/2016", None),
        ("../1991..2000", "../1991", "2000"),
        ("2000..../2010", "2000", "../2010"),
        ("1984/....", "1984/..", None),
        ("unknown..", "unknown", None),
    ],
)
def test_a_span_in_force_may_be_open_or_known_roughly(
    a_pack: Packs, text: str, first: str | None, last: str | None
) -> None:
    act = ("in_force: 1962-07-01..\n", "in_force: ..\n")

    force = the_rule(a_pack(act, (FORCE, f'"{text}"'))).in_force

    ends = [str(end) if end is not None else None for end in (force.first, force.last)]
    assert ends == [first, last]


def test_what_yaml_would_turn_into_something_else_stays_as_it_was_written(a_pack: Packs) -> None:
    folder = a_pack(
        ('article: "4(1)"', "article: 4.10"),
        ('"Child of a national"', "yes"),
        (WHEN, "when: true"),
        ("timing: at birth", "timing: at birth\n    effective: 1970-01-01"),
    )

    rule = the_rule(folder)

    assert (rule.article, dict(rule.heading)["en"], rule.when_text, rule.effective) == (
        "4.10",
        "yes",
        "true",
        "1970-01-01",
    )


def test_procedures_follow_from_effects_that_leave_no_choice(a_pack: Packs) -> None:
    procedures = {}
    for effect, mode in (("ground_of_loss", "L02"), ("may_grant", "A06"), ("defines", "DEF"), ("keeps", "L13b")):
        folder = a_pack(
            ("    procedure: operation-of-law\n", ""), ("effect: acquires", f"effect: {effect}"), ("A01a/A01b", mode)
        )
        procedures[effect] = the_rule(folder).procedure.value

    assert procedures == {
        "ground_of_loss": "decision",
        "may_grant": "discretionary",
        "defines": "operation-of-law",
        "keeps": "operation-of-law",
    }


def test_every_field_of_a_version_is_carried(a_pack: Packs) -> None:
    fields = """\
    applies_to: "born >= 1990-01-01"
    conflicts_with: [XAA62-4-1-98]
    exceptions: [XAA62-9]
    open_terms: {good-reason: {en: Why}}
    note: {en: Doubt, kk: Күмән}
"""
    exception = SECOND.replace("XAA62-4-1-98", "XAA62-9").replace("acquires", "excludes").replace("A01a", "DEF")
    folder = a_pack(
        (WHEN, 'when: "not foreign(XAA, at birth) and open(good-reason)"\n    subsidiary: true'),
        (CITED, CITED + fields + SECOND + exception),
    )

    rule = the_rule(folder)

    assert rule.applies_to == parse("born >= 1990-01-01")
    assert (rule.conflicts_with, rule.exceptions) == (("XAA62-4-1-98",), ("XAA62-9",))
    assert rule.open_terms == (("good-reason", (("en", "Why"),)),)
    assert rule.note == (("en", "Doubt"), ("kk", "Күмән"))
    assert rule.stratum == 2


def test_what_is_not_encoded_is_carried_with_its_reason(a_pack: Packs) -> None:
    folder = a_pack(act=ACT + 'not_encoded:\n- {article: "7", why: {en: "Honorary citizens"}}\n')

    not_encoded = load_pack(folder).acts[0].not_encoded[0]

    assert (not_encoded.act, not_encoded.article, dict(not_encoded.why)["en"]) == ("XAA62", "7", "Honorary citizens")


def test_sources_may_be_listed_too(a_pack: Packs) -> None:
    listed = "sources:\n- {key: X1, citation: Gazette, kind: official text}\n"

    assert load_pack(a_pack(sources=listed)).sources[0].key == "X1"
    twice = only(problems_in(a_pack(sources=listed + "- {key: X1, citation: Copy, kind: copy}\n")))
    assert (twice.line, twice.column, twice.message) == (3, 9, "`X1` is the key of another source too")


# What is wrong within one file


@pytest.mark.parametrize(
    ("change", "line", "column", "message", "suggestion"),
    [
        ((WHEN, WHEN.replace("national", "nationl")), 15, 19, "when: no predicate is called `nationl`", "national"),
        ((WHEN, WHEN.replace("XAA, at", "KZ, at")), 15, 28, "when: in `national`: no State has the code `KZ`", "KAZ"),
        ((WHEN, "when: >-\n      true and\n      born_in(KZ)"), 17, 15, "no State has the code `KZ`", "KAZ"),
        ((WHEN, "when: born_in(KZ)"), 15, 19, "no State has the code `KZ`", "KAZ"),
        ((WHEN, 'when: ""'), 15, 11, "when: the condition is empty", ""),
        ((WHEN, "when:"), 15, 10, "when: this is empty", ""),
        ((WHEN, "when: [true]"), 15, 11, "when: text is expected here, not a list", ""),
        ((WHEN, "when: {all: true}"), 15, 11, "when: text is expected here, not fields", ""),
        ((f"    {WHEN}\n", ""), 9, 5, "`when` is missing here", ""),
        (("    verification: VT", "    verfication: VT"), 16, 5, "`verfication` is no field here", "verification"),
        (("verification: VT", "verification: VT/U"), 16, 19, "the weakest level counts", "U"),
        (("verification: VT", "verification: sure"), 16, 19, "`sure` is not VT (text seen)", ""),
        (("mode: A01a/A01b", "mode: A01a/A1b"), 11, 16, "`A1b` is no code of GLOBALCIT", "A01b"),
        (("mode: A01a/A01b", "mode: A99"), 11, 11, "`A99` is no code of GLOBALCIT", ""),
        (("effect: acquires", "effect: aquires"), 12, 13, "effect: `aquires` is not one of acquires", "acquires"),
        (("procedure: operation-of-law", "procedure: operation of law"), 14, 16, "is not one of", "operation-of-law"),
        (("timing: at birth", "timing: on birth"), 13, 13, "timing: `on birth` is no timing", "at birth"),
        (("timing: at birth", "timing: on adopted"), 13, 13, "`on adopted` is no timing", "on event adopted"),
        (("timing: at birth", "timing: on event adoptd"), 13, 22, "`adoptd` is not a type of event", "adopted"),
        (("timing: at birth", "timing: on 1992-13-01"), 13, 16, "there is no day 1992-13-01", ""),
        (("timing: at birth", "timing: at birth\n    effective: berth"), 14, 16, "`berth` is not `birth`", "birth"),
        (("timing: at birth", "timing: at birth\n    subsidiary: yes"), 14, 17, "`yes` is not true or false", ""),
        ((FORCE, "1962-07-01"), 10, 15, "has no end and is not open", "1962-07-01.."),
        ((FORCE, "1997-12-31..1962-07-01"), 10, 15, "ends before it begins", FORCE),
        ((FORCE, "1962-07-01..1997-02-30"), 10, 27, "'1997-02-30' is not a date that exists", ""),
        ((FORCE, "~1962..1997"), 10, 15, "the sign for `about` stands behind", "1962~"),
        ((FORCE, "1962..1970..1997"), 10, 15, "write the first and the last day", ""),
        (("id: XAA62-4-1", "id: XAA62 4(1)"), 9, 9, "is no identifier", "XAA62-4-1"),
        (("state: XAA", "state: XA"), 2, 8, "state: no State has the code `XA`", ""),
        (("state: XAA\n", "state: XAA\nstate: XAA\n"), 3, 1, "`state` stands twice (the first is on line 2)", ""),
        (("en: \"Act of 1962\", ", ""), 3, 8, "`en` is missing here", ""),
        (('en: "Act of 1962"', 'en: ""'), 3, 13, "en: this is empty", ""),
        (('en: "Act of 1962"', "en: Act, old"), 3, 18, "a text with a comma within { } needs quotes", ""),
        (('{en: "Act of 1962", ru: "Закон", kk: "Заң"}', "Act of 1962"), 3, 8, "fields (`name: value`)", ""),
        (("sources: [X1]", "sources: X1"), 17, 14, "a list (each entry on its own line", ""),
        (("sources: [X1]", "sources: {X1}"), 17, 14, "is expected here, not fields", ""),
        (('articles:\n- article: "4(1)"', 'articles:\n  article: "4(1)"'), 6, 3, "articles: a list", ""),
        (("in_force: 1962-07-01..\n", "in_force: !day 1962-07-01..\n"), 4, 11, "tags beginning with `!`", ""),
        (("in_force: 1962-07-01..\n", "in_force: 1962-07-01..\n[a]: b\n"), 5, 1, "the name of a field is one word", ""),
        (("    mode: A01a", "\tmode: A01a"), 11, 1, "this line is indented with a tab", ""),
        (("    mode: A01a", "   mode: A01a"), 11, 4, "indented differently", ""),
        (("    mode: A01a", "     mode: A01a"), 11, 10, "this line is indented wrongly", ""),
        (('"Act of 1962"', "Act: old"), 3, 16, "a text within it holds a colon and has no quotes", ""),
        (("state: XAA", "state XAA"), 3, 1, "a colon is missing after the name of a field on the line before", ""),
        (("sources: [X1]", "sources: [,X1]"), 17, 15, "there is a comma or bracket here where a text belongs", ""),
        (("sources: [X1]", "sources: - X1"), 17, 14, "a `- ` begins a list on a line of its own", ""),
        ((WHEN, "when: | true"), 15, 13, "nothing may follow `|` or `>` on its line", ""),
        ((WHEN, "when: *rule"), 15, 11, "refers to something that is not here", ""),
        ((WHEN, 'when: "\\p"'), 15, 12, "a backslash in double quotes", ""),
        ((WHEN, "when: @rule"), 15, 11, "there is a character here that YAML does not know", ""),
        (('kk: "Заң"}', 'kk: "Заң"'), 4, 1, "a bracket is not closed", ""),
        ((WHEN, WHEN[:-1]), 18, 1, "a quote or bracket is not closed", ""),
    ],
)  # fmt: skip
def test_a_slip_is_named_with_its_place_and_what_was_meant(
    a_pack: Packs, change: tuple[str, str], line: int, column: int, message: str, suggestion: str
) -> None:
    problem = only(problems_in(a_pack(change)))

    assert message in problem.message
    assert (problem.file, problem.line, problem.column) == ("XAA/act-1962.yaml", line, column)
    assert problem.suggestion == suggestion


def test_every_slip_is_listed_not_only_the_first(a_pack: Packs) -> None:
    folder = a_pack(
        (WHEN, 'when: "nationl(XAA, now) and born_in(KZ)"'),
        ("mode: A01a/A01b", "mode: A1/A2"),
        ("verification: VT", "verification: X"),
        ("sources: [X1]", "sources: [X1]\n    foo: 1"),
    )

    problems = problems_in(folder)

    assert [(problem.line, problem.column) for problem in problems] == [
        (11, 11),
        (11, 14),
        (15, 12),
        (15, 42),
        (16, 19),
        (18, 5),
    ]


def test_the_error_says_all_problems_one_a_line(a_pack: Packs) -> None:
    with pytest.raises(PackError) as caught:
        load_pack(a_pack((WHEN, 'when: "born_in(KZ)"'), ("mode: A01a/A01b", "mode: A99")))

    assert str(caught.value).splitlines() == [
        "XAA/act-1962.yaml:11:11: mode: `A99` is no code of GLOBALCIT (A01a to L14), nor INIT, DEF or DATE",
        "XAA/act-1962.yaml:15:20: when: in `born_in`: no State has the code `KZ`; did you mean KAZ?",
    ]


def test_an_empty_file_and_one_that_is_not_text_are_refused(a_pack: Packs) -> None:
    folder = a_pack(act="")
    empty = only(problems_in(folder))
    (folder / "act-1962.yaml").write_bytes(b"act: \xff")
    binary = only(problems_in(folder))
    (folder / "act-1962.yaml").write_text("- a list\n")
    listed = only(problems_in(folder))

    assert {(problem.line, problem.column) for problem in (empty, binary, listed)} == {(1, 1)}
    assert empty.message == "the file is empty"
    assert binary.message == "the file is not written in UTF-8 (byte 5)"
    assert listed.message == "fields (`name: value`) is expected here, not a list"


def test_a_list_that_contains_itself_is_refused(a_pack: Packs) -> None:
    problems = problems_in(a_pack(("sources: [X1]", "sources: &loop [*loop]")))

    assert any(problem.message == "this contains itself" for problem in problems)


def test_levels_and_repetitions_without_end_are_refused_and_cost_nothing(a_pack: Packs) -> None:
    doubling = "".join(f"  a{number}: &a{number} [*a{number - 1}, *a{number - 1}]\n" for number in range(1, 60))

    deep = problems_in(a_pack(("sources: [X1]", f"sources: {'[' * 900}{']' * 900}")))
    repeated = problems_in(a_pack(act=f"{ACT}extra:\n  a0: &a0 [x]\n{doubling}"))

    assert any(problem.message == "more than 40 levels within one another" for problem in deep)
    assert [problem.message.partition(";")[0] for problem in repeated] == ["`extra` is no field here"]


def test_an_alias_says_the_same_again(a_pack: Packs) -> None:
    folder = a_pack(
        ("title: {", "title: &texts {"),
        ('heading: {en: "Child of a national", ru: "Ребёнок", kk: "Бала"}', "heading: *texts"),
    )

    assert dict(the_rule(folder).heading)["en"] == "Act of 1962"


def test_files_that_nobody_would_read_are_named(a_pack: Packs) -> None:
    folder = a_pack()
    (folder / "amendment.yaml").write_text(ACT)
    (folder / "act-1970.yml").write_text(ACT)

    places = [problem[:3] for problem in problems_in(folder)]

    assert places == [("XAA/act-1970.yml", 1, 1), ("XAA/amendment.yaml", 1, 1)]


def test_a_folder_without_an_act_and_one_that_is_not_there_are_refused(tmp_path: Path) -> None:
    (tmp_path / "XAA").mkdir()

    without = only(problems_in(tmp_path / "XAA"))
    missing = only(problems_in(tmp_path / "XAB"))

    assert without[:3] == ("XAA", 1, 1)
    assert "a pack has one for each act" in without.message
    assert missing == Problem("XAB", 1, 1, "there is no such folder")


# What files and fields must agree on


@pytest.mark.parametrize(
    ("changes", "line", "message", "suggestion"),
    [
        ([("sources: [X1]", "sources: [X1, X2]")], 17, "XAA62-4-1: sources: `X2` is not in sources.yaml", ""),
        ([("sources: [X1]", "sources: []")], 16, "VT says that a text was seen, but no source is named", "U"),
        ([(CITED, f"    exceptions: [XAA62-4-2]\n{CITED}")], 17, "exceptions: no rule is called", "XAA62-4-1"),
        ([(CITED, f"    conflicts_with: [XBB-1]\n{CITED}")], 17, "conflicts_with: no rule is called `XBB-1`", ""),
        ([(CITED, f"    conflicts_with: [XAA62-4-1]\n{CITED}")], 17, "a rule cannot name itself", ""),
        ([(CITED, f"    exceptions: [XAA62-4-1-98]\n{CITED}{SECOND}")], 17, "only excludes, bars or keeps", ""),
        ([(CITED, f"    variant_of: XAA62-4-2\n{CITED}")], 17, "variant_of: no rule is called", "XAA62-4-1"),
        ([(CITED, f"    variant_of: XAA62-4-1\n{CITED}")], 17, "variant_of: a rule cannot name itself", ""),
        (
            [(CITED, f"{CITED}{SECOND}    variant_of: XAA62-4-1\n{THIRD}    variant_of: XAA62-4-1-98\n")],
            37, "variant_of: XAA62-4-1-98 is a variant itself", "XAA62-4-1",
        ),
        ([("mode: A01a/A01b", "mode: L02/L05")], 11, "`L02/L05` is a mode of loss, but the effect is `acquires`", ""),
        ([LOSES, ("at birth\n", "on event decree_loss\n")], 11, "a mode of acquisition", ""),
        ([("    procedure: operation-of-law\n", "")], 9, "`procedure` is missing: `acquires` does not say", ""),
        ([("effect: acquires", "effect: entitles")], 14, "`entitles` is a claim that somebody has to make", ""),
        ([("effect: acquires", "effect: may_grant")], 14, "`may_grant` cannot happen by operation", "discretionary"),
        ([("effect: acquires", "effect: ground_of_loss"), ("A01a/A01b", "L02")], 14, "is not a mere", "decision"),
        ([LOSES, ("A01a/A01b", "L02"), ("operation-of-law", "decision")],
         12, "loss by `decision` needs its act", "ground_of_loss"),
        ([(WHEN, 'when: "true and open(good-reason)"')], 15, "`open(good-reason)` is not declared in `open_terms`", ""),
        ([(WHEN, f"{WHEN}\n    subsidiary: true")], 16, "no condition asks them", ""),
        ([("state: XAA", "state: XAB")], 2, "this act is of XAB, but its folder is XAA", "XAA"),
        ([("in_force: 1962-07-01..\n", "in_force: 2000-01-01..\n")], 10, "outside its act (2000-01-01..)", ""),
        ([("1962-07-01..1997", "1930..1940"), ("1940-12-31", "1940")], 10, "in force 1930..1940, outside its act", ""),
        ([(CITED, CITED + SECOND.replace("-98", ""))], 18, "another version has this identifier", ""),
    ],
)  # fmt: skip
def test_what_does_not_agree_is_refused(
    a_pack: Packs, changes: list[tuple[str, str]], line: int, message: str, suggestion: str
) -> None:
    problem = only(problems_in(a_pack(*changes)))

    assert message in problem.message
    assert (problem.line, problem.suggestion) == (line, suggestion)


def test_an_open_term_is_pointed_at_in_the_condition(a_pack: Packs) -> None:
    folder = a_pack((WHEN, 'when: "true and open(good-reason)"\n    open_terms: {good-reasons: {en: Why}}'))

    problem = only(problems_in(folder))

    assert (problem.line, problem.column, problem.suggestion) == (15, 21, "good-reasons")


def test_loss_by_decision_is_accepted_with_its_act(a_pack: Packs) -> None:
    loss = [LOSES, ("A01a/A01b", "L02"), ("operation-of-law", "decision")]

    on_the_act = the_rule(a_pack(*loss, ("timing: at birth", "timing: on event loss_registered")))
    by_condition = the_rule(a_pack(*loss, (WHEN, 'when: "act(decree_loss, XAA)"')))

    assert on_the_act.effect is by_condition.effect is Effect.LOSES


def test_sources_that_have_slips_of_their_own_raise_no_second_alarm(a_pack: Packs) -> None:
    problem = only(problems_in(a_pack(sources="sources:\n  X1: {citation: Gazette}\n")))

    assert (problem.file, problem.line, problem.message) == ("XAA/sources.yaml", 2, "`kind` is missing here")


def test_a_rule_that_stands_in_a_spoilt_act_still_exists_for_those_that_name_it(a_pack: Packs) -> None:
    folder = a_pack((CITED, f"    conflicts_with: [XAA70-1]\n{CITED}"))
    (folder / "act-1970.yaml").write_text(
        ACT.replace("XAA62-4-1", "XAA70-1").replace("XAA62", "XAA70").replace("VT", "X")
    )

    assert only(problems_in(folder)).file == "XAA/act-1970.yaml"


def test_acts_and_rules_are_unique_over_all_packs(a_pack: Packs) -> None:
    a_pack()
    folder = a_pack(("state: XAA", "state: XAB"), state="XAB")

    problems = problems_of(folder.parent)

    assert [(problem.file, problem.line) for problem in problems] == [
        ("XAB/act-1962.yaml", 1),
        ("XAB/act-1962.yaml", 9),
    ]
    assert "(XAA/act-1962.yaml:9)" in problems[1].message


# What may be meant


@pytest.mark.parametrize(
    ("changes", "line", "message"),
    [
        ([(CITED, CITED + SECOND.replace("1998-01-01", "1990").replace("any parent", "father"))],
         19, "says the same as XAA62-4-1 of this article and is in force at the same time"),
        ([("1962-07-01..1997", "1950-01-01..1997")], 10, "in force 1950-01-01..1997-12-31, outside its act"),
        ([("1962-07-01..1997", "1930..1940"), ("1940-12-31", "1940"), ("VT", "U")], 10, "in force 1930..1940, outside"),
        ([(WHEN, f"{WHEN}\n    open_terms: {{good: {{en: Why}}}}")], 16, "the open term `good` stands in no condition"),
        ([("effect: acquires", "effect: excludes")], 12, "takes away nothing"),
        ([('ru: "Ребёнок", ', "")], 7, "not translated into ru"),
        ([(WHEN, 'when: "resident(XAA, any, now)"')], 15, "is read at birth but asks about `now`"),
        ([LOSES, ("A01a/A01b", "L01"), ("at birth\n", "on event decree_exit\n")],
         14, "`decree_exit` is a decision, but the loss is by operation of law"),
    ],
)  # fmt: skip
def test_what_may_be_meant_is_a_warning_and_no_error(
    a_pack: Packs, changes: list[tuple[str, str]], line: int, message: str
) -> None:
    folder = a_pack(*changes)

    warning = only(warnings_of(folder.parent))

    assert load_pack(folder).rules
    assert message in warning.message
    assert warning.line == line


def test_versions_that_follow_one_another_or_say_something_else_raise_no_warning(a_pack: Packs) -> None:
    folder = a_pack((CITED, CITED + SECOND.replace("1998-01-01..", "1970..")))

    assert warnings_of(folder.parent) == []


@pytest.mark.parametrize(
    "changes",
    [
        [("at birth\n", "on application\n"), (WHEN, 'when: "resident(XAA, any, now)"')],
        [("at birth\n", "on event adopted\n"), (WHEN, 'when: "resident(XAA, any, now)"')],
        [LOSES, ("A01a/A01b", "L05"), ("at birth\n", "on event naturalised\n")],
        [("1962-07-01..1997-12-31", "1962..1997")],
        [(f"in_force: {FORCE}", "in_force: 1962-07~..")],
    ],
)
def test_what_is_usual_raises_no_warning(a_pack: Packs, changes: list[tuple[str, str]]) -> None:
    folder = a_pack(*changes)

    assert load_pack(folder).rules
    assert warnings_of(folder.parent) == []


# All packs


def test_each_pack_can_be_read_alone_though_it_names_rules_of_others() -> None:
    packs = load_packs()

    assert {state: load_pack(PACKS / state) for state in packs} == packs


def test_templates_are_no_law(a_pack: Packs) -> None:
    folder = a_pack()
    a_pack(state="_template")

    assert set(load_packs(folder.parent)) == {"XAA"}


def test_the_digest_covers_every_byte_of_every_file_and_their_names(a_pack: Packs) -> None:
    folder = a_pack()
    before = digest_of(folder)
    (folder / "cases").mkdir()
    (folder / "cases" / "descent.yaml").write_text("scenarios: []")
    with_case = digest_of(folder)
    (folder / "cases" / "descent.yaml").rename(folder / "cases" / "other.yaml")
    renamed = digest_of(folder)
    (folder / "sources.yaml").write_text(SOURCES + "\n")
    changed = digest_of(folder)

    assert len({before, with_case, renamed, changed}) == 4
    assert load_pack(folder).digest == changed == digest_of(folder)


def test_the_packs_that_come_with_tulga_can_be_read() -> None:
    packs = load_packs()

    assert {"KAZ", "RUS", "UZB"} <= set(packs)
    assert all(pack.state == state for state, pack in packs.items())
    assert load_packs()["KAZ"] is packs["KAZ"]


def test_whoever_changes_the_mapping_of_packs_changes_it_for_nobody_else() -> None:
    load_packs().clear()

    assert load_packs()


def test_the_template_is_a_pack_without_slip_or_doubt_that_shows_every_field() -> None:
    pack = load_pack(PACKS / "_template")

    text = (PACKS / "_template" / "act-1962.yaml").read_text(encoding="utf-8")
    fields = {field for form in json_schemas()["act.schema.json"]["$defs"].values() for field in form["properties"]}
    assert pack.state == "XAA"
    assert {field for field in fields if f"{field}:" not in text} == {"circular"}
    assert {effect.value for effect in Effect} - {rule.effect.value for rule in pack.rules} <= {
        "bars",
        "keeps",
        "defines",
        "entitles",
    }


def test_the_schemas_for_editors_are_those_of_the_forms() -> None:
    for name, schema in json_schemas().items():
        assert (PACKS / name).read_text(encoding="utf-8") == written(schema), "run scripts/build_pack_schemas.py"


def test_the_schemas_know_effects_and_refuse_unknown_fields() -> None:
    version = json.loads((PACKS / "act.schema.json").read_text(encoding="utf-8"))["$defs"]["VersionForm"]

    assert version["additionalProperties"] is False
    assert version["properties"]["effect"]["enum"] == [effect.value for effect in Effect]


@pytest.mark.parametrize(
    "mode", ["A01a", "A01", "A06f", "A12b", "A23", "A26", "L01", "L13a", "L14", "INIT", "DEF", "DATE"]
)
def test_modes_of_globalcit_are_known(mode: str) -> None:
    assert mode in MODES


@pytest.mark.parametrize("mode", ["A00", "A27", "L00", "L15", "A1", "a01", "A05a", ""])
def test_other_codes_are_no_modes(mode: str) -> None:
    assert mode not in MODES
