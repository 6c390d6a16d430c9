"""FEBRL by the Python Record Linkage Toolkit, as in its guide: blocks, Jaro-Winkler, EM without labels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import recordlinkage
from side import Clock, main, tell, write

COMPARED = ("given_name", "surname", "address_1", "suburb")
EXACT = ("date_of_birth", "soc_sec_id", "state")


def own_set(folder: Path, out: Path) -> None:
    paths = sorted(folder.glob("raw*.csv.gz"))
    tables = [pd.read_csv(path, dtype=str).set_index("rec_id") for path in paths]
    clock = Clock()
    indexer = recordlinkage.Index()
    for name in ("given_name", "surname", "date_of_birth", "soc_sec_id"):
        indexer.block(name)
    pairs = indexer.index(*tables)
    clock.lap("candidates")
    comparer = recordlinkage.Compare()
    for name in COMPARED:
        comparer.string(name, name, method="jarowinkler", threshold=0.85)
    for name in EXACT:
        comparer.exact(name, name)
    vectors = comparer.compute(pairs, *tables)
    clock.lap("levels")
    model = recordlinkage.ECMClassifier()
    model.fit(vectors)
    scores = model.prob(vectors)
    clock.lap("train")
    lines = ((a, b, float(score)) for (a, b), score in zip(pairs, np.asarray(scores), strict=True))
    write(out, ("record_id_l", "record_id_r", "score"), lines)
    tell(clock, ("recordlinkage", "pandas"), candidates=len(pairs), threshold=0.5)


if __name__ == "__main__":
    main({"own-set": own_set})
