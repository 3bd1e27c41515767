"""The search on the pages: opening, reading and choosing, by keyboard and by ear."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from search_page import hits, opened, selected, until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_a_key_opens_the_search_and_escape_gives_the_focus_back(visit: Callable, key: str) -> None:
    visitor = visit()
    page = visitor.go("processes/")
    link = page.locator("article a").first
    link.focus()
    page.keyboard.press(key)
    expect(page.locator("#kb-finder-input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#kb-finder")).to_be_hidden()
    expect(link).to_be_focused()
    assert visitor.problems == []


@pytest.mark.parametrize("opener", [".kb-opener", ".kb-search"])
def test_what_looks_like_the_search_opens_it(visit: Callable, opener: str) -> None:
    page = visit().go("")
    page.locator(opener).click()
    expect(page.locator("#kb-finder-input")).to_be_focused()
    page.locator(".kb-finder__close").click()
    expect(page.locator(opener)).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("#kb-finder-input")).to_be_focused()
    page.mouse.click(5, 5)
    expect(page.locator("#kb-finder")).to_be_hidden()


def test_a_slash_in_a_field_is_a_slash(visit: Callable) -> None:
    page = visit().go("overview/known-errors/")
    field = page.locator("form[data-kb-filter] input").first
    field.focus()
    page.keyboard.type("a/b")
    assert field.input_value() == "a/b"
    expect(page.locator("#kb-finder")).to_be_hidden()


def test_a_page_loads_nothing_for_the_search_before_it_is_opened(visit: Callable) -> None:
    visitor = visit()
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page = visitor.go("known-errors/ke-0002/")
    page.wait_for_timeout(500)
    assert not [path for path in asked if "/assets/search/" in path or path.endswith("/kb/search.js")]
    assert not [path for path in asked if "search_index" in path or "worker" in path or "lunr" in path]
    opened(page, "mail")
    expect(hits(page).first).to_be_visible()
    assert any("/assets/search/index/" in path for path in asked)
    assert not [path for path in asked if "search_index" in path or "worker" in path or "lunr" in path]


def test_keys_of_the_frame_do_nothing_while_the_search_is_open(search: Callable) -> None:
    visitor = search("many")
    page = visitor.page
    page.locator("[data-key='type:term']").focus()
    page.keyboard.press("n")
    page.wait_for_timeout(300)
    assert urlsplit(page.url).path == "/"
    page.keyboard.press("/")
    expect(page.locator("#kb-finder-input")).to_be_focused()


@pytest.mark.parametrize(("prefix", "query", "title"), [("", "退信", "外发邮件"), ("en/", "DHCP", "DHCP")])
def test_search_finds_a_known_error_by_its_words(visit: Callable, prefix: str, query: str, title: str) -> None:
    visitor = visit()
    page = opened(visitor.go(f"{prefix}processes/"), query)
    expect(hits(page).first).to_be_visible()
    found = hits(page).filter(has_text=title).filter(has=page.locator(".kb-is-validated")).first
    expect(found).to_be_visible()
    found.click()
    page.wait_for_load_state()
    assert urlsplit(page.url).path.startswith(f"/{prefix}known-errors/ke-")
    assert visitor.problems == []


def test_each_type_says_what_decides(search: Callable) -> None:
    visitor = search("cards", "en/")
    page = visitor.page
    expect(hits(page)).to_have_count(8)
    cards = hits(page).all_inner_texts()
    wanted = [
        ("Validated", "Workaround available", "Workaround: 2 weeks ago", "Mail", "It spins"),
        ("Held by Ann, Bob",),
        ("Vacant",),
        ("Owner: Ann",),
        ("Owner: Bob", "Criticality: 4"),
        ("What it means.",),
        ("What it does.", "Part", "found here"),
    ]
    for card, texts in zip(cards, wanted, strict=False):
        assert [text for text in texts if text not in card] == []
    expect(page.locator(".kb-hit mark")).to_have_text(["found"])


def test_a_page_in_another_language_says_so(search: Callable) -> None:
    page = search("cards").page
    foreign = hits(page).nth(7)
    expect(foreign).to_contain_text("只有English版")
    expect(foreign.locator(".kb-hit__title")).to_have_attribute("lang", "en")


def test_markup_in_the_index_stays_text(search: Callable) -> None:
    visitor = search("evil")
    page = visitor.page
    expect(page.locator(".kb-hit__title")).to_have_text("<img src=x onerror=alert(1)>")
    expect(page.locator(".kb-hit__title mark")).to_have_text(["<img"])
    assert page.locator(".kb-finder img, .kb-finder script, .kb-hit b").count() == 0
    assert visitor.problems == []


def test_more_results_come_on_demand(search: Callable) -> None:
    page = search("many").page
    expect(hits(page)).to_have_count(10)
    page.locator(".kb-finder__more").click()
    expect(hits(page)).to_have_count(20)
    expect(page.locator("#kb-finder-input")).to_be_focused()
    assert selected(page) == "Result 11"
    page.keyboard.press("Control+End")
    page.keyboard.press("ArrowDown")
    expect(hits(page)).to_have_count(23)
    expect(page.locator(".kb-finder__more")).to_have_count(0)


def test_an_old_answer_never_replaces_a_newer_one(search: Callable) -> None:
    page = search("slow").page
    page.wait_for_timeout(250)
    page.locator("#kb-finder-input").fill("fast")
    expect(hits(page)).to_have_text([re.compile("Fast answer")])
    page.wait_for_timeout(900)
    expect(hits(page)).to_have_text([re.compile("Fast answer")])


def test_half_a_word_of_an_input_method_is_no_question(search: Callable) -> None:
    page = search().page
    field = page.locator("#kb-finder-input")
    until(page, "Boolean(window.asked)")
    field.dispatch_event("compositionstart")
    field.evaluate("field => { field.value = 'you jian'; field.dispatchEvent(new Event('input', {bubbles: true})); }")
    page.wait_for_timeout(300)
    assert page.evaluate("asked") == []
    field.evaluate(
        "field => { field.value = '邮件'; field.dispatchEvent(new Event('compositionend', {bubbles: true})); }"
    )
    until(page, "asked.length")
    assert page.evaluate("asked[0]") == {"query": "邮件", "limit": 10, "filters": {}, "prefix": True}


def test_screen_readers_hear_how_much_was_found(search: Callable) -> None:
    page = search("many", "en/").page
    expect(page.locator(".kb-finder [role=status]").first).to_have_text("23 results First: Result 1")


def test_arrows_home_and_end_choose_and_the_field_keeps_the_focus(search: Callable) -> None:
    page = search("many").page
    expect(hits(page)).to_have_count(10)
    field = page.locator("#kb-finder-input")
    assert selected(page) == ""
    for key, title in [
        ("ArrowDown", "Result 1"),
        ("ArrowDown", "Result 2"),
        ("End", "Result 10"),
        ("Home", "Result 1"),
        ("PageDown", "Result 6"),
        ("ArrowUp", "Result 5"),
    ]:
        page.keyboard.press(key)
        assert selected(page) == title
        expect(field).to_be_focused()
    expect(page.locator("[aria-selected=true]")).to_have_count(1)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    assert selected(page) == ""


def test_tab_goes_through_the_search_and_stays_in_it(search: Callable) -> None:
    page = search("fast").page
    expect(hits(page)).to_have_count(1)
    stops = []
    for _ in range(7):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.className || document.activeElement.tagName"))
    assert stops[0].startswith("kb-finder__clear")
    assert stops[1].startswith("kb-finder__close")
    assert "kb-hit" in " ".join(stops)
    assert page.evaluate("!document.activeElement.closest('header, main')")


@pytest.mark.parametrize("presses", [0, 1])
def test_enter_opens_the_first_or_the_chosen_result(visit: Callable, presses: int) -> None:
    visitor = visit()
    page = opened(visitor.go(""), "外发邮件 发不出去")
    expect(hits(page).first).to_be_visible()
    for _ in range(presses):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/known-errors/ke-0002/**")
    assert visitor.problems == []
