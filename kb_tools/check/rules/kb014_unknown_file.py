"""KB014 unknown-file."""

from __future__ import annotations

from kb_tools.check.rule import load_rule
from kb_tools.model.diagnostic import Severity

__all__ = ["unknown_file"]


@load_rule("KB014", "unknown-file", Severity.WARNING)
def unknown_file() -> None:
    """A file in the docs folder is neither a page, nor data, nor of a kind that is published.

    ## Why it matters
    It is left out of the site, and somebody believes that readers can see it. A misspelt name of a data file means that
    people, teams or figures are missing without a word.

    ## Example
    ```text
    docs/data/person.yml       # people.yml
    docs/zh/files/setup.exe
    ```

    ## Fix
    Rename it to what was meant (the known names are listed), export it as PDF or PNG, or keep it outside the docs
    folder.
    """
