"""From what was read to a finding for one State: outcome, dates, rules cited, what is missing, what is assumed."""

import re
from collections.abc import Iterable

from tulga.nationality.core import spans
from tulga.nationality.core.facts import Event
from tulga.nationality.core.moves import Move, Read, StateFile, fold
from tulga.nationality.core.outcomes import Answer, Change, Dispute, Ground, Need, Outcome, Step
from tulga.nationality.core.rules import Effect, TimingKind, Verification
from tulga.nationality.core.truth import DISPUTED, FALSE, TRUE, UNKNOWN, Truth, not_
from tulga.nationality.core.world import World

_POSITIVE = (Effect.ACQUIRES, Effect.ENTITLES, Effect.DEFINES)


def answer_for(world: World, state: str, *, traced: bool = True) -> Answer:
    """Return the finding for a State, from one reading of the whole life.

    Args:
        traced: with every step and the timeline; a completion that is only tried needs none.
    """
    file = world.files[state]
    value = fold(file.moves, world.now)
    if state not in world.packs and value is FALSE and not _answered(file):
        value = UNKNOWN  # of a law that we have not read nobody can say that it does not apply
    outcome, dispute = outcome_of(file, value, world), None
    if outcome is Outcome.DISPUTED:
        dispute = dispute_of(file, world.now)
        outcome = outcome if dispute is not None else Outcome.UNDETERMINED
    return Answer(
        state=state,
        outcome=outcome,
        since=_since(file, outcome, world),
        lost_on=_lost_on(file, world) if outcome is Outcome.LOST else None,
        rules=_cited(file, outcome),
        verification=_verification(file, outcome),
        relevant=world.links.get(state, ()),
        timeline=tuple(_timeline(file, world)) if traced else (),
        steps=tuple(_step(read) for read in file.reads) if traced else (),
        needs=needs_of(world, state, file, outcome),
        conflicts=_conflicts(file),
        assumptions=_assumptions(file),
        risks=_of(file, Effect.GROUND_OF_LOSS) if outcome is not Outcome.NOT_NATIONAL else (),
        possible=_possible(file, outcome),
        would_be=_would_be(file, outcome),
        dispute=dispute,
    )


def _answered(file: StateFile) -> bool:
    return any(move.how == "answer" for move in file.moves)


def outcome_of(file: StateFile, value: Truth, world: World) -> Outcome:
    """Return the outcome that a status gives; who is no national may have lost it, or be entitled to it."""
    if value is DISPUTED:
        return Outcome.DISPUTED
    if value is TRUE:
        return Outcome.NATIONAL
    if value is UNKNOWN:
        return Outcome.UNDETERMINED
    if _losses(file):
        return Outcome.LOST
    if any(before is UNKNOWN for before, _ in _ended(file)):
        return Outcome.UNDETERMINED  # no national any more, or never one: more facts may say which
    entitled = any(read.rule.effect is Effect.ENTITLES and read.counted is TRUE for read in file.reads)
    return Outcome.ENTITLED if entitled else Outcome.NOT_NATIONAL


def _losses(file: StateFile) -> list[Move]:
    """Return the losses that ended something: by an act, which takes a national for granted, or of one who was it."""
    return [move for before, move in _ended(file) if move.by_act or before is TRUE]


def _ended(file: StateFile) -> list[tuple[Truth, Move]]:
    """Return the losses with what was so before: who never was a national loses nothing by a grant elsewhere."""
    return [
        (fold(file.moves[:number], move.days), move)
        for number, move in enumerate(file.moves)
        if move.how == "lose" and move.value is TRUE
    ]


# -- disputes ---------------------------------------------------------------------------------------------------------


def dispute_of(file: StateFile, now: spans.Days) -> Dispute | None:
    """Return what speaks for the nationality and what against it; None where one of the two cannot be named."""
    said = [move for move in file.moves if move.days.lo <= now.hi]
    reasons_for = [Ground(move.rules, move.why) for move in said if _speaks(move, TRUE)]
    against = [Ground(move.rules, move.why) for move in said if _speaks(move, FALSE)]
    if any(move.how == "contest" for move in said):
        against.append(Ground((), "never-granted"))
    if not any(move.how == "answer" and move.value is FALSE for move in said):
        not_met = (one.rule.id for one in file.reads if one.rule.effect is Effect.ACQUIRES and one.value is FALSE)
        rules = tuple(dict.fromkeys(not_met))
        against += [Ground(rules, "not-met")] if rules else []
    return Dispute(tuple(reasons_for), tuple(against)) if reasons_for and against else None


