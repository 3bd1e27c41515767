"""A review: what was found, who does what about it, and what became of that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from kb_tools.insight.actions import ReviewedAction, reviewed_actions
from kb_tools.insight.gain import lies_better
from kb_tools.insight.grades import assessments
from kb_tools.insight.kpi import status_of
from kb_tools.render.diagrams.grades import grades_over_time
from kb_tools.render.generated.tables import Row, table
from kb_tools.render.views.complaints import complaint_link
from kb_tools.render.views.people import Who, role_cover, who

if TYPE_CHECKING:
    from kb_tools.render.edition_view import EditionView
    from kb_tools.render.page_view import PageView

__all__ = ["ActionRow", "EvidenceRow", "FindingRow", "ReviewFacts", "action_states", "owner_of", "review"]
__all__ += ["shown_state"]

#: How much a finding weighs, as a status.
_WEIGHT = {"conformity": "good", "minor-nc": "watch", "major-nc": "bad", "risk": "watch"}
_STATE = {"done": "good", "overdue": "bad", "open": "watch", "dropped": "unknown"}


@dataclass(frozen=True)
class FindingRow:
    """A finding: id, kind in words, how much it weighs, text, page it is about, actions that answer it, complaint."""

    id: str
    kind: str
    status: str
    text: Markup
    about: Markup
    actions: tuple[str, ...]
    complaint: Markup


@dataclass(frozen=True)
class ActionRow:
    """An action: who does what until when, how it stands, what came of it, and what later reviews said."""

    id: str
    text: Markup
    owner: Markup
    due: dt.date
    done_on: dt.date | None
    status: str
    state: str
    result: Markup
    finding: str
    improvement: Markup
    reported: Markup


@dataclass(frozen=True)
class EvidenceRow:
    """A measured value beside what was expected, in the KPI's unit; or a document."""

    what: Markup
    period: str
    actual: str
    expected: str
    status: str
    note: Markup


@dataclass(frozen=True)
class ReviewFacts:
    """What the page of a review says beyond its fields.

    Attributes:
        led_by: Who led it.
        findings: What was found, in the order of the page.
        actions: Who does what about it.
        open: How many actions are open, overdue ones included.
        overdue: How many of them are overdue.
        evidence: What was looked at.
        earlier: For each action of an earlier review: link, what it was, how it ended, a note.
        versions: Where two sides disagree, as a table.
        lowest: The lowest grade of an assessment; None without grades.
        course: Grades of all assessments up to this one; empty when there is no earlier one.
    """

    led_by: Who | None
    findings: tuple[FindingRow, ...]
    actions: tuple[ActionRow, ...]
    open: int
    overdue: int
    evidence: tuple[EvidenceRow, ...]
    earlier: tuple[tuple[Markup, Markup, str, str, Markup], ...]
    versions: Markup
    lowest: int | None
    course: Markup


def review(page: PageView) -> ReviewFacts:
    """A review; the fields behind it count as shown."""
    actions = tuple(_action(page, number, action) for number, action in enumerate(page.take("actions") or ()))
    states = [row.status for row in actions]
    grades = [grade.grade for grade in page.record.grades]
    return ReviewFacts(
        led_by=_leader(page),
        findings=tuple(_finding(page, finding) for finding in page.take("findings") or ()),
        actions=actions,
        open=states.count("watch") + states.count("bad"),
        overdue=states.count("bad"),
        evidence=tuple(_evidence(page, item) for item in page.take("evidence") or ()),
        earlier=tuple(_earlier(page, entry) for entry in page.take("follow_up") or ()),
        versions=_versions(page),
        lowest=min(grades, default=None),
        course=_course(page) if grades else Markup(""),
    )


def _course(page: PageView) -> Markup:
    held = assessments(page.view.handbook, page.record.held_on or page.view.as_of)
    return grades_over_time(page.view, page.local.src, held)


def action_states(view: EditionView) -> Mapping[tuple[str, str], ReviewedAction]:
    """(review, action) -> how it stands on the day; worked out once per edition."""
    found: Mapping[tuple[str, str], ReviewedAction] = view.once(
        "action-states",
        lambda: {
            (item.review.id, item.action.id): item for item in reversed(reviewed_actions(view.handbook, view.as_of))
        },
    )
    return found


def shown_state(view: EditionView, state: str) -> tuple[str, str]:
    """How an action stands: a status for its mark, and the word."""
    return _STATE[state], view.words(f"record.action_{state}")


