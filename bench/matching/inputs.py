"""Input sets of `bench.matching.run`: the public one, own registers made by the command, sets of other countries."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.matching import elsewhere, registers
from bench.matching.peers.environments import cache
from bench.matching.peers.side import rows, write
from tulga.matching.core.records import Entry

HERE = Path(__file__).resolve().parent
MAKERS = ("registers.py", "mistakes.py", "names_for_registers.py", "romanise.py")
SEED = 261_125  # no set that points were fitted to has it
NOISE = 1.5
COUNTRIES = {
    "FEBRL 1": ("febrl1.csv.gz",),
    "FEBRL 2": ("febrl2.csv.gz",),
    "FEBRL 3": ("febrl3.csv.gz",),
    "FEBRL 4, two lists": ("febrl4a.csv.gz", "febrl4b.csv.gz"),
    "Splink's 1,000 made-up records": ("splink_fake_1000.csv.gz",),
    "English historical figures, a half": ("historical_figures_dev.csv.gz",),
}
LABELLED = "person_pairs_labelled.csv"


@dataclass(frozen=True)
class Set:
    """A folder with `records.csv` (and `queries.csv`), and who is whom."""

    name: str
    folder: Path
    truth: Mapping[str, Mapping[str, str]] = field(repr=False)

    @property
    def person(self) -> dict[str, str]:
        return {one: fact["entity_id"] for one, fact in self.truth.items()}

    @property
    def sexes(self) -> dict[str, str]:
        return {row["record_id"]: row["sex"] for row in rows(self.folder / "records.csv")}

    @property
    def asked(self) -> list[str]:
        return [row["record_id"] for row in rows(self.folder / "queries.csv")]


def read(name: str, folder: Path) -> Set:
    """Read a folder in the form of the public set, packed or not.

    Raises:
        OSError: a table is missing.
        KeyError: a column is missing.
    """
    return Set(name, folder, {row["record_id"]: row for row in rows(folder / "truth.csv")})


def labels(folder: Path) -> dict[str, bool]:
    """Return pair → whether it is one name."""
    return {row["pair_id"]: row["label"] == "1" for row in rows(folder / "name_pairs.csv")}


def own(names: Path, persons: int, noise: float = NOISE) -> Set:
    """Return an own register of a seed that nothing was fitted to, made once: same names, same program, same bytes."""
    mark = hashlib.sha256()
    for path in (*(HERE / one for one in MAKERS), *sorted(names.iterdir())):
        mark.update(path.name.encode() + path.read_bytes() if path.is_file() else b"")
    folder = cache() / "matching" / "sets" / f"own-{persons}-{noise}-{SEED}-{mark.hexdigest()[:12]}"
    if not (folder / "done").exists():
        folder.mkdir(parents=True, exist_ok=True)
        registers.make(names, folder, persons=persons, seed=SEED, noise=noise)
        (folder / "done").touch()
    return read(f"own register, noise {noise}, {persons:,} persons", folder)


def country(name: str, data: Path, into: Path) -> Set:
    """Write a published set in the common form, beside a copy as published, and return it.

    Raises:
        OSError: a table is missing.
    """
    folder = into / hashlib.sha256(name.encode()).hexdigest()[:8]
    folder.mkdir(parents=True, exist_ok=True)
    listed: list[Entry] = []
    truth: dict[str, dict[str, str]] = {}
    for number, file in enumerate(COUNTRIES[name]):
        path = data / "linkage" / file
        shutil.copyfile(path, folder / f"raw{number}.csv.gz")
        register = f"list {number}" if len(COUNTRIES[name]) > 1 else ""
        some, persons = elsewhere.read(path, register)
        for entry in some:
            one = entry.id.removeprefix(register)
            listed.append(dataclasses.replace(entry, id=one))
            truth[one] = {"entity_id": persons[entry.id]}
    columns = [one.name for one in dataclasses.fields(Entry)]
    lines = ([getattr(entry, one) if getattr(entry, one) is not None else "" for one in columns] for entry in listed)
    write(folder / "records.csv", ["record_id" if one == "id" else one for one in columns], lines)
    return Set(name, folder, truth)


def labelled(data: Path, into: Path) -> Path:
    """Write the labelled pairs of names as `name_pairs.csv` and return the folder.

    Raises:
        OSError: the table is missing.
    """
    folder = into / "labelled"
    folder.mkdir(parents=True, exist_ok=True)
    with (data / "names" / LABELLED).open(encoding="utf-8", newline="") as text:
        found = list(csv.DictReader(text))
    lines = (
        (k, row["name1"], row["name2"], int(row["is_match"] == "true"), row["case_group"])
        for k, row in enumerate(found)
    )
    write(folder / "name_pairs.csv", ("pair_id", "name_a", "name_b", "label", "category"), lines)
    return folder
