"""`python -m benchmarks search`: our engine beside Pagefind and Material's search, same pages, same queries, one run.

The public sets lie outside this project: `--stackfaq` and `--cmrc` name their folders. `--queries` asks a handbook's
judged queries (`--root` says which handbook; the example one when absent). `--pages N` measures size and time on N
pages that are recombined from the sentences of whatever was named.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.search import cmrc, corpus, stackfaq
from benchmarks.search.chromium import Chromium
from benchmarks.search.engines import ENGINES, Engine
from benchmarks.search.judged import Collection
from benchmarks.search.peers import Peers, provide
from benchmarks.search.subject import Subject, handbook, plain
from kb_tools.search.evaluation import Judged, Run, figures, read_judged, run_engine
from kb_tools.search.whoosh_engine import WhooshEngine

__all__ = ["main"]

_ROOT = Path(__file__).parents[2]
_COLUMNS = {
    "success@1": "{:.3f}",
    "success@3": "{:.3f}",
    "mrr@10": "{:.3f}",
    "ndcg@10": "{:.3f}",
    "silent": "{:.3f}",
    "ms": "{:.1f}",
    "first_ms": "{:,.0f}",
    "first_kb": "{:,.0f}",
    "first_kb_max": "{:,.0f}",
    "index_mb": "{:.2f}",
    "build_s": "{:.1f}",
}


def main(arguments: Sequence[str]) -> None:
    """Measure what the arguments name and print it."""
    options = _parser().parse_args(arguments)
    collections: list[Collection] = []
    if options.stackfaq:
        collections.append(stackfaq.collection(options.stackfaq))
    if options.cmrc:
        collections.append(cmrc.collection(options.cmrc))
    subjects = [(plain(collection), True) for collection in collections]
    if options.queries:
        subjects.append((handbook(options.root, read_judged(options.queries)), True))
    if options.pages:
        sources = collections or [subject.judged for subject, _ in subjects]
        subjects.append((plain(corpus.grown(sources, options.pages)), False))
    if not subjects or (options.pages and len(subjects) == 1):
        _parser().error("nothing to search: name at least one of --stackfaq DIR, --cmrc DIR, --queries FILE")
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else -1
    machine = f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors"
    peers = provide(options.peers)
    chosen = [engine for engine in ENGINES if not options.engine or engine.key in options.engine]
    if not options.json:
        print(f"{machine}, load {load:.1f} at the start\n")
    results = []
    with Chromium() as chromium:
        for subject, judged in subjects:
            results.append(_measured(subject, judged, chosen, chromium, peers))
            if not options.json:
                print(_table(results[-1]), flush=True)
    if options.json:
        print(json.dumps({"machine": machine, "load": load, "results": results}, ensure_ascii=False, indent=1))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks search", description=__doc__)
    parser.add_argument("--stackfaq", type=Path, metavar="DIR", help="folder with StackFAQ (English)")
    parser.add_argument("--cmrc", type=Path, metavar="DIR", help="folder with CMRC 2018 (Chinese)")
    parser.add_argument("--queries", type=Path, metavar="FILE", help="judged queries for the handbook")
    parser.add_argument("--root", type=Path, metavar="DIR", default=_ROOT, help="the handbook")
    parser.add_argument("--pages", type=int, metavar="N", help="measure size and time on N pages as well")
    parser.add_argument("--engine", action="append", choices=[engine.key for engine in ENGINES])
    parser.add_argument(
        "--peers",
        type=Path,
        metavar="DIR",
        default=_ROOT / ".kb-cache" / "peers",
        help="where Pagefind and jieba lie, or are put on first use",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    return parser


def _measured(
    subject: Subject, judged: bool, engines: Sequence[Engine], chromium: Chromium, peers: Peers
) -> dict[str, Any]:
    queries = subject.judged.queries
    rows = []
    for engine in engines:
        print(f"{subject.judged.name}: {engine.name} ...", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(prefix="kb-search-") as folder:
            built = engine.build(subject, Path(folder), peers)
            run = chromium.ask(engine, built, queries) if engine.module else _whoosh(built.root, queries)
            first = chromium.first_visits(engine, built, queries) if engine.module else None
        found = figures(queries, run)
        row: dict[str, Any] = {"engine": engine.name}
        if judged:
            row |= {name: found[name] for name in ("success@1", "success@3", "mrr@10", "ndcg@10")}
            row["silent"] = sum(not ranking for ranking in run.rankings) / len(queries)
        row |= {"ms": found["latency_ms_p50"], "index_mb": built.size / 1e6, "build_s": built.seconds}
        if first:
            row |= {"first_ms": first.milliseconds, "first_kb": first.bytes / 1000, "first_kb_max": first.most / 1000}
        rows.append(row)
    return {
        "name": subject.judged.name,
        "pages": len(subject.judged.documents),
        "queries": len(queries),
        "rows": rows,
    }


def _whoosh(index: Path, queries: Sequence[Judged]) -> Run:
    with WhooshEngine(index) as engine:
        return run_engine(engine, queries, time.perf_counter)


def _table(result: dict[str, Any]) -> str:
    shown = [name for name in _COLUMNS if any(name in row for row in result["rows"])]
    lines = [f"{result['name']}: {result['pages']:,} pages, {result['queries']:,} queries", ""]
    lines += [f"| | {' | '.join(shown)} |", f"|---|{'---:|' * len(shown)}"]
    for row in result["rows"]:
        cells = (_COLUMNS[name].format(row[name]) if name in row else "" for name in shown)
        lines.append(f"| {row['engine']} | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])
