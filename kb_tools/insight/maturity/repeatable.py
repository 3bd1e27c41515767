"""Level 2, repeatable: somebody is there, goes in, comes out, and it was done more than once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kb_tools.insight.maturity.evidence import Fact, Ids, Result, Value, judged, lacking, seen
from kb_tools.insight.maturity.ground import Ground, months_before
from kb_tools.insight.periods import last_day
from kb_tools.model.page import Page

__all__ = ["activities", "ends", "executed", "measures", "records", "staffed"]

_ACTIVITIES = 3
_EXECUTIONS = 2
_MONTHS = 12


def staffed(ground: Ground, page: Page) -> Result:
    """M2.1: owner and manager are named, and each role has somebody who holds it."""
    facts = []
    for field, role in (("owner", page.record.owner), ("manager", page.record.manager)):
        post = ground.post(role)
        if post is None:
            facts.append(lacking(f"no_{field}"))
        elif post.holders:
            facts.append(seen("held", role=Ids([post.id]), people=Ids(post.holders)))
        else:
            facts.append(lacking("not_held", role=Ids([post.id])))
    return judged(facts)


def ends(ground: Ground, page: Page) -> Result:
    """M2.2: one input says where it comes from, one output who receives it."""
    inputs = sum(1 for item in page.record.inputs if item.from_)
    outputs = sum(1 for item in page.record.outputs if item.to)
    counted = (("inputs", inputs, page.record.inputs), ("outputs", outputs, page.record.outputs))
    return judged(
        [
            Fact(f"{side}_named", ok=count > 0, values={"count": count, "all": len(items)})
            for side, count, items in counted
        ]
    )


def activities(ground: Ground, page: Page) -> Result:
    """M2.3: three activities, each done by a role that somebody holds; a sub-process is done by its own process."""
    found = page.record.activities
    facts = [Fact("activities", ok=len(found) >= _ACTIVITIES, values={"count": len(found), "least": _ACTIVITIES})]
    for activity in found:
        if activity.process and not activity.responsible:
            continue
        if not any(post.holders for post in ground.posts(activity.responsible)):
            facts.append(lacking("nobody_does", activity=Ids([f"{page.id}/{activity.id}"])))
    return judged(facts)


def measures(ground: Ground, page: Page) -> Result:
    """M2.4: a quality standard or a KPI."""
    kpis, standards = len(page.record.kpis), len(page.record.quality_standards)
    return judged([Fact("measures", ok=kpis + standards > 0, values={"kpis": kpis, "standards": standards})])


def executed(ground: Ground, page: Page) -> Result:
    """M2.5: two proofs within 12 months that it was done: measured values of different periods, or reviews."""
    proofs = dict([*_measured(ground, page), *_reviewed(ground, page)])
    since = months_before(ground.as_of, _MONTHS)
    values: dict[str, Value] = {"count": len(proofs), "least": _EXECUTIONS, "since": since}
    facts = [Fact("executions", ok=len(proofs) >= _EXECUTIONS, values=values)]
    return judged([*facts, proofs[max(proofs)]] if proofs else facts)


def _measured(ground: Ground, page: Page) -> Iterator[tuple[dt.date, Fact]]:
    """Last day of every measured period that lies at least partly in the window, and the period as a fact."""
    since = months_before(ground.as_of, _MONTHS)
    for kpi in page.record.kpis:
        for actual in ground.values(page, kpi):
            ends_on = last_day(actual.period)
            if ends_on and ends_on >= since:
                yield ends_on, seen("newest_period", period=actual.period)


def _reviewed(ground: Ground, page: Page) -> Iterator[tuple[dt.date, Fact]]:
    for review in ground.reviews(page.id):
        day = review.record.held_on
        if ground.within(day, _MONTHS):
            yield day, seen("newest_review", review=Ids([review.id]), day=day)


def records(ground: Ground, page: Page) -> Result:
    """M2.6: the records that stay behind are listed, each with the system that keeps it."""
    found = page.record.records
    named = sum(1 for record in found if record.system)
    return judged([Fact("records", ok=0 < len(found) == named, values={"count": named, "all": len(found)})])
