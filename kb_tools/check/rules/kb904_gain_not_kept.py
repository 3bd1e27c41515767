"""KB904 gain-not-kept."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import approved
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["gain_not_kept"]


@handbook_rule("KB904", "gain-not-kept", Severity.WARNING)
def gain_not_kept(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """An improvement says that a page was changed to keep the gain, and the page was not attested since then.

    The page has to be attested on or after the day in `on`, with another fingerprint than the one in `before`.

    ## Why it matters
    "We have told everybody" is not locked in. What counts is the text that the next newcomer reads, and that somebody
    stands for it. Maturity level 5 asks for it.

    ## Example
    ```yaml
    locked_in:
      - {page: incident-management, on: 2026-10-20, before: 5c0d91e2}    # last attested on 2026-04-18
    ```

    ## Fix
    Write the change into the page, have it read by somebody else, `kb review PAGE --by PERSON`, and put that day into
    `on`.
    """
    for page in approved(handbook, "improvement"):
        for number, entry in enumerate(page.record.locked_in):
            target = handbook.by_id.get(entry.page)
            if target is None or not target.readable:
                continue
            reviewed = target.record.reviewed
            args = (("page", entry.page), ("on", str(entry.on)), ("last", str(reviewed.date) if reviewed else "-"))
            if reviewed is None or reviewed.date < entry.on:
                yield Finding(page.at("locked_in", number, "page"), "KB904", "", args)
            elif entry.before and entry.before in (reviewed.hash, target.substance):
                yield Finding(page.at("locked_in", number, "before"), "KB904", "same", args)
