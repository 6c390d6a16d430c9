"""Single values of a scenario: dates, States, truths, fields. What is wrong is noted, and reading goes on."""

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tulga.kernel.countries import find_country
from tulga.kernel.dates import InvalidDate, PartialDate
from tulga.nationality.core.facts import Evidence
from tulga.nationality.core.truth import FALSE, TRUE, UNKNOWN, Truth
from tulga.nationality.core.vocabulary import SOVIET_UNION
from tulga.nationality.scenarios import vocabulary
from tulga.nationality.scenarios.problems import Problem, nearest
from tulga.nationality.scenarios.text import Fields

UNKNOWN_WORDS = ("unknown", "not known", "undetermined")
UNKNOWN_DAY = PartialDate.parse("unknown")
_SOVIET = {"SU", "SUN", "USSR", "SUHH"}
FORMS = ("iso2", "iso3", "unhcr")


@dataclass(slots=True)
class Codes:
    """In which codes the file writes its States: the answer is given in the same."""

    form: str = ""  # iso2 | iso3 | unhcr: of the first State that was read
    written: dict[str, str] = field(default_factory=dict)  # ISO alpha-3 -> as it stood in the file

    def out(self, state: str) -> str:
        """Return a State as the file writes it, or would write it."""
        if state in self.written:
            return self.written[state]
        if state == SOVIET_UNION:
            return "SU" if self.form == "iso2" else SOVIET_UNION
        country = find_country(state)
        if country is None or self.form in ("", "iso3"):
            return state
        return (country.iso2 if self.form == "iso2" else country.unhcr) or state


def find_state(text: str, system: str = "") -> tuple[str, str] | None:
    """Return the ISO alpha-3 code of a State and the form that was written, or None.

    Two letters are ISO's; three are ISO's, or else UNHCR's; a file whose head says `codes: unhcr` is read the other way
    round. The user-assigned codes XA to XZ and XAA to XZZ are invented States.
    """
    code = text.strip().upper()
    if code in _SOVIET:
        return SOVIET_UNION, "iso2" if len(code) == 2 else "iso3"
    for form in _order(code, system):
        found = find_country(code, form)
        if found is not None and found.kind != "special" and found.iso3:
            return found.iso3, form
    if code.startswith("X") and code.isascii() and code.isalpha() and len(code) in (2, 3) and not code.startswith("XX"):
        return code, "iso2" if len(code) == 2 else "iso3"
    return None


def _order(code: str, system: str) -> tuple[str, ...]:
    if len(code) == 2:
        return ("iso2",)
    return ("unhcr", "iso3") if system == "unhcr" else ("iso3", "unhcr")


