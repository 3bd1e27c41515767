"""KB008 too-large."""

from __future__ import annotations

from kb_tools.check.rule import load_rule
from kb_tools.model.diagnostic import Severity

__all__ = ["too_large"]


@load_rule("KB008", "too-large", Severity.ERROR)
def too_large() -> None:
    """A page, its front matter, a line or an image is larger than a handbook needs.

    The limits: a page 1 MB, its front matter 64 KB, a line 20,000 characters, a data file 16 MB, an image or download
    25 MB.

    ## Why it matters
    Nobody reads it, the search index and the offline copy grow by it, and one such file can hold up the build of all
    others. A line of that length is usually an image or a log that was pasted in.

    ## Example
    ```markdown
    ![](data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA… 2 MB more)
    ```

    ## Fix
    Store an image as a file beside the page. Split a page that is too long. Figures belong in `data/actuals/`.
    """
