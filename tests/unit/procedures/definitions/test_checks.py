"""Every check of a definition, with a definition that fails it."""

from pathlib import Path

import pytest

from tests.unit.procedures.definitions.written import write
from tulga.procedures.definitions.core.loading import DefinitionError, load_country

Change = tuple[str, str]


def said(folder: Path, *changes: Change) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        load_country(write(folder, *changes))
    return [str(problem) for problem in caught.value.problems]


def test_the_definition_that_the_others_break_has_no_fault(tmp_path: Path) -> None:
    found = load_country(write(tmp_path))

    assert list(found) == ["XAA.statelessness_determination"]


STATES_AND_STEPS: dict[str, tuple[Change, str]] = {
    "a state that no step leads to": (
        ("    steps:\n      applied:", "      lost: {kind: final, label: {en: l, ru: л, kk: л}, plain: {en: l, ru: л, "
         "kk: л}}\n    steps:\n      applied:"),
        "no step leads to `lost`",
    ),
    "a dead end": (("        from: recognised\n", "        from: applied\n"), "`recognised` is a dead end"),
    "a way without an end": (
        ("        from: recognised\n        to: closed", "        from: recognised\n        to: recognised"),
        "from `recognised` the procedure never comes to an end",
    ),
    "no beginning": (("met: {kind: start", "met: {kind: open"), "one state of the kind `start`; here are 0"),
    "no end": (("closed: {kind: final", "closed: {kind: open"), "no state here is of the kind `final`"),
    "a step from an unknown state": (("        from: met", "        from: mett"), "no state `mett`; did you mean met?"),
    "a step to an unknown state": (("to: recognised", "to: recognized"), "no state `recognized`"),
    "a step from nowhere": (("        from: met", '        from: ""'), "`applied` leads from no state"),
    "a step by an unknown role": (("        by: decider\n", "        by: dicider\n"), "no role `dicider`"),
    "a step that nobody here writes down": (("by: applicant officer\n        label: {en: application",
     "by: applicant\n        label: {en: application"), "nobody here can write down `applied`"),
    "apart from an unknown step": (("apart_from: refused", "apart_from: refussed"), "no step `refussed`"),
    "an unknown outcome": (
        ("outcome: recognised", "outcome: granted"), "`granted` is no outcome of statelessness_determination",
    ),
    "a refusal without an alert": (
        ("        outcome: refused\n        effects: [protection_alert]", "        outcome: refused"),
        "decides against the person",
    ),
    "two ways of one outcome": (
        ("        outcome: recognised\n", "        outcome: refused\n        effects: [protection_alert]\n"),
        "the outcome `refused` does both `recognised` and `refused`",
    ),
    "an unknown guard": (("done(applied)", "did(applied)"), "`did` is not known to the machine"),
    "a guard about an unknown step": (("done(applied)", "done(aplied)"), "no step `aplied`; did you mean applied?"),
    "a guard with a word for a number": (("age_at_least(16)", "age_at_least(old)"), "`old` is no number"),
    "a guard with too few arguments": (("age_at_least(16)", "age_at_least"), "has 1 arguments (number), not 0"),
    "an unknown effect": (
        ("        effects: [protection_alert]\n      issued", "        effects: [protection_alert, ring_bell]\n"
         "      issued"), "`ring_bell` is not known to the machine",
    ),
    "an undefined document": (("documents: form", "documents: forms"), "`forms` is not among the documents"),
    "an undefined letter": (("letters: receipt", "letters: reply"), "`reply` is not among the letters"),
    "an undefined paper": (("papers: card", "papers: cart"), "`cart` is not among the papers"),
    "a document nobody asks for": (("        documents: form\n", ""), "no step names `form` among its documents"),
    "a paper that ends with an unknown one": (
        ("from_age: \"16\"", "from_age: \"16\"\n        until: pass"), "there is no paper `pass`",
    ),
}  # fmt: skip
CLOCKS: dict[str, tuple[Change, str]] = {
    "no consequence": (
        ("        expiry: [{kind: task, role: officer, text: {en: look, ru: посмотреть, kk: қарау}}]\n", ""),
        "the end of `window` means nothing",
    ),
    "no owner": (("owner: decider", "owner: desider"), "`decision` belongs to nobody"),
    "never starts": (("        starts: applied\n", '        starts: ""\n'), "`decision` never starts"),
    "starts by an unknown event": (("        starts: applied\n", "        starts: aplied\n"), "no event `aplied`"),
    "never stops": (("        stops: decided\n", '        stops: ""\n'), "`decision` never stops"),
    "stops by an unknown event": (("        stops: decided\n", "        stops: descided\n"), "no event `descided`"),
    "stops by what starts it": (("        stops: decided\n", "        stops: applied\n"), "stops by what starts it"),
    "wakes an unknown role": (("            role: officer", "            role: oficer"), "no role `oficer`"),
    "starts an unknown clock": (("            starts: window", "            starts: windows"), "no clock `windows`"),
    "starts a clock that does not know it": (
        ("starts: notice_served expired:decision", "starts: notice_served"),
        "`window` does not say that it starts by `expired:decision`",
    ),
    "silence that leads nowhere": (
        ("            starts: window\n", ""), "silence that counts as refusal starts the clock of the appeal",
    ),
    "asserts what was not found": (
        ("limit: 15 working days", "limit: not found"), "a limit that was not found cannot be asserted",
    ),
    "an extension from nowhere": (("counted_from: not_said", "counted_from: middle"), "counted from start, end"),
    "an extension by an unknown role": (
        ("not_said, by: decider", "not_said, by: decyder"), "no role `decyder`; did you mean decider?",
    ),
    "an extension with an unknown notice": (
        ("not_said, by: decider", "not_said, notice: told, by: decider"), "there is no clock `told`",
    ),
}  # fmt: skip
THE_REST: dict[str, tuple[Change, str]] = {
    "a role without a holder": (
        ("officer: {label: {en: officer, ru: сотрудник, kk: қызметкер}, held_by: authority caseworker}",
         "officer: {label: {en: officer, ru: сотрудник, kk: қызметкер}}"), "nobody holds the role `officer`",
    ),
    "a role held by an unknown one": (("held_by: appeal", "held_by: apeal"), "`apeal` is no role of the deployment"),
    "a role outside and held": (("held_by: appeal", "held_by: appeal, outside: true"), "is outside and held"),
    "incompatible with an unknown role": (('["decider reviewer"]', '["decider revewer"]'), "no role `revewer`"),
    "incompatible with nobody": (('["decider reviewer"]', '["decider"]'), "two roles that nobody plays both of"),
    "nobody competent for a time": (('valid: "2022-05-13.."', 'valid: "2022-06-01.."'), "nobody is competent between"),
    "two competent on one day": (
        ('valid: "2022-05-13.."', 'valid: "2022-05-01.."'), "are competent for the same task on the same day",
    ),
    "nobody who decides": (('valid: "..2022-05-12",', 'valid: "..2022-05-12", task: decides_not,'),
                           "nobody is competent to decide before 2022-05-13"),
    "nobody who decides now": (('valid: "2022-05-13.."', 'valid: "2022-05-13..2025-01-01"'),
                               "nobody is competent to decide in the end"),
    "a version that began before the one before it": (
        ('not_before: "2024-01-01"', 'not_before: "2019-01-01"'), "stands after `v1` and began before it",
    ),
    "a version of which nobody says when it began": (
        ('    not_before: "2024-01-01"\n    sure_from: "2024-06-01"\n', ""), "say when it began",
    ),
    "certain before it can have begun": (('sure_from: "2024-06-01"', 'sure_from: "2023-06-01"'), "comes after"),
    "a known beginning in doubt": (
        ("    in_force: 2020-01-01..", '    in_force: 2020-01-01..\n    not_before: "2019-12-01"'),
        "then `not_before` says nothing",
    ),
    "a text missing in Kazakh": (
        ("{en: refusal, ru: отказ, kk: бас тарту}", "{en: refusal, ru: отказ}"), "`label` is missing in kk",
    ),
    "a text missing in Russian": (
        ("text: {en: appeal, ru: обжаловать, kk: шағымдану}", "text: {en: appeal, kk: шағымдану}"),
        "`text` is missing in ru",
    ),
    "law that nobody verified": (
        ('use: assert, basis: ["X1; V-law"]}', 'use: assert, basis: ["X1; U", "X1; INF"]}'),
        "`form` is asserted, and no basis of it is verified",
    ),
    "a source that is not listed": (('["X1 Art. 3; V-law"]', '["X9 Art. 3; V-law"]'), "`X9` is not in sources.yaml"),
    "an unknown procedure": (("procedure: statelessness_", "procedure: statelesness_"), "is no procedure"),
    "an unknown zone": (("zone: Asia/Almaty", "zone: Asia/Almata"), "`Asia/Almata` is no time zone"),
}  # fmt: skip
BROKEN = {**STATES_AND_STEPS, **CLOCKS, **THE_REST}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_definition_says_what_is_wrong(tmp_path: Path, fault: str) -> None:
    change, message = BROKEN[fault]

    problems = said(tmp_path, change)

    assert any(message in problem for problem in problems), "\n".join(problems)
    assert all(problem.startswith("xaa/") and problem.split(":")[1].isdigit() for problem in problems)


