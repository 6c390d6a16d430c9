"""Builds the kernel's reference tables from their sources; run it again when a source changes.

    python scripts/build_kernel_data.py COUNTRIES.csv KAZ_ADM1_NAMES.csv UNHCR_LOCATIONS.csv

COUNTRIES.csv: UNHCR's list of countries (both code systems and English names). Names in Russian and Kazakh and two-letter
codes come from the Unicode CLDR through Babel; what they lack, and States that have ceased (ISO 3166-3), is written below.
"""

import csv
import sys
from pathlib import Path

from babel import Locale
from babel.core import get_global

DATA = Path(__file__).resolve().parent.parent / "src" / "tulga" / "kernel" / "data"
FIELDS = ("iso3", "iso2", "unhcr", "kind", "valid_from", "valid_to", "successors", "en", "ru", "kk")

# ISO 3166-3: alpha-3 as it was; iso2 holds the four-letter code of the ceased entity
CEASED = (
    ("SUN", "SUHH", "", "ceased", "1922-12-30", "1991-12-26", "ARM AZE BLR EST GEO KAZ KGZ LTU LVA MDA RUS TJK TKM UKR UZB",
     "Union of Soviet Socialist Republics", "Союз Советских Социалистических Республик", "Кеңестік Социалистік Республикалар Одағы"),
    ("YUG", "YUCS", "", "ceased", "1945-11-29", "2003-02-04", "BIH HRV MKD MNE SVN SRB SCG",
     "Yugoslavia", "Югославия", "Югославия"),
    ("SCG", "CSXX", "", "ceased", "2003-02-04", "2006-06-05", "SRB MNE", "Serbia and Montenegro", "Сербия и Черногория", "Сербия және Черногория"),
    ("CSK", "CSHH", "", "ceased", "1918-10-28", "1993-01-01", "CZE SVK", "Czechoslovakia", "Чехословакия", "Чехословакия"),
    ("DDR", "DDDE", "", "ceased", "1949-10-07", "1990-10-03", "DEU", "German Democratic Republic", "Германская Демократическая Республика", "Герман Демократиялық Республикасы"),
    ("YMD", "YDYE", "", "ceased", "1967-11-30", "1990-05-22", "YEM", "Democratic Yemen", "Народная Демократическая Республика Йемен", "Йемен Халық Демократиялық Республикасы"),
    ("ZAR", "ZRCD", "", "ceased", "1971-10-27", "1997-05-17", "COD", "Zaire", "Заир", "Заир"),
    ("BUR", "BUMM", "", "ceased", "1948-01-04", "1989-06-18", "MMR", "Burma", "Бирма", "Бирма"),
    ("ANT", "ANHH", "", "ceased", "1954-12-15", "2010-10-10", "CUW SXM BES", "Netherlands Antilles", "Нидерландские Антильские острова", "Нидерланд Антиль аралдары"),
    ("TMP", "TPTL", "", "ceased", "1975-12-07", "2002-05-20", "TLS", "East Timor", "Восточный Тимор", "Шығыс Тимор"),
)
SPECIAL = {
    "XXA": ("special", "Stateless", "Лица без гражданства", "Азаматтығы жоқ адамдар"),
    "UNK": ("special", "Unknown", "Неизвестно", "Белгісіз"),
    "XKX": ("territory", "Kosovo", "Косово", "Косово"),
    "PSE": ("territory", "Palestinian", "Палестина", "Палестина"),
    "TIB": ("special", "Tibetan", "Тибетцы", "Тибеттіктер"),
    "XXX": ("special", "Unspecified", "Не указано", "Көрсетілмеген"),
    "AB9": ("territory", "Abyei Area", "Район Абьей", "Абьей ауданы"),
    "CRB": ("special", "Caribbean (not specified)", "Карибский бассейн (не уточнено)", "Кариб бассейні (нақтыланбаған)"),
    "CUR": ("special", "Curaçao (old code)", "Кюрасао (старый код)", "Кюрасао (ескі код)"),
}
RUSSIAN = {"KGZ": "Кыргызстан"}  # as the United Nations write it, where CLDR has another name
STATES_ADDED = ("KIR", "MHL", "PLW", "TUV", "AND", "SMR", "MCO", "FSM", "NRU", "MDV", "BTN", "SYC", "STP", "TON", "WSM", "VUT", "SLB", "BRN", "CPV", "COM", "KNA", "VCT", "LCA", "GRD", "DMA", "ATG", "PRK", "VAT")
TERRITORIES = {"ABW", "AIA", "BMU", "VGB", "CYM", "CUW", "SXM", "GIB", "HKG", "MAC", "MSR", "TCA", "GUF", "GLP", "MTQ", "REU", "NCL", "PYF", "NIU", "COK", "ESH", "PRI", "VIR", "ASM", "GUM", "MNP", "FRO", "GRL", "SPM", "BES", "TWN", "SHN", "WLF", "NFK"}


def alpha2() -> dict[str, str]:
    """Return the two-letter code of every three-letter one that CLDR knows."""
    aliases = get_global("territory_aliases")
    return {code: found[0] for code, found in aliases.items() if len(code) == 3 and code.isalpha() and len(found) == 1}


