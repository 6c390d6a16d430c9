"""The machine readable zone of a paper, by ICAO Doc 9303 (8th edition): TD1 cards, TD2, and TD3 books.

Written from a paper's data, read back with every check digit looked at. People without a nationality carry the codes
XXA (stateless), XXB (refugee), XXC (refugee, other), XXX (unspecified); `kernel.countries` knows them. A date of birth
that is known in part has fillers for what is not known.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tulga.kernel.countries import UnknownCountry, icao_code
from tulga.kernel.dates import UNKNOWN_DATE, InvalidDate, PartialDate
from tulga.papers.core.letters import FILLER, components

SPECIMEN = "UTO"  # Utopia: what specimens carry, never a paper
_VALUES = {one: value for value, one in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {FILLER: 0}
_ZONE = re.compile(r"[A-Z0-9<]*", re.ASCII)
_FIELD = re.compile(r"[A-Z0-9]*", re.ASCII)


class Size(StrEnum):
    TD1 = "TD1"
    TD2 = "TD2"
    TD3 = "TD3"


LINES = {Size.TD1: (30, 30, 30), Size.TD2: (36, 36), Size.TD3: (44, 44)}
NAME_WIDTH = {Size.TD1: 30, Size.TD2: 31, Size.TD3: 39}

# Doc 9303-4, amendment 2 (20.02.2026): from 2026 a book's second letter says what it is
REFUGEE_BOOK, ALIEN_BOOK, STATELESS_BOOK = "PR", "PT", "PS"


class InvalidPaper(ValueError):
    """What was given cannot stand in the zone; the message says which field and why."""


@dataclass(frozen=True, slots=True)
class Zone:
    """What a zone says. Names as they stand in it: components in A to Z.

    `birth` is as far as it is known; `sex` is M, F or "" (not said). `number` is upper case, without fillers.
    """

    size: Size
    code: str  # I, PS, …: one or two letters
    issuer: str  # as in ICAO's table: KAZ, D, UNO
    number: str
    primary: tuple[str, ...]
    secondary: tuple[str, ...]
    nationality: str
    birth: PartialDate
    sex: str
    expires: date
    optional: str = ""
    optional_2: str = ""  # of TD1 only


def zone_of(
    size: Size,
    *,
    code: str,
    issuer: str,
    number: str,
    primary: str,
    secondary: str,
    nationality: str,
    birth: PartialDate,
    sex: str,
    expires: date,
    language: str = "",
    optional: str = "",
    optional_2: str = "",
) -> Zone:
    """Return the zone of a paper; names are transliterated, countries are given by their ISO codes.

    Raises:
        InvalidPaper: a field cannot stand in the zone.
        UnknownLetter: a name holds a letter that no table has.
    """
    number, optional, optional_2 = (_plain(one) for one in (number, optional, optional_2))
    zone = Zone(
        size, code.upper(), _state(issuer, "issuer"), number, components(primary, language),
        components(secondary, language), _state(nationality, "nationality"), birth, sex.upper(), expires,
        optional, optional_2,
    )  # fmt: skip
    for wrong in _wrong_fields(zone):
        raise InvalidPaper(wrong)
    return zone


def _plain(text: str) -> str:
    return re.sub(r"[\s\-/.<]", "", text).upper()


def _state(code: str, field: str) -> str:
    if code == SPECIMEN:
        return code
    try:
        return icao_code(code)
    except UnknownCountry as error:
        raise InvalidPaper(f"{field}: {error}") from error


def _wrong_fields(zone: Zone) -> list[str]:
    found = []
    letters = zone.code.isascii() and zone.code.isalpha() and 1 <= len(zone.code) <= 2
    allowed = "P" if zone.size is Size.TD3 else "IAC"
    if not letters or zone.code[0] not in allowed or zone.code == "IV":
        found.append(f"code: {zone.code!r} is not one for {zone.size}; it begins with {' or '.join(allowed)}")
    if not zone.primary:
        found.append("name: a name is needed; where it has one part only, that is the primary one")
    if not zone.number or not _FIELD.fullmatch(zone.number):
        found.append(f"number: {zone.number!r} is not letters and digits")
    if zone.sex not in {"M", "F", ""}:
        found.append(f"sex: {zone.sex!r} is not M, F or nothing")
    room = {Size.TD1: 9 + 13, Size.TD2: 9 + 5, Size.TD3: 9}[zone.size]
    if len(zone.number) > room or (len(zone.number) > 9 and zone.optional):
        found.append(f"number: {len(zone.number)} characters are too many for {zone.size}")
    widths = {Size.TD1: (15, 11), Size.TD2: (7, 0), Size.TD3: (14, 0)}[zone.size]
    for name, text, width in (("optional", zone.optional, widths[0]), ("optional_2", zone.optional_2, widths[1])):
        if len(text) > width or not _FIELD.fullmatch(text):
            found.append(f"{name}: at most {width} letters and digits")
    return found


# -- writing -----------------------------------------------------------------------------------------------------------


def check_digit(text: str) -> str:
    """Return the check digit of a field: weights 7, 3, 1, modulus 10; a filler counts 0.

    Raises:
        ValueError: a character is not of the zone.
    """
    if not _ZONE.fullmatch(text):
        raise ValueError(f"{text!r} holds a character that the zone does not have")
    return str(sum(_VALUES[one] * (7, 3, 1)[at % 3] for at, one in enumerate(text)) % 10)


def write(zone: Zone) -> tuple[str, ...]:
    """Return the lines of the zone."""
    name = name_field(zone.primary, zone.secondary, NAME_WIDTH[zone.size])
    head = _padded(zone.code, 2) + _padded(zone.issuer, 3)
    number, optional = _number(zone)
    birth, expires = _checked(_birth(zone.birth)), _checked(f"{zone.expires:%y%m%d}")
    sex, nationality = zone.sex or FILLER, _padded(zone.nationality, 3)
    if zone.size is Size.TD1:
        first = head + number + _padded(optional, 15)
        second = birth + sex + expires + nationality + _padded(zone.optional_2, 11)
        return first, second + check_digit(first[5:] + second[:7] + second[8:15] + second[18:29]), name
    second = number + nationality + birth + sex + expires
    if zone.size is Size.TD2:
        second += _padded(optional, 7)
    else:
        second += _checked(_padded(optional, 14))
    return head + name, second + check_digit(second[:10] + second[13:20] + second[21:])


def _padded(text: str, width: int) -> str:
    return text.ljust(width, FILLER)


def _checked(text: str) -> str:
    return text + check_digit(text)


def _number(zone: Zone) -> tuple[str, str]:
    """Return the number's field with its check digit, and the optional data; a long number runs on into those."""
    if len(zone.number) <= 9:
        return _checked(_padded(zone.number, 9)), zone.optional
    return zone.number[:9] + FILLER, zone.number[9:] + check_digit(zone.number) + FILLER


