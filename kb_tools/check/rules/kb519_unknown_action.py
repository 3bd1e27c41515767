"""KB519 unknown-action."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import kept
from kb_tools.load.schema import closest
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["unknown_action"]


@handbook_rule("KB519", "unknown-action", Severity.ERROR)
def unknown_action(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A review reports on an action that the other review does not have, or answers a finding that it does not have.

    ## Why it matters
    The loop looks closed and is not: the action that was really meant stays open.

    ## Example
    ```yaml
    follow_up:
      - {review: rev-2026-003, action: a7, state: done}     # rev-2026-003 has a1, a2 and a3
    ```

    ## Fix
    Write the id as it stands in the other review, or in `findings` of this page.
    """
    for page in handbook.by_type.get("review", ()):
        if kept(page):
            yield from _findings(page)
            yield from _actions(handbook, page)


def _findings(page: Page) -> Iterator[Finding]:
    known = [finding.id for finding in page.record.findings]
    for number, action in enumerate(page.record.actions):
        if action.finding and action.finding not in known:
            args = (("id", action.finding), ("known", ", ".join(known) or "-"))
            yield Finding(page.at("actions", number, "finding"), "KB519", "finding", args)


def _actions(handbook: Handbook, page: Page) -> Iterator[Finding]:
    for number, entry in enumerate(page.record.follow_up):
        other = handbook.by_id.get(entry.review)
        if other is None or other.type != "review" or not other.readable:
            continue
        known = [action.id for action in other.record.actions]
        if entry.action not in known:
            guess = closest(entry.action, known) or ", ".join(known) or "-"
            args = (("id", entry.action), ("review", entry.review), ("known", guess))
            yield Finding(page.at("follow_up", number, "action"), "KB519", "", args)
