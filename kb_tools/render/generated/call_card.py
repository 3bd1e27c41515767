"""The card that says whom to call: the desk, who is on duty, who is called after how long, suppliers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.render.generated.card_size import SIZES, Size, table_height
from kb_tools.render.generated.sheet import Sheet

__all__ = ["CallCard", "call_card"]

#: So many services, teams and suppliers find room.
_SERVICES, _PERIODS, _TEAMS, _SUPPLIERS = 6, 4, 8, 3
#: Periods of duty, roles, whether teams and their hours are shown: what is tried until the card is one page.
_PLANS = ((4, 8, 2), (3, 8, 1), (2, 8, 1), (2, 6, 1), (2, 8, 0), (1, 6, 0), (1, 4, 0))
#: Shares of the columns, as the stylesheet has them.
_TWO, _THREE = (0.24, 0.76), (0.27, 0.36, 0.37)
_ASIDE = re.compile(r"\s*[（(][^（()）]*[)）]|。$")
_SIZES = tuple(size for size in SIZES if size.name in ("s", "xs"))


@dataclass(frozen=True)
class CallCard:
    """What the card shows.

    Attributes:
        desk: How to reach the desk, the most used ways first.
        duty: Period, then who is on duty for each of `duty_roles`.
        duty_roles: Roles with a roster.
        services: Service, and its ladder: after how long, which role.
        roles: Role, who it is, how to reach it.
        teams: Team, when, how to reach it.
        suppliers: Name, the role that talks to them, how to reach them.
        size: Class of its type.
    """

    ident: ClassVar[str] = "kb-card-call"
    desk: tuple[str, ...]
    duty: tuple[tuple[str, ...], ...]
    duty_roles: tuple[Markup, ...]
    services: tuple[tuple[Markup, tuple[tuple[str, Markup], ...]], ...]
    roles: tuple[tuple[Markup, Any, str], ...]
    teams: tuple[tuple[str, str, str], ...]
    suppliers: tuple[tuple[str, Markup, str], ...]
    size: str = ""


def call_card(sheet: Sheet) -> CallCard | None:
    """The card; None when the handbook names nobody to call."""
    services = _services(sheet)
    ladders = tuple((sheet.link(local.id), _ladder(sheet, local)) for local in services if local.record.escalation)
    duty_roles, duty = _duty(sheet)
    whole = CallCard(
        desk=_desk(sheet, services),
        duty=duty,
        duty_roles=tuple(sheet.link(role) for role in duty_roles),
        services=ladders,
        roles=_roles(sheet, services, duty_roles),
        teams=_teams(sheet),
        suppliers=_suppliers(sheet),
    )
    return _fitted(whole) if whole.desk or whole.services or whole.duty or whole.teams else None


def _fitted(card: CallCard) -> CallCard:
    """As much of the card as one page holds."""
    tried = card
    for periods, roles, teams in _PLANS:
        rows = tuple((name, hours if teams == 2 else "", reach) for name, hours, reach in card.teams if teams)
        for size in _SIZES:
            tried = replace(card, duty=card.duty[:periods], roles=card.roles[:roles], teams=rows, size=size.name)
            if _height(tried, size) <= 1:
                return tried
    return tried


def _height(card: CallCard, size: Size) -> float:
    """Share of the page that the tables take."""
    # a little more than the text: a rung does not break between two lines
    rungs = [
        (service, " ".join(f"{after} {_plain(role)}mm" for after, role in ladder)) for service, ladder in card.services
    ]
    columns = len(card.duty_roles) + 1
    tables: list[tuple[Sequence[Sequence[Any]], Sequence[float]]] = [
        (card.duty, [1 / columns] * columns),
        (rungs, _TWO),
        (card.roles, _THREE),
        (card.teams, _THREE),
        (card.suppliers, _THREE),
    ]
    desk = 0.04 * len(card.desk)
    return desk + sum(
        table_height([[_plain(cell) for cell in row] for row in rows], shares, size) for rows, shares in tables if rows
    )


def _plain(cell: Any) -> str:
    return cell.striptags() if isinstance(cell, Markup) else str(cell)


def _services(sheet: Sheet) -> list[LocalPage]:
    """Live services, the most critical first."""
    live = [local for local in sheet.records("service") if local.record.stage not in ("pipeline", "design", "retired")]
    return sorted(live, key=lambda local: (-(local.record.criticality or 0), local.src))[:_SERVICES]


def _desk(sheet: Sheet, services: list[LocalPage]) -> tuple[str, ...]:
    """Ways to reach the desk: the two that most services name, without asides; else the handbook's contact."""
    named = Counter(_ASIDE.sub("", channel) for local in services for channel in local.record.channels)
    order = {channel: n for n, channel in enumerate(named)}
    best = sorted(named, key=lambda channel: (-named[channel], order[channel]))[:2]
    contact = sheet.view.config.handbook.contact
    return tuple(best) or ((contact,) if contact else ())


def _ladder(sheet: Sheet, local: LocalPage) -> tuple[tuple[str, Markup], ...]:
    said = sheet.view.wording
    return tuple((said.duration(step.after), sheet.link(step.to)) for step in local.record.escalation)


def _duty(sheet: Sheet) -> tuple[list[str], tuple[tuple[str, ...], ...]]:
    """Roles with a roster, and who is on duty in this period and the next ones; nothing when people have no names."""
    view = sheet.view
    if not view.config.publish.duty or view.config.publish.people == "roles":
        return [], ()
    rows = [record.value for record in view.handbook.duty if record.value.to >= view.as_of]
    roles = list(dict.fromkeys(row.role for row in rows))
    shown = []
    for period in sorted({(row.from_, row.to) for row in rows})[:_PERIODS]:
        now = [row for row in rows if (row.from_, row.to) == period]
        on_duty = [sheet.listed(view.person(row.person) for row in now if row.role == role) for role in roles]
        shown.append((f"{period[0]:%m-%d} – {period[1]:%m-%d}", *on_duty))
    return roles, tuple(shown)


def _roles(sheet: Sheet, services: list[LocalPage], duty: list[str]) -> tuple[tuple[Markup, Any, str], ...]:
    """Everybody who is called, with the way to reach them; who is on duty is said elsewhere."""
    called = [step.to for local in services for step in local.record.escalation]
    ranked = [role for role, _ in Counter(called).most_common()]
    found = []
    for role in dict.fromkeys([*duty, *ranked]):
        local = sheet.view.local(role)
        if local is None or local.type != "role":
            continue
        cover = sheet.cover(local)
        people = sheet.people([*cover.active_holders, *cover.active_deputies][:3])
        found.append((sheet.link(role), people, local.record.contact or ""))
    return tuple(found)


def _teams(sheet: Sheet) -> tuple[tuple[str, str, str], ...]:
    lang, found = sheet.view.lang, []
    for record in sheet.view.handbook.teams.values():
        team = record.value
        hours = team.hours.in_language(lang) if team.hours else ""
        if team.contact:
            found.append((team.name.in_language(lang), hours, team.contact))
    return tuple(found[:_TEAMS])


def _suppliers(sheet: Sheet) -> tuple[tuple[str, Markup, str], ...]:
    lang, found = sheet.view.lang, []
    for record in sheet.view.handbook.parties.values():
        party = record.value
        if party.kind == "supplier":
            ways = [name.in_language(lang) for name in party.channels[:1]]
            reach = sheet.listed([*ways, *([party.contact] if party.contact else [])])
            found.append((party.name.in_language(lang), sheet.link(party.relationship_role), reach))
    return tuple(found[:_SUPPLIERS])
