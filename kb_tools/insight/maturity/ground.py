"""What the checks of maturity look at, gathered once for a handbook and a day, each part when it is first asked for.

Evidence from after the day does not exist yet. Nothing is judged here.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

from kb_tools.insight.actions import FollowedUp, ReviewedAction, followed_up, reviewed_actions
from kb_tools.insight.interfaces import Interface, interfaces
from kb_tools.insight.kpi import measured
from kb_tools.insight.plans import open_plans, plans_for
from kb_tools.insight.staffing import Post, kept, post_of
from kb_tools.model.handbook import Actual, Handbook
from kb_tools.model.page import Page

__all__ = ["SWEEPING", "Ground", "months_before"]

#: Kinds of reviews that look at every process at once.
SWEEPING = frozenset({"management-review", "maturity-assessment", "itsm-assessment"})


def months_before(day: dt.date, months: int) -> dt.date:
    """The day so many months earlier; the last of the month where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < 1:
        return dt.date.min
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class Ground:
    """Evidence of a handbook on a day.

    Args:
        handbook: The handbook.
        as_of: The day.
    """

    def __init__(self, handbook: Handbook, as_of: dt.date) -> None:
        self.handbook, self.as_of = handbook, as_of
        self._posts: dict[str, Post | None] = {}

    @cached_property
    def processes(self) -> tuple[Page, ...]:
        """Processes that can be read and are not retired, sorted by id."""
        return tuple(sorted(kept(self.handbook, "process"), key=lambda page: page.id))

    def within(self, day: dt.date | None, months: int) -> bool:
        """Whether a day lies in the months up to today, both ends included."""
        return day is not None and months_before(self.as_of, months) <= day <= self.as_of

    def post(self, role: str | None) -> Post | None:
        """Who covers a role; None for one that does not exist or is retired."""
        if role is None:
            return None
        if role not in self._posts:
            page = self.record(role, "role")
            self._posts[role] = post_of(self.handbook, page, self.as_of) if page else None
        return self._posts[role]

    def record(self, page_id: str | None, *types: str) -> Page | None:
        """The page with this id, if it is of one of these types, can be read and is not retired."""
        page = self.handbook.by_id.get(page_id or "")
        if page is None or page.type not in types or not page.readable or page.values.get("status") == "retired":
            return None
        return page

    def posts(self, roles: Collection[str]) -> list[Post]:
        """Those of these roles that exist, in their order, nobody twice."""
        return [post for post in map(self.post, dict.fromkeys(roles)) if post]

    def values(self, page: Page, kpi: Any) -> tuple[Actual, ...]:
        """Values of a KPI of a process for periods that were over, oldest first."""
        return measured(kpi, self.handbook.actuals.get(f"{page.id}/{kpi.id}", ()), self.as_of)

    def reviews(self, process: str) -> tuple[Page, ...]:
        """Reviews of a process that were held by today and are in force, oldest first."""
        return self._reviews.get(process, ())

    @cached_property
    def _reviews(self) -> Mapping[str, tuple[Page, ...]]:
        found: defaultdict[str, list[Page]] = defaultdict(list)
        for page in kept(self.handbook, "review"):
            record = page.record
            if record.status == "approved" and record.held_on and record.held_on <= self.as_of:
                for subject in dict.fromkeys(record.subject):
                    found[subject].append(page)
        return {
            key: tuple(sorted(pages, key=lambda page: (page.record.held_on, page.id))) for key, pages in found.items()
        }

    def actions(self, process: str) -> tuple[ReviewedAction, ...]:
        """What reviews of a process decided on."""
        reviews = {page.id for page in self.reviews(process)}
        return tuple(action for action in self._actions if action.review.id in reviews)

    @cached_property
    def _actions(self) -> tuple[ReviewedAction, ...]:
        return reviewed_actions(self.handbook, self.as_of)

    @cached_property
    def told(self) -> Mapping[tuple[str, str], tuple[FollowedUp, ...]]:
        """(review, action) -> what later reviews said about it."""
        return followed_up(self.handbook)

    def improvements(self, process: str) -> tuple[Page, ...]:
        """Improvements of a process that were not rejected: those that name it or one of its KPIs; sorted by id."""
        return self._improvements.get(process, ())

    @cached_property
    def _improvements(self) -> Mapping[str, tuple[Page, ...]]:
        found: defaultdict[str, list[Page]] = defaultdict(list)
        for page in sorted(kept(self.handbook, "improvement"), key=lambda page: page.id):
            if page.record.stage in (None, "rejected") or (page.record.raised_on or self.as_of) > self.as_of:
                continue
            of_kpi = page.record.kpi.partition("/")[0] if page.record.kpi else ""
            for target in dict.fromkeys((*page.record.targets, of_kpi)):
                found[target].append(page)
        return {key: tuple(pages) for key, pages in found.items()}

    def answers(self, full_id: str) -> tuple[str, ...]:
        """Improvements and risks that are open and name a KPI; their ids."""
        return plans_for(self._plans, full_id)

    @cached_property
    def _plans(self) -> Mapping[str, tuple[str, ...]]:
        return open_plans(self.handbook, self.as_of)

    @cached_property
    def trained(self) -> Mapping[str, frozenset[str]]:
        """Process -> people with a record of a training in it."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for person, record in self.handbook.people.items():
            for training in record.value.training:
                if training.process and training.on <= self.as_of:
                    found[training.process].add(person)
        return {process: frozenset(people) for process, people in found.items()}

    @cached_property
    def interfaces(self) -> Mapping[str, tuple[Interface, ...]]:
        """Process -> what it hands to other processes and takes from them."""
        return interfaces(self.processes)

    @cached_property
    def procedures(self) -> Mapping[str, tuple[Page, ...]]:
        """Process -> procedures that say they belong to it."""
        found: defaultdict[str, list[Page]] = defaultdict(list)
        for page in kept(self.handbook, "procedure"):
            if process := page.values.get("process"):
                found[process].append(page)
        return {process: tuple(pages) for process, pages in found.items()}
