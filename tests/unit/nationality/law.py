"""Rules and packs of invented and real States, written in a line, for tests of the bulk and proof parts."""

from datetime import date

from tulga.kernel.dates import PartialDate
from tulga.nationality.core.language import parse
from tulga.nationality.core.rules import (
    Act,
    Effect,
    InForce,
    Pack,
    Place,
    Procedure,
    Rule,
    Timing,
    TimingKind,
    Verification,
)

AT_BIRTH = Timing(TimingKind.BIRTH)


def on(day: str) -> Timing:
    return Timing(TimingKind.DAY, day=date.fromisoformat(day))


def at_event(kind: str) -> Timing:
    return Timing(TimingKind.EVENT, event=kind)


def rule(
    name: str,
    when: str,
    *,
    state: str = "KAZ",
    first: str | None = "1992-03-01",
    last: str | None = None,
    effect: Effect = Effect.ACQUIRES,
    timing: Timing = AT_BIRTH,
    effective: str = "",
    verification: Verification = Verification.TEXT_SEEN,
    exceptions: tuple[str, ...] = (),
    conflicts: tuple[str, ...] = (),
    applies_to: str = "",
    stratum: int = 0,
) -> Rule:
    force = InForce(PartialDate.parse(first) if first else None, PartialDate.parse(last) if last else None)
    day = timing.day.isoformat() if timing.day else "birth" if timing is AT_BIRTH else "event"
    return Rule(
        name, state, "ACT", name, (("en", name),), force, ("A01a",), effect, timing, Procedure.OPERATION_OF_LAW,
        effective or day, parse(when), when, parse(applies_to) if applies_to else None, applies_to, verification, (),
        conflicts, exceptions, (), (), Place("test.yaml", 1), stratum,
    )  # fmt: skip


def pack(*rules: Rule, state: str = "KAZ") -> Pack:
    return Pack(state, (Act("ACT", state, (), "", InForce(None, None), "", rules, ()),), (), "0" * 64)
