"""The packed statistics are what `scripts/build_official.py` makes of the source, with nothing changed."""

import csv
import gzip
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import tulga.figures.official

ROOT = Path(__file__).resolve().parents[4]
DATA = Path(tulga.figures.official.__file__).parent / "data"
SCRIPT = ROOT / "scripts" / "build_official.py"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *map(str, arguments)], capture_output=True, text=True, check=False
    )


def unpack(folder: Path) -> None:
    """Write the source as it was: one file each, in an order of its own."""
    for name, target in (
        ("population", "population.csv.gz"),
        ("revisions", "revisions_by_release.csv"),
        ("others", "idmc_unrwa.csv"),
    ):
        head, *rows = gzip.decompress((DATA / f"{name}.csv.gz").read_bytes()).splitlines(keepends=True)
        content = head + b"".join(reversed(rows))
        (folder / target).write_bytes(gzip.compress(content) if target.endswith(".gz") else content)


@pytest.mark.slow
def test_building_again_from_rows_in_any_order_gives_the_same_files(tmp_path: Path) -> None:
    source, out = tmp_path / "source", tmp_path / "out"
    source.mkdir()
    unpack(source)

    done = run(source, "--out", out)

    assert (done.returncode, done.stderr) == (0, "")
    packed = sorted(DATA.glob("*.csv.gz"))
    assert [file.name for file in packed] == sorted(file.name for file in out.glob("*.gz"))
    for file in packed:  # what zlib makes of them may differ from machine to machine
        assert gzip.decompress((out / file.name).read_bytes()) == gzip.decompress(file.read_bytes()), file.name


def test_a_small_source_is_packed_so_that_the_whole_is_an_ordinary_file(tmp_path: Path) -> None:
    source, out = tmp_path / "source", tmp_path / "out"
    source.mkdir()
    head = "year,coo,coo_iso,coa,coa_iso,refugees,asylum_seekers,returned_refugees,"
    head += "idps,returned_idps,stateless,ooc,oip,hst\n"
    rows = "2021,AUS,AUT,KAZ,KAZ,7,0,0,0,0,0,0,,0\n2020,AUS,AUT,AUL,AUS,0,9,12,0,0,0,0,,0\n"
    (source / "population.csv.gz").write_bytes(gzip.compress((head + rows).encode()))
    for name in ("revisions_by_release.csv", "idmc_unrwa.csv"):
        shutil.copy(_unpacked(name, tmp_path), source / name)

    done = run(source, "--out", out)

    assert done.returncode == 0
    with gzip.open(out / "population.csv.gz", "rt", newline="") as handle:
        assert [row["coa_iso"] for row in csv.DictReader(handle)] == ["AUS", "KAZ"]
    with gzip.open(out / "returns.csv.gz", "rt", newline="") as handle:
        assert [(row["coo_iso"], row["returned_refugees"]) for row in csv.DictReader(handle)] == [("AUT", "12")]


def _unpacked(name: str, folder: Path) -> Path:
    packed = "revisions" if name.startswith("revisions") else "others"
    target = folder / name
    target.write_bytes(gzip.decompress((DATA / f"{packed}.csv.gz").read_bytes()))
    return target


def test_a_folder_without_the_source_is_named_in_one_sentence(tmp_path: Path) -> None:
    done = run(tmp_path, "--out", tmp_path / "out")

    assert done.returncode == 2
    assert "population.csv.gz" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()
