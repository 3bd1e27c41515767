"""The offline copy, unpacked and opened from a folder: every page and link, search, filters, language switch."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from html_links import broken_links
from playwright.sync_api import Browser, Page

from kb_tools.check.rule import Context
from kb_tools.publish.offline import write_offline

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]


@dataclass
class Local:
    """A page from a folder, with everything that went wrong while it was open."""

    page: Page
    folder: Path
    problems: list[str] = field(default_factory=list)

    def go(self, name: str) -> Page:
        self.page.goto((self.folder / name).as_uri(), wait_until="load")
        return self.page


@pytest.fixture(scope="session")
def unpacked(site: Path, example_context: Context, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offline") / "离线 copy"  # as people call their folders
    done = write_offline(site, folder.with_suffix(".zip"), example_context.config, example_context.as_of)
    with zipfile.ZipFile(done.path) as copy:
        copy.extractall(folder)
    return folder


@pytest.fixture
def local(browser: Browser, unpacked: Path) -> Iterator[Callable[..., Local]]:
    contexts = []

    def open_folder(scripts: bool = True) -> Local:
        context = browser.new_context(java_script_enabled=scripts)
        contexts.append(context)
        opened = Local(context.new_page(), unpacked)
        opened.page.on("console", lambda said: opened.problems.append(said.text) if said.type == "error" else None)
        opened.page.on("pageerror", lambda error: opened.problems.append(str(error)))
        opened.page.on(
            "requestfailed",
            lambda request: (
                None  # the next page was asked for before this one had everything
                if request.failure == "net::ERR_ABORTED"
                else opened.problems.append(f"failed: {request.url}")
            ),
        )
        opened.page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith(("file:", "data:", "blob:"))
                else opened.problems.append(f"request to {request.url}")
            ),
        )
        return opened

    yield open_folder
    for context in contexts:
        context.close()


LINKS = """[...document.querySelectorAll("a[href]")]
    .map((a) => (typeof a.href === "string" ? a.href : new URL(a.href.baseVal, location).href))"""


def test_every_page_of_the_copy_can_be_reached_and_opens_without_a_problem(local: Callable[..., Local]) -> None:
    reader = local()
    waiting, seen = [(reader.folder / "start.html").as_uri()], set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        reader.page.goto(address, wait_until="load")
        found = {link.split("#")[0] for link in reader.page.evaluate(LINKS) if link.startswith("file:")}
        assert not [link for link in found if link.endswith("/")], address
        waiting += sorted(link for link in found if link.split("?")[0].endswith(".html"))
    whole = {path.as_uri() for path in reader.folder.rglob("*.html")}
    assert {address.split("?")[0] for address in seen} == whole
    assert len(whole) > 200
    assert reader.problems == []


def test_every_link_and_anchor_of_the_copy_resolves(unpacked: Path) -> None:
    assert broken_links(unpacked / "handbook") == []


def test_filters_and_the_language_switch_work(local: Callable[..., Local]) -> None:
    reader = local()
    page = reader.go("handbook/overview/known-errors/index.html")
    rows = page.locator("#kb-known-errors tbody tr:visible")
    before = rows.count()
    page.select_option("select[name=service]", "mail")
    assert 0 < rows.count() < before
    page.locator("a.kb-language", has_text="English").click()
    page.wait_for_load_state()
    assert page.url == (reader.folder / "handbook/en/overview/known-errors/index.html").as_uri()
    assert reader.problems == []


@pytest.mark.parametrize(("edition", "asked"), [("", "邮件发不出去"), ("en/", "mail keeps bouncing")])
def test_the_search_finds_without_a_network(local: Callable[..., Local], edition: str, asked: str) -> None:
    reader = local()
    page = reader.go(f"handbook/{edition}index.html")
    page.keyboard.press("/")
    page.keyboard.type(asked)
    hit = page.locator(".kb-finder a", has_text="Postfix").first
    hit.wait_for()
    hit.click()
    page.wait_for_url("**/known-errors/ke-0002/index.html*")
    assert f"handbook/{edition}known-errors" in page.url
    assert reader.problems == []


def test_pages_read_well_without_scripts(local: Callable[..., Local]) -> None:
    page = local(scripts=False).go("start.html")
    page.locator("a", has_text="打开手册").click()
    page.wait_for_load_state()
    assert page.locator("h1").is_visible()
    assert page.locator(".kb-offline-note").inner_text() == "离线副本，内容截至 2026-11-15"
