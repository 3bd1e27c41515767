"""The handbook as one language's readers see it: translations laid over their sources, with fallback and drift."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kb_tools.content.overlay import merge
from kb_tools.content.plan import plan_of
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["Edition", "LocalPage"]


@dataclass(frozen=True, eq=False)
class LocalPage:
    """A record in one language.

    Attributes:
        source: The source page: structure, references, id.
        text: The page whose body is shown: the translation, or the source where there is none.
        lang: The language asked for.
    """

    source: Page
    text: Page
    lang: str

    @property
    def id(self) -> str:
        """Id of the record."""
        return self.source.id

    @property
    def type(self) -> str:
        """Type of the record."""
        return self.source.type

    @property
    def src(self) -> str:
        """File relative to the language's folder; the page's address follows from it."""
        return self.source.src

    @property
    def missing(self) -> bool:
        """Whether there is no translation, so that the source is shown."""
        return self.text is self.source and self.source.lang != self.lang

    @property
    def stale(self) -> bool:
        """Whether the source changed after it was translated."""
        return self.text is not self.source and self.text.source_hash != self.source.text_hash

    @cached_property
    def record(self) -> Any:
        """The typed record with the translation's texts."""
        if self.text is self.source:
            return self.source.record
        values = merge(self.source.values, self.text.values, plan_of(self.source.schema))
        return self.source.schema.model_validate({**values, "custom": self.source.record.custom})

    @property
    def title(self) -> str:
        """Title in this language."""
        title = self.text.values.get("title") if self.text is not self.source else None
        return title if isinstance(title, str) else self.source.title


@dataclass(frozen=True, eq=False)
class Edition:
    """All records in one language."""

    handbook: Handbook
    lang: str

    @cached_property
    def pages(self) -> tuple[LocalPage, ...]:
        """Every record, sorted by path."""
        return tuple(self._local(page) for page in self.handbook.pages)

    @cached_property
    def by_id(self) -> Mapping[str, LocalPage]:
        """Id -> record."""
        found: dict[str, LocalPage] = {}
        for page in self.pages:
            found.setdefault(page.id, page)
        return found

    def _local(self, page: Page) -> LocalPage:
        text = self.handbook.translation_of.get((self.lang, page.src)) if self.lang != page.lang else None
        return LocalPage(page, text if text and text.readable else page, self.lang)
