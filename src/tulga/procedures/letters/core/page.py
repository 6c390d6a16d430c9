"""Templates in HTML: few elements, nothing from outside, checked and filled without a template language.

What is filled in is text: no value can bring an element or a mark of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from tulga.procedures.letters.core.catalogue import Letter
from tulga.procedures.letters.core.marks import MARK, Problem, Wrong, missing, names_in, problems_of
from tulga.procedures.letters.core.values import Unfilled

LARGEST = 200_000  # characters
_VOID = frozenset({"br", "hr"})
_BLOCKS = frozenset({"p", "li", "tr", "h1", "h2", "h3", "dt", "dd"})  # what is left out or repeated whole
_TAGS = _VOID | _BLOCKS | frozenset({
    "ul", "ol", "table", "tbody", "thead", "td", "th", "strong", "em", "section", "header", "footer", "dl", "span",
    "div",
})  # fmt: skip
_ATTRIBUTES = {"class": frozenset({"right", "centre", "small", "keep", "frame"}), "lang": frozenset({"en", "ru", "kk"})}
_ELSEWHERE = frozenset(
    {"script", "style", "img", "a", "iframe", "link", "object", "embed", "form", "svg", "meta", "base"}
)


@dataclass(frozen=True)
class Node:
    tag: str
    attributes: tuple[tuple[str, str], ...]
    line: int
    children: list["Node | str"] = field(default_factory=list)

    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("", (), 1)
        self.open, self.problems = [self.root], list[Problem]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        if tag not in _TAGS:
            wrong = Wrong.ELSEWHERE if tag in _ELSEWHERE else Wrong.TAG
            self.problems.append(Problem(line, wrong, tag))
            return
        for name, value in attrs:
            if value not in _ATTRIBUTES.get(name, ()):
                self.problems.append(Problem(line, Wrong.ATTRIBUTE, f"{name}={value}"))
        node = Node(tag, tuple((name, value or "") for name, value in attrs), line)
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or tag not in _TAGS:
            return
        if self.open[-1].tag != tag:
            self.problems.append(Problem(self.getpos()[0], Wrong.NO_HTML, f"</{tag}>"))
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def unknown_decl(self, data: str) -> None:
        self.problems.append(Problem(self.getpos()[0], Wrong.NO_HTML, "<!["))


def _read(source: str) -> tuple[Node, list[Problem]]:
    reader = _Reader()
    reader.feed(source)
    reader.close()
    left = [Problem(node.line, Wrong.NO_HTML, f"<{node.tag}>") for node in reader.open[1:]]
    return reader.root, [*reader.problems, *left]


def check(source: str, letter: Letter) -> list[Problem]:
    """Return everything that is wrong with a template; none means that it can be filled."""
    if len(source) > LARGEST:
        return [Problem(0, Wrong.TOO_LARGE, str(len(source)))]
    root, problems = _read(source)
    if not root.text().strip():
        return [*problems, Problem(0, Wrong.EMPTY, "")]
    blocks = list(_blocks(root))
    for line, text in blocks:
        problems += problems_of(line, text, letter)
    problems += missing([text for _line, text in blocks], letter)
    return sorted(problems, key=lambda one: one.place)


def _blocks(node: Node) -> Iterator[tuple[int, str]]:
    """Yield every block with its text; text outside of any is one by itself."""
    for child in node.children:
        if isinstance(child, str):
            if child.strip():
                yield node.line, child
        elif child.tag in _BLOCKS:
            yield child.line, child.text()
        else:
            yield from _blocks(child)


def fill(source: str, values: Mapping[str, str | tuple[str, ...]]) -> str:
    """Return the letter as HTML; `values` are in words, and what is not known is not among them.

    Raises:
        Unfilled: a paragraph that is always there says what is not known; all such fields are named.
    """
    root, _problems = _read(source)
    wanted: dict[str, None] = {}
    written = "".join(_written(child, values, wanted, in_block=False) for child in root.children)
    if wanted:
        raise Unfilled(tuple(wanted))
    return written


def _written(
    child: Node | str, values: Mapping[str, str | tuple[str, ...]], wanted: dict[str, None], *, in_block: bool
) -> str:
    if isinstance(child, str):
        return _filled(child, values, wanted)
    if child.tag in _BLOCKS and not in_block:
        return "".join(_element(child, one, wanted, in_block=True) for one in turns(child.text(), values))
    return _element(child, values, wanted, in_block=in_block)


def turns(text: str, values: Mapping[str, str | tuple[str, ...]]) -> list[Mapping[str, str | tuple[str, ...]]]:
    """Return the values with which a block is written: not at all, once, or once for each value of a list."""
    named = list(names_in(text))
    if any(maybe and name not in values for name, maybe in named):
        return []
    lists = [name for name, maybe in named if not maybe and isinstance(values.get(name), tuple)]
    if not lists:
        return [values]
    return [{**values, lists[0]: one} for one in values[lists[0]]]


def _element(
    node: Node, values: Mapping[str, str | tuple[str, ...]], wanted: dict[str, None], *, in_block: bool
) -> str:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes)
    if node.tag in _VOID:
        return f"<{node.tag}{attributes}>"
    inside = "".join(_written(child, values, wanted, in_block=in_block) for child in node.children)
    return f"<{node.tag}{attributes}>{inside}</{node.tag}>"


def _filled(text: str, values: Mapping[str, str | tuple[str, ...]], wanted: dict[str, None]) -> str:
    parts, at = [], 0
    for mark in MARK.finditer(text):
        parts.append(escape(text[at : mark.start()], quote=False))
        at = mark.end()
        if mark["maybe"]:
            continue
        value = values.get(mark["name"])
        if value is None:
            wanted[mark["name"]] = None
        else:
            shown = ", ".join(value) if isinstance(value, tuple) else value
            parts.append("<br>".join(escape(line, quote=False) for line in shown.split("\n")))
    parts.append(escape(text[at:], quote=False))
    return "".join(parts)
