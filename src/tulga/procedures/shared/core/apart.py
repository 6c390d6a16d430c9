"""Who may not do this in a case because of what they did in it before.

The second pair of eyes is the safeguard of whoever the case is about.
"""

from collections.abc import Sequence
from uuid import UUID

from tulga.procedures.definitions.core.model import Definition, Step
from tulga.procedures.shared.core.events import Event, Reason, What
from tulga.procedures.shared.core.state import Done, role_of


def reasons_of_persons(
    definition: Definition, history: Sequence[Done], event: Event, step: Step | None
) -> tuple[Reason, ...]:
    """Return why this entry may not be by whoever did it. Where a list told of it nobody knows who did."""
    if event.doer is None:
        return ()
    own = [done for done in history if done.event.doer == event.doer]
    if not own and event.what is not What.REVIEW:
        return ()
    found = list(_whatever_the_procedure(history, own, event))
    if step is not None:
        found += _of_the_step(own, step)
    found += _of_roles(definition, own, event, step)
    return _once(found)


def _once(found: Sequence[Reason]) -> tuple[Reason, ...]:
    kept: list[Reason] = []
    for reason in found:
        if reason not in kept:
            kept.append(reason)
    return tuple(kept)


def _whatever_the_procedure(history: Sequence[Done], own: Sequence[Done], event: Event) -> list[Reason]:
    found: list[Reason] = []
    whats = {done.event.what for done in own}
    if event.what is What.DECISION:
        if What.INTERVIEW in whats:
            found.append(Reason("procedures.heard_the_person"))
        if _appealed(history) and _had_a_hand_in(history, own):
            found.append(Reason("procedures.own_decision"))
    if event.what is What.INTERVIEW and What.DECISION in whats:
        found.append(Reason("procedures.decided_it"))
    if event.what is What.REVIEW and _drafter(history, event.value) == event.doer:
        found.append(Reason("procedures.own_draft"))
    if event.what is What.AUDIT and What.DECISION in whats:
        found.append(Reason("procedures.own_decision_audited"))
    return found


def _appealed(history: Sequence[Done]) -> bool:
    last = [done.event.what for done in history if done.event.what in {What.DECISION, What.APPEAL}]
    return last[-1:] == [What.APPEAL]


def _had_a_hand_in(history: Sequence[Done], own: Sequence[Done]) -> bool:
    """Say whether somebody took, drafted or reviewed a decision that was taken before."""
    last = max(at for at, done in enumerate(history) if done.event.what is What.DECISION)
    before = {done.event.entry for done in history[: last + 1]}
    whats = {What.DECISION, What.DRAFT, What.REVIEW}
    return any(done.event.what in whats and done.event.entry in before for done in own)


def _drafter(history: Sequence[Done], draft: str) -> UUID | None:
    return next((done.event.doer for done in history if str(done.event.entry) == draft), None)


def _of_the_step(own: Sequence[Done], step: Step) -> list[Reason]:
    """Neither after a step that this one is apart from, nor before one that is apart from this."""
    found = [
        Reason("procedures.apart", {"step": step.id, "other": done.step.id})
        for done in own
        if done.step is not None and (done.step.id in step.apart_from or step.id in done.step.apart_from)
    ]
    return list(_once(found))


def _of_roles(definition: Definition, own: Sequence[Done], event: Event, step: Step | None) -> list[Reason]:
    wanted = role_of(Done(event, (), "", "", step))
    if not wanted:
        return []
    return [
        Reason("procedures.incompatible", {"role": wanted, "other": role})
        for role in sorted({role_of(done) for done in own} - {"", wanted})
        if any({role, wanted} <= pair for pair in definition.incompatible)
    ]
