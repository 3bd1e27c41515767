"""Article: a page without a schema of its own: published, searchable, checked for links."""

from __future__ import annotations

from typing import ClassVar

from kb_tools.content.record import Record
from kb_tools.content.reference import ref

__all__ = ["Article"]


class Article(Record):
    """Any page that is none of the other types."""

    type_name: ClassVar[str] = "article"

    owner: ref("role") | None = None
