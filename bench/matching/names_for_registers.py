"""Base names of the independent registers, read from a folder of licensed name tables (given on the command line)."""

from __future__ import annotations

import csv
import gzip
import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.matching.romanise import in_russian, latin_in_russian


@dataclass(frozen=True)
class Word:
    """One name: in Cyrillic (own letters), and in Arabic script and Latin where the table has them."""

    cyrillic: str
    arabic: str = ""
    latin: tuple[str, ...] = ()


@dataclass
class Pool:
    men: list[Word] = field(default_factory=list)
    women: list[Word] = field(default_factory=list)
    families: list[Word] = field(default_factory=list)


def table_rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as text:
        yield from csv.DictReader(text)


def _clean(text: str) -> str:
    kept = "".join(c for c in unicodedata.normalize("NFC", text) if c.isalpha() or c in " -’'")
    return kept.strip().title()


def _kazakh(folder: Path) -> Pool:
    pool = Pool()
    for row in table_rows(folder / "kazakh_given_names.csv"):
        (pool.men if row["gender"] == "m" else pool.women).append(Word(_clean(row["name_kk"])))
    for row in table_rows(folder / "wikidata_name_variants.csv.gz"):
        if row["group"] == "kazakh" and row["cyrillic"]:
            pool.families.append(Word(_clean(row["cyrillic"].split("|")[0])))
    return pool


def _russian(folder: Path) -> Pool:
    pool = Pool()
    for row in table_rows(folder / "cyrillic_given.csv.gz"):
        if row["origin_hint"] == "slav" and int(row["count"]) > 20:
            (pool.men if row["gender"] == "m" else pool.women).append(Word(_clean(row["name"])))
    for row in table_rows(folder / "cyrillic_surnames.csv.gz"):
        if (
            row["gender"] == "m"
            and row["name"].endswith(("ов", "ев", "ин", "ский", "ко", "ук", "юк", "ых"))
            and 8 < int(row["count"]) < 800
        ):
            pool.families.append(Word(_clean(row["name"])))
    return pool


def _turkic(folder: Path) -> Pool:
    pool = Pool()
    for row in table_rows(folder / "cyrillic_given.csv.gz"):
        if row["origin_hint"] in ("arab", "tur"):
            (pool.men if row["gender"] == "m" else pool.women).append(Word(_clean(row["name"])))
    for row in table_rows(folder / "faker_40.54.0_names.csv.gz"):
        if (row["locale"] == "az_AZ" and row["kind"] == "given") or (
            row["locale"] == "uz_UZ" and row["kind"] == "given"
        ):
            (pool.men if row["gender"] == "m" else pool.women).append(Word(_central_asian(row["name"])))
    for row in table_rows(folder / "wikidata_name_variants.csv.gz"):
        if row["group"] == "turkic_muslim" and row["cyrillic"]:
            pool.families.append(Word(_clean(row["cyrillic"].split("|")[0])))
    return pool


_UZBEK = [
    ("o‘", "ў"),
    ("o'", "ў"),
    ("oʻ", "ў"),
    ("g‘", "ғ"),
    ("g'", "ғ"),
    ("gʻ", "ғ"),
    ("sh", "ш"),
    ("ch", "ч"),
    ("ya", "я"),
    ("yu", "ю"),
    ("yo", "ё"),
    ("ye", "е"),
    ("ə", "ә"),
    ("ı", "ы"),
    ("ö", "ө"),
    ("ü", "ү"),
    ("ğ", "ғ"),
    ("ş", "ш"),
    ("ç", "ч"),
    ("j", "ж"),
    ("x", "х"),
    ("h", "ҳ"),
    ("q", "қ"),
    ("y", "й"),
    ("c", "ҷ"),
]


def _central_asian(latin: str) -> str:
    word = latin.lower()
    for source, target in _UZBEK:
        word = word.replace(source, target)
    return _clean(latin_in_russian(word) if any("a" <= c <= "z" for c in word) else word)


def _arabic(folder: Path, countries: set[str]) -> Pool:
    spellings: dict[tuple[str, str], dict[str, int]] = {}
    for row in table_rows(folder / "arabic_script_names_by_country.csv.gz"):
        if row["country"] in countries and row["role"] in ("given", "surname") and len(row["latin"]) > 2:
            found = spellings.setdefault((row["role"], row["arabic_script"]), {})
            found[row["latin"]] = found.get(row["latin"], 0) + int(row["count"])
    pool = Pool()
    for (role, arabic), latin in spellings.items():
        ordered = sorted((name for name in latin if name.isascii() and name.isalpha()), key=lambda name: -latin[name])[
            :4
        ]
        if not ordered:
            continue
        word = Word(latin_in_russian(ordered[0]), arabic, tuple(name.title() for name in ordered))
        if role == "surname":
            pool.families.append(word)
        elif arabic.endswith(("ة", "ه", "اء")) or ordered[0].endswith(("a", "eh", "ah")):
            pool.women.append(word)
        else:
            pool.men.append(word)
    return pool


def pools(folder: Path) -> dict[str, Pool]:
    """Return base names by culture; every culture has men, women and family names (or makes them from men's names)."""
    return {
        "kk": _kazakh(folder),
        "ru": _russian(folder),
        "uz": _turkic(folder),
        "fa": _arabic(folder, {"AF", "IR"}),
        "ar": _arabic(folder, {"SY", "IQ", "YE", "EG"}),
    }


def pick(words: list[Word], chance: random.Random) -> Word:
    """Take common names oftener than rare ones (the tables are in no order that we trust: a fixed skew by position)."""
    return words[int(len(words) * chance.random() ** 1.6)]


__all__ = ["Pool", "Word", "in_russian", "pick", "pools"]
