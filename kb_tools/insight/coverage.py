"""How far a handbook covers a framework: clause by clause, which evidence there is, and what is missing.

Evidence that is found is not conformity: it says what can be shown to an auditor, not what the auditor will think.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from kb_tools.content.framework import Clause, Framework
from kb_tools.insight.evidence import Evidence, Item
from kb_tools.load.frameworks import frameworks_of
from kb_tools.model.handbook import Handbook

__all__ = ["ClauseCoverage", "CoverageState", "FrameworkCoverage", "Reason", "coverage", "edition_key", "headings"]

#: `covered`: evidence that can be shown as it is. `partly`: only stale evidence or drafts, or something that the clause
#: asks for is missing. `gap`: nothing.
CoverageState = Literal["covered", "partly", "gap"]
#: Why a clause is not covered. `nothing`: no evidence. `stale`: none that is fresh. `no-document`, `no-record`: what it
#: asks for by name is missing. `old-record`: there is one, older than 12 months. `related`: only evidence of related
#: clauses. `parts`: a clause that it consists of is not covered.
Reason = Literal["", "nothing", "stale", "no-document", "no-record", "old-record", "related", "parts"]
_WEIGHTS: dict[CoverageState, int] = {"gap": 0, "partly": 1, "covered": 2}


@dataclass(frozen=True)
class ClauseCoverage:
    """A clause with its evidence.

    Attributes:
        id: Number or name.
        clause: Its definition.
        state: How it stands.
        reason: Why it is not covered, empty when it is.
        items: The evidence: what names the clause first, then what is found by kind, then what is related; fresh first.
        parts: For a clause that consists of others: framework, clause and state of each.
        named: Whether current evidence names it, or all clauses that it consists of; otherwise what there is was found
            by its kind alone, and nobody has said that it is meant for this clause.
    """

    id: str
    clause: Clause
    state: CoverageState
    reason: Reason
    items: tuple[Item, ...]
    parts: tuple[tuple[str, str, CoverageState], ...] = ()
    named: bool = False


@dataclass(frozen=True)
class FrameworkCoverage:
    """A framework with the coverage of all its clauses, in its order."""

    key: str
    framework: Framework
    as_of: dt.date
    clauses: tuple[ClauseCoverage, ...]

    def count(self, state: CoverageState) -> int:
        """How many clauses are in a state."""
        return sum(clause.state == state for clause in self.clauses)

    @property
    def named(self) -> int:
        """How many of the covered clauses are named by what covers them; the others are found by kind alone."""
        return sum(clause.state == "covered" and clause.named for clause in self.clauses)

    @property
    def percent(self) -> float:
        """Share of covered clauses in per cent; 100 when there are none."""
        return 100 * self.count("covered") / len(self.clauses) if self.clauses else 100.0

    def clause(self, number: str) -> ClauseCoverage | None:
        """A clause by its number."""
        return next((clause for clause in self.clauses if clause.id == number), None)


def coverage(handbook: Handbook, as_of: dt.date) -> Mapping[str, FrameworkCoverage]:
    """Coverage of every framework that the handbook knows, on a day."""
    frameworks = frameworks_of(handbook)
    judge = _Judge(frameworks, Evidence(handbook, as_of))
    return {
        key: FrameworkCoverage(key, framework, as_of, tuple(judge.clause(key, number) for number in framework.clauses))
        for key, framework in frameworks.items()
    }


def edition_key(frameworks: Mapping[str, Framework], key: str, edition: str) -> str | None:
    """Key of another edition of a framework (`iso20000`, `2005` -> `iso20000-2005`); None when there is none."""
    for name, framework in frameworks.items():
        if framework.edition == edition and key in (name, framework.edition_of):
            return name
    return None


def headings(framework: Framework, number: str, clause: Clause) -> tuple[str, ...]:
    """The headings that a clause stands under, the outermost first."""
    if clause.group:
        return (clause.group,)
    letters = number.rstrip("0123456789")
    above = [group for group in framework.groups if number.startswith(f"{group}.") or group in (number, letters)]
    return tuple(sorted(above, key=len))


class _Judge:
    """Judges clauses; one that consists of others asks for these first."""

    def __init__(self, frameworks: Mapping[str, Framework], evidence: Evidence) -> None:
        self.frameworks, self.evidence = frameworks, evidence
        self.known: dict[tuple[str, str], ClauseCoverage] = {}
        self.open: set[tuple[str, str]] = set()

    def clause(self, key: str, number: str) -> ClauseCoverage:
        """How a clause stands."""
        place = (key, number)
        if place not in self.known:
            self.open.add(place)
            self.known[place] = self._judge(key, number, self.frameworks[key].clauses[number])
            self.open.discard(place)
        return self.known[place]

    def _judge(self, key: str, number: str, clause: Clause) -> ClauseCoverage:
        framework, evidence = self.frameworks[key], self.evidence
        naming = evidence.naming(key, framework, number)
        records = [item for chosen in clause.records for item in evidence.found(chosen, naming, as_record=True)]
        items = [*evidence.declared(naming), *records]
        items += [item for chosen in clause.evidence for item in evidence.found(chosen, naming)]
        if clause.consists_of:
            return self._whole(number, clause, items)
        own = _unique(items)
        state, reason = _verdict(clause, own, records)
        related = list(self._related(clause)) if state != "covered" else []
        if state == "gap" and any(item.fresh for item in related):
            state, reason = "partly", "related"
        return ClauseCoverage(number, clause, state, reason, _unique([*own, *related]), named=_is_named(own))

    def _whole(self, number: str, clause: Clause, items: list[Item]) -> ClauseCoverage:
        parts = list(self._others(clause.consists_of))
        own = [item for item in items if item.fresh]
        for name, other in parts:
            items += [replace(item, origin="found", via=f"{name} {other.id}") for item in other.items]
        states = [_WEIGHTS[other.state] for _, other in parts]
        state: CoverageState = "covered" if states and min(states) == 2 else "partly"
        if not any(states) and not own:
            state = "gap"
        reason: Reason = "" if state == "covered" else "parts" if state == "partly" else "nothing"
        stands = tuple((name, other.id, other.state) for name, other in parts)
        named = _is_named(own) or (bool(parts) and all(other.named for _, other in parts))
        return ClauseCoverage(number, clause, state, reason, _unique(items), stands, named)

    def _related(self, clause: Clause) -> Iterator[Item]:
        for name, other in self._others(clause.maps):
            for item in () if other.clause.consists_of else other.items:
                if item.origin != "related":
                    yield replace(item, origin="related", via=f"{name} {other.id}")

    def _others(self, named: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ClauseCoverage]]:
        """Clauses that exist and are not being judged already: two may name each other."""
        for name, numbers in named.items():
            for number in numbers:
                known = name in self.frameworks and number in self.frameworks[name].clauses
                if known and (name, number) not in self.open:
                    yield name, self.clause(name, number)


def _is_named(items: Iterable[Item]) -> bool:
    return any(item.fresh and item.origin == "declared" for item in items)


def _verdict(clause: Clause, items: tuple[Item, ...], records: list[Item]) -> tuple[CoverageState, Reason]:
    shown = [item for item in items if item.state != "retired"]
    if not shown:
        return "gap", "nothing"
    if not any(item.fresh for item in shown):
        return "partly", "stale"
    if "document" in clause.kind and not any(item.fresh and not item.record for item in shown):
        return "partly", "no-document"
    if clause.needs and not any(item.fresh and item.type in clause.needs for item in shown):
        return "partly", "no-document"
    if clause.records:
        kept = [*records, *(item for item in shown if item.record and item.origin == "declared")]
        if not any(item.fresh for item in kept):
            return "partly", "old-record" if any(item.state == "old" for item in kept) else "no-record"
    return "covered", ""


_ORIGINS = {"declared": 0, "found": 1, "related": 2}


def _unique(items: Iterable[Item]) -> tuple[Item, ...]:
    """Each piece of evidence once, by its strongest origin; a page that was asked for as a record stays one."""
    found: dict[tuple[str, str], Item] = {}
    for item in items:
        known = found.get(item.key)
        if known is None or _ORIGINS[item.origin] < _ORIGINS[known.origin]:
            found[item.key] = item
    return tuple(sorted(found.values(), key=lambda item: (_ORIGINS[item.origin], not item.fresh, item.type, item.id)))
