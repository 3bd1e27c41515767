"""KB005 fullwidth-colon."""

from __future__ import annotations

from kb_tools.check.rule import load_rule
from kb_tools.model.diagnostic import Severity

__all__ = ["fullwidth_colon"]


@load_rule("KB005", "fullwidth-colon", Severity.ERROR)
def fullwidth_colon() -> None:
    """A full-width colon `：` stands after a field's name, where `: ` belongs.

    Inside a text `：` is right, and only right: `- ERP：月结变慢` is a sentence, and no finding.

    ## Why it matters
    A Chinese input method types it without anybody noticing. The computer then sees no field at all: the page loses its
    owner, and everything below may be read wrongly.

    ## Example
    ```yaml
    owner：incident-process-owner
    ```

    ## Fix
    Type a colon and a space in half-width mode.
    ```yaml
    owner: incident-process-owner
    ```
    """
