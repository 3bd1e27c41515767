"""Ten differences between looking after technology and managing services: where the records say that we stand.

For each difference some things can be counted in any handbook: of all activities those that have a procedure, of all
suppliers those with a contract. From four fifths on the new way has taken hold; under a half the old one still has. Of
things that nobody wants all of, such as indicators that lead, less is enough. KPIs that the handbook names for a
difference count by their status. The weakest sign decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kb_tools.content.comparison import COMPARISONS
from kb_tools.insight.control import Sign, control_sign, worst
from kb_tools.insight.interfaces import interfaces
from kb_tools.insight.kpi import Status
from kb_tools.insight.promises import in_force
from kb_tools.insight.staffing import CRITICAL, kept
from kb_tools.model.cover import cover, recent
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["BOUNDS", "Difference", "bounds_of", "differences"]

#: Share from which the new way has taken hold, and under which the old one still has.
BOUNDS = (0.8, 0.5)
#: The same for what is a matter of balance.
_BALANCE = {"preventive": (0.5, 0.3), "leading": (0.3, 0.15)}
#: Customers that nobody can ask: they have left, have not come yet, or buy elsewhere.
_NOT_SERVED = ("former", "prospect", "competitor")


@dataclass(frozen=True)
class Difference:
    """One of the ten.

    Attributes:
        key: Which one.
        signs: What was counted (`count` of `all`; `ids` are those that lack it), then KPIs.
    """

    key: str
    signs: tuple[Sign, ...]

    @property
    def status(self) -> Status:
        """`good` is the new way, `bad` the old one, `watch` between them; the weakest sign decides."""
        return worst(self.signs)


def bounds_of(key: str) -> tuple[float, float]:
    """Share from which a sign is good, and under which it is bad."""
    return _BALANCE.get(key, BOUNDS)


def differences(handbook: Handbook, as_of: dt.date) -> tuple[Difference, ...]:
    """All ten as they stand on a day."""
    found = []
    for key in COMPARISONS:
        said = handbook.comparisons.get(key)
        kpis = tuple(control_sign(handbook, kpi, as_of) for kpi in (said.value.kpis if said else ()))
        found.append(Difference(key, (*_COUNTED[key](handbook, as_of), *kpis)))
    return tuple(found)


def _share(key: str, what: str, of: Iterable[tuple[str, bool]]) -> Sign:
    """How many of several records have something; `what` they are, for a handbook that has none."""
    records = list(of)
    having = sum(has for _, has in records)
    if not records:
        return Sign("unknown", "nothing", {"what": what})
    share, (held, left) = having / len(records), bounds_of(key)
    status: Status = "good" if share >= held else "watch" if share >= left else "bad"
    lacking = tuple(sorted(name for name, has in records if not has))
    return Sign(status, key, {"count": having, "all": len(records)}, lacking)


def _process(handbook: Handbook, as_of: dt.date) -> Iterator[Sign]:
    def managed(page: Page) -> bool:
        measured = any(handbook.actuals.get(f"{page.id}/{kpi.id}") for kpi in page.record.kpis)
        return bool(page.record.owner and page.record.manager and measured)

    yield _share("managed", "process", ((page.id, managed(page)) for page in kept(handbook, "process")))
    yield _share(
        "embedded", "procedure", ((page.id, bool(page.record.process)) for page in kept(handbook, "procedure"))
    )


def _prevention(handbook: Handbook, as_of: dt.date) -> Iterator[Sign]:
    said = [page for page in kept(handbook, "improvement") if page.record.kind]
    yield _share("preventive", "improvement", ((page.id, page.record.kind == "preventive") for page in said))


def _proactive(handbook: Handbook, as_of: dt.date) -> Iterator[Sign]:
    owners = kept(handbook, "process", "service")
    kpis = [(f"{page.id}/{kpi.id}", kpi.leading) for page in owners for kpi in page.record.kpis if kpi.leading]
    yield _share("leading", "kpi", ((name, leading == "leading") for name, leading in kpis))
    drills = [page for page in kept(handbook, "procedure") if page.record.emergency]
    yield _share("exercised", "drill", ((page.id, recent(page.record.last_exercised, as_of)) for page in drills))


def _customers(handbook: Handbook, as_of: dt.date) -> Iterator[Sign]:
    known = [
        record
        for record in handbook.parties.values()
        if record.value.kind == "customer" and record.value.customer_kind not in _NOT_SERVED
    ]
    asked = {page.record.customer for page in kept(handbook, "requirement")}
    yield _share("buyer_and_users", "customer", ((r.id, bool(r.value.buyer and r.value.users)) for r in known))
    yield _share("asked", "customer", ((record.id, record.id in asked) for record in known))


def _distributed(handbook: Handbook, as_of: dt.date) -> Iterator[Sign]:
    suppliers = [record for record in handbook.parties.values() if record.value.kind == "supplier"]
    bound = {
        page.record.provider
        for page in kept(handbook, "agreement")
        if page.record.kind == "UC" and (page.record.valid_to is None or page.record.valid_to >= as_of)
    }
    yield _share("bound", "supplier", ((record.id, record.id in bound) for record in suppliers))
    yield _share(
        "looked_after", "supplier", ((record.id, bool(record.value.relationship_role)) for record in suppliers)
    )


def _integrated(handbook: Handbook, as_of: dt.date) -> Iterator[Sign]:
    every = {entry for entries in interfaces(kept(handbook, "process")).values() for entry in entries}
    yield _share("matched", "interface", ((entry.giver, entry.holds) for entry in sorted(every)))
    yield _share("cross_team", "process", ((page.id, len(page.record.teams) > 1) for page in kept(handbook, "process")))


def _repeatable(handbook: Handbook, as_of: dt.date) -> Iterator[Sign]:
    activities = [(page.id, activity) for page in kept(handbook, "process") for activity in page.record.activities]
    clear = ((f"{owner}/{a.id}", bool(a.responsible) and len(a.accountable) == 1) for owner, a in activities)
    yield _share("clear", "activity", clear)
    roles = [page for page in kept(handbook, "role") if page.record.criticality >= CRITICAL]
    yield _share("covered", "role", ((page.id, not cover(handbook, page, as_of).missing) for page in roles))


def _formal(handbook: Handbook, as_of: dt.date) -> Iterator[Sign]:
    activities = [(page.id, activity) for page in kept(handbook, "process") for activity in page.record.activities]
    yield _share(
        "written", "activity", ((f"{owner}/{a.id}", bool(a.procedure or a.process)) for owner, a in activities)
    )
    yield _share("borrowed", "process", ((page.id, bool(page.record.frameworks)) for page in kept(handbook, "process")))


def _business(handbook: Handbook, as_of: dt.date) -> Iterator[Sign]:
    yield _share(
        "outcome", "service", ((page.id, bool(page.record.business_outcome)) for page in kept(handbook, "service"))
    )
    errors = [page for page in kept(handbook, "known-error") if page.values.get("state") != "archived"]
    yield _share("told", "error", ((page.id, bool(page.values.get("user_message"))) for page in errors))


def _service(handbook: Handbook, as_of: dt.date) -> Iterator[Sign]:
    live = [page for page in kept(handbook, "service") if page.record.stage == "live"]
    agreed = {page.record.service for page in kept(handbook, "agreement") if in_force(page, as_of)}
    yield _share("agreed", "service", ((page.id, page.id in agreed) for page in live))
    yield _share("owned", "service", ((page.id, bool(page.record.owner and page.record.customers)) for page in live))


_COUNTED: dict[str, Callable[[Handbook, dt.date], Iterator[Sign]]] = {
    "process": _process,
    "prevention": _prevention,
    "proactive": _proactive,
    "customers": _customers,
    "distributed": _distributed,
    "integrated": _integrated,
    "repeatable": _repeatable,
    "formal": _formal,
    "business": _business,
    "service": _service,
}
