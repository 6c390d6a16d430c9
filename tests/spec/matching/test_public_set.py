"""What the commands of `tulga match` must reach on the public linkage set with what is shipped: thresholds and all.

The set took part in the fit, so this guards what was reached; it does not show how well other registers go
(docs/algorithms/matching.md reports both).
"""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT
from tests.integration.cli import tulga

pytestmark = pytest.mark.slow
DATA = ROOT / "tests" / "data" / "matching"
Pair = frozenset[str]


def rows(name: str) -> list[dict[str, str]]:
    with gzip.open(DATA / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def written(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the inputs as an office would have them: never the truth."""
    folder = tmp_path_factory.mktemp("linkage")
    for name in ("records", "queries", "name_pairs"):
        (folder / f"{name}.csv").write_bytes(gzip.decompress((DATA / f"{name}.csv.gz").read_bytes()))
    return folder


@pytest.fixture(scope="module")
def people() -> dict[str, list[str]]:
    found = defaultdict(list)
    for row in rows("truth"):
        found[row["entity_id"]].append(row["record_id"])
    return found


def pairs_of(groups: Iterable[list[str]]) -> set[Pair]:
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def f1(found: int, right: int, true: int) -> float:
    return 2 * right / (found + true)


def recall_at(precision: float, ranked: list[bool], true: int) -> float:
    """Return the greatest share found at which so many of those found are right; equal scores are not told apart."""
    right, best = 0, 0
    for number, hit in enumerate(ranked, 1):
        right += hit
        if right >= precision * number:
            best = right
    return best / true


def test_records_of_five_registers_are_paired_and_grouped(files: Path, people: dict[str, list[str]]) -> None:
    out, pairs = files / "clusters.csv", files / "pairs.csv"

    result = tulga(
        files / "home", "match", "dedupe", str(files / "records.csv"), "--out", str(out), "--pairs", str(pairs)
    )

    assert result.status == 0, result.err
    truth = pairs_of(people.values())
    scored = {frozenset((row["record_id_l"], row["record_id_r"])): float(row["score"]) for row in written(pairs)}
    held = {pair for pair, score in scored.items() if score >= 0.5}
    assert f1(len(held), len(held & truth), len(truth)) >= 0.955
    ranked = [pair in truth for pair, _ in sorted(scored.items(), key=lambda each: -each[1])]
    assert recall_at(0.99, ranked, len(truth)) >= 0.92
    groups = defaultdict(list)
    for row in written(out):
        groups[row["cluster_id"]].append(row["record_id"])
    assert sorted(record for group in groups.values() for record in group) == sorted(
        record for records in people.values() for record in records
    )
    grouped = pairs_of(groups.values())
    assert f1(len(grouped), len(grouped & truth), len(truth)) >= 0.95


def test_one_record_finds_its_own_among_the_others(files: Path, people: dict[str, list[str]]) -> None:
    out = files / "ranked.csv"

    result = tulga(
        files / "home", "match", "search", str(files / "records.csv"), str(files / "queries.csv"), "--out", str(out)
    )

    assert result.status == 0, result.err
    own = {record: set(records) - {record} for records in people.values() for record in records}
    found = defaultdict(list)
    for row in sorted(written(out), key=lambda row: int(row["rank"])):
        found[row["query_id"]].append(row["record_id"])
    asked = [row["record_id"] for row in rows("queries") if own[row["record_id"]]]
    assert sum(bool(own[query].intersection(found[query][:1])) for query in asked) >= 0.97 * len(asked)
    assert sum(bool(own[query].intersection(found[query][:10])) for query in asked) >= 0.99 * len(asked)


def test_names_in_three_scripts_are_told_apart(files: Path) -> None:
    out = files / "scores.csv"

    result = tulga(files / "home", "match", "names", str(files / "name_pairs.csv"), "--out", str(out))

    assert result.status == 0, result.err
    labels = {row["pair_id"]: row["label"] == "1" for row in rows("name_pairs")}
    scores = {row["pair_id"]: float(row["score"]) for row in written(out)}
    assert scores.keys() == labels.keys()
    held = [pair for pair, score in scores.items() if score >= 0.5]
    same = sum(labels.values())
    assert f1(len(held), sum(labels[pair] for pair in held), same) >= 0.93
    right, precisions = 0, 0.0
    for number, pair in enumerate(sorted(scores, key=lambda each: -scores[each]), 1):
        right += labels[pair]
        precisions += right / number if labels[pair] else 0.0
    assert precisions / same >= 0.98
