"""On paper: one page per quick card, tables that are whole, nothing that only a screen can use."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]
CARDS = "overview/quick-cards/"
PRINTED = [
    "", "processes/incident-management/", "services/mail/", "roles/database-administrator/", "known-errors/ke-0002/",
    "procedures/restore-from-backup/", "overview/raci/", "overview/known-errors/", "editing/front-matter/",
]  # fmt: skip


def printed_pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("prefix", ["", "en/"])
def test_every_quick_card_is_one_page(visit: Callable, prefix: str, paper: str, tmp_path: Path) -> None:
    visitor = visit(scheme="dark")
    page = visitor.go(prefix + CARDS)
    number = page.locator(".kb-quick").count()
    assert number >= 8
    assert printed_pages(page.pdf(path=tmp_path / "all.pdf", format=paper)) == number
    page.set_viewport_size({"width": 703, "height": 1000})  # the narrower of both papers, without its margins
    page.emulate_media(media="print")
    cut = page.evaluate(
        "[...document.querySelectorAll('.kb-quick')]"
        ".filter((card) => card.scrollHeight > card.clientHeight || card.scrollWidth > card.clientWidth)"
        ".map((card) => card.id)"
    )
    assert cut == []
    assert visitor.problems == []


def test_a_chosen_card_is_printed_alone(visit: Callable) -> None:
    page = visit().go(CARDS)
    page.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1; }; }")
    page.locator("#kb-card-ke-0002").locator("xpath=preceding::button[@data-kb-print][1]").click()
    assert page.evaluate("window.printed") == 1
    assert page.url.endswith("#kb-card-ke-0002")
    assert printed_pages(page.pdf(format="A4")) == 1
    page.locator("button[data-kb-print='']").click()
    assert printed_pages(page.pdf(format="A4")) == page.locator(".kb-quick").count()


def test_without_scripts_a_link_chooses_the_card(visit: Callable) -> None:
    page = visit(scripts=False).go(CARDS)
    assert not page.locator("[data-kb-print]").first.is_visible()
    page.locator(".kb-quick-list a").nth(1).click()
    assert printed_pages(page.pdf(format="A4")) == 1


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_printed_pages_show_everything_and_nothing_of_the_screen(visit: Callable, prefix: str) -> None:
    visitor = visit(width=703, scheme="dark")
    for path in PRINTED:
        page = visitor.go(prefix + path)
        page.emulate_media(media="print")
        for gone in (".md-header", ".md-footer", ".md-sidebar", ".kb-action", ".kb-button", ".kb-search"):
            assert page.locator(f"{gone}:visible").count() == 0, f"{path} {gone}"
        head = page.locator(".kb-print-head")
        assert head.is_visible(), path
        assert "2026-11-15" in head.inner_text()
        cut = page.evaluate(
            "[...document.querySelectorAll('.md-content table, .md-content pre')]"
            ".filter((box) => box.getBoundingClientRect().right > innerWidth + 1)"
            ".map((box) => box.outerHTML.slice(0, 80))"
        )
        assert cut == [], path
        folded = page.locator("details:not(.kb-alt) > :is(p, ul, dl, table)")
        assert all(folded.nth(n).is_visible() for n in range(folded.count())), path
    assert visitor.problems == []
