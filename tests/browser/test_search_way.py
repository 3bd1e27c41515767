"""The way through the search: filters, links to it, Back, and the words marked where a result leads."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, expect
from search_page import hits, opened, until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]


def test_filters_narrow_add_up_and_can_be_taken_back(search: Callable) -> None:
    page = search("many").page
    errors, terms = page.locator("[data-key='type:known-error']"), page.locator("[data-key='type:term']")
    expect(errors).to_have_text(re.compile("Known errors.*12"))
    errors.click()
    expect(page.locator(".kb-finder__count")).to_contain_text("12")
    expect(errors).to_have_attribute("aria-pressed", "true")
    expect(errors).to_be_focused()
    expect(terms).to_have_text(re.compile("Terms.*11"))
    assert parse_qs(urlsplit(page.url).query) == {"q": ["many"], "only": ["type:known-error"]}
    terms.click()
    expect(page.locator(".kb-finder__count")).to_contain_text("23")
    page.locator("[data-key=clear]").click()
    expect(errors).to_have_attribute("aria-pressed", "false")
    assert parse_qs(urlsplit(page.url).query) == {"q": ["many"]}


def test_other_facets_wait_in_a_panel(search: Callable) -> None:
    page = search("many").page
    toggle = page.locator("[data-key=panel]")
    mail = page.locator("[data-key='service:mail']")
    expect(toggle).to_have_attribute("aria-expanded", "false")
    expect(mail).to_be_hidden()
    toggle.click()
    expect(toggle).to_have_attribute("aria-expanded", "true")
    mail.click()
    until(page, "asked.some(({filters}) => filters.service?.[0] === 'mail')")
    expect(mail).to_be_focused()
    expect(page.locator("[data-key='lang:zh']")).to_have_count(0)


@pytest.mark.parametrize("path", ["", "processes/incident-management/", "en/glossary/"])
def test_a_link_with_a_query_opens_the_search_on_any_page(visit: Callable, path: str) -> None:
    visitor = visit()
    page = visitor.go(f"{path}?q=mail&only=type:known-error")
    expect(hits(page).first).to_be_visible()
    assert page.locator("#kb-finder-input").input_value() == "mail"
    expect(page.locator("[data-key='type:known-error']")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    page.wait_for_url(f"{visitor.base}/{path}")
    assert visitor.problems == []


def test_a_link_to_a_word_that_was_not_typed_to_its_end_finds_it(visit: Callable) -> None:
    page = visit().go("en/?q=incid")
    expect(hits(page).first).to_be_visible()


def test_typing_writes_the_address_without_filling_the_history(search: Callable) -> None:
    page = search("many").page
    expect(hits(page)).to_have_count(10)
    before = page.evaluate("history.length")
    page.locator("#kb-finder-input").fill("fast")
    expect(hits(page)).to_have_count(1)
    assert parse_qs(urlsplit(page.url).query) == {"q": ["fast"]}
    assert page.evaluate("history.length") == before


def test_back_returns_to_the_search_as_it_was_left(search: Callable) -> None:
    visitor = search("many")
    page = visitor.page
    page.locator("[data-key='type:known-error']").click()
    expect(page.locator(".kb-finder__count")).to_contain_text("12")
    page.locator(".kb-finder__more").click()
    expect(hits(page)).to_have_count(12)
    page.keyboard.press("End")
    scrolled = page.locator(".kb-finder__scroll").evaluate("box => box.scrollTop")
    assert scrolled > 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/known-errors/ke-0002/")
    page.go_back()
    expect(hits(page)).to_have_count(12)
    assert page.locator("#kb-finder-input").input_value() == "many"
    expect(page.locator("[data-key='type:known-error']")).to_have_attribute("aria-pressed", "true")
    assert page.locator(".kb-finder__scroll").evaluate("box => box.scrollTop") == pytest.approx(scrolled, abs=2)
    assert visitor.problems == []


def test_recent_queries_stay_in_the_tab(search: Callable, browser: Browser) -> None:
    visitor = search("fast")
    page = visitor.page
    hits(page).first.click()
    page.wait_for_url("**/known-errors/ke-0002/")
    opened(page)
    expect(page.locator(".kb-chips button")).to_have_text(["fast"])
    assert page.evaluate("localStorage.length && Object.keys(localStorage).filter(key => key.startsWith('kb'))") in (
        0,
        [],
    )
    page.locator(".kb-chips button").click()
    expect(hits(page)).to_have_count(1)


def test_a_result_leads_to_the_words_and_they_can_be_unmarked(visit: Callable) -> None:
    visitor = visit()
    page = visitor.go("known-errors/ke-0002/")
    plain = page.locator("article").inner_text()
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    opened(page, "外发邮件 发不出去")
    expect(hits(page).first).to_be_visible()
    page.keyboard.press("Enter")
    marks = page.locator("article mark")
    expect(marks.first).to_be_visible()
    assert "邮件" in "".join(marks.all_inner_texts())
    assert "q=" not in page.url
    assert "hl=" not in page.url
    assert [
        one for one in ids if one not in page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    ] == []
    page.locator(".kb-marked button").click()
    expect(marks).to_have_count(0)
    assert page.locator("article").inner_text() == plain
    assert visitor.problems == []


def test_a_result_in_another_tab_marks_the_words_too(visit: Callable) -> None:
    visitor = visit()
    page = opened(visitor.go(""), "退信")
    expect(hits(page).first).to_be_visible()
    with page.context.expect_page() as other:
        hits(page).first.click(modifiers=["Control"])
    landed = other.value
    expect(landed.locator("article mark").first).to_be_visible()
    assert "hl=" not in landed.url
    expect(page.locator("#kb-finder")).to_be_visible()
