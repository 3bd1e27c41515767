"""KB403 service-without-agreement."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import approved, kept
from kb_tools.model.cover import accepted_risks
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["service_without_agreement"]


@handbook_rule("KB403", "service-without-agreement", Severity.ERROR, bodies=False)
def service_without_agreement(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A live service has no service level agreement that is valid today.

    Only an approved agreement of kind SLA counts: what teams promise each other (OLA) or a supplier promises (UC) is
    not a promise to the customer.

    ## Why it matters
    Without one the customer expects everything and IT owes nothing, and both find out during the fault. ISO/IEC 20000-1
    (8.3.3) asks for one or more SLAs for each service that is delivered; FitSM PR2.

    ## Example
    ```yaml
    # services/wifi.md
    stage: live
    # agreements/sla-wifi.md
    kind: SLA
    service: wifi
    valid_to: 2026-06-30      # over
    ```

    ## Fix
    Conclude or renew the agreement, or correct the service's `stage`. Where that takes time, a risk that links the
    service, with `treatment: accept`, `accepted_by` and an `accepted_until` that has not passed, stands in for it.
    """
    agreements: defaultdict[str, list[Page]] = defaultdict(list)
    for page in handbook.by_type.get("agreement", ()):
        if kept(page) and page.record.kind == "SLA" and page.record.service:
            agreements[page.record.service].append(page)
    risks = accepted_risks(handbook, context.as_of)
    for service in approved(handbook, "service"):
        if service.record.stage == "live" and service.id not in risks:
            yield from _judge(service, agreements[service.id], context.as_of)


def _judge(service: Page, found: list[Page], as_of: dt.date) -> Iterator[Finding]:
    signed = [page for page in found if page.record.status == "approved"]
    if any(_begun(page.record, as_of) and not _over(page.record, as_of) for page in signed):
        return
    over = [page for page in signed if _over(page.record, as_of)]
    future = [page for page in signed if not _begun(page.record, as_of)]
    if future:
        page = min(future, key=lambda item: item.record.valid_from)
        variant, date = "not-yet", str(page.record.valid_from)
    elif over:
        page = max(over, key=lambda item: item.record.valid_to)
        variant, date = "expired", str(page.record.valid_to)
    elif found:
        page, variant, date = found[0], "draft", ""
    else:
        page, variant, date = service, "none", ""
    args = (("service", service.title), ("agreement", page.id), ("date", date))
    yield Finding(service.at("stage"), "KB403", variant, args)


def _begun(agreement: Any, as_of: dt.date) -> bool:
    return agreement.valid_from is None or agreement.valid_from <= as_of  # a missing date has its own finding


def _over(agreement: Any, as_of: dt.date) -> bool:
    return agreement.valid_to is not None and agreement.valid_to < as_of
