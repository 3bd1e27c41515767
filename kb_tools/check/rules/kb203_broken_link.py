"""KB203 broken-link."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from kb_tools.check.links import Goal, Guesser, LinkMap, place, wiki_links
from kb_tools.check.rule import Context, handbook_rule
from kb_tools.model.address import addresses
from kb_tools.model.brief import label
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Link, Page

__all__ = ["broken_link"]


@handbook_rule("KB203", "broken-link", Severity.ERROR)
def broken_link(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A link or an image leads to a page or a file that does not exist.

    `[[id]]`, `[[id#anchor]]` and `[[page/kpi]]` are looked up by id, also in the texts of the front matter; relative
    links and images by file, first in the page's language, then in the source language. Addresses of other hosts are
    not visited.

    ## Why it matters
    A reader under pressure gets a missing page in place of the next step. ISO/IEC 20000-1 (7.5.3) wants documented
    information to be available where it is needed.

    ## Example
    ```markdown
    队列堵住时照 [[ke-0020]] 处理，流程图见 ![流程](img/flow.pgn)。
    ```

    ## Fix
    Correct the id or the path; the closest one is named. If the page is gone for good, take the link out.
    ```markdown
    队列堵住时照 [[ke-0002]] 处理，流程图见 ![流程](img/flow.png)。
    ```
    """
    check = _Check(handbook, context)
    for page in handbook.every_page():
        brief = page.brief
        if (
            brief.strays
            or not check.known_ids.issuperset(brief.names)
            or not check.reachable[page.lang].issuperset(brief.files)
        ) and page.readable:
            yield from check.page(page)


class _Check:
    def __init__(self, handbook: Handbook, context: Context) -> None:
        self.handbook = handbook
        self.map = LinkMap(handbook, context.config)
        self.known_ids, self.reachable = handbook.known_ids, self.map.reachable
        self._near_id: Guesser | None = None

    def page(self, page: Page) -> Iterator[Finding]:
        by_id = self.handbook.by_id
        for target, span in wiki_links(page):
            name = target.partition("#")[0].strip()
            if name in by_id or (not name and target.startswith("#")) or self.handbook.lookup(name):
                continue
            yield Finding(place(page, span), "KB203", *self._wrong_id(name))
        for link in page.links:
            if link.kind != "wiki":
                yield from self._file(page, link)

    def _file(self, page: Page, link: Link) -> Iterator[Finding]:
        for address in addresses(link):
            goal = self.map.follow(page, address)
            if goal.kind == "empty":
                yield Finding(place(page, link.span), "KB203", "empty", (("text", link.text),))
            elif goal.kind == "missing":
                variant, args = self._wrong_path(page, address, goal, link.kind == "image")
                yield Finding(place(page, link.span), "KB203", variant, args)

    def _wrong_id(self, name: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        if not name:
            return "empty", (("text", ""),)
        if self._near_id is None:
            self._near_id = Guesser(self.known_ids)
            self._titles = {page.brief.labels[0]: page.id for page in self.handbook.every_page()}
        stem = posixpath.basename(name).removesuffix(".md")
        guess = self._titles.get(label(name)) or (stem if stem in self.handbook.by_id else self._near_id(name))
        return ("id" if guess else "id-no-guess"), (("target", name), ("guess", guess))

    def _wrong_path(self, page: Page, address: str, goal: Goal, image: bool) -> tuple[str, tuple[tuple[str, str], ...]]:
        guess = self.map.nearby(page, goal.path)
        variant = ("image" if guess else "image-no-guess") if image else ("" if guess else "no-guess")
        return variant, (("target", address), ("path", goal.path), ("guess", guess))
