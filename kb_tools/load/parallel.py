"""Work on many files at once, a process per processor."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

__all__ = ["in_processes"]

T = TypeVar("T")
R = TypeVar("R")


def in_processes(work: Callable[[T], R], chunks: Sequence[T], jobs: int) -> list[R]:
    """What `work` gives for each chunk, in their order.

    Args:
        work: Must be picklable, like what it takes and gives.
        chunks: Several for each process, so that all are done at about the same time.
        jobs: Processes.
    """
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    try:
        with ProcessPoolExecutor(jobs, context) as pool:
            return list(pool.map(work, chunks))
    except BrokenProcessPool:  # a worker was killed (memory, container limits): slower, but it works
        return [work(chunk) for chunk in chunks]
