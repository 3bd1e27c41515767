"""Running a program and measuring it: wall clock, processor time, peak memory of it and its children together."""

from __future__ import annotations

import gc
import os
import resource
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

__all__ = ["Command", "Cost", "Row", "environment", "median", "peak_memory", "run", "table", "timed"]

Command = Sequence[str | Path]


class Cost(NamedTuple):
    """What a run cost: wall seconds, and processor seconds of the program and its children."""

    wall: float
    processor: float


class Row(NamedTuple):
    """A line of a result: what was measured, the figure, its unit, and what it is compared with."""

    subject: str
    value: float
    unit: str
    beside: str = ""


def environment() -> dict[str, str]:
    """The environment for a program that is measured: it keeps its bytecode, as an installed program does."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run(command: Command, cwd: Path, accept: Sequence[int] = (0, 1)) -> Cost:
    """Run a program to its end, its output thrown away.

    Raises:
        RuntimeError: It ended with a status that is not in `accept`.
    """
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=cwd, env=environment(), capture_output=True, text=True, check=False)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in accept:
        raise RuntimeError(f"{command} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def median(action: Callable[[], Cost], times: int = 5) -> Cost:
    """The medians of several runs."""
    costs = [action() for _ in range(times)]
    return Cost(statistics.median(c.wall for c in costs), statistics.median(c.processor for c in costs))


def timed(action: Callable[[], object], times: int = 3) -> float:
    """Seconds of processor time that a function takes, the median of several calls, without the cycle collector."""
    found = []
    for _ in range(times):
        gc.collect()
        gc.disable()
        start = time.process_time()
        action()
        found.append(time.process_time() - start)
        gc.enable()
    return statistics.median(found)


def peak_memory(command: Command, cwd: Path) -> float:
    """The most memory (MB) that a program and its children held at one moment, shared pages counted once.

    Looks every 10 ms (Linux: proportional set size); run it apart from what is timed.
    """
    peak, stop = 0.0, threading.Event()
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=cwd, env=environment(), stdout=quiet, stderr=quiet)

    def watch() -> None:
        nonlocal peak
        while not stop.wait(0.01):
            peak = max(peak, sum(_proportional(pid) for pid in _family(process.pid)))

    watcher = threading.Thread(target=watch)
    watcher.start()
    process.wait()
    stop.set()
    watcher.join()
    return peak / 1024


def _family(pid: int) -> list[int]:
    found, queue = [], [pid]
    while queue:
        current = queue.pop()
        found.append(current)
        try:
            tasks = os.listdir(f"/proc/{current}/task")
            for task in tasks:
                text = Path(f"/proc/{current}/task/{task}/children").read_text(encoding="ascii")
                queue += [int(child) for child in text.split()]
        except OSError:  # it has ended, or this system shows no children
            continue
    return found


def _proportional(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
            return sum(int(line.split()[1]) for line in file if line.startswith("Pss:"))
    except OSError:
        return 0


def table(title: str, rows: Sequence[Row]) -> str:
    """Rows as aligned text."""
    wide = max(len(row.subject) for row in rows)
    lines = [f"{row.subject:<{wide}}  {row.value:>10,.2f} {row.unit:<8} {row.beside}".rstrip() for row in rows]
    return "\n".join([title, "-" * len(title), *lines, ""])
