"""KB611 person-in-steps."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.mentions import Mentions
from kb_tools.check.rule import Context, handbook_rule
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["person_in_steps"]


@handbook_rule("KB611", "person-in-steps", Severity.WARNING)
def person_in_steps(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """The text of a procedure names a person.

    ## Why it matters
    People go on leave, change jobs and leave; the step stays. A role has a holder and deputies, so that the reader
    always finds somebody. ISO/IEC 20000-1 (5.3) and FitSM (GR1) assign work to roles.

    ## Example
    ```markdown
    4. 打电话给王磊，请他重启核心交换机。
    ```

    ## Fix
    Name the role: `[[network-engineer]]`. Who tried the steps stands in the front matter (`beginner_tested_by`).
    """
    mentions = Mentions(handbook)
    for source in handbook.by_type.get("procedure", ()):
        translations = (handbook.translation_of.get((lang, source.src)) for lang in handbook.languages[1:])
        for page in (source, *translations):
            for found in mentions.of(page) if page else ():
                yield Finding(found.where, "KB611", "", (("name", found.name), ("id", found.person)))
