"""KB015 unreadable-file."""

from __future__ import annotations

from kb_tools.check.rule import load_rule
from kb_tools.model.diagnostic import Severity

__all__ = ["unreadable_file"]


@load_rule("KB015", "unreadable-file", Severity.ERROR)
def unreadable_file() -> None:
    """A file or folder cannot be read by the account that runs the check.

    ## Why it matters
    Whatever it holds is missing from the site and from every check. On another computer it may be readable, and the
    result another one.

    ## Example
    ```text
    -rw------- root  docs/zh/processes/incident-management.md
    ```

    ## Fix
    Give the account the right to read it (`chmod a+r`, for a folder `a+rx`), close the program that has locked it, or
    repair the network drive.
    """
