"""Reading one page or data file in a test."""

from __future__ import annotations

from kb_tools.check.runner import check_page
from kb_tools.content import content_types
from kb_tools.load.data import FileFacts, read_file
from kb_tools.load.pages import PageFile, PageSettings, parse_page
from kb_tools.model.diagnostic import Finding
from kb_tools.model.page import Page

__all__ = ["FOLDERS", "codes", "data", "found", "page", "places"]

FOLDERS = tuple(sorted((cls.folder, name) for name, cls in content_types().items() if cls.folder))


def page(content: str | bytes, src: str = "page.md", lang: str = "zh", **custom: object) -> Page:
    """A page read from text or bytes; `custom` are the added fields of a type."""
    raw = content.encode() if isinstance(content, str) else content
    settings = PageSettings("zh", FOLDERS, custom)  # type: ignore[arg-type]
    return parse_page(PageFile(f"docs/{lang}/{src}", src, lang, raw), settings)


def found(content: str | bytes, src: str = "page.md", lang: str = "zh") -> list[Finding]:
    """Everything that reading and the page rules find."""
    result = page(content, src, lang)
    return [*result.findings, *check_page(result)]


def codes(content: str | bytes, src: str = "page.md") -> list[str]:
    """Codes of the loader's findings."""
    return [finding.code for finding in page(content, src).findings]


def places(findings: list[Finding] | tuple[Finding, ...]) -> list[tuple[str, int, int]]:
    """Code, line and column of each finding."""
    return [(finding.code, finding.where.line, finding.where.column) for finding in findings]


def data(name: str, content: str | bytes) -> FileFacts:
    """A data file read from text or bytes."""
    raw = content.encode() if isinstance(content, str) else content
    return read_file(name, f"docs/data/{name}", raw)
