"""How well an engine answers judged queries: the figures, and the file that holds the queries.

A query is judged by pages: a hit on any section of a relevant page counts, and a page counts once.

See Also:
    Manning, Raghavan and Schütze, "Introduction to Information Retrieval", chapter 8 (nDCG: section 8.4), 2008.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from kb_tools.errors import Message, UsageError, because
from kb_tools.search.answer import Engine

__all__ = ["DEPTH", "Judged", "Run", "figures", "read_judged", "run_engine"]

#: Places of a ranking that are judged.
DEPTH = 10


@dataclass(frozen=True)
class Judged:
    """A query and the pages that answer it, all equally good."""

    query: str
    relevant: frozenset[str]
    lang: str


@dataclass(frozen=True)
class Run:
    """What an engine answered.

    Attributes:
        rankings: Ids for each query, the best first.
        milliseconds: Time of each query, with the index open.
        init_bytes: What opening reads; None where nothing is fetched.
        query_bytes: What each query reads besides, as the first one that is asked.
    """

    rankings: tuple[tuple[str, ...], ...]
    milliseconds: tuple[float, ...]
    init_bytes: int | None = None
    query_bytes: tuple[int, ...] = ()


def read_judged(path: Path) -> tuple[Judged, ...]:
    """Judged queries: a JSON list of `{query, relevant: [id, ...]}`; other keys than `lang` are for people.

    Raises:
        UsageError: The file cannot be read, or is something else.
    """
    try:
        found = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise UsageError("error.eval_unreadable", path=path, why=because(error)) from None
    except (ValueError, RecursionError):
        raise UsageError("error.eval_not_json", path=path) from None
    if not isinstance(found, list) or not found:
        raise UsageError("error.eval_not_list", path=path)
    return tuple(_judged(path, number, row) for number, row in enumerate(found, 1))


def figures(queries: Sequence[Judged], run: Run) -> dict[str, float | int]:
    """The figures of a run, by name; shares from 0 to 1, latency in milliseconds, sizes in bytes."""
    ranks = [_places(judged, ranking) for judged, ranking in zip(queries, run.rankings, strict=True)]
    count = len(queries)
    found: dict[str, float | int] = {
        "success@1": _share(sum(1 in places for places in ranks), count),
        "success@3": _share(sum(any(place <= 3 for place in places) for places in ranks), count),
        "mrr@10": _share(sum(1 / places[0] for places in ranks if places), count),
        "ndcg@10": _share(sum(_ndcg(places, len(j.relevant)) for j, places in zip(queries, ranks, strict=True)), count),
        "latency_ms_p50": round(median(run.milliseconds), 2),
    }
    if run.init_bytes is not None:
        found["bytes_init"] = run.init_bytes
        found["bytes_p50"] = round(median(run.query_bytes))
        found["bytes_max"] = max(run.query_bytes)
    return found


def run_engine(engine: Engine, queries: Sequence[Judged], clock: Callable[[], float]) -> Run:
    """Ask an engine all queries, one after the other.

    Args:
        engine: An open engine.
        queries: What to ask.
        clock: Gives seconds, for measuring.
    """
    engine.search(queries[0].query, lang=queries[0].lang)  # opening is not what is measured
    rankings, times = [], []
    for judged in queries:
        start = clock()
        answer = engine.search(judged.query, limit=DEPTH, lang=judged.lang)
        times.append((clock() - start) * 1000)
        rankings.append(tuple(hit.id for hit in answer.hits))
    return Run(tuple(rankings), tuple(times))


def _judged(path: Path, number: int, row: Any) -> Judged:
    def refused(problem: Message) -> UsageError:
        return UsageError("error.eval_query", path=path, number=number, problem=problem)

    if not isinstance(row, Mapping):
        raise refused(Message("judged.not_object"))
    query, relevant, lang = row.get("query"), row.get("relevant"), row.get("lang", "")
    if not isinstance(query, str) or not query.strip():
        raise refused(Message("judged.no_query"))
    if not isinstance(relevant, list) or not relevant or not all(isinstance(item, str) for item in relevant):
        raise refused(Message("judged.no_relevant"))
    return Judged(query, frozenset(relevant), lang if isinstance(lang, str) else "")


def _places(judged: Judged, ranking: Sequence[str]) -> list[int]:
    """Places of relevant pages among the first, from 1."""
    pages = list(dict.fromkeys(ranking))[:DEPTH]
    return [place for place, page in enumerate(pages, 1) if page in judged.relevant]


def _ndcg(places: Sequence[int], relevant: int) -> float:
    ideal = sum(1 / math.log2(place + 1) for place in range(1, min(relevant, DEPTH) + 1))
    return sum(1 / math.log2(place + 1) for place in places) / ideal


def _share(total: float, count: int) -> float:
    return round(total / count, 4)
