"""How something stands on a day that is to keep trouble away: a KPI, a process, a procedure, a role, any other page.

Each is judged by what it is: a KPI by its latest value, a role by its cover, an exercise by its age. Facts leave here
as a key and arguments; words are put to them where they are shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kb_tools.insight.kpi import Status, kpi_state
from kb_tools.model.cover import cover, recent
from kb_tools.model.handbook import Handbook, Target
from kb_tools.model.page import Page

__all__ = ["Sign", "control_sign", "worst"]

#: From the worst to the best; nothing known says nothing.
_ORDER: tuple[Status, ...] = ("bad", "watch", "good")


@dataclass(frozen=True)
class Sign:
    """Something that records say, and whether that is good.

    Attributes:
        status: `good`, `watch`, `bad` or `unknown`.
        key: What kind of fact it is; the key of its sentence.
        facts: What stands in the sentence: counts, dates, values.
        ids: Records that it is about or rests on.
    """

    status: Status
    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    ids: tuple[str, ...] = ()


def worst(signs: tuple[Sign, ...]) -> Status:
    """The worst status of several signs; `unknown` when none of them knows anything."""
    found = {sign.status for sign in signs}
    return next((status for status in _ORDER if status in found), "unknown")


def control_sign(handbook: Handbook, target: str, as_of: dt.date) -> Sign:
    """How a page or a KPI stands on a day.

    Args:
        handbook: The handbook.
        target: Its id; a KPI's in full.
        as_of: The day.
    """
    found = handbook.lookup(target)
    if found is None or found.page is None or not found.page.readable:
        return Sign("unknown", "gone", ids=(target,))
    if found.kind == "kpi":
        return _kpi(handbook, found, as_of)
    record = found.page.record
    if record.status != "approved":
        return Sign("bad", record.status, ids=(target,))
    special = {"process": _process, "procedure": _procedure, "role": _role, "agreement": _agreement}.get(found.kind)
    return (special(handbook, found.page, as_of) if special else None) or _attested(found.page, as_of)


def _kpi(handbook: Handbook, found: Target, as_of: dt.date) -> Sign:
    state = kpi_state(handbook, found.id, as_of)
    if state.latest is None:
        return Sign("unknown", "unmeasured", ids=(found.id,))
    return Sign(state.status, "measured", {"value": state.latest.value, "period": state.latest.period}, (found.id,))


def _process(handbook: Handbook, page: Page, as_of: dt.date) -> Sign | None:
    """A process that measures stands as well as its worst figure."""
    states = [kpi_state(handbook, f"{page.id}/{kpi.id}", as_of).status for kpi in page.record.kpis]
    known = tuple(Sign(status, "measured") for status in states if status != "unknown")
    if not known:
        return None
    good = sum(sign.status == "good" for sign in known)
    return Sign(worst(known), "figures", {"good": good, "all": len(known)}, (page.id,))


def _procedure(handbook: Handbook, page: Page, as_of: dt.date) -> Sign | None:
    """An exercise counts for a year."""
    day = page.record.last_exercised
    if day is None:
        return Sign("watch", "unexercised", ids=(page.id,)) if page.record.emergency else None
    return Sign("good" if recent(day, as_of) else "watch", "exercised", {"day": day}, (page.id,))


def _role(handbook: Handbook, page: Page, as_of: dt.date) -> Sign:
    found = cover(handbook, page, as_of)
    facts = {"count": len(found.on_paper), "wanted": found.required}
    status: Status = "good" if not found.missing else "watch" if found.on_paper else "bad"
    return Sign(status, "covered", facts, (page.id,))


def _agreement(handbook: Handbook, page: Page, as_of: dt.date) -> Sign | None:
    ends = page.record.valid_to
    return Sign("good" if ends >= as_of else "bad", "valid", {"day": ends}, (page.id,)) if ends else None


def _attested(page: Page, as_of: dt.date) -> Sign:
    """Any other page: whether somebody read it in time."""
    reviewed = page.record.reviewed
    if reviewed is None:
        return Sign("unknown", "unread", ids=(page.id,))
    try:
        late = page.record.review_every.after(reviewed.date) < as_of
    except (OverflowError, ValueError):  # beyond the year 9999, where calendars end
        late = False
    return Sign("watch" if late else "good", "read_late" if late else "read", {"day": reviewed.date}, (page.id,))
