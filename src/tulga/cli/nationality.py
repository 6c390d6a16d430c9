"""`tulga nationality`: assess a file of scenarios, list the encoded rules, check a folder of packs.

Needs no operation and no database: neither Django nor a home is started.
"""

import argparse
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from tulga.cli import words
from tulga.cli.errors import BadInput
from tulga.cli.output import answer, answer_json, tell
from tulga.cli.words import _
from tulga.kernel import countries
from tulga.nationality import evidence, scenarios
from tulga.nationality.core import loading
from tulga.nationality.core.evaluate import assess as assessed
from tulga.nationality.core.facts import Person
from tulga.nationality.core.outcomes import Answer, Assessment, Question
from tulga.nationality.core.rules import VERIFICATION_CODE, Pack, Rule
from tulga.nationality.core.wording import needs, rule_title
from tulga.nationality.scenarios import Codes, Scenario

ASKED: Final = 3  # questions that are put; nobody answers a longer list


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
    for row in rows:
        for problem in row.get("problems", ()):
            tell(f"{row['id']}: {problem['text']}")
    if arguments.json:
        answer_json(rows)
    else:
        answer("\n\n".join(_readable(row) for row in rows))
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
    if scenario.problems:
        problems = [
            {"path": one.path, "line": one.line or None, "code": one.code, "text": one.text(task.language)}
            for one in scenario.problems
        ]
        return {"id": scenario.id, "error": problems[0]["text"], "problems": problems}
    try:
        return _evaluated(scenario, task)
    except Exception as bug:  # noqa: BLE001 - the edge: a bug in one scenario must not take the others with it
        return {"id": scenario.id, "error": _bug(bug), "problems": [{"path": "", "text": _bug(bug)}]}


def _bug(bug: Exception) -> str:
    """Name a bug and its place in the program, and nothing of the person."""
    last = traceback.extract_tb(bug.__traceback__)[-1]
    return f"{type(bug).__name__} ({Path(last.filename).name}:{last.lineno})"


def _evaluated(scenario: Scenario, task: Task) -> dict[str, Any]:
    person = scenario.person if task.profile is None else evidence.apply(scenario.person, task.profile)
    found = assessed(person, task.packs, scenario.on)  # of all States: article 1(1) asks about any
    row = as_mapping(found, scenario, task)
    if scenario.person.evidence and any(_weighed(scenario.person)):
        row["standards"] = _by_standard(scenario, task)
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


# -- the shape of the answer ------------------------------------------------------------------------------------------


def as_mapping(found: Assessment, scenario: Scenario, task: Task) -> dict[str, Any]:
    """Return an assessment in the shape of the command line; States are written as the file writes them."""
    codes = scenario.codes
    return {
        "id": found.id,
        "title": scenario.title,
        "on": found.on.isoformat(),
        "states": [_state(one, codes) for one in found.answers if task.shows(one.state)],
        "art1_1": {"outcome": found.article_1_1.value, "why": [*found.article_1_1_why]},
        "ask": [
            f"{needs.sentence_of_need(question.need, task.language, task.packs)} [{question.need.key}]"
            for question in found.questions[:ASKED]
        ],
        "questions": [_question(question, codes, task) for question in found.questions],
        "not_understood": [*found.not_understood],
        "packs": dict(found.packs),
    }


def _state(one: Answer, codes: Codes) -> dict[str, Any]:
    return {
        "state": codes.out(one.state),
        "outcome": one.outcome.value,
        "since": one.since,
        "lost_on": one.lost_on,
        "rules": [*one.rules],
        "verification": VERIFICATION_CODE[one.verification] if one.verification is not None else None,
        "missing": [need.key for need in one.needs],
        "relevant": [*one.relevant],
        "timeline": [
            {"on": change.on, "value": change.value.name.lower(), "rules": [*change.rules], "why": change.why}
            for change in one.timeline
        ],
        "conflicts": [[*conflict] for conflict in one.conflicts],
        "assumptions": [*one.assumptions],
        "risks": [*one.risks],
        "possible": [*one.possible],
        "would_be": [{"outcome": outcome, "rule": rule} for outcome, rule in one.would_be],
        "explored": one.explored,
    }


def _question(question: Question, codes: Codes, task: Task) -> dict[str, Any]:
    need = question.need
    return {
        "key": need.key,
        "text": needs.sentence_of_need(need, task.language, task.packs),
        "options": [_option(option, codes) for option in need.options],
        "where": [*need.where],
        "where_text": [needs.place(where, task.language) for where in need.where],
        "cost": need.cost,
        "gain": round(question.gain, 4),
        "leads_to": [
            {
                "answer": _option(branch.option, codes),
                "states": {codes.out(state): outcome.value for state, outcome in branch.outcomes},
            }
            for branch in question.branches
        ],
    }


def _option(option: str, codes: Codes) -> str:
    return codes.out(option) if countries.find_country(option) is not None else option


# -- for people -------------------------------------------------------------------------------------------------------

OUTCOMES: Final = {
    "national": words.gettext_noop("national"),
    "entitled": words.gettext_noop("entitled, not yet a national"),
    "lost": words.gettext_noop("was a national, lost it"),
    "not_national": words.gettext_noop("not a national"),
    "undetermined": words.gettext_noop("undetermined"),
    "disputed": words.gettext_noop("disputed"),
    "stateless": words.gettext_noop("stateless"),
    "not_stateless": words.gettext_noop("not stateless"),
}


def _readable(row: dict[str, Any]) -> str:
    if "error" in row:
        return f"{row['id']}: {row['error']}"
    lines = [" · ".join(filter(None, (row["id"], row["on"], row["title"])))]
    for one in row["states"]:
        if one["relevant"]:
            finding = ", ".join(filter(None, (_(OUTCOMES[one["outcome"]]), _dates(one))))
            lines.append(f"  {one['state']}: {finding}" + (f" [{', '.join(one['rules'])}]" if one["rules"] else ""))
    open_ = [one["state"] for one in row["states"] if not one["relevant"] and one["outcome"] != "not_national"]
    if open_:
        lines.append("  " + _("no link is known, and not ruled out: {states}").format(states=", ".join(open_)))
    lines.append("  " + _("article 1(1): {finding}").format(finding=_(OUTCOMES[row["art1_1"]["outcome"]])))
    lines += ["  " + _("ask: {question}").format(question=question) for question in row["ask"]]
    lines += ["  " + _("not understood: {words}").format(words=one) for one in row["not_understood"]]
    return "\n".join(lines)


def _dates(one: dict[str, Any]) -> str:
    if one["lost_on"]:
        return _("until {day}").format(day=one["lost_on"])
    return _("since {day}").format(day=one["since"]) if one["since"] else ""


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


COMMANDS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {"assess": assess, "rules": rules, "check": check}