class Told:
    """One scenario while it is read: its codes, what is wrong with it, what was not understood."""

    def __init__(self, scenario: str, *, system: str = "") -> None:
        self.scenario, self.system = scenario, system
        self.codes = Codes()
        self.problems: list[Problem] = []
        self.not_understood: list[str] = []
        self.evidence: dict[str, list[Evidence]] = {}
        self.line = 0
        self.on: date | None = None  # the date of the assessment, once it is read

    def wrong(self, path: str, code: str, line: int = 0, /, **data: object) -> None:
        """Note something that keeps the scenario from being evaluated."""
        told = tuple((name, str(value)) for name, value in data.items())
        self.problems.append(Problem(self.scenario, path, code, told, line))

    def leftover(self, path: str, text: str) -> None:
        """Note words that no fact holds: they are shown, never dropped."""
        self.not_understood.append(f"{path}: {text}")

    # -- shapes ----------------------------------------------------------------------------------------------------

    def fields(self, value: Any, path: str, known: Collection[str], *, open_: bool = False) -> Fields:
        """Return a mapping; name fields that are not known (unless `open_`: then only those that look like a slip)."""
        if not isinstance(value, Fields):
            self.wrong(path, "shape", self.line, wanted=", ".join(list(known)[:4]))
            return Fields(self.line)
        self.line = value.line
        for name in value.twice:
            self.wrong(f"{path}.{name}", "field_twice", value.lines.get(name, 0), field=name)
        for name in value:
            if name not in known:
                near = nearest(name, known)
                if not open_ or near_slip(name, near):
                    line, all_ = value.lines.get(name, 0), ", ".join(known)
                    self.wrong(f"{path}.{name}", "field_unknown", line, field=name, near=near, known=all_)
        return value

    def items(self, value: Any, path: str) -> list[Any]:
        """Return a list; nothing written is an empty one."""
        if value is None:
            return []
        if isinstance(value, list):
            return value
        self.wrong(path, "shape", self.line, wanted="[…]")
        return []

    # -- values ----------------------------------------------------------------------------------------------------

    def text(self, value: Any, path: str) -> str:
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "true" if value else "false"
        self.wrong(path, "shape", self.line, wanted="“…”")
        return ""

    def when(self, value: Any, path: str) -> PartialDate | None:
        """Return a date in any form of the schema; None for nothing written, or for what is no date (a problem)."""
        if value is None:
            return None
        if isinstance(value, Fields):
            return self._between(value, path)
        if not isinstance(value, str):
            self.wrong(path, "date", self.line, text=str(value).lower())
            return None
        try:
            return PartialDate.parse(value)
        except InvalidDate:
            self.wrong(path, "date", self.line, text=value)
            return None

    def _between(self, value: Fields, path: str) -> PartialDate | None:
        self.fields(value, path, ("earliest", "latest"))
        ends = [self.when(value.get(name), f"{path}.{name}") for name in ("earliest", "latest")]
        written = [".." if end is None or not end.known else end.text for end in ends]
        if any("/" in one for one in written):
            self.wrong(path, "date", value.line, text="/".join(written))
            return None
        if written == ["..", ".."]:
            return UNKNOWN_DAY
        try:
            return PartialDate.parse("/".join(written))
        except InvalidDate:
            self.wrong(path, "date_order", value.line)
            return None

    def day(self, value: Any, path: str) -> date | None:
        """Return one day of the calendar."""
        told = self.when(value, path)
        if told is None:
            return None
        if not told.exact:
            self.wrong(path, "exact_date", self.line)
        return told.earliest if told.exact else None

    def state(self, value: Any, path: str) -> str:
        """Return a State as ISO alpha-3; "" for nothing written, or for what is no State (a problem)."""
        if value is None:
            return ""
        found = find_state(value, self.system) if isinstance(value, str) else None
        if found is None:
            written = self.text(value, path)
            if written or not isinstance(value, str):
                self.wrong(path, "state_unknown", self.line, code=written)
            return ""
        state, form = found
        self.codes.form = self.codes.form or form
        self.codes.written.setdefault(state, str(value).strip().upper())
        return state

    def truth(self, value: Any, path: str) -> Truth:
        """Return true, false or unknown; nothing written is unknown."""
        if isinstance(value, bool):
            return TRUE if value else FALSE
        if value is None or (isinstance(value, str) and value.strip().lower() in UNKNOWN_WORDS):
            return UNKNOWN
        self.wrong(path, "truth", self.line, text=self.text(value, path))
        return UNKNOWN

    def one_of(self, value: Any, path: str, allowed: Iterable[str]) -> str:
        """Return one of the allowed words; "" for nothing written."""
        words = tuple(allowed)
        written = self.text(value, path).strip().lower().replace("-", "_")
        if written and written not in words:
            self.wrong(path, "value", self.line, text=written, allowed=", ".join(words), near=nearest(written, words))
            return ""
        return written

    def proofs(self, value: Any, path: str, fact: str) -> None:
        """Keep the evidence that is given for and against a fact."""
        for number, item in enumerate(self.items(value, path)):
            here = f"{path}[{number}]"
            told = self.fields(item, here, ("kind", "supports", "weight", "note", "source"))
            supports = self.truth(told.get("supports"), f"{here}.supports") is not FALSE
            kind = self.one_of(told.get("kind"), f"{here}.kind", vocabulary.EVIDENCE_KINDS) or "statement"
            weight = self._weight(told.get("weight"), f"{here}.weight")
            place = f"{fact}.evidence[{number}]"
            self.evidence.setdefault(fact, []).append(Evidence(place, kind, supports, weight))

    def read_from(self, fact: str, place: str) -> None:
        """Keep that a fact was read from a note."""
        self.evidence.setdefault(fact, []).append(Evidence(place, "note"))

    def read_against(self, fact: str, place: str) -> None:
        """Keep that a note speaks against a fact."""
        self.evidence.setdefault(fact, []).append(Evidence(place, "note", supports=False))

    def _weight(self, value: Any, path: str) -> float | None:
        if value is None:
            return None
        try:
            weight = float(self.text(value, path))
        except ValueError:
            weight = -1.0
        if not 0.0 <= weight <= 1.0:
            self.wrong(path, "weight", self.line, text=self.text(value, path))
            return None
        return weight


def near_slip(name: str, near: str) -> bool:
    """Say whether an unknown field is probably a slip of a known one: the same letters, or nearly."""
    alike = difflib.SequenceMatcher(None, name, near).ratio() >= 0.85
    return bool(near) and (alike or sorted(name) == sorted(near))
