"""`python -m bench.matching.run` says what it could not run, and how it ended."""

import json
import os
import subprocess
import sys
from pathlib import Path

from bench.matching import report
from bench.matching.peers.environments import environment

ROOT = Path(__file__).resolve().parents[3]
PAIRS = """pair_id,name_a,name_b,label,category
1,Әйгерім Құнанбаева,KUNANBAYEVA AIGERIM,1,kk
2,Иван Петров,Seitkali Dauletova,0,neg
"""


def command(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bench.matching.run", "--no-install", "--rounds", "1", *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "TULGA_BENCH_CACHE": str(tmp_path / "cache"), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
    )  # fmt: skip


def public(tmp_path: Path) -> Path:
    folder = tmp_path / "public"
    folder.mkdir()
    (folder / "name_pairs.csv").write_text(PAIRS, encoding="utf-8")
    (folder / "records.csv").write_text("record_id\n", encoding="utf-8")
    return folder


def test_a_peer_that_is_not_there_is_told_by_name_and_ours_is_measured_all_the_same(tmp_path: Path) -> None:
    out = tmp_path / "found.json"

    done = command(tmp_path, "--public", str(public(tmp_path)), "--only", "names", "elsewhere", "--json", str(out))

    assert done.returncode == 1, done.stderr
    found = json.loads(out.read_text(encoding="utf-8"))
    ours, *peers = found["rows"]
    assert (ours["side"], ours["measured"]["best F1"]) == ("Tulga", 1.0)
    assert ours["rounds"][0]["versions"]["numba"]
    assert len(peers) == len(found["failed"]) == 6
    assert all("not installed" in row["not run"] and not row["measured"] for row in peers)
    assert "uroman, Jaro-Winkler word by word: not installed" in done.stdout
    assert "FEBRL 3: no --data" in found["not_run"]
    assert "sizes: not asked for" in found["not_run"]


def test_what_was_not_given_is_told_and_is_no_failure(tmp_path: Path) -> None:
    done = command(tmp_path, "--public", str(public(tmp_path)), "--only", "held", "elsewhere")

    assert done.returncode == 0, done.stderr
    assert "- own registers: no --data" in done.stdout


def test_a_folder_without_records_is_refused(tmp_path: Path) -> None:
    done = command(tmp_path, "--public", str(tmp_path))

    assert done.returncode == 2
    assert "there is no records.csv" in done.stderr


def test_a_failed_installation_says_why_and_leaves_no_environment_that_looks_made(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("TULGA_BENCH_CACHE", str(tmp_path))
    monkeypatch.setenv("UV_OFFLINE", "1")
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "empty"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")

    first, second = (environment("uroman", install=install) for install in (True, False))

    assert first.python is None
    assert first.problem.startswith("cannot be installed: ")
    assert second.problem.startswith("not installed")


def test_tables_are_put_between_their_marks_and_what_was_not_run_stays(tmp_path: Path) -> None:
    document = tmp_path / "matching.md"
    before = "a\n\n<!-- bench.matching.run: {0} -->\nstale\n<!-- end -->\n\nb\n"
    document.write_text(before.format("names") + before.format("search"), encoding="utf-8")
    about = {"date": "2026-11-25", "commit": "c", "seconds": 1, "cores": 2, "cpu": "x", "load": [0.1], "python": "3"}
    took = {"cpu": 1.0, "clock": 1.0, "gb": 0.1, "versions": {"python": "3", "numba": "1"}, "parts": {}}
    row = {"task": "names", "set": "s", "side": "Tulga", "measured": {"pairs": 2.0, "best F1": 0.5}, "rounds": [took]}

    put = report.into_docs(about, [row], {}, document)

    text = document.read_text(encoding="utf-8")
    assert put == ["names"]
    assert "| s, 2: Tulga | 0.500 | – |" in text
    assert text.count("stale") == 1
    assert text.count("<!-- end -->") == 2
