"""Make registers of our own: `python -m bench.matching.registers --names FOLDER --out DIR --noise 1.5`.

The format is that of the public linkage set (records.csv, truth.csv, queries.csv); names, romanisers and error models
are our own, and `--noise` multiplies every error rate. Nobody in it exists. Same seed, same bytes.
"""

from __future__ import annotations

import argparse
import csv
import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from bench.matching.mistakes import Clerk
from bench.matching.names_for_registers import Pool, Word, pick, pools

FIELDS = [
    "record_id",
    "register",
    "full_name",
    "family_name",
    "given_name",
    "patronymic",
    "father_name",
    "mother_name",
    "sex",
    "birth_date",
    "birth_date_kind",
    "age_stated",
    "registered_on",
    "birth_country",
    "birth_place",
    "residence_region",
    "phone",
    "document_no",
    "household_ref",
    "relation_to_head",
]
TRUTH = ["record_id", "entity_id", "household_id", "culture", "script", "dob_error", "errors", "person_tags"]
REGISTERS = ("campaign", "civil", "border", "ngo", "consular")
SHARE = {"campaign": 0.66, "civil": 0.54, "border": 0.45, "ngo": 0.42, "consular": 0.23}
CULTURES = {"kk": 0.3, "ru": 0.17, "uz": 0.28, "fa": 0.15, "ar": 0.10}
COUNTRIES = {
    "kk": ("KAZ", "KAZ", "MNG", "CHN", "UZB"),
    "ru": ("RUS", "KAZ", "UKR"),
    "uz": ("UZB", "KGZ", "TJK", "KAZ", "TKM"),
    "fa": ("AFG", "AFG", "IRN"),
    "ar": ("SYR", "IRQ", "YEM", "EGY"),
}
REGIONS = (
    "Абайская обл.",
    "Акмолинская обл.",
    "Алматинская обл.",
    "Алматы",
    "Астана",
    "Атырауская обл.",
    "ВКО",
    "Жамбылская обл.",
    "Карагандинская обл.",
    "Костанайская обл.",
    "Кызылординская обл.",
    "Мангистауская обл.",
    "Павлодарская обл.",
    "СКО",
    "Туркестанская обл.",
    "Шымкент",
)
PLACES = {  # one place by several of its names: Russian, own, former
    "KAZ": (
        ("Усть-Каменогорск", "Өскемен", "Oskemen"),
        ("Шымкент", "Чимкент", "Shymkent"),
        ("Астана", "Целиноград", "Нур-Султан"),
        ("Семей", "Семипалатинск", "Semey"),
        ("Тараз", "Джамбул", "Жамбыл"),
        ("Актау", "Шевченко", "Aqtau"),
        ("Атырау", "Гурьев", "Atyrau"),
        ("Жезказган", "Джезказган", "Zhezkazgan"),
    ),
    "UZB": (
        ("Ургенч", "Urganch"),
        ("Карши", "Qarshi"),
        ("Термез", "Termiz"),
        ("Коканд", "Qo‘qon"),
        ("Навои", "Navoiy"),
    ),
    "KGZ": (("Бишкек", "Фрунзе", "Bishkek"), ("Каракол", "Пржевальск", "Karakol"), ("Узген", "Өзгөн")),
    "TJK": (("Худжанд", "Ленинабад", "Khujand"), ("Душанбе", "Dushanbe")),
    "TKM": (("Мары", "Mary"), ("Туркменабад", "Чарджоу")),
    "RUS": (("Оренбург",), ("Омск",), ("Санкт-Петербург", "Ленинград"), ("Волгоград",)),
    "UKR": (("Луганск", "Ворошиловград"), ("Днепр", "Днепропетровск"), ("Львов", "Lviv")),
    "CHN": (("Кульджа", "Инин", "Ghulja"), ("Урумчи", "Ürümqi")),
    "MNG": (("Улан-Батор",), ("Ховд",)),
    "AFG": (("Кандагар", "Kandahar"), ("Джелалабад", "Jalalabad"), ("Кабул", "Kabul")),
    "IRN": (("Исфахан", "Isfahan"), ("Мешхед", "Mashhad")),
    "SYR": (("Алеппо", "Халеб", "Aleppo"), ("Хомс", "Homs")),
    "IRQ": (("Мосул", "Mosul"), ("Басра", "Basra")),
    "YEM": (("Аден", "Aden"),),
    "EGY": (("Александрия", "Alexandria"),),
}


