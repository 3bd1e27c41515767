"""Evidence in a handbook: pages that name a clause, and what a selector of a framework finds by kind.

Says what there is and how fresh it is; whether that is enough for a clause, `coverage.py` judges. Names no person
except the reviewer of a page: assessed skills and trainings are counted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from kb_tools.content.framework import Framework, Selector
from kb_tools.insight.freshness import RECORD_TYPES, Freshness, State, freshness, recent
from kb_tools.insight.periods import last_day
from kb_tools.model.cover import active
from kb_tools.model.handbook import DataRecord, Handbook
from kb_tools.model.page import Page

__all__ = ["DATA_KINDS", "Evidence", "Item", "Origin"]

#: `declared` names the clause itself, `found` is found by its kind, `related` counts for a clause that is related.
Origin = Literal["declared", "found", "related"]
#: What is no page.
DATA_KINDS = ("actuals", "customers", "handbook", "skills", "suppliers", "training")
#: Fields that say what a page is about.
_ABOUT = frozenset(
    {"applies_to", "covers", "linked", "process", "service", "services", "subject", "supports", "targets"}
)
#: Fields that say who answers for a page, the first that is filled in.
_OWNERS = ("owner", "accountable", "performer", "manager", "led_by", "reports_to")
#: From this share of pages reviewed in time on the handbook itself is fresh evidence.
_IN_TIME = 0.9


@dataclass(frozen=True)
class Item:
    """One piece of evidence.

    Attributes:
        id: Page, or for facts from data files what they are about (a page for measured values), else their kind.
        type: Page type, or one of `DATA_KINDS`.
        origin: How it was found.
        standing: How fresh it is.
        owner: Role that answers for it, may be empty.
        reviewer: Person who attested it, may be empty.
        count: How many facts, for data; how many of them are recent or in time stands in `good`.
        good: See `count`.
        record: Whether it records something that happened on a day.
        via: For related evidence: framework and clause that it counts for, `iso20000 8.6.3`.
    """

    id: str
    type: str
    origin: Origin
    standing: Freshness
    owner: str = ""
    reviewer: str = ""
    count: int = 0
    good: int = 0
    record: bool = False
    via: str = ""

    @property
    def state(self) -> State:
        """How it stands."""
        return self.standing.state

    @property
    def fresh(self) -> bool:
        """Whether it can be shown as it is."""
        return self.standing.state == "fresh"

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from other evidence."""
        return self.type, self.id


