"""KB206 duplicate-title."""

from __future__ import annotations

import datetime as dt
import json
import posixpath
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["duplicate_title"]

_ALIASES = b'"aliases":['
#: Bytes; more than that of aliases is decoded with the rest of the page.
_ALIASES_LIMIT = 4096
_DECODER = json.JSONDecoder()


@handbook_rule("KB206", "duplicate-title", Severity.WARNING)
def duplicate_title(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """Two records of one type have the same title, or one has the other's title among its aliases.

    Width, case and spaces make no difference. Articles are compared inside their folder only; retired pages and
    archived known errors not at all; notices and agreements only where their times overlap.

    ## Why it matters
    In a list of search results nobody can tell them apart, and half of the readers open the wrong one. KCS has
    writers search first (search early, search often): a second article on one subject splits what is known about it.

    ## Example
    ```yaml
    title: 邮件发不出去        # ke-0002.md has the same title
    ```

    ## Fix
    Say in the title what differs (cause, place, product), or merge the two and let the one that stays say `supersedes`.
    """
    titles: defaultdict[tuple[str, str, str], list[Page]] = defaultdict(list)
    pages = [page for page in handbook.pages if page.readable and not _is_kept_for_the_record(page)]
    for page in pages:
        others = titles[_key(page, page.title)]
        if other := _clash(page, others):
            args = (("title", page.title), ("type", page.type), ("other", other.id), ("path", other.path))
            yield Finding(page.at("title"), "KB206", "", args)
        others.append(page)
    yield from _aliases(pages, titles)


def _aliases(pages: list[Page], titles: Mapping[tuple[str, str, str], list[Page]]) -> Iterator[Finding]:
    seen: defaultdict[tuple[str, str, str], list[Page]] = defaultdict(list)
    for page in pages:
        for number, alias in enumerate(_aliases_of(page)):
            key = _key(page, alias)
            for others, variant in ((titles.get(key, []), "alias-of-title"), (seen[key], "alias")):
                if found := _clash(page, others):
                    args = (("alias", alias), ("type", page.type), ("other", found.id), ("title", found.title))
                    yield Finding(page.at("aliases", number), "KB206", variant, args)
                    break
            seen[key].append(page)


def _aliases_of(page: Page) -> list[str]:
    """The aliases, without decoding everything else that the page says; values come first in its front matter."""
    start = page.front.find(_ALIASES)
    if start < 0:
        return []
    try:
        found, _ = _DECODER.raw_decode(page.front[start + len(_ALIASES) - 1 :][:_ALIASES_LIMIT].decode(errors="ignore"))
    except ValueError:
        found = page.values.get("aliases", [])
    return [alias for alias in found if isinstance(alias, str)]


def _key(page: Page, text: str) -> tuple[str, str, str]:
    folder = posixpath.dirname(page.src) if page.type == "article" else ""
    return page.type, folder, "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _is_kept_for_the_record(page: Page) -> bool:
    front = page.front
    if b'"status":"retired"' not in front and b'"state":"archived"' not in front:
        return False
    return page.values.get("status") == "retired" or page.values.get("state") == "archived"


def _clash(page: Page, others: list[Page]) -> Page | None:
    for other in others:
        if page.id != other.id:
            (start, end), (other_start, other_end) = _time(page), _time(other)
            if start <= other_end and other_start <= end:
                return other
    return None


def _time(page: Page) -> tuple[dt.date, dt.date]:
    """From when to when the page counts; always, for most types."""
    start, end = None, None
    if page.type == "agreement":
        start, end = page.record.valid_from, page.record.valid_to
    elif page.type == "notice":
        starts, ends = page.record.starts, page.record.ends
        start, end = starts and starts.date(), ends and ends.date()
    return start or dt.date.min, end or dt.date.max
