"""KB103 bad-id."""

from __future__ import annotations

from kb_tools.check.rule import load_rule
from kb_tools.model.diagnostic import Severity

__all__ = ["bad_id"]


@load_rule("KB103", "bad-id", Severity.ERROR)
def bad_id() -> None:
    """An id, or a file name that gives one, is not made of small letters, digits and hyphens.

    ## Why it matters
    Ids stand in addresses, references and figures for years, are typed by people and compared by machines. Capitals,
    spaces and Chinese characters look different in an address on every system. The name that readers see is the title.

    ## Example
    ```text
    docs/zh/processes/事件管理.md
    docs/zh/known-errors/KE_0002.md
    ```

    ## Fix
    Rename the file, or write an `id:` into the page: `incident-management`, `ke-0002`. Then correct the references to
    it.
    """
