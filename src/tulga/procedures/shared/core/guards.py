"""The conditions that a definition may put on a step. `names.GUARDS` of the definitions lists the same words.

A guard answers met, not met or unknown; only met lets a step be done.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from tulga.kernel.dates import PartialDate
from tulga.kernel.findings import Finding, any_of, not_
from tulga.procedures.definitions.core.model import Step
from tulga.procedures.definitions.core.names import Call, calls_of, day_of, number_of
from tulga.procedures.shared.core.events import Event, Reason, What
from tulga.procedures.shared.core.state import CaseState, Facts

CITIZEN = "citizen"  # what a foreign State may answer of a person: its citizen


@dataclass(frozen=True, slots=True)
class Context:
    """A step that somebody wants to do on a day."""

    state: CaseState
    step: Step
    facts: Facts
    day: date


Guard = Callable[..., Finding]


def reasons_of(context: Context, written: str) -> tuple[Reason, ...]:
    """Return why a guard keeps the step from being done; of alternatives, what each of them would need."""
    calls = calls_of(written)
    answers = [(call, answer(context, call)) for call in calls]
    if any(finding is Finding.MET for _, finding in answers):
        return ()
    return tuple(_reason(call, finding) for call, finding in answers)


def answer(context: Context, call: Call) -> Finding:
    """Return what a guard says; one that the machine does not know is never met."""
    guard = GUARDS.get(call.name)
    return Finding.UNKNOWN if guard is None else guard(context, *call.arguments)


def _reason(call: Call, finding: Finding) -> Reason:
    if call.name not in GUARDS:
        return Reason("procedures.no_such_guard", {"name": call.name}, unknown=True)
    names = _DATA.get(call.name, ())
    data = dict(zip(names, call.arguments, strict=False))
    return Reason(f"procedures.needs_{call.name}", data, unknown=finding is Finding.UNKNOWN)


def _is(holds: bool) -> Finding:  # noqa: FBT001 - a claim becomes a finding
    return Finding.MET if holds else Finding.NOT_MET


def _done(context: Context, step: str) -> Finding:
    return _is(any(context.state.named(step)))


def _not_done(context: Context, step: str) -> Finding:
    return not_(_done(context, step))


def _clock_over(context: Context, clock: str) -> Finding:
    """The last start counts: of a certificate that was renewed the earlier terms are past."""
    running = [one for one in context.facts.clocks if one.clock == clock]
    if not running or running[-1].stopped:
        return Finding.NOT_MET
    return _over(running[-1].earliest, running[-1].latest, context.day)


def _over(earliest: date | None, latest: date | None, day: date) -> Finding:
    if latest is not None and latest < day:
        return Finding.MET
    if earliest is not None and day <= earliest:
        return Finding.NOT_MET
    return Finding.UNKNOWN


def _paper_issued(context: Context, paper: str) -> Finding:
    return _is(any(context.state.named(f"paper:{paper}")))


def _age_at_least(context: Context, number: str) -> Finding:
    return _years(context.facts.birth, context.day, number_of(number))


def _years(since: PartialDate, day: date, wanted: int) -> Finding:
    lowest, highest = since.age_on(day)
    if lowest is not None and lowest >= wanted:
        return Finding.MET
    if highest is not None and highest < wanted:
        return Finding.NOT_MET
    return Finding.UNKNOWN


def _age_below(context: Context, number: str) -> Finding:
    return not_(_age_at_least(context, number))


def _on_or_after(context: Context, day: str) -> Finding:
    return _is(context.day >= day_of(day))


def _before(context: Context, day: str) -> Finding:
    return _is(context.day < day_of(day))


def _told(context: Context, fact: str) -> Event | None:
    """Return what was last said of a fact: the later day, then the later entry, speaks."""
    said = [done.event for done in context.state.of(What.FACT) if done.event.value == fact]
    return said[-1] if said else None


def day_of_fact(context: Context, fact: str) -> PartialDate | None:
    """Return since when a fact holds; None where nobody said so, or it was said not to hold."""
    if fact == "birth":
        return context.facts.birth
    said = _told(context, fact)
    if said is None or said.detail.get("holds") is not True or not said.detail.get("on"):
        return None
    return PartialDate.parse(said.detail["on"])


def _years_since(context: Context, fact: str, number: str) -> Finding:
    since = day_of_fact(context, fact)
    return Finding.UNKNOWN if since is None else _years(since, context.day, number_of(number))


def _at_most_days_since(context: Context, fact: str, number: str) -> Finding:
    since, most = day_of_fact(context, fact), number_of(number)
    if since is None:
        return Finding.UNKNOWN
    if since.earliest is not None and (context.day - since.earliest).days <= most:
        return Finding.MET
    if since.latest is not None and (context.day - since.latest).days > most:
        return Finding.NOT_MET
    return Finding.UNKNOWN


def _fact(context: Context, fact: str) -> Finding:
    said = _told(context, fact)
    holds = None if said is None else said.detail.get("holds")
    return Finding.UNKNOWN if holds is None else _is(holds is True)


def _not_fact(context: Context, fact: str) -> Finding:
    return not_(_fact(context, fact))


def _represented_if_below(context: Context, number: str) -> Finding:
    """Whoever is of age and not known to be incapable needs nobody; where the age is unknown, a proof must be there."""
    incapable = _fact(context, "minor_or_incapable") is Finding.MET
    if _age_at_least(context, number) is Finding.MET and not incapable:
        return Finding.MET
    return _fact(context, "represented")


def _screening_clear(context: Context) -> Finding:
    return context.facts.clear


def enquiries(state: CaseState) -> list[tuple[Event, Event | None]]:
    """Return the enquiries that were sent, each with its last answer."""
    answers = {done.event.value: done.event for done in state.of(What.ANSWER)}
    return [(done.event, answers.get(str(done.event.entry))) for done in state.of(What.ENQUIRY)]


def silent(context: Context, enquiry: Event) -> Finding:
    """Say whether the time for an answer is over: by every way of counting, by none, or nobody can tell."""
    own = [one for one in context.facts.clocks if one.entry == enquiry.entry]
    if not own:
        return Finding.UNKNOWN
    return any_of(_over(one.earliest, one.latest, context.day) for one in own)


def _enquiries_closed(context: Context) -> Finding:
    open_ones = [sent for sent, reply in enquiries(context.state) if reply is None]
    found = {silent(context, sent) for sent in open_ones}
    if not found - {Finding.MET}:
        return Finding.MET
    return Finding.NOT_MET if Finding.NOT_MET in found else Finding.UNKNOWN


def _enquiry_confirms(context: Context) -> Finding:
    replies = [reply.detail.get("says") for _, reply in enquiries(context.state) if reply is not None]
    return _is(CITIZEN in replies)


def _no_enquiry_confirms(context: Context) -> Finding:
    return not_(_enquiry_confirms(context))


def _notice_served(context: Context) -> Finding:
    last = [done.event.what for done in context.state.of(What.DECISION, What.NOTICE)]
    return _is(last[-1:] == [What.NOTICE])


def _consent(context: Context, role: str) -> Finding:
    given = [done.event for done in context.state.of(What.CONSENT) if done.event.value == role]
    return _is(bool(given) and given[-1].detail.get("given") is True)


GUARDS: Final[Mapping[str, Guard]] = MappingProxyType({
    "done": _done,
    "not_done": _not_done,
    "clock_over": _clock_over,
    "paper_issued": _paper_issued,
    "age_at_least": _age_at_least,
    "age_below": _age_below,
    "on_or_after": _on_or_after,
    "before": _before,
    "years_since": _years_since,
    "at_most_days_since": _at_most_days_since,
    "fact": _fact,
    "not_fact": _not_fact,
    "represented_if_below": _represented_if_below,
    "screening_clear": _screening_clear,
    "enquiries_closed": _enquiries_closed,
    "enquiry_confirms": _enquiry_confirms,
    "no_enquiry_confirms": _no_enquiry_confirms,
    "notice_served": _notice_served,
    "consent": _consent,
})  # fmt: skip
_DATA: Final[dict[str, tuple[str, ...]]] = {
    "done": ("step",), "not_done": ("step",), "clock_over": ("clock",), "paper_issued": ("paper",),
    "age_at_least": ("number",), "age_below": ("number",), "on_or_after": ("day",), "before": ("day",),
    "years_since": ("fact", "number"), "at_most_days_since": ("fact", "number"), "fact": ("fact",),
    "not_fact": ("fact",), "represented_if_below": ("number",), "consent": ("role",),
}  # fmt: skip
