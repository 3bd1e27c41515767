"""KB214 asked-nowhere."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.model.asked import Asked
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.location import Location
from kb_tools.model.overview import OVERVIEW_FOLDER, OVERVIEW_PAGES, OVERVIEW_SETTINGS

__all__ = ["asked_nowhere"]


@handbook_rule("KB214", "asked-nowhere", Severity.WARNING, bodies=False)
def asked_nowhere(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A line of `data/asked/` cannot be read, or names a page that does not exist.

    The first line is `page,asked`; every other line holds a page and one way in which a reader asked for it. The page
    is the id of a record or of a person, or `overview/NAME`.

    ## Why it matters
    Readers who ask in these words find nothing, though somebody took the trouble to write down where the answer is.
    Knowledge-Centered Service (KCS v6): what is captured is findable in the words of those who ask.

    ## Example
    ```text
    page,asked
    ke-00001,my inbox crawls after the break
    ```

    ## Fix
    Write the id as the page has it; the closest one is named. A question that holds a comma stands in quotation marks.
    """
    overview = {f"{OVERVIEW_FOLDER}/{name}" for name in (*OVERVIEW_PAGES, *OVERVIEW_SETTINGS)}
    lost = [
        (page, rows)
        for page, rows in handbook.asked.items()
        if page not in handbook.by_id and page not in handbook.people and page not in overview
    ]
    known = sorted({*handbook.by_id, *handbook.people, *overview}) if lost else []
    for page, rows in lost:
        yield _unknown(page, rows, known)


def _unknown(page: str, rows: tuple[Asked, ...], known: list[str]) -> Finding:
    near = difflib.get_close_matches(page, known, n=1)
    args = (("page", page), ("guess", "".join(near)), ("count", str(len(rows))))
    where = Location(rows[0].path, rows[0].line, 1, rows[0].line, len(page) + 1)
    return Finding(where, "KB214", "unknown" if near else "unknown-no-guess", args)
