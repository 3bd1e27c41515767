"""KB909 declared-maturity."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import kept
from kb_tools.check.unread import says_unread
from kb_tools.insight.maturity import Ground, process_maturity
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page, Ref

__all__ = ["declared_maturity"]

#: Types whose pages hold evidence, besides the process itself.
_EVIDENCE = ("role", "procedure", "policy", "review", "improvement", "risk")


@handbook_rule("KB909", "declared-maturity", Severity.ERROR)
def declared_maturity(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A process declares a higher maturity than its evidence gives.

    Levels are worked out from what the handbook holds: people, reviews, measured values, improvements. A process that
    declares its level, or a lower one, or none, is left alone; and all are while a page or file that may hold evidence
    cannot be read in full or refers to something that does not exist, because that is the mistake to mend.

    ## Why it matters
    A level that nobody can show is believed by customers and auditors until the first of them asks. Maturity models ask
    for evidence of every attribute (ISO/IEC 33020), and a level counts only when all below it are reached.

    ## Example
    ```yaml
    declared_maturity: 4      # the newest process review is 14 months old: M4.2 is missing
    ```

    ## Fix
    `kb maturity PROCESS` shows every check with what was seen, and what is missing for the next level. Bring the
    evidence, or declare the level that the evidence gives.
    """
    declaring = [page for page in handbook.by_type.get("process", ()) if b'"declared_maturity"' in page.front]
    ground = Ground(handbook, context.as_of) if declaring else None
    for page in declaring:
        if ground is None or not kept(page) or not page.record.declared_maturity:
            continue
        found = process_maturity(ground, page)
        if found.overstated and found.lift and not _unsettled(handbook, page):
            args = (
                ("declared", str(found.declared)),
                ("level", str(found.level)),
                ("missing", ", ".join(found.lift.shortest)),
                ("next", str(found.lift.to)),
                ("id", page.id),
            )
            yield Finding(page.at("declared_maturity"), "KB909", "", args)


def _unsettled(handbook: Handbook, process: Page) -> bool:
    """Whether evidence may be missing only because of a mistake that has a finding of its own."""
    pages = [process, *(page for name in _EVIDENCE for page in handbook.by_type.get(name, ()))]
    found = [*handbook.findings, *(finding for page in pages for finding in page.findings)]
    if any(map(says_unread, found)):
        return True
    refs: list[tuple[Ref, Page | None]] = [(ref, page) for page in pages for ref in page.refs]
    refs += [(ref, None) for record in handbook.data_records for ref in record.refs]
    return any(handbook.resolve(ref.target, ref.to, page) is None for ref, page in refs)
