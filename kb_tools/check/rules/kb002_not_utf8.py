"""KB002 not-utf8."""

from __future__ import annotations

from kb_tools.check.rule import load_rule
from kb_tools.model.diagnostic import Severity

__all__ = ["not_utf8"]


@load_rule("KB002", "not-utf8", Severity.ERROR)
def not_utf8() -> None:
    """A file is not in UTF-8; most often an editor has saved it as GBK or as "Unicode" (UTF-16).

    ## Why it matters
    In any other encoding the Chinese text turns into garbage on the next computer, and no tool can tell what it said.

    ## Example
    ```text
    Notepad, "Save as", encoding ANSI: on a Chinese Windows that is GBK.
    ```

    ## Fix
    Save the file as UTF-8. On a command line: `iconv -f GB18030 -t UTF-8 OLD > NEW`, for UTF-16 `iconv -f
    UTF-16`.
    """
