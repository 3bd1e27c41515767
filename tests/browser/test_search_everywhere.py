"""The search without barriers: both palettes, a phone, no scripts, paper, a site below a path, no server at all."""

from __future__ import annotations

import datetime as dt
import functools
import http.server
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import Quiet
from playwright.sync_api import Browser, expect
from search_page import AXE, hits, opened

from kb_tools.config import Config
from kb_tools.publish.offline import write_offline

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["", "en/"])
def test_the_open_search_has_no_barrier_and_fits(search: Callable, path: str, scheme: str, width: int) -> None:
    visitor = search(path=path, scheme=scheme, width=width, policy=False)
    page = visitor.page
    page.add_script_tag(path=AXE)
    found = []
    for query in ("", "many", "cards", "near", "manny", "outdated"):
        page.locator("#kb-finder-input").fill(query)
        page.wait_for_timeout(300)
        if query == "many":
            page.locator("[data-key=panel]").click()
            page.locator("[data-key='type:term']").click()
            page.keyboard.press("Home")
            page.locator("#kb-finder-input").focus()
            page.keyboard.press("ArrowDown")
        violations = page.evaluate("axe.run()")["violations"]
        found += [f"{query}: {item['id']}: {item['nodes'][0]['html'][:160]}" for item in violations]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert found == []
    box = page.locator("#kb-finder").bounding_box()
    assert box is not None
    assert (box["width"] == width) == (width == 390)


def test_similar_pages_come_on_demand(visit: Callable) -> None:
    visitor = visit()
    page = visitor.go("known-errors/ke-0002/")
    page.locator("[data-kb-similar]").click()
    similar = page.locator(".kb-similar a")
    expect(similar.first).to_be_visible()
    assert page.locator(".kb-similar a[href$='/ke-0002/']").count() == 0
    expect(page.locator(".kb-similar h2")).to_be_focused()
    assert visitor.problems == []


def test_without_scripts_the_search_is_a_way_to_pages_that_help(visit: Callable) -> None:
    visitor = visit(scripts=False)
    page = visitor.go("en/")
    expect(page.locator("a.kb-search")).to_be_hidden()
    expect(page.get_by_text("Scripts are turned off")).to_be_visible()
    expect(page.locator("[data-kb-similar]")).to_have_count(0)
    page.locator("a.kb-opener").click()
    assert urlsplit(page.url).path == "/en/overview/"
    assert visitor.go("en/known-errors/ke-0002/").locator("[data-kb-similar]").is_hidden()


def test_paper_shows_nothing_of_the_search(search: Callable) -> None:
    page = search("many").page
    page.emulate_media(media="print")
    for part in ("#kb-finder", ".kb-opener", ".kb-search"):
        expect(page.locator(part)).to_be_hidden()


def test_the_offline_copy_searches_without_a_server(
    site: Path, browser: Browser, example_config: Config, tmp_path: Path
) -> None:
    write_offline(site, tmp_path / "copy.zip", example_config, dt.date(2026, 11, 15))
    with zipfile.ZipFile(tmp_path / "copy.zip") as packed:
        packed.extractall(tmp_path / "copy")
    page = browser.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    page.goto((tmp_path / "copy" / "handbook" / "en" / "index.html").as_uri())
    opened(page, "mail bounces")
    expect(hits(page).first).to_be_visible()
    hits(page).first.click()
    page.wait_for_url("**/en/known-errors/**/index.html*")
    expect(page.locator("article mark").first).to_be_visible()
    page.go_back()
    expect(hits(page).first).to_be_visible()
    assert problems == []
    page.close()


def test_a_site_below_a_path_finds_its_index_and_its_pages(visit: Callable, site: Path) -> None:
    handler = functools.partial(Quiet, directory=str(site.parent))
    visitor = visit()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_address[1]}/{site.name}"
        visitor.page.goto(f"{base}/en/processes/?q=DHCP")
        expect(hits(visitor.page).first).to_be_visible()
        addresses = hits(visitor.page).evaluate_all("links => links.map(link => link.href)")
        assert [address for address in addresses if not address.startswith(f"{base}/")] == []
        hits(visitor.page).first.click()
        expect(visitor.page.locator("article mark").first).to_be_visible()
        server.shutdown()
