"""KB515 incomplete-assessment."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.check.scope import in_force
from kb_tools.content.plan import plan_of
from kb_tools.content.review import Gap, Grade
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["incomplete_assessment"]

#: Kind of review -> its list, the key that tells items apart, and all values that belong there.
_PARTS = {
    "gap-analysis": ("gaps", "gap", plan_of(Gap).fields["gap"].choices),
    "itsm-assessment": ("grades", "dimension", plan_of(Grade).fields["dimension"].choices),
}


@page_rule("KB515", "incomplete-assessment", Severity.WARNING, types=("review",))
def incomplete_assessment(page: Page) -> Iterator[Finding]:
    """A gap analysis leaves out one of the five gaps, or an ITSM assessment one of its dimensions; or names one twice.

    ## Why it matters
    The gap that nobody looked at is the one that customers complain about. Both models work only as a whole
    (Parasuraman, Zeithaml, Berry 1985: five gaps).

    ## Example
    ```yaml
    kind: gap-analysis
    gaps:
      - {gap: "1", size: 2, evidence: 38 of 41 comments belong to a target}
      - {gap: "3", size: 2, evidence: 11 of 12 values on target}
    ```

    ## Fix
    Add what is missing, with evidence. A gap that does not exist has size 1 and says how you know.
    """
    if not in_force(page):
        return
    record = page.record
    if record.kind not in _PARTS:
        return
    field, key, wanted = _PARTS[record.kind]
    found = [getattr(item, key) for item in getattr(record, field)]
    missing = [value for value in wanted if value not in found]
    if missing:
        args = (("missing", ", ".join(missing)), ("count", str(len(missing))))
        yield Finding(page.at("kind"), "KB515", record.kind, args)
    for number, value in enumerate(found):
        if value in found[:number]:
            yield Finding(page.at(field, number, key), "KB515", "twice", (("value", value),))
