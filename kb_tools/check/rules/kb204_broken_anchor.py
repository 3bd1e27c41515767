"""KB204 broken-anchor."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from kb_tools.check.links import LinkMap, place, wiki_links
from kb_tools.check.rule import Context, handbook_rule
from kb_tools.model.address import addresses
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.location import Location
from kb_tools.model.page import Page
from kb_tools.model.slug import slug

__all__ = ["broken_anchor"]

#: Made by the product or by the browser: generated sections, footnotes, the top of the page.
_MADE = ("kb-", "fn:", "fnref:", "fn-", "fnref-")


@handbook_rule("KB204", "broken-anchor", Severity.ERROR)
def broken_anchor(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A link leads to a place on a page that has no such place.

    Places are headings, explicit ids, and the ids of activities, KPIs and targets. They are looked up on the page that
    the reader sees: the translation, or the source where there is none.

    ## Why it matters
    The reader lands at the top of a long page and has to search for the step that the link promised.

    ## Example
    ```markdown
    先按 [[incident-management#classfy]] 定级，再看 [矩阵](#优先级)。
    ```

    ## Fix
    Use the id of the activity or the text of the heading; the closest one is named.
    ```markdown
    先按 [[incident-management#classify]] 定级，再看 [矩阵](#优先级矩阵)。
    ```
    """
    files = LinkMap(handbook, context.config)
    for page in handbook.every_page():
        if not page.readable or not page.brief.anchored:
            continue
        for target, span in wiki_links(page):
            if "#" in target:
                name, _, anchor = target.partition("#")
                goal = _record_page(handbook, files, page, name.strip())
                yield from _check(handbook, goal, anchor.strip(), place(page, span), target)
        for link in page.links:
            if link.kind != "wiki" and "#" in link.target:
                for address in addresses(link):
                    found = files.follow(page, address)
                    yield from _check(handbook, found.page, found.anchor, place(page, link.span), address)


def _record_page(handbook: Handbook, files: LinkMap, page: Page, name: str) -> Page | None:
    if not name:
        return page
    target = handbook.lookup(name)
    return files.shown(target.page, page.lang) if target and target.page else None


def _check(handbook: Handbook, page: Page | None, anchor: str, where: Location, target: str) -> Iterator[Finding]:
    if page is None or not page.readable or not anchor or anchor == "top" or anchor.startswith(_MADE):
        return
    if anchor in page.anchors:
        return
    source = handbook.by_src.get(page.src, page)
    known = {*page.anchors, *(part.id for part in source.parts)}
    if anchor in known:
        return
    wanted = slug(anchor)
    near = [wanted] if wanted in known else difflib.get_close_matches(wanted, sorted(known), n=1, cutoff=0.6)
    args = (
        ("anchor", anchor),
        ("target", target),
        ("title", page.title),
        ("guess", near[0] if near else ""),
        ("known", ", ".join(sorted(known)[:8]) or "-"),
    )
    yield Finding(where, "KB204", "" if near else "no-guess", args)