def owner_of(view: EditionView, src: str, owner: str) -> Markup:
    """Who sees to something: the role with its holders, or the person."""
    link = view.link(src, owner, ("role", "person"))
    if owner not in view.handbook.by_id:
        return view.person_link(src, owner) if owner in view.handbook.people else link
    found = role_cover(view, owner)
    held = [name for person in found.active_holders if (name := view.person_link(src, person))] if found else []
    if not held:
        return link
    join = Markup(view.words("page.list_join"))
    return Markup('{}<br><span class="kb-sub">{}</span>').format(link, join.join(held))


def _leader(page: PageView) -> Who | None:
    leader = page.take("led_by")
    if leader and leader in page.view.handbook.people:
        return Who(page.view.person_link(page.local.src, leader))
    return who(page, leader)


def _versions(page: PageView) -> Markup:
    keys = ("point", "ours", "theirs", "evidence")
    rows = [Row([page.prose(getattr(item, key) or "") for key in keys]) for item in page.take("versions") or ()]
    heads = [*(page.label(key) for key in keys[:3]), page.words("record.proven")]
    return table(page.label("versions"), heads, rows) if rows else Markup("")


def _finding(page: PageView, finding: Any) -> FindingRow:
    return FindingRow(
        id=finding.id,
        kind=page.choice("kind", finding.kind),
        status=_WEIGHT.get(finding.kind, "unknown"),
        text=page.prose(finding.text),
        about=page.link(finding.about) if finding.about else Markup(""),
        actions=tuple(action.id for action in page.record.actions if action.finding == finding.id),
        complaint=complaint_link(page.view, page.local.src, finding.complaint),
    )


def _action(page: PageView, number: int, action: Any) -> ActionRow:
    view = page.view
    judged = action_states(view).get((page.local.id, action.id))
    done = action.done_on and action.done_on <= view.as_of
    state = judged.state if judged else "done" if done else "overdue" if action.due < view.as_of else "open"
    status, word = shown_state(view, state)
    reported = judged.reported if judged else ()
    return ActionRow(
        id=action.id,
        text=page.prose(action.text),
        owner=owner_of(view, page.local.src, action.owner),
        due=action.due,
        done_on=action.done_on,
        status=status,
        state=word,
        result=page.prose(action.result or ""),
        finding=action.finding or "",
        improvement=page.link(action.improvement) if action.improvement else Markup(""),
        reported=page.links(dict.fromkeys(entry.review.id for entry in reported)),
    )


def _evidence(page: PageView, item: Any) -> EvidenceRow:
    view = page.view
    goal = view.handbook.resolve(item.kpi, ("kpi",), page.local.source) if item.kpi else None
    kpi = view.handbook.kpi(goal.id) if goal else None
    unit = _unit(view, goal.id) if goal else ""
    said = view.wording
    status = ""
    if kpi is not None and item.actual is not None:
        status = status_of(kpi, item.actual)
        if item.expected is not None and not isinstance(kpi.target, tuple):
            worse = item.actual != item.expected and not lies_better(kpi.direction, item.actual, item.expected)
            status = (status if status != "good" else "watch") if worse else "good"
    return EvidenceRow(
        what=view.link(page.local.src, item.kpi, ("kpi",), owner_id=page.local.id) if item.kpi else Markup(""),
        period=said.period(item.period) if item.period else "",
        actual=said.amount(item.actual, unit) if item.actual is not None else "",
        expected=said.amount(item.expected, unit) if item.expected is not None else "",
        status=status,
        note=page.prose(item.note or ""),
    )


def _unit(view: EditionView, full: str) -> str:
    """The unit of a KPI in this language."""
    owner, _, part = full.partition("/")
    local = view.local(owner)
    return next((str(kpi.unit) for kpi in getattr(local.record, "kpis", ()) if kpi.id == part), "") if local else ""


def _earlier(page: PageView, entry: Any) -> tuple[Markup, Markup, str, str, Markup]:
    before = page.view.local(entry.review)
    actions = getattr(before.record, "actions", ()) if before else ()
    text = next((action.text for action in actions if action.id == entry.action), entry.action)
    link = page.view.link(page.local.src, f"{entry.review}#{entry.action}", text=before.title if before else "")
    status = {"done": "good", "open": "watch"}.get(entry.state, "unknown")
    return link, page.prose(text), status, page.choice("state", entry.state), page.prose(entry.note or "")