def _birth(birth: PartialDate) -> str:
    low, high = birth.earliest, birth.latest
    if low is None or high is None or low.year != high.year:
        return FILLER * 6
    if low == high:
        return f"{low:%y%m%d}"
    return f"{low:%y%m}<<" if low.month == high.month else f"{low:%y}<<<<"


def name_field(primary: tuple[str, ...], secondary: tuple[str, ...], width: int) -> str:
    """Return the name in a field of this width; what is too long is cut so that the field ends with a letter.

    Doc 9303-4 and -5 leave the choice of how to cut to the issuer. Ours: the secondary name is cut at the end; where
    the primary leaves no room for its first component, each component of the primary keeps the same number of letters,
    as many as still let that first component in.
    """
    first, last = FILLER.join(primary), FILLER.join(secondary)
    whole = f"{first}<<{last}" if last else first
    if len(whole) <= width:
        return _padded(whole, width)
    if not last:
        return _padded(_fit(primary, width), width)
    if len(first) + 3 <= width:
        given = _fit(secondary, width - len(first) - 2)
        if len(given) >= min(len(secondary[0]), 3) or len(secondary[0]) == len(given):
            return _padded(f"{first}<<{given}", width)
    for kept in range(max(len(one) for one in primary), 0, -1):
        short = FILLER.join(one[:kept] for one in primary)
        room = width - len(short) - 2
        if room >= len(secondary[0]) and (len(last) <= room or last[room - 1] != FILLER):
            return _padded(f"{short}<<{last[:room]}", width)
    return _padded(f"{_fit(primary, width - 3)}<<{last[0]}", width)


def _fit(parts: tuple[str, ...], room: int) -> str:
    """Return components cut to a number of characters, the last of them a letter."""
    text = FILLER.join(parts)
    if len(text) <= room:
        return text
    cut = text[:room]
    if not cut.endswith(FILLER):
        return cut
    before = cut[:-1].split(FILLER)
    longest = max(range(len(before)), key=lambda at: (len(before[at]), at))
    if len(before[longest]) < 2:
        return cut[:-1]
    before[longest] = before[longest][:-1]  # one letter gives way to the first of the component that follows
    return FILLER.join(before) + FILLER + text[room]


# -- reading -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Read:
    """What was read. `wrong`: names of the fields of which the check digit, or the form, is not right.

    `name_cut`: the name fills its field, so it may have been cut.
    """

    zone: Zone
    wrong: tuple[str, ...]
    name_cut: bool

    @property
    def holds(self) -> bool:
        return not self.wrong


