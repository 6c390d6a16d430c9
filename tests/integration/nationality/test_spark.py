"""Spark, DuckDB, polars and the bit planes give the same answers to the law, from one syntax tree of SQL."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[3] / "bench" / "nationality"
CACHE = Path(os.environ.get("TULGA_BENCH_CACHE", Path(tempfile.gettempdir()) / "tulga-bench"))


def spark_is_built() -> bool:
    built = CACHE / "spark" / "built.txt"
    return built.exists() and built.read_text() == (BENCH / "spark-requirements.txt").read_text()


@pytest.mark.slow
@pytest.mark.skipif(not spark_is_built(), reason="Spark is not built here: python bench/nationality/spark.py builds it")
def test_spark_answers_as_the_others_do() -> None:
    done = subprocess.run(
        [sys.executable, BENCH / "spark.py", "--flat", "10000", "--law", "640", "--memory", "1g"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout.splitlines()[-1])["found"]
    assert found["six articles"]["conditions"] == 3
    for each in found.values():
        assert each["different"] == {"DuckDB": 0, "polars": 0, "planes": 0}
        assert min(each["yes"], each["no"], each["answers"] - each["yes"] - each["no"]) > each["people"] // 4
