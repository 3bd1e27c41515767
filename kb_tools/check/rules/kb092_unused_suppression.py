"""KB092 unused-suppression."""

from __future__ import annotations

from kb_tools.check.rule import load_rule
from kb_tools.model.diagnostic import Severity

__all__ = ["unused_suppression"]


@load_rule("KB092", "unused-suppression", Severity.INFO)
def unused_suppression() -> None:
    """A suppression silences nothing: the fault is mended, or the comment stands in the wrong place.

    In front matter it holds for the whole page, in the body for the line below it.

    ## Why it matters
    It would hide the same fault when it comes back, and readers of the source believe that something is wrong which is
    not.

    ## Example
    ```markdown
    <!-- kb: ignore[KB203] 等图纸 -->
    流程图见 ![流程](img/flow.png)。        <!-- the image is there by now -->
    ```

    ## Fix
    Delete the comment, or move it to the line above the one it is meant for.
    """
