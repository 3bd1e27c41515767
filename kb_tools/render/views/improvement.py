"""An improvement: where it stands in the PDCA cycle, and what its figures say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from kb_tools.insight.gain import Gain, gain
from kb_tools.load.edition import LocalPage
from kb_tools.render.diagrams.trend import trend_small
from kb_tools.render.own import own
from kb_tools.render.views.people import Who, who

if TYPE_CHECKING:
    from kb_tools.render.edition_view import EditionView
    from kb_tools.render.page_view import PageView

__all__ = ["STAGES", "Figure", "ImprovementFacts", "Lock", "figures", "improvement", "is_late", "measure_name"]

#: Stages that an improvement goes through; one that is rejected leaves the cycle.
STAGES = ("plan", "do", "check", "act", "closed")
_CYCLE = Markup('<ol class="kb-pdca" aria-label="{}">{}</ol>')
_STAGE = Markup('<li class="kb-pdca-{}"{}><strong>{}</strong>{}<span>{}</span></li>')
_VERDICT = {"achieved": "good", "partly": "watch", "not-achieved": "bad"}


@dataclass(frozen=True)
class Figure:
    """Baseline, goal or result: key, value with its unit, and period."""

    key: str
    value: str
    period: str


@dataclass(frozen=True)
class Lock:
    """A page that keeps the gain: link, day of its attestation, what was changed, and whether it can be seen."""

    page: Markup
    on: dt.date
    how: Markup
    before: str
    status: str
    word: str


@dataclass(frozen=True)
class ImprovementFacts:
    """What the page of an improvement says beyond its fields.

    Attributes:
        owner: Who sees to it.
        raised_by: Who raised it.
        cycle: The stages, the one where it stands marked.
        late: Whether its day has passed while it is under way.
        measure: What shows whether it helped, as a link where it is a KPI.
        trend: Values of that KPI as a small picture.
        figures: Baseline, goal, result.
        change: What changed from baseline to result, in words.
        verdict: Status and word of the verdict, empty when there is none.
        done: How many steps are done.
        locks: Pages that keep the gain.
    """

    owner: Who | None
    raised_by: Who | None
    cycle: Markup
    late: bool
    measure: Markup
    trend: Markup
    figures: tuple[Figure, ...]
    change: str
    verdict: tuple[str, str]
    done: int
    locks: tuple[Lock, ...]


def improvement(page: PageView) -> ImprovementFacts:
    """An improvement; the fields behind it count as shown."""
    record, said = page.record, gain(page.view.handbook, page.local.source)
    shown = ("kpi",) if record.kpi else ("measure", "unit")
    for key in (*shown, "baseline", "baseline_period", "goal", "result", "result_period"):
        page.take(key)
    stage, verdict = page.take("stage"), page.take("verdict")
    return ImprovementFacts(
        owner=who(page, page.take("owner")),
        raised_by=who(page, page.take("raised_by")),
        cycle=_cycle(page, stage) if stage != "rejected" else Markup(""),
        late=is_late(page.local, page.view.as_of),
        measure=measure_name(page.view, page.local, page.local.src),
        trend=trend_small(page.view, said.kpi) if said.kpi else Markup(""),
        figures=figures(page.view, page.local),
        change=_change(page.view, page.local, said),
        verdict=(_VERDICT.get(verdict, "unknown"), page.choice("verdict", verdict)) if verdict else ("", ""),
        done=sum(bool(step.done_on) for step in record.steps),
        locks=tuple(_lock(page, entry) for entry in page.take("locked_in") or ()),
    )


def is_late(local: LocalPage, as_of: dt.date) -> bool:
    """Whether an improvement should have been finished by now."""
    record = local.record
    return bool(record.due and record.due < as_of and record.stage not in ("closed", "rejected"))


def measure_name(view: EditionView, local: LocalPage, src: str) -> Markup:
    """What is measured: a link to the KPI, or the measure in words."""
    if local.record.kpi:
        return view.link(src, local.record.kpi, ("kpi",), owner_id=local.id)
    return view.prose(src, local.record.measure or "", local.id)


def figures(view: EditionView, local: LocalPage) -> tuple[Figure, ...]:
    """Baseline, goal and result as far as there are any."""
    record, unit = local.record, _unit(view, local)
    values = (
        ("baseline", record.baseline, record.baseline_period),
        ("goal", record.goal, None),
        ("result", record.result, record.result_period),
    )
    return tuple(
        Figure(key, view.wording.amount(value, unit), view.wording.period(period) if period else "")
        for key, value, period in values
        if value is not None
    )


def _unit(view: EditionView, local: LocalPage) -> str:
    """The unit of the measure in this language."""
    goal = view.handbook.resolve(local.record.kpi, ("kpi",), local.source) if local.record.kpi else None
    if goal is None or goal.page is None:
        return str(local.record.unit or "")
    owner = view.local(goal.page.id)
    return next((str(kpi.unit) for kpi in owner.record.kpis if kpi.id == goal.anchor), "") if owner else ""


def _cycle(page: PageView, current: str | None) -> Markup:
    place = STAGES.index(current) if current in STAGES else -1
    items = []
    for number, key in enumerate(STAGES):
        past = number < place or key == current == "closed"
        when = "past" if past else "now" if number == place else "later"
        said = Markup('<span class="kb-offscreen">{}</span>').format(page.words("record.past")) if past else ""
        here = Markup(' aria-current="step"') if number == place else ""
        name, meaning = page.choice("stage", key), page.words(f"record.stage_{key}")
        items.append(_STAGE.format(when, here, name, said, meaning))
    return own(_CYCLE.format(page.label("stage"), Markup("").join(items)))


def _change(view: EditionView, local: LocalPage, said: Gain) -> str:
    record = local.record
    if said.better is None or record.result is None or record.baseline is None:
        return ""
    away = view.wording.difference(round(abs(record.result - record.baseline), 4), _unit(view, local))
    key = "better" if said.better else "same" if record.result == record.baseline else "worse"
    return view.words(f"record.change_{key}", value=away)


def _lock(page: PageView, entry: Any) -> Lock:
    target = page.view.handbook.by_id.get(entry.page)
    reviewed = target.record.reviewed if target and target.readable else None
    kept = bool(reviewed and reviewed.date >= entry.on and (not entry.before or reviewed.hash != entry.before))
    status = "good" if kept else "watch"
    return Lock(
        page=page.link(entry.page),
        on=entry.on,
        how=page.prose(entry.how or ""),
        before=entry.before or "",
        status=status,
        word=page.words("record.locked" if kept else "record.not_locked"),
    )
