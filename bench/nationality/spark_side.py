"""Spark's side of `spark.py`, run by an interpreter that has pyspark and nothing of Tulga.

    spark_side.py JOB    a JSON: {"people": Parquet, "query": SQL over `people`, "answers": folder to write, "cores": 2}

Prints one JSON line: seconds from the Parquet to the answers on disk, with a session that is already warm.
"""

import json
import sys
import time
from pathlib import Path

from pyspark.sql import SparkSession


def main() -> None:
    job = json.loads(Path(sys.argv[1]).read_text())
    started = time.perf_counter()
    spark = (
        SparkSession.builder.master(f"local[{job['cores']}]")
        .appName("tulga")
        .config("spark.driver.memory", job["memory"])
        .config("spark.ui.enabled", "false")
        .config("spark.sql.caseSensitive", "true")
        .config("spark.sql.warehouse.dir", str(Path(job["answers"]).parent / "warehouse"))
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    spark.range(1_000).selectExpr("sum(id)").collect()  # the session's first job is nobody's time
    warm = time.perf_counter()
    spark.read.parquet(job["people"]).createOrReplaceTempView("people")
    spark.sql(job["query"]).write.mode("overwrite").parquet(job["answers"])
    ended = time.perf_counter()
    virtual = spark.sparkContext._jvm.java.lang.ProcessHandle.current().pid()
    status = Path(f"/proc/{virtual}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    peak = next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)
    version = spark.version
    spark.stop()
    print(json.dumps({"start": warm - started, "seconds": ended - warm, "peak_mb": peak, "version": version}))


if __name__ == "__main__":
    main()
