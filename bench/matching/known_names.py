"""Make the list of common given names: `python -m bench.matching.known_names FOLDER --out known_names.csv`.

FOLDER holds the licensed name tables (`src/tulga/matching/data/NOTICE.md` says which). A name is kept where its table
counts it often enough, in small letters, with the group of languages that it is from. Tables without counts are kept
whole, as they are short lists of common names. Ukrainian ones are left out: many are a Russian name by another habit.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path

from bench.matching.names_for_registers import table_rows

CYRILLIC_LEAST = 150  # bearers in the table
ARABIC_LEAST = 8
FAKER = {"uz_UZ": "uzbek", "az_AZ": "turkic", "fa_IR": "persian"}
COUNTRIES = {"AF": "persian", "IR": "persian", "SY": "arabic", "IQ": "arabic", "YE": "arabic", "EG": "arabic"}


def names(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield names with their group."""
    for row in table_rows(folder / "kazakh_given_names.csv"):
        yield row["name_kk"], "kazakh"
    for row in table_rows(folder / "cyrillic_given.csv.gz"):
        if int(row["count"]) >= CYRILLIC_LEAST:
            yield row["name"], "slavic" if row["origin_hint"] == "slav" else "turkic"
    for row in table_rows(folder / "faker_40.54.0_names.csv.gz"):
        if row["kind"] == "given" and row["locale"] in FAKER:
            yield row["name"], FAKER[row["locale"]]
    for row in table_rows(folder / "arabic_script_names_by_country.csv.gz"):
        if row["role"] == "given" and row["country"] in COUNTRIES and int(row["count"]) >= ARABIC_LEAST:
            yield row["latin"], COUNTRIES[row["country"]]


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("folder", type=Path)
    reader.add_argument("--out", type=Path, required=True)
    asked = reader.parse_args()
    found: dict[str, set[str]] = {}
    for name, group in names(asked.folder):
        word = name.strip().lower()
        if len(word) > 2 and word.isalpha():
            found.setdefault(word, set()).add(group)
    with asked.out.open("w", encoding="utf-8", newline="") as text:
        out = csv.writer(text, lineterminator="\n")
        out.writerow(("name", "group"))
        out.writerows((name, min(groups)) for name, groups in sorted(found.items()))


if __name__ == "__main__":
    main()
