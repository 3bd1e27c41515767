"""KB307 cover-on-paper."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import approved
from kb_tools.model.cover import cover
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["cover_on_paper"]

_CRITICAL = 4


@handbook_rule("KB307", "cover-on-paper", Severity.WARNING, bodies=False)
def cover_on_paper(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A deputy of a critical role has not done the work alone for 12 months, and nobody else makes up for it.

    Only deputies who count on paper (active and qualified) are named; where enough proven people remain, nobody is.

    ## Why it matters
    A name in a list restores no backup. Cover that was never tried turns out to be no cover on the day it is needed;
    ISO/IEC 20000-1 (7.2) asks for evidence of competence, FitSM PR4 for tests.

    ## Example
    ```yaml
    criticality: 5
    holders: [{person: xu-feng, since: 2022-03-01}]
    deputies: [{person: lin-hao, since: 2026-01-10}]    # nothing proven
    ```

    ## Fix
    Let the deputy do the work alone once, while the holder watches, and write it down:
    ```yaml
    proven: [{date: 2026-08-30, how: 独立完成恢复演练, evidence: rev-2026-004}]
    ```
    """
    for role in approved(handbook, "role"):
        if role.record.criticality < _CRITICAL:
            continue
        found = cover(handbook, role, context.as_of)
        if len(found.proven) >= found.required:
            continue
        for member in found.members:
            if member.counts and not member.proven and member.person not in found.proven:
                last = _last_proof(role, member.number, context)
                args = (
                    ("person", member.person),
                    ("last", last),
                    ("proven", str(len(found.proven))),
                    ("required", str(found.required)),
                )
                yield Finding(role.at("deputies", member.number, "person"), "KB307", "" if last else "never", args)


def _last_proof(role: Page, number: int, context: Context) -> str:
    days = [proof.date for proof in role.record.deputies[number].proven if proof.date <= context.as_of]
    return str(max(days)) if days else ""