def read(text: str, *, today: date) -> Read:
    """Return what a zone says.

    Args:
        text: the lines; spaces at their ends do not matter.
        today: by which the century of the two digits of a year is chosen: no birth lies later, and an expiry lies
            within fifty years.

    Raises:
        InvalidPaper: these are no lines of a zone.
    """
    lines = tuple(line.strip() for line in text.strip().splitlines() if line.strip())
    size = next((one for one, widths in LINES.items() if tuple(map(len, lines)) == widths), None)
    if size is None:
        raise InvalidPaper("a zone has three lines of 30 characters, two of 36, or two of 44")
    if not all(_ZONE.fullmatch(line) for line in lines):
        raise InvalidPaper("a zone has letters A to Z, digits and < only")
    return _read_td1(lines, today) if size is Size.TD1 else _read_two(size, lines, today)


def _read_td1(lines: tuple[str, ...], today: date) -> Read:
    first, second, name = lines
    composite = (first[5:] + second[:7] + second[8:15] + second[18:29], second[29])
    number = (first[5:14], first[14], first[15:])
    dates = (second[:6], second[6], second[8:14], second[14])
    return _read(Size.TD1, first, number, second[15:18], dates, second[7], name, composite, today, second[18:29])


def _read_two(size: Size, lines: tuple[str, ...], today: date) -> Read:
    first, second = lines
    composite = (second[:10] + second[13:20] + second[21:-1], second[-1])
    number = (second[:9], second[9], second[28:35] if size is Size.TD2 else second[28:42])
    dates = (second[13:19], second[19], second[21:27], second[27])
    found = _read(size, first, number, second[10:13], dates, second[20], first[5:], composite, today)
    if size is Size.TD3 and not _agrees(second[28:42], second[42], empty=FILLER):
        return Read(found.zone, (*found.wrong, "optional"), found.name_cut)
    return found


def _agrees(text: str, digit: str, *, empty: str = "") -> bool:
    return digit == check_digit(text) or (digit == empty and not text.strip(FILLER))


def _read(
    size: Size,
    first: str,
    numbered: tuple[str, str, str],
    nationality: str,
    dates: tuple[str, str, str, str],
    sex: str,
    name: str,
    composite: tuple[str, str],
    today: date,
    optional_2: str = "",
) -> Read:
    wrong = []
    number, optional, fits = _read_number(*numbered)
    born, expires = _read_birth(dates[0], today), _read_expiry(dates[2], today)
    primary, _, secondary = name.rstrip(FILLER).partition("<<")
    checks = {
        "number": fits,
        "birth": _agrees(dates[0], dates[1], empty=FILLER) and born is not None,
        "expires": _agrees(dates[2], dates[3]) and expires is not None,
        "sex": sex in {"M", "F", FILLER},
        "name": bool(primary) and "<<" not in secondary and not any(one.isdigit() for one in name),
        "composite": _agrees(*composite),
    }
    wrong = [field for field, right in checks.items() if not right]
    zone = Zone(
        size, first[:2].strip(FILLER), first[2:5].strip(FILLER), number, _parts(primary), _parts(secondary),
        nationality.strip(FILLER), born or UNKNOWN_DATE, "" if sex == FILLER else sex, expires or date.max, optional,
        optional_2.strip(FILLER),
    )  # fmt: skip
    return Read(zone, tuple(wrong), not name.endswith(FILLER))


def _parts(text: str) -> tuple[str, ...]:
    return tuple(one for one in text.split(FILLER) if one)


def _read_number(field: str, digit: str, optional: str) -> tuple[str, str, bool]:
    """Return the number, what remains of the optional data, and whether the check digit is right."""
    if digit == FILLER and FILLER not in field:
        rest, _, behind = optional.partition(FILLER)
        number = field + rest[:-1]
        return number, behind.strip(FILLER), bool(rest) and rest[-1] == check_digit(number)
    return field.strip(FILLER), optional.strip(FILLER), _agrees(field, digit)


def _read_birth(text: str, today: date) -> PartialDate | None:
    """Return the date of birth as far as it is known; None where these are no digits of a date."""
    year, month, day = text[:2], text[2:4], text[4:]
    if year == "<<":
        return UNKNOWN_DATE if not text.strip(FILLER) or text[2:].strip(FILLER).isdigit() else None
    if not year.isdigit() or any(part != "<<" and not part.isdigit() for part in (month, day)):
        return None
    for century in (today.year // 100, today.year // 100 - 1):
        told = f"{century:02d}{year}"
        if month != "<<":
            told += f"-{month}" + (f"-{day}" if day != "<<" else "")
        try:
            found = PartialDate.parse(told)
        except InvalidDate:
            continue
        if found.earliest is not None and found.earliest <= today:
            return found if month == "<<" or int(month) <= 12 else None
    return None


def _read_expiry(text: str, today: date) -> date | None:
    if not text.isdigit():
        return None
    for century in (today.year // 100 - 1, today.year // 100, today.year // 100 + 1):
        year = century * 100 + int(text[:2])
        try:
            found = date(year, int(text[2:4]), int(text[4:]))
        except ValueError:
            continue
        if abs(year - today.year) <= 50:
            return found
    return None
