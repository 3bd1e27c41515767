"""Level 3, defined: written down, approved, followed, fitting to its neighbours, and not resting on one person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb_tools.insight.interfaces import Interface
from kb_tools.insight.maturity.evidence import Fact, Ids, Result, Value, judged, lacking, nothing, seen
from kb_tools.insight.maturity.ground import Ground
from kb_tools.insight.maturity.steps import has_steps
from kb_tools.insight.review_due import next_review
from kb_tools.model.page import Page

__all__ = ["anchored", "approved", "elements", "measurable", "neighbours", "operators", "raci", "steps", "substitutes"]
__all__ += ["trained"]

_SHARE = 80
#: What makes a KPI complete.
_COMPLETE = ("formula", "unit", "target", "direction", "frequency", "source")


def operators(record: Any) -> tuple[str, ...]:
    """Roles that are responsible for an activity, in the order of the activities."""
    return tuple(dict.fromkeys(role for activity in record.activities for role in activity.responsible))


def approved(ground: Ground, page: Page) -> Result:
    """M3.1: approved, read by somebody who did not write it alone, unchanged since, next reading still ahead."""
    record = page.record
    status = Fact("status", ok=record.status == "approved", values={"status": record.status})
    return judged([status, *_attestation(ground, page, record)])


def _attestation(ground: Ground, page: Page, record: Any) -> Iterator[Fact]:
    read = record.reviewed
    if read is None or read.date > ground.as_of:
        yield lacking("not_read")
        return
    yield seen("read", person=Ids([read.by]), day=read.date)
    if not read.hash:
        yield lacking("not_recorded")
    elif read.hash.lower() != page.substance:
        yield lacking("changed_since", day=read.date)
    if not record.authors:
        yield lacking("no_author")
    elif set(record.authors) == {read.by}:
        yield lacking("own_work", person=Ids([read.by]))
    due = next_review(read.date.isoformat(), str(record.review_every))
    if due:
        yield Fact("next_reading", ok=due >= ground.as_of, values={"day": due})


def raci(ground: Ground, page: Page) -> Result:
    """M3.2: each activity has one role that answers for it and one or more that do it; a sub-process its process."""
    facts = []
    for activity in page.record.activities:
        accountable, named = len(set(activity.accountable)), Ids([f"{page.id}/{activity.id}"])
        if accountable > 1 or not (accountable or activity.process):
            facts.append(lacking("not_one_answers", activity=named, count=accountable))
        if not (activity.responsible or activity.process):
            facts.append(lacking("no_role_does", activity=named))
    count = len(page.record.activities)
    return judged(facts or [Fact("raci", ok=count > 0, values={"count": count})])


def steps(ground: Ground, page: Page) -> Result:
    """M3.3: four of five activities have steps, and a newcomer has followed one of the procedures."""
    record = page.record
    without = [activity.id for activity in record.activities if not has_steps(ground, page, activity)]
    count = len(record.activities)
    share = _share(count - len(without), count)
    facts = [Fact("steps", ok=share >= _SHARE, values={"count": count - len(without), "all": count, "percent": share})]
    if share < _SHARE and without:
        facts.append(lacking("no_steps", activities=Ids(f"{page.id}/{one}" for one in without)))
    named = [ground.record(activity.procedure, "procedure") for activity in record.activities]
    procedures = dict.fromkeys((*filter(None, named), *ground.procedures.get(page.id, ())))
    tried = [found for found in procedures if found.record.beginner_tested_by]
    if tried:
        person = tried[0].record.beginner_tested_by
        return judged([*facts, seen("tried", procedure=Ids([tried[0].id]), person=Ids([person]))])
    return judged([*facts, lacking("never_tried", procedures=Ids(sorted(found.id for found in procedures)))])


def neighbours(ground: Ground, page: Page) -> Result:
    """M3.4: what other processes deliver and take is the same on both sides."""
    found = ground.interfaces.get(page.id, ())
    if not found:
        return nothing("no_neighbours")
    broken = [_broken(page.id, interface) for interface in found if not interface.holds]
    return judged(broken or [seen("neighbours", count=len(found))])


def _broken(process: str, interface: Interface) -> Fact:
    ours = interface.given if interface.giver == process else interface.taken
    way = "to" if interface.giver == process else "from"
    other = interface.taker if interface.giver == process else interface.giver
    return lacking(f"{'ours' if ours else 'theirs'}_{way}", name=interface.name, process=Ids([other]))


def elements(ground: Ground, page: Page) -> Result:
    """M3.5: the four elements of a service are there: process, organisation, technology, information."""
    record = page.record
    resources = record.resources
    filled = {
        "process": bool(record.activities),
        "organisation": bool(record.owner and record.manager and operators(record)),
        "technology": bool(resources and resources.tools),
        "information": bool(resources and resources.information),
    }
    return judged([Fact(f"element_{name}", ok=there, values={}) for name, there in filled.items()])


def measurable(ground: Ground, page: Page) -> Result:
    """M3.6: one KPI is complete, and one measures the effect."""
    kpis = page.record.kpis
    gaps = {kpi.id: tuple(key for key in _COMPLETE if getattr(kpi, key) is None) for kpi in kpis}
    complete = Ids(f"{page.id}/{kpi}" for kpi, missing in gaps.items() if not missing)
    effective = Ids(f"{page.id}/{kpi.id}" for kpi in kpis if kpi.kind == "effectiveness")
    facts = [Fact("complete_kpis", ok=bool(complete), values={"count": len(complete), "all": len(kpis)})]
    if not complete:
        facts += [lacking("kpi_lacks", kpi=Ids([f"{page.id}/{kpi}"]), fields=fields) for kpi, fields in gaps.items()]
    facts.append(seen("effect", kpis=effective) if effective else lacking("no_effect"))
    return judged(facts)


def substitutes(ground: Ground, page: Page) -> Result:
    """M3.7: two people can act, on paper, as owner, as manager and in every critical role that does something."""
    record = page.record
    doing = [post.id for post in ground.posts(operators(record)) if post.critical]
    roles = [role for role in (record.owner, record.manager) if role]
    posts = ground.posts([*roles, *doing])
    facts = []
    for post in posts:
        values: dict[str, Value] = {
            "role": Ids([post.id]),
            "people": Ids(post.on_paper),
            "proven": len(post.proven),
            "all": post.cover,
        }
        key = "covered" if post.cover > 1 else "one_person" if post.cover else "no_person"
        facts.append(Fact(key, ok=post.cover > 1, values=values))
    facts += [lacking(f"no_{field}") for field in ("owner", "manager") if not ground.post(getattr(record, field))]
    return judged(facts)


def trained(ground: Ground, page: Page) -> Result:
    """M3.8: four of five people who hold one of its roles were trained in it."""
    record = page.record
    roles = [role for role in (record.owner, record.manager, *operators(record)) if role]
    holders = sorted({person for post in ground.posts(roles) for person in post.holders})
    missing = [person for person in holders if person not in ground.trained.get(page.id, ())]
    share = _share(len(holders) - len(missing), len(holders))
    values = {"count": len(holders) - len(missing), "all": len(holders), "percent": share}
    facts = [Fact("trained", ok=share >= _SHARE, values=values)]
    if missing:
        facts.append(Fact("untrained", ok=share >= _SHARE, values={"people": Ids(missing)}))
    return judged(facts)


def anchored(ground: Ground, page: Page) -> Result:
    """M3.9: it names a policy that it follows, and the clauses of a framework that it implements."""
    record = page.record
    policies = Ids(policy for policy in record.policies if ground.record(policy, "policy"))
    frameworks = tuple(sorted(name for name, clauses in record.frameworks.items() if clauses))
    return judged(
        [
            seen("policies", policies=policies) if policies else lacking("no_policy"),
            seen("frameworks", frameworks=frameworks) if frameworks else lacking("no_framework"),
        ]
    )


def _share(count: int, among: int) -> int:
    """Whole per cent, rounded down, so that 79.9 is not 80; 0 of nothing."""
    return 100 * count // among if among else 0
