"""KB306 role-cover."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.scope import approved
from kb_tools.check.standing import because, names
from kb_tools.model.cover import Cover, accepted_risks, cover
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["role_cover"]

#: From this criticality on a role must be covered.
_CRITICAL = 4
#: Roles that decide: these need a second person whatever `required_cover` says.
_DECIDING = ("owner", "manager", "service-owner")


@handbook_rule("KB306", "role-cover", Severity.ERROR, bodies=False)
def role_cover(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A role of criticality 4 or 5 has fewer people who can act than it needs.

    Counted are different people, holders and deputies, who are active today and qualified: every skill of the role at
    its level, assessed within 12 months. An owner, manager or service owner also needs an active deputy or a second
    holder. `required_cover` is 2 when absent.

    ## Why it matters
    One flu, one resignation, and the service stops. Depending on key persons is the fault that a handbook is there to
    cure; ISO/IEC 20000-1 (7.2, 7.6), FitSM PR4.

    ## Example
    ```yaml
    kind: operator
    criticality: 5
    required_cover: 2
    skills: [{skill: oracle, level: 3}]
    holders: [{person: xu-feng, since: 2022-03-01}]
    deputies: [{person: lin-hao}]    # oracle 1: does not count
    ```

    ## Fix
    Name or train a second person. Where that takes time, say so: a risk that links the role, with
    `treatment: accept`, `accepted_by` and an `accepted_until` that has not passed, stands in for the missing person.
    """
    risks = accepted_risks(handbook, context.as_of)
    for role in approved(handbook, "role"):
        if role.record.criticality < _CRITICAL or role.id in risks:
            continue
        found = cover(handbook, role, context.as_of)
        if found.missing:
            yield _too_few(role, found)
        elif role.record.kind in _DECIDING and not found.active_deputies and len(found.active_holders) < 2:
            args = (("criticality", str(role.record.criticality)), ("kind", role.record.kind))
            alone = (("counted", names(found.active_holders)),)
            yield Finding(role.at("deputies"), "KB306", "no-deputy", (*args, *alone))


def _too_few(role: Page, found: Cover) -> Finding:
    counted = found.on_paper
    others = [because(member) for member in found.members if not member.counts and member.person not in counted]
    variants = ("", "few") if counted else ("nobody", "vacant")
    args = (
        ("criticality", str(role.record.criticality)),
        ("required", str(found.required)),
        ("count", str(len(counted))),
        ("counted", names(counted)),
        ("others", names(others)),
    )
    return Finding(role.at("holders"), "KB306", variants[not others], args)
