"""`tulga nationality`: assess a file of scenarios, list the encoded rules, check a folder of packs.

Needs no operation and no database: neither Django nor a home is started.
"""

import argparse
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from tulga.cli import words
from tulga.cli.errors import BadInput
from tulga.cli.output import answer, answer_json, table, tell
from tulga.cli.words import _
from tulga.kernel import countries
from tulga.nationality import evidence, scenarios
from tulga.nationality.core import loading
from tulga.nationality.core.evaluate import assess as assessed
from tulga.nationality.core.outcomes import Answer, Assessment, Question
from tulga.nationality.core.rules import VERIFICATION_CODE, Pack, Rule
from tulga.nationality.scenarios import Scenario

ASKED: Final = 3  # questions that are shown; a longer list is not asked


def assess(arguments: argparse.Namespace) -> int:
    """Print the finding for every scenario; 1 when some could not be evaluated."""
    language = words.use_language(arguments.language)
    told = _read(arguments.file, arguments.on, language)
    states = _states(arguments.states)
    packs = _packs(None)
    profile = evidence.PROFILES[arguments.profile] if arguments.profile else None
    rows = [_row(scenario, packs, states, profile, language) for scenario in told]
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


def _states(written: str | None) -> list[str] | None:
    if written is None:
        return None
    found = []
    for code in filter(None, (one.strip() for one in written.split(","))):
        state = scenarios.find_state(code)
        if state is None:
            message = _("no country has the code “{code}”; write the three letters of ISO 3166, such as KAZ")
            raise BadInput("--states", message.format(code=code))
        found.append(state[0])
    return found


def _packs(folder: Path | None) -> dict[str, Pack]:
    try:
        return loading.load_packs(folder)
    except loading.PackError as wrong:
        raise BadInput(str(folder or loading.PACKS), str(wrong)) from None


# -- one scenario ------------------------------------------------------------------------------------------------------


def _row(
    scenario: Scenario,
    packs: dict[str, Pack],
    states: Sequence[str] | None,
    profile: evidence.Profile | None,
    language: str,
) -> dict[str, Any]:
    if scenario.problems:
        problems = [
            {"path": problem.path, "line": problem.line or None, "code": problem.code, "text": problem.text(language)}
            for problem in scenario.problems
        ]
        return {"id": scenario.id, "error": problems[0]["text"], "problems": problems}
    person = evidence.apply(scenario.person, profile) if profile is not None else scenario.person
    try:
        found = assessed(person, packs, scenario.on, states=states)
    except Exception as bug:  # noqa: BLE001 - the edge: a bug in one scenario must not take the others with it
        return {"id": scenario.id, "error": _bug(bug)}
    return as_mapping(found, scenario)


def _bug(bug: Exception) -> str:
    """Name a bug and its place, and nothing of the person."""
    last = traceback.extract_tb(bug.__traceback__)[-1]
    sentence = f"{type(bug).__name__} ({Path(last.filename).name}:{last.lineno})"
    tell(sentence)
    return sentence


def as_mapping(found: Assessment, scenario: Scenario) -> dict[str, Any]:
    """Return an assessment in the shape of the command line; States are written as the file writes them."""
    out = scenario.codes.out
    return {
        "id": found.id,
        "title": scenario.title,
        "on": found.on.isoformat(),
        "states": [_state(one, out) for one in found.answers],
        "art1_1": {"outcome": found.article_1_1.value, "why": [*found.article_1_1_why]},
        "ask": [_asked(question, out) for question in found.questions[:ASKED]],
        "questions": [_question(question, out) for question in found.questions],
        "not_understood": [*found.not_understood],
        "packs": dict(found.packs),
    }


