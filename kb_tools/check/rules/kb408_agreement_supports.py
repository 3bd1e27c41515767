"""KB408 agreement-supports."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import kept
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["agreement_supports"]


@handbook_rule("KB408", "agreement-supports", Severity.ERROR, bodies=False)
def agreement_supports(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """An OLA or a supplier contract does not say which SLA it carries, or carries something that is no SLA.

    ## Why it matters
    Only what is linked can be calculated: whether the promises of teams and suppliers together keep the promise to the
    customer. ISO/IEC 20000-1 (8.3.4) asks that suppliers' targets support the SLAs.

    ## Example
    ```yaml
    kind: OLA
    service: network
    # no supports
    ```

    ## Fix
    Name the SLAs that this agreement carries: `supports: [sla-mail, sla-erp]`.
    """
    slas = [page.id for page in handbook.by_type.get("agreement", ()) if page.values.get("kind") == "SLA"]
    for page in handbook.by_type.get("agreement", ()):
        kind = page.values.get("kind") if kept(page) else None
        if kind not in ("OLA", "UC"):
            continue
        if not page.values.get("supports") and ("supports" not in page.written_keys or "supports" in page.values):
            same = [sla for sla in slas if handbook.by_id[sla].values.get("service") == page.values.get("service")]
            args = (("kind", kind), ("slas", ", ".join((same or slas)[:5])))
            yield Finding(page.at("supports"), "KB408", "" if slas else "no-sla", args)
        for number, target in enumerate(page.values.get("supports") or ()):
            other = handbook.by_id.get(target)
            other_kind = other.values.get("kind") if other and other.type == "agreement" else None
            if other_kind in ("OLA", "UC"):
                wrong = (("kind", kind), ("target", target), ("found", other_kind))
                yield Finding(page.at("supports", number), "KB408", "wrong-kind", wrong)
