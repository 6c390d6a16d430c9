"""YAML as plain data in which everything still knows where it was written.

Every scalar stays the text that was written: `1.10` is not 1.1, `no` is not False, and a day without quotes is no slip.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import yaml

Data: TypeAlias = "str | list[Data] | dict[str, Data] | None"
Loc: TypeAlias = tuple[int | str, ...]
DEEPEST = 40  # a pack needs six
_ESCAPES = {"'": "''", '"': "\\"}
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value")
)
_MISALIGNED = (
    "this line is indented differently from the lines it belongs to, or a quote or bracket before it is not closed"
)
_SYNTAX = (
    ("cannot start any token", "there is a character here that YAML does not know; put the text in quotes"),
    (
        "mapping values are not allowed",
        "there is a colon inside a text without quotes, or this line is indented wrongly",
    ),
    ("did not find expected key", _MISALIGNED),
    ("expected <block end>", _MISALIGNED),
    (
        "did not find expected '-' indicator",
        "this line is indented like an entry of the list but has no `- ` before it",
    ),
    ("did not find expected ',' or", "a bracket is not closed, or a text within it holds a colon and has no quotes"),
    (
        "could not find expected ':'",
        "a colon is missing after the name of a field on the line before, or a quote is not closed",
    ),
    (
        "did not find expected node content",
        "there is a comma or bracket here where a text belongs, or a quote is missing",
    ),
    ("expected <document start>", "this line stands outside every field: its indentation or the line before is wrong"),
    (
        "did not find expected comment or line break",
        "nothing may follow `|` or `>` on its line; put the text in quotes",
    ),
    ("block sequence entries are not allowed", "a `- ` begins a list on a line of its own; put the text in quotes"),
    ("did not find expected whitespace", "a blank is missing here; put the text in quotes"),
    ("second occurrence", "`&` at the beginning of a word names this for later, and the name stands twice; use quotes"),
    ("found unexpected ':'", "there is a colon inside a text without quotes"),
    ("unexpected end of stream", "a quote or bracket is not closed"),
    (
        "found undefined alias",
        "`*` at the beginning of a word refers to something that is not here; put the text in quotes",
    ),
    ("found unknown escape character", "a backslash in double quotes; write single quotes instead"),
)


class Place(NamedTuple):
    """Line and column, from 1."""

    line: int
    column: int


class Slip(NamedTuple):
    place: Place
    message: str
    suggestion: str = ""


class Document:
    """One YAML file, read: its data, its slips, and the place of everything in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.slips: list[Slip] = []
        self.root = self._composed()
        self._open: set[int] = set()
        self._read: dict[int, Data] = {}
        self.data: Data = self._value(self.root) if self.root is not None else None

    @staticmethod
    def unread() -> "Document":
        """Return what stands for a file whose text nobody can read."""
        document = Document("null")
        document.root = None
        return document

    def place(self, loc: Sequence[int | str] = (), *, key: bool = False) -> Place:
        """Return where a value stands (with `key`: where the name of its field stands); the nearest that exists."""
        node, named = self._find(loc)
        chosen = named if key and named is not None else node
        return _place(chosen) if chosen is not None else Place(1, 1)

    def place_within(self, loc: Sequence[int | str], column: int) -> Place:
        """Return where the n-th character (from 1) of a text stands, however the text is quoted or folded."""
        node, _ = self._find(loc)
        if not isinstance(node, yaml.ScalarNode):
            return self.place(loc)
        return self._within(node, column)

    def _composed(self) -> yaml.Node | None:
        try:
            root: yaml.Node | None = yaml.compose(self.text, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self.slips.append(Slip(Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1), self._said(error)))
            return None
        except yaml.YAMLError as error:
            self.slips.append(Slip(Place(1, 1), f"the file holds a character that YAML does not allow ({error})"))
            return None
        if root is None:
            self.slips.append(Slip(Place(1, 1), "the file is empty"))
        return root

    def _said(self, error: yaml.MarkedYAMLError) -> str:
        problem = error.problem or ""
        line = (
            self.text.splitlines()[error.problem_mark.line : error.problem_mark.line + 1] if error.problem_mark else []
        )
        if line and re.match(r"\s*\t", line[0]):
            return "this line is indented with a tab; YAML is indented with spaces"
        for part, said in _SYNTAX:
            if part in problem:
                return said
        return f"YAML cannot read this: {problem}"

    def _value(self, node: yaml.Node) -> Data:
        if node.tag not in _PLAIN_TAGS:
            self.slips.append(
                Slip(
                    _place(node),
                    f"`{node.tag}`: tags beginning with `!` have no place in a pack; put the text in quotes",
                )
            )
        if isinstance(node, yaml.ScalarNode):
            return None if not node.style and node.value in ("", "~", "null") else str(node.value)
        if id(node) in self._read:  # an alias: read once, however often it stands in the file
            return self._read[id(node)]
        if id(node) in self._open or len(self._open) >= DEEPEST:
            message = (
                "this contains itself" if id(node) in self._open else f"more than {DEEPEST} levels within one another"
            )
            self.slips.append(Slip(_place(node), message))
            return None
        self._open.add(id(node))
        values = (
            [self._value(item) for item in node.value] if isinstance(node, yaml.SequenceNode) else self._mapping(node)
        )
        self._open.remove(id(node))
        self._read[id(node)] = values
        return values

    def _mapping(self, node: yaml.Node) -> dict[str, Data]:
        found: dict[str, Data] = {}
        first: dict[str, Place] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.slips.append(Slip(_place(key), "the name of a field is one word"))
                continue
            name = str(key.value)
            if name in found:
                message = (
                    f"`{name}` stands twice (the first is on line {first[name].line}); the second would silently win"
                )
                self.slips.append(Slip(_place(key), message))
                continue
            first[name] = _place(key)
            found[name] = self._value(value)
        return found

    def _find(self, loc: Sequence[int | str]) -> tuple[yaml.Node | None, yaml.Node | None]:
        node, named = self.root, None
        for step in loc:
            below = _below(node, step)
            if below is None:
                break
            named, node = below
        return node, named

    def _within(self, node: yaml.ScalarNode, column: int) -> Place:
        start, end = node.start_mark.index, node.end_mark.index
        if not node.value:
            return _place(node)
        if node.style in ("|", ">"):
            start = self.text.find("\n", start) + 1
        elif node.style:
            start += 1
            if _ESCAPES[node.style] in self.text[start : end - 1]:
                return _place(node)  # what was written is longer than what is read
        wanted = sum(not letter.isspace() for letter in node.value[: column - 1])
        index = self._after_letters(start, end, wanted)
        return self._place_of(index if column > len(node.value) else self._next_letter(index, end))

    def _after_letters(self, start: int, end: int, wanted: int) -> int:
        """Return the index after so many letters that are no space."""
        index = start
        while wanted > 0 and index < end:
            wanted -= not self.text[index].isspace()
            index += 1
        return index

    def _next_letter(self, index: int, end: int) -> int:
        while index < end and self.text[index].isspace():
            index += 1
        return index

    def _place_of(self, index: int) -> Place:
        before = self.text[:index]
        return Place(before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1)


def _below(node: yaml.Node | None, step: int | str) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value == step:
                return key, value
    return None


def _place(node: yaml.Node) -> Place:
    return Place(node.start_mark.line + 1, node.start_mark.column + 1)
