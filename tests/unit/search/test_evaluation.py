"""The figures of an evaluation, worked out by hand, and the file that holds judged queries."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from support import refused

from kb_tools.errors import UsageError
from kb_tools.search.answer import Answer, Filters, Hit
from kb_tools.search.evaluation import Judged, Run, figures, read_judged, run_engine


def judged(*relevant: str) -> Judged:
    return Judged("query", frozenset(relevant), "zh")


def test_the_figures_are_those_worked_out_by_hand() -> None:
    queries = (judged("a"), judged("b", "c"), judged("d"), judged("e"))
    run = Run((("a", "x"), ("x", "b", "y", "c"), ("x",) * 9 + ("d",), ()), (3.0, 1.0, 2.0, 10.0))
    found = figures(queries, run)
    assert found["success@1"] == 0.25
    assert found["success@3"] == 0.75  # the third ranking holds one page nine times; it counts once, so d is second
    assert found["mrr@10"] == round((1 + 1 / 2 + 1 / 2) / 4, 4)
    second = (1 / math.log2(3) + 1 / math.log2(5)) / (1 + 1 / math.log2(3))
    assert found["ndcg@10"] == round((1 + second + 1 / math.log2(3)) / 4, 4)
    assert found["latency_ms_p50"] == 2.5
    assert list(found) == ["success@1", "success@3", "mrr@10", "ndcg@10", "latency_ms_p50"]


def test_what_stands_after_the_tenth_place_does_not_count() -> None:
    ranking = (*(f"x{number}" for number in range(10)), "a")
    found = figures((judged("a"),), Run((ranking,), (1.0,)))
    assert (found["mrr@10"], found["ndcg@10"]) == (0, 0)


def test_more_relevant_pages_than_places_can_still_be_perfect() -> None:
    names = [f"p{number}" for number in range(15)]
    assert figures((judged(*names),), Run((tuple(names),), (1.0,)))["ndcg@10"] == 1


def test_bytes_are_told_of_an_engine_that_reads_files() -> None:
    found = figures((judged("a"), judged("b")), Run(((), ()), (1.0, 1.0), 1000, (10, 30)))
    assert (found["bytes_init"], found["bytes_p50"], found["bytes_max"]) == (1000, 20, 30)


def test_an_engine_is_asked_in_the_language_of_each_query_and_timed_by_the_clock() -> None:
    asked = []

    class Echo:
        def search(self, query: str, limit: int = 10, filters: Filters | None = None, lang: str = "") -> Answer:
            asked.append((query, lang, limit))
            return Answer(query, 1, (Hit("a", "", 1.0, "", lang, ""),))

    ticks = iter((0.0, 0.25, 1.0, 1.5))
    run = run_engine(
        Echo(), (Judged("一", frozenset("a"), "zh"), Judged("two", frozenset("a"), "en")), lambda: next(ticks)
    )
    assert asked[1:] == [("一", "zh", 10), ("two", "en", 10)]
    assert run.rankings == (("a",), ("a",))
    assert run.milliseconds == (250.0, 500.0)


def test_judged_queries_may_hold_other_keys(tmp_path: Path) -> None:
    path = tmp_path / "q.json"
    path.write_text(
        json.dumps(
            [{"query": "a", "relevant": ["x", "y"], "kind": "exact"}, {"query": "b", "relevant": ["z"], "lang": "en"}]
        )
    )
    assert read_judged(path) == (Judged("a", frozenset("xy"), ""), Judged("b", frozenset("z"), "en"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", r"is not JSON"),
        ("{}", r"must hold a list"),
        ("[]", r"must hold a list"),
        ("[1]", r"query 1: it must be"),
        ('[{"query": "a", "relevant": ["x"]}, {"query": "", "relevant": ["x"]}]', r"query 2: `query` must be a text"),
        ('[{"query": "a"}]', r"query 1: `relevant` must list"),
        ('[{"query": "a", "relevant": [1]}]', r"query 1: `relevant` must list"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "q.json"
    path.write_text(text)
    with refused(UsageError, said):
        read_judged(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with refused(UsageError, r"cannot be read: no such file"):
        read_judged(tmp_path / "gone.json")
