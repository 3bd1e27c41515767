"""The search on a page as the tests of it see it: open it, read it, and an engine whose answers are known."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from support import ROOT

AXE = ROOT / "tests" / "browser" / "node_modules" / "axe-core" / "axe.min.js"
STAND_IN = Path(__file__).parent / "engine_stand_in.js"


def stand_in(page: Page) -> None:
    """Replaces the engine by one whose answers are known."""
    page.route("**/assets/search/engine.js", lambda route: route.fulfill(path=STAND_IN, content_type="text/javascript"))


def until(page: Page, true: str) -> None:
    """Waits for an expression to become true; what Playwright has for it needs `eval`, which the policy forbids."""
    for _ in range(100):
        if page.evaluate(true):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never became true: {true}")


def opened(page: Page, query: str = "") -> Page:
    page.keyboard.press("/")
    expect(page.locator("#kb-finder-input")).to_be_focused()
    if query:
        page.locator("#kb-finder-input").fill(query)
    return page


def hits(page: Page) -> Locator:
    return page.locator("#kb-finder-list > a")


def selected(page: Page) -> str:
    """Title of the result that arrow keys have reached, as a screen reader is told."""
    found = page.evaluate(
        "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))"
        "?.querySelector('.kb-hit__title').textContent ?? ''"
    )
    return str(found)
