"""KB010 link-out-of-tree."""

from __future__ import annotations

from kb_tools.check.rule import load_rule
from kb_tools.model.diagnostic import Severity

__all__ = ["link_out_of_tree"]


@load_rule("KB010", "link-out-of-tree", Severity.ERROR)
def link_out_of_tree() -> None:
    """A symbolic link leads out of the docs folder, to a folder, or nowhere.

    ## Why it matters
    Whoever may propose a page could publish any file of the build machine with it: keys, settings, other projects. A
    link to a folder can also run in a circle.

    ## Example
    ```text
    docs/zh/files/contract.pdf -> /srv/contracts/isp.pdf
    ```

    ## Fix
    Copy the file into the docs folder, or link from the page to where it is kept. A link to a file inside the docs
    folder is allowed.
    """