@dataclass(frozen=True, eq=False)
class Evidence:
    """Everything in a handbook that may be shown, on a day."""

    handbook: Handbook
    as_of: dt.date

    @cached_property
    def _declared(self) -> Mapping[str, tuple[Page, ...]]:
        """Framework and clause, `iso20000 8.6.3` -> pages that name it."""
        found: dict[str, list[Page]] = {}
        for page in self.handbook.pages:
            for clause in page.brief.clauses if page.readable else ():
                found.setdefault(clause, []).append(page)
        return {clause: tuple(pages) for clause, pages in found.items()}

    @cached_property
    def _pages(self) -> dict[str, Item]:
        return {}

    @cached_property
    def _subjects(self) -> dict[str, frozenset[str]]:
        return {}

    def naming(self, name: str, framework: Framework, clause: str) -> tuple[Page, ...]:
        """Pages that name a clause, or a heading above it."""
        above = [clause, *(group for group in framework.groups if clause.startswith(f"{group}."))]
        pages = {page.id: page for number in above for page in self._declared.get(f"{name} {number}", ())}
        return tuple(sorted(pages.values(), key=lambda page: page.path))

    def declared(self, pages: tuple[Page, ...]) -> Iterator[Item]:
        """Evidence of pages that name a clause."""
        for page in pages:
            yield self.item(page, "declared")

    def found(self, selector: Selector, declared: tuple[Page, ...], *, as_record: bool = False) -> Iterator[Item]:
        """Evidence that a selector finds.

        Args:
            selector: What counts.
            declared: Pages that name the clause.
            as_record: Whether it is to count as a record, which then must not be older than 12 months.
        """
        if selector.data:
            yield from self._data(selector, declared)
        elif selector.type:
            for page in self.handbook.by_type.get(selector.type, ()):
                if page.readable and _matches(page, selector) and self._is_about(page, selector.about, declared):
                    yield self.item(page, "found", as_record=as_record)

    def item(self, page: Page, origin: Origin, *, as_record: bool = False) -> Item:
        """A page as evidence."""
        known = self._pages.get(page.id)
        if known is None:
            standing = freshness(page, self.as_of)
            reviewer = str((page.values.get("reviewed") or {}).get("by", ""))
            known = Item(page.id, page.type, origin, standing, _owner(page), reviewer, record=page.type in RECORD_TYPES)
            self._pages[page.id] = known
        standing = known.standing
        if as_record and standing.state == "fresh" and not (standing.day and recent(standing.day, self.as_of)):
            standing = standing._replace(state="old")
        return Item(
            known.id, known.type, origin, standing, known.owner, known.reviewer, record=known.record or as_record
        )

    def _is_about(self, page: Page, about: str | None, declared: tuple[Page, ...]) -> bool:
        if not about:
            return True
        if page.id not in self._subjects:
            refs = [ref for ref in page.refs if ref.field.split(".")[0] in _ABOUT]
            self._subjects[page.id] = frozenset(ref.target for ref in refs)
        subjects = self._subjects[page.id]
        if about == "declared":
            return any(known.id in subjects for known in declared)
        return any(found.type == about for name in subjects if (found := self.handbook.by_id.get(name)))

    def _data(self, selector: Selector, declared: tuple[Page, ...]) -> Iterator[Item]:
        match selector.data:
            case "actuals":
                yield from self._actuals(selector, declared)
            case "customers" | "suppliers":
                kind = selector.data.removesuffix("s")
                count = sum(record.value.kind == kind for record in self.handbook.parties.values())
                yield from self._counted(selector.data, count, count, None)
            case "skills":
                people = [record for record in self._people if record.value.skills]
                days = [skill.assessed_on for record in people for skill in record.value.skills if skill.assessed_on]
                yield from self._dated("skills", days, sum(len(record.value.skills) for record in people))
            case "training":
                days = [training.on for record in self._people for training in record.value.training]
                yield from self._dated("training", days, len(days))
            case "handbook":
                states = [self.item(page, "found").state for page in self._kept if page.type not in _UNREVIEWED]
                good = states.count("fresh")
                enough = bool(states) and good / len(states) >= _IN_TIME
                yield from self._counted("handbook", len(states), good, None, "fresh" if enough else "overdue")

    @cached_property
    def _people(self) -> list[DataRecord]:
        people = self.handbook.people
        return [people[key] for key in sorted(people) if active(self.handbook, key, self.as_of)]

    @cached_property
    def _kept(self) -> list[Page]:
        return [page for page in self.handbook.pages if page.readable and page.values.get("status") != "retired"]

    def _dated(self, kind: str, days: list[dt.date], count: int) -> Iterator[Item]:
        past = [day for day in days if day <= self.as_of]
        good = sum(recent(day, self.as_of) for day in past)
        yield from self._counted(kind, count, good, max(past, default=None), "fresh" if good else "old")

    def _counted(
        self, kind: str, count: int, good: int, day: dt.date | None, state: State = "fresh", owner: str = ""
    ) -> Iterator[Item]:
        if count:
            record = kind in ("actuals", "skills", "training")
            yield Item(kind, kind, "found", Freshness(state, day), owner, count=count, good=good, record=record)

    def _actuals(self, selector: Selector, declared: tuple[Page, ...]) -> Iterator[Item]:
        """Measured values, page by page: those of pages that name the clause, of a type, or of all."""
        about = selector.about
        for page_id, ends in self._measured.items():
            page = self.handbook.by_id.get(page_id)
            if page is None or (about and about not in ("declared", page.type)):
                continue
            if about == "declared" and page not in declared:
                continue
            good = sum(recent(day, self.as_of) for day in ends)
            standing = Freshness("fresh" if good else "old", max(ends))
            yield Item(page_id, "actuals", "found", standing, _owner(page), count=len(ends), good=good, record=True)

    @cached_property
    def _measured(self) -> Mapping[str, list[dt.date]]:
        """Page -> last day of the newest period of each of its KPIs that was measured."""
        found: dict[str, list[dt.date]] = {}
        for kpi, rows in sorted(self.handbook.actuals.items()):
            ends = [min(day, self.as_of) for row in rows if (day := last_day(row.period))]
            if ends:
                found.setdefault(kpi.partition("/")[0], []).append(max(ends))
        return found


#: Types that nobody has to review: they have dates of their own, or are gone before anybody would.
_UNREVIEWED = frozenset({"known-error", "notice", "review", "improvement", "article", "term"})


def _matches(page: Page, selector: Selector) -> bool:
    values = page.values
    if any(not values.get(field) for field in selector.has):
        return False
    for field, wanted in selector.where.items():
        value = values.get(field, _default(page, field))
        if not any(str(one) in wanted for one in (value if isinstance(value, (list, tuple)) else [value])):
            return False
    return True


def _default(page: Page, field: str) -> Any:
    info = page.schema.model_fields.get(field)
    return info.default if info else None


def _owner(page: Page) -> str:
    values = page.values
    return next((str(values[key]) for key in _OWNERS if isinstance(values.get(key), str)), "")
