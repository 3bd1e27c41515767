"""The what-if page and its neighbours: choosing people with mouse or keyboard shows what stops, on any screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from support import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]
AXE = ROOT / "tests" / "browser" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = ("overview/what-if/", "overview/key-persons/", "overview/hand-over/")


def test_choosing_somebody_shows_what_stops_and_leads_to_the_pages(visit: Callable) -> None:
    visitor = visit()
    page = visitor.go("overview/what-if/")
    result = page.locator(".kb-what-if-result")
    page.locator(".kb-choose").wait_for()
    assert page.locator(".kb-choose input[type=checkbox]").count() == len(chosen_from(page))
    page.get_by_label("许峰").press("Space")
    assert "可用性与连续性经理" in result.inner_text()
    assert "停摆" in result.inner_text()
    link = result.get_by_role("link", name="可用性与连续性经理").first
    link.click()
    page.wait_for_load_state()
    assert page.locator("h1").inner_text().startswith("可用性与连续性经理")
    assert visitor.problems == []


def chosen_from(page: Page) -> list[object]:
    """People in the facts beside the page."""
    people: list[object] = page.evaluate("fetch('../what-if.json').then((answer) => answer.json())")["people"]
    return people


def test_people_are_found_by_name_or_team_and_unchosen_at_once(visit: Callable) -> None:
    visitor = visit()
    page = visitor.go("en/overview/what-if/")
    page.get_by_role("searchbox", name="Find by name or team").fill("network")
    assert page.locator(".kb-choose label:visible input[type=checkbox]").count() == 2
    for name in ("Wang Lei", "Feng Xue"):
        page.get_by_label(name).check()
    assert "nobody left" in page.locator(".kb-what-if-result").inner_text()
    page.get_by_role("button", name="Choose nobody").click()
    assert "Nobody is chosen" in page.locator(".kb-what-if-result").inner_text()
    assert visitor.problems == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_pages_fit_and_have_no_barrier(visit: Callable, prefix: str, width: int, scheme: str) -> None:
    visitor = visit(width=width, scheme=scheme, policy=False)
    for path in PAGES:
        page = visitor.go(prefix + path)
        if "what-if" in path:
            page.locator(".kb-choose").wait_for()
        for box in page.locator(".kb-choose input[type=checkbox]").all()[:8]:
            box.check()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.add_script_tag(path=AXE)
        violations = page.evaluate("axe.run()")["violations"]
        assert [f"{item['id']}: {item['nodes'][0]['html'][:160]}" for item in violations] == [], path


def test_without_scripts_the_page_says_where_to_look(visit: Callable) -> None:
    page = visit(scripts=False).go("overview/what-if/")
    assert page.locator("main a", has_text="关键人员").first.is_visible()
