"""KB003 control-character."""

from __future__ import annotations

from kb_tools.check.rule import load_rule
from kb_tools.model.diagnostic import Severity

__all__ = ["control_character"]


@load_rule("KB003", "control-character", Severity.ERROR)
def control_character() -> None:
    """A file contains a character that no keyboard types and no screen shows, such as a null byte or an escape.

    ## Why it matters
    Such characters come with text that was copied from a terminal or a PDF. They break search, feeds and printing, and
    can make a line look different from what it says.

    ## Example
    ```text
    U+0008 (backspace) in the middle of a command that readers will copy.
    ```

    ## Fix
    Delete the character at the named place, or type the line anew. If the file is not a text at all, it does not belong
    under this name.
    """
