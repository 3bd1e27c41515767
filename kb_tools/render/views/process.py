"""A process: its six marks, who does what, what goes in and out on both sides, and everything that hangs on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from kb_tools.content.plan import plan_of
from kb_tools.content.process import Activity
from kb_tools.insight.interfaces import plain_name
from kb_tools.insight.maturity.steps import own_steps
from kb_tools.load.edition import LocalPage
from kb_tools.render.own import own
from kb_tools.render.values import grid
from kb_tools.render.views.kpis import KpiRow, own_kpis
from kb_tools.render.views.maturity import maturity_line
from kb_tools.render.views.people import Who, who

if TYPE_CHECKING:
    from kb_tools.render.page_view import PageView

__all__ = ["MARKS", "Mark", "ProcessFacts", "process"]

#: The six marks of a process, in the order in which the page shows them.
MARKS = ("closed", "measurable", "input", "output", "improving", "repeatable")
_RACI = ("responsible", "accountable", "consulted", "informed")


@dataclass(frozen=True)
class Mark:
    """One of the six marks: its name, whether it is met, and why, in words."""

    key: str
    met: bool
    why: str


@dataclass(frozen=True)
class ProcessFacts:
    """What the page says beyond its fields.

    Attributes:
        owner: Who answers for the result.
        manager: Who runs it.
        maturity: Its level by its evidence, and what lifts it.
        marks: The six marks.
        activities: Table of activities.
        raci: Table of activities by roles, empty without roles.
        kpis: The figures.
        inputs: Table of inputs, with what other processes say they deliver.
        outputs: Table of outputs, with what other processes say they take.
        procedures: How the activities are done.
        known_errors: Known errors that refer to it.
        risks: Risks named by the process or about it.
    """

    owner: Who | None
    manager: Who | None
    maturity: Markup
    marks: tuple[Mark, ...]
    activities: Markup
    raci: Markup
    kpis: tuple[KpiRow, ...]
    inputs: Markup
    outputs: Markup
    procedures: tuple[LocalPage, ...]
    known_errors: tuple[LocalPage, ...]
    risks: tuple[str, ...]


def process(page: PageView) -> ProcessFacts:
    """Work it out; the fields behind it count as shown."""
    record = page.record
    page.take("owner"), page.take("manager")
    risks = [*page.take("risks"), *(local.id for local in page.pointing("risk", "linked"))]
    procedures = page.pointing("procedure", "process")
    return ProcessFacts(
        owner=who(page, record.owner),
        manager=who(page, record.manager),
        maturity=maturity_line(page),
        marks=_marks(page, procedures),
        activities=_activities(page),
        raci=_raci(page),
        kpis=tuple(own_kpis(page)),
        inputs=_side(page, "inputs"),
        outputs=_side(page, "outputs"),
        procedures=tuple(procedures),
        known_errors=tuple(page.pointing("known-error", "body")),
        risks=tuple(dict.fromkeys(risks)),
    )


def _marks(page: PageView, procedures: list[LocalPage]) -> tuple[Mark, ...]:
    record, due, words = page.record, page.review_due(), page.words
    declared, target = record.declared_maturity or 0, record.target_maturity or 0
    steps = len({a.procedure for a in record.activities if a.procedure} | {local.id for local in procedures})
    met = {
        "closed": bool(due and due >= page.view.as_of),
        "measurable": bool(record.kpis),
        "input": bool(record.inputs),
        "output": bool(record.outputs),
        "improving": bool(declared and target > declared) or record.reviewed is not None,
        "repeatable": bool(steps),
    }
    said: dict[str, dict[str, Any]] = {
        "closed": {"day": page.view.wording.day_text(due) if due else ""},
        "measurable": {"count": len(record.kpis)},
        "input": {"count": len(record.inputs)},
        "output": {"count": len(record.outputs)},
        "improving": {"declared": declared, "target": target},
        "repeatable": {"count": steps},
    }
    found = []
    for key in MARKS:
        variant = "yes" if met[key] else "no"
        if key == "improving" and met[key] and target <= declared:
            variant = "reviewed"
        if key == "closed" and not met[key] and due is None:
            variant = "never"
        found.append(Mark(key, met[key], words(f"mark.{key}_{variant}", **said[key])))
    return tuple(found)


def _activities(page: PageView) -> Markup:
    """Number and name, what is done, by when, and where the steps are."""
    rows, values, below = [], page.values, own_steps(page.local.text)
    for number, activity in enumerate(page.take("activities"), 1):
        name = Markup('<b class="kb-number">{}</b> <strong>{}</strong>').format(number, activity.name)
        if activity.kind == "subprocess":
            name += Markup(' <span class="kb-chip">{}</span>').format(page.choice("kind", activity.kind))
        if activity.description:
            name += Markup("<br>{}").format(page.prose(activity.description))
        steps = [page.view.link(page.local.src, target, to) for target, to in
                 ((activity.procedure, ("procedure",)), (activity.process, ("process",))) if target]  # fmt: skip
        if not steps and (anchor := below.get(plain_name(activity.name))):
            steps = [Markup('<a href="#{}">{}</a>').format(anchor, page.words("maturity_card.steps"))]
        does = page.values.show(activity.responsible, plan_of(Activity).fields["responsible"], "responsible")
        limit = (
            Markup("{}").format(page.view.wording.duration(activity.time_limit)) if activity.time_limit else Markup("")
        )
        rows.append((activity.id, [name, does, limit, Markup("<br>").join(steps)]))
    head = [
        (values.label("activities"), "kb-wide-col"),
        (values.label("responsible"), ""),
        (values.label("time_limit"), "kb-short"),
        (values.label("procedure"), ""),
    ]
    return grid(head, rows, values.label("activities")) if rows else Markup("")


def _raci(page: PageView) -> Markup:
    """Activities by roles, a letter in each cell that says who does, answers, is asked, is told."""
    activities = page.record.activities
    roles = list(dict.fromkeys(role for kind in _RACI for activity in activities for role in getattr(activity, kind)))
    if not roles:
        return Markup("")
    links = [page.view.link(page.local.src, role, ("role",)) for role in roles]
    head = Markup('<th scope="col" class="kb-raci-corner">{}</th>').format(page.label("activities"))
    head += Markup("").join(Markup('<th scope="col"><span>{}</span></th>').format(link) for link in links)
    body = Markup("")
    for number, activity in enumerate(activities, 1):
        cells = Markup("").join(_letters(page, activity, role) for role in roles)
        name = Markup('<th scope="row"><b class="kb-number">{}</b> {}</th>').format(number, activity.name)
        body += Markup("<tr>{}{}</tr>").format(name, cells)
    return own(_MATRIX.format(page.words("view.raci"), head, body))


def _letters(page: PageView, activity: Any, role: str) -> Markup:
    found = [kind for kind in _RACI if role in getattr(activity, kind)]
    shown = Markup("").join(
        Markup('<abbr class="kb-raci-{0}" title="{1}">{2}</abbr>').format(kind[0], page.label(kind), kind[0].upper())
        for kind in found
    )
    return Markup("<td>{}</td>").format(shown)


_MATRIX = Markup(
    '<div class="kb-table" role="region" aria-label="{}" tabindex="0"><table class="kb-grid kb-raci">'
    "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
)


def _side(page: PageView, key: str) -> Markup:
    """Inputs or outputs, and what other processes say about this one that it does not say itself."""
    end, other_key, other_end = ("from_", "outputs", "to") if key == "inputs" else ("to", "inputs", "from_")
    label = page.values.label(end.rstrip("_"))
    rows, said = [], set()
    for item in page.take(key):
        goal = getattr(item, end)
        said.add((item.name, goal))
        shown = page.view.link(page.local.src, goal, ("process", "party", "team", "role", "service")) if goal else ""
        rows.append(("", [page.prose(item.name), Markup("{}").format(shown)]))
    for local in page.pointing("process", other_key):
        for item in getattr(local.record, other_key):
            if getattr(item, other_end) == page.local.id and (item.name, local.id) not in said:
                note = Markup('{} <span class="kb-chip kb-is-watch">{}</span>')
                rows.append(("", [note.format(item.name, page.words("view.one_sided")), page.link(local.id)]))
    head = [(page.label(key), ""), (label, "")]
    return grid(head, rows, page.label(key)) if rows else Markup("")
