"""KB707 untranslated-title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.rules.kb6_text import HAN
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["untranslated_title"]

_TITLE = re.compile(r"^[\"']?title[\"']?\s*:[ \t]*[^\s#]", re.MULTILINE)


@handbook_rule("KB707", "untranslated-title", Severity.WARNING)
def untranslated_title(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A translation has no title of its own, or an English page bears the Chinese one.

    A title that is the same in both languages for good reason (`RACI`, `ERP`) is fine.

    ## Why it matters
    The title is what stands in the navigation, in lists and in search results; it decides whether the page is found.

    ## Example
    ```yaml
    # docs/en/services/mail.md
    title: 电子邮件
    ```

    ## Fix
    `title: Email`
    """
    for lang in handbook.languages[1:]:
        for page in handbook.translations.get(lang, ()):
            source = handbook.by_src.get(page.src)
            if not source or not source.readable or not page.readable:
                continue
            args = (("title", source.title), ("lang", lang))
            if not _TITLE.search(page.text, 0, page.body_offset):
                if "title" in source.values and "title" not in page.values:
                    yield Finding(page.at(), "KB707", "missing", args)
            elif lang == "en" and page.title == source.title and HAN.search(page.title):
                yield Finding(page.at("title"), "KB707", "", args)
