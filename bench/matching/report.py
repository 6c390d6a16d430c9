"""What `bench.matching.run` found, as tables of Markdown, as JSON, and in the documents."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.matching.fairness import Group, worst

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "algorithms" / "matching.md"
BLOCK = re.compile(r"(<!-- bench\.matching\.run: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
MISSING = "–"
Rows = Sequence[Mapping[str, Any]]
Groups = Mapping[str, Sequence[Group]]


def markdown(
    about: Mapping[str, Any], rows: Rows, groups: Groups, not_run: Sequence[str], failed: Sequence[str]
) -> str:
    """Return the whole report."""
    titles = {
        "names": "Pairs of names", "records": "Records", "search": "Search", "elsewhere": "Other countries",
        "large": "A million records", "fairness": "Recall by group",
    }  # fmt: skip
    found = blocks(about, rows, groups)
    parts = ["# Matching, beside its peers", found["about"]]
    parts += [f"## {title}\n\n{found[name]}" for name, title in titles.items() if found.get(name)]
    parts += ["## Not run\n\n" + "\n".join(f"- {one}" for one in not_run)] if not_run else []
    parts += ["## Failed\n\n" + "\n".join(f"- {one}" for one in failed)] if failed else []
    return "\n\n".join(parts) + "\n"


def blocks(about: Mapping[str, Any], rows: Rows, groups: Groups) -> dict[str, str]:
    """Return name of block → Markdown; empty where nothing of it was run."""
    return {
        "about": _about(about, rows),
        "names": _names(_of(rows, "names")),
        "records": _records([*_of(rows, "records"), *_of(rows, "held-out")]),
        "search": _search(_of(rows, "search")),
        "elsewhere": _records(_of(rows, "elsewhere")),
        "large": _records(_of(rows, "large")),
        "fairness": _fairness(groups),
    }


def into_docs(about: Mapping[str, Any], rows: Rows, groups: Groups, path: Path = DOCUMENT) -> list[str]:
    """Put the blocks between their marks in a document; return those that were put. What was not run stays as it is."""
    found = {name: text for name, text in blocks(about, rows, groups).items() if text}
    text = path.read_text(encoding="utf-8")
    put = [name for _, name, _ in BLOCK.findall(text) if name in found]

    def block(match: re.Match[str]) -> str:
        return match[1] + found[match[2]] + "\n" + match[3] if match[2] in found else match[0]

    path.write_text(BLOCK.sub(block, text), encoding="utf-8")
    return put


def as_json(found: Any) -> dict[str, Any]:
    groups = {
        where: [dataclasses.asdict(one) | {"recall": one.recall, "95 %": one.bounds} for one in listed]
        for where, listed in found.fairness.items()
    }
    return dataclasses.asdict(found) | {"fairness": groups}


# -- tables ------------------------------------------------------------------------------------------------------------


def _of(rows: Rows, task: str) -> list[Mapping[str, Any]]:
    return [row for row in rows if row["task"] == task]


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Return a table whose first column is text and whose others are numbers."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(line) + " |" for line in (head, rule, *lines))


def _about(about: Mapping[str, Any], rows: Rows) -> str:
    versions: dict[str, str] = {}
    for row in rows:
        for one in row.get("rounds", ()):
            versions |= {name: told for name, told in one["versions"].items() if name != "python"}
    listed = ", ".join(f"{name} {told}" for name, told in sorted(versions.items()))
    load = " to ".join(str(about[name][0]) for name in ("load", "load at the end") if name in about)
    day, machine = about["date"][:10], f"{about['cores']} cores of {about['cpu']}"
    program = f"commit {about['commit']}, Python {about['python']}"
    return f"{day}, {program}, {about['seconds']} s: {machine}, load {load}; {listed}."


def number(measured: Mapping[str, Any], name: str, digits: int = 3) -> str:
    return f"{measured[name]:.{digits}f}" if name in measured else MISSING


def seconds(row: Mapping[str, Any], what: str = "cpu") -> str:
    """Return the median of seconds and, of several rounds, the least and the most."""
    told = sorted(float(one[what]) for one in row["rounds"])
    middle = (told[(len(told) - 1) // 2] + told[len(told) // 2]) / 2
    return f"{middle:.1f}" + (f" ({told[0]:.1f}–{told[-1]:.1f})" if len(told) > 1 else "")


def _ran(rows: Rows) -> list[Mapping[str, Any]]:
    return [row for row in rows if row["measured"]]


def _without(rows: Rows) -> str:
    told = [f"{row['set']}, {row['side']}: {row['not run']}" for row in rows if not row["measured"]]
    return "\n\n" + "; ".join(told) + "." if told else ""


def _names(rows: Rows) -> str:
    if not rows:
        return ""
    head = ("pairs of names", "best F1", "average precision", "F1 at own threshold", "µs a pair", "µs a key")
    lines = [
        (
            f"{row['set']}, {row['measured']['pairs']:.0f}: {row['side']}",
            *(number(row["measured"], name) for name in ("best F1", "AP", "F1")),
            *(number(row["measured"], name, 1) for name in ("us a pair after keys", "us a key")),
        )
        for row in _ran(rows)
    ]
    return table(head, lines) + _without(rows)


def _records(rows: Rows) -> str:
    if not rows:
        return ""
    head = (
        "records", "F1 at own threshold", "precision", "recall", "best F1", "recall at P .99", "F1 of groups",
        "candidate recall", "pairs a record", "CPU s", "GB",
    )  # fmt: skip
    lines = []
    for row in _ran(rows):
        told = row["measured"]
        lines.append(
            (
                f"{row['set']}, {told['records']:,.0f}: {row['side']}",
                *(number(told, name) for name in ("F1", "precision", "recall", "best F1", "R@P.99", "F1 of groups")),
                number(told, "candidate recall") if row["side"] != "Tulga" else MISSING,
                number(told, "candidates per record", 1) if told.get("candidates per record") else MISSING,
                seconds(row),
                f"{max(one['gb'] for one in row['rounds']):.1f}",
            )
        )
    return table(head, lines) + _without(rows)


def _search(rows: Rows) -> str:
    if not rows:
        return ""
    head = ("search", "hit@1", "hit@10", "CPU ms a query", "p50 ms", "p95 ms")
    lines = [
        (
            f"{row['set']}, {row['measured']['queries']:.0f} queries: {row['side']}",
            *(number(row["measured"], name) for name in ("hit@1", "hit@10")),
            *(number(row["measured"], name, 1) for name in ("ms a query", "p50 ms", "p95 ms")),
        )
        for row in _ran(rows)
    ]
    return table(head, lines) + _without(rows)


def _fairness(groups: Groups) -> str:
    if not groups:
        return ""
    head = ["pairs of one person"]
    for where in groups:
        head += [f"{where}: pairs", "recall (95 %)", "Splink"]
    keys: dict[tuple[str, str], None] = {}
    for listed in groups.values():
        keys |= {(one.dimension, one.name): None for one in listed}
    order = {one: k for k, one in enumerate(dict.fromkeys(dimension for dimension, _ in keys))}
    by = {where: {(one.dimension, one.name): one for one in listed} for where, listed in groups.items()}
    ordered = sorted(keys, key=lambda one: order[one[0]])
    lines = [("all" if key[0] == "all" else ": ".join(key), *_cells(by, key)) for key in ordered]
    said = [line for where, listed in groups.items() if (line := _worst(where, listed))]
    return table(head, lines) + "\n\n" + "\n".join(said)


def _cells(by: Mapping[str, Mapping[tuple[str, str], Group]], key: tuple[str, str]) -> Iterable[str]:
    for listed in by.values():
        one = listed.get(key)
        if one is None:
            yield from (MISSING,) * 3
            continue
        low, high = one.bounds
        yield from (f"{one.pairs:,}", f"{one.recall:.3f} ({low:.3f}–{high:.3f})")
        yield MISSING if one.by_peer is None else f"{one.by_peer / one.pairs:.3f}"


def _worst(where: str, listed: Sequence[Group]) -> str:
    found = worst(listed)
    if found is None:
        return ""
    each = [
        worst(listed, one) for one in dict.fromkeys(group.dimension for group in listed if group.dimension != "all")
    ]
    others = ", ".join(f"{one.dimension}: {one.name} ({one.recall:.3f})" for one in each if one)
    return (
        f"**Worst group, {where}**: {found.dimension}: {found.name}, {found.recall:.3f} of {found.pairs:,} pairs."
        f" Worst by question: {others}."
    )
