"""Internal links and anchors of a published site, read from its HTML."""

from __future__ import annotations

import posixpath
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class PageFacts(HTMLParser):
    """Targets and ids of one page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.targets.append(value)
            elif name in ("id", "name") and value:
                self.ids.add(value)


def site_pages(site: Path) -> dict[str, PageFacts]:
    return {
        path.relative_to(site).as_posix(): PageFacts(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


def broken_links(site: Path) -> list[str]:
    """`page -> target` for each internal link that leads to no file, or to no anchor of the page it leads to."""
    pages = site_pages(site)
    broken = []
    for name, facts in pages.items():
        if name.endswith("404.html"):  # its addresses are absolute: it is served for any path
            continue
        for target in facts.targets:
            parts = urlsplit(target)
            if parts.scheme or parts.netloc or target.startswith("data:"):
                continue
            path = unquote(parts.path)
            goal = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            if path.endswith("/") or (site / goal).is_dir():
                goal = posixpath.normpath(posixpath.join(goal, "index.html"))
            if goal not in pages and not (site / goal).is_file():
                broken.append(f"{name} -> {target}")
            elif parts.fragment and goal in pages and unquote(parts.fragment) not in pages[goal].ids:
                broken.append(f"{name} -> {target} (no such anchor)")
    return broken


def text_of(path: Path) -> str:
    """Visible text of a page, white space folded."""
    pieces: list[str] = []

    class Text(HTMLParser):
        skip = 0

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.skip += tag in ("script", "style")

        def handle_endtag(self, tag: str) -> None:
            self.skip -= tag in ("script", "style")

        def handle_data(self, data: str) -> None:
            if not self.skip:
                pieces.append(data)

    Text().feed(path.read_text(encoding="utf-8"))
    return " ".join("".join(pieces).split())
