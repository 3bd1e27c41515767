"""A draft in the format that was asked for, and whether a file still is the draft that was written."""

from __future__ import annotations

import importlib.util
from typing import Literal

from kb_tools.errors import UsageError
from kb_tools.report.monthly import package
from kb_tools.report.monthly.document import Document
from kb_tools.report.monthly.html import to_html
from kb_tools.report.monthly.markdown import Links, to_markdown
from kb_tools.report.seal import sealed, unbroken

__all__ = ["FORMATS", "Format", "untouched", "word_missing", "written"]

Format = Literal["md", "html", "docx"]
FORMATS: tuple[Format, ...] = ("md", "html", "docx")


def word_missing() -> bool:
    """Whether the library that writes Word files is not installed."""
    return importlib.util.find_spec("docx") is None


def written(document: Document, format_: Format, links: Links) -> bytes:
    """The draft as a file.

    Raises:
        UsageError: A Word file was asked for, and the library that writes it is not installed.
    """
    if format_ == "docx":
        if word_missing():
            raise UsageError("error.no_docx")
        from kb_tools.report.monthly.word import to_word  # noqa: PLC0415 - an extra: most runs do without it

        return to_word(document, links)
    text = to_html(document, links) if format_ == "html" else to_markdown(document, links)
    return sealed(text.encode("utf-8"))


def untouched(content: bytes) -> bool:
    """Whether a file is as `written` made it: then nobody's words are lost when it is written again."""
    return package.untouched(content) if content.startswith(b"PK") else unbroken(content)
