"""KB201 dangling-reference."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.links import Guesser, field_name
from kb_tools.check.rule import Context, handbook_rule
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.location import Location
from kb_tools.model.page import Page, Ref

__all__ = ["dangling_reference"]


@handbook_rule("KB201", "dangling-reference", Severity.ERROR, bodies=False)
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
    near: dict[tuple[str, ...], Guesser] = {}
    unknown = {types: ids.difference(handbook.ids_for(tuple(types.split("/")))) for types, ids in handbook.uses.items()}
    for page in handbook.using(unknown):  # or it is a KPI of this very page
        for reference in page.refs:
            if handbook.resolve(reference.target, reference.to, page) is None:
                yield _finding(handbook, reference, page.path, near, page)
    for record in handbook.data_records:
        for reference in record.refs:
            if handbook.resolve(reference.target, reference.to) is None:
                yield _finding(handbook, reference, record.path, near)


def _finding(
    handbook: Handbook, ref: Ref, path: str, near: dict[tuple[str, ...], Guesser], page: Page | None = None
) -> Finding:
    where = Location.at(path, ref.span)
    wanted = "/".join(ref.to)
    other = handbook.lookup(ref.target)
    if other:
        args = (("target", ref.target), ("wanted", wanted), ("found", other.kind), ("field", field_name(ref)))
        return Finding(where, "KB201", "wrong-type", args)
    own = [part.id for part in page.parts if part.kind in ref.to] if page else []
    guess = Guesser(own)(ref.target) if own else ""
    if not guess:
        if ref.to not in near:
            near[ref.to] = Guesser(handbook.ids_for(ref.to))
        guess = near[ref.to](ref.target)
    args = (("target", ref.target), ("wanted", wanted), ("field", field_name(ref)), ("guess", guess))
    return Finding(where, "KB201", "" if guess else "no-guess", args)
