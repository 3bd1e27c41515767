"""KB201 dangling-reference."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.location import Location
from kb_tools.model.page import Ref

__all__ = ["dangling_reference"]


@handbook_rule("KB201", "dangling-reference", Severity.ERROR)
def dangling_reference(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A field names a record that does not exist, or one of another type.

    ## Why it matters
    A reference is how the handbook knows who does what. One that leads nowhere means that a role has no card, a
    step no procedure, a promise no measure, and the reader ends at nothing.

    ## Example
    ```yaml
    owner: incident-proces-owner      # no such role
    ```

    ## Fix
    Correct the id (the closest existing one is named), or create the record: `kb new role incident-process-owner`.
    """
    for page in handbook.pages:
        for reference in page.refs:
            if handbook.resolve(reference.target, reference.to, page) is None:
                yield _finding(handbook, reference, page.path)
    for records in (*handbook.data.values(), {row.id: row for row in handbook.duty}):
        for record in records.values():
            for reference in record.refs:
                if handbook.resolve(reference.target, reference.to) is None:
                    yield _finding(handbook, reference, record.path)


def _finding(handbook: Handbook, reference: Ref, path: str) -> Finding:
    where = Location.at(path, reference.span)
    wanted = "/".join(reference.to)
    other = handbook.lookup(reference.target)
    if other:
        args = (("target", reference.target), ("wanted", wanted), ("found", other.kind), ("field", reference.field))
        return Finding(where, "KB201", "wrong-type", args)
    known = handbook.ids_for(reference.to)
    near = difflib.get_close_matches(reference.target, known, n=1, cutoff=0.6)
    args = (
        ("target", reference.target),
        ("wanted", wanted),
        ("field", reference.field),
        ("guess", near[0] if near else ""),
    )
    return Finding(where, "KB201", "" if near else "no-guess", args)
