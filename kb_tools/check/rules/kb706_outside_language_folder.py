"""KB706 outside-language-folder."""

from __future__ import annotations

from kb_tools.check.rule import load_rule
from kb_tools.model.diagnostic import Severity

__all__ = ["outside_language_folder"]


@load_rule("KB706", "outside-language-folder", Severity.WARNING)
def outside_language_folder() -> None:
    """A page lies outside the folders of the handbook's languages, and is not published.

    ## Why it matters
    In a handbook with several languages the first folder says in which language a page is written. A page beside
    these folders belongs to none, so nobody will ever see it.

    ## Example
    `docs/processes/incident-management.md` where `kb.toml` says `languages = ["zh", "en"]`.

    ## Fix
    Move it to `docs/zh/processes/`, or add the language to `[handbook] languages` in `kb.toml`.
    """
