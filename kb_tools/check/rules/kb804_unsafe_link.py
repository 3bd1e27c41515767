"""KB804 unsafe-link."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.check.rules.kb8_markup import SCRIPT_SCHEMES, live_tags, place, published, unsafe_autolinks, visible_text
from kb_tools.model.allowed_html import URL_ATTRIBUTES, URL_SCHEMES, scheme_of
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.location import Location
from kb_tools.model.page import Page

__all__ = ["unsafe_link"]

#: Letters of a scheme, or what may stand for them, anywhere in a body.
#: Without one of these there is nothing to look for; plain text is searched many times faster than a pattern.
_HINTS = ("script", "data", "file", "blob", "ftp", "smb", "&#", "&colon", "&tab", "&newline")
_SQUEEZE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\u2060\ufeff\\]+")
_SCHEME = re.compile(
    r"(?<![a-z0-9+.-])(?:about|blob|data|file|ftp|javascript|livescript|mocha|smb|vbscript|view-source):", re.IGNORECASE
)


@page_rule("KB804", "unsafe-link", Severity.ERROR, translations=True)
def unsafe_link(page: Page) -> Iterator[Finding]:
    """A link or an image leads to an address that runs a program, or that only one computer can open.

    ## Why it matters
    `javascript:` and `data:` addresses run as part of the page, for whoever clicks (OWASP: cross-site scripting).
    `file:` and drive letters open nothing on the reader's computer, and on the day of the incident nobody gets to the
    document. Published are `http`, `https`, `mailto`, `tel` and relative addresses.

    ## Example
    ```markdown
    [排班表](file:///D:/share/duty.xlsx)
    ```

    ## Fix
    Put the file next to the page and link to it relatively, or link to its `https` address.
    """
    found = list(dict.fromkeys([*_links(page), *_autolinks(page)]))
    yield from found
    folded = page.body.casefold()
    if any(hint in folded for hint in _HINTS) and _SCHEME.search(_squeezed(page.body)):
        yield from _disguised(page, {finding.where.line for finding in found})


def _links(page: Page) -> Iterator[Finding]:
    for link in page.links:
        if link.kind != "wiki" and ":" in html.unescape(link.target):
            scheme = scheme_of(link.target)
            if scheme and scheme not in URL_SCHEMES:
                yield _finding(Location.at(page.path, link.span), scheme, link.target)


def _autolinks(page: Page) -> Iterator[Finding]:
    if "<" not in page.body or not any(True for _ in unsafe_autolinks(page.body)):
        return
    for scheme, match in unsafe_autolinks(visible_text(page)):
        yield _finding(place(page, match.start(), match.end()), scheme, match[0].strip("<>"))


def _disguised(page: Page, reported: set[int]) -> Iterator[Finding]:
    """Addresses that only the converted page shows: split over lines, spelt with entities, in code that is none."""
    for form in published(page) or ():
        for tag in live_tags(form):
            for name, value, _ in tag.attributes:
                scheme = scheme_of(value) if name in URL_ATTRIBUTES else ""
                if scheme and scheme not in URL_SCHEMES:
                    where = _place_of(page, value)
                    if where.line not in reported:
                        reported.add(where.line)
                        yield _finding(where, scheme, value)


def _place_of(page: Page, url: str) -> Location:
    """Where an address stands in the body, however it is spelt there."""
    start = page.body.find(url)
    if start >= 0:
        return place(page, start, start + len(url))
    rest = re.split(r"[^A-Za-z0-9]+", scheme_of(url))[-1]
    for match in re.finditer(r"&[#A-Za-z]|" + re.escape(rest), page.body, re.IGNORECASE):
        return place(page, match.start(), match.end())
    return place(page, 0, 1)


def _finding(where: Location, scheme: str, target: str) -> Finding:
    if scheme in SCRIPT_SCHEMES:
        variant = "script"
    elif scheme == "file" or len(scheme) == 1:
        variant = "file"
    else:
        variant = "no-scheme" if re.match(r"[^:]+:\d{1,5}(?:/|$)", target) else ""
    shown = target if len(target) <= 60 else target[:57] + "..."
    return Finding(where, "KB804", variant, (("scheme", scheme), ("target", shown)))


def _squeezed(text: str) -> str:
    return _SQUEEZE.sub("", html.unescape(text))
