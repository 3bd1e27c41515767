"""The browser's engine, run by Node from the very modules that are published, over an index as it is published."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from kb_tools.errors import UsageError
from kb_tools.search.evaluation import DEPTH, Judged, Run

__all__ = ["engine_bytes", "engine_modules", "find_node", "run_browser"]

#: Node reads streams of zlib since this version.
NODE_VERSION = 18
_IMPORT = re.compile(r'from "\./([\w.-]+)"')
_START = "engine.js"
#: What follows code on its line; where it holds a quotation mark the two slashes may stand in a text.
_REMARK = re.compile(r"\s+// [^'\"`]*\Z")
#: A blank beside a sign that needs none, on lines without texts and without patterns.
_BLANK = re.compile(r" ?(=>|[=!]==|&&|\|\||\?\?|[=,{}();:?]) ?")
_TEXT = re.compile(r"['\"`/]")


def find_node() -> str | None:
    """The Node program; None when there is none, or one too old."""
    program = shutil.which("node")
    if program is None:
        return None
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=30, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    number = re.match(r"v(\d+)", said)
    return program if number and int(number[1]) >= NODE_VERSION else None


def engine_modules() -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of the engine's module and of those it imports as they are published, sorted by name."""
    folder = resources.files("kb_tools.search").joinpath("web")
    found: dict[str, str] = {}
    waiting = [_START]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = _slim(folder.joinpath(name).read_text(encoding="utf-8"))
            waiting += _IMPORT.findall(found[name])
    yield from ((name, script.encode()) for name, script in sorted(found.items()))


def _slim(script: str) -> str:
    """A script of ours without comments, indentation and most blanks: a quarter less to transfer.

    Scripts of ours have no text over several lines, so no line begins inside one.
    """
    inside = False
    lines = []
    for line in map(str.strip, script.split("\n")):
        inside = inside or line.startswith("/*")
        if line and not inside and not line.startswith("//"):
            code = _REMARK.sub("", line)
            lines.append(code if _TEXT.search(code) else _BLANK.sub(r"\1", code))
        inside = inside and not line.endswith("*/")
    return "\n".join(lines) + "\n"


def engine_bytes() -> int:
    """Bytes of the engine's modules as they are published, before a server compresses them."""
    return sum(len(data) for _, data in engine_modules())


def run_browser(node: str, index: Path, queries: Sequence[Judged]) -> Run:
    """Ask the browser's engine all queries.

    Opening reads the engine's modules and the index's own beginning; both count as `init_bytes`. What a query reads is
    counted as if nothing had been asked before; its time is that of asking once more.

    Args:
        node: The Node program.
        index: Folder of the index (`index.json` lies in it).
        queries: What to ask.

    Raises:
        UsageError: The index cannot be opened, or Node failed.
    """
    rows: dict[int, dict[str, Any]] = {}
    init = 0
    for lang in sorted({judged.lang for judged in queries}):
        chosen = [number for number, judged in enumerate(queries) if judged.lang == lang]
        asked = {
            "index": str(index),
            "lang": lang,
            "limit": DEPTH,
            "queries": [queries[number].query for number in chosen],
        }
        said = _run(node, asked)
        if said["problems"]:
            raise UsageError("error.browser_index", path=index)
        rows.update(zip(chosen, said["answers"], strict=True))
        init = said["init"]
    ordered = [rows[number] for number in range(len(queries))]
    return Run(
        tuple(tuple(row["ids"]) for row in ordered),
        tuple(row["milliseconds"] for row in ordered),
        init + engine_bytes(),
        tuple(row["bytes"] for row in ordered),
    )


def _run(node: str, asked: dict[str, Any]) -> dict[str, Any]:
    with resources.as_file(resources.files("kb_tools.search").joinpath("web")) as folder:
        done = subprocess.run(
            [node, str(folder / "evaluate.mjs")], input=json.dumps(asked).encode(), capture_output=True, check=False
        )
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().split("\n")
        problem = next((line for line in reversed(last) if "Error" in line), last[-1] if last else "")
        raise UsageError("error.node_failed", problem=problem)
    found: dict[str, Any] = json.loads(done.stdout)
    return found
