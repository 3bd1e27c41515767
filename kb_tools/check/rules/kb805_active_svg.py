"""KB805 active-svg."""

from __future__ import annotations

from kb_tools.check.rule import load_rule
from kb_tools.model.diagnostic import Severity

__all__ = ["active_svg"]


@load_rule("KB805", "active-svg", Severity.ERROR)
def active_svg() -> None:
    """An SVG image contains something that acts: a script, an event handler, an animation, embedded HTML.

    The file is not published.

    ## Why it matters
    An SVG is a document with a drawing in it. Opened by its address, it runs what it contains with the reader's
    rights on the intranet, just like a page (OWASP: unrestricted file upload).

    ## Example
    ```xml
    <svg xmlns="http://www.w3.org/2000/svg" onload="...">
    ```

    ## Fix
    Export it again without interactive parts (draw.io: without *Formatted text*, which becomes `foreignObject`), or
    as PNG.
    """
