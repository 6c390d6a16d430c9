"""How fast the bulk engine is and how much memory it takes, without another engine beside it.

    python bench/nationality/measure.py flat|family|residence|sweep|kazakhstan ROWS

Prints one JSON line: seconds of the processor (median of three), rows a second, peak memory. Inputs are made before
the clock starts.
"""

import json
import random
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

import inputs
import numpy as np
import ours
import side

from tulga.nationality.bulk import ir, profiles
from tulga.nationality.bulk.facts import Vocabulary
from tulga.nationality.bulk.lives import live
from tulga.nationality.core.loading import load_packs

BILLS = 1_000


def compared(case: str, rows: int) -> Callable[[], object]:
    """Our side of the comparison that `run.py` makes."""
    return ours.CASES[case](inputs.CASES[case](rows).__getitem__)


def sweep(rows: int) -> Callable[[], object]:
    """A thousand amendments of one block: encode the people once, then count each for everybody."""
    known = ours.people(inputs.flat(rows).__getitem__)
    laws, facts, chance = ours.flat_law(), list(ours.A.values()), random.Random(2)
    bills = [
        ir.some(laws[0], ir.every(*chance.sample([*facts, *(ir.inverse(fact) for fact in facts)], 3)))
        for _ in range(BILLS)
    ]

    def run() -> object:
        answers = {name: codes for law in laws for name, codes in profiles.answers_of(law, known).items()}
        block = profiles.profiles(answers, sorted(answers), rows)
        profile_table = block.table()
        return [block.count(bill, profile_table) for bill in bills]

    return run


def kazakhstan(rows: int) -> Callable[[], object]:
    """The life of everybody under the whole pack of Kazakhstan, with the families of the comparison."""
    facts = ours.relatives(inputs.family(rows).__getitem__)
    facts, packs = replace(facts, vocabulary=Vocabulary(["KAZ", "XBB"])), {"KAZ": load_packs()["KAZ"]}
    return lambda: live(facts, packs, date(2025, 6, 1)).status("KAZ")


CASES: Mapping[str, Callable[[int], Callable[[], object]]] = {
    **{case: partial(compared, case) for case in inputs.CASES}, "sweep": sweep, "kazakhstan": kazakhstan,
}  # fmt: skip


def main(case: str, rows: int) -> None:
    run, took = CASES[case](rows), []
    for _ in range(3):
        began = time.process_time()
        run()
        took.append(time.process_time() - began)
    middle = sorted(took)[1]
    print(json.dumps({
        "case": case, "rows": rows, "seconds": round(middle, 4), "each": [round(one, 4) for one in took],
        "rows_per_second": round(rows / middle), "numpy": np.__version__,
        "peak_mb": round(side.peak_mb()),
    }))  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1], int(float(sys.argv[2])))
