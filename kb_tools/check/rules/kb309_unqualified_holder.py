"""KB309 unqualified-holder."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import approved
from kb_tools.check.standing import gap_text
from kb_tools.model.cover import members
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook

__all__ = ["unqualified_holder"]


@handbook_rule("KB309", "unqualified-holder", Severity.WARNING, bodies=False)
def unqualified_holder(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """An active holder or deputy lacks a skill that the role needs, or was last assessed more than 12 months ago.

    ## Why it matters
    The role card promises a skill; the person in the role cannot show it. ISO/IEC 20000-1 (7.2): the needed competence
    is determined, acquired and evidenced.

    ## Example
    ```yaml
    # roles/database-administrator.md
    skills: [{skill: oracle, level: 3}]
    deputies: [{person: lin-hao}]
    # data/people.yml
    lin-hao: {name: {zh: 林浩}, skills: [{skill: oracle, level: 1, assessed_on: 2026-03-12}]}
    ```

    ## Fix
    Train or assess the person and write level and day into people.yml; or name somebody who has the skill; or lower
    what the role card asks for, if it asks for too much.
    """
    for role in approved(handbook, "role"):
        for member in members(handbook, role, context.as_of):
            if member.inactive or not member.gaps:
                continue
            where = role.at(member.key, member.number, "person")
            for variant, outdated in (("", False), ("outdated", True)):
                found = [gap_text(gap) for gap in member.gaps if gap.outdated is outdated]
                if found:
                    args = (("person", member.person), ("post", member.post), ("gaps", "; ".join(found)))
                    yield Finding(where, "KB309", variant, args)
