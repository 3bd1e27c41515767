"""All records of a handbook: found by id, by file, and by who refers to whom. Immutable once built."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from kb_tools.model.asked import Asked
from kb_tools.model.diagnostic import Finding
from kb_tools.model.location import Span
from kb_tools.model.page import Page, PartFact, Ref

__all__ = ["Actual", "Backlink", "DataRecord", "Handbook", "Target"]


class Actual(NamedTuple):
    """A measured value of a KPI.

    Attributes:
        kpi: Id of the KPI, `incident-management/p1-response`.
        period: `2026-10`, `2026-Q3`, `2026-W40`, `2026-10-08` or `2026`, as the KPI's frequency asks.
        value: In the KPI's unit.
        note: A remark, may be empty.
        path: File.
        line: Line of the file.
    """

    kpi: str
    period: str
    value: float
    note: str
    path: str
    line: int


@dataclass(frozen=True, eq=False)
class DataRecord:
    """A person, team, party or duty row from a data file.

    Attributes:
        kind: `person`, `team`, `party`, `duty`, `complaint`, `comparison` or `framework`.
        id: Its id; for a duty row its number.
        path: File.
        span: Place of its key.
        value: The typed record.
        refs: What it refers to.
        names: What it is called, in every language that it has a name in.
    """

    kind: str
    id: str
    path: str
    span: Span
    value: Any
    refs: tuple[Ref, ...] = ()
    names: tuple[str, ...] = ()


class Target(NamedTuple):
    """What an id stands for.

    Attributes:
        kind: A page type, `kpi`, `activity`, `target`, `person`, `team` or `party`.
        id: The full id (`incident-management/p1-response` for a KPI).
        page: The page that it is or is part of; None for people, teams and parties.
        anchor: Anchor on that page, may be empty.
        data: The data record, for people, teams and parties.
    """

    kind: str
    id: str
    page: Page | None = None
    anchor: str = ""
    data: DataRecord | None = None


class Backlink(NamedTuple):
    """Somebody refers to a record: the page that does, and through which field (`body` for a link in the text)."""

    page: Page
    field: str


@dataclass(frozen=True, eq=False)
class Handbook:
    """A loaded handbook.

    Attributes:
        languages: The first is the source.
        pages: Pages of the source language, sorted by path.
        translations: Language -> its pages, sorted by path.
        people: Id -> person; likewise teams and parties.
        duty: Duty rows, in the order of the file.
        complaints: Kind of complaint -> what keeps it under control.
        comparisons: Row of the self-check -> what speaks for it.
        frameworks: Key -> framework that the organisation added to those of the product.
        actuals: KPI id -> measured values by period.
        asked: Page -> what readers asked that it answers.
        assets: Images and downloads, as paths relative to the docs folder.
        findings: What is wrong with files that are not pages.
        audience: Whom it was cut for; `internal` for the whole.
        data_hash: Fingerprint of the data files and the names of the assets; empty when it is not known.
    """

    languages: tuple[str, ...]
    pages: tuple[Page, ...]
    translations: Mapping[str, tuple[Page, ...]] = field(default_factory=dict)
    people: Mapping[str, DataRecord] = field(default_factory=dict)
    teams: Mapping[str, DataRecord] = field(default_factory=dict)
    parties: Mapping[str, DataRecord] = field(default_factory=dict)
    duty: tuple[DataRecord, ...] = ()
    complaints: Mapping[str, DataRecord] = field(default_factory=dict)
    comparisons: Mapping[str, DataRecord] = field(default_factory=dict)
    frameworks: Mapping[str, DataRecord] = field(default_factory=dict)
    actuals: Mapping[str, tuple[Actual, ...]] = field(default_factory=dict)
    asked: Mapping[str, tuple[Asked, ...]] = field(default_factory=dict)
    assets: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    audience: str = "internal"
    data_hash: str = ""

    @property
    def source_lang(self) -> str:
        """The language whose pages carry structure."""
        return self.languages[0]

    def every_page(self) -> Iterator[Page]:
        """Source pages, then translations by language."""
        return chain(self.pages, *(self.translations.get(lang, ()) for lang in self.languages[1:]))

    @cached_property
    def front_hash(self) -> str:
        """Fingerprint of everything but the bodies of pages and the data files (32 hex digits)."""
        hashes = "\n".join([page.front_hash for page in self.every_page()])
        return hashlib.blake2b(hashes.encode(), digest_size=16).hexdigest()

    @cached_property
    def by_id(self) -> Mapping[str, Page]:
        """Id -> source page; of two pages with one id the first by path."""
        found: dict[str, Page] = {}
        for page in self.pages:
            found.setdefault(page.id, page)
        return found

    @cached_property
    def by_src(self) -> Mapping[str, Page]:
        """File relative to the language's folder -> source page."""
        return {page.src: page for page in self.pages}

    @cached_property
    def by_type(self) -> Mapping[str, tuple[Page, ...]]:
        """Type -> its source pages, sorted by path."""
        found: defaultdict[str, list[Page]] = defaultdict(list)
        for page in self.pages:
            found[page.type].append(page)
        return {name: tuple(pages) for name, pages in found.items()}

    @cached_property
    def translation_of(self) -> Mapping[tuple[str, str], Page]:
        """(language, src) -> translation."""
        return {(lang, page.src): page for lang, pages in self.translations.items() for page in pages}

    @cached_property
    def data(self) -> Mapping[str, Mapping[str, DataRecord]]:
        """Kind -> id -> record, for people, teams and parties."""
        return {"person": self.people, "team": self.teams, "party": self.parties}

    @cached_property
    def data_records(self) -> tuple[DataRecord, ...]:
        """Every record of every data file, those that nothing refers to included."""
        named = (*self.data.values(), self.complaints, self.comparisons)
        return (*chain.from_iterable(records.values() for records in named), *self.duty)

    @cached_property
    def _parts(self) -> Mapping[str, tuple[Page, PartFact]]:
        return {f"{page.id}/{part.id}": (page, part) for page in self.pages for part in page.parts}

    def part(self, full_id: str) -> tuple[Page, PartFact] | None:
        """The KPI, activity or target with this full id (`page/part`) and its page."""
        return self._parts.get(full_id)

    def kpi(self, full_id: str) -> Any:
        """The typed KPI with this full id, or None."""
        found = self._parts.get(full_id)
        if not found or found[1].kind != "kpi":
            return None
        return next((kpi for kpi in found[0].record.kpis if kpi.id == found[1].id), None)

    def resolve(self, target: str, to: tuple[str, ...], page: Page | None = None) -> Target | None:
        """What `target` stands for where one of the types `to` is expected, or None.

        Args:
            target: The id as written; a KPI of the same page may leave out the page.
            to: Expected types; `page` stands for every page type.
            page: The page that refers, for KPIs of its own.
        """
        for kind in to:
            if kind in self.data:
                if record := self.data[kind].get(target):
                    return Target(kind, target, data=record)
            elif kind in ("kpi", "activity", "target"):
                full = target if "/" in target or page is None else f"{page.id}/{target}"
                found = self._parts.get(full)
                if found and found[1].kind == kind:
                    return Target(kind, full, found[0], found[1].id)
            elif (found_page := self.by_id.get(target)) and kind in ("page", found_page.type):
                return Target(found_page.type, target, found_page)
        return None

    def lookup(self, target: str) -> Target | None:
        """What an id stands for, whatever it is."""
        if page := self.by_id.get(target):
            return Target(page.type, target, page)
        if found := self._parts.get(target):
            return Target(found[1].kind, target, found[0], found[1].id)
        for kind, records in self.data.items():
            if record := records.get(target):
                return Target(kind, target, data=record)
        return None

    def ids_for(self, to: tuple[str, ...]) -> list[str]:
        """Ids that may stand where one of the types `to` is expected, sorted."""
        found: list[str] = []
        for kind in to:
            if kind in self.data:
                found += self.data[kind]
            elif kind in ("kpi", "activity", "target"):
                found += [full for full, (_, part) in self._parts.items() if part.kind == kind]
            elif kind == "page":
                found += self.by_id
            else:
                found += [page.id for page in self.by_type.get(kind, ())]
        return sorted(set(found))

    @cached_property
    def known_ids(self) -> frozenset[str]:
        """Every id that `lookup` knows."""
        return frozenset().union(self.by_id, self._parts, *self.data.values())

    @cached_property
    def _uses(self) -> Sequence[tuple[str, Sequence[str]]]:
        """Every reference in front matter once: as briefs have it, and taken apart."""
        return [(use, use.split(" ", 2)) for use in set().union(*[page.brief.uses for page in self.pages])]

    @cached_property
    def uses(self) -> Mapping[str, frozenset[str]]:
        """Types, separated by `/` -> ids that front matter of source pages names where one of these may stand."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for _, (types, _, target) in self._uses:
            found[types].append(target)
        return {types: frozenset(targets) for types, targets in found.items()}

    def using(self, wanted: Mapping[str, Collection[str]]) -> list[Page]:
        """Source pages with one of these references (types -> ids, like `uses`), sorted by path."""
        uses = {use for use, (types, _, target) in self._uses if target in wanted.get(types, ())}
        return [page for page in self.pages if not uses.isdisjoint(page.brief.uses)] if uses else []

    @cached_property
    def backlinks(self) -> Mapping[str, tuple[Backlink, ...]]:
        """Id -> who refers to it, in front matter or in a source body; sorted by the referring page."""
        found: defaultdict[str, dict[tuple[str, str], Backlink]] = defaultdict(dict)
        for page in self.pages:
            for reference in page.refs:
                target = self.resolve(reference.target, reference.to, page)
                if target:
                    name = reference.field.split(".")[0]
                    found[target.id].setdefault((page.id, name), Backlink(page, name))
                    if target.page and target.id != target.page.id and target.page is not page:
                        found[target.page.id].setdefault((page.id, name), Backlink(page, name))
            for link in page.links:
                if link.kind == "wiki":
                    target_id = link.target.split("#")[0]
                    if target_id and target_id != page.id:
                        found[target_id].setdefault((page.id, "body"), Backlink(page, "body"))
        return {key: tuple(links.values()) for key, links in found.items()}