def _speaks(move: Move, side: Truth) -> bool:
    """Say whether a move speaks for the nationality (TRUE) or against it (FALSE); what is disputed does both."""
    value = not_(move.value) if move.how == "lose" else move.value
    if move.value is DISPUTED:
        return True
    if move.how in ("gain", "lose"):  # a rule that is not met takes nothing and gives nothing
        return move.value is TRUE and value is side
    return value is side


# -- dates ------------------------------------------------------------------------------------------------------------


def _since(file: StateFile, outcome: Outcome, world: World) -> str | None:
    """Return the day of the acquisition that still counts: the first one after the last loss."""
    if outcome is not Outcome.NATIONAL:
        return None
    lost = max((move.days.lo for move in _losses(file)), default=0)
    gains = [move for move in file.moves if move.how == "gain" and move.value is TRUE and move.days.lo >= lost]
    certain = [move for move in gains if move.reads and all(read.rule.effective != "unknown" for read in move.reads)]
    first = min(certain or gains, key=lambda move: move.days, default=None)
    return _day_of(first, world) if first is not None else None


def _lost_on(file: StateFile, world: World) -> str | None:
    lost = _losses(file)
    return _day_of(min(lost, key=lambda move: move.days), world) if lost else None


def _day_of(move: Move, world: World) -> str | None:
    """Return the day of a change; where the law leaves it open, that of the last act on which the condition rests.

    A rule that is read on the day of the assessment says nothing of that day: a child follows its parents on the day of
    their decree. None: no such act is told.
    """
    if not any(
        read.rule.effective == "unknown" and read.rule.timing.kind is TimingKind.APPLICATION for read in move.reads
    ):
        return spans.written(move.days)
    acts = {path for read in move.reads for label, value, path in read.facts if value is TRUE and _ACT.search(label)}
    days = [spans.of_partial(event.when) for event in _all_events(world) if event.path in acts]
    return spans.written(max(days)) if days else None


_ACT = re.compile(r"(?:^|\.)(?:act|event)\(")


def _all_events(world: World) -> Iterable[Event]:
    yield from world.person.events
    for relative in (world.person.mother, world.person.father, *world.person.relatives):
        if relative is not None and relative.person is not None:
            yield from relative.person.events


def _timeline(file: StateFile, world: World) -> Iterable[Change]:
    before: Truth = FALSE
    for number, move in enumerate(file.moves):
        after = fold(file.moves[: number + 1], spans.Days(move.days.hi, move.days.hi))
        if after != before or move.value is TRUE:
            yield Change(_day_of(move, world) or "unknown", after, move.rules, move.why)
        before = after


# -- what is cited ----------------------------------------------------------------------------------------------------


def _cited(file: StateFile, outcome: Outcome) -> tuple[str, ...]:
    """Return the ids of the rules that carry the finding, in the order in which they were read."""
    decisive = [read for read in file.reads if _carries(read, outcome)]
    ids = [name for read in decisive for name in (*_ids(read), *_contradicting(read), *read.excluded_by)]
    return tuple(dict.fromkeys(ids))


def _ids(read: Read) -> tuple[str, ...]:
    """Return the id of the version that was read, and that of its article where it is only a variant of it.

    An act that did not happen says nothing of the article that it would have carried out.
    """
    rule = read.rule
    silent = read.value is FALSE and rule.timing.kind is TimingKind.EVENT
    return (rule.id, rule.variant_of) if rule.variant_of and not silent else (rule.id,)


