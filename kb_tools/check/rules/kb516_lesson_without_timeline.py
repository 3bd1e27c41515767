"""KB516 lesson-without-timeline."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.check.scope import in_force
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["lesson_without_timeline"]

_TOLD = ("lesson", "major-incident")
#: One entry is an event and no timeline.
_ENTRIES = 2


@page_rule("KB516", "lesson-without-timeline", Severity.WARNING, types=("review",))
def lesson_without_timeline(page: Page) -> Iterator[Finding]:
    """A lesson, or the review of a major incident, does not say what happened when.

    ## Why it matters
    Without times one can neither see where an hour was lost nor tell cause from consequence, and everybody remembers
    something else. ITIL 4 (incident management) and ISO/IEC 20000-1 (8.6.1) ask for the record of a major incident.

    ## Example
    ```yaml
    kind: major-incident
    timeline: []
    ```

    ## Fix
    Add `timeline` with at least what was noticed first, what was done, and when it was over.
    """
    if in_force(page) and page.record.kind in _TOLD and len(page.record.timeline) < _ENTRIES:
        yield Finding(page.at("kind"), "KB516", page.record.kind, ())
