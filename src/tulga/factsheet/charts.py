"""Charts as accessible SVG: title and text alternative inside, no style attribute, the same bytes for the same numbers.

Colours stand as attributes beside the class: a content policy allows them, and the PDF's renderer does not read the
page's style sheet inside a drawing. Colours differ in lightness too, and every bar carries its number in words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tulga.figures.core.cells import AtLeast, AtMost, Cell, NotCollected, Withheld, value_of

INK, SOFT, LINE, PAPER = "#1f2b2a", "#55625f", "#c9c2b4", "#ffffff"
PINE, CLAY, SAND, MOSS = "#14594f", "#b0562a", "#d9c7a3", "#6f8f72"
FONT = "Noto Sans, sans-serif"
WIDTH = 400  # narrow, so that on a telephone the letters are still eleven pixels high
LABEL, SMALL = 13, 12


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    cell: Cell
    shown: str  # the cell in words
    colour: str = PINE
    kind: str = "one"


def drawing(key: str, width: int, height: int, title: str, description: str, content: Iterable[str]) -> SafeString:
    """Return an SVG that a screen reader announces as one picture with its text alternative."""
    return format_html(
        '<svg class="chart chart-{}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" height="{}" '
        'role="img" aria-labelledby="{}-title {}-desc" focusable="false"><title id="{}-title">{}</title>'
        '<desc id="{}-desc">{}</desc>{}{}</svg>',
        key,
        width,
        height,
        width,
        height,
        key,
        key,
        key,
        title,
        key,
        description,
        _hatch(key),
        mark_safe("".join(content)),  # noqa: S308 -- every part was made by format_html
    )


def _hatch(key: str) -> SafeString:
    return format_html(
        '<defs><pattern id="{}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="6" height="6" fill="{}"></rect>'
        '<line x1="0" y1="0" x2="0" y2="6" stroke="{}" stroke-width="2"></line>'
        "</pattern></defs>",
        key,
        PAPER,
        SOFT,
    )


def text(
    x: float, y: float, words: str, *, anchor: str = "start", size: int = LABEL, colour: str = INK, bold: bool = False
) -> SafeString:
    return format_html(
        '<text x="{}" y="{}" text-anchor="{}" font-family="{}" font-size="{}" font-weight="{}" fill="{}">{}</text>',
        f"{x:g}",
        f"{y:g}",
        anchor,
        FONT,
        size,
        700 if bold else 400,
        colour,
        words,
    )


def box(x: float, y: float, width: float, height: float, fill: str, kind: str, stroke: str = "none") -> SafeString:
    return format_html(
        '<rect class="bar bar-{}" x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}"></rect>',
        kind,
        f"{x:g}",
        f"{y:g}",
        f"{width:.1f}",
        f"{height:g}",
        fill,
        stroke,
    )


def torn(x: float, y: float, height: float) -> SafeString:
    """Return the broken right edge of a bar whose true length is not known."""
    steps = "".join(f" L{x + (4 if index % 2 else -3):.1f} {y + height * index / 6:.1f}" for index in range(1, 7))
    return format_html(
        '<path class="torn" d="M{} {}{} L{} {} L{} {} Z" fill="{}"></path>',
        f"{x - 3:.1f}",
        f"{y:.1f}",
        steps,
        f"{x + 8:.1f}",
        f"{y + height:.1f}",
        f"{x + 8:.1f}",
        f"{y:.1f}",
        PAPER,
    )


def length(cell: Cell, largest: int, room: float) -> float:
    value = value_of(cell)
    if value is None:
        return 46.0  # hatched: says that there is something, not how much
    return max(2.0, room * value / largest) if largest and value else 0.0


def one_bar(key: str, bar: Bar, x: float, y: float, height: float, largest: int, room: float) -> Iterable[SafeString]:
    """Yield a bar with its number; withheld is hatched, a bound has a broken edge, not collected has no bar at all."""
    wide = 0.0 if isinstance(bar.cell, NotCollected) else length(bar.cell, largest, room)
    if isinstance(bar.cell, Withheld | AtMost):
        yield box(x, y, wide, height, f"url(#{key}-hatch)", bar.kind, SOFT)
    elif wide:
        yield box(x, y, wide, height, bar.colour, bar.kind)
    if isinstance(bar.cell, AtLeast) and wide > 12:
        yield torn(x + wide, y, height)
    yield text(x + wide + 7, y + height / 2 + 4.5, bar.shown, size=SMALL, bold=True)


def bars(key: str, title: str, description: str, rows: Sequence[Bar]) -> SafeString:
    """Return horizontal bars, each under its own label."""
    largest = max((value_of(row.cell) or 0 for row in rows), default=0)
    content: list[str] = []
    for index, row in enumerate(rows):
        top = 4 + index * 38
        content += [text(0, top + 12, row.label), *one_bar(key, row, 0, top + 17, 14, largest, WIDTH - 120)]
    return drawing(key, WIDTH, 4 + 38 * len(rows), title, description, content)


def paired_bars(
    key: str, title: str, description: str, rows: Sequence[tuple[str, Bar, Bar]], legend: Sequence[tuple[str, str]]
) -> SafeString:
    """Return two thin bars for each label, with a legend above."""
    largest = max((value_of(bar.cell) or 0 for _, *pair in rows for bar in pair), default=0)
    content: list[str] = []
    for index, (colour, words) in enumerate(legend):
        content += [box(index * 200, 2, 12, 12, colour, "legend"), text(index * 200 + 18, 13, words, size=SMALL)]
    for index, (label, first, second) in enumerate(rows):
        top = 26 + index * 34
        content.append(text(118, top + 17, label, anchor="end"))
        content += one_bar(key, first, 128, top, 12, largest, WIDTH - 128 - 90)
        content += one_bar(key, second, 128, top + 14, 12, largest, WIDTH - 128 - 90)
    return drawing(key, WIDTH, 26 + 34 * len(rows), title, description, content)


def progress(key: str, title: str, description: str, whole: Bar, parts: Sequence[Bar]) -> SafeString:
    """Return what a whole has become: the whole on top, its parts below, each beginning where the one before ends."""
    room, largest = WIDTH - 4.0, value_of(whole.cell) or 1
    content: list[str] = [text(0, 14, whole.label), text(WIDTH, 14, whole.shown, anchor="end", bold=True)]
    content.append(box(0, 20, room, 18, whole.colour, whole.kind))
    left = 0.0
    edges: list[str] = []
    for index, part in enumerate(parts):
        wide = min(length(part.cell, largest, room), room - left)
        hatched = isinstance(part.cell, AtMost | Withheld)
        content.append(
            box(
                left,
                44,
                wide,
                30,
                f"url(#{key}-hatch)" if hatched else part.colour,
                part.kind,
                SOFT if hatched else "none",
            )
        )
        if isinstance(part.cell, AtLeast):
            edges.append(torn(left + wide, 44, 30))
        left += wide
        top = 84 + index * 22
        content.append(
            box(0, top, 12, 12, f"url(#{key}-hatch)" if hatched else part.colour, "legend", SOFT if hatched else "none")
        )
        content += [text(18, top + 11, part.label), text(WIDTH, top + 11, part.shown, anchor="end", bold=True)]
    return drawing(key, WIDTH, 84 + 22 * len(parts), title, description, content + edges)
