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

#: Letters of a scheme, or what may stand for them: without one of these there is nothing to look for. Plain text is
#: searched many times faster than a pattern.
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
    found = [*_links(page), *_autolinks(page)]
    yield from (_finding(where, address) for where, address in dict.fromkeys(found))
    folded = page.body.casefold()
    if any(hint in folded for hint in _HINTS) and _SCHEME.search(_squeezed(page.body)):
        yield from _disguised(page, {_squeezed(address) for _, address in found})


def _links(page: Page) -> Iterator[tuple[Location, str]]:
    for link in page.links:
        if link.kind != "wiki" and ":" in html.unescape(link.target):
            scheme = scheme_of(link.target)
            if scheme and scheme not in URL_SCHEMES:
                yield Location.at(page.path, link.span), link.target


def _autolinks(page: Page) -> Iterator[tuple[Location, str]]:
    if "<" not in page.body or not any(True for _ in unsafe_autolinks(page.body)):
        return
    for match in unsafe_autolinks(visible_text(page)):
        yield place(page, match.start(), match.end()), match[0].strip("<>")


def _disguised(page: Page, reported: set[str]) -> Iterator[Finding]:
    """Addresses that only the converted page shows: split over lines, spelt with entities, in code that is none."""
    for form in published(page) or ():
        for tag in live_tags(form):
            for name, value, _ in tag.attributes:
                scheme = scheme_of(value) if name in URL_ATTRIBUTES else ""
                if scheme and scheme not in URL_SCHEMES and _squeezed(value) not in reported:
                    reported.add(_squeezed(value))
                    places = [*_places(page, value), place(page, 0, 1)]
                    yield _finding(places[0], value)


def _places(page: Page, url: str) -> Iterator[Location]:
    """Where an address may stand in the body, however it is spelt there: outside code first."""
    for text in (visible_text(page), page.body):
        for match in re.finditer(re.escape(url), text):
            yield place(page, match.start(), match.end())
    for match in re.finditer(r"&[#A-Za-z]|" + re.escape(scheme_of(url)[-4:]), page.body, re.IGNORECASE):
        yield place(page, match.start(), match.end())


def _finding(where: Location, target: str) -> Finding:
    scheme = scheme_of(target)
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
