"""Dated stays, and what they may not contradict."""

from typing import Any

from tulga.kernel.dates import PartialDate
from tulga.kernel.findings import Finding
from tulga.nationality.core.facts import Stay
from tulga.nationality.scenarios import vocabulary
from tulga.nationality.scenarios.text import Fields
from tulga.nationality.scenarios.values import UNKNOWN_DAY, Told


def stays_of(
    told: Told, value: Any, path: str, fact: str, born: PartialDate | None, kind: str = ""
) -> tuple[Stay, ...]:
    """Return the stays of a list.

    Args:
        kind: of every stay (for `pr`); "" reads the field `kind`.
        born: of whom these are, so that a beginning nobody knows lies after it; None where that is not known.
    """
    found = []
    for number, item in enumerate(told.items(value, path)):
        stay = _stay(told, item, f"{path}[{number}]", f"{fact}[{number}]", born, kind)
        if stay is not None:
            found.append(stay)
    return tuple(found)


def _stay(told: Told, item: Any, here: str, fact: str, born: PartialDate | None, kind: str) -> Stay | None:
    fields = told.fields(item, here, vocabulary.STAY)
    state = told.state(fields.get("state"), f"{here}.state")
    first = told.when(fields.get("from"), f"{here}.from") or _not_before(born)
    last = _last(told, fields, here, first)
    told.proofs(fields.get("evidence"), f"{here}.evidence", fact)
    if note := told.text(fields.get("note"), f"{here}.note"):
        told.leftover(f"{fact}.note", note)
    if isinstance(item, Fields) and "state" not in fields:
        told.wrong(f"{here}.state", "field_missing", fields.line, field="state")
    _in_order(told, first, last, here, fields)
    _after_birth(told, first, born, here, fields)
    read = kind or told.one_of(fields.get("kind"), f"{here}.kind", vocabulary.STAY_KINDS)
    lawful = told.truth(fields.get("lawful"), f"{here}.lawful")
    habitual = told.truth(fields.get("habitual"), f"{here}.habitual")
    return Stay(state, first, last, "" if read == "unknown" else read, lawful, habitual, fact) if state else None


def _not_before(born: PartialDate | None) -> PartialDate:
    """A beginning that nobody knows: not before the birth."""
    if born is None or born.earliest is None:
        return UNKNOWN_DAY
    return PartialDate.parse(f"{born.earliest.isoformat()}/..")


def _last(told: Told, fields: Fields, here: str, first: PartialDate) -> PartialDate | None:
    """`to: null` goes on; a `to` that is not written is an end that nobody knows."""
    if "to" in fields:
        return told.when(fields["to"], f"{here}.to")
    return UNKNOWN_DAY if first.earliest is None else PartialDate.parse(f"{first.earliest.isoformat()}/..")


def _in_order(told: Told, first: PartialDate, last: PartialDate | None, here: str, fields: Fields) -> None:
    if last is not None and first.earliest is not None and last.before(first.earliest) is Finding.MET:
        told.wrong(f"{here}.to", "ends_before", fields.lines.get("to", fields.line), first=first.text, last=last.text)


def _after_birth(told: Told, first: PartialDate, born: PartialDate | None, here: str, fields: Fields) -> None:
    if born is not None and born.earliest is not None and first.before(born.earliest) is Finding.MET:
        told.wrong(
            f"{here}.from", "before_birth", fields.lines.get("from", fields.line), day=first.text, born=born.text
        )
