"""KB701 missing-translation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.location import Location
from kb_tools.model.page import Page

__all__ = ["missing_translation"]

_UNFINISHED = re.compile(r"^[\"']?(?:status|state)[\"']?\s*:\s*[\"']?(?:draft|retired|archived)\b", re.MULTILINE)


@handbook_rule("KB701", "missing-translation", Severity.WARNING)
def missing_translation(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A page has no translation in one of the handbook's languages.

    Drafts, retired pages and archived known errors need none. Readers of the other language see the source page
    with a note, so that nothing is missing; they may just not understand it.

    ## Why it matters
    The colleague who does not read Chinese has the same bad morning.

    ## Example
    `docs/zh/processes/incident-management.md` exists, `docs/en/processes/incident-management.md` does not.

    ## Fix
    Write the file with the translated texts and the body; everything else is inherited.
    """
    for page in handbook.pages if handbook.languages[1:] else ():
        if not page.readable:
            continue
        for lang in handbook.languages[1:]:
            if (lang, page.src) not in handbook.translation_of and not _is_unfinished(page):
                folder = page.path.removesuffix(f"{page.lang}/{page.src}")
                args = (("lang", lang), ("file", f"{folder}{lang}/{page.src}"))
                yield Finding(Location(page.path, 1, 1, 1, 4), "KB701", "", args)


def _is_unfinished(page: Page) -> bool:
    if not _UNFINISHED.search(page.text, 0, page.body_offset):
        return False
    return page.values.get("status") in ("draft", "retired") or page.values.get("state") in ("draft", "archived")
