"""Candidates of a set with the levels of every pair, as arrays, and what it cost."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.matching.sets import entries, true_pairs, truth_of
from tulga.matching.bulk.records import all_levels
from tulga.matching.core.candidates import candidates, keys_of
from tulga.matching.core.features import Rarity, prepare


@dataclass
class Compared:
    folder: Path
    ids: list[str]
    pairs: list[tuple[str, str]]
    levels: np.ndarray
    same: np.ndarray
    truth: dict[str, dict[str, str]]
    true_pairs: set[tuple[str, str]]
    seconds: dict[str, float]
    registers: dict[str, str]

    @property
    def candidate_recall(self) -> float:
        return float(self.same.sum()) / len(self.true_pairs)


def compare_set(folder: Path) -> Compared:
    clock, seconds = time.perf_counter(), {}

    def lap(what: str) -> None:
        nonlocal clock
        seconds[what], clock = round(time.perf_counter() - clock, 1), time.perf_counter()

    records = [prepare(one) for one in entries(folder)]
    lap("prepare")
    found = sorted(candidates([keys_of(record) for record in records]))
    lap("candidates")
    rarity = Rarity(records)
    table = all_levels(records, found, rarity)
    lap("levels")
    ids = [record.entry.id for record in records]
    pairs = [(min(ids[i], ids[j]), max(ids[i], ids[j])) for i, j in found]
    truth = truth_of(folder)
    wanted = true_pairs(truth)
    same = np.array([pair in wanted for pair in pairs])
    registers = {record.entry.id: record.entry.register for record in records}
    return Compared(folder, ids, pairs, table, same, truth, wanted, seconds, registers)
