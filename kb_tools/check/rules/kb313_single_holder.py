"""KB313 single-holder."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.model.cover import active
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["single_holder"]

#: States in which a known error is still being written, or no longer used.
_SILENT = frozenset({"draft", "archived"})
#: References to who knows it, as the page's brief has them.
_KNOW = tuple(f"person {field} " for field in ("authors", "applied", "applied.by", "verified.by"))


@handbook_rule("KB313", "single-holder", Severity.INFO, bodies=False)
def single_holder(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """Only one person who is still here understands a known error.

    Counted are its authors, whoever verified it, and whoever applied it. Drafts and archived known errors are left
    out, and so are those whose author verified them: KB602 speaks of these.

    ## Why it matters
    The page says what to do, but on the day when it does not work only one person knows why. ISO/IEC 20000-1 (7.6)
    asks for knowledge that is available where it is needed; KCS lets others use an article before it counts as
    validated.

    ## Example
    ```yaml
    authors: [xu-feng]
    ```

    ## Fix
    Let somebody else try the workaround, and write it down:
    ```yaml
    verified: {by: lin-hao, date: 2026-11-10}
    ```
    """
    there: dict[str, bool] = {}
    for page in handbook.by_type.get("known-error", ()):
        names = _names(page)
        for person in names:
            if person not in there:
                there[person] = active(handbook, person, context.as_of)
        holders = [person for person in names if there[person]]
        if len(holders) == 1 and _counts(page):
            place = page.at("authors" if "authors" in page.written_keys else "verified")
            yield Finding(place, "KB313", args=(("person", holders[0]),))


def _names(page: Page) -> dict[str, None]:
    """Everybody whom the page names as knowing it, from its brief alone: nothing is decoded."""
    return {use.split(" ", 2)[2]: None for use in page.brief.uses if use.startswith(_KNOW)}


def _counts(page: Page) -> bool:
    values = page.values
    verifier = (values.get("verified") or {}).get("by")
    if verifier and verifier in (values.get("authors") or ()):
        return False
    return page.readable and values.get("status") != "retired" and values.get("state") not in _SILENT
