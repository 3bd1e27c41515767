"""KB907 customer-unheard."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.location import Location

__all__ = ["customer_unheard"]

#: What a customer needs: to ask, to ask again, to complain; and somebody who looks after the relationship.
_NEEDED = ("channels", "escalates_to", "complaints", "relationship_role")


@handbook_rule("KB907", "customer-unheard", Severity.INFO)
def customer_unheard(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A customer lacks a channel to ask, somebody to turn to when it takes too long, or a place to complain.

    Looked at are the customers that a service or an agreement names.

    ## Why it matters
    "I cannot reach anybody" is what customers remember. Somebody who cannot complain to us complains about us.
    ISO/IEC 20000-1 (8.3.2), FitSM PR7.3: order, escalation, complaint.

    ## Example
    ```yaml
    production:
      kind: customer
      name: {en: Production}
      channels: [{en: Hotline 8000}]      # no escalates_to, no complaints
    ```

    ## Fix
    Add what is missing in `parties.yml`: `channels`, `escalates_to` (a role), `complaints`, `relationship_role`.
    """
    used = {
        ref.target
        for page in (*handbook.by_type.get("service", ()), *handbook.by_type.get("agreement", ()))
        for ref in page.refs
        if "party" in ref.to
    }
    for party in handbook.parties.values():
        value = party.value
        if party.id not in used or value.kind != "customer":
            continue
        missing = [key for key in _NEEDED if not getattr(value, key)]
        if missing:
            args = (("customer", party.id), ("missing", ", ".join(f"`{key}`" for key in missing)))
            yield Finding(Location.at(party.path, party.span), "KB907", "", args)
