"""KB405 agreement-expires."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import approved
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["agreement_expires"]

_NOTICE = dt.timedelta(days=60)
_ONE_DAY = dt.timedelta(days=1)


@handbook_rule("KB405", "agreement-expires", Severity.WARNING, bodies=False)
def agreement_expires(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """An agreement of a live service ends within 60 days, and no successor follows it.

    A successor is an approved agreement of the same kind, service and parties, or one that `supersedes` this one,
    that begins no later than the day after and ends later.

    ## Why it matters
    Renegotiating takes weeks; an agreement that ends unnoticed leaves the service without a promise. ISO/IEC 20000-1
    (8.3.3) asks for SLAs to be reviewed at planned intervals.

    ## Example
    ```yaml
    kind: SLA
    service: mail
    valid_to: 2026-12-31      # today is 2026-11-15
    ```

    ## Fix
    Renew it: move `valid_to`, or add the agreement that follows. Where the service ends with it, set the service's
    `stage: retiring`.
    """
    agreements = list(approved(handbook, "agreement"))
    for page in agreements:
        ends = page.record.valid_to
        if ends is None or not context.as_of <= ends <= context.as_of + _NOTICE:
            continue
        service = handbook.by_id.get(page.record.service or "")
        if service is None or not service.readable or service.values.get("stage", "live") != "live":
            continue
        if not any(_follows(other, page) for other in agreements):
            args = (("kind", page.record.kind or ""), ("date", str(ends)), ("days", str((ends - context.as_of).days)))
            yield Finding(page.at("valid_to"), "KB405", "", (*args, ("service", service.id)))


def _follows(other: Page, page: Page) -> bool:
    new, old = other.record, page.record
    if other is page or new.valid_to is None or new.valid_to <= old.valid_to:
        return False
    same = (new.kind, new.service, new.provider, new.customer) == (old.kind, old.service, old.provider, old.customer)
    in_time = new.valid_from is None or new.valid_from <= old.valid_to + _ONE_DAY
    return (same or page.id in new.supersedes) and in_time
