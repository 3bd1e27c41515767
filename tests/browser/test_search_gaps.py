"""No answer is an answer: nothing found, a file lost, the index cut short."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Route, expect
from search_page import hits, opened
from support import Run

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]


def test_a_corrected_query_is_one_click_away(search: Callable) -> None:
    page = search("manny").page
    page.locator(".kb-finder__meant button").click()
    assert page.locator("#kb-finder-input").input_value() == "many"
    expect(hits(page)).to_have_count(10)


def test_the_nearest_pages_stand_in_for_none(search: Callable) -> None:
    page = search("near", "en/").page
    expect(hits(page)).to_have_text([re.compile("Near by")])
    expect(page.locator(".kb-finder__label")).to_have_text("Nearest pages")


def test_nothing_found_leads_to_a_prefilled_issue_and_a_draft(search: Callable, handbook_copy: Path, kb: Run) -> None:
    query = """Teams: no "sound" & $(reboot) `x` it's 100% 没声音, C:\\tmp #1"""
    page = search(query, "en/").page
    report = page.locator(".kb-gap__report")
    given = parse_qs(urlsplit(str(report.get_attribute("href"))).query)
    assert given["title"] == [f"Not in the handbook: {query}"]
    assert query in given["body"][0]
    line = page.locator(".kb-gap__command code").inner_text()
    assert re.search(r"[`$\\!]", line) is None
    words = shlex.split(line)
    assert words[:4] == ["kb", "new", "known-error", "--set"]
    done = kb(*words[1:], "--no-input", "--json", cwd=handbook_copy)
    assert done.returncode == 0, done.stderr
    written = next((handbook_copy / "docs" / "zh" / "known-errors").glob("*.md"))
    made = [
        path.read_text("utf-8") for path in written.parent.glob("ke-*.md") if "没声音 C: tmp" in path.read_text("utf-8")
    ]
    assert len(made) == 1


def only_lost_files(problems: list[str]) -> bool:
    """Whether nothing went wrong but that the browser itself says which file it did not get."""
    return [text for text in problems if "Failed to load resource" not in text] == []


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        ("**/assets/search/engine.js", "The search index could not be read"),
        ("**/assets/search/index/index.json", "The search index could not be read"),
        ("**/assets/search/index/t/*", "Part of the index could not be read"),
        ("**/assets/kb/search.js", "The search did not load"),
    ],
)
def test_a_lost_file_ends_in_a_calm_sentence(visit: Callable, lost: str, said: str) -> None:
    visitor = visit()
    visitor.page.route(lost, lambda route: route.abort())
    page = opened(visitor.go("en/"), "mail")
    expect(page.locator(".kb-finder__body")).to_contain_text(said)
    assert page.locator(".kb-finder__body a").count() > 0 or "Part" in said
    assert only_lost_files(visitor.problems)


@pytest.mark.parametrize("piece", ["t/*", "directory.bin", "c/*/*", "f/*"])
def test_a_file_cut_short_ends_in_a_calm_sentence(visit: Callable, piece: str) -> None:
    def cut(route: Route) -> None:
        whole = route.fetch().body()
        route.fulfill(body=whole[: len(whole) // 2])

    visitor = visit()
    visitor.page.route(f"**/assets/search/index/{piece}", cut)
    page = opened(visitor.go("en/"), "mail")
    expect(page.locator(".kb-finder__problem")).to_contain_text(re.compile("could not be read"))
    assert visitor.problems == []


def test_the_search_recovers_when_the_network_is_back(visit: Callable) -> None:
    visitor = visit()
    visitor.page.route("**/assets/search/index/index.json", lambda route: route.abort())
    page = opened(visitor.go("en/"), "mail")
    expect(page.locator(".kb-finder__problem")).to_be_visible()
    page.unroute("**/assets/search/index/index.json")
    page.locator("#kb-finder-input").fill("mail queue")
    expect(hits(page).first).to_be_visible()
    expect(page.locator(".kb-finder__problem")).to_have_count(0)


@pytest.mark.parametrize(
    ("query", "said"),
    [("outdated", "just been updated"), ("partial", "Part of the index"), ("fails", "could not be read")],
)
def test_what_the_engine_reports_is_told_with_what_to_do(search: Callable, query: str, said: str) -> None:
    visitor = search(query, "en/")
    problem = visitor.page.locator(".kb-finder__problem")
    expect(problem).to_contain_text(said)
    expect(problem.locator("button")).to_have_text("Reload")
    assert visitor.problems == []