def _state(one: Answer, out: Callable[[str], str]) -> dict[str, Any]:
    return {
        "state": out(one.state),
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


def _asked(question: Question, out: Callable[[str], str]) -> str:
    need = question.need
    options = " / ".join(_shown(option, out) for option in need.options)
    return f"{need.key}: {options} ({', '.join(need.where)})"


def _question(question: Question, out: Callable[[str], str]) -> dict[str, Any]:
    need = question.need
    return {
        "key": need.key,
        "options": [_shown(option, out) for option in need.options],
        "where": [*need.where],
        "cost": need.cost,
        "gain": round(question.gain, 4),
        "leads_to": [
            {"answer": _shown(branch.option, out), "states": {out(state): outcome.value for state, outcome in branch.outcomes}}
            for branch in question.branches
        ],
    }  # fmt: skip


def _shown(option: str, out: Callable[[str], str]) -> str:
    return out(option) if countries.find_country(option) is not None else option


# -- for people --------------------------------------------------------------------------------------------------------

OUTCOMES: Final = {
    "national": words.gettext_noop("national"),
    "entitled": words.gettext_noop("entitled, not yet a national"),
    "lost": words.gettext_noop("was a national, lost it"),
    "not_national": words.gettext_noop("not a national"),
    "undetermined": words.gettext_noop("undetermined"),
    "disputed": words.gettext_noop("disputed: the law or the evidence contradicts itself"),
    "stateless": words.gettext_noop("stateless in the sense of article 1(1)"),
    "not_stateless": words.gettext_noop("not stateless"),
}


def _readable(row: dict[str, Any]) -> str:
    if "error" in row:
        return f"{row['id']}: {row['error']}"
    head = [f"{row['id']} · {row['on']} · {row['title']}".rstrip(" ·")]
    shown = [one for one in row["states"] if one["relevant"] or one["outcome"] not in ("not_national",)]
    lines = [(one["state"], _(OUTCOMES[one["outcome"]]), _dates(one), ", ".join(one["rules"])) for one in shown]
    parts = [*head, table((_("State"), _("finding"), _("when"), _("rules")), lines)]
    parts.append(_("Article 1(1): {finding}").format(finding=_(OUTCOMES[row["art1_1"]["outcome"]])))
    parts += [_("ask: {question}").format(question=question) for question in row["ask"]]
    parts += [_("not understood: {words}").format(words=one) for one in row["not_understood"]]
    return "\n".join(parts)


def _dates(one: dict[str, Any]) -> str:
    if one["lost_on"]:
        return _("until {day}").format(day=one["lost_on"])
    return _("since {day}").format(day=one["since"]) if one["since"] else ""


# -- rules and packs ----------------------------------------------------------------------------------------------------


def rules(arguments: argparse.Namespace) -> int:
    """Print the encoded rules, of one State or of all."""
    language = words.use_language(arguments.language)
    packs = _packs(None)
    wanted = _states(arguments.state)
    if wanted and not set(wanted) <= set(packs):
        message = _("there is no law pack of {state}; there are {states}")
        raise BadInput("STATE", message.format(state=arguments.state, states=", ".join(sorted(packs))))
    listed = [rule for state in sorted(packs) if not wanted or state in wanted for rule in packs[state].rules]
    if arguments.json:
        answer_json([_rule(rule) for rule in listed])
    else:
        head = (_("rule"), _("effect"), _("in force"), _("checked"), _("about"))
        answer(table(head, ((r.id, r.effect.value, _in_force(r), VERIFICATION_CODE[r.verification], _heading(r, language)) for r in listed)))  # fmt: skip
    return 0


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id, "state": rule.state, "act": rule.act, "article": rule.article, "heading": dict(rule.heading),
        "in_force": _in_force(rule), "mode": [*rule.modes], "effect": rule.effect.value,
        "timing": rule.timing.kind.value, "procedure": rule.procedure.value, "effective": rule.effective,
        "applies_to": rule.applies_to_text or None, "when": rule.when_text,
        "verification": VERIFICATION_CODE[rule.verification], "sources": [*rule.sources],
        "exceptions": [*rule.exceptions], "conflicts_with": [*rule.conflicts_with],
        "open_terms": [name for name, _text in rule.open_terms], "note": dict(rule.note),
    }  # fmt: skip


def _in_force(rule: Rule) -> str:
    first, last = rule.in_force.first, rule.in_force.last
    return f"{first.text if first else ''}..{last.text if last else ''}"


def _heading(rule: Rule, language: str) -> str:
    said = dict(rule.heading)
    return said.get(language) or said.get("en", "")


def check(arguments: argparse.Namespace) -> int:
    """Print everything that is wrong in a pack, or in a folder of packs; 1 when there is anything."""
    words.use_language(arguments.language)
    folder = arguments.folder
    if not folder.is_dir():
        raise BadInput("FOLDER", _("there is no folder {path}").format(path=folder))
    problems = _problems_of_pack(folder) if any(folder.glob("*.yaml")) else loading.problems_of(folder)
    if arguments.json:
        answer_json([problem._asdict() for problem in problems])
    elif problems:
        answer("\n".join(str(problem) for problem in problems))
    else:
        answer(_("nothing is wrong in {path}").format(path=folder))
    return 1 if problems else 0


def _problems_of_pack(folder: Path) -> list[loading.Problem]:
    try:
        loading.load_pack(folder)
    except loading.PackError as wrong:
        return list(wrong.problems)
    return []


COMMANDS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {"assess": assess, "rules": rules, "check": check}
