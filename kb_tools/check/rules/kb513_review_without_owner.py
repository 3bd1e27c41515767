"""KB513 review-without-owner."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import approved
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["review_without_owner"]

#: Kind of review -> type of the subject whose owner has to be there.
_OWNED = {"process-review": "process", "service-review": "service"}


@handbook_rule("KB513", "review-without-owner", Severity.WARNING)
def review_without_owner(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A process was reviewed without its owner, or a service without its owner.

    The owner's role has to stand among `attendees` or under `led_by`; a deputy attends for the role.

    ## Why it matters
    Only the owner can judge whether the result is what the process is for, and only the owner can change it. A review
    without the owner is a meeting. ISO/IEC 20000-1 (5.3), ITIL 4.

    ## Example
    ```yaml
    kind: process-review
    subject: [incident-management]
    attendees: [incident-manager, service-desk-analyst]     # incident-process-owner is missing
    ```

    ## Fix
    Have the owner or the deputy attend, and write the role down. If nobody could come, hold it again.
    """
    for page in approved(handbook, "review"):
        wanted = _OWNED.get(page.record.kind or "")
        present = {*page.record.attendees, page.record.led_by}
        for number, target in enumerate(page.record.subject if wanted else ()):
            subject = handbook.by_id.get(target)
            if subject is None or subject.type != wanted or not subject.readable:
                continue
            owner = subject.record.owner
            if owner in handbook.by_id and owner not in present:  # an owner that does not exist is told elsewhere
                args = (("owner", owner), ("subject", target))
                yield Finding(page.at("subject", number), "KB513", "", args)
