"""KB105 unknown-type."""

from __future__ import annotations

from kb_tools.check.rule import load_rule
from kb_tools.model.diagnostic import Severity

__all__ = ["unknown_type"]


@load_rule("KB105", "unknown-type", Severity.ERROR)
def unknown_type() -> None:
    """`type:` names a type of page that does not exist.

    ## Why it matters
    The type decides which fields a page has, how it is shown and on which lists it stands. With an unknown one the page
    is taken for what its folder, or the closest name, suggests.

    ## Example
    ```yaml
    type: proces
    ```

    ## Fix
    Correct it; the types are listed. In a folder of its own (`processes/`, `roles/`, ...) a page needs no `type:` at
    all.
    ```yaml
    type: process
    ```
    """
