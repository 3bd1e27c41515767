"""KB305 leaver-referenced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import kept
from kb_tools.model.cover import active
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.location import Location
from kb_tools.model.page import Page, Ref

__all__ = ["leaver_referenced"]

#: Says who read the page on a day; that stays true when the reader leaves.
_ATTESTATION = "reviewed.by"


@handbook_rule("KB305", "leaver-referenced", Severity.ERROR, bodies=False)
def leaver_referenced(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """Something that counts today refers to a person who has left.

    Fields that tell history are left alone: authors, who verified or reviewed, holders and deputies whose `until` has
    passed, duty that is over, retired pages. One piece of history counts: a known error whose authors have all left
    and that nobody still here has verified is known by nobody.

    ## Why it matters
    On the day of the fault the phone rings on an empty desk. ISO/IEC 20000-1 (7.6) asks for knowledge that is kept
    available; KCS asks that somebody owns what is published.

    ## Example
    ```yaml
    holders: [{person: zhu-tao, since: 2022-03-01}]    # people.yml: zhu-tao, active_until: 2026-09-30
    ```

    ## Fix
    Name the successor. On a role card, end the entry with `until:` so that the history stays. An orphaned known error
    is verified by somebody who is here: `verified: {by: feng-xue, date: 2026-11-10}`, or archived.
    """
    left = _leavers(handbook, context.as_of)
    for page in handbook.using({types: ids & left.keys() for types, ids in handbook.uses.items()}):
        if kept(page):
            yield from _on_page(handbook, page, left, context.as_of)
    yield from _duty(handbook, context.as_of)


def _leavers(handbook: Handbook, as_of: dt.date) -> dict[str, dt.date]:
    ends = {key: person.value.active_until for key, person in handbook.people.items()}
    return {key: end for key, end in ends.items() if end and end < as_of}


def _on_page(handbook: Handbook, page: Page, left: Mapping[str, dt.date], as_of: dt.date) -> Iterator[Finding]:
    for ref in page.refs:
        if ref.live and ref.field != _ATTESTATION and ref.target in left and "person" in ref.to:
            post = ref.field.split(".")[0] in ("holders", "deputies")
            if post and _ended(page, ref, as_of):
                continue
            args = (("person", ref.target), ("left", str(left[ref.target])), ("field", ref.field))
            yield Finding(Location.at(page.path, ref.span), "KB305", "post" if post else "", args)
    if page.type == "known-error":
        yield from _orphaned(handbook, page, left, as_of)


def _ended(page: Page, ref: Ref, as_of: dt.date) -> bool:
    entry: Any = page.record
    for step in ref.field.split(".")[:-1]:
        entry = entry[int(step)] if step.isdigit() else getattr(entry, step)
    return bool(entry.until and entry.until < as_of)


def _orphaned(handbook: Handbook, page: Page, left: Mapping[str, dt.date], as_of: dt.date) -> Iterator[Finding]:
    authors = [ref.target for ref in page.refs if ref.field.startswith("authors.")]
    if not authors or not all(author in left for author in authors) or page.values.get("state") == "archived":
        return
    if any(ref.field == "verified.by" and active(handbook, ref.target, as_of) for ref in page.refs):
        return
    args = (("person", ", ".join(authors)), ("left", str(max(left[author] for author in authors))))
    yield Finding(page.at("authors"), "KB305", "orphaned-known-error", args)


def _duty(handbook: Handbook, as_of: dt.date) -> Iterator[Finding]:
    for row in handbook.duty:
        last_day = getattr(row.value, "to", None)  # a row that failed its type lacks its fields
        for ref in row.refs:
            person = handbook.people.get(ref.target) if ref.to == ("person",) else None
            end = person.value.active_until if person else None
            if last_day and end and last_day >= as_of and last_day > end:
                args = (("person", ref.target), ("left", str(end)), ("to", str(last_day)))
                yield Finding(Location.at(row.path, ref.span), "KB305", "duty", args)
