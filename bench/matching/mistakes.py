"""What offices do to a person's data: scripts and styles by register, and clerks' mistakes at rates times `noise`."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bench.matching.names_for_registers import Word
from bench.matching.romanise import STYLES, in_arabic_letters, in_russian

if TYPE_CHECKING:
    from bench.matching.registers import Person

STYLES_OF = {
    "kk": {
        "border": ("icao", "bgn", "free", "soviet"),
        "consular": ("kk2018", "kk2021", "turkish", "own", "kkarab"),
        "ngo": ("free", "free", "ru", "own", "german", "gost"),
    },
    "ru": {
        "border": ("icao", "bgn", "gost", "soviet", "ukrainian"),
        "consular": ("own", "icao"),
        "ngo": ("free", "german", "ru", "gost"),
    },
    "uz": {
        "border": ("uz1995", "icao", "soviet", "free"),
        "consular": ("uz1995", "own", "ugarab"),
        "ngo": ("free", "uz1995", "ru", "german"),
    },
    "fa": {"border": ("latin",), "consular": ("arabic",), "ngo": ("latin", "ru", "arabic")},
    "ar": {"border": ("latin",), "consular": ("arabic",), "ngo": ("latin", "ru", "arabic")},
}
RATES = {
    "typo": 0.09,
    "swap": 0.05,
    "nopatr": 0.2,
    "init": 0.02,
    "trunc": 0.02,
    "split": 0.02,
    "homoglyph": 0.012,
    "gpswap": 0.015,
    "missing": 0.05,
    "daymonth": 0.03,
    "year": 0.03,
    "digit": 0.03,
    "yearonly": 0.06,
    "first": 0.03,
    "solar": 0.1,
    "sex": 0.007,
    "place": 0.03,
    "country": 0.01,
    "role": 0.02,
}
_LOOK_ALIKE = dict(zip("аеорсухАЕОРСТХМКВН", "aeopcyxAEOPCTXMKBH", strict=True))
_VOWELS = "аәеёиіоөуұүыэюя"


class Clerk:
    """One source of chance for all mistakes; the same seed makes the same mistakes."""

    def __init__(self, chance: random.Random, noise: float) -> None:
        self.chance, self.noise = chance, noise
        self.errors: list[str] = []

    def _slips(self, kind: str, factor: float = 1.0) -> bool:
        if self.chance.random() < min(0.9, RATES[kind] * self.noise * factor):
            self.errors.append(kind)
            return True
        return False

    def _patronymic(self, person: Person, style: str) -> str:
        base = person.father.cyrillic
        if style in ("own", "kk2018", "kk2021", "kkarab", "turkish") and person.culture == "kk":
            joined = self.chance.choice(("", "", " ", "-"))
            return base + joined + ("ұлы" if person.sex == "M" else "қызы")
        if person.culture == "uz" and style in ("uz1995", "own", "ugarab") and self.chance.random() < 0.6:
            return base + " " + ("ўғли" if person.sex == "M" else "қизи")
        stem = base.rstrip("аеийьяюәі") or base
        soft = base[-1:] in "йьия"
        if person.sex == "M":
            return stem + ("евич" if soft else "ович")
        return stem + ("евна" if soft else "овна")

    def _gendered(self, family: str, sex: str) -> str:
        if sex == "F":
            if family.endswith(("ов", "ев", "ин")):
                return family + "а"
            if family.endswith("ский"):
                return family[:-2] + "ая"
            if family.endswith("ұлы"):
                return family[:-3] + "қызы"
        return family

    def _write(self, word: Word, text: str, style: str) -> str:
        if style == "latin" and word.latin:
            return self.chance.choice(word.latin + word.latin[:1] * 2)
        if style == "arabic" and word.arabic:
            return word.arabic
        if style in ("ru", "latin", "arabic"):
            return (
                in_russian(text, self.chance)
                if style == "ru"
                else STYLES["free"](in_russian(text, self.chance), self.chance)
            )
        if style == "own":
            return text
        if style in ("kkarab", "ugarab"):
            return in_arabic_letters(text, uyghur=style == "ugarab")
        return STYLES[style](text, self.chance)

    def _damage(self, text: str, register: str) -> str:
        if not text:
            return text
        if self._slips("typo", {"civil": 0.5, "ngo": 1.3}.get(register, 1.0)):
            text = self._typo(text)
        if len(text) > 4 and self._slips("trunc", 0.5):
            text = text[: max(3, len(text) - self.chance.randint(2, 4))]
        if len(text) > 5 and self._slips("split", 0.7):
            cut = self.chance.randint(2, len(text) - 2)
            text = text[:cut] + self.chance.choice(" -") + text[cut:]
        if self._slips("homoglyph", 0.5):
            text = "".join(_LOOK_ALIKE.get(c, c) if self.chance.random() < 0.5 else c for c in text)
        return text

    def _typo(self, text: str) -> str:
        spot = self.chance.randrange(len(text))
        kind = self.chance.choice(("drop", "double", "swap", "other"))
        if kind == "drop" and len(text) > 3:
            return text[:spot] + text[spot + 1 :]
        if kind == "double":
            return text[:spot] + text[spot] + text[spot:]
        if kind == "swap" and spot + 1 < len(text):
            return text[:spot] + text[spot + 1] + text[spot] + text[spot + 2 :]
        return text[:spot] + self.chance.choice(text.lower()) + text[spot + 1 :]

    def record(self, person: Person, register: str) -> tuple[dict[str, str], dict[str, str]]:
        """Return one record of the person and the truth about it."""
        self.errors = []
        style = self._style(person, register)
        registered = date(2018, 1, 1) + timedelta(days=self.chance.randrange(3000))
        registered = max(registered, person.born + timedelta(days=20))
        record = (
            self._names(person, register, style)
            | self._birth(person, register, registered)
            | self._rest(person, register)
        )
        record |= {
            "register": register,
            "registered_on": registered.isoformat(),
            "age_stated": record.get("age_stated", ""),
        }
        fact = {
            "entity_id": person.id,
            "household_id": person.household,
            "culture": person.culture,
            "script": self._script(style, person.culture),
            "dob_error": record.pop("dob_error"),
            "errors": "|".join(self.errors),
            "person_tags": person.tags,
        }
        return record, fact

    def _style(self, person: Person, register: str) -> str:
        if register in ("campaign", "civil"):
            return "own" if person.culture == "kk" and self.chance.random() < 0.35 else "ru"
        return self.chance.choice(STYLES_OF[person.culture][register])

    @staticmethod
    def _script(style: str, culture: str) -> str:
        if style == "own":
            return "kk" if culture == "kk" else "ru"
        if style == "ru":
            return "ru"
        return "kkarab" if style in ("kkarab", "ugarab") else "arab" if style == "arabic" else f"latin:{style}"

    def _names(self, person: Person, register: str, style: str) -> dict[str, str]:
        family_word = person.maiden if person.maiden and self.chance.random() < 0.08 * self.noise else person.family
        if family_word is not person.family:
            self.errors.append("maiden")
        eastern = person.culture in ("fa", "ar")
        family_text = family_word.cyrillic if eastern else self._gendered(family_word.cyrillic, person.sex)
        family = self._write(family_word, family_text, style)
        given = self._write(person.given, person.given.cyrillic, style)
        patronymic = ""
        if not eastern and not self._slips("nopatr", {"border": 3.8, "ngo": 4.0}.get(register, 1.0)):
            patronymic = self._write(Word(""), self._patronymic(person, style), style)
        father = (
            self._write(person.father, person.father.cyrillic, style)
            if register in ("campaign", "consular") and self.chance.random() < (0.6 if eastern else 0.35)
            else ""
        )
        mother = (
            self._write(person.mother, person.mother.cyrillic, style)
            if register in ("campaign", "civil") and self.chance.random() < 0.06
            else ""
        )
        family, given, patronymic = (self._damage(part, register) for part in (family, given, patronymic))
        if self._slips("init", 0.7):
            given = given[:1] + "."
        if self._slips("swap", 0.3 if register == "civil" else 1.0):
            family, given = given, family
        elif patronymic and self._slips("gpswap"):
            given, patronymic = patronymic, given
        if register == "border" or (register == "civil" and self.chance.random() < 0.3):
            family, given, patronymic = family.upper(), given.upper(), patronymic.upper()
        if register == "ngo":
            parts = [family, given, patronymic] if self.chance.random() < 0.5 else [given, patronymic, family]
            return {"full_name": " ".join(part for part in parts if part)}
        return {
            "family_name": family,
            "given_name": given,
            "patronymic": patronymic,
            "father_name": father,
            "mother_name": mother,
        }

    def _birth(self, person: Person, register: str, registered: date) -> dict[str, str]:
        born = person.born
        if register == "ngo" and self.chance.random() < 0.35:
            age = registered.year - born.year - ((registered.month, registered.day) < (born.month, born.day))
            age += self.chance.choice((-1, 1)) if self.chance.random() < 0.08 * self.noise else 0
            return {"birth_date": "", "birth_date_kind": "age", "age_stated": str(max(age, 0)), "dob_error": "age"}
        factor = 0.3 if register == "civil" else 1.0
        if self._slips("missing", factor):
            return {"birth_date": "", "birth_date_kind": "missing", "dob_error": "missing"}
        if self._slips("yearonly", factor):
            return {"birth_date": str(born.year), "birth_date_kind": "year", "dob_error": "year"}
        changed, kind = self._wrong(person, born, factor)
        return {
            "birth_date": changed.isoformat(),
            "birth_date_kind": "estimated" if kind == "estimated" else "exact",
            "dob_error": kind,
        }

    def _wrong(self, person: Person, born: date, factor: float) -> tuple[date, str]:
        if person.culture == "fa" and self._slips("solar", factor):
            return _through_solar(born, self.chance), "solar"
        if born.day <= 12 and born.day != born.month and self._slips("daymonth", factor):
            return born.replace(month=born.day, day=born.month), "swapped"
        if self._slips("year", factor):
            return _on_year(born, born.year + self.chance.choice((-1, 1, 1, -2, 10, -10))), "year_off"
        if self._slips("digit", factor):
            return _on_day(
                born, self.chance.choice((born.day + 1, born.day - 1, born.day + 10, born.day - 10, born.day + 3))
            ), "digit"
        if self._slips("first", factor):
            return born.replace(month=1, day=1), "estimated"
        return born, "exact"

    def _rest(self, person: Person, register: str) -> dict[str, str]:
        chance = self.chance
        out = {"sex": person.sex if register != "ngo" or chance.random() < 0.8 else ""}
        if out["sex"] and self._slips("sex"):
            out["sex"] = "F" if person.sex == "M" else "M"
        if chance.random() < 0.85:
            out["birth_country"] = chance.choice(_countries()) if self._slips("country") else person.country
        if chance.random() < 0.75:
            place = chance.choice(_places()) if self._slips("place") else person.place
            out["birth_place"] = place[0] if chance.random() < 0.7 else chance.choice(place)
        out["residence_region"] = person.region if chance.random() < 0.85 else chance.choice(_regions())
        if register in ("campaign", "ngo"):
            if chance.random() < 0.45:
                shared = chance.random() < 0.6
                number = person.phone if shared else "+77" + f"{hash_of(person.id, 10**9):09d}"
                out["phone"] = f"+77{chance.randrange(10**9):09d}" if chance.random() < 0.15 * self.noise else number
            out["household_ref"] = f"{register[:3].upper()}-{hash_of(person.household + register, 10**9)}"
            out["relation_to_head"] = "other" if self._slips("role") else person.role
        if (register in ("border", "consular") and chance.random() < 0.8) or (
            register == "campaign" and chance.random() < 0.2
        ):
            known = chance.random() < 0.6
            out["document_no"] = person.document if known else chance.choice("NPAZC") + f"{chance.randrange(10**8):08d}"
        return out


def hash_of(text: str, below: int) -> int:
    """A number from a text, the same on every machine."""
    value = 1469598103934665603
    for byte in text.encode():
        value = (value ^ byte) * 1099511628211 % 2**64
    return value % below


def _countries() -> tuple[str, ...]:
    from bench.matching.registers import PLACES

    return tuple(PLACES)


def _places() -> tuple[tuple[str, ...], ...]:
    from bench.matching.registers import PLACES

    return tuple(place for places in PLACES.values() for place in places)


def _regions() -> tuple[str, ...]:
    from bench.matching.registers import REGIONS

    return REGIONS


def _on_year(born: date, year: int) -> date:
    return born.replace(year=year, day=min(born.day, 28))


def _on_day(born: date, day: int) -> date:
    return born.replace(day=max(1, min(28, day)))


def _through_solar(born: date, chance: random.Random) -> date:
    """What comes out when a date in the Solar Hijri calendar is turned by adding 621 to the year, or by one day off."""
    if chance.random() < 0.5:
        return born + timedelta(days=chance.choice((-1, 1)))
    new_year = date(born.year, 3, 21)
    passed = (born - (new_year if born >= new_year else date(born.year - 1, 3, 21))).days
    month, day = (
        (passed // 31 + 1, passed % 31 + 1) if passed < 186 else ((passed - 186) // 30 + 7, (passed - 186) % 30 + 1)
    )
    year = born.year if born >= new_year else born.year - 1
    return date(year, min(month, 12), min(day, 28))
