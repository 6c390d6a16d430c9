"""A version laid over the parts and the earlier version that it says it is like, with every place kept.

`uses: appeal` takes a part that several procedures share, `like: v1` everything an earlier version says; what a
version writes itself is laid over that, field by field; `without` takes away what the earlier version had.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tulga.nationality.core.places import Data, Document, Loc, Place
from tulga.nationality.core.predicates import nearest

SECTIONS = ("states", "steps", "clocks", "documents", "papers", "letters", "numbers")
_CONTROL = frozenset({"uses", "like", "without"})
_ADDED = frozenset({("open_questions",)})  # what a version asks comes after what it takes over
_OWN = frozenset({"label", "in_force", "not_before", "sure_from", "basis"})  # of a version itself, never of the next


@dataclass(frozen=True, slots=True)
class Written:
    """Something in a file: the value, and where it stands."""

    file: str
    document: Document
    loc: Loc
    value: Data


@dataclass(slots=True)
class Laid:
    """Data that was put together from several places, which knows of each piece where it stands."""

    data: dict[str, Any] = field(default_factory=dict)
    origins: dict[Loc, Written] = field(default_factory=dict)

    def lay(self, loc: Loc, written: Written) -> None:
        """Put a value at a place; fields over fields are joined, questions are added, anything else replaces."""
        held = self._at(loc)
        if isinstance(written.value, dict) and isinstance(held, dict) and (held or loc):
            for key, value in written.value.items():
                self.lay((*loc, key), Written(written.file, written.document, (*written.loc, key), value))
            self.origins.setdefault(loc, written)
            return
        if loc[-1:] in _ADDED and isinstance(written.value, list) and isinstance(held, list):
            self._add(loc, held, written)
            return
        if held is not None:
            self._forget(loc)
        if isinstance(written.value, dict):
            self._put(loc, {})
            self.origins[loc] = written
            for key, value in written.value.items():
                self.lay((*loc, key), Written(written.file, written.document, (*written.loc, key), value))
        else:
            self._put(loc, written.value)
            self.origins[loc] = written

    def take_away(self, loc: Loc) -> bool:
        """Remove what is at a place; False when nothing is there."""
        parent = self._at(loc[:-1])
        if not isinstance(parent, dict) or loc[-1] not in parent:
            return False
        del parent[str(loc[-1])]
        self._forget(loc)
        return True

    def _add(self, loc: Loc, held: list[Data], written: Written) -> None:
        """Put the entries of a list after those that are there."""
        for index, value in enumerate(written.value or ()):
            self.origins[(*loc, len(held) + index)] = Written(
                written.file, written.document, (*written.loc, index), value if isinstance(value, str) else None
            )
        self._put(loc, [*held, *(written.value or ())])

    def _forget(self, loc: Loc) -> None:
        for below in [one for one in self.origins if one[: len(loc)] == loc]:
            del self.origins[below]

    def file(self, loc: Loc) -> str:
        return self._origin(loc)[0].file

    def place(self, loc: Loc = (), *, key: bool = False) -> Place:
        written, rest = self._origin(loc)
        return written.document.place((*written.loc, *rest), key=key)

    def place_within(self, loc: Loc, column: int) -> Place:
        written, rest = self._origin(loc)
        return written.document.place_within((*written.loc, *rest), column)

    def _origin(self, loc: Loc) -> tuple[Written, Loc]:
        for length in range(len(loc), -1, -1):
            if loc[:length] in self.origins:
                return self.origins[loc[:length]], loc[length:]
        raise LookupError(f"nothing was laid that {loc} could stand in")  # the whole file is always laid first

    def _at(self, loc: Loc) -> Any:
        here: Any = self.data
        for step in loc:
            if not isinstance(here, dict) or step not in here:
                return None
            here = here[step]
        return here

    def _put(self, loc: Loc, value: Any) -> None:
        if not loc:
            self.data = value
            return
        parent = self._at(loc[:-1])
        parent[loc[-1]] = value


Complain = Callable[[Written, str, str], None]  # what is written there, what is wrong with it, what was meant


@dataclass(slots=True)
class Layers:
    """The versions of a file, each with what it is laid over."""

    versions: Mapping[str, Written]
    parts: Mapping[str, Written]
    complain: Complain
    _open: set[str] = field(default_factory=set)

    def version(self, laid: Laid, loc: Loc, name: str, leave: frozenset[str] = _CONTROL) -> None:
        """Lay a version at a place, without some of its fields."""
        own = self.versions[name]
        if name in self._open or not isinstance(own.value, dict):
            self.complain(own, f"`{name}` is like itself" if name in self._open else "fields are expected here", "")
            return
        self._open.add(name)
        for written in self._below(own, "like"):
            if written.value in self.versions:
                self.version(laid, loc, str(written.value), _CONTROL | _OWN)
            else:
                self.complain(written, f"there is no version `{written.value}` here", _near(written, self.versions))
        self._take_away(laid, loc, own)
        for written in self._below(own, "uses"):
            if written.value in self.parts:
                laid.lay(loc, self.parts[str(written.value)])
            else:
                self.complain(written, f"there is no part `{written.value}`", _near(written, self.parts))
        self._open.discard(name)
        for key, value in own.value.items():
            if key not in leave:
                laid.lay((*loc, key), Written(own.file, own.document, (*own.loc, key), value))

    def _below(self, own: Written, key: str) -> Iterator[Written]:
        value = own.value.get(key) if isinstance(own.value, dict) else None
        if isinstance(value, str):
            for word in value.split():
                yield Written(own.file, own.document, (*own.loc, key), word)
        elif value is not None:
            self.complain(
                Written(own.file, own.document, (*own.loc, key), value), f"{key}: names with blanks between them", ""
            )

    def _take_away(self, laid: Laid, loc: Loc, own: Written) -> None:
        assert isinstance(own.value, dict)  # noqa: S101 (looked at before)
        without = own.value.get("without") or {}
        if not isinstance(without, dict):
            without = {"": None}
        for section, names in without.items():
            at = Written(own.file, own.document, (*own.loc, "without", section), names)
            if section not in SECTIONS or not isinstance(names, str):
                self.complain(at, f"without: names with blanks between them, under one of {', '.join(SECTIONS)}", "")
                continue
            for name in names.split():
                if not laid.take_away((*loc, section, name)):
                    self.complain(at, f"there is no `{name}` to leave out", "")


def _near(written: Written, among: Mapping[str, Written]) -> str:
    return nearest(str(written.value), among)
