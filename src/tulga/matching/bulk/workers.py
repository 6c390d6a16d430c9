"""The processors of this machine: loops share memory in threads, plain Python runs in processes."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from threading import Lock
from typing import TypeVar

A = TypeVar("A")
R = TypeVar("R")
FEW = 40_000  # so many texts are read before another process would have started
PART = 10_000


def count() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no rings of objects meanwhile: millions of texts and tuples make none, and looking is slow."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def in_threads(work: Callable[[A], R], parts: Iterable[A]) -> list[R]:
    """Do the parts side by side; `work` must let other threads run, as compiled loops do."""
    with ThreadPoolExecutor(count()) as pool:
        return list(pool.map(work, parts))


def in_threads_with(make: Callable[[], R], work: Callable[[A, R], None], parts: Sequence[A]) -> None:
    """Do the parts side by side; each thread makes itself a room to work in."""
    left = iter(parts)
    lock = Lock()

    def one_thread(_: int) -> None:
        room = make()
        while True:
            with lock:
                part = next(left, None)
            if part is None:
                return
            work(part, room)

    in_threads(one_thread, range(count()))


def in_processes(work: Callable[[list[str]], R], texts: Sequence[str]) -> Iterator[R]:
    """Give texts to `work` in lists, in order; in other processes where there are many texts."""
    parts = [list(texts[start : start + PART]) for start in range(0, len(texts), PART)]
    if len(texts) <= FEW or count() < 2:
        yield from map(work, parts)
        return
    with ProcessPoolExecutor(count(), mp_context=get_context("spawn"), initializer=gc.disable) as pool:
        yield from pool.map(work, parts)


def spans(total: int, least: int = 1000) -> list[tuple[int, int]]:
    """Cut 0..total into spans for threads: several for each, as some are harder than others."""
    size = max(least, -(-total // (count() * 8)))
    return [(start, min(start + size, total)) for start in range(0, total, size)]
