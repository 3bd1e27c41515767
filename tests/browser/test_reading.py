"""What a reader meets: pages without errors, in both languages, on a phone, and without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]
PAGES = [
    "",
    "processes/",
    "processes/incident-management/",
    "procedures/handle-major-incident/",
    "roles/database-administrator/",
    "known-errors/ke-0002/",
    "services/mail/",
    "agreements/sla-mail/",
    "policies/change-policy/",
    "glossary/term-incident/",
    "notices/nt-2026-11-maintenance/",
    "risks/rsk-001/",
    "reviews/rev-2026-009/",
    "improvements/csi-001/",
    "requirements/req-001/",
    "reports/monthly-service-report/",
    "people/wang-lei/",
    "editing/first-page/",
    "overview/",
    "overview/landscape/",
    "overview/known-errors/",
    "overview/quick-cards/",
    "overview/ownership/",
    "overview/key-persons/",
    "overview/maturity/",
    "overview/improvements/",
    "overview/monthly-report/",
    "overview/gaps/",
    "gaps/mail/",
    "overview/complaints/",
    "overview/self-check/",
    "overview/scorecard/",
    "overview/coverage/",
    "coverage/iso20000/",
]


AXE = ROOT / "tests" / "browser" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("prefix", ["", "en/"])
def test_no_page_type_has_a_barrier(visit: Callable, prefix: str, scheme: str, width: int) -> None:
    visitor = visit(width=width, scheme=scheme, policy=False)  # the policy would keep axe itself out
    found = []
    for path in PAGES:
        page = visitor.go(prefix + path)
        page.add_script_tag(path=AXE)
        violations = page.evaluate("axe.run()")["violations"]
        found += [f"{prefix}{path}: {item['id']}: {item['nodes'][0]['html'][:160]}" for item in violations]
    assert found == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("prefix", ["", "en/"])
def test_every_page_type_opens_without_errors_and_fits(visit: Callable, prefix: str, scheme: str, width: int) -> None:
    visitor = visit(width=width, scheme=scheme)
    shots = ROOT / "test-artifacts" / "screenshots"
    shots.mkdir(parents=True, exist_ok=True)
    for path in PAGES:
        page = visitor.go(prefix + path)
        assert page.locator("h1").count() == 1, path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate("document.body.dataset.mdColorScheme") == ("slate" if scheme == "dark" else "default")
        name = (prefix + path).strip("/").replace("/", "_") or "home"
        page.screenshot(path=shots / f"{name}-{width}-{scheme}.png")
    assert visitor.problems == []


@pytest.mark.parametrize("path", PAGES)
def test_the_language_switch_lands_on_the_same_page(visit: Callable, path: str) -> None:
    visitor = visit()
    page = visitor.go(path)
    chinese = page.locator("h1").inner_text()
    page.locator("a.kb-language", has_text="English").click()
    page.wait_for_load_state()
    assert page.url == f"{visitor.base}/en/{path}"
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").inner_text() != chinese
    page.locator("a.kb-language", has_text="中文").click()
    page.wait_for_load_state()
    assert page.url == f"{visitor.base}/{path}"
    assert page.locator("h1").inner_text() == chinese
    assert visitor.problems == []


#: Words that stand on more than one line, and boxes that have to be scrolled to be read.
CRAMPED = """() => {
  const found = [], range = document.createRange();
  const content = document.querySelector(".md-content");
  for (const box of content.querySelectorAll(".kb-list"))
    if (box.scrollWidth > box.clientWidth) found.push(`${box.ariaLabel}: ${box.scrollWidth} in ${box.clientWidth}`);
  const texts = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode())
    for (const word of node.data.matchAll(/[A-Za-z]{3,}/g)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const lines = [...range.getClientRects()].filter((line) => line.width).map((line) => Math.round(line.top));
      if (new Set(lines).size > 1) found.push(word[0]);
    }
  return found;
}"""


@pytest.mark.parametrize(
    "path", ["overview/scorecard/", "overview/improvements/", "overview/coverage/", "overview/gaps/"]
)
def test_no_word_is_broken_and_no_column_cut_off_on_a_wide_screen(visit: Callable, path: str) -> None:
    page = visit(width=1280).go(f"en/{path}")
    assert page.evaluate(CRAMPED) == []


@pytest.mark.parametrize("path", ["gaps/mail/", "coverage/iso20000/"])
def test_a_page_below_an_overview_is_marked_in_the_navigation(visit: Callable, path: str) -> None:
    page = visit(width=1280).go(f"en/{path}")
    current = page.locator(".md-nav--primary [aria-current=page]")
    assert current.all_inner_texts() == [page.title().split(" - ")[0]]
    assert page.locator(".md-path").inner_text().splitlines()[:2] == ["Home", "Overview"]


def test_pages_are_readable_without_scripts(visit: Callable) -> None:
    visitor = visit(scripts=False)
    page = visitor.go("known-errors/ke-0002/")
    assert page.get_by_text("452 4.3.1 Insufficient system storage").first.is_visible()
    assert page.locator("#变通办法").is_visible()
