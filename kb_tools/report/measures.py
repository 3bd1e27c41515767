"""What is said of a KPI's figures, in sentences that the terminal and the pages share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kb_tools.insight.honesty import Doubt
from kb_tools.insight.periods import next_period, ordinal
from kb_tools.insight.scorecard import Measure
from kb_tools.insight.trend import Trend
from kb_tools.model.handbook import Actual
from kb_tools.report.telling import Telling

__all__ = [
    "amount",
    "course_mark",
    "doubts",
    "expected",
    "forecast_text",
    "spark",
    "target",
    "trend_text",
    "trend_word",
]

_BARS = "▁▂▃▄▅▆▇█"
#: Periods that a sparkline of text shows.
_SHOWN = 12


def amount(said: Telling, kpi: Any, value: float | tuple[float, ...]) -> str:
    """A value or a range with the KPI's unit."""
    return said.amount(value, kpi.unit or "")


def target(said: Telling, kpi: Any) -> str:
    """What should be reached: `≥ 95%`."""
    return said.words(f"kpi.target_{kpi.direction}", value=amount(said, kpi, kpi.target))


def course_mark(trend: Trend) -> str:
    """An arrow: whether the figure rises or falls; whether that is good is said by the word beside it."""
    if trend.course == "none":
        return "→" if trend.why_none == "flat" else "·"
    return "↗" if trend.slope > 0 else "↘"


def trend_word(said: Telling, trend: Trend) -> str:
    """The trend in two words."""
    return said.words(f"measure.trend_{trend.why_none or trend.course}")


def trend_text(said: Telling, kpi: Any, trend: Trend) -> str:
    """The trend in a sentence: what was looked at, and why there is none."""
    if trend.course == "none":
        return said.words(f"measure.no_trend_{trend.why_none}", count=trend.count)
    slope = said.difference(trend.slope, kpi.unit or "", signed=True)
    key = "measure.trend_is_range" if kpi.direction == "range" else "measure.trend_is"
    return said.words(key, word=trend_word(said, trend), count=trend.count, slope=slope)


def forecast_text(said: Telling, measure: Measure, kpi: Any) -> str:
    """What the next period will bring; or why nobody should say it."""
    found = measure.forecast
    if found.value is None or found.low is None or found.high is None:
        season = said.period(found.detail) if found.detail else ""
        return said.words(f"measure.no_forecast_{found.why_not}", count=found.count, period=season)
    return said.words(
        "measure.forecast",
        period=said.period(found.period),
        value=expected(said, measure, kpi),
        low=amount(said, kpi, _rounded(measure.values, found.low)),
        high=amount(said, kpi, _rounded(measure.values, found.high)),
        status=said.words(f"kpi.{found.status}"),
    )


def expected(said: Telling, measure: Measure, kpi: Any) -> str:
    """The forecast's value with its unit, as exact as the values are; empty where there is none."""
    value = measure.forecast.value
    return "" if value is None else amount(said, kpi, _rounded(measure.values, value))


def doubts(said: Telling, measure: Measure, kpi: Any) -> Iterator[tuple[Doubt, str]]:
    """Each doubt in a sentence, the worst first.

    Args:
        said: The reader's language.
        measure: The KPI.
        kpi: Its record in the reader's language.
    """
    honest = measure.honesty
    for doubt in honest.doubts:
        if doubt == "loosened":
            for change in honest.loosened:
                yield (
                    doubt,
                    said.words(
                        "measure.doubt_loosened",
                        day=said.day_text(change.day),
                        old=amount(said, kpi, change.old),
                        new=amount(said, kpi, change.new),
                        period=said.period(change.period),
                        value=amount(said, kpi, change.value),
                    ),
                )
        elif doubt == "stale":
            facts = {"period": said.period(honest.stale), "next": said.period(next_period(honest.stale))}
            yield doubt, said.words("measure.doubt_stale", **facts)
        elif doubt == "gap":
            periods = said.words("page.list_join").join(said.period(period) for period in honest.gaps[-3:])
            more = " …" if len(honest.gaps) > 3 else ""
            yield doubt, said.words("measure.doubt_gap", count=len(honest.gaps), periods=periods + more)
        else:
            yield doubt, said.words(f"measure.doubt_{_key(measure, doubt)}", **_counts(measure))


def spark(values: Sequence[Actual]) -> str:
    """The last twelve periods as bars; a period without a value is a gap."""
    if not values:
        return ""
    last = ordinal(values[-1].period)
    shown = {ordinal(actual.period): actual.value for actual in values if last - ordinal(actual.period) < _SHOWN}
    low, high = min(shown.values()), max(shown.values())
    step = (high - low) / (len(_BARS) - 1)
    bars = {place: _BARS[round((value - low) / step) if step else 3] for place, value in shown.items()}
    return "".join(bars.get(place, " ") for place in range(min(shown), last + 1))


def _key(measure: Measure, doubt: Doubt) -> str:
    if doubt == "never-missed":
        return "easy" if measure.honesty.easy else "never_missed"
    if doubt == "unplanned":
        return "unplanned" if measure.honesty.red > 1 else "unplanned_once"
    return doubt


def _counts(measure: Measure) -> dict[str, int]:
    honest = measure.honesty
    return {"count": max(honest.never_missed, 0), "same": honest.flat, "red": honest.red}


def _rounded(values: Sequence[Actual], value: float) -> float:
    """As many decimals as the most exact of the values has."""
    digits = max((len(f"{actual.value:.10g}".partition(".")[2]) for actual in values), default=0)
    return round(value, digits)
