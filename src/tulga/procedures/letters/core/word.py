"""Templates in Word (.docx): the same marks, found also where Word has cut one into pieces, and filled in place.

A file is read as a package of XML without entities, networks or macros; everything but the filled words is left as it
was. The same template and values give the same bytes.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from tulga.procedures.letters.core.catalogue import Letter
from tulga.procedures.letters.core.marks import MARK, Problem, Wrong, missing, problems_of
from tulga.procedures.letters.core.page import turns
from tulga.procedures.letters.core.values import Unfilled

LARGEST = 20_000_000  # bytes, unpacked
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_XML = "{http://www.w3.org/XML/1998/namespace}space"
_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_MADE = (1980, 1, 1, 0, 0, 0)
Values = Mapping[str, str | tuple[str, ...]]


def check(source: bytes, letter: Letter) -> list[Problem]:
    """Return everything that is wrong with a template; none means that it can be filled."""
    try:
        package = _unpacked(source)
        parts = [_parsed(package[name]) for name in sorted(filter(_PARTS.fullmatch, package))]
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, RuntimeError, NotImplementedError, OSError):
        return [Problem(0, Wrong.NO_WORD, "")]
    except _TooLarge as error:
        return [Problem(0, Wrong.TOO_LARGE, str(error))]
    if "word/document.xml" not in package:
        return [Problem(0, Wrong.NO_WORD, "")]
    problems = list(_elsewhere(package))
    blocks = [_text(paragraph) for root in parts for paragraph in root.iter(f"{_W}p")]
    if not any(text.strip() for text in blocks):
        return [*problems, Problem(0, Wrong.EMPTY, "")]
    for number, text in enumerate(blocks, 1):
        problems += problems_of(number, text, letter)
    return [*problems, *missing([_row_or_own(one) for root in parts for one in root.iter(f"{_W}p")], letter)]


class _TooLarge(Exception):
    pass


def _unpacked(source: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(source)) as package:
        size = sum(one.file_size for one in package.infolist())
        if size > LARGEST:
            raise _TooLarge(str(size))
        return {one.filename: package.read(one) for one in package.infolist() if not one.is_dir()}


def _parsed(raw: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(raw, parser)


def _elsewhere(package: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield programmes, and whatever is fetched from outside when the letter is opened."""
    for name, raw in sorted(package.items()):
        if name.endswith(("vbaProject.bin", ".ocx")) or "/embeddings/" in name or "/activeX/" in name:
            yield Problem(0, Wrong.ELSEWHERE, name)
        if name.endswith(".rels") and b'TargetMode="External"' in raw:
            yield Problem(0, Wrong.ELSEWHERE, name)


def _text(element: Any) -> str:
    return "".join(piece.text or "" for piece in element.iter(f"{_W}t"))


def _row_or_own(paragraph: Any) -> str:
    """Return the text that is left out or repeated with this paragraph: its row's in a table, else its own."""
    return _text(_block(paragraph))


def _block(paragraph: Any) -> Any:
    row = next(paragraph.iterancestors(f"{_W}tr"), None)
    return paragraph if row is None else row


def fill(source: bytes, values: Values) -> bytes:
    """Return the letter; `values` are in words, and what is not known is not among them.

    Raises:
        Unfilled: a paragraph that is always there says what is not known; all such fields are named.
    """
    package = _unpacked(source)
    wanted: dict[str, None] = {}
    for name in filter(_PARTS.fullmatch, package):
        root = _parsed(package[name])
        _fill_part(root, values, wanted)
        package[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if wanted:
        raise Unfilled(tuple(wanted))
    return _packed(package)


def _fill_part(root: Any, values: Values, wanted: dict[str, None]) -> None:
    done: set[int] = set()
    blocks = []
    for paragraph in root.iter(f"{_W}p"):
        block = _block(paragraph)
        if id(block) not in done and "{{" in _text(block):
            done.add(id(block))
            blocks.append(block)  # held, so that no other element gets its id
    for block in blocks:
        ways = turns(_text(block), values)
        copies = [deepcopy(block) for _ in ways]
        parent, at = block.getparent(), block.getparent().index(block)
        parent.remove(block)
        for k, (copy, way) in enumerate(zip(copies, ways, strict=True)):
            for paragraph in [copy] if copy.tag == f"{_W}p" else list(copy.iter(f"{_W}p")):
                _fill_paragraph(paragraph, way, wanted)
            parent.insert(at + k, copy)
        if not ways and parent.tag == f"{_W}tc" and parent.find(f"{_W}p") is None:
            parent.append(etree.Element(f"{_W}p"))  # a cell without a paragraph is no Word file


def _fill_paragraph(paragraph: Any, values: Values, wanted: dict[str, None]) -> None:
    pieces = list(paragraph.iter(f"{_W}t"))
    text = "".join(piece.text or "" for piece in pieces)
    starts, at = [], 0
    for piece in pieces:
        starts.append(at)
        at += len(piece.text or "")
    for mark in reversed(list(MARK.finditer(text))):
        said = "" if mark["maybe"] else _said(mark["name"], values, wanted)
        _replace(pieces, starts, mark.start(), mark.end(), said)
    for piece in pieces:
        _break_lines(piece)


def _said(name: str, values: Values, wanted: dict[str, None]) -> str:
    value = values.get(name)
    if value is None:
        wanted[name] = None
        return ""
    return ", ".join(value) if isinstance(value, tuple) else value


def _replace(pieces: list[Any], starts: list[int], start: int, end: int, said: str) -> None:
    """Put `said` where the first letter of the mark stands, and take the rest of it out of the pieces that follow."""
    for piece, begins in zip(pieces, starts, strict=True):
        own = piece.text or ""
        low, high = max(start - begins, 0), min(end - begins, len(own))
        if low >= high:
            continue
        here = said if begins <= start else ""
        piece.text = own[:low] + here + own[high:]
        piece.set(_XML, "preserve")


def _break_lines(piece: Any) -> None:
    lines = (piece.text or "").split("\n")
    if len(lines) == 1:
        return
    piece.text = lines[0]
    after = piece
    for line in lines[1:]:
        for tag, text in ((f"{_W}br", None), (f"{_W}t", line)):
            new = etree.Element(tag)
            if text is not None:
                new.text = text
                new.set(_XML, "preserve")
            after.addnext(new)
            after = new


def _packed(package: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, raw in package.items():
            info = zipfile.ZipInfo(name, _MADE)
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, raw)
    return out.getvalue()
