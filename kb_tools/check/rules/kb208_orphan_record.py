"""KB208 orphan-record."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from kb_tools.check.links import LinkMap, addresses, wiki_links
from kb_tools.check.rule import Context, handbook_rule
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["orphan_record"]

_TYPES = ("role", "procedure", "risk")


@handbook_rule("KB208", "orphan-record", Severity.WARNING)
def orphan_record(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A role that nobody uses, a procedure that nothing leads to, or a risk that says nothing about what is at risk.

    A reference in any field of another page, a link in its text, and, for roles, a team, a customer or a duty row count
    as use. Drafts and retired pages are left alone.

    ## Why it matters
    What nothing leads to is found by nobody and kept up by nobody. A role without a task is either a task without a
    role elsewhere, or a name on paper (ISO/IEC 20000-1, 5.3); a risk without a subject cannot be judged (6.1).

    ## Example
    ```text
    docs/zh/procedures/restore-from-tape.md      # no activity has it as its procedure, and no page links to it
    ```

    ## Fix
    Name it where it is used: the role in a RACI, the procedure at its activity, the subject in the risk's `linked`.
    If there is no such place, retire it: `status: retired`.
    """
    found = [page for name in _TYPES for page in handbook.by_type.get(name, ()) if _may_be_orphan(page)]
    if found:
        used = _named_in_fields(handbook)
        found = [page for page in found if page.id not in used]
    if found:
        linked = _linked_in_texts(handbook, context, {page.src for page in found})
        for page in found:
            if page.id not in linked:
                yield Finding(page.at("title"), "KB208", page.type, (("id", page.id), ("title", page.title)))


def _may_be_orphan(page: Page) -> bool:
    if not page.readable or (b'"status":"' in page.front and page.values.get("status") in ("draft", "retired")):
        return False
    return page.type != "risk" or not page.values.get("linked")


def _named_in_fields(handbook: Handbook) -> set[str]:
    used = {ref.target for page in handbook.pages for ref in page.refs if ref.target != page.id}
    for records in (handbook.people, handbook.teams, handbook.parties, {row.id: row for row in handbook.duty}):
        used.update(ref.target for record in records.values() for ref in record.refs)
    return used


def _linked_in_texts(handbook: Handbook, context: Context, wanted: set[str]) -> set[str]:
    """Ids that another page links to; addresses are followed only where they end in the name of a wanted file."""
    files = LinkMap(handbook, context.config)
    names = tuple({posixpath.basename(src) for src in wanted})
    linked: set[str] = set()
    for page in handbook.every_page():
        if not page.readable:
            continue
        targets = {target.partition("#")[0].strip() for target, _ in wiki_links(page)}
        for link in page.links:
            if link.kind != "wiki":
                for address in addresses(link):
                    if address.partition("#")[0].endswith(names) and (goal := files.follow(page, address)).page:
                        targets.add(goal.page.id)
        linked |= targets - {page.id}
    return linked
