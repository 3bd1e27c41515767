"""Who understands each known error, how good the record is, and what is lost with somebody. No clock, no git: whoever
asks brings the day and the history.

A holder is an active person who wrote the page, verified it, or applied it within the last 548 days. Knowledge fades:
evidence weighs 0.5 ** (days / 548), so half after a year and a half.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kb_tools.insight.authors import Credit, writers
from kb_tools.insight.staffing import kept, remaining
from kb_tools.insight.weak_points import USUAL
from kb_tools.model.cover import active
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = [
    "HALF_LIFE",
    "Document",
    "KnownErrorHolders",
    "documents",
    "fading",
    "known_error_holders",
    "without_holders",
]

#: Days after which a piece of evidence weighs half; an application longer ago does not count at all.
HALF_LIFE = 548
_QUALITIES = ("environment", "cause", "tested", "second_person", "valid")


@dataclass(frozen=True)
class KnownErrorHolders:
    """A known error with the people who understand it.

    Attributes:
        id: The known error.
        criticality: Highest criticality of the services that it is about.
        holders: Active people who understand it, sorted.
        written_by: Everybody who wrote it, gone or not.
        strength: Sum of the holders' evidence, each fading with its age.
        quality: Which of the five marks of a good record it has.
    """

    id: str
    criticality: int
    holders: tuple[str, ...]
    written_by: tuple[str, ...]
    strength: float
    quality: Mapping[str, bool]

    @property
    def quality_share(self) -> float:
        """Share of the five marks: environment, cause, tested workaround or resolution, second person, valid."""
        return sum(self.quality.values()) / len(_QUALITIES)

    @property
    def risk(self) -> float:
        """0 to 1: service criticality / 5 x (1 - quality), divided by the number of holders when there are several."""
        return self.criticality / 5 * (1 - self.quality_share) / max(1, len(self.holders))


@dataclass(frozen=True)
class Document:
    """A page with its active authors, sorted."""

    id: str
    type: str
    authors: tuple[str, ...]


def known_error_holders(
    handbook: Handbook,
    as_of: dt.date,
    made: Mapping[str, Sequence[Credit]] | None = None,
    on: dt.date | None = None,
) -> tuple[KnownErrorHolders, ...]:
    """Every known error that is neither archived nor retired, sorted by id.

    Args:
        handbook: The handbook.
        as_of: Day on which records are valid and evidence has its age.
        made: Path -> credits from git; without it only declared authors count.
        on: Day on which people must be there; `as_of` when absent.
    """
    weights = {page.id: page.record.criticality or USUAL for page in kept(handbook, "service")}
    pages = [page for page in kept(handbook, "known-error") if page.values.get("state") != "archived"]
    active_on = on or as_of
    there = frozenset(person for person in handbook.people if active(handbook, person, active_on))
    found = [_holders(page, as_of, (made or {}).get(page.path, ()), weights, there) for page in pages]
    return tuple(sorted(found, key=lambda entry: entry.id))


def documents(
    handbook: Handbook, as_of: dt.date, made: Mapping[str, Sequence[Credit]] | None = None
) -> tuple[Document, ...]:
    """Every page that has authors, with those who are still there, sorted by id; known errors are not among them."""
    found = []
    for page in handbook.pages:
        seen = (made or {}).get(page.path, ())
        if page.type == "known-error" or not page.readable or not (seen or b'"authors":' in page.front):
            continue
        declared = [name for name in page.values.get("authors", ()) if isinstance(name, str)]
        authors = writers(declared, seen) if page.values.get("status") != "retired" else ()
        if authors:
            there = tuple(person for person in authors if active(handbook, person, as_of))
            found.append(Document(page.id, page.type, there))
    return tuple(sorted(found, key=lambda document: document.id))


def without_holders(
    errors: Sequence[KnownErrorHolders], absences: Sequence[frozenset[str]]
) -> tuple[KnownErrorHolders, ...]:
    """The same known errors when people are gone; of several absences each shows its worst."""
    return tuple(
        replace(entry, holders=tuple(sorted(remaining(frozenset(entry.holders), absences)))) for entry in errors
    )


def fading(day: dt.date | None, as_of: dt.date) -> float:
    """Weight of a piece of evidence by its age: 1 today, half after 548 days; 1 when nobody says when."""
    return 0.5 ** (max(0, (as_of - day).days) / HALF_LIFE) if day else 1.0


def _holders(
    page: Page, as_of: dt.date, made: Sequence[Credit], weights: Mapping[str, int], active_people: frozenset[str]
) -> KnownErrorHolders:
    # values as written, not the record: building thousands of records would take longest of all
    values = page.values
    verified = values.get("verified") or {}
    written = writers(values.get("authors", ()), made)
    evidence: dict[str, float] = dict.fromkeys(written, 1.0)
    if verifier := verified.get("by"):
        _keep_best(evidence, verifier, fading(_day(verified.get("date")), as_of))
    for applied in values.get("applied", ()):
        day = _day(applied.get("date"))
        if day and applied.get("by") and 0 <= (as_of - day).days <= HALF_LIFE:
            _keep_best(evidence, applied["by"], fading(day, as_of))
    there = {person: weight for person, weight in evidence.items() if person in active_people}
    criticality = max((weights.get(service, USUAL) for service in values.get("services", ())), default=USUAL)
    return KnownErrorHolders(
        page.id,
        criticality,
        tuple(sorted(there)),
        written,
        sum(there[person] for person in sorted(there)),
        _quality(page, written, as_of),
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _keep_best(evidence: dict[str, float], person: str, weight: float) -> None:
    evidence[person] = max(evidence.get(person, 0.0), weight)


def _quality(page: Page, written: tuple[str, ...], as_of: dt.date) -> dict[str, bool]:
    values, headings = page.values, {heading.text.casefold() for heading in page.headings}
    sections: Mapping[str, tuple[str, ...]] = page.schema.sections
    has = {name: any(text.casefold() in headings for text in texts) for name, texts in sections.items()}
    verifier = (values.get("verified") or {}).get("by", "")
    valid_until = _day(values.get("valid_until"))
    marks = (
        bool(values.get("environment")),
        has.get("cause", False),
        bool(verifier) and (has.get("workaround", False) or has.get("resolution", False)),
        bool(verifier) and verifier not in written,
        bool(valid_until and valid_until >= as_of),
    )
    return dict(zip(_QUALITIES, marks, strict=True))
