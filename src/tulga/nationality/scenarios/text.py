"""From text to fields with the line that each stands in. YAML, and so JSON.

Every value stays the text that was written, except true, false and null: a date is not turned into a timestamp, the
State NO (Norway) not into "no", the year 0123 not into an octal number. A field that is written twice is kept to be
named. A slip in one scenario does not take the others with it.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from tulga.nationality.scenarios.problems import Problem, UnusableFile

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BOOL, _NULL, _MERGE = "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null", "tag:yaml.org,2002:merge"
_ITEM = re.compile(r"^(?P<indent>[ ]*)- ", re.MULTILINE)
_LIST = re.compile(r"^scenarios[ ]*:[ ]*(?:#.*)?$", re.MULTILINE)
_ID = re.compile(r"^[ ]*-?[ ]*id[ ]*:[ ]*['\"]?(?P<id>[^'\"#\n]+?)['\"]?[ ]*$", re.MULTILINE)


class Fields(dict[str, Any]):
    """A mapping of the file: its fields, the line of each, and the fields that were written twice."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}
        self.twice: list[str] = []


class Loop(Exception):
    """A part of the file contains itself (a YAML alias to what is above it)."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(str(line))


def read_text(path: Path) -> str:
    """Return the text of a file.

    Raises:
        UnusableFile: it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UnusableFile("not_text") from None
    except OSError as error:
        raise UnusableFile("unreadable", reason=error.strerror or type(error).__name__) from None


def items(text: str) -> tuple[Fields, list[Fields | Problem]]:
    """Return the head of the file and its scenarios; what is no YAML is a problem in its place.

    Raises:
        UnusableFile: nothing can be read.
    """
    try:
        documents = list(yaml.compose_all(text, Loader=_LOADER))
    except (yaml.YAMLError, RecursionError) as error:
        return Fields(1), list(_salvaged(text, error))
    if len(documents) != 1 or not isinstance(documents[0], MappingNode):
        raise UnusableFile("no_scenarios")
    head, found = Fields(1), None
    for key, value in documents[0].value:
        if key.value == "scenarios":
            found = value
        elif isinstance(value, ScalarNode):
            head[key.value] = _scalar(value)
    if not isinstance(found, SequenceNode) or not found.value:
        raise UnusableFile("no_scenarios")
    return head, [_item(node, number) for number, node in enumerate(found.value)]


def _item(node: Node, number: int) -> Fields | Problem:
    line = node.start_mark.line + 1
    try:
        value = plain(node)
    except Loop as loop:
        return Problem(_id_of(node) or f"#{number + 1}", "", "family_cycle", (("id", "*"),), loop.line)
    if isinstance(value, Fields):
        return value
    return Problem(f"#{number + 1}", f"scenarios[{number}]", "shape", (("wanted", "id, assess_on, facts"),), line)


def _id_of(node: Node) -> str:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value == "id" and isinstance(value, ScalarNode):
                return str(value.value)
    return ""


# -- one scenario at a time, where the whole is no YAML ----------------------------------------------------------------


def _salvaged(text: str, error: Exception) -> Iterator[Fields | Problem]:
    """Read the items of the list one by one: each either a scenario or a problem.

    Raises:
        UnusableFile: not one of them can be read.
    """
    found = [_alone(chunk, number) for number, chunk in enumerate(_chunks(text))]
    if not any(isinstance(one, Fields) for one in found):
        line, column, reason = _place(error)
        raise UnusableFile("not_yaml", line=line, column=column, reason=reason)
    yield from found


def _chunks(text: str) -> list[str]:
    """Cut the list of scenarios at its items; lines keep their numbers."""
    opened = _LIST.search(text)
    first = _ITEM.search(text, opened.end()) if opened else None
    if first is None:
        return []
    starts = [found.start() for found in _ITEM.finditer(text, first.start()) if found["indent"] == first["indent"]]
    ends = [*starts[1:], len(text)]
    return ["\n" * text.count("\n", 0, start) + text[start:end] for start, end in zip(starts, ends, strict=True)]


def _alone(chunk: str, number: int) -> Fields | Problem:
    told = _ID.search(chunk)
    name = told["id"].strip() if told else f"#{number + 1}"
    try:
        node = yaml.compose(chunk, Loader=_LOADER)
    except (yaml.YAMLError, RecursionError) as error:
        line, column, reason = _place(error)
        return Problem(name, f"scenarios[{number}]", "slip", (("column", str(column)), ("reason", reason)), line)
    if isinstance(node, SequenceNode) and len(node.value) == 1:
        return _item(node.value[0], number)
    return Problem(name, f"scenarios[{number}]", "shape", (("wanted", "id, assess_on, facts"),))


def _place(error: Exception) -> tuple[int, int, str]:
    mark = getattr(error, "problem_mark", None)
    reason = " ".join(str(getattr(error, "problem", None) or type(error).__name__).split())
    return (mark.line + 1, mark.column + 1, reason) if mark is not None else (1, 1, reason)


# -- nodes to values ---------------------------------------------------------------------------------------------------


def plain(node: Node) -> Any:
    """Return the value of a node: Fields, list, text, True, False or None.

    Raises:
        Loop: it contains itself.
    """
    return _plain(node, set(), {})


def _plain(node: Node, above: set[int], done: dict[int, Any]) -> Any:
    if isinstance(node, ScalarNode):
        return _scalar(node)
    if id(node) in done:
        return done[id(node)]
    if id(node) in above:
        raise Loop(node.start_mark.line + 1)
    above.add(id(node))
    value: Any
    if isinstance(node, SequenceNode):
        value = [_plain(one, above, done) for one in node.value]
    else:
        value = _fields(node, above, done)
    above.discard(id(node))
    done[id(node)] = value
    return value


def _scalar(node: ScalarNode) -> Any:
    if node.tag == _NULL:
        return None
    if node.tag == _BOOL and node.value.lower() in ("true", "false"):
        return node.value.lower() == "true"
    return str(node.value)


def _fields(node: Node, above: set[int], done: dict[int, Any]) -> Fields:
    found = Fields(node.start_mark.line + 1)
    merged: dict[str, Any] = {}
    for key, value in node.value:
        if key.tag == _MERGE:
            parts = value.value if isinstance(value, SequenceNode) else [value]
            for part in parts:
                merged = {**_plain(part, above, done), **merged}
            continue
        name = str(key.value)
        if name in found:
            found.twice.append(name)
        found[name] = _plain(value, above, done)
        found.lines[name] = key.start_mark.line + 1
    for name, value in merged.items():
        found.setdefault(name, value)
    return found
