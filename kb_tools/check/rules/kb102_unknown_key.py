"""KB102 unknown-key."""

from __future__ import annotations

from kb_tools.check.rule import load_rule
from kb_tools.model.diagnostic import Severity

__all__ = ["unknown_key"]


@load_rule("KB102", "unknown-key", Severity.ERROR)
def unknown_key() -> None:
    """A page or data file has a field that its type does not know.

    ## Why it matters
    A misspelt field is silently worth nothing: with `ower:` the process has no owner. So what is not known is refused.

    ## Example
    ```yaml
    type: process
    ower: incident-process-owner
    ```

    ## Fix
    Correct the name; the closest one is suggested. Fields of your own are declared in kb.toml
    (`[types.process.fields]`), or start with `x-` and are then free.
    ```yaml
    owner: incident-process-owner
    ```
    """
