"""Releasing: figures are computed again, checked, sealed, and frozen where published pages can read them."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction

from tulga.access.actor import Actor
from tulga.access.permissions import require
from tulga.access.refusals import Refusal, raise_if
from tulga.access.roles import May
from tulga.figures import frozen, policies
from tulga.figures.compile import compile_official, compile_operation
from tulga.figures.core.figure import FigureSet, to_json
from tulga.figures.entries import ReleaseMade
from tulga.figures.errors import NoData
from tulga.figures.released import actions as freezer
from tulga.figures.released import queries as released
from tulga.kernel.canonical import digest
from tulga.kernel.ids import new_id
from tulga.ledger import seals, verify
from tulga.ledger.actions import Act, Draft, append
from tulga.ledger.errors import LedgerError
from tulga.ledger.seals import SealInfo


def release(figure_set: FigureSet, *, actor: Actor, at: datetime | None = None) -> UUID:
    """Freeze figures for everyone to read and return the id of the release.

    They are computed again first; what is released is what the ledger gives now.

    Raises:
        Refused: the actor may not release; or, every reason at once: the figures are not what the ledger gives now,
            their accounts do not close, a small count or a small difference to an earlier release would be printed, the
            same was released already, or the ledger is not sealed to its end or does not agree with its seals.
    """
    require(actor, May.RELEASE_FIGURES)
    moment = at or datetime.now(UTC)
    content = digest(to_json(figure_set, full=True))
    earlier = list(_earlier(figure_set))
    now = _compiled_now(figure_set)
    sealed = _sealed()
    raise_if([*policies.refusals_to_release(figure_set, now, earlier), *_unsound(sealed)])
    assert sealed is not None  # noqa: S101 - refused above
    release_id = new_id(moment)
    with transaction.atomic():
        _write_down(figure_set, release_id, content, sealed, Act(actor.account, actor.organisation, moment))
        freezer.freeze(figure_set, release_id=release_id, released_at=moment, seal_root=sealed.root)
    _sealed()
    return release_id


def _write_down(given: FigureSet, release_id: UUID, content: str, sealed: SealInfo, act: Act) -> None:
    made = ReleaseMade(
        country=given.country, as_of=given.as_of, known_at=given.known_at, source=given.source,
        demonstration=given.demonstration, digest=content, seal_root=sealed.root,
    )  # fmt: skip
    append(Draft(release_id, made, act.recorded_at.astimezone(UTC).date().isoformat()), act=act)


def _earlier(given: FigureSet) -> Iterator[tuple[int, FigureSet]]:
    """Yield the releases of the same day and source with their numbers."""
    for info in released.releases(given.country):
        if (info.source, info.as_of) == (given.source, given.as_of):
            yield info.number, released.get_release(info.id).figure_set


def _compiled_now(given: FigureSet) -> FigureSet | None:
    try:
        if given.source == "official":
            return compile_official(given.country, given.as_of)
        return compile_operation(given.country, given.as_of, given.known_at)
    except NoData:
        return None


def _sealed() -> SealInfo | None:
    """Seal the ledger to its end; what others append meanwhile is sealed in a second turn."""
    with suppress(LedgerError):  # an export that contradicts the database: it says itself that nothing is sealed
        for _ in range(2):
            seals.seal()
            if not seals.unsealed_count():
                return seals.latest_seal()
    return None


def _unsound(sealed: SealInfo | None) -> Iterator[Refusal]:
    if sealed is None:
        yield Refusal("figures.unsealed")
        return
    for problem in (*verify.verify().problems, *frozen.problems()):
        yield Refusal("figures.ledger_unsound", {"problem": problem.message})
