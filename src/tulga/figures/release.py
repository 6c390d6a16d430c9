"""Releasing: figures are computed again, checked, sealed, and frozen where published pages can read them."""

from datetime import datetime
from uuid import UUID

from tulga.access.actor import Actor
from tulga.access.permissions import require
from tulga.access.roles import May
from tulga.figures.core.figure import FigureSet


def release(figure_set: FigureSet, *, actor: Actor, at: datetime | None = None) -> UUID:
    """Freeze figures and return the id of the release.

    Raises:
        Refused: the actor may not, or the figures may not be released; every reason is given.
    """
    require(actor, May.RELEASE_FIGURES)
    raise NotImplementedError("figures/released is being written")
