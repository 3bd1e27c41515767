"""KB211 audience-leak."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.load.audience import leaves
from kb_tools.model.audience import AUDIENCES, audience_of, outside_lines
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.location import Location
from kb_tools.model.overview import OVERVIEW_FOLDER, OVERVIEW_OUTSIDE, OVERVIEW_PAGES
from kb_tools.model.page import Link, Page
from kb_tools.model.wiki import WIKI_LINK

__all__ = ["audience_leak"]

#: Overview pages that readers outside do not get.
_INSIDE = frozenset(f"{OVERVIEW_FOLDER}/{name}.md" for name in OVERVIEW_PAGES - OVERVIEW_OUTSIDE)


@handbook_rule("KB211", "audience-leak", Severity.ERROR)
def audience_leak(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A text that customers or the public read refers to a page that they may not see.

    ## Why it matters
    A page for customers is read by people who cannot open internal pages. A sentence that says "see there" about
    a page that is not for them leaves the customer at nothing, and may tell what was meant to stay inside. Of the
    overview pages only the list of known errors, the notices, the glossary and the overview itself are for them.

    ## Example
    ```markdown
    The reason is described in [[ke-0002]].   <!-- an internal page, on a page with `audience: customer` -->
    ```

    ## Fix
    Say it on the page itself, refer to a page of the same audience, or give the other page that audience.
    """
    if not any("audience" in page.brief.says for page in handbook.pages):
        return
    audiences = {page.id: audience_of(page) for page in handbook.pages}
    for page in handbook.every_page():
        own = audiences.get(page.id, "internal")
        if own == "internal":
            continue
        lines = outside_lines(handbook.by_id[page.id], page)
        links = [link for link in page.links if link.span.line in lines]
        yield from _overviews(handbook, page, links, own)
        said = [(Location.at(page.path, link.span), _target(handbook, page, link)) for link in links]
        said += [(page.at(*place), _record(handbook, name)) for place, name in _named(page, page.values, ())]
        for where, target in said:
            if target and AUDIENCES.index(audiences[target.id]) < AUDIENCES.index(own):
                args = (("target", target.id), ("audience", own), ("other", audiences[target.id]))
                yield Finding(where, "KB211", "", args)


def _overviews(handbook: Handbook, page: Page, links: list[Link], own: str) -> Iterator[Finding]:
    """Links to overview pages that stay inside; one that an author has written is judged like any other page."""
    for link in links:
        goal = _goal(page, link) if link.kind != "wiki" else ""
        if goal in _INSIDE and goal not in handbook.by_src:
            args = (("target", goal), ("audience", own))
            yield Finding(Location.at(page.path, link.span), "KB211", "overview", args)


def _named(page: Page, value: Any, place: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Where texts of the front matter that leave the house say `[[id]]`, and the id."""
    if isinstance(value, dict):
        for key, below in value.items():
            if leaves(page, ".".join(str(step) for step in (*place, key) if not isinstance(step, int))):
                yield from _named(page, below, (*place, key))
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from _named(page, below, (*place, number))
    elif isinstance(value, str):
        for match in WIKI_LINK.finditer(value):
            yield place, match[1].strip()


def _record(handbook: Handbook, name: str) -> Page | None:
    found = handbook.lookup(name.split("#", maxsplit=1)[0])
    return found.page if found else None


def _target(handbook: Handbook, page: Page, link: Link) -> Page | None:
    path = link.target.split("#")[0]
    if not path:
        return None
    if link.kind == "wiki":
        return _record(handbook, path)
    return handbook.by_src.get(_goal(page, link))


def _goal(page: Page, link: Link) -> str:
    """File that a link between files leads to, relative to the language's folder."""
    path = link.target.split("#")[0]
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.src), unquote(path)))
