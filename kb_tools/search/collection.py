"""What is indexed, wherever it comes from: documents, the languages they are in, and the words around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kb_tools.search.build import IndexOptions
from kb_tools.search.document import Document

__all__ = ["Collection"]


@dataclass(frozen=True)
class Collection:
    """Documents with what an index holds besides them.

    Attributes:
        documents: All of them; no two have the same id.
        languages: Their languages, the source first.
        groups: Groups of synonyms, added to the built-in ones.
        labels: Facet -> language -> value -> what readers see.
    """

    documents: tuple[Document, ...]
    languages: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...] = ()
    labels: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)

    def options(self, jobs: int) -> IndexOptions:
        """The same for the index that browsers read."""
        return IndexOptions(self.languages, self.groups, self.labels, jobs)
