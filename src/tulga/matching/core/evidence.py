"""What speaks for or against one person, apart from the name: each question has a small integer level; 0 is "not told".

Levels are named, so that an explanation can say them; what a level is worth is in `data/weights.yaml`. Every comparison
gives the same level in both orders, and a thing that one side does not tell is never evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from tulga.matching.core.places import place_id
from tulga.matching.core.records import Entry


class Birth(IntEnum):
    UNKNOWN = 0
    SAME = 1
    SAME_HABIT = 2  # both say 1 January or 1 July, as clerks do who know the year
    SWAPPED = 3
    ONE_DIGIT = 4
    SOLAR = 5
    YEAR_SLIP = 6  # day and month agree, the year is off by one or by ten
    YEAR_FITS = 7  # one side knows only the year (or wrote 1 January for it)
    AGE_FITS = 8
    YEAR_NEAR = 9  # an uncertain year or age is off by one
    SAME_YEAR = 10
    NEAR = 11  # within three years
    FAR = 12


class Told(IntEnum):
    UNKNOWN = 0
    SAME = 1
    DIFFERENT = 2
    SIMILAR = 3


class Household(IntEnum):
    NOT_COMPARABLE = 0
    SAME_IN_ONE_REGISTER = 1  # a register seldom lists one person twice in one household
    OTHER_IN_ONE_REGISTER = 2
    ONE_REGISTER = 3


class Role(IntEnum):
    UNKNOWN = 0
    SAME = 1
    HEAD_AND_CHILD = 2
    OTHER = 3


@dataclass(frozen=True, slots=True)
class BirthDate:
    """A date as far as it is told: `low` to `high` are ordinals of days; zeros where nothing is told."""

    year: int = 0
    month: int = 0
    day: int = 0
    low: int = 0
    high: int = 0
    habit: bool = False
    from_age: bool = False
    ordinal: int = 0
    solar: tuple[int, ...] = ()


_SOLAR_START = date(1921, 3, 21).toordinal()  # 1 Farvardin 1300


def solar_ordinal(year: int, month: int, day: int) -> int:
    """Return the day of a Solar Hijri date, exact to a day for 1200 to 1500."""
    before = (month - 1) * 31 if month <= 7 else 186 + (month - 7) * 30
    return _SOLAR_START + int((year - 1300) * 365.2422 + 0.5) + before + day - 1


def is_date(text: str) -> bool:
    """Say whether a text is a year or a day that the calendar has (also the Solar Hijri one, by its years)."""
    pieces = text.strip().split("-")
    if not all(piece.isascii() and piece.isdigit() for piece in pieces) or len(pieces) not in (1, 3):
        return False
    year, month, day = (int(pieces[i]) if i < len(pieces) else 1 for i in range(3))
    if 1250 <= year <= 1450:
        return 1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)
    try:
        return 1850 <= date(year, month, day).year <= 2200
    except ValueError:
        return False


def birth_of(entry: Entry) -> BirthDate:
    """Read the date or the age; what cannot be a date is not told."""
    pieces = entry.birth_date.strip().split("-")
    if not all(piece.isascii() and piece.isdigit() for piece in pieces) or len(pieces) not in (1, 2, 3):
        return _from_age(entry)
    year, month, day = (int(pieces[i]) if i < len(pieces) else 0 for i in range(3))
    if 1250 <= year <= 1450 and month and day:
        return _from_ordinal(solar_ordinal(year, month, day))
    if not 1850 <= year <= 2200:
        return _from_age(entry)
    if not (month and day):
        return BirthDate(year, 0, 0, date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())
    try:
        ordinal = date(year, month, day).toordinal()
    except ValueError:
        return BirthDate(year, 0, 0, date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())
    habit = (month, day) in ((1, 1), (7, 1)) or entry.birth_date_kind == "estimated"
    slips = (ordinal, solar_ordinal(year - 621, month, day), solar_ordinal(year - 622, month, day))
    return BirthDate(year, month, day, ordinal, ordinal, habit, False, ordinal, slips)


def _from_ordinal(ordinal: int) -> BirthDate:
    day = date.fromordinal(ordinal)
    return BirthDate(day.year, day.month, day.day, ordinal, ordinal, False, False, ordinal, (ordinal,))


def _from_age(entry: Entry) -> BirthDate:
    if entry.age_stated is None or not 0 <= entry.age_stated <= 120:
        return BirthDate()
    try:
        asked = date.fromisoformat(entry.registered_on)
    except ValueError:
        return BirthDate()
    high = asked.toordinal() - int(entry.age_stated * 365.2425)
    return BirthDate(date.fromordinal(high - 182).year, 0, 0, high - 366, high, False, True)


def compare_births(a: BirthDate, b: BirthDate) -> Birth:
    if not a.year or not b.year:
        return Birth.UNKNOWN
    if a.from_age or b.from_age:
        return _compare_ages(a, b)
    if not a.ordinal or not b.ordinal:
        return _compare_years(a, b)
    if a.ordinal == b.ordinal:
        return Birth.SAME_HABIT if a.habit or b.habit else Birth.SAME
    return _compare_days(a, b)


def _compare_ages(a: BirthDate, b: BirthDate) -> Birth:
    gap = max(a.low - b.high, b.low - a.high)
    if gap <= 0:
        return Birth.AGE_FITS
    return Birth.YEAR_NEAR if gap <= 366 else Birth.NEAR if gap <= 3 * 366 else Birth.FAR


def _compare_years(a: BirthDate, b: BirthDate) -> Birth:
    apart = abs(a.year - b.year)
    if apart == 0:
        return Birth.YEAR_FITS
    return Birth.YEAR_NEAR if apart == 1 else Birth.NEAR if apart <= 3 else Birth.FAR


def _compare_days(a: BirthDate, b: BirthDate) -> Birth:
    apart = abs(a.year - b.year)
    if apart == 0 and a.month == b.day and a.day == b.month:
        return Birth.SWAPPED
    if apart and (a.month, a.day) == (b.month, b.day) and (apart in (1, 2, 10) or _one_digit(a.year, b.year)):
        return _compare_years(a, b) if a.habit else Birth.YEAR_SLIP
    if apart == 0 and (a.month == b.month or a.day == b.day) and _slip(a, b):
        return Birth.ONE_DIGIT
    if abs(a.ordinal - b.ordinal) <= 1 or _solar_slip(a, b) or _solar_slip(b, a):
        return Birth.SOLAR
    if a.habit or b.habit:
        return _compare_years(a, b)
    return Birth.SAME_YEAR if apart == 0 else Birth.NEAR if apart <= 3 else Birth.FAR


def _slip(a: BirthDate, b: BirthDate) -> bool:
    return _one_digit(a.day, b.day) if a.month == b.month else _one_digit(a.month, b.month)


def _one_digit(a: int, b: int) -> bool:
    x, y = f"{a:02d}", f"{b:02d}"
    return sum(p != q for p, q in zip(x, y, strict=True)) == 1 or x == y[::-1] or abs(a - b) == 1


def _solar_slip(a: BirthDate, b: BirthDate) -> bool:
    return any(abs(ordinal - b.ordinal) <= 1 for ordinal in a.solar[1:])


def compare_told(a: str, b: str) -> Told:
    if not a or not b:
        return Told.UNKNOWN
    return Told.SAME if a == b else Told.DIFFERENT


def compare_places(a: str, b: str) -> Told:
    """The same place also by a former or foreign name; SIMILAR where one name begins as the other."""
    if not a or not b:
        return Told.UNKNOWN
    if place_id(a) == place_id(b):
        return Told.SAME
    return Told.SIMILAR if a[:4].casefold() == b[:4].casefold() else Told.DIFFERENT


def compare_numbers(a: str, b: str) -> Told:
    """Numbers of documents and telephones: the same, one slip of the pen (SIMILAR), or different."""
    if not a or not b:
        return Told.UNKNOWN
    if a == b:
        return Told.SAME
    if len(a) == len(b) and len(a) >= 6:
        wrong = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
        neighbours = (
            len(wrong) == 2 and wrong[1] == wrong[0] + 1 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]
        )
        if len(wrong) == 1 or neighbours:
            return Told.SIMILAR
    return Told.DIFFERENT


def compare_households(a: Entry, b: Entry) -> Household:
    if a.register != b.register or not a.register:
        return Household.NOT_COMPARABLE
    if not a.household_ref or not b.household_ref:
        return Household.ONE_REGISTER
    return Household.SAME_IN_ONE_REGISTER if a.household_ref == b.household_ref else Household.OTHER_IN_ONE_REGISTER


def compare_roles(a: Entry, b: Entry) -> Role:
    if not a.relation_to_head or not b.relation_to_head:
        return Role.UNKNOWN
    if a.relation_to_head == b.relation_to_head:
        return Role.SAME
    return Role.HEAD_AND_CHILD if {a.relation_to_head, b.relation_to_head} == {"head", "child"} else Role.OTHER
