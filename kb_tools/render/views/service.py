"""A service: the five questions that customers ask, answered from the records around it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.render.views.gaps import gaps_link
from kb_tools.render.views.kpis import KpiRow, own_kpis
from kb_tools.render.views.notice import NoticeRow, current_notices, notice_row
from kb_tools.render.views.people import Who, who

if TYPE_CHECKING:
    from kb_tools.render.page_view import PageView

__all__ = ["Promise", "ServiceFacts", "in_force", "service", "valid_agreements"]


@dataclass(frozen=True)
class Promise:
    """A promise in plain words: its name, the sentence, respond and restore times when it has them."""

    name: Markup
    statement: Markup
    priority: str
    respond: str
    restore: str


@dataclass(frozen=True)
class ServiceFacts:
    """What the page says beyond its fields.

    Attributes:
        owner: Who answers for the service.
        ladder: After how long, and who is called then.
        promises: What the valid SLA says.
        times: Those promises that have times.
        slas: The valid SLAs.
        agreements: Every agreement about the service.
        notices: Notices that run or are coming, soonest first.
        known_errors: Known errors that are not archived.
        carries: Services that depend on this one.
        kpis: Its figures.
        gaps: How its five gaps stand, with the way to their page; empty for readers outside.
    """

    owner: Who | None
    ladder: tuple[tuple[str, Who], ...]
    promises: tuple[Promise, ...]
    times: tuple[Promise, ...]
    slas: tuple[LocalPage, ...]
    agreements: tuple[LocalPage, ...]
    notices: tuple[NoticeRow, ...]
    known_errors: tuple[LocalPage, ...]
    carries: tuple[LocalPage, ...]
    kpis: tuple[KpiRow, ...]
    gaps: Markup


def ladder(page: PageView) -> tuple[tuple[str, Who], ...]:
    """The escalation ladder of a page: after how long, and who is called then."""
    found = []
    for step in page.take("escalation"):
        called = who(page, step.to)
        if called:
            found.append((page.view.wording.duration(step.after), called))
    return tuple(found)


def service(page: PageView) -> ServiceFacts:
    """Work it out; the fields behind it count as shown."""
    page.take("owner")
    agreements = page.pointing("agreement", "service")
    slas = valid_agreements(page, agreements)
    promises = tuple(promise(page, sla, target) for sla in slas for target in sla.record.targets)
    errors = [local for local in page.pointing("known-error", "services") if local.record.state != "archived"]
    notices = [local for local in page.pointing("notice", "services") if current_notices(page.view, local)]
    return ServiceFacts(
        owner=who(page, page.record.owner),
        ladder=ladder(page),
        promises=promises,
        times=tuple(entry for entry in promises if entry.respond or entry.restore),
        slas=tuple(slas),
        agreements=tuple(agreements),
        notices=tuple(sorted((notice_row(page, local) for local in notices), key=lambda row: row.starts)),
        known_errors=tuple(errors),
        carries=tuple(page.pointing("service", "depends_on")),
        kpis=tuple(own_kpis(page)),
        gaps=gaps_link(page.view, page.local.src, page.local.id),
    )


def valid_agreements(page: PageView, agreements: list[LocalPage]) -> list[LocalPage]:
    """SLAs that are in force on the day."""
    return [local for local in agreements if in_force(local, page.view.as_of)]


def in_force(agreement: LocalPage, day: dt.date) -> bool:
    """Whether an agreement is an SLA that holds on a day."""
    begins, ends = agreement.record.valid_from, agreement.record.valid_to
    return agreement.record.kind == "SLA" and (begins is None or begins <= day) and (ends is None or ends >= day)


def promise(page: PageView, agreement: LocalPage, target: Any) -> Promise:
    """One target of an agreement in plain words."""
    said = page.view.wording
    return Promise(
        name=page.view.link(page.local.src, f"{agreement.id}/{target.id}"),
        statement=page.prose(target.statement or _value(page, target)),
        priority=target.priority or "",
        respond=said.duration(target.respond_within) if target.respond_within else "",
        restore=said.duration(target.restore_within) if target.restore_within else "",
    )


def _value(page: PageView, target: Any) -> str:
    if target.value is None:
        return str(target.name)
    return f"{target.name} {page.view.wording.amount(target.value, target.unit or '')}"
