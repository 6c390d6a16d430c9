"""A procedure as a picture (SVG) and the same as text: states as boxes by kind, steps as rows of their boxes.

Each row of a box is a step that leads from it; an arrow runs from the row through a gutter beside the boxes to the
state where it leads. All arrows of a gutter to one state share a lane. What stays in its state has no arrow. Clocks
stand below the step that starts them. The bytes depend on nothing but the definition, the language and the width.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import escape

from tulga.procedures.definitions import words
from tulga.procedures.definitions.core.model import Clock, Definition, State, StateKind, Step, Version
from tulga.procedures.definitions.core.outcomes import AGAINST
from tulga.procedures.definitions.order import living_clocks, split_by_decision, states_in_order

WIDE, NARROW = 1280, 390
_TWO_COLUMNS: Final = 800  # from this width on, what follows a decision stands in a column of its own
_LANE, _PAD, _GAP, _LINE, _HEAD = 9, 9, 16, 17, 19
_MARGIN = 8
_LATIN, _CYRILLIC, _BOLD = 0.6, 0.65, 1.1  # width of a letter for its height, rather too much than too little
_INK, _SOFT, _PAPER = "#1b2430", "#5b6776", "#ffffff"
_FILL: Final = {
    StateKind.START: "#e8f1fb", StateKind.OPEN: "#ffffff", StateKind.WAITING: "#fff7e0", StateKind.DECIDED: "#e9f5ec",
    StateKind.FINAL: "#eceff3",
}  # fmt: skip
_AGAINST_INK = "#a4262c"
_LANES: Final = ("#2f5f98", "#7a4a8c", "#2d7a5f", "#8a5a14", "#4d5d6c", "#8c3b5e")
_FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"


def draw(definition: Definition, version: Version, language: str, *, width: int = WIDE) -> bytes:
    """Return the diagram of a version as SVG; below 800 pixels it is one column that a telephone can show."""
    picture = _Picture(definition, version, language, width)
    return picture.svg().encode()


def described(definition: Definition, version: Version, language: str) -> tuple["StateText", ...]:
    """Return what the diagram shows as text: each state with the steps that lead from it."""
    labels = {state.id: words.said(state.label, language) for state in version.states}
    roles = {role.id: words.said(role.label, language) for role in definition.roles}
    return tuple(
        StateText(
            state.id, labels[state.id], words.KINDS[state.kind][language], words.said(state.plain, language),
            tuple(_clock_text(clock, language) for clock in _clocks_of_state(version, state)),
            tuple(
                StepText(
                    step.id, words.said(step.label, language), tuple(roles.get(name, name) for name in step.by),
                    "" if step.target == state.id else labels.get(step.target, step.target),
                    tuple(_clock_text(clock, language) for clock in _clocks_of_step(version, step)),
                )
                for step in version.steps if state.id in step.sources
            ),
        )
        for state in states_in_order(version)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class StepText:
    """A step as text; `target` is empty where the case stays where it is."""

    id: str
    label: str
    by: tuple[str, ...]
    target: str
    clocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StateText:
    id: str
    label: str
    kind: str
    plain: str
    clocks: tuple[str, ...]
    steps: tuple[StepText, ...]


def _clock_text(clock: Clock, language: str) -> str:
    text = f"{words.said(clock.label, language)}: {words.limit(clock.limit, language)}"
    return text if words.is_verified(clock.basis, clock.use) else f"{text} ({words.MARKS_SHORT[language]})"


def _clocks_of_step(version: Version, step: Step) -> list[Clock]:
    events = {step.id, *(f"paper:{paper}" for paper in step.papers)}
    if step.outcome:
        events |= {"decided", f"decided:{step.outcome}"}
    return [clock for clock in living_clocks(version) if events.intersection(clock.starts)]


def _clocks_of_state(version: Version, state: State) -> list[Clock]:
    """Return the clocks that begin beside any step: by facts about the person, or by the notice of a decision."""
    if state.kind is StateKind.START:
        steps = {step.id for step in version.steps}
        plain = [c for c in living_clocks(version) if not any(":" in name or name in steps for name in c.starts)]
        return [clock for clock in plain if not words.begins_by_notice(clock.starts) and "decided" not in clock.starts]
    against = {step.target for step in version.steps if step.outcome in AGAINST}
    leads = {step.id for step in version.steps if state.id in step.sources}
    told = [clock for clock in living_clocks(version) if words.begins_by_notice(clock.starts)]
    return [clock for clock in told if leads.intersection(clock.stops)] if state.id in against else []


@dataclass(slots=True)
class _Row:
    """A step as it stands in a box: lines of text, of clocks, where it leads, and where it was put."""

    step: Step
    lines: list[str]
    clocks: list[tuple[bool, str]]
    y: float = 0.0


@dataclass(slots=True)
class _Box:
    state: State
    head: list[str]
    notes: list[tuple[bool, str]]
    rows: list[_Row]
    column: int
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    height: float = 0.0

    @property
    def entry(self) -> float:
        """The height at which arrows arrive."""
        return self.y + _PAD + _HEAD * 0.55


@dataclass(slots=True)
class _Lane:
    """All arrows of a gutter to one state."""

    target: _Box
    rows: list[tuple[_Box, _Row]] = field(default_factory=list)
    number: int = 0

    def span(self) -> tuple[float, float]:
        ys = [row.y for _, row in self.rows] + [self.target.entry]
        return min(ys), max(ys)


class _Picture:
    def __init__(self, definition: Definition, version: Version, language: str, width: int) -> None:
        self.definition, self.version, self.language, self.width = definition, version, language, width
        self.columns = 2 if width >= _TWO_COLUMNS else 1
        self.size = 13.0 if self.columns == 2 else 12.5
        first, second = split_by_decision(version)
        parts = (first, second) if self.columns == 2 else ((*first, *second),)
        self.column_of = {state.id: index for index, part in enumerate(parts) for state in part}
        room = [self._lanes_needed(gutter) for gutter in range(self.columns + 1)]
        self._lay_out(parts, room)
        used = [self._lanes_used(gutter) for gutter in self.lanes]
        self._lay_out(parts, used)  # wider boxes are lower: fewer lanes may do, or some more
        if any(self._lanes_used(gutter) > most for gutter, most in enumerate(used)):
            self._lay_out(parts, room)
        self.height = max(box.y + box.height for box in self.boxes.values()) + 40

    def _lay_out(self, parts: Sequence[Sequence[State]], lanes: Sequence[int]) -> None:
        """Put every box and arrow in its place, with room for so many lanes in each gutter."""
        gutters = [float(_MARGIN + (_LANE * (count + 1) if count else 0)) for count in lanes]
        self.gutters = gutters
        self.told: set[str] = set()
        self.box_width = (self.width - sum(gutters)) / self.columns
        self.boxes = {box.state.id: box for index, part in enumerate(parts) for box in self._placed(part, index)}
        self.lanes = {gutter: self._lanes(gutter) for gutter in range(self.columns + 1)}

    def _lanes_used(self, gutter: int) -> int:
        return max((lane.number + 1 for lane in self.lanes[gutter]), default=0)

    def _lanes_needed(self, gutter: int) -> int:
        """Return for how many lanes a gutter must have room at most: one for each state that it leads to."""
        targets = {
            step.target for step in self.version.steps for source in step.sources
            if source != step.target and self._gutter(source, step.target) == gutter
        }  # fmt: skip
        return len(targets)

    def _gutter(self, source: str, target: str) -> int:
        here, there = self.column_of[source], self.column_of[target]
        if self.columns == 1:
            return 1
        return 1 if here != there else 2 * here

    def _placed(self, states: Sequence[State], column: int) -> Iterator[_Box]:
        x = sum(self.gutters[: column + 1]) + column * self.box_width
        y = 46.0
        for state in states:
            box = self._box(state, column)
            box.x, box.y, box.width = x, y, self.box_width
            inner = box.y + _PAD + _HEAD * len(box.head) + _LINE * len(box.notes) + 3
            for row in box.rows:
                row.y = inner + _LINE * 0.5 + 2
                inner += _LINE * (len(row.lines) + len(row.clocks)) + 5
            box.height = inner + _PAD - 3 - box.y
            y += box.height + _GAP
            yield box

    def _box(self, state: State, column: int) -> _Box:
        rows = [self._row(step) for step in self.version.steps if state.id in step.sources]
        notes = self._clock_lines(_clocks_of_state(self.version, state), 18)
        kind = words.KINDS[state.kind][self.language]
        label = words.said(state.label, self.language)
        head = self._wrapped(f"{label[:1].upper()}{label[1:]} · {kind}", (self.size + 1.5) * _BOLD)
        return _Box(state, head, notes, rows, column)

    def _row(self, step: Step) -> _Row:
        """Return a row; the clocks of a step that leads from several states stand with the first of them."""
        label = words.said(step.label, self.language)
        clocks = [] if step.id in self.told else _clocks_of_step(self.version, step)
        self.told.add(step.id)
        size = self.size * (_BOLD if step.outcome else 1)
        return _Row(step, self._wrapped(label[:1].upper() + label[1:], size, 16), self._clock_lines(clocks, 34))

    def _clock_lines(self, clocks: Iterable[Clock], indent: float) -> list[tuple[bool, str]]:
        """Return lines of text about clocks, each with whether it is the first about its clock."""
        return [
            (index == 0, line) for clock in clocks
            for index, line in enumerate(self._wrapped(_clock_text(clock, self.language), self.size - 1, indent))
        ]  # fmt: skip

    def _wrapped(self, text: str, size: float, indent: float = 0) -> list[str]:
        most = (self.box_width - 2 * _PAD - indent) / (size * (_LATIN if text.isascii() else _CYRILLIC))
        lines, line = [], ""
        for word in text.split():
            if line and len(line) + 1 + len(word) > most:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        return [*lines, line]

    def _lanes(self, gutter: int) -> list[_Lane]:
        """Return the lanes of a gutter, the short ones nearest to the boxes."""
        found: dict[str, _Lane] = {}
        for box in self.boxes.values():
            for row in box.rows:
                target = row.step.target
                if target != box.state.id and self._gutter(box.state.id, target) == gutter:
                    found.setdefault(target, _Lane(self.boxes[target])).rows.append((box, row))
        lanes = sorted(found.values(), key=lambda lane: (lane.span()[1] - lane.span()[0], lane.target.state.id))
        taken: list[list[tuple[float, float]]] = []
        for lane in lanes:
            low, high = lane.span()
            free = next(
                (n for n, spans in enumerate(taken) if all(high + 8 < a or low - 8 > b for a, b in spans)), len(taken)
            )
            if free == len(taken):
                taken.append([])
            taken[free].append((low, high))
            lane.number = free
        return lanes

    # -- what is written ---------------------------------------------------------------------------------------------

    def svg(self) -> str:
        parts = [
            self._opening(), self._heading(), *(self._arrows(gutter) for gutter in self.lanes),
            *(self._drawn(box) for box in self.boxes.values()), "</svg>",
        ]  # fmt: skip
        return "\n".join(part for part in parts if part) + "\n"

    def _opening(self) -> str:
        name = f"{self.definition.id}-{self.version.id}-{self.language}-{self.width}".replace(".", "-")
        title, height = self._title(), round(self.height)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {height}" width="{self.width}" '
            f'height="{height}" role="img" aria-labelledby="{name}-t {name}-d" font-family="{_FONT}" '
            f'font-size="{self.size}" fill="{_INK}">\n<title id="{name}-t">{escape(title)}</title>\n'
            f'<desc id="{name}-d">{escape(self._summary())}</desc>\n'
            f'<rect width="{self.width}" height="{height}" fill="{_PAPER}"/>'
        )

    def _title(self) -> str:
        return f"{words.said(self.definition.label, self.language)}: {words.said(self.version.label, self.language)}"

    def _summary(self) -> str:
        labels = {
            kind: ", ".join(words.said(one.label, self.language) for one in self.version.states if one.kind is kind)
            for kind in StateKind
        }
        return words.SAID["summary"][self.language].format(
            states=len(self.version.states), steps=len(self.version.steps), start=labels[StateKind.START],
            ends=labels[StateKind.FINAL],
        )  # fmt: skip

    def _heading(self) -> str:
        lines = self._cut(self._title())
        return "".join(
            f'<text x="{_MARGIN}" y="{20 + 17 * index}" font-size="15" font-weight="700">{escape(line)}</text>'
            for index, line in enumerate(lines)
        )

    def _cut(self, text: str) -> list[str]:
        most = int((self.width - 2 * _MARGIN) / 9)
        if len(text) <= most:
            return [text]
        at = text.rfind(" ", 0, most)
        rest = text[at + 1 :]
        return [text[:at], rest if len(rest) <= most else rest[: most - 1].rstrip() + "…"]

    def _drawn(self, box: _Box) -> str:
        kind = box.state.kind
        radius = {StateKind.START: 16, StateKind.FINAL: 2}.get(kind, 7)
        dashed = ' stroke-dasharray="6 4"' if kind is StateKind.WAITING else ""
        thick = 3 if kind is StateKind.FINAL else 1.4
        out = [
            f'<rect x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}" rx="{radius}" '
            f'fill="{_FILL[kind]}" stroke="{_INK}" stroke-width="{thick}"{dashed}/>'
        ]
        if kind is StateKind.DECIDED:
            out.append(
                f'<rect x="{_n(box.x + 3)}" y="{_n(box.y + 3)}" width="{_n(box.width - 6)}" '
                f'height="{_n(box.height - 6)}" rx="5" fill="none" stroke="{_INK}" stroke-width="0.7"/>'
            )
        y = box.y + _PAD + 13
        for line in box.head:
            out.append(_text(box.x + _PAD, y, line, f'font-size="{self.size + 1.5}" font-weight="700"'))
            y += _HEAD
        for first, line in box.notes:
            out.append(self._clock_drawn(box.x + _PAD, y - 2, line, first=first))
            y += _LINE
        out += [part for row in box.rows for part in self._row_drawn(box, row)]
        return "\n".join(out)

    def _row_drawn(self, box: _Box, row: _Row) -> Iterator[str]:
        stays = row.step.target == box.state.id
        ink = _AGAINST_INK if row.step.outcome in AGAINST else _INK
        weight = ' font-weight="600"' if row.step.outcome else ""
        sign = "↻" if stays else "◆" if row.step.outcome else "→"
        y = row.y + 4
        yield _text(box.x + _PAD, y, sign, f'fill="{ink}"')
        for line in row.lines:
            yield _text(box.x + _PAD + 16, y, line, f'fill="{ink}"{weight}')
            y += _LINE
        for first, line in row.clocks:
            yield self._clock_drawn(box.x + _PAD + 16, y - 1, line, first=first)
            y += _LINE

    def _clock_drawn(self, x: float, y: float, line: str, *, first: bool) -> str:
        """Return a line about a clock, with its sign before the first."""
        sign = (
            f'<path d="M{_n(x + 6)} {_n(y - 9.5)}a5 5 0 1 0 .1 0zm0 2v3l2.4 1.6" fill="none" stroke="{_SOFT}" '
            f'stroke-width="1.2"/>'
        )
        return (sign if first else "") + _text(x + 18, y, line, f'font-size="{self.size - 1}" fill="{_SOFT}"')

    def _arrows(self, gutter: int) -> str:
        return "\n".join(part for lane in self.lanes[gutter] for part in self._lane_drawn(gutter, lane))

    def _lane_drawn(self, gutter: int, lane: _Lane) -> Iterator[str]:
        x = self._lane_x(gutter, lane.number)
        color = _LANES[sum(map(ord, lane.target.state.id)) % len(_LANES)]
        end = self._edge(lane.target, x)
        into = lane.target.entry
        for box, row in lane.rows:
            start = self._edge(box, x)
            yield (
                f'<path d="M{_n(start)} {_n(row.y)}H{_n(x)}V{_n(into)}H{_n(end)}" fill="none" stroke="{color}" '
                f'stroke-width="1.3" stroke-linejoin="round"/>'
            )
            yield f'<circle cx="{_n(start)}" cy="{_n(row.y)}" r="2.2" fill="{color}"/>'
        back = 6 if x > end else -6
        yield f'<path d="M{_n(end)} {_n(into)}l{back} -3.6v7.2z" fill="{color}"/>'

    def _lane_x(self, gutter: int, number: int) -> float:
        left = sum(self.gutters[:gutter]) + gutter * self.box_width
        if gutter == 0:  # of the outer gutters the first lane is nearest to the boxes
            return self.gutters[0] - 10 - _LANE * number
        return left + 10 + _LANE * number

    def _edge(self, box: _Box, x: float) -> float:
        return box.x if x < box.x else box.x + box.width


def _text(x: float, y: float, text: str, attributes: str) -> str:
    return f'<text x="{_n(x)}" y="{_n(y)}" {attributes}>{escape(text)}</text>'


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def alternatives(states: Iterable[StateText]) -> Iterator[str]:
    """Yield the text equivalent line by line."""
    for state in states:
        yield f"{state.label} ({state.kind}): {state.plain}"
        for step in state.steps:
            where = f" → {step.target}" if step.target else ""
            clocks = f" [{'; '.join(step.clocks)}]" if step.clocks else ""
            yield f"- {step.label} ({', '.join(step.by)}){where}{clocks}"
