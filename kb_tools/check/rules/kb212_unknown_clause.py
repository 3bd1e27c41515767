"""KB212 unknown-clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.content.framework import Framework
from kb_tools.load.frameworks import frameworks_of
from kb_tools.load.schema import closest
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["unknown_clause"]


@handbook_rule("KB212", "unknown-clause", Severity.ERROR, bodies=False)
def unknown_clause(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A page says that it implements a clause or a framework that nobody knows.

    Known are ISO/IEC 20000-1, ITIL 4 and FitSM, and what lies in `data/frameworks/`. A heading such as `8.5.1` stands
    for all clauses below it.

    ## Why it matters
    An auditor asks for a clause and gets the pages that name it. A wrong number is a page that is not shown, and a gap
    that there is not.

    ## Example
    ```yaml
    frameworks: {iso20000: ["8.6.33"]}
    ```

    ## Fix
    Correct the number; `kb coverage iso20000` lists all of them. A framework of your own is a file:
    `data/frameworks/iso9001.yml`.
    """
    if not any(page.brief.clauses for page in handbook.pages):
        return
    known = frameworks_of(handbook)
    right = {f"{name} {number}" for name, found in known.items() for number in (*found.clauses, *found.groups)}
    for page in handbook.pages:
        if page.brief.clauses and not right.issuperset(page.brief.clauses):
            yield from _on(page, known)


def _on(page: Page, known: Mapping[str, Framework]) -> Iterator[Finding]:
    for name, clauses in page.values.get("frameworks", {}).items():
        framework = known.get(name)
        if framework is None:
            guess = closest(name, known)
            args = (("framework", name), ("guess", guess), ("known", ", ".join(known)))
            variant = "framework" if guess else "framework-no-guess"
            yield Finding(page.at("frameworks", name), "KB212", variant, args)
            continue
        numbers = (*framework.clauses, *framework.groups)
        for place, clause in enumerate(clauses):
            if clause not in numbers:
                guess = closest(clause, numbers)
                args = (("framework", name), ("clause", clause), ("guess", guess))
                yield Finding(page.at("frameworks", name, place), "KB212", "" if guess else "no-guess", args)
