"""Level 5, optimising: something got better by the figures, stays so, and the circle closes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kb_tools.insight.gain import gain
from kb_tools.insight.maturity.evidence import Fact, Ids, Result, judged, lacking, seen
from kb_tools.insight.maturity.ground import SWEEPING, Ground, months_before
from kb_tools.insight.trend import LEAST, trend_of
from kb_tools.model.page import Page

__all__ = ["circle", "course", "improved", "locked", "preventive"]

_MONTHS = 12
_CIRCLE_MONTHS = 18
_SHARE = 50
#: Kinds of reviews that look for what may go wrong, before it does.
_FORESIGHT = frozenset({"gap-analysis", "maturity-assessment", "itsm-assessment", "exercise"})


def improved(ground: Ground, page: Page) -> Result:
    """M5.1: an improvement was closed within 12 months, reached its goal, and the figure is better than before."""
    closed = list(_closed(ground, page))
    facts = [_gain(ground, found) for found in closed]
    won = [fact for fact in facts if fact.ok]
    return judged(won or facts or [lacking("none_closed", since=months_before(ground.as_of, _MONTHS))])


def _closed(ground: Ground, page: Page) -> Iterator[Page]:
    for found in ground.improvements(page.id):
        if found.record.stage == "closed" and ground.within(found.record.closed_on, _MONTHS):
            yield found


def _gain(ground: Ground, found: Page) -> Fact:
    record, said = found.record, gain(ground.handbook, found)
    named = Ids([found.id])
    if record.verdict != "achieved":
        return lacking("not_achieved", improvement=named)
    if not said.better:
        return lacking("not_better", improvement=named)
    return seen("improved", improvement=named, before=record.baseline, after=record.result, day=record.closed_on)


def locked(ground: Ground, page: Page) -> Result:
    """M5.2: for such an improvement the process or a procedure was changed, and what it says now was attested when the
    improvement was closed, or later.
    """
    won = [found for found in _closed(ground, page) if _gain(ground, found).ok]
    if not won:
        return judged([lacking("none_closed", since=months_before(ground.as_of, _MONTHS))])
    facts = [fact for found in won for fact in _locks(ground, found)]
    kept = [fact for fact in facts if fact.ok]
    return judged(kept or facts)


def _locks(ground: Ground, found: Page) -> Iterator[Fact]:
    named, entries, closed = Ids([found.id]), found.record.locked_in, found.record.closed_on
    pages = [(entry, ground.record(entry.page, "process", "procedure")) for entry in entries]
    if not any(page for _, page in pages):
        yield lacking("not_locked", improvement=named)
    for entry, page in pages:
        if page is None:
            continue
        read, place = page.record.reviewed, Ids([page.id])
        begun = found.record.raised_on
        if read is None or not entry.on <= read.date <= ground.as_of or (begun and entry.on < begun):
            yield lacking("not_read_since", improvement=named, page=place, day=entry.on)
        elif closed and read.date < closed:
            yield lacking("read_too_early", improvement=named, page=place, day=read.date, closed=closed)
        elif not entry.before or entry.before in (read.hash, page.substance):
            yield lacking("not_changed", improvement=named, page=place)
        else:
            yield seen("locked", improvement=named, page=place, day=read.date)


def circle(ground: Ground, page: Page) -> Result:
    """M5.3: two reviews of the process within 18 months, and the later one says what became of every action of the
    earlier one. A review of everything at once is none of the process.
    """
    recent = [found for found in ground.reviews(page.id) if ground.within(found.record.held_on, _CIRCLE_MONTHS)]
    reviews = [found for found in recent if found.record.kind not in SWEEPING or _alone(ground, found)]
    if len(reviews) < 2:
        since = months_before(ground.as_of, _CIRCLE_MONTHS)
        return judged([lacking("few_reviews", count=len(reviews), since=since)])
    facts: list[Fact] = []
    for later, earlier in combinations(reversed(reviews), 2):
        fact = _told(later, earlier)
        if fact and fact.ok:
            return judged([fact])
        facts += [fact] if fact else []
    return judged(facts[:1] or [lacking("nothing_to_tell", count=len(reviews))])


def _alone(ground: Ground, review: Page) -> bool:
    """Whether a review of a kind that mostly looks at everything looked at a single process."""
    return sum(ground.record(name, "process") is not None for name in set(review.record.subject)) == 1


def _told(later: Page, earlier: Page) -> Fact | None:
    """None for a pair that has nothing to do with each other."""
    actions = {action.id for action in earlier.record.actions}
    said = {entry.action for entry in later.record.follow_up if entry.review == earlier.id}
    named = {"review": Ids([later.id]), "earlier": Ids([earlier.id])}
    if not actions or not (said or later.record.previous == earlier.id):
        return None
    untold = tuple(sorted(actions - said))
    return lacking("untold", **named, actions=untold) if untold else seen("told", **named, count=len(actions))


def course(ground: Ground, page: Page) -> Result:
    """M5.4: of the KPIs with values enough, half or more do not get worse."""
    trends = [(kpi, trend_of(kpi, ground.values(page, kpi))) for kpi in page.record.kpis]
    known = [(kpi, trend) for kpi, trend in trends if trend.count >= LEAST]
    if not known:
        return judged([lacking("no_course", least=LEAST)])
    worse = Ids(f"{page.id}/{kpi.id}" for kpi, trend in known if trend.course == "worse")
    share = 100 * (len(known) - len(worse)) // len(known)
    values = {"count": len(known) - len(worse), "all": len(known), "percent": share}
    facts = [Fact("course", ok=share >= _SHARE, values=values)]
    return judged([*facts, Fact("worse", ok=share >= _SHARE, values={"kpis": worse})] if worse else facts)


def preventive(ground: Ground, page: Page) -> Result:
    """M5.5: an improvement of the last 12 months came from foresight: a trend, a risk, an analysis, not a breach."""
    found = Ids(one.id for one in ground.improvements(page.id) if _recent(ground, one) and _foresight(ground, one))
    return judged([seen("preventive", improvements=found) if found else lacking("none_preventive")])


def _recent(ground: Ground, found: Page) -> bool:
    record = found.record
    return record.stage != "closed" or ground.within(record.closed_on, _MONTHS)


def _foresight(ground: Ground, found: Page) -> bool:
    if found.record.kind == "preventive":
        return True
    sources = [ground.record(source, "risk", "review") for source in found.record.source]
    return any(page and (page.type == "risk" or page.record.kind in _FORESIGHT) for page in sources)
