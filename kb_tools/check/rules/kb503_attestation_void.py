"""KB503 attestation-void."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.check.scope import in_force
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["attestation_void"]


@page_rule("KB503", "attestation-void", Severity.WARNING)
def attestation_void(page: Page) -> Iterator[Finding]:
    """The page changed in substance after somebody attested it.

    The substance is its structure: who, how much, how long, which steps, links and commands. Wording alone does not
    void an attestation.

    ## Why it matters
    The name under the page stands for what that person read. Since then a number, a step or a responsibility has become
    another one. ISO/IEC 20000-1 (7.5.2): changes of documents are approved.

    ## Example
    ```yaml
    reviewed: {by: chen-li, date: 2026-09-20, hash: 3f9a1c07}      # the page is a17be90c today
    ```

    ## Fix
    Let somebody read what changed and attest it: `kb review incident-management --by chen-li`. A draft needs no
    attestation.
    """
    if b'"hash":"' not in page.front or not in_force(page):
        return
    reviewed = page.record.reviewed
    if reviewed and reviewed.hash and reviewed.hash.lower() != page.substance:
        args = (
            ("by", reviewed.by),
            ("date", str(reviewed.date)),
            ("hash", reviewed.hash),
            ("now", page.substance),
            ("id", page.id),
        )
        yield Finding(page.at("reviewed", "hash"), "KB503", "", args)
