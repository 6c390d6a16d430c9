"""`tulga nationality`: assess a file of scenarios, list the encoded rules, check a folder of packs.

Needs no operation and no database: neither Django nor a home is started.
"""

import argparse
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from tulga.cli import words
from tulga.cli.errors import BadInput
from tulga.cli.output import answer, answer_json, tell
from tulga.cli.words import _
from tulga.nationality import evidence, scenarios
from tulga.nationality.core import loading, trace
from tulga.nationality.core.evaluate import assess as assessed
from tulga.nationality.core.facts import Person
from tulga.nationality.core.rules import VERIFICATION_CODE, Pack, Rule
from tulga.nationality.core.wording import rule_title
from tulga.nationality.scenarios import Scenario


@dataclass(frozen=True, slots=True)
class Task:
    """What is the same for every scenario of a run."""

    packs: Mapping[str, Pack]
    states: Sequence[str] | None
    profile: evidence.Profile | None
    language: str

    def shows(self, state: str) -> bool:
        return self.states is None or state in self.states


def assess(arguments: argparse.Namespace) -> int:
    """Print the finding for every scenario; 1 when some could not be evaluated."""
    language = words.use_language(arguments.language)
    told = _read(arguments.file, arguments.on, language)
    profile = evidence.PROFILES[arguments.profile] if arguments.profile else None
    task = Task(_packs(arguments.packs), _states("--states", arguments.states), profile, language)
    rows = [_row(scenario, task) for scenario in told]
    texts = [row.pop("text") for row in rows]
    for row in rows:
        for problem in row.get("problems", ()):
            tell(f"{row['id']}: {problem['text']}")
    if arguments.json:
        answer_json(rows)
    else:
        answer("\n\n".join(texts))
    return 1 if any("error" in row for row in rows) else 0


def _read(file: Path, on: date | None, language: str) -> list[Scenario]:
    try:
        return scenarios.read(file, on=on, today=datetime.now(UTC).date())
    except scenarios.UnusableFile as wrong:
        raise BadInput(str(file), wrong.problem.text(language)) from None


def _states(field: str, written: str | None) -> list[str] | None:
    if written is None:
        return None
    found = []
    for code in filter(None, (one.strip() for one in written.split(","))):
        state = scenarios.find_state(code)
        if state is None:
            message = _("no country has the code “{code}”; write the three letters of ISO 3166, such as KAZ")
            raise BadInput(field, message.format(code=code))
        found.append(state[0])
    return found


def _packs(folder: Path | None) -> dict[str, Pack]:
    if folder is not None and not folder.is_dir():
        raise BadInput("--packs", _("there is no folder {path}").format(path=folder))
    try:
        return loading.load_packs(folder)
    except loading.PackError as wrong:
        count = len(wrong.problems)
        message = words.plural(
            "{count} thing is wrong, first: {problem}", "{count} things are wrong, first: {problem}", count
        )
        place = str(folder) if folder is not None else loading.PACKS.name
        raise BadInput(place, message.format(count=count, problem=wrong.problems[0])) from None


# -- one scenario -----------------------------------------------------------------------------------------------------


def _row(scenario: Scenario, task: Task) -> dict[str, Any]:
    """Return what is printed of one scenario; `text` holds the words for people, until it is taken out."""
    if scenario.problems:
        problems = [
            {"path": one.path, "line": one.line or None, "code": one.code, "text": one.text(task.language)}
            for one in scenario.problems
        ]
        return _failed(scenario.id, problems)
    try:
        return _evaluated(scenario, task)
    except Exception as bug:  # noqa: BLE001 - the edge: a bug in one scenario must not take the others with it
        return _failed(scenario.id, [{"path": "", "line": None, "code": "bug", "text": _bug(bug)}])


def _failed(name: str, problems: list[dict[str, Any]]) -> dict[str, Any]:
    text = "\n".join(f"{name}: {problem['text']}" for problem in problems)
    return {"id": name, "error": problems[0]["text"], "problems": problems, "text": text}


def _bug(bug: Exception) -> str:
    """Name a bug and its place in the program, and nothing of the person."""
    last = traceback.extract_tb(bug.__traceback__)[-1]
    return f"{type(bug).__name__} ({Path(last.filename).name}:{last.lineno})"


