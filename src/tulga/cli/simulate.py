"""`tulga nationality simulate`: a bill over a file of people, with small counts withheld.

Needs no operation and no database. Every count that is printed has passed the rules of disclosure
(docs/algorithms/disclosure.md).
"""

import argparse
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import takewhile
from pathlib import Path
from typing import Any

from tulga.cli import words
from tulga.cli.errors import BadInput
from tulga.cli.output import answer, answer_json, table, tell
from tulga.cli.words import _
from tulga.figures.core import disclosure
from tulga.nationality import scenarios
from tulga.nationality.bulk import amendments, parquet, simulate
from tulga.nationality.bulk.amendments import Amendment
from tulga.nationality.bulk.facts import people_of
from tulga.nationality.bulk.simulate import CLASSES, UNTOLD, Counts
from tulga.nationality.core import loading
from tulga.nationality.core.rules import Pack, Rule, Text

ENGINE = "bulk 1"
WRITTEN_DOWN = (".yaml", ".yml", ".json")
SHOWN_PROBLEMS = 20


def run_simulate(arguments: argparse.Namespace) -> int:
    """Print whom the amendment helps and whom it leaves worse off; 1 when rows had to be left out."""
    language = words.use_language(getattr(arguments, "language", None))
    packs = _packs(getattr(arguments, "packs", None))
    amendment = _amendment(Path(arguments.amendment), packs)
    on = getattr(arguments, "on", None) or datetime.now(UTC).date()
    counts, unread = _counts(Path(arguments.people), packs, amendment, on, language)
    for problem in counts.problems[:SHOWN_PROBLEMS]:
        tell(f"{problem.id}: {problem.column}: {problem.message}")
    result = report(counts, packs, amendment, on.isoformat())
    if arguments.json:
        answer_json(result)
    else:
        answer(_readable(result, amendment, language))
    return 1 if counts.problems or unread else 0


def _counts(path: Path, packs: Mapping[str, Pack], amendment: Amendment, on: date, language: str) -> tuple[Counts, int]:
    """Return the counts, and how many people of a file of scenarios could not be read; each of those is told."""
    try:
        if path.suffix.lower() not in WRITTEN_DOWN:
            return simulate.simulate(path, packs, amendment, on), 0
        found = scenarios.read(path, on=on, today=datetime.now(UTC).date())
    except parquet.UnusablePeople as wrong:
        raise BadInput("--people", str(wrong)) from None
    except scenarios.UnusableFile as wrong:
        raise BadInput("--people", wrong.problem.text(language)) from None
    good = [each.person for each in found if not each.problems]
    for problem in (problem for each in found for problem in each.problems):
        tell(f"{problem.scenario}: {problem.text(language)}")
    return simulate.over([people_of(good)], packs, amendment, on), len(found) - len(good)


def _packs(folder: Path | None) -> dict[str, Pack]:
    try:
        return loading.load_packs(folder)
    except loading.PackError as wrong:
        raise BadInput(str(folder or loading.PACKS), str(wrong)) from None


def _amendment(path: Path, packs: Mapping[str, Pack]) -> Amendment:
    shipped = amendments.SHIPPED / f"{path.name.removesuffix('.yaml')}.yaml"
    try:
        return amendments.read(path if path.exists() or not shipped.exists() else shipped, packs)
    except loading.PackError as wrong:
        raise BadInput("--amendment", str(wrong)) from None


def report(counts: Counts, packs: Mapping[str, Pack], amendment: Amendment, on: str) -> dict[str, Any]:
    """Return the result as it may be published: null where a count is withheld.

    The totals come first, and every further table is made safe with them as known. A class whose total is withheld is
    not told apart in any of them; and counts that overlap the classes (by article, by kind) are then withheld whole,
    because subtracting them from the totals might tell what is withheld.
    """
    totals = disclosure.publish([counts.total()]) if counts.people else None
    safe = totals is None or not totals.withheld
    shown = {name: _cell(totals, 0, number) for number, name in enumerate(CLASSES)}
    pack = packs[amendment.state]
    after = amendments.amended(packs, amendment)[amendment.state]
    return {
        "amendment": {"key": amendment.key, "state": amendment.state, "title": dict(amendment.title),
                      "asks": dict(amendment.asks), "digest": amendment.digest},
        "on": on,
        "law": {"before": pack.digest, "after": after.digest},
        "engine": ENGINE,
        "people": _cell(totals, 0, len(CLASSES)) if totals else 0,
        "not_worked_out": {"beyond_columns": _whole(counts.beyond), "contradictory": len(counts.problems)},
        "solved": _interval(shown["solved"], shown["solved_possible"]),
        "worsened": _interval(shown["worse"], shown["worse_possible"]),
        "kinds": {name: _pair(pair, counts.people, safe) for name, pair in sorted(counts.kinds.items())},
        "by_article": [
            {**_article(rule, amendment, pack), "reaches": _pair(pair, counts.people, safe)}
            for rule, pair in counts.articles.items()
        ],
        "by": {name: _by(groups, shown, counts) for name, groups in counts.groups.items()},
        "withheld_below": disclosure.THRESHOLD,
        "rows_left_out": [{"row": p.row, "id": p.id, "column": p.column, "message": p.message}
                          for p in counts.problems[:SHOWN_PROBLEMS]],
    }  # fmt: skip


