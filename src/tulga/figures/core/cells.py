"""What may stand in a cell. A figure is never a bare integer: withheld and not collected are values of their own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    value: int


@dataclass(frozen=True, slots=True)
class AtLeast:
    """The source says "more than": the exact number is not published."""

    value: int


@dataclass(frozen=True, slots=True)
class AtMost:
    value: int


@dataclass(frozen=True, slots=True)
class Withheld:
    """A count exists and is not published, because it could point at a person (or would let another be worked out)."""


@dataclass(frozen=True, slots=True)
class NotCollected:
    """Nobody counts this; it is not nought."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """A number that had to be assumed to make the accounts close; never a source's own figure."""

    value: int


Cell = Shown | AtLeast | AtMost | Withheld | NotCollected | Assumed

NAMES: dict[type, str] = {
    Shown: "shown", AtLeast: "at_least", AtMost: "at_most", Withheld: "withheld", NotCollected: "not_collected",
    Assumed: "assumed",
}  # fmt: skip
_CLASSES = {name: cell for cell, name in NAMES.items()}


def name_of(cell: Cell) -> str:
    return NAMES[type(cell)]


def value_of(cell: Cell) -> int | None:
    return None if isinstance(cell, Withheld | NotCollected) else cell.value


def cell_from(name: str, value: int | None) -> Cell:
    """Return the cell with this name.

    Raises:
        ValueError: the name is unknown, or a number is missing or where none belongs.
    """
    made = _CLASSES.get(name)
    if made is None:
        raise ValueError(f"{name!r} is not a kind of cell: {', '.join(sorted(_CLASSES))}")
    if made in {Withheld, NotCollected}:
        if value is not None:
            raise ValueError(f"a cell that is {name} has no number")
        return made()
    if value is None:
        raise ValueError(f"a cell that is {name} needs a number")
    return made(value)  # type: ignore[no-any-return]