def _evaluated(scenario: Scenario, task: Task) -> dict[str, Any]:
    person = scenario.person if task.profile is None else evidence.apply(scenario.person, task.profile)
    found = assessed(person, task.packs, scenario.on)  # of all States: article 1(1) asks about any
    shown = replace(found, answers=tuple(one for one in found.answers if task.shows(one.state)))
    row = trace.as_json(shown, codes=scenario.codes.out, packs=task.packs, language=task.language)
    row["title"] = scenario.title
    if _weighed(scenario.person):
        row["standards"] = _by_standard(scenario, task)
    head = " · ".join(filter(None, (scenario.id, scenario.title)))
    row["text"] = f"{head}\n{trace.as_plain_text(shown, task.packs, task.language)}"
    return row


def _weighed(person: Person) -> list[str]:
    """Return the facts whose evidence the file gives, beyond what was read from a note."""
    return [path for path, items in person.evidence if any(item.kind != "note" for item in items)]


def _by_standard(scenario: Scenario, task: Task) -> dict[str, Any]:
    """Return what each standard of proof makes of the facts, and what follows."""
    shown = evidence.side_by_side(scenario.person)
    found = {}
    for key, profile in evidence.PROFILES.items():
        one = assessed(evidence.apply(scenario.person, profile), task.packs, scenario.on)
        found[key] = {
            "facts": {path: shown[path][key].name.lower() for path in _weighed(scenario.person)},
            "states": {
                scenario.codes.out(each.state): each.outcome.value
                for each in one.answers
                if each.relevant and task.shows(each.state)
            },
            "art1_1": one.article_1_1.value,
        }
    return found


# -- rules and packs --------------------------------------------------------------------------------------------------


def rules(arguments: argparse.Namespace) -> int:
    """Print the encoded rules, of one State or of all."""
    language = words.use_language(arguments.language)
    packs, wanted = _packs(arguments.packs), _states("STATE", arguments.state)
    if wanted is not None and not set(wanted) <= set(packs):
        message = _("there is no law pack of {state}; there are {states}")
        raise BadInput("STATE", message.format(state=arguments.state, states=", ".join(sorted(packs))))
    listed = [rule for state in sorted(packs) if wanted is None or state in wanted for rule in packs[state].rules]
    if arguments.json:
        answer_json([_rule(rule) for rule in listed])
    else:
        answer("\n".join(_line(rule, language) for rule in listed))
    return 0


def _line(rule: Rule, language: str) -> str:
    checked = VERIFICATION_CODE[rule.verification]
    return f"{rule.id}  {_in_force(rule)}  {checked}  {rule_title(rule, language)}"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "state": rule.state,
        "act": rule.act,
        "article": rule.article,
        "heading": dict(rule.heading),
        "in_force": _in_force(rule),
        "mode": [*rule.modes],
        "effect": rule.effect.value,
        "timing": rule.timing.kind.value,
        "procedure": rule.procedure.value,
        "effective": rule.effective,
        "applies_to": rule.applies_to_text or None,
        "when": rule.when_text,
        "verification": VERIFICATION_CODE[rule.verification],
        "sources": [*rule.sources],
        "exceptions": [*rule.exceptions],
        "conflicts_with": [*rule.conflicts_with],
        "variant_of": rule.variant_of or None,
        "open_terms": [name for name, _text in rule.open_terms],
        "note": dict(rule.note),
    }


def _in_force(rule: Rule) -> str:
    first, last = rule.in_force.first, rule.in_force.last
    return f"{first.text if first else ''}..{last.text if last else ''}"


def check(arguments: argparse.Namespace) -> int:
    """Print everything that is wrong in a pack, or in a folder of packs; 1 when there is anything."""
    words.use_language(arguments.language)
    folder = arguments.folder
    if not folder.is_dir():
        raise BadInput("FOLDER", _("there is no folder {path}").format(path=folder))
    problems = _problems_of_pack(folder) if any(folder.glob("*.yaml")) else loading.problems_of(folder)
    if arguments.json:
        answer_json([problem._asdict() for problem in problems])
    else:
        shown = "\n".join(str(problem) for problem in problems)
        answer(shown or _("nothing is wrong in {path}").format(path=folder))
    return 1 if problems else 0


def _problems_of_pack(folder: Path) -> list[loading.Problem]:
    try:
        loading.load_pack(folder)
    except loading.PackError as wrong:
        return list(wrong.problems)
    return []


COMMANDS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {
    "assess": assess,
    "rules": rules,
    "check": check,
}
