"""What a search engine is for the rest of the program: a question, filters, and an answer. No engine is named here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from kb_tools.search.marks import Marks

__all__ = ["Answer", "Engine", "Filters", "Hit"]

#: Facet (`type`, `service`, `owner`, `state`) -> values, of which a document must have one.
Filters = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Hit:
    """A page that was found.

    Attributes:
        id: Its id.
        type: Its type, may be empty.
        score: Comparable within one answer only.
        url: Address relative to the site's root, to the best section.
        lang: Language that is shown.
        title: Its title.
        title_marks: What to mark in it.
        section: Heading of the best section; empty for the page's top.
        snippet: A piece of it.
        marks: What to mark in the snippet.
        facets: Facet -> values.
        card: What a result of this type shows besides; the keys of `LocalText.card`.
    """

    id: str
    type: str
    score: float
    url: str
    lang: str
    title: str
    title_marks: Marks = ()
    section: str = ""
    snippet: str = ""
    marks: Marks = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    card: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What was found.

    Attributes:
        query: What was asked.
        total: Records found.
        hits: The best of them.
        facets: Facet -> value -> how many of the records found have it.
        labels: Facet -> value -> what readers see.
        suggestion: A corrected query; empty when nothing is misspelt.
        nearest: When nothing was found: pages that come closest.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    suggestion: str = ""
    nearest: tuple[Hit, ...] = ()


class Engine(Protocol):
    """Something that answers queries."""

    def search(self, query: str, limit: int = 10, filters: Filters | None = None, lang: str = "") -> Answer:
        """The answer to a query.

        Args:
            query: As typed.
            limit: Most hits.
            filters: What hits must be.
            lang: Language to show; another where a page has no text in it.
        """
        ...
