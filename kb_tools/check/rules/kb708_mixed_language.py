"""KB708 mixed-language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.check.rules.kb6_text import HAN
from kb_tools.load.markdown import visible_lines
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["mixed_language"]

_FEW = 40
_LATIN = re.compile(r"[A-Za-z]")


@page_rule("KB708", "mixed-language", Severity.WARNING, translations=True)
def mixed_language(page: Page) -> Iterator[Finding]:
    """The text of an English page is mostly Chinese: the source was copied and never translated.

    It counts as that when the text outside code has at least 40 Chinese characters, and more of them than Latin
    letters. Chinese names, terms and messages inside an English text are fine.

    ## Why it matters
    The page looks translated to the machine, so nobody is told that the translation is missing, and the reader gets
    neither a translation nor the note that says so.

    ## Example
    ```markdown
    <!-- docs/en/procedures/log-an-incident.md -->
    先问影响多少人，再问从几点开始。
    ```

    ## Fix
    Translate the text; or delete the file, so that the source page is shown with a note.
    """
    if not page.is_translation or page.lang != "en" or len(HAN.findall(page.body)) < _FEW:
        return
    text = "".join(line for _, _, line in visible_lines(page.body, page.body_line))
    chinese, latin = len(HAN.findall(text)), len(_LATIN.findall(text))
    if chinese >= _FEW and chinese > latin:
        first = next(number for number, _, line in visible_lines(page.body, page.body_line) if HAN.search(line))
        share = round(100 * chinese / (chinese + latin))
        yield Finding(page.at_line(first), "KB708", "", (("share", str(share)),))
