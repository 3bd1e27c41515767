"""KB506 accepted-risk."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import approved
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["accepted_risk"]


@handbook_rule("KB506", "accepted-risk", Severity.ERROR, bodies=False)
def accepted_risk(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A risk is accepted, but by nobody, without an end, or until a day that has passed.

    ## Why it matters
    Accepting is a decision: somebody takes the consequences, for a time. Without name and date it is neglect with a
    form. An accepted risk may stand in for a missing deputy or agreement here, so it must be real. ISO/IEC 20000-1
    (6.1).

    ## Example
    ```yaml
    treatment: accept
    accepted_by: it-director
    accepted_until: 2026-09-30      # over
    ```

    ## Fix
    Let the role that may accept it decide again, with a new date; or choose another `treatment`. Drafts are left alone.
    """
    for page in approved(handbook, "risk"):
        risk = page.record
        if risk.treatment != "accept":
            continue
        if not risk.accepted_by and "accepted_by" not in page.written_keys:
            yield Finding(page.at("treatment"), "KB506", "nobody", (("title", page.title),))
        if risk.accepted_until is None and "accepted_until" not in page.written_keys:
            yield Finding(page.at("treatment"), "KB506", "no-end", (("title", page.title),))
        elif risk.accepted_until and risk.accepted_until < context.as_of:
            args = (("by", risk.accepted_by or "-"), ("until", str(risk.accepted_until)), ("title", page.title))
            yield Finding(page.at("accepted_until"), "KB506", "expired", args)
