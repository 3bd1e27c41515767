"""A real Chromium looking at the published example, served from this machine."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from search_page import opened, stand_in

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")


@dataclass
class Visit:
    """A page in the browser, with everything that went wrong while it was open."""

    page: Page
    base: str
    problems: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        self.page.goto(f"{self.base}/{path}", wait_until="load")
        return self.page


#: What a strict intranet server sends; a page that breaks it shows an error in the console.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'"
)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("KB_CHROMIUM") or next((found for name in NAMES if (found := shutil.which(name))), None)
    assert path, "no Chromium: run `make test`, which installs one, or set KB_CHROMIUM"
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=quiet)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    contexts = []

    def open_page(width: int = 1280, scheme: str = "light", scripts: bool = True, policy: bool = True) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=scripts,
            bypass_csp=not policy,
        )
        contexts.append(context)
        visited = Visit(context.new_page(), address)
        visited.page.on("console", lambda said: visited.problems.append(said.text) if said.type == "error" else None)
        visited.page.on("pageerror", lambda error: visited.problems.append(str(error)))
        visited.page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((address, "data:", "blob:"))
                else visited.problems.append(f"request to {request.url}")
            ),
        )
        return visited

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def search(visit: Callable) -> Callable[..., Visit]:
    """A page with the stand-in engine and the search open."""

    def begin(query: str = "", path: str = "", **given: Any) -> Visit:
        visitor = visit(**given)
        stand_in(visitor.page)
        opened(visitor.go(path), query)
        return visitor

    return begin
