"""KB803 unsafe-html."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kb_tools.check.rule import page_rule
from kb_tools.check.rules.kb8_markup import (
    Tag,
    live_tags,
    openings,
    place,
    published,
    shown_forms,
    unsafe_autolinks,
    visible_text,
)
from kb_tools.model.allowed_html import TAGS, is_allowed_attribute
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["unsafe_html"]

_ACTIVE = frozenset(
    {"applet", "audio", "base", "body", "embed", "frame", "frameset", "head", "html", "iframe", "link", "math", "meta"}
    | {"noembed", "noframes", "noscript", "object", "param", "plaintext", "portal", "script", "source", "svg"}
    | {"template", "title", "track", "video", "xmp"}
)
_FORMS = frozenset(
    {"button", "datalist", "fieldset", "form", "input", "isindex", "keygen", "optgroup", "option", "output", "select"}
    | {"textarea"}
)
_STYLE = {"style": "style"}
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^\s<>]*>|<[\w.+-]+@[\w.-]+>")
#: A tag in pieces, which a generator that drops comments or resolves wiki links puts together.
_PIECES = re.compile(r"<[^<>\s]{0,40}(?:<!--|\[\[)")
_BRACES = re.compile(r"\{[^{}\n]*\}?")
_HARMLESS_BRACES = re.compile(
    r"\{:?[ \t]*(?:(?:[.#][^\s{}=<>\"']+|target=\"?_blank\"?"
    r"|(?:class|id|title|lang|dir|width|height|align|loading)=(?:\"[^\"{}<>]*\"|'[^'{}<>]*'|[^\s\"'{}<>=]+))"
    r"(?:[ \t]+|(?=\})))*\}"
)
#: Both begin at the first brace of a line: from each brace on, 20,000 of them would take seconds.
_HANDLER_IN_BRACES = re.compile(
    r"^[^{\n]*\{[^\n]*\b(on[a-z]+|style|src|srcdoc|href|action|formaction)\s*=", re.IGNORECASE | re.MULTILINE
)
_FENCE = re.compile(r"^[ \t>]*(?:`{3,}|~{3,})[^\n`{]*\{[^\n]*?\b(on[a-z]+|style)\s*=", re.IGNORECASE | re.MULTILINE)


class _Fault(NamedTuple):
    """What a sanitiser would strip: a whole tag (`attribute` is empty) or one attribute of it."""

    tag: str
    attribute: str = ""

    @property
    def variant(self) -> str:
        if not self.tag:
            return "broken"
        if self.attribute:
            return "handler" if self.attribute.startswith("on") else _STYLE.get(self.attribute, "attribute")
        if self.tag in _ACTIVE:
            return "active"
        return "form" if self.tag in _FORMS else _STYLE.get(self.tag, "")


@page_rule("KB803", "unsafe-html", Severity.ERROR, translations=True)
def unsafe_html(page: Page) -> Iterator[Finding]:
    """The text contains HTML that is not published: scripts, forms, styles, embedded pages, unknown tags.

    ## Why it matters
    Everybody who may propose a change can write a page, and everybody reads it. One `<script>` or `onclick=` runs in
    the browser of each reader, with the reader's rights on the intranet (OWASP: cross-site scripting). What is not on
    the list of harmless tags is stripped when the page is published, so that the text would also silently miss a
    piece: `<hostname>` outside backticks is a tag to a browser, and vanishes.

    ## Example
    ```markdown
    重启 <hostname> 上的服务，<span onclick="...">详情</span>
    ```

    ## Fix
    Use Markdown. Put what is meant as text into backticks: `` `<hostname>` ``. Harmless tags such as `<br>`, `<kbd>`,
    `<details>` and tables are fine.
    """
    body = page.body
    if not any(mark in body for mark in "<{`") or not _is_suspicious(page):
        return
    forms = published(page)
    faults = None if forms is None else dict.fromkeys(fault for form in forms for fault in _faults_of(live_tags(form)))
    found = dict.fromkeys([*_located(page, faults), *_fences(page)])
    yield from found


def _is_suspicious(page: Page) -> bool:
    """Whether it is worth converting the page: something in it is not plainly harmless."""
    body = page.body
    if "<" in body:
        for form in shown_forms(page):
            if any(True for _ in _faults_of(tag for tag in openings(form) if not _AUTOLINK.match(form, tag.start))):
                return True
    if "`" in body and '"' in body and any(map(_breaks_out, body.split("\n\n"))):
        return True
    if "{" not in body:
        return False
    return bool(_HANDLER_IN_BRACES.search(body)) or any(True for _ in _odd_braces(visible_text(page)))


def _breaks_out(block: str) -> bool:
    """Whether code with a quotation mark may stand in an address, a title or an alternative text.

    Python-Markdown does not escape it there, so that it ends the attribute and begins others.
    """
    return "`" in block and '"' in block and ("](" in block or "![" in block)


def _faults_of(tags: Iterator[Tag]) -> Iterator[_Fault]:
    for tag in tags:
        for fault, _ in _faults(tag):
            yield fault


def _faults(tag: Tag) -> Iterator[tuple[_Fault, int]]:
    """What is wrong with a tag, each with its offset."""
    is_box = any(name == "type" and value == "checkbox" for name, value, _ in tag.attributes)
    if tag.name not in TAGS or (tag.name == "input" and not is_box):
        yield _Fault(tag.name), tag.start
        return
    for name, value, offset in tag.attributes:
        if name != "markdown" and not is_allowed_attribute(tag.name, name, value):
            yield _Fault(tag.name, name), offset


def _located(page: Page, faults: Iterable[_Fault] | None) -> Iterator[Finding]:
    """The findings at their places; without `faults` (the page cannot be converted) whatever looks dangerous."""
    visible = visible_text(page)
    written: defaultdict[_Fault, list[int]] = defaultdict(list)
    for tag in openings(page.body):
        if not tag.closing:
            for fault, offset in _faults(tag):
                written[fault].append(offset)
    if faults is None:
        faults = [fault for fault, offsets in written.items() if any(visible[offset] != " " for offset in offsets)]
        faults += [_Fault("p", match[1].lower()) for match in _HANDLER_IN_BRACES.finditer(visible)]
    addresses = {match.start() for match in unsafe_autolinks(visible)}  # KB804's business
    unplaced: list[_Fault] = []
    for fault in faults:
        shown = [offset for offset in written[fault] if visible[offset] != " "]
        shown += [start for start, text in _odd_braces(visible) if fault.attribute and fault.attribute in text.lower()]
        for offset in shown:
            if offset not in addresses:
                yield _finding(page, fault, offset)
        if not shown and written[fault]:
            yield _hidden(page, fault, written[fault][0])
        elif not shown:
            unplaced.append(fault)
    if unplaced:  # one cause, several symptoms: the worst of them is enough
        worst = min(unplaced, key=lambda fault: (fault.variant != "handler", fault.variant != "active"))
        yield _hidden(page, worst, _guess(page.body, worst.attribute or worst.tag))


def _hidden(page: Page, fault: _Fault, offset: int) -> Finding:
    """A fault that the page's text shows only where it looks like code or a comment, or in pieces."""
    what = f"<{fault.tag}>" if not fault.attribute else fault.attribute
    return Finding(place(page, offset, offset + 1), "KB803", "hidden", (("what", what[:40]),))


def _guess(body: str, word: str) -> int:
    """Where something probably comes from that the text does not contain as it stands."""
    found = body.lower().find(word)
    pieces = _PIECES.search(body)
    return found if found >= 0 else pieces.start() if pieces else 0


def _finding(page: Page, fault: _Fault, offset: int) -> Finding:
    length = len(fault.attribute) or len(fault.tag) + 1
    args = (("tag", fault.tag[:40]), ("attribute", fault.attribute[:40]))
    return Finding(place(page, offset, offset + length), "KB803", fault.variant, args)


def _odd_braces(visible: str) -> Iterator[tuple[int, str]]:
    """Attribute lists (`{: #id .class}`) with anything but what every page may carry: offset and text."""
    for match in _BRACES.finditer(visible):
        if not _HARMLESS_BRACES.fullmatch(match[0]):
            yield match.start(), match[0]


def _fences(page: Page) -> Iterator[Finding]:
    """Handlers in the options of a code block, which some generators copy to the page."""
    for match in _FENCE.finditer(page.body):
        yield _finding(page, _Fault("code", match[1].lower()), match.start(1))
