"""Pack UNHCR's published statistics for the program: `python scripts/build_official.py FOLDER`.

FOLDER holds population.csv.gz, revisions_by_release.csv and idmc_unrwa.csv (what is in them: the NOTICE of this
repository). Rows are regrouped, never changed: each packed file is a sequence of gzip members, one for each country, so
that the whole file is an ordinary .csv.gz and one country can be read without the others. `index.json` says where.
"""

import argparse
import csv
import gzip
import hashlib
import io
import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "src" / "tulga" / "figures" / "official" / "data"
RELEASE = {
    "release": "2025.12.1",
    "released_on": "2026-06-25",
    "commit": "0c16a6d",
    "first_year": 1951,
    "last_year": 2025,
}
Row = dict[str, str]


def read(path: Path) -> list[Row]:
    """Return the rows of a CSV file, packed or not."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8"))))


def lines(rows: Iterable[Row], columns: list[str]) -> bytes:
    """Return rows as CSV without a header."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([row[column] for column in columns] for row in rows)
    return text.getvalue().encode()


def digest_of_lines(content: bytes) -> str:
    """Return a digest that does not depend on the order of the lines."""
    found = hashlib.sha256()
    for line in sorted(content.splitlines()):
        found.update(line + b"\n")
    return found.hexdigest()


def pack(target: Path, rows: list[Row], columns: list[str], key: str, order: tuple[str, ...]) -> dict[str, object]:
    """Write one member for the header and one for each country; return what the index says of the file."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    packed = bytearray(gzip.compress((",".join(columns) + "\n").encode(), 9, mtime=0))
    members, plain = {}, bytearray()
    for country in sorted(groups):
        content = lines(sorted(groups[country], key=lambda row: tuple(row[name] for name in order)), columns)
        member = gzip.compress(content, 9, mtime=0)
        members[country] = [len(packed), len(member)]
        packed += member
        plain += content
    target.write_bytes(packed)
    return {
        "columns": columns,
        "key": key,
        "rows": len(rows),
        "lines": digest_of_lines(bytes(plain)),
        "sha256": hashlib.sha256(packed).hexdigest(),
        "members": members,
    }


def build(source: Path, target: Path) -> None:
    """Write the packed files and their index."""
    target.mkdir(parents=True, exist_ok=True)
    population = read(source / "population.csv.gz")
    columns = list(population[0])
    returns = [row for row in population if row["returned_refugees"] not in {"", "0"}]
    revisions = read(source / "revisions_by_release.csv")
    others = read(source / "idmc_unrwa.csv")
    by_year = ("year", "coo_iso", "coa_iso")
    files = {
        "population": pack(target / "population.csv.gz", population, columns, "coa_iso", by_year),
        "returns": pack(
            target / "returns.csv.gz", returns, ["year", "coo_iso", "coa_iso", "returned_refugees"], "coo_iso", by_year
        ),
        "revisions": pack(
            target / "revisions.csv.gz", revisions, list(revisions[0]), "coa_iso", ("year", "release_date")
        ),
        "others": pack(target / "others.csv.gz", others, list(others[0]), "coa_iso", ("source", *by_year)),
    }
    index = {**RELEASE, "files": files}
    (target / "index.json").write_text(json.dumps(index, indent=None, separators=(",", ":"), sort_keys=True) + "\n")


def main(given: list[str]) -> int:
    """Build from the folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=DATA)
    arguments = parser.parse_args(given)
    missing = [
        name
        for name in ("population.csv.gz", "revisions_by_release.csv", "idmc_unrwa.csv")
        if not (arguments.folder / name).is_file()
    ]
    if missing:
        print(f"{arguments.folder} has no {', '.join(missing)}", file=sys.stderr)
        return 2
    build(arguments.folder, arguments.out)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
