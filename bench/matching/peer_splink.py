"""Splink on a set of `bench.matching.registers`, in an environment of its own (splink 5, duckdb 1.5, anyascii).

    uv venv ENV && uv pip install --python ENV/bin/python splink==5.0.0 'duckdb<2' anyascii
    ENV/bin/python bench/matching/peer_splink.py SET [--sample 200000]

Names are given to it in Latin letters (anyascii, small letters), since it reads no other script; the text of a name
whose parts are not told apart is cut at spaces. Comparisons and blocking rules are those that its own guide uses for
persons. The model is trained on a sample without labels; the clock runs from the table to groups. Time, the most memory
held, and F1 are printed as `bench.matching.bulk` prints ours.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import time
from collections import Counter
from pathlib import Path

import duckdb
import splink
import splink.comparison_library as cl
from anyascii import anyascii
from splink import Linker, SettingsCreator, block_on
from splink.internals.duckdb.database_api import DuckDBAPI

COLUMNS = ("unique_id", "first_name", "surname", "patronymic", "dob", "place", "sex")


def in_latin(folder: Path, target: Path) -> None:
    """Write the table that Splink is given."""
    with (folder / "records.csv").open(encoding="utf-8", newline="") as text, target.open("w", newline="") as out:
        table = csv.writer(out)
        table.writerow(COLUMNS)
        for row in csv.DictReader(text):
            given, family = row["given_name"], row["family_name"]
            if not given and not family:
                words = row["full_name"].split()
                given, family = " ".join(words[:1]), " ".join(words[1:2])
            latin = (anyascii(one).lower().strip() for one in (given, family, row["patronymic"]))
            born = row["birth_date"] if len(row["birth_date"]) == 10 else ""
            table.writerow((row["record_id"], *latin, born, anyascii(row["birth_place"]).lower(), row["sex"]))


def settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("dob", "surname"),
            block_on("dob", "first_name"),
            block_on("first_name", "surname"),
            block_on("surname", "patronymic"),
        ],
        comparisons=[
            cl.ForenameSurnameComparison("first_name", "surname"),
            cl.JaroWinklerAtThresholds("patronymic"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch("place"),
            cl.ExactMatch("sex"),
        ],
    )


def trained(connection: duckdb.DuckDBPyConnection, sample: int) -> dict[str, object]:
    """Estimate the model on the first records, without labels."""
    db = DuckDBAPI(connection)
    some = db.register(connection.table("persons").limit(sample).df())
    linker = Linker(some, settings(), log_level=40)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("dob", "first_name", "surname")], recall=0.3
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("dob"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("first_name", "surname"))
    found: dict[str, object] = linker.misc.save_model_to_json()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sample", type=int, default=200_000)
    parser.add_argument("--threshold", type=float, default=0.9)
    given = parser.parse_args()
    latin = given.folder / "latin.csv"
    in_latin(given.folder, latin)
    start, used = time.perf_counter(), time.process_time()
    connection = duckdb.connect()
    connection.execute("SET threads TO 2")
    nothing = ", ".join(f"nullif({name}, '') AS {name}" for name in COLUMNS)
    connection.read_csv(str(latin), all_varchar=True).project(nothing).create("persons")
    model = trained(connection, given.sample)
    trained_at = time.perf_counter()
    db = DuckDBAPI(connection)
    linker = Linker(db.register(connection.table("persons")), model, log_level=40)
    predicted = linker.inference.predict(threshold_match_probability=0.01)
    predicted_at = time.perf_counter()
    groups = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, given.threshold)
    rows = connection.table(groups.physical_name).project("cluster_id, unique_id").fetchall()
    end, spent = time.perf_counter(), time.process_time() - used
    likely = connection.table(predicted.physical_name).filter(f"match_probability >= {given.threshold}")
    pairs = likely.project("unique_id_l, unique_id_r").fetchall()
    print(
        json.dumps(
            {
                "splink": splink.__version__,
                "duckdb": duckdb.__version__,
                "records": len(rows),
                "seconds": round(end - start, 1),
                "seconds of processors": round(spent, 1),
                "training, prediction": [round(trained_at - start, 1), round(predicted_at - trained_at, 1)],
                "GB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2),
                **quality(given.folder, pairs, rows),
            },
            indent=1,
        )
    )


def quality(folder: Path, pairs: list[tuple[str, str]], groups: list[tuple[str, str]]) -> dict[str, float]:
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as text:
        person = {row["record_id"]: row["entity_id"] for row in csv.DictReader(text)}

    def count(sizes: Counter[object]) -> int:
        return sum(n * (n - 1) // 2 for n in sizes.values())

    true, hits = count(Counter(person.values())), sum(person[a] == person[b] for a, b in pairs)
    together = count(Counter(group for group, _ in groups))
    right = count(Counter((group, person[one]) for group, one in groups))
    return {
        "precision": round(hits / max(len(pairs), 1), 4),
        "recall": round(hits / true, 4),
        "F1 of pairs": round(2 * hits / (len(pairs) + true), 4),
        "F1 of groups": round(2 * right / (together + true), 4),
    }


if __name__ == "__main__":
    main()
