"""An address that does not exist: the page that answers, at any depth, in both languages, below a path as well."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import POLICY
from support import ROOT, run_kb

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]


class Lost(http.server.SimpleHTTPRequestHandler):
    """A server that answers with 404.html of the site, which may lie below a path."""

    below = ""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(self.below))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        pass


def served(site: Path, below: str = "") -> Iterator[str]:
    handler = functools.partial(type("Here", (Lost,), {"below": below}), directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}{below}"
        server.shutdown()


@pytest.fixture(scope="module")
def at_root(site: Path) -> Iterator[str]:
    yield from served(site)


@pytest.fixture(scope="module")
def below_a_path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("below")
    (root / "docs" / "zh").mkdir(parents=True)
    (root / "docs" / "zh" / "index.md").write_text("---\ntitle: 首页\n---\n\n你好。\n", encoding="utf-8")
    shutil.copyfile(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    settings = '[handbook]\nname = {zh = "手册"}\nsite_url = "https://kb.example/it/handbook/"\n'
    (root / "kb.toml").write_text(settings, encoding="utf-8")
    done = run_kb("build", "--root", str(root), "--as-of", "2026-11-15")
    assert done.returncode == 0, done.stderr
    yield from served(root / "site", "/it/handbook")


def only_missing(problems: list[str]) -> list[str]:
    """Without the one message that the missing page itself is."""
    return [text for text in problems if "404 (File not found)" not in text and "404 (Not Found)" not in text]


@pytest.mark.parametrize(
    ("path", "words", "lang"),
    [
        ("known-errors/mail-gateway-is-full/", "mail gateway is full", "zh"),
        ("known-errors/ke-0099/", "ke-0099", "zh"),
        ("a/b/c/d/%E9%82%AE%E4%BB%B6_%E9%80%80%E4%BF%A1.html", "邮件 退信", "zh"),
        ("en/processes/old-change-process/index.html", "old change process", "en"),
        ("en/nothing", "nothing", "en"),
        ("english-lessons", "english lessons", "zh"),
        ("%E0%A4%A", "%E0%A4%A", "zh"),
    ],
)
def test_the_words_of_the_address_become_a_search(
    visit: Callable, at_root: str, path: str, words: str, lang: str
) -> None:
    visitor = visit()
    visitor.base = at_root
    page = visitor.page
    answer = page.goto(f"{at_root}/{path}", wait_until="load")
    assert answer.status == 404
    assert page.locator("html").get_attribute("lang") == lang
    first = page.locator("[data-kb-lost] > section").first
    assert first.get_attribute("lang") == lang
    assert first.locator("input[name=q]").input_value() == words
    assert page.locator("h1").count() == 1
    first.locator("button").click()
    page.wait_for_load_state()
    root = "/en/" if lang == "en" else "/"
    assert page.url.startswith(f"{at_root}{root}?q=")


def test_without_scripts_there_are_links_in_every_language(visit: Callable, at_root: str) -> None:
    page = visit(scripts=False).page
    page.goto(f"{at_root}/en/some/where/deep/", wait_until="load")
    for lang, root in (("zh", ""), ("en", "en/")):
        links = page.locator(f"section[lang={lang}] a")
        found = [links.nth(n).get_attribute("href") for n in range(links.count())]
        assert found[0] == f"/{root}"
        assert f"/{root}overview/known-errors/" in found
        assert len(found) >= 4
        for address in found:
            assert page.request.get(f"{at_root}{address}").status == 200, address


def test_a_site_below_a_path_finds_its_way(visit: Callable, below_a_path: str) -> None:
    visitor = visit()
    page = visitor.page
    problems: list[str] = []
    page.on("response", lambda got: problems.append(got.url) if got.status >= 400 and "/gone" not in got.url else None)
    answer = page.goto(f"{below_a_path}/some/old/gone-page/", wait_until="load")
    assert answer.status == 404
    assert problems == []
    assert page.locator("input[name=q]").first.input_value() == "gone page"
    assert page.evaluate("getComputedStyle(document.querySelector('.kb-lost')).display") == "grid"
    page.locator("[data-kb-lost] a").first.click()
    page.wait_for_load_state()
    assert page.url == f"{below_a_path}/"
    assert only_missing([text for text in visitor.problems if not text.startswith("request to")]) == []