def test_two_versions_on_one_day_are_refused(tmp_path: Path) -> None:
    problems = said(
        tmp_path,
        ("    in_force: 2020-01-01..", "    in_force: 2020-01-01..2024-03-01"),
        ('    not_before: "2024-01-01"\n    sure_from: "2024-06-01"', "    in_force: 2024-01-01.."),
    )

    assert any("`v1` and `v2` are both in force on the same days" in problem for problem in problems)


def test_a_time_without_any_version_is_refused(tmp_path: Path) -> None:
    problems = said(tmp_path, ("    in_force: 2020-01-01..", "    in_force: 2020-01-01..2023-03-01"))

    assert any("no version is in force between `v1` and `v2`" in problem for problem in problems)


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    problems = said(
        tmp_path,
        ("        from: met", "        from: mett"), ("owner: decider", "owner: nobody"),
        ("held_by: appeal", "held_by: x"), ("zone: Asia/Almaty", "zone: Mars"), ("X1 Art. 3", "X7 Art. 3"),
    )  # fmt: skip

    for word in ("mett", "nobody", "`x`", "Mars", "X7"):
        assert any(word in problem for problem in problems), word


def test_a_fault_that_a_later_version_takes_over_is_said_once(tmp_path: Path) -> None:
    problems = said(tmp_path, ("outcome: recognised", "outcome: granted"))

    assert len([problem for problem in problems if "`granted`" in problem]) == 1
