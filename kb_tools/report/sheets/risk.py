"""The key-person report as a sheet: cover, single points and waivers. Figures that rank people stay in the JSON."""

from __future__ import annotations

from kb_tools.insight.key_person import KeyPersonReport, post_state
from kb_tools.insight.staffing import Post
from kb_tools.report.sheets.naming import Naming
from kb_tools.report.sheets.sheet import Cell, Grid, Section, Sheet, State

__all__ = ["risk_sheet", "state_of"]

_STATES: dict[str, State] = {
    "vacant": "bad",
    "unqualified": "bad",
    "single": "bad",
    "short": "watch",
    "paper": "watch",
    "covered": "good",
}


def state_of(post: Post) -> State:
    """How a role stands, as readers see it."""
    return _STATES[post_state(post)]


def risk_sheet(report: KeyPersonReport, names: Naming) -> Sheet:
    """The report in the reader's language."""
    words = names.words
    covered, critical = report.coverage
    figures = {"covered": covered, "critical": critical, "percent": f"{report.coverage_percent:.0f}"}
    share = words("risk_report.headline", **figures) if critical else words("risk_report.none_critical")
    state: State = "good" if covered == critical else "watch" if report.coverage_percent >= 90 else "bad"
    state = state if critical else "watch"
    stops = sum(1 for flow in report.weak_processes if flow.bus_factor == 0)
    lead = (
        Cell(share, state),
        Cell(
            words(
                "risk_report.summary",
                roles=len([post for post in report.weak_roles if post.cover <= 1]),
                processes=len(report.weak_processes),
                stopped=stops,
                errors=len(report.weak_errors),
            )
        ),
    )
    sections = (_roles(report, names), _processes(report, names), _single(report, names))
    return Sheet(
        words("risk_report.title", day=report.as_of),
        lead,
        (*sections, _errors(report, names), _approvals(report, names), _waived(report, names)),
        words("risk_report.foot"),
    )


def _roles(report: KeyPersonReport, names: Naming) -> Section:
    words = names.words
    waived = {entry.id: entry for entry in report.waived}
    rows = []
    for post in report.weak_roles:
        said = words(f"post_state.{post_state(post)}")
        if post.id in waived:
            until = waived[post.id].until
            said += "\n" + (words("risk_report.waived_until", day=until) if until else words("risk_report.waived"))
        count = f"{post.cover} / {len(post.proven)} / {post.required}"
        people = names.people(post.on_paper or post.holders)
        rows.append(
            (
                Cell(names.title(post.id)),
                Cell(str(post.criticality)),
                Cell(count),
                Cell(people),
                Cell(said, state_of(post)),
            )
        )
    columns = tuple(words(f"insight.{key}") for key in ("role", "criticality", "cover", "who", "state"))
    note = words("risk_report.roles_note") if rows else words("risk_report.roles_good")
    return Section(words("risk_report.roles"), note, Grid(columns, tuple(rows), frozenset({1})))


def _processes(report: KeyPersonReport, names: Naming) -> Section:
    words = names.words
    rows = tuple(
        (
            Cell(names.title(flow.id)),
            Cell(str(flow.bus_factor), "bad"),
            Cell(names.titles(flow.weakest)),
        )
        for flow in report.weak_processes
    )
    columns = tuple(words(f"insight.{key}") for key in ("process", "bus_factor", "weakest"))
    note = words("risk_report.processes_note") if rows else words("risk_report.processes_good")
    return Section(words("risk_report.processes"), note, Grid(columns, rows, frozenset({1})))


def _single(report: KeyPersonReport, names: Naming) -> Section:
    words = names.words
    rows = []
    for entry in report.single_points():
        lines = []
        for key, targets in (
            ("roles", entry.roles),
            ("processes", entry.processes),
            ("known_errors", entry.known_errors),
        ):
            if targets:
                shown = ", ".join(targets) if key == "known_errors" else names.titles(targets)
                lines.append(words(f"risk_report.alone_{key}", what=shown))
        if entry.approvals:
            lines.append(words("risk_report.alone_approvals", count=len(entry.approvals)))
        rows.append((Cell(names.person(entry.person)), Cell("\n".join(lines))))
    columns = (words("insight.person"), words("insight.alone"))
    note = words("risk_report.single_note") if rows else ""
    return Section(words("risk_report.single"), note, Grid(columns, tuple(rows)))


def _errors(report: KeyPersonReport, names: Naming) -> Section:
    words = names.words
    rows = tuple(
        (
            Cell(entry.id),
            Cell(names.title(entry.id)),
            Cell(names.people(entry.holders), "watch")
            if entry.holders
            else Cell(words("insight.nobody_left", people=names.people(entry.written_by)), "bad"),
        )
        for entry in report.weak_errors
    )
    columns = tuple(words(f"insight.{key}") for key in ("id", "known_error", "understood_by"))
    return Section(words("risk_report.errors"), "", Grid(columns, rows))


def _approvals(report: KeyPersonReport, names: Naming) -> Section:
    words = names.words
    rows = tuple(
        (
            Cell(names.translated(entry.roles[0], "authority", entry.decision, "decision")),
            Cell(names.titles(entry.roles)),
            Cell(names.people(sorted(entry.people)), "watch" if entry.people else "bad"),
        )
        for entry in report.weak_approvals
    )
    columns = tuple(words(f"insight.{key}") for key in ("decision", "role", "who"))
    return Section(words("risk_report.approvals"), "", Grid(columns, rows))


def _waived(report: KeyPersonReport, names: Naming) -> Section:
    words = names.words
    rows = tuple(
        (
            Cell(names.title(entry.id)),
            Cell(entry.reason if entry.rule else f"{entry.by} {names.title(entry.by)}"),
            Cell(names.day(entry.until) or words("insight.no_end"), "" if entry.until else "watch"),
        )
        for entry in report.waived
    )
    columns = tuple(words(f"insight.{key}") for key in ("what", "accepted_in", "until"))
    return Section(words("risk_report.waivers"), "", Grid(columns, rows))
