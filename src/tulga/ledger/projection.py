"""From entries to tables: contexts register projectors, and the tables that `rebuild` must reproduce row for row."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import models


class Erased:
    """Stands where a payload was whose key has been destroyed."""

    def __repr__(self) -> str:
        return "ERASED"


ERASED: Final = Erased()


class Recorded(NamedTuple):
    """An entry as the ledger holds it, its payload decoded."""

    position: int
    id: UUID
    stream: str
    stream_id: UUID
    number: int
    kind: str
    version: int
    effective_on: str
    effective_earliest: date | None
    effective_latest: date | None
    acted_at: datetime
    recorded_at: datetime
    actor: UUID
    organisation: UUID
    device: str
    subject: UUID | None
    based_on: int | None
    payload: Any

    @property
    def concurrent(self) -> bool:
        """Say whether the stream had moved on since what the author had seen.

        Both entries stay. A context that must ask a person about it does so in a projector, so that a rebuild asks
        again.
        """
        return self.based_on is not None and self.based_on < self.number - 1


Projector = Callable[[Sequence[Recorded]], None]
_projectors: dict[str, tuple[frozenset[str], Projector]] = {}
_views: dict[str, type[models.Model]] = {}
_current: dict[str, Callable[[], bool]] = {}


def projects(*payload_classes: type) -> Callable[[Projector], Projector]:
    """Register a projector of these kinds.

    It runs in the appending transaction, with the entries of one batch in the order of their positions. Projectors run
    in the order in which the contexts started: lower layers first. A projector must write nothing but registered views.
    """

    def register(function: Projector) -> Projector:
        names = frozenset(kind_of_class(payload_class) for payload_class in payload_classes)
        _projectors[f"{function.__module__}.{function.__qualname__}"] = (names, function)
        return function

    return register


def kind_of_class(payload_class: type) -> str:
    """Return the name under which a payload class was declared."""
    from tulga.ledger import kinds

    for kind in kinds.all_kinds():
        if kind.payload_class is payload_class:
            return kind.name
    raise LookupError(f"{payload_class.__name__} is not a declared kind of entry")


def register_views(*view_models: type[models.Model], current: Callable[[], bool] | None = None) -> None:
    """Register tables that are views of the ledger: `rebuild` empties and refills them.

    `current` says whether what stands in them was made by the rules of this version; asked when an operation is opened.
    """
    for model in view_models:
        _views[model._meta.label] = model
        if current is not None:
            _current[model._meta.label] = current


def outdated() -> bool:
    """Say whether a view was made by the rules of another version, so that the ledger has to be replayed."""
    return not all(current() for current in set(_current.values()))


def all_views() -> tuple[type[models.Model], ...]:
    return tuple(_views.values())


def project(batch: Sequence[Recorded]) -> None:
    """Bring the views up to date with these entries (in the caller's transaction)."""
    present = {entry.kind for entry in batch}
    for names, function in _projectors.values():
        if names.isdisjoint(present):
            continue
        chosen = batch if present <= names else [entry for entry in batch if entry.kind in names]
        function(chosen)
