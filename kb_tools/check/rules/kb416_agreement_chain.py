"""KB416 agreement-chain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import approved, in_force
from kb_tools.insight.chain import carried, supporters, working
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["agreement_chain"]

_KEYS = {"availability": "value", "respond": "respond_within", "restore": "restore_within"}


@handbook_rule("KB416", "agreement-chain", Severity.ERROR, bodies=False)
def agreement_chain(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """What teams and suppliers promise does not carry what an SLA promises the customer.

    Compared are the OLAs and contracts in force on the day that name the SLA in `supports`. Availabilities are
    multiplied, because all links have to work at once. Times to restore are added where a fault passes from a team to
    its supplier (agreements about the same service), and of several services the slowest counts, because a fault lies
    in one of them. Of times to respond the slowest counts. What one side does not promise is not compared.

    ## Why it matters
    99.9 % can be promised, but not on two networks of 99.95 % and a line of 99.9 %: together they give 99.80 %. The
    breach is signed with the agreement. ISO/IEC 20000-1 (8.3.3, 8.3.4): targets of suppliers are aligned with the SLA.

    ## Example
    ```yaml
    # agreements/sla-network.md                agreements/uc-isp.md, supports: [sla-network]
    targets:                                   targets:
      - {id: availability, value: 99.95, …}      - {id: availability, value: 99.9, …}
    ```

    ## Fix
    Renegotiate: a better promise from below, or an honest one to the customer. Until then enter a risk that links this
    SLA, with `treatment: accept`, `accepted_by` and `accepted_until`.
    """
    for page in approved(handbook, "agreement"):
        if page.values.get("kind") != "SLA" or _over(page.record.valid_to, context.as_of):
            continue
        below = [(other.id, other.record) for other in supporters(handbook, page.id, context.as_of)]
        short = [item for item in carried(page.record, below) if not item.holds]
        if short and _accepted(handbook, page.id, context.as_of):
            continue
        for item in short:
            kind, priority = item.key
            names = ", ".join(link.agreement for link in item.links)
            args = (("working", working(item)), ("agreements", names), ("priority", priority))
            yield Finding(page.at("targets", item.number, _KEYS[kind]), "KB416", kind, args)


def _over(day: dt.date | None, as_of: dt.date) -> bool:
    return day is not None and day < as_of


def _accepted(handbook: Handbook, sla: str, as_of: dt.date) -> bool:
    for page in handbook.by_type.get("risk", ()):
        if in_force(page) and sla in page.record.linked and page.record.treatment == "accept":
            record = page.record
            if record.accepted_by and record.accepted_until and record.accepted_until >= as_of:
                return True
    return False