def countries(source: Path) -> list[tuple[str, ...]]:
    """Return one row per country, territory and special code."""
    short = alpha2()
    russian, kazakh, english = Locale("ru").territories, Locale("kk").territories, Locale("en").territories
    rows = []
    with source.open(encoding="utf-8") as handle:
        listed = {row["iso3"]: (row["unhcr_code"], row["name"]) for row in csv.DictReader(handle)}
    for code in STATES_ADDED:
        if code not in listed and code in short:
            listed[code] = ("", str(english[short[code]]))
    for iso3, (unhcr, name) in sorted(listed.items()):
        if not iso3:
            continue  # a people without a code of its own; no row of the statistics uses it
        if iso3 in SPECIAL:
            kind, en, ru, kk = SPECIAL[iso3]
            rows.append((iso3, short.get(iso3, ""), unhcr, kind, "", "", "", en, ru, kk))
            continue
        iso2 = short.get(iso3, "")
        kind = "territory" if iso3 in TERRITORIES else "state"
        ru, kk = RUSSIAN.get(iso3, str(russian.get(iso2, ""))), str(kazakh.get(iso2, ""))
        if not (iso2 and ru and kk):
            raise SystemExit(f"{iso3} {name}: no two-letter code or no name in Russian or Kazakh; add it to SPECIAL")
        rows.append((iso3, iso2, unhcr, kind, "", "", "", name, ru, kk))
    return sorted([*rows, *CEASED])


# Kazakhstan: id, kind, predecessors, valid, names in time. Codes and today's names come from the source file.
SPLIT_2018, SPLIT_2022, NEW_CODES = "2018-06-19", "2022-06-08", "2022-11-29"
BORN_2022 = {"KZ-10": ("abai", "KAZ.east-kazakhstan"), "KZ-33": ("jetisu", "KAZ.almaty-region"), "KZ-62": ("ulytau", "KAZ.karaganda")}
IDS = {
    "KZ-11": "akmola", "KZ-15": "aktobe", "KZ-19": "almaty-region", "KZ-23": "atyrau", "KZ-27": "west-kazakhstan", "KZ-31": "jambyl",
    "KZ-35": "karaganda", "KZ-39": "kostanay", "KZ-43": "kyzylorda", "KZ-47": "mangystau", "KZ-55": "pavlodar",
    "KZ-59": "north-kazakhstan", "KZ-61": "turkistan", "KZ-63": "east-kazakhstan", "KZ-71": "astana", "KZ-75": "almaty-city",
    "KZ-79": "shymkent",
}  # fmt: skip
AREA_FIELDS = ("id", "country", "kind", "valid_from", "valid_to", "predecessors", "successors", "code", "code_from", "code_to", "name_from", "name_to", "en", "ru", "kk")


def areas(source: Path) -> list[tuple[str, ...]]:
    """Return one row per area, code and name that was valid at a time (a table for people to read and correct)."""
    rows: list[tuple[str, ...]] = []
    with source.open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            rows += _area_rows(row)
    rows.append(("KAZ.south-kazakhstan", "KAZ", "region", "", SPLIT_2018, "", "KAZ.turkistan KAZ.shymkent", "KZ-YUZ", "", SPLIT_2018, "", "",
                 "South Kazakhstan Region", "Южно-Казахстанская область", "Оңтүстік Қазақстан облысы"))  # fmt: skip
    return sorted(rows)


def _area_rows(row: dict[str, str]) -> list[tuple[str, ...]]:
    new, old = row["iso_3166_2"], row["iso_3166_2_before_2022_11"]
    names = (row["name_en"], row["name_ru"], row["name_kk"])
    valid_from, predecessors = "", ""
    if new in BORN_2022:
        short, predecessors = BORN_2022[new]
        valid_from = SPLIT_2022
    else:
        short = IDS[new]
        if short in {"turkistan", "shymkent"}:
            valid_from, predecessors = SPLIT_2018, "KAZ.south-kazakhstan"
    base = (f"KAZ.{short}", "KAZ", row["type"], valid_from, "", predecessors, "")
    codes = [(new, NEW_CODES, "")] + ([(old, valid_from, NEW_CODES)] if old else [])
    dated = [("", "", *names)]
    if short == "astana":
        nur = ("Nur-Sultan", "Нур-Султан", "Нұр-Сұлтан")
        old_names = ("Akmola", "Акмола", "Ақмола")
        dated = [("", "1998-05-06", *old_names), ("1998-05-06", "2019-03-23", *names), ("2019-03-23", "2022-09-17", *nur), ("2022-09-17", "", *names)]
    return [(*base, *code, *name) for code in codes for name in dated]


def write(file: Path, fields: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Write a table with Unix line ends."""
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(fields)
        writer.writerows(rows)
    print(f"{file.name}: {len(rows)} rows")


def main(countries_file: str, areas_file: str, locations_file: str) -> None:
    """Write the three tables."""
    DATA.mkdir(exist_ok=True)
    write(DATA / "countries.csv", FIELDS, countries(Path(countries_file)))
    write(DATA / "areas.csv", AREA_FIELDS, areas(Path(areas_file)))
    with Path(locations_file).open(encoding="utf-8") as handle:
        found = [(row["unhcr_location"], row["iso_3166_2"], row["confidence"], row["note"]) for row in csv.DictReader(handle)]
    write(DATA / "unhcr_locations.csv", ("location", "code", "confidence", "note"), found)


if __name__ == "__main__":
    main(*sys.argv[1:])
