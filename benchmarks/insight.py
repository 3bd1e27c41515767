"""`kb risk`, `kb whatif`, `kb handover` and `kb maturity` as whole processes on 10,000 pages and 2,000 people, from a
warm cache.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.generate import generate
from benchmarks.measure import Command, Row, median, peak_memory, run

__all__ = ["TITLE", "measure"]

PAGES = 10_000
PEOPLE = 2_000
WANTED = "3 s"
TITLE = f"kb risk, kb whatif, kb handover, kb maturity: {PAGES:,} pages, {PEOPLE:,} people, warm cache"
_PERSON = "person-00000"
_QUESTIONS: dict[str, tuple[str, ...]] = {
    "kb risk --json": ("risk", "--json"),
    "kb whatif, one person leaves": ("whatif", _PERSON, "--json"),
    "kb whatif, two people away for a week": (
        "whatif", _PERSON, "person-00001", "--from", "2026-12-28", "--to", "2027-01-03", "--json",
    ),
    "kb handover --json": ("handover", _PERSON, "--json"),
    "kb maturity --json": ("maturity", "--json"),
}  # fmt: skip


def measure() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as folder:
        root = Path(folder)
        generate(root, PAGES, PEOPLE)
        start = "from kb_tools.cli.main import main; main()"
        commands: dict[str, Command] = {
            name: (sys.executable, "-c", start, *arguments) for name, arguments in _QUESTIONS.items()
        }
        run(commands["kb risk --json"], root)  # fills the cache
        rows = [
            Row(name, median(lambda command=command: run(command, root)).wall, "s", WANTED)  # type: ignore[misc]
            for name, command in commands.items()
        ]
        memory = peak_memory(commands["kb risk --json"], root)
    return [*rows, Row("peak memory, kb risk", memory, "MB")]
