"""Reading the targets. The only door to the file: the generator asks here, and nothing else may."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "targets.yaml"
FIRST_YEAR, LAST_YEAR = 2014, 2021
SEED = 20211231
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)


@dataclass(frozen=True, slots=True)
class Targets:
    """The numbers of the file, multiplied by the scale; shares stay shares."""

    scale: int
    document: dict[str, Any]

    def stock(self, name: str, year: int) -> int:
        """Return how many there are at the end of a year."""
        return int(self._entry(name)["at_year_end"][year]) * self.scale

    def flow(self, name: str, year: int) -> int:
        """Return how many there are in a year; none where the file names no year."""
        return int(self._entry(name)["per_year"].get(year, 0)) * self.scale

    def number(self, name: str) -> int:
        return int(self._entry(name)["value"]) * self.scale

    def shares(self, name: str) -> dict[str, int]:
        return dict(self.document["assumed"][name])

    def origins(self, name: str) -> dict[str, int]:
        """Return the split by country of origin; `others` are shares."""
        times = 1 if name == "others" else self.scale
        return {country: count * times for country, count in self.document["origins"][name].items()}

    def areas(self, name: str) -> dict[str, int]:
        return dict(self.document["areas"][name])

    def document_of_facts(self) -> dict[str, str]:
        """Return the document in which all facts stand."""
        return dict(self.document["facts"]["document"])

    def facts(self) -> dict[date, dict[str, Any]]:
        """Return what is entered for a day, by figure: a number or a list of codes."""
        return {day: numbers for day, numbers in self.document["facts"].items() if day != "document"}

    def _entry(self, name: str) -> dict[str, Any]:
        published, assumed = self.document["published"], self.document["assumed"]
        found: dict[str, Any] = assumed[name] if name in assumed else published[name]
        return found


def read_targets(scale: int = 1) -> Targets:
    """Return the targets of an operation of this size.

    Raises:
        ValueError: the scale is less than one.
    """
    if scale < 1:
        raise ValueError("the scale is a whole number from 1 on")
    return Targets(scale, yaml.safe_load(FILE.read_text(encoding="utf-8")))
