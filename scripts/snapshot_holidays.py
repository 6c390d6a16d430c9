"""Write the dates of our calendars of working days, and what a kept library says, from that library.

    uv run --with holidays==0.109 --with PyYAML python scripts/snapshot_holidays.py

`src/tulga/procedures/clocks/data/<iso3>_days.csv`: days moved by decree and days of movable feasts, with the decree
that the library names. `tests/data/procedures/holidays-<iso3>.csv`: every working day off and day off worked that the
library finds, with which the tests compare what our rules give. It is not needed to run or to test (decision 0023).
"""

import csv
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import holidays  # type: ignore[import-not-found]
from holidays.countries import georgia, kazakhstan, kyrgyzstan  # type: ignore[import-not-found]

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "src/tulga/procedures/clocks/data"
TESTS = ROOT / "tests/data/procedures"
FIRST, LAST, LAST_ESTIMATE = 1992, 2027, 2060
FEASTS = {
    "eid_al_adha": "Eid al-Adha", "eid_al_fitr": "Eid al-Fitr", "easter_friday": "Good Friday",
    "easter_saturday": "Holy Saturday", "easter_sunday": "Easter Sunday", "easter_monday": "Easter Monday",
}  # fmt: skip
EASTER = ("easter_friday", "easter_saturday", "easter_sunday", "easter_monday")  # worked out by a rule, never estimated
COUNTRIES: dict[str, Any] = {
    "KAZ": (kazakhstan.KazakhstanStaticHolidays, kazakhstan.KazakhstanIslamicHolidays, ("eid_al_adha",)),
    "KGZ": (kyrgyzstan.KyrgyzstanStaticHolidays, kyrgyzstan.KyrgyzstanIslamicHolidays, ("eid_al_adha", "eid_al_fitr")),
    "GEO": (georgia.GeorgiaStaticHolidays, None, EASTER),
}  # fmt: skip
_NAMED = re.compile(r"(?P<name>[PG]\d[0-9G]+|7-\d+)")


def decrees(text: str) -> dict[int, str]:
    """Return the decrees that the library names for a year, by their numbers in the State's own collection."""
    found: dict[int, list[str]] = {}
    year = 0
    for line in text.splitlines():
        told = re.search(r"^\s*\* \[?(\d{4})", line)
        year = int(told[1]) if told else year
        address = re.search(r"(?:docs|kg)/([^/>)]+)", line)
        name = _NAMED.search(address[1]) if address else None
        if year and name:
            found.setdefault(year, []).append(name["name"])
    return {year: " ".join(names) for year, names in found.items()}


def moved(static: Any) -> list[dict[str, str]]:
    """Return the days that decrees moved."""
    rows = []
    named = decrees(static.__doc__)
    for year, told in sorted(static.special_public_holidays.items()):
        for one in told if isinstance(told[0], tuple) else (told,):
            month, day, *rest = one
            rest = [] if len(rest) == 1 else rest  # a label, no day
            worked = date(rest[2] if len(rest) > 2 else year, rest[0], rest[1]).isoformat() if len(rest) > 1 else ""
            rows.append({
                "kind": "moved" if worked else "extra", "off": date(year, month, day).isoformat(), "worked": worked,
                "status": "given", "decree": named.get(year, ""),
            })  # fmt: skip
    for year, told in sorted(getattr(static, "special_public_holidays_observed", {}).items()):
        for month, day, _label in told if isinstance(told[0], tuple) else (told,):
            off = date(year, month, day).isoformat()
            rows.append({"kind": "extra", "off": off, "worked": "", "status": "given", "decree": named.get(year, "")})
    return rows


def feasts(code: str, dates: Any, names: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the days of movable feasts: given where the library has them confirmed, else estimated."""
    rows = []
    for name in names:
        sure = f"{name.upper()}_DATES_CONFIRMED_YEARS_CUSTOM_CALENDAR"
        confirmed = (FIRST, LAST_ESTIMATE) if name in EASTER else getattr(dates, sure)
        for year in range(FIRST, LAST_ESTIMATE + 1):
            days = holidays.country_holidays(code, years=year, language="en_US", observed=False)
            for day, label in sorted(days.items()):
                if FEASTS[name] in label and day.year == year:
                    given = confirmed[0] <= year <= confirmed[1]
                    status = "given" if given else "estimated"
                    rows.append({"kind": name, "off": day.isoformat(), "worked": "", "status": status, "decree": ""})
    return rows


def main() -> None:
    TESTS.mkdir(parents=True, exist_ok=True)
    for code, (static, dates, names) in COUNTRIES.items():
        with (DATA / f"{code.lower()}_days.csv").open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, ("kind", "off", "worked", "status", "decree"), lineterminator="\n")
            writer.writeheader()
            writer.writerows(moved(static) + feasts(code, dates, names))
        found = holidays.country_holidays(code, years=range(FIRST - 1, LAST + 1), language="en_US")
        with (TESTS / f"holidays-{code.lower()}.csv").open("w", encoding="utf-8", newline="") as handle:
            day = date(FIRST, 1, 1)
            handle.write(f"day,said\n# holidays {holidays.__version__}: weekdays off, days of weekends worked\n")
            while day <= date(LAST, 12, 31):
                works = found.is_working_day(day)
                if works != (day.weekday() < 5):
                    handle.write(f"{day},{'worked' if works else 'off'}\n")
                day += timedelta(1)


if __name__ == "__main__":
    main()
