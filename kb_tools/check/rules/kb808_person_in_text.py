"""KB808 person-in-text."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.mentions import Mention, Mentions
from kb_tools.check.rule import Context, handbook_rule
from kb_tools.model.audience import audience_of, outside_lines
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["person_in_text"]


@handbook_rule("KB808", "person-in-text", Severity.WARNING)
def person_in_text(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A text names a colleague although its readers shall not see names.

    ## Why it matters
    `[publish] people` keeps names out of everything that the program writes, and readers outside see none in any case.
    What stands in the text of a page is published as it stands, and undoes that; so is a line of `data/asked/`.

    ## Example
    ```markdown
    有疑问请联系王磊。   <!-- with people = "initials", or on a page with `audience: customer` -->
    ```

    ## Fix
    Name the role: `[[network-engineer]]`.
    """
    hidden = context.config.publish.people != "names"
    outside = {page.id: page for page in handbook.pages if audience_of(page) != "internal" and page.readable}
    if not hidden and not outside:
        return
    mentions = Mentions(handbook)
    for page in handbook.every_page():
        if not hidden and page.id not in outside:
            continue
        for found in mentions.of(page):
            if hidden or found.where.line in outside_lines(outside[page.id], page):
                yield _finding(found)
    for target, rows in handbook.asked.items() if hidden else ():  # readers outside get none of them
        if target not in handbook.people:  # what asks for somebody goes with the name
            yield from (_finding(found) for row in rows for found in mentions.of_question(row))


def _finding(found: Mention) -> Finding:
    return Finding(found.where, "KB808", "", (("name", found.name), ("id", found.person)))
