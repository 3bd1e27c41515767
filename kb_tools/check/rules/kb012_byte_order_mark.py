"""KB012 byte-order-mark."""

from __future__ import annotations

from kb_tools.check.rule import load_rule
from kb_tools.model.diagnostic import Severity

__all__ = ["byte_order_mark"]


@load_rule("KB012", "byte-order-mark", Severity.INFO)
def byte_order_mark() -> None:
    """A file starts with a byte order mark, three bytes that some Windows editors put in front of UTF-8.

    ## Why it matters
    This product skips it. Other tools take it for text: front matter that starts with it is not recognised, and the
    first column of a CSV gets a name that nobody can type. Unicode neither requires nor recommends it for UTF-8.

    ## Example
    ```text
    EF BB BF 2D 2D 2D      before the `---` of the first line
    ```

    ## Fix
    Save as "UTF-8", not as "UTF-8 with BOM".
    """
