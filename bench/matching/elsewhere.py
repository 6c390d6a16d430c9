"""The shipped weights on sets of other countries: `python -m bench.matching.elsewhere FILE...`.

FILE is a table (CSV, also gzipped) of FEBRL (`rec_id`, `true_id`), of Splink's sets (`unique_id`, `cluster`), or of
labelled pairs of names (`name1`, `name2`, `is_match`); `A+B` lays two tables beside each other as two registers.
Nothing is fitted, and the records go the way that `tulga match dedupe` goes. What a table has and `Entry` has not
(street, occupation, e-mail) is not used.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path

import numpy as np

from bench.matching.fit import best_threshold, recall_at
from tulga.matching.bulk.names import probabilities, score_texts
from tulga.matching.core.names import same_from
from tulga.matching.core.records import Entry
from tulga.matching.core.score import weights
from tulga.matching.listed import dedupe

Cells = Mapping[str, str]
Pairs = set[tuple[str, str]]
SEX = {"male": "M", "female": "F"}


def table(path: Path) -> list[dict[str, str]]:
    raw = path.read_bytes()
    text = gzip.decompress(raw) if path.suffix == ".gz" else raw
    return list(csv.DictReader(text.decode("utf-8").splitlines()))


def febrl(row: Cells, register: str) -> Entry:
    born = row["date_of_birth"].strip()
    return Entry(
        f"{register}{row['rec_id']}",
        register,
        family_name=row["surname"].strip(),
        given_name=row["given_name"].strip(),
        birth_date=f"{born[:4]}-{born[4:6]}-{born[6:]}" if len(born) == 8 else "",
        birth_date_kind="exact",
        birth_place=row["suburb"].strip(),
        residence_region=row["state"].strip(),
        document_no=row["soc_sec_id"].strip(),
    )


def splink(row: Cells, register: str) -> Entry:
    place = row.get("birth_place") or row.get("city") or ""
    return Entry(
        f"{register}{row['unique_id']}",
        register,
        full_name="" if row["surname"] else row.get("full_name", ""),
        family_name=row["surname"],
        given_name=row["first_name"],
        sex=SEX.get(row.get("gender", ""), ""),
        birth_date=row["dob"],
        birth_date_kind="exact",
        birth_place=place,
    )


def read(path: Path, register: str) -> tuple[list[Entry], dict[str, str]]:
    """Return the records of one table, and record → person."""
    rows = table(path)
    of_febrl = "true_id" in rows[0]
    listed = [febrl(row, register) if of_febrl else splink(row, register) for row in rows]
    who = "true_id" if of_febrl else "cluster"
    return listed, {entry.id: row[who] for entry, row in zip(listed, rows, strict=True)}


def same_pairs(persons: Mapping[str, str]) -> Pairs:
    ids: dict[str, list[str]] = defaultdict(list)
    for one, who in persons.items():
        ids[who].append(one)
    return {pair for them in ids.values() for pair in combinations(sorted(them), 2)}


def f1(hits: int, proposed: int, true: int) -> dict[str, float]:
    return {
        "F1": round(2 * hits / max(proposed + true, 1), 4),
        "precision": round(hits / max(proposed, 1), 4),
        "recall": round(hits / max(true, 1), 4),
    }


def records(paths: Iterable[Path]) -> dict[str, object]:
    listed: list[Entry] = []
    persons: dict[str, str] = {}
    paths = list(paths)
    for number, path in enumerate(paths):
        some, who = read(path, "ab"[number] if len(paths) > 1 else "")
        listed += some
        persons |= who
    clock = time.process_time()
    found = dedupe(listed)
    seconds = time.process_time() - clock
    true = same_pairs(persons)
    same = np.array([pair[:2] in true for pair in found.pairs])
    score = np.array([pair[2] for pair in found.pairs])
    proposed = score >= weights().threshold
    grouped = same_pairs(found.clusters.of)
    best, at = best_threshold(score, same, len(true))
    return {
        "records": len(listed),
        "persons": len(set(persons.values())),
        "true pairs": len(true),
        "candidate recall (pairs of .001 or more)": round(float(same.sum()) / len(true), 4),
        "shipped threshold": f1(int(same[proposed].sum()), int(proposed.sum()), len(true)),
        "best F1": round(best, 4),
        "at": round(at, 4),
        "R@P.99": round(recall_at(score, same, len(true), 0.99), 4),
        "groups": f1(len(grouped & true), len(grouped), len(true)),
        "cpu seconds": round(seconds, 1),
    }


def name_pairs(path: Path) -> dict[str, object]:
    rows = table(path)
    same = np.array([row["is_match"] == "true" for row in rows])
    score = probabilities(score_texts([(row["name1"], row["name2"]) for row in rows]))
    held = score >= same_from()
    best, at = best_threshold(score, same, int(same.sum()))
    wrong = Counter(
        f"{row['case_group']}, {row['category'] or 'no category'}: {'missed' if yes else 'false'}"
        for row, yes, holds in zip(rows, same, held, strict=True)
        if yes != holds
    )
    return {
        "pairs": len(rows),
        "shipped threshold": f1(int((held & same).sum()), int(held.sum()), int(same.sum())),
        "best F1": round(best, 4),
        "at": round(at, 4),
        "wrong": dict(wrong.most_common()),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", help="a table, or two joined by +")
    for name in parser.parse_args().files:
        paths = [Path(one) for one in name.split("+")]
        found = name_pairs(paths[0]) if "name1" in table(paths[0])[0] else records(paths)
        title = "+".join(path.name for path in paths)
        print(json.dumps({"set": title} | found, ensure_ascii=False, indent=1), flush=True)


if __name__ == "__main__":
    main()
