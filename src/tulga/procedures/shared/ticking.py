"""The table of clocks: worked out after each entry and after each decree, with the values that were told before.

A value that is replaced stays with the position at which it was. Only its state (running, paused, stopped) changes in
place: the entries of the case tell when.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from tulga.ledger import bulk
from tulga.procedures.clocks.core.calendars import Calendar
from tulga.procedures.definitions.core.model import Definition
from tulga.procedures.shared import registry
from tulga.procedures.shared.core.timing import Ticking, clocks_of
from tulga.procedures.shared.derived import PART, Held, held
from tulga.procedures.shared.models import ClockRow, DecreeRow

_COLUMNS = bulk.columns_of(ClockRow)
_WORKED_OUT = (
    "started", "due_earliest", "due_latest", "due_earliest_at", "due_latest_at", "certain", "doubts", "owner", "use",
    "calendar",
)  # fmt: skip


class Calendars:
    """The calendars with the decrees that are known by now, each made once."""

    def __init__(self) -> None:
        self._made: dict[str, Calendar | None] = {}

    def of(self, definition: Definition) -> Calendar | None:
        calendar = definition.calendar
        if calendar not in self._made:
            decrees = DecreeRow.objects.filter(calendar=calendar).order_by("position").values_list("said", flat=True)
            self._made[calendar] = registry.calendar_of(calendar, tuple(decrees))
        return self._made[calendar]


def refresh(known: Sequence[Held], positions: Mapping[UUID, Sequence[int]]) -> None:
    """Work out the clocks of these cases after each of these positions, in order."""
    calendars = Calendars()
    for start in range(0, len(known), PART):
        part = known[start : start + PART]
        before = _standing([one.case for one in part])
        gone: list[UUID] = []
        rows: list[list[Any]] = []
        for one in part:
            kept = _Kept(one, before.get((one.case, one.record), []))
            for position in positions[one.case]:
                if position < one.opening.position:
                    continue  # until it was opened nobody knew by which procedure it goes
                kept.at(position, clocks_of(one.fold(position), calendars.of(one.definition)))
            gone += kept.changed
            rows += kept.rows()
        for begin in range(0, len(gone), PART):
            ClockRow.objects.filter(id__in=gone[begin : begin + PART]).delete()
        bulk.insert(ClockRow, rows)


def after_decrees(calendars: Mapping[str, int]) -> None:
    """Work out anew every running clock that depends on these calendars, at the position of the decree."""
    for calendar, position in calendars.items():
        running = ClockRow.objects.filter(calendar=calendar, superseded_position__isnull=True).exclude(state="stopped")
        cases = list(running.order_by("case_id").values_list("case_id", flat=True).distinct())
        for start in range(0, len(cases), PART):
            part = cases[start : start + PART]
            refresh(held(part), dict.fromkeys(part, (position,)))


def _standing(cases: Iterable[UUID]) -> dict[tuple[UUID, UUID], list[ClockRow]]:
    found: dict[tuple[UUID, UUID], list[ClockRow]] = {}
    for row in ClockRow.objects.filter(case_id__in=set(cases), superseded_position__isnull=True):
        found.setdefault((row.case_id, row.record_id), []).append(row)
    return found


class _Kept:
    """The clocks of one case as they were told: the standing values, and those that were replaced meanwhile."""

    def __init__(self, case: Held, before: Iterable[ClockRow]) -> None:
        self.case = case
        self.standing: dict[str, dict[str, Any]] = {}
        self.replaced: list[dict[str, Any]] = []
        self.touched: set[str] = set()
        self.loaded: set[UUID] = set()
        for row in before:
            self.standing[f"{row.clock}:{row.entry}"] = {name: getattr(row, name) for name in _COLUMNS}
            self.loaded.add(row.id)

    @property
    def changed(self) -> list[UUID]:
        """Return the rows in the table that are written anew."""
        written = [self.standing[key] for key in self.touched if key in self.standing] + self.replaced
        return [row["id"] for row in written if row["id"] in self.loaded]

    def rows(self) -> list[list[Any]]:
        written = self.replaced + [self.standing[key] for key in sorted(self.touched) if key in self.standing]
        return [[row[name] for name in _COLUMNS] for row in written]

    def at(self, position: int, ticking: Sequence[Ticking]) -> None:
        """Take what the machine works out at a position."""
        now = {f"{one.clock.id}:{one.entry}": one for one in ticking}
        for key in [key for key in self.standing if key not in now]:
            self._replace(key, position)
        for key, one in now.items():
            row = self._row(key, one, position)
            old = self.standing.get(key)
            if old is not None and all(old[name] == row[name] for name in _WORKED_OUT):
                if old["state"] != row["state"]:
                    old["state"] = row["state"]
                    self.touched.add(key)
                continue
            if old is not None:
                self._replace(key, position)
            self.standing[key] = row
            self.touched.add(key)

    def _replace(self, key: str, position: int) -> None:
        old = self.standing.pop(key)
        old["superseded_position"] = position
        self.replaced.append(old)
        self.touched.discard(key)

    def _row(self, key: str, one: Ticking, position: int) -> dict[str, Any]:
        clock, case = one.clock, self.case
        return {
            "id": uuid5(case.key, f"{key}:{position}"), "case_id": case.case, "record_id": case.record,
            "organisation": case.opening.organisation, "procedure": case.definition.procedure, "clock": clock.id,
            "owner": clock.owner, "authority": case.opening.authority, "entry": one.entry, "started": one.started[0],
            "due_earliest": one.due.earliest, "due_latest": one.due.latest, "certain": one.due.certain,
            "due_earliest_at": one.due.earliest_at, "due_latest_at": one.due.latest_at, "doubts": _doubts(one),
            "use": clock.use.value, "state": one.state, "calendar": case.definition.calendar, "position": position,
            "superseded_position": None,
        }  # fmt: skip


def _doubts(one: Ticking) -> str:
    """Return why the day is not certain: codes with their data, as `first_day_not_said decree_not_known:2027`."""
    return " ".join(":".join([reason.code.value, *reason.data.values()]) for reason in one.due.reasons)
