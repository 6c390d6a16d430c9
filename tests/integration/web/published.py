"""Editions as the world meets them: figure sets frozen where published pages read, and the addresses of the site."""

from datetime import UTC, datetime
from uuid import UUID

from tulga.figures.core.figure import FigureSet
from tulga.figures.released import actions
from tulga.kernel.ids import new_id

LANGUAGES = ("en", "ru", "kk")
RELEASED_AT = datetime(2022, 2, 1, 12, tzinfo=UTC)
SEAL_ROOT = "5e" * 32


def publish(figures: FigureSet, *, at: datetime = RELEASED_AT) -> UUID:
    """Freeze a figure set and return the id of its release."""
    release = new_id(at)
    actions.freeze(figures, release_id=release, released_at=at, seal_root=SEAL_ROOT)
    return release


def pages_of(release: UUID, figures: FigureSet, language: str) -> list[str]:
    """Return the address of every page about one edition."""
    base = f"/{language}/editions/{release}/"
    names = dict.fromkeys(one.id for one in figures.figures)
    return [base, f"{base}figures/", *(f"{base}figures/{name}/" for name in names)]


def general_pages(language: str) -> list[str]:
    """Return the address of every page that is not about one edition."""
    return [f"/{language}/", f"/{language}/editions/", f"/{language}/about/"]
