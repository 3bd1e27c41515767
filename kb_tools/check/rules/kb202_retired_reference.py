"""KB202 retired-reference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kb_tools.check.links import field_name
from kb_tools.check.rule import Context, handbook_rule
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import DataRecord, Handbook, Target
from kb_tools.model.location import Location
from kb_tools.model.page import Page, Ref

__all__ = ["retired_reference"]


@handbook_rule("KB202", "retired-reference", Severity.ERROR, bodies=False)
def retired_reference(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A field names a record that is retired.

    `supersedes` may name it, and so may what is over itself: retired pages and services, archived known errors, notices
    and agreements that have ended, duty of past days, training that somebody once had.

    ## Why it matters
    A retired page is kept for the record and is no longer looked after: its steps, roles and promises stop being true
    without anybody noticing. ISO/IEC 20000-1 (7.5.3) asks that obsolete documents are not used by mistake.

    ## Example
    ```yaml
    procedure: restore-from-tape      # status: retired
    ```

    ## Fix
    Name the record that took its place; where one says `supersedes`, it is suggested.
    ```yaml
    procedure: restore-from-backup
    ```
    """
    retired = {page.id: page for page in handbook.pages if page.brief.says.get("status") == "retired"}
    if not retired:
        return
    uses = {types: [id_ for id_ in ids if id_.split("/")[0] in retired] for types, ids in handbook.uses.items()}
    users = handbook.using(uses)
    heirs = {ref.target: page.id for page in users for ref in page.refs if ref.field.startswith("supersedes")}
    for page in users:
        hits = [ref for ref in page.refs if ref.live and ref.target.split("/")[0] in retired]
        if hits and page.readable and not _is_over(page, context.as_of):
            for ref in hits:
                yield from _finding(handbook.resolve(ref.target, ref.to, page), retired, heirs, ref, page.path)
    for record in handbook.data_records:
        if record.kind != "person" and not _is_past(record, context.as_of):
            for ref in record.refs:
                yield from _finding(handbook.resolve(ref.target, ref.to), retired, heirs, ref, record.path)


def _is_over(page: Page, day: dt.date) -> bool:
    values = page.values
    if values.get("status") == "retired" or values.get("state") == "archived" or values.get("stage") == "retired":
        return True
    if page.type == "agreement":
        return page.record.valid_to is not None and page.record.valid_to < day
    return page.type == "notice" and page.record.ends is not None and page.record.ends.date() < day


def _is_past(record: DataRecord, day: dt.date) -> bool:
    to = getattr(record.value, "to", None) if record.kind == "duty" else None
    return to is not None and to < day


def _finding(
    target: Target | None, retired: dict[str, Page], heirs: dict[str, str], ref: Ref, path: str
) -> Iterator[Finding]:
    page = target.page if target else None
    if page is None or page.id not in retired:
        return
    heir = heirs.get(page.id, "")
    args = (
        ("target", ref.target),
        ("field", field_name(ref)),
        ("title", page.title),
        ("type", page.type),
        ("guess", heir),
    )
    yield Finding(Location.at(path, ref.span), "KB202", "" if heir else "no-guess", args)
