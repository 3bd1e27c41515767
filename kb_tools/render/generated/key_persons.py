"""Key persons: what stops when one person is away, with proven cover beside cover on paper; ranks nobody."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.insight.authors import credits_by_path
from kb_tools.insight.key_person import KeyPersonReport, key_person_report, post_state
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.generated.tables import Mark, Row, beside, mark, stacked, table
from kb_tools.render.rendered import RenderedPage

__all__ = ["ORDER", "key_person_view", "pages"]

ORDER = 305
_MARKS: dict[str, Mark] = {
    "vacant": "bad",
    "unqualified": "bad",
    "single": "bad",
    "short": "watch",
    "paper": "watch",
    "covered": "good",
}
#: So many of the weakest roles of a process are named.
_LISTED = 2
#: What the page says about how it counts, in this order.
_COUNTED = ("paper", "proven", "coverage", "bus_factor", "role_risk", "process_risk", "holders", "waiver")


def key_person_view(view: EditionView) -> KeyPersonReport:
    """The report behind the page; worked out once per edition."""

    def work_out() -> KeyPersonReport:
        made = credits_by_path(view.handbook, view.authorship)
        return key_person_report(view.handbook, view.as_of, made)

    report: KeyPersonReport = view.once("key_persons", work_out)
    return report


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page."""
    sheet, report = Sheet(view, "key_persons"), key_person_view(view)
    covered, critical = report.coverage
    yield sheet.render(
        environment,
        headline=sheet.word("headline", covered=covered, critical=critical),
        tally=_tally(sheet, report),
        roles=_roles(sheet, report),
        processes=_processes(sheet, report),
        single=_single(sheet, report),
        errors=_errors(sheet, report),
        approvals=_approvals(sheet, report),
        waivers=_waivers(sheet, report),
        counted=[(sheet.word(f"count_{key}"), sheet.word(f"count_{key}_text")) for key in _COUNTED],
    )


def _tally(sheet: Sheet, report: KeyPersonReport) -> list[Markup]:
    counts = {
        "roles": len([post for post in report.weak_roles if post.cover <= 1]),
        "processes": len(report.weak_processes),
        "errors": len(report.weak_errors),
        "approvals": len(report.weak_approvals),
    }
    return [mark("bad" if count else "good", sheet.word(f"tally_{key}", number=count)) for key, count in counts.items()]


def _roles(sheet: Sheet, report: KeyPersonReport) -> Markup:
    waived = {entry.id: entry for entry in report.waived}
    rows = []
    for post in report.weak_roles:
        state = mark(_MARKS[post_state(post)], sheet.view.words(f"post_state.{post_state(post)}"))
        if post.id in waived and (until := waived[post.id].until):
            state = stacked(state, sheet.word("waived", day=until))
        count = sheet.word("cover", paper=post.cover, proven=len(post.proven), required=post.required)
        who = sheet.people(post.on_paper or post.holders)
        rows.append(Row([sheet.link(post.id), str(post.criticality), count, who, state]))
    columns = [sheet.word(f"column_{key}") for key in ("role", "criticality", "cover", "who", "state")]
    return table(sheet.word("roles"), columns, rows) if rows else sheet.empty("good_roles")


def _processes(sheet: Sheet, report: KeyPersonReport) -> Markup:
    flows = sorted(report.picture.flows, key=lambda flow: (flow.bus_factor, -flow.criticality, flow.id))
    rows = []
    for flow in flows:
        kind: Mark = "bad" if flow.bus_factor <= 1 else "good"
        word = sheet.word(f"factor_{min(flow.bus_factor, 2)}")
        state = mark(kind, word)
        weakest = sheet.links(flow.weakest[:_LISTED])
        if len(flow.weakest) > _LISTED:
            weakest = beside(weakest, sheet.word("more", count=len(flow.weakest) - _LISTED))
        rows.append(Row([sheet.link(flow.id), str(flow.criticality), str(flow.bus_factor), state, weakest]))
    columns = [sheet.word(f"column_{key}") for key in ("process", "criticality", "factor", "state", "weakest")]
    return table(sheet.word("processes"), columns, rows) if rows else sheet.empty()


def _single(sheet: Sheet, report: KeyPersonReport) -> Markup:
    """By person; not where people appear as roles only."""
    if sheet.view.config.publish.people == "roles":
        return Markup("")
    rows = []
    for entry in report.single_points():
        decisions = sheet.word("decisions", count=len(entry.approvals)) if entry.approvals else sheet.word("none")
        cells = [sheet.people([entry.person]), sheet.links(entry.roles), sheet.links(entry.processes)]
        rows.append(Row([*cells, sheet.links(entry.known_errors), decisions]))
    columns = [sheet.word(f"column_{key}") for key in ("person", "roles", "processes", "errors", "decisions")]
    return table(sheet.word("single"), columns, rows) if rows else Markup("")


def _errors(sheet: Sheet, report: KeyPersonReport) -> Markup:
    rows = []
    for entry in report.weak_errors:
        who = sheet.people(entry.holders) if entry.holders else mark("bad", sheet.word("nobody"))
        rows.append(Row([sheet.link(entry.id), str(entry.criticality), who]))
    columns = [sheet.word(f"column_{key}") for key in ("error", "criticality", "who")]
    return table(sheet.word("errors"), columns, rows) if rows else sheet.empty("good_errors")


def _approvals(sheet: Sheet, report: KeyPersonReport) -> Markup:
    rows = []
    for entry in report.weak_approvals:
        who = sheet.people(sorted(entry.people)) if entry.people else mark("bad", sheet.word("nobody"))
        decision = _decision(sheet, entry.roles[0], entry.decision, entry.limit)
        rows.append(Row([decision, sheet.links(entry.roles), who]))
    columns = [sheet.word(f"column_{key}") for key in ("decision", "role", "who")]
    return table(sheet.word("approvals"), columns, rows) if rows else sheet.empty("good_approvals")


def _decision(sheet: Sheet, role: str, decision: str, limit: str) -> Markup:
    """The decision in this language: the entry at the same place of the role card."""
    local = sheet.view.local(role)
    if local is None:
        return sheet.prose(decision)
    for old, new in zip(local.source.record.authority, local.record.authority, strict=False):
        if (" ".join(old.decision.split()), " ".join((old.limit or "").split())) == (decision, limit):
            return stacked(sheet.prose(new.decision, role), sheet.prose(new.limit, role) if new.limit else "")
    return sheet.prose(decision, role)


def _waivers(sheet: Sheet, report: KeyPersonReport) -> Markup:
    rows = []
    for entry in report.waived:
        reason = sheet.prose(entry.reason) if entry.rule else sheet.link(entry.by)
        until = sheet.date(entry.until) if entry.until else mark("watch", sheet.word("no_end"))
        rows.append(Row([sheet.link(entry.id), reason, until]))
    columns = [sheet.word(f"column_{key}") for key in ("record", "accepted", "until")]
    return table(sheet.word("waivers"), columns, rows) if rows else sheet.empty("no_waivers")
