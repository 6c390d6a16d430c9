"""`tulga match search` of a list too long to be held: a file stands in for it, and is gone afterwards."""

import argparse
import csv
from pathlib import Path

import pytest

from tulga.cli import search


def test_a_long_list_is_searched_through_a_file_that_is_gone_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records, queries, out = (tmp_path / name for name in ("records.csv", "queries.csv", "ranked.csv"))
    records.write_text("record_id,full_name,birth_date\n1,Иван Петров,1960-02-11\n2,Ivan Petrov,1960-02-11\n3,Али,\n")
    queries.write_text("record_id\n1\n")
    given = argparse.Namespace(weights=None, file=records, queries=queries, out=out, language="en", json=True)
    answers = []
    for most in (10, 2):
        monkeypatch.setattr(search, "MOST_IN_MEMORY", most)
        assert search.search(given) == 0
        with out.open(encoding="utf-8", newline="") as text:
            answers.append(next(csv.DictReader(text)))
    assert answers[0] == answers[1] == {"query_id": "1", "rank": "1", "record_id": "2"}
    assert sorted(one.name for one in tmp_path.iterdir()) == ["queries.csv", "ranked.csv", "records.csv"]
