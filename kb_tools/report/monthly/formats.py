"""A draft in the format that was asked for, and whether a file still is the draft that was written."""

from __future__ import annotations

import hashlib
import importlib.util
import re
from typing import Literal

from kb_tools.errors import UsageError
from kb_tools.report.monthly import package
from kb_tools.report.monthly.document import Document
from kb_tools.report.monthly.html import to_html
from kb_tools.report.monthly.markdown import Links, to_markdown

__all__ = ["FORMATS", "Format", "untouched", "word_missing", "written"]

Format = Literal["md", "html", "docx"]
FORMATS: tuple[Format, ...] = ("md", "html", "docx")
_SEAL = re.compile(rb"<!-- kb-report ([0-9a-f]{64}) -->\n\Z")


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
    body = text.encode("utf-8")
    return body + f"<!-- kb-report {hashlib.sha256(body).hexdigest()} -->\n".encode()


def untouched(content: bytes) -> bool:
    """Whether a file is as `written` made it: then nobody's words are lost when it is written again."""
    if content.startswith(b"PK"):
        return package.untouched(content)
    seal = _SEAL.search(content)
    return seal is not None and hashlib.sha256(content[: seal.start()]).hexdigest() == seal[1].decode()