@dataclass(frozen=True)
class Person:
    id: str
    household: str
    culture: str
    sex: str
    given: Word
    family: Word
    father: Word
    mother: Word
    born: date
    country: str
    place: tuple[str, ...]
    region: str
    phone: str
    document: str
    role: str
    tags: str = ""
    maiden: Word | None = None


class Society:
    """Households with the hard cases in them: look-alike siblings, twins, namesakes, a child named after the father."""

    def __init__(self, names: dict[str, Pool], chance: random.Random) -> None:
        self.names, self.chance, self.people, self.households = names, chance, [], 0

    def _born(self, culture: str, low: int, high: int) -> date:
        day = date(low, 1, 1) + timedelta(days=self.chance.randrange((high - low + 1) * 365))
        first = {"fa": 0.25, "ar": 0.15, "uz": 0.1, "kk": 0.08, "ru": 0.02}[culture]
        roll = self.chance.random()
        return (
            day.replace(month=1, day=1) if roll < first else day.replace(month=7, day=1) if roll < first * 1.15 else day
        )

    def _family(self, culture: str) -> Word:
        pool = self.names[culture]
        if (culture in ("kk", "uz") and self.chance.random() < 0.85) or not pool.families:
            base = pick(pool.men, self.chance).cyrillic
            soft = base[-1] in "аәеиіяюйьу"
            ending = self.chance.choices(
                ("ов", "ев", "", "ұлы" if culture == "kk" else "зода"),
                (0.3 if soft else 0.6, 0.4 if soft else 0.1, 0.2, 0.1),
            )[0]
            return Word((base.rstrip("аәеийьяю") if ending in ("ов", "ев") else base) + ending)
        return pick(pool.families, self.chance)

    def _given(self, culture: str, sex: str, like: str = "") -> Word:
        pool = self.names[culture].men if sex == "M" else self.names[culture].women
        if like and self.chance.random() < 0.35:
            near = [word for word in pool if word.cyrillic[:3] == like[:3] or word.cyrillic[-4:] == like[-4:]]
            near = [word for word in near if word.cyrillic != like]
            if near:
                return self.chance.choice(near)
        found = pick(pool, self.chance)
        return found if found.cyrillic != like else pick(pool, self.chance)

    def _one(self, culture: str, sex: str, born: date, home: dict[str, object], **known: object) -> Person:
        number = len(self.people)
        place = self.chance.choice(PLACES[str(home["country"])])
        values = (
            {
                "id": f"E{number:06d}",
                "culture": culture,
                "sex": sex,
                "given": self._given(culture, sex),
                "family": self._family(culture),
                "father": self._given(culture, "M"),
                "mother": self._given(culture, "F"),
                "born": born,
                "place": place,
                "role": "head",
                "document": self.chance.choice("NPAZC") + f"{self.chance.randrange(10**8):08d}",
            }
            | home
            | known
        )
        person = Person(**values)  # type: ignore[arg-type]
        self.people.append(person)
        return person

    def household(self) -> None:
        culture = self.chance.choices(tuple(CULTURES), tuple(CULTURES.values()))[0]
        self.households += 1
        home: dict[str, object] = {
            "household": f"H{self.households:06d}",
            "country": self.chance.choice(COUNTRIES[culture]),
            "region": self.chance.choice(REGIONS),
            "phone": f"+77{self.chance.randrange(10**9):09d}",
        }
        head = self._one(culture, self.chance.choice("MMF"), self._born(culture, 1945, 2000), home)
        wife = None
        if head.sex == "M" and self.chance.random() < 0.6:
            maiden = self._family(culture)
            taken = head.family if culture not in ("fa", "ar") and self.chance.random() < 0.7 else maiden
            wife = self._one(
                culture,
                "F",
                self._born(culture, head.born.year - 3, head.born.year + 8),
                home,
                role="spouse",
                family=taken,
                maiden=maiden,
            )
        self._children(head, wife, home)

    def _children(self, head: Person, wife: Person | None, home: dict[str, object]) -> None:
        father, mother = (
            (head.given, wife.given if wife else head.mother)
            if head.sex == "M"
            else (self._given(head.culture, "M"), head.given)
        )
        family, before = head.family, None
        if head.culture in ("kk", "ar", "fa") and self.chance.random() < 0.15:
            family = replace(father, cyrillic=father.cyrillic)  # a child named after the father
        for _ in range(self.chance.choice((0, 0, 1, 2, 2, 3, 4))):
            low = min(head.born.year + 19, 2022)
            twin = before is not None and self.chance.random() < 0.035
            born = before.born if twin and before else self._born(head.culture, low, min(low + 20, 2024))
            sex = self.chance.choice("MF")
            given = self._given(head.culture, sex, before.given.cyrillic if before else "")
            if before and given.cyrillic == before.given.cyrillic:
                continue
            if twin and before:
                self.people[-1] = before = replace(before, tags="twin")
            before = self._one(
                head.culture,
                sex,
                born,
                home,
                role="child",
                family=family,
                father=father,
                mother=mother,
                given=given,
                tags="twin" if twin else "",
            )

    def namesakes(self, share: float) -> None:
        """Give some people of other households the name of somebody else; half of them the father's name too."""
        count = len(self.people)
        for _ in range(int(count * share)):
            one, other = self.chance.randrange(count), self.chance.randrange(count)
            a, b = self.people[one], self.people[other]
            if a.sex == b.sex and a.culture == b.culture and a.household != b.household:
                self.people[one] = replace(a, tags=(a.tags + "|namesake").strip("|"))
                self.people[other] = replace(
                    b,
                    given=a.given,
                    family=a.family,
                    father=a.father if self.chance.random() < 0.5 else b.father,
                    tags=(b.tags + "|namesake").strip("|"),
                )


