"""Whether what teams and suppliers promise carries what was promised to the customer: the arithmetic of an SLA.

Availability: all links have to work at once, so their shares are multiplied (ITIL, availability management: serial
components). Restoring: a fault lies in one service, and there it passes from the team on to its supplier; so times are
added within a service, and of several services the slowest counts. Responding: nobody waits for the next one before
showing up, so the slowest counts. What one side does not promise is not compared, but named: a sum that some of them
say nothing about is enough only as far as it goes.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from kb_tools.content.scalars import DurationValue
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["Carried", "Key", "Link", "carried", "order_of", "percent", "promises", "supporters", "working"]

#: A comparable promise: (kind, priority); kind is `availability`, `respond` or `restore`.
Key = tuple[Literal["availability", "respond", "restore"], str]
#: How an availability target is told from other percentages: by its id, its KPI or its name.
_AVAILABILITY = ("availab", "uptime", "可用")
#: A share without a KPI that is at least this and the only one of its agreement is taken for availability.
_SURELY = 99.0
#: Less than this is a matter of floating point.
_HAIR = 1e-9


@dataclass(frozen=True)
class Link:
    """One agreement below an SLA and what it promises.

    Attributes:
        agreement: Its id.
        service: Its service, may be empty.
        value: Percent, or minutes.
        written: The promise as it was written.
    """

    agreement: str
    service: str
    value: float
    written: Any


@dataclass(frozen=True)
class Carried:
    """One promise of an SLA against what carries it.

    Attributes:
        key: Which promise.
        goal: What the SLA promises: percent, or minutes.
        written: The same as it was written.
        number: Position of the target in the SLA's `targets`.
        links: What counts against it; for times the links of the slowest service.
        total: What they come to together.
        holds: Whether that is enough, as far as it is known.
        silent: Agreements below that do not promise this, and services that no agreement below is about.
    """

    key: Key
    goal: float
    written: Any
    number: int
    links: tuple[Link, ...]
    total: float
    holds: bool
    silent: tuple[str, ...] = ()


def carried(sla: Any, supporters: Iterable[tuple[str, Any]], needed: Iterable[str] = ()) -> tuple[Carried, ...]:
    """Every promise of an SLA that something below it can be compared with, in the order of `order_of`.

    Args:
        sla: Record of the SLA.
        supporters: Id and record of each OLA and contract that carries it.
        needed: Services that the SLA's own service depends on.
    """
    below = [(name, record.service or "", promises(record)) for name, record in supporters]
    about = {service for _, service, _ in below}
    nobody = [service for service in needed if service not in about]
    found = []
    for key, (number, written) in promises(sla).items():
        links = [
            Link(name, service, _amount(said[key][1]), said[key][1]) for name, service, said in below if key in said
        ]
        if links:
            silent = (*(name for name, _, said in below if key not in said), *nobody)
            found.append(replace(_weigh(key, number, written, links), silent=silent))
    return tuple(sorted(found, key=lambda item: order_of(item.key)))


def supporters(handbook: Handbook, sla: str, as_of: dt.date) -> tuple[Page, ...]:
    """OLAs and contracts in force on the day that name an SLA in `supports`, sorted by path."""
    found = []
    for page in handbook.by_type.get("agreement", ()):
        if page.readable and page.values.get("kind") in ("OLA", "UC") and sla in page.record.supports:
            record = page.record
            begun = record.valid_from is None or record.valid_from <= as_of
            if record.status == "approved" and begun and (record.valid_to is None or record.valid_to >= as_of):
                found.append(page)
    return tuple(found)


def promises(record: Any) -> dict[Key, tuple[int, Any]]:
    """What an agreement promises that can be compared: its promise -> number of the target, and the value.

    That is availability in percent, and times by priority. The first one of each kind counts.
    """
    found: dict[Key, tuple[int, Any]] = {}
    for number, target in enumerate(record.targets):
        if _is_availability(target):
            found.setdefault(("availability", ""), (number, target.value))
        if target.priority and target.respond_within is not None:
            found.setdefault(("respond", target.priority), (number, target.respond_within))
        if target.priority and target.restore_within is not None:
            found.setdefault(("restore", target.priority), (number, target.restore_within))
    if ("availability", "") not in found:
        shares = [(number, target) for number, target in enumerate(record.targets) if _is_share(target)]
        if len(shares) == 1 and shares[0][1].metric is None and _SURELY <= shares[0][1].value <= 100:
            found["availability", ""] = (shares[0][0], shares[0][1].value)
    return found


def order_of(key: Key) -> tuple[str, int]:
    """Availability first, then priority by priority, responding before restoring."""
    return key[1], ("availability", "respond", "restore").index(key[0])


def working(item: Carried, time: Callable[[float], str] | None = None) -> str:
    """The sum on one line: `99.95 × 99.95 × 99.9 = 99.80 < 99.9`, `4 h + 2 h = 6 h > 4 h`.

    Args:
        item: What was compared.
        time: How minutes are said; as front matter writes them when None.
    """
    if item.key[0] == "availability":
        total, goal = percent(item.total, item.goal)
        sign, parts = "≥" if item.holds else "<", [f"{link.value:.10g}" for link in item.links]
        left = f"{' × '.join(parts)} = {total}" if len(parts) > 1 else parts[0]
    else:
        said = time or _time
        sign, parts, goal = "≤" if item.holds else ">", [said(link.value) for link in item.links], said(item.goal)
        left = f"{' + '.join(parts)} = {said(item.total)}" if len(parts) > 1 else parts[0]
    return f"{left} {sign} {goal}"


def percent(value: float, beside: float) -> tuple[str, str]:
    """Two shares with as many decimals, at least two for the first, as it takes to see which is the larger one."""
    enough = value >= beside - _HAIR
    for digits in range(2, 8):
        left = f"{value:.{digits}f}"
        if (float(left) >= beside - _HAIR) == enough:
            return left, f"{beside:.10g}"
    return f"{value:.10g}", f"{beside:.10g}"


def _weigh(key: Key, number: int, written: Any, links: list[Link]) -> Carried:
    goal = _amount(written)
    if key[0] == "availability":
        total = math.prod(link.value / 100 for link in links) * 100
        return Carried(key, goal, written, number, tuple(links), total, total >= goal - _HAIR)
    chosen = [max(links, key=lambda link: link.value)] if key[0] == "respond" else _slowest(links)
    total = math.fsum(link.value for link in chosen)
    return Carried(key, goal, written, number, tuple(chosen), total, total <= goal + _HAIR)


def _slowest(links: Sequence[Link]) -> list[Link]:
    """The links of the service whose times together are the longest; the first one of several."""
    services = dict.fromkeys(link.service or link.agreement for link in links)
    groups = [[link for link in links if (link.service or link.agreement) == service] for service in services]
    return max(groups, key=lambda group: math.fsum(link.value for link in group))


def _amount(value: Any) -> float:
    return float(value.minutes if isinstance(value, DurationValue) else value)


def _time(minutes: float) -> str:
    """The largest unit of hours and days that fits without a rest: a day has 24 hours here."""
    whole = round(minutes)
    if whole % 1440 == 0:
        return f"{whole // 1440} {'day' if whole == 1440 else 'days'}"
    return f"{whole // 60} h" if whole % 60 == 0 else f"{whole} min"


def _is_share(target: Any) -> bool:
    return target.value is not None and (target.unit or "").strip() in ("%", "％")


def _is_availability(target: Any) -> bool:
    words = f"{target.id} {target.metric or ''} {target.name}".casefold()
    return _is_share(target) and any(word in words for word in _AVAILABILITY)
