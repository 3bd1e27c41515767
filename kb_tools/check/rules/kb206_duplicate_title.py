"""KB206 duplicate-title."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["duplicate_title"]


@handbook_rule("KB206", "duplicate-title", Severity.WARNING, bodies=False)
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
    pages = _with_common_labels(page for page in handbook.pages if page.readable and not _is_kept_for_the_record(page))
    for page in pages:
        others = titles[_key(page, page.brief.labels[0])]
        if other := _clash(page, others):
            args = (("title", page.title), ("type", page.type), ("other", other.id), ("path", other.path))
            yield Finding(page.at("title"), "KB206", "", args)
        others.append(page)
    yield from _aliases(pages, titles)


def _with_common_labels(pages: Iterable[Page]) -> list[Page]:
    """Pages with a title or alias that another one of the same type has as well."""
    by_type: defaultdict[str, list[Page]] = defaultdict(list)
    for page in pages:
        by_type[page.type].append(page)
    found: list[Page] = []
    for alike in by_type.values():
        labels = list(chain.from_iterable([page.brief.labels for page in alike]))
        if len(set(labels)) < len(labels):
            common = {label for label, count in Counter(labels).items() if count > 1}
            found += [page for page in alike if not common.isdisjoint(page.brief.labels)]
    return found


def _aliases(pages: list[Page], titles: Mapping[tuple[str, str, str], list[Page]]) -> Iterator[Finding]:
    seen: defaultdict[tuple[str, str, str], list[Page]] = defaultdict(list)
    for page in pages:
        for number, label in enumerate(page.brief.labels[1:]):
            key = _key(page, label)
            for others, variant in ((titles.get(key, []), "alias-of-title"), (seen[key], "alias")):
                if found := _clash(page, others):
                    alias = page.values["aliases"][number]
                    args = (("alias", alias), ("type", page.type), ("other", found.id), ("title", found.title))
                    yield Finding(page.at("aliases", number), "KB206", variant, args)
                    break
            seen[key].append(page)


def _key(page: Page, label: str) -> tuple[str, str, str]:
    return page.type, posixpath.dirname(page.src) if page.type == "article" else "", label


def _is_kept_for_the_record(page: Page) -> bool:
    says = page.brief.says
    return says.get("status") == "retired" or says.get("state") == "archived"


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
