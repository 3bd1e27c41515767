"""KB207 one-sided-interface."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.insight.interfaces import plain_name
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["one_sided_interface"]

#: Field -> key that names the other side, field of the other side, its key.
_SIDES = {"inputs": ("from_", "outputs", "to"), "outputs": ("to", "inputs", "from_")}


@handbook_rule("KB207", "one-sided-interface", Severity.ERROR, bodies=False)
def one_sided_interface(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A process takes from another one what that does not deliver, or delivers what the other one does not take.

    The names must be the same on both sides (width, case and spaces make no difference). Processes only: customers,
    suppliers, teams, roles and services keep no lists of what they hand over.

    ## Why it matters
    What one side believes to hand over and the other does not expect falls on the floor between two teams. ISO/IEC
    20000-1 (4.4) asks for the processes of the management system and their interactions.

    ## Example
    ```yaml
    # problem-management.md
    inputs:
      - {name: 事件趋势, from: incident-management}   # incident-management has no such output
    ```

    ## Fix
    Agree on one name, and write it on both sides; the closest one is named.
    ```yaml
    # incident-management.md
    outputs:
      - {name: 事件趋势, to: problem-management}
    ```
    """
    processes = {page.id: page for page in handbook.by_type.get("process", ()) if _counts(page)}
    for page in processes.values():
        for side, (key, _, _) in _SIDES.items():
            for number, item in enumerate(getattr(page.record, side)):
                other = processes.get(getattr(item, key) or "")
                if other and other is not page:
                    yield from _compare(page, other, side, number, item.name)


def _counts(page: Page) -> bool:
    return page.readable and page.values.get("status") != "retired"


def _compare(page: Page, other: Page, side: str, number: int, name: str) -> Iterator[Finding]:
    _, other_side, key = _SIDES[side]
    if other_side not in other.values:  # the field is missing as a whole, which is another finding
        return
    items = getattr(other.record, other_side)
    ours = [item.name for item in items if getattr(item, key) == page.id]
    if plain_name(name) in map(plain_name, ours):
        return
    free = [item.name for item in items if getattr(item, key) is None]
    elsewhere = [
        getattr(item, key) for item in items if getattr(item, key) and plain_name(item.name) == plain_name(name)
    ]
    near = difflib.get_close_matches(name, ours + free, n=1, cutoff=0.5)
    variant = f"{side}-elsewhere" if elsewhere else f"{side}-guess" if near else side
    args = (
        ("name", name),
        ("process", other.id),
        ("title", other.title),
        ("this", page.id),
        ("guess", near[0] if near else ""),
        ("found", elsewhere[0] if elsewhere else ""),
    )
    yield Finding(page.at(side, number, "name"), "KB207", variant, args)