def _carries(read: Read, outcome: Outcome) -> bool:
    effect, open_or_met = read.rule.effect, read.value is not FALSE
    if effect is Effect.DEFINES and outcome is Outcome.NOT_NATIONAL:
        return True
    if effect in (Effect.KEEPS, Effect.LOSES, Effect.DEFINES):
        return open_or_met
    if effect is Effect.EXCLUDES:
        return open_or_met and outcome is not Outcome.NATIONAL
    if effect is Effect.GROUND_OF_LOSS:
        return open_or_met and outcome is not Outcome.NOT_NATIONAL
    if outcome is Outcome.NATIONAL:
        return effect is Effect.ACQUIRES and open_or_met
    if outcome is Outcome.ENTITLED:
        return effect is Effect.ENTITLES and read.counted is TRUE
    if outcome is Outcome.NOT_NATIONAL:
        return effect in _POSITIVE
    if outcome is Outcome.DISPUTED and effect is Effect.ACQUIRES:
        return True  # what gives the nationality and what does not: both sides are cited
    at_least = effect is Effect.ENTITLES and read.counted is TRUE  # whatever else is open: entitled, if no national
    return at_least or (effect is Effect.ACQUIRES and open_or_met)


def _contradicting(read: Read) -> tuple[str, ...]:
    return read.conflict


def _of(file: StateFile, effect: Effect) -> tuple[str, ...]:
    found = (read.rule.id for read in file.reads if read.rule.effect is effect and read.value is not FALSE)
    return tuple(dict.fromkeys(found))


def _possible(file: StateFile, outcome: Outcome) -> tuple[str, ...]:
    if outcome in (Outcome.NATIONAL, Outcome.ENTITLED):
        return ()
    return tuple(dict.fromkeys((*_of(file, Effect.ENTITLES), *_of(file, Effect.MAY_GRANT))))


def _conflicts(file: StateFile) -> tuple[tuple[str, ...], ...]:
    found = ((read.rule.id, *read.conflict) for read in file.reads if read.conflict)
    return tuple(dict.fromkeys(found))


def _would_be(file: StateFile, outcome: Outcome) -> tuple[tuple[str, str], ...]:
    """Return what an unverified rule whose condition is met would give, if its text is as assumed."""
    if outcome is Outcome.NATIONAL:
        return ()
    outcomes = {Effect.ACQUIRES: "national", Effect.LOSES: "lost", Effect.ENTITLES: "entitled"}
    return tuple(
        (outcomes[read.rule.effect], read.rule.id)
        for read in file.reads
        if read.capped == "unverified" and read.value is TRUE and read.rule.effect in outcomes
    )


def _assumptions(file: StateFile) -> tuple[str, ...]:
    return tuple(sorted({name for read in file.reads for name in read.assumed}))


def _verification(file: StateFile, outcome: Outcome) -> Verification | None:
    """Return the weakest link of the finding; of several rules that give the same, the best known one counts."""
    gains = [_level(move) for move in file.moves if move.how != "lose" and move.value is TRUE]
    losses = [_level(move) for move in _losses(file)]
    if outcome is Outcome.NATIONAL:
        return max(gains, default=Verification.SECONDARY)
    if outcome is Outcome.LOST:
        return min([max(losses), *([max(gains)] if gains else [])])
    read = [one.rule.verification for one in file.reads if _carries(one, outcome)]
    known = [level for level in read if level is not Verification.UNVERIFIED]
    return min(known or read, default=None) if outcome is Outcome.NOT_NATIONAL else min(read, default=None)


def _level(move: Move) -> Verification:
    return move.level


# -- what is missing --------------------------------------------------------------------------------------------------


def needs_of(world: World, state: str, file: StateFile, outcome: Outcome) -> tuple[Need, ...]:
    """Return the facts that nobody told us and that could change this finding; the State's own answer always could."""
    if outcome in (Outcome.NATIONAL, Outcome.LOST, Outcome.NOT_NATIONAL, Outcome.ENTITLED):
        return ()
    keys = world.missing(state)
    if outcome is Outcome.UNDETERMINED and state not in world.packs:
        keys = frozenset()
    found = [world.needs[key] for key in sorted(keys) if key in world.needs]
    return (*found, own_answer(state))


def own_answer(state: str) -> Need:
    return Need(f"authority.answer.{state}", ("national", "not_national"), (f"authority:{state}",), 8)


def _step(read: Read) -> Step:
    version = {TRUE: "in force", UNKNOWN: "perhaps in force"}.get(read.in_force, "in force")
    return Step(
        rule=read.rule.id,
        value=read.value,
        at=read.at,
        on=spans.written(read.days),
        version=version,
        facts=read.facts,
        conflict=read.conflict,
        capped=read.capped,
    )
