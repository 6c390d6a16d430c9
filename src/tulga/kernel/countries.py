"""Countries, territories and States that have ceased, in both code systems.

Inside, a country is its ISO 3166-1 alpha-3 code. UNHCR writes other codes: AUS is Austria there and Australia in ISO.
So a code is never read without the name of its system. People without a nationality, refugees and what is unspecified
have codes of their own in travel documents (ICAO 9303), which are not countries.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from tulga.kernel.periods import ALWAYS, Period

DATA = Path(__file__).parent / "data" / "countries.csv"

STATELESS, REFUGEE_1951, REFUGEE_OTHER, UNSPECIFIED = "XXA", "XXB", "XXC", "XXX"
UNKNOWN_ORIGIN = "UNK"  # UNHCR's statistics: the origin is not known; never the same as stateless

# ICAO Doc 9303 part 3, section 5: codes of travel documents that are not ISO 3166-1
ICAO_SPECIAL = {
    STATELESS: "stateless person (1954 Convention)",
    REFUGEE_1951: "refugee (1951 Convention and 1967 Protocol)",
    REFUGEE_OTHER: "refugee, other",
    UNSPECIFIED: "person of unspecified nationality",
    "UNO": "United Nations Organization",
    "UNA": "United Nations specialized agency",
    "UNK": "resident of Kosovo, paper issued by the United Nations Interim Administration",
    "XOM": "Sovereign Military Order of Malta",
    "XPO": "Interpol",
}
_ICAO_OF_ISO = {"DEU": "D"}  # Germany writes one letter in its travel documents


class UnknownCountry(LookupError):
    """No country has this code in this system."""


@dataclass(frozen=True, slots=True)
class Country:
    """A State, a territory, a State that has ceased, or a special code of the statistics."""

    iso3: str
    iso2: str
    unhcr: str
    kind: str  # state | territory | ceased | special
    valid: Period
    successors: tuple[str, ...]
    names: tuple[tuple[str, str], ...]

    def name(self, language: str) -> str:
        """Return the name in a language; English where there is none."""
        found = dict(self.names)
        return found.get(language) or found["en"]


@lru_cache(maxsize=1)
def all_countries() -> tuple[Country, ...]:
    """Return every country, territory and special code, in the order of the alpha-3 codes."""
    with DATA.open(encoding="utf-8", newline="") as handle:
        return tuple(_country(row) for row in csv.DictReader(handle))


def _country(row: dict[str, str]) -> Country:
    start = date.fromisoformat(row["valid_from"]) if row["valid_from"] else None
    end = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
    names = tuple((language, row[language]) for language in ("en", "ru", "kk"))
    return Country(
        row["iso3"], row["iso2"], row["unhcr"], row["kind"], Period(start, end) if start or end else ALWAYS,
        tuple(row["successors"].split()), names,
    )  # fmt: skip


@lru_cache(maxsize=1)
def _indexes() -> dict[str, dict[str, Country]]:
    found: dict[str, dict[str, Country]] = {"iso3": {}, "iso2": {}, "unhcr": {}}
    for country in all_countries():
        for system, code in (("iso3", country.iso3), ("iso2", country.iso2), ("unhcr", country.unhcr)):
            if code:
                found[system].setdefault(code, country)
    return found


def find_country(code: str, system: str = "iso3") -> Country | None:
    """Return the country with this code in this system ("iso3", "iso2", "unhcr"), or None.

    Raises:
        ValueError: there is no such system of codes.
    """
    if system not in {"iso3", "iso2", "unhcr"}:
        raise ValueError(f"{system!r} is not a system of country codes: iso3, iso2 or unhcr")
    return _indexes()[system].get(code.strip().upper())


def get_country(code: str, system: str = "iso3") -> Country:
    """Return the country with this code.

    Raises:
        UnknownCountry: the message names the code, the system and what it may have meant.
    """
    found = find_country(code, system)
    if found is not None:
        return found
    other = next((find_country(code, one) for one in ("iso3", "iso2", "unhcr") if find_country(code, one)), None)
    meant = f"did you mean {other.iso3} ({other.name('en')})?" if other else "write the three-letter ISO code (KAZ)"
    raise UnknownCountry(f"no country has the {system} code {code!r}; {meant}")


def name(iso3: str, language: str) -> str:
    """Return the name of a country in a language."""
    return get_country(iso3).name(language)


def icao_code(iso3: str) -> str:
    """Return the code that a travel document carries for this nationality.

    Raises:
        UnknownCountry: neither a country nor a code of ICAO 9303.
    """
    if iso3 == UNKNOWN_ORIGIN:
        return UNSPECIFIED  # UNK on a travel document is a resident of Kosovo: never what the statistics mean by it
    if iso3 in ICAO_SPECIAL:
        return iso3
    return _ICAO_OF_ISO.get(iso3, get_country(iso3).iso3)