def _cell(published: disclosure.Published | None, row: int, column: int) -> int | None:
    return 0 if published is None else published.shown.get((row, column))


def _interval(certain: int | None, possible: int | None) -> list[int | None]:
    """Return [certain, possible]: the second counts the first too, so it is withheld with either."""
    return [certain, None if certain is None or possible is None else certain + possible]


def _whole(count: int) -> int | None:
    return count if count == 0 or count >= disclosure.THRESHOLD else None


def _pair(pair: Sequence[int], people: int, safe: bool) -> list[int | None]:  # noqa: FBT001
    """Return [certain, possible] of a kind of change that stands by itself: two counts and the rest of the people."""
    if not safe:
        return [None, None]
    rest = people - sum(pair)
    published = disclosure.publish([[*pair, rest]], known=[(0, 3), (1, 3)])
    return _interval(_cell(published, 0, 0), _cell(published, 0, 1))


def _article(rule: str, amendment: Amendment, pack: Pack) -> dict[str, Any]:
    known: dict[str, Rule] = {one.id: one for one in (*pack.rules, *amendment.inserted)}
    found = known[rule]
    new = any(one.id == rule for one in amendment.inserted)
    change = "comes" if new else "ends"
    return {"rule": rule, "article": found.article, "heading": dict(found.heading), "change": change}


def _in_order(group: str) -> tuple[bool, int, str]:
    """Ages by their first year, other groups by name, and whoever is in no group last."""
    return group == UNTOLD, int("".join(takewhile(str.isdigit, group)) or 0), group


def _by(groups: Mapping[str, Sequence[int]], shown: Mapping[str, int | None], counts: Counts) -> list[dict[str, Any]]:
    """Return one table: groups and the classes whose totals are known; the others are one class, "other"."""
    told = [number for number, name in enumerate(CLASSES) if name != "other" and shown[name] is not None]
    names = sorted(groups, key=_in_order)
    rows = [[*(groups[name][number] for number in told), sum(groups[name]) - sum(groups[name][n] for n in told)]
            for name in names]  # fmt: skip
    if not rows or not counts.people:
        return []
    known = [(len(rows), column) for column in range(len(told) + 2)]
    published = disclosure.publish(rows, known=known)
    return [_group(name, number, [CLASSES[n] for n in told], published) for number, name in enumerate(names)]


def _group(name: str, row: int, told: Sequence[str], published: disclosure.Published) -> dict[str, Any]:
    cells = {label: _cell(published, row, column) for column, label in enumerate(told)}
    return {
        "group": name or None,
        "people": _cell(published, row, len(told) + 1),
        "solved": _interval(cells.get("solved"), cells.get("solved_possible")),
        "worsened": _interval(cells.get("worse"), cells.get("worse_possible")),
    }


# -- for people --------------------------------------------------------------------------------------------------------


def _readable(result: Mapping[str, Any], amendment: Amendment, language: str) -> str:
    lines = [_text(amendment.title, language), _text(amendment.asks, language), ""]
    lines += [_("people: {count}").format(count=_shown(result["people"]))]
    head = (_("group"), _("solved for certain"), _("solved possibly"), _("worse for certain"), _("worse possibly"))
    rows = [(_("all"), *_row(result))]
    for dimension, groups in result["by"].items():
        rows += [(f"{_NAMES[dimension]()}: {group['group'] or _('not told')}", *_row(group)) for group in groups]
    lines += [table(head, rows), ""]
    articles = [(one["rule"], one["article"], *map(_shown, one["reaches"])) for one in result["by_article"]]
    lines.append(table((_("version"), _("article"), _("reaches for certain"), _("reaches possibly")), articles))
    lines.append(_("“·” stands for a count that is withheld so that nobody can be recognised."))
    return "\n".join(lines)


_NAMES = {"sex": lambda: _("sex"), "region": lambda: _("region"), "age": lambda: _("age")}


def _row(result: Mapping[str, Any]) -> list[str]:
    return [_shown(count) for count in (*result["solved"], *result["worsened"])]


def _shown(count: int | None) -> str:
    return "·" if count is None else str(count)


def _text(text: Text, language: str) -> str:
    known = dict(text)
    return known.get(language) or known.get("en", "")
