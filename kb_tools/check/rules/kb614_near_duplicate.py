"""KB614 near-duplicate."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import kept
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page
from kb_tools.search.similarity import alike, candidates, shared_words, telling_terms

__all__ = ["near_duplicate"]

#: Share of their words from which on two known errors count as one.
_SAME = 0.7
#: Texts with fewer terms say too little to be compared.
_FEWEST = 6


@handbook_rule("KB614", "near-duplicate", Severity.WARNING)
def near_duplicate(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """Two known errors say nearly the same: title, symptoms and error messages share most of their words.

    Numbers and error codes decide: error 691 is not error 789, however alike the words around them. Archived and
    retired pages are left alone, and so are two pages of which one refers to the other: somebody has looked at both.

    ## Why it matters
    Whoever searches finds one of the two, and it may be the one that nobody maintains. KCS v6 asks to search before
    writing, and to mend what is there.

    ## Example
    ```yaml
    title: Outlook keeps asking for the password
    symptoms: [Outlook asks for the password again and again]
    # and ke-0007 has nearly the same title and symptoms
    ```

    ## Fix
    Put what is new into the older page and archive this one with `state: archived`. When they are two matters, say in
    the symptoms what tells them apart, or refer from one to the other.
    """
    pages = [page for page in handbook.by_type.get("known-error", ()) if _counts(page)]
    texts: dict[str, list[str]] = {}
    terms: dict[str, frozenset[str]] = {}
    for first, second in candidates([page.brief.marks for page in pages]):
        older, newer = pages[first], pages[second]
        for page in (older, newer):
            if page.id not in terms:
                texts[page.id] = _texts(page)
                terms[page.id] = telling_terms(texts[page.id])
        if min(len(terms[older.id]), len(terms[newer.id])) < _FEWEST or _refer(older, newer):
            continue
        if alike(terms[older.id], terms[newer.id]) >= _SAME:
            shared = shared_words("\n".join(texts[newer.id]), "\n".join(texts[older.id]))
            args = (("id", older.id), ("title", older.title), ("shared", " / ".join(shared)))
            yield Finding(newer.at("title"), "KB614", "", args)


def _counts(page: Page) -> bool:
    return kept(page) and page.brief.says.get("state") != "archived"


def _texts(page: Page) -> list[str]:
    lists = (page.values.get("symptoms"), page.values.get("error_messages"))
    listed = [text for found in lists if isinstance(found, list) for text in found if isinstance(text, str)]
    return [page.title, *listed]


def _refer(one: Page, other: Page) -> bool:
    """Whether a page names the other, in a field or in its text."""
    return any(_names(page, target) for page, target in ((one, other), (other, one)))


def _names(page: Page, target: Page) -> bool:
    brief = page.brief
    fields = any(use.rpartition(" ")[2] == target.id for use in brief.uses)
    return fields or target.id in brief.names or target.src in brief.files
