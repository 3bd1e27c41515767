"""KB208 orphan-record."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from kb_tools.check.links import LinkMap
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
    as use; to be looked at in a review, or to attend one, does not. Drafts and retired pages are left alone.

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
        named, data = _named_in_fields(handbook), _named_in_data(handbook)
        found = [
            page for page in found if page.id not in data and (page.id not in named or _only_by_itself(handbook, page))
        ]
    if found:
        linked = _linked_in_texts(handbook, context, found)
        for page in found:
            if page.id not in linked:
                yield Finding(page.at("title"), "KB208", page.type, (("id", page.id), ("title", page.title)))


def _may_be_orphan(page: Page) -> bool:
    if not page.readable or page.brief.says.get("status") in ("draft", "retired"):
        return False
    return page.type != "risk" or not (page.values.get("linked") or page.values.get("kpis"))


def _named_in_fields(handbook: Handbook) -> set[str]:
    """Ids that front matter names, records of reviews aside."""
    if "review" not in handbook.by_type:
        return set().union(*handbook.uses.values())
    uses = set().union(*[page.brief.uses for page in handbook.pages if page.type != "review"])
    return {use.split(" ", 2)[2] for use in uses}


def _only_by_itself(handbook: Handbook, page: Page) -> bool:
    if not any(use.endswith(f" {page.id}") for use in page.brief.uses):
        return False
    users = handbook.using({types: ids & {page.id} for types, ids in handbook.uses.items()})
    return all(user.id == page.id or user.type == "review" for user in users)


def _named_in_data(handbook: Handbook) -> set[str]:
    return {ref.target for record in handbook.data_records for ref in record.refs}


def _linked_in_texts(handbook: Handbook, context: Context, found: list[Page]) -> set[str]:
    """Ids of these pages that another page links to."""
    files = LinkMap(handbook, context.config)
    ids, sources = {page.id for page in found}, {page.src for page in found}
    names = tuple({posixpath.basename(src) for src in sources})
    linked: set[str] = set()
    for page in handbook.every_page():
        brief = page.brief
        targets = ids.intersection(brief.names)
        if brief.strays or not sources.isdisjoint(brief.files):
            goals = [files.below(page.lang, path).page for path in brief.files if path.endswith(names)]
            targets.update(goal.id for goal in goals if goal)
        if targets and page.readable:
            linked |= targets - {page.id}
    return linked
