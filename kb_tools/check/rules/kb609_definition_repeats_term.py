"""KB609 definition-repeats-term."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.check.rules.kb6_text import HAN
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["definition_repeats_term"]

_LIMIT = 300
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")


@page_rule("KB609", "definition-repeats-term", Severity.WARNING, types=("term",), translations=True)
def definition_repeats_term(page: Page) -> Iterator[Finding]:
    """The definition of a term uses the term itself, or is longer than 300 characters.

    ## Why it matters
    Whoever looks a word up does not know it yet (ISO 704: a definition must not be circular). It is also shown
    beside the search results and when the mouse rests on the word, where there is room for two sentences.

    ## Example
    ```yaml
    title: 变更
    definition: 变更是指对系统所做的变更。
    ```

    ## Fix
    Say what it is in other words, in one or two sentences; the rest belongs into the text of the page.
    """
    title, definition = page.values.get("title"), page.values.get("definition")
    if not isinstance(definition, str):
        return
    if len(definition) > _LIMIT:
        args = (("length", str(len(definition))), ("limit", str(_LIMIT)))
        yield Finding(page.at("definition"), "KB609", "long", args)
    if isinstance(title, str) and _repeats(definition, _ASIDE.sub("", title).strip()):
        yield Finding(page.at("definition"), "KB609", "", (("term", title),))


def _repeats(definition: str, term: str) -> bool:
    if not term:
        return False
    if HAN.search(term):
        return term in definition
    return bool(re.search(rf"(?<!\w){re.escape(term)}(?!\w)", definition, re.IGNORECASE))
