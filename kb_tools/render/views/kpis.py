"""KPIs as rows: target, latest value, status in a shape and a word, trend; the rest of the definition folded away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from kb_tools.content.kpi import Kpi
from kb_tools.content.plan import plan_of
from kb_tools.insight.kpi import Status, kpi_state
from kb_tools.model.handbook import Handbook
from kb_tools.render.diagrams.trend import trend_large, trend_small
from kb_tools.render.views.measures import measure_of
from kb_tools.report.measures import course_mark, doubts, forecast_text, trend_text, trend_word

if TYPE_CHECKING:
    from kb_tools.render.edition_view import EditionView
    from kb_tools.render.page_view import PageView

__all__ = ["KpiRow", "linked_kpis", "own_kpis"]

#: Said by the columns of the row itself.
_IN_ROW = frozenset({"id", "name"})
_NOTHING = Markup("")


@dataclass(frozen=True)
class KpiRow:
    """A KPI as a reader compares it.

    Attributes:
        anchor: Id of the row; empty when the KPI belongs to another page.
        name: Its name, as a link when it belongs to another page.
        target: What should be reached, in words.
        latest: The newest value, empty when there is none.
        period: When that was.
        status: `good`, `watch`, `bad` or `unknown`.
        status_word: The same in words.
        trend: Small picture of the values.
        large: The same in full, with a table.
        more: The rest of the definition.
        course: Whether it gets better or worse, in two words; empty without a trend, and for readers outside.
        doubts: What speaks against believing it, in two words each; nothing for readers outside.
    """

    anchor: str
    name: Markup
    target: str
    latest: str
    period: str
    status: Status
    status_word: str
    trend: Markup
    large: Markup
    more: Markup
    course: str = ""
    doubts: tuple[str, ...] = ()


def own_kpis(page: PageView, key: str = "kpis") -> list[KpiRow]:
    """The KPIs that a page defines; the field counts as shown."""
    found = []
    for kpi in page.take(key) or ():
        full = f"{page.local.id}/{kpi.id}"
        fields = page.values.fields(kpi, plan_of(Kpi))
        pairs = [*_judged(page.view, full, kpi)]
        pairs += [(page.values.label(name), shown) for name, shown in fields if name not in _IN_ROW]
        more = Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(label, shown) for label, shown in pairs)
        found.append(_row(page.view, full, kpi, Markup("{}").format(kpi.name), anchor=kpi.id, more=more))
    return found


def linked_kpis(page: PageView, targets: tuple[str, ...]) -> list[KpiRow]:
    """KPIs of other pages that a page refers to; one that does not exist is shown as it is written."""
    found = []
    for target in targets:
        full = _full_id(page.view.handbook, page, target)
        link = page.view.link(page.local.src, target, ("kpi",), owner_id=page.local.id)
        owner = page.view.edition.by_id.get(full.split("/")[0])
        kpi = (
            next((kpi for kpi in getattr(owner.record, "kpis", ()) if f"{owner.id}/{kpi.id}" == full), None)
            if owner
            else None
        )
        found.append(_row(page.view, full, kpi, link))
    return found


def _full_id(handbook: Handbook, page: PageView, target: str) -> str:
    found = handbook.resolve(target, ("kpi",), page.local.source)
    return found.id if found else target


def _row(view: EditionView, full: str, kpi: Any, name: Markup, *, anchor: str = "", more: Markup = _NOTHING) -> KpiRow:
    state = kpi_state(view.handbook, full, view.as_of)
    said, latest = view.wording, state.latest
    if kpi is None:
        return KpiRow(anchor, name, "", "", "", "unknown", view.words("kpi.unknown"), Markup(""), Markup(""), more)
    target = view.words(f"kpi.target_{kpi.direction}", value=said.amount(kpi.target, kpi.unit))
    judged = measure_of(view, full)
    course = judged is not None and judged.trend.course != "none" and not view.outside
    return KpiRow(
        anchor=anchor,
        name=name,
        target=target,
        latest=said.amount(latest.value, kpi.unit) if latest else "",
        period=said.period(latest.period) if latest else "",
        status=state.status,
        status_word=view.words(f"kpi.{state.status}"),
        trend=trend_small(view, full),
        large=trend_large(view, full) if anchor else Markup(""),
        more=more,
        course=f"{course_mark(judged.trend)} {trend_word(said, judged.trend)}" if judged and course else "",
        doubts=tuple(view.words(f"doubt.{doubt}") for doubt in judged.honesty.doubts)
        if judged and not view.outside
        else (),
    )


def _judged(view: EditionView, full: str, kpi: Any) -> Iterator[tuple[str, Markup]]:
    """Trend, forecast and doubts in sentences."""
    judged = measure_of(view, full)
    if judged is None or not judged.values or view.outside:
        return
    yield view.words("kpi_report.trend"), Markup("{}").format(trend_text(view.wording, kpi, judged.trend))
    yield view.words("kpi_report.forecast"), Markup("{}").format(forecast_text(view.wording, judged, kpi))
    for _, text in doubts(view.wording, judged, kpi):
        yield view.words("kpi_report.doubt"), Markup("{}").format(text)