def build(names: Path, persons: int, seed: int, noise: float) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return records and their truth, record by record in the same order."""
    chance = random.Random(seed)
    society = Society(pools(names), chance)
    while len(society.people) < persons:
        society.household()
    society.namesakes(0.1)
    clerk = Clerk(chance, noise)
    rows = []
    for person in society.people:
        for register in REGISTERS:
            if chance.random() < SHARE[register]:
                rows += [clerk.record(person, register) for _ in range(2 if chance.random() < 0.06 * noise else 1)]
    chance.shuffle(rows)
    records, truth = [], []
    for number, (record, fact) in enumerate(rows):
        records.append(record | {"record_id": f"X{number:07d}"})
        truth.append(fact | {"record_id": f"X{number:07d}"})
    return records, truth


def _write(path: Path, columns: list[str], rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns)
        writer.writeheader()
        writer.writerows(rows)


def make(names: Path, out: Path, *, persons: int, seed: int, noise: float) -> tuple[int, int]:
    """Write a set into a folder; return how many records of how many persons it has."""
    records, truth = build(names, persons, seed, noise)
    out.mkdir(parents=True, exist_ok=True)
    _write(out / "records.csv", FIELDS, records)
    _write(out / "truth.csv", TRUTH, truth)
    several: dict[str, list[str]] = {}
    for row in truth:
        several.setdefault(row["entity_id"], []).append(row["record_id"])
    found = sorted(min(ids) for ids in several.values() if len(ids) > 1)
    asked = sorted(random.Random(seed).sample(found, min(1500, len(found))))
    _write(out / "queries.csv", ["record_id"], [{"record_id": one} for one in asked])
    return len(records), len(several)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--persons", type=int, default=12_000)
    parser.add_argument("--noise", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    records, persons = make(given.names, given.out, persons=given.persons, seed=given.seed, noise=given.noise)
    print(f"{records} records of {persons} persons")


if __name__ == "__main__":
    main()
