"""KB409 agreement-parties."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import kept
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["agreement_parties"]

#: (kind of agreement, field) -> who must stand there.
_WANTED = {
    ("SLA", "provider"): "team",
    ("SLA", "customer"): "customer",
    ("OLA", "provider"): "team",
    ("OLA", "customer"): "team",
    ("UC", "provider"): "supplier",
    ("UC", "customer"): "team",
}


@handbook_rule("KB409", "agreement-parties", Severity.ERROR, bodies=False)
def agreement_parties(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """The parties of an agreement do not fit its kind.

    An SLA is a promise of a team to a customer, an OLA one between two teams, an underpinning contract (UC) one of a
    supplier to a team.

    ## Why it matters
    Who promises what to whom is the whole point; a contract with a supplier that is filed as an SLA tells the
    customer that the supplier answers to them. ISO/IEC 20000-1 (8.3.3, 8.3.4), FitSM PR2 and PR8.

    ## Example
    ```yaml
    kind: SLA
    provider: isp            # a supplier: then this is a UC
    customer: all-staff
    ```

    ## Fix
    Correct the party, or the kind of the agreement.
    """
    for page in handbook.by_type.get("agreement", ()):
        if not kept(page):
            continue
        for field in ("provider", "customer"):
            party, kind = page.values.get(field, ""), page.values.get("kind", "")
            wanted = _WANTED.get((kind, field), "")
            found = _found(handbook, party) if wanted else set()
            if found and wanted not in found:
                args = (("kind", kind), ("party", party), ("found", min(found)), ("wanted", wanted))
                yield Finding(page.at(field), "KB409", field, args)


def _found(handbook: Handbook, party: str) -> set[str]:
    """What an id stands for: `team`, `customer`, `supplier`; empty when it is unknown, which has its own finding."""
    record = handbook.parties.get(party)
    kinds = {getattr(record.value, "kind", "")} if record else set()
    return (kinds | ({"team"} if party in handbook.teams else set())) - {""}
