"""Coverage as a sheet: all frameworks, one framework clause by clause, or one clause with all its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kb_tools.content.framework import Selector
from kb_tools.insight.coverage import ClauseCoverage, CoverageState, FrameworkCoverage, headings
from kb_tools.insight.evidence import DATA_KINDS, Item
from kb_tools.report.sheets.naming import Naming
from kb_tools.report.sheets.sheet import Cell, Grid, Section, Sheet, State

__all__ = [
    "STATES",
    "clause_sheet",
    "counted",
    "expected",
    "framework_name",
    "framework_sheet",
    "list_sheet",
    "said_state",
    "split",
    "tally",
]

#: State of a clause -> how readers see it.
STATES: dict[CoverageState, State] = {"covered": "good", "partly": "watch", "gap": "bad"}
_ORDER: dict[CoverageState, int] = {"gap": 0, "partly": 1, "covered": 2}


def framework_name(found: FrameworkCoverage, names: Naming) -> str:
    """What a framework is called, in the reader's language."""
    return found.framework.title.in_language(names.words.lang) or found.key


def list_sheet(known: Mapping[str, FrameworkCoverage], own: Iterable[str], names: Naming) -> Sheet:
    """All frameworks with their share."""
    words, mine = names.words, set(own)
    rows = []
    for key, found in known.items():
        edition = " · ".join(
            part for part in (found.framework.edition, words("coverage.own") if key in mine else "") if part
        )
        rows.append((
            Cell(key),
            Cell("\n".join(part for part in (framework_name(found, names), edition) if part)),
            Cell(f"{found.percent:.0f}%"),
            Cell(str(found.named)),
            *(Cell(str(found.count(state)), STATES[state] if found.count(state) else "") for state in STATES),
        ))  # fmt: skip
    heads = [words(f"coverage.{key}") for key in ("framework", "name", "share", "named")]
    columns = (*heads, *(words(f"coverage_state.{state}") for state in STATES))
    day = next(iter(known.values())).as_of if known else ""
    title = words("coverage.list_title", day=day)
    return Sheet(
        title,
        (),
        (Section("", "", Grid(columns, tuple(rows), frozenset({2, 3, 4, 5, 6}))),),
        words("coverage.list_foot"),
    )


def framework_sheet(found: FrameworkCoverage, names: Naming, *, only_gaps: bool = False, past: str = "") -> Sheet:
    """One framework, clause by clause.

    Args:
        found: Its coverage.
        names: The reader's names.
        only_gaps: Leave out what is covered, and begin with what has nothing.
        past: A sentence about the state of the handbook that was judged, may be empty.
    """
    words = names.words
    state: State = (
        "good" if not found.count("gap") and not found.count("partly") else "watch" if found.count("covered") else "bad"
    )
    lead = [Cell(headline(found, names), state), *([Cell(past)] if past else [])]
    columns = tuple(words(f"coverage.{key}") for key in ("clause", "name", "kind", "state", "evidence"))
    if only_gaps:
        open_ = sorted(
            (clause for clause in found.clauses if clause.state != "covered"), key=lambda item: _ORDER[item.state]
        )
        rows = tuple(_clause_row(clause, names) for clause in open_)
        sections = [
            Section(words("coverage.missing"), "" if rows else words("coverage.all_covered"), Grid(columns, rows))
        ]
    else:
        sections = [
            Section(title, "", Grid(columns, tuple(_clause_row(clause, names) for clause in clauses)))
            for title, clauses in grouped(found, names)
        ]
    note = found.framework.note.in_language(words.lang) if found.framework.note else ""
    title = words("coverage.title", name=framework_name(found, names), day=found.as_of)
    return Sheet(title, tuple(lead), sections, words("coverage.foot", note=note).strip())


def headline(found: FrameworkCoverage, names: Naming) -> str:
    """The share in one sentence."""
    return names.words(
        "coverage.headline",
        covered=found.count("covered"),
        split=split(found, names),
        total=len(found.clauses),
        percent=f"{found.percent:.0f}",
        partly=found.count("partly"),
        gaps=found.count("gap"),
    )


def split(found: FrameworkCoverage, names: Naming) -> str:
    """How many of the covered clauses a page names, and how many only have something of the right kind."""
    by_kind = found.count("covered") - found.named
    return names.words("coverage.split", named=found.named, found=by_kind)


def grouped(found: FrameworkCoverage, names: Naming) -> Iterator[tuple[str, list[ClauseCoverage]]]:
    """Outermost heading -> its clauses, in the framework's order."""
    groups: dict[str, list[ClauseCoverage]] = {}
    for clause in found.clauses:
        above = headings(found.framework, clause.id, clause.clause)
        groups.setdefault(above[0] if above else "", []).append(clause)
    for group, clauses in groups.items():
        title = found.framework.groups.get(group)
        number = f"{group} " if group[:1].isdigit() else ""
        yield number + title.in_language(names.words.lang) if title else names.words("coverage.no_group"), clauses


def clause_sheet(found: FrameworkCoverage, clause: ClauseCoverage, names: Naming) -> Sheet:
    """One clause with everything that can be shown for it."""
    words, definition = names.words, clause.clause
    name = definition.title.in_language(words.lang)
    lead = [Cell(said_state(clause, names), STATES[clause.state])]
    if definition.demand:
        lead.append(Cell(words("coverage.demand", demand=definition.demand.in_language(words.lang))))
    lead.append(Cell(words("coverage.asks_for", kinds=kinds(clause, names))))
    if definition.maps:
        related = names.join(f"{key} {number}" for key, numbers in definition.maps.items() for number in numbers)
        lead.append(Cell(words("coverage.maps", clauses=related)))
    parts = tuple(
        Cell(f"{key} {number}  {words(f'coverage_state.{state}')}", STATES[state])
        for key, number, state in clause.parts
    )
    declared = [item for item in clause.items if item.origin == "declared"]
    missing = "" if declared or clause.parts else words("coverage.declared_none", framework=found.key, clause=clause.id)
    sections = [
        Section(words("coverage.parts"), items=parts),
        Section(words("coverage.declared"), missing, _items(declared, names)),
        *(
            Section(
                words(f"coverage.{origin}"), "", _items([item for item in clause.items if item.origin == origin], names)
            )
            for origin in ("found", "related")
        ),
        Section(words("coverage.expected"), items=tuple(Cell(text) for text in expected(clause, names))),
    ]
    note = found.framework.note.in_language(words.lang) if found.framework.note else ""
    title = words("coverage.clause_title", framework=framework_name(found, names), clause=clause.id, name=name)
    return Sheet(title, tuple(lead), sections, words("coverage.foot", note=note).strip())


def said_state(clause: ClauseCoverage, names: Naming) -> str:
    """State of a clause, and why it is not covered."""
    words = names.words
    said = words(f"coverage_state.{clause.state}")
    if clause.state == "gap" or not clause.reason:
        return said
    return words("coverage.because", state=said, reason=words(f"coverage_reason.{clause.reason}"))


def kinds(clause: ClauseCoverage, names: Naming) -> str:
    """What a clause asks to keep."""
    return names.join(names.words(f"evidence_kind.{kind}") for kind in clause.clause.kind)


def expected(clause: ClauseCoverage, names: Naming) -> list[str]:
    """What counts as evidence of a clause, a line each."""
    words, definition = names.words, clause.clause
    lines = [words("coverage.expected_naming")]
    if definition.needs:
        lines.append(
            words(
                "coverage.expected_needs",
                types=names.join(words.get(f"types.{name}", name) for name in definition.needs),
            )
        )
    lines += [_selector(chosen, names) for chosen in definition.evidence]
    lines += [words("coverage.expected_record", what=_selector(chosen, names)) for chosen in definition.records]
    return lines


def _selector(chosen: Selector, names: Naming) -> str:
    words = names.words
    said = ""
    if chosen.has:
        said += words("coverage.selector_has", fields=names.join(_field(names, chosen.type, key) for key in chosen.has))
    for key, values in chosen.where.items():
        shown = names.join(
            words.get(f"enum_{chosen.type}.{key}.{one}") or words.get(f"enum.{key}.{one}", one) for one in values
        )
        said += words("coverage.selector_where", field=_field(names, chosen.type, key), values=shown)
    if chosen.about:
        key = "declared" if chosen.about == "declared" else "about"
        said += words(f"coverage.selector_{key}", about=chosen.about)
    if chosen.data:
        return words(f"evidence_data.{chosen.data}") + said
    return words("coverage.selector", type=chosen.type or "", conditions=said)


def _field(names: Naming, type_name: str | None, key: str) -> str:
    return names.words.get(f"field_{type_name}.{key}") or names.words.get(f"field.{key}", key)


def _clause_row(clause: ClauseCoverage, names: Naming) -> tuple[Cell, ...]:
    return (
        Cell(clause.id),
        Cell(clause.clause.title.in_language(names.words.lang)),
        Cell(kinds(clause, names)),
        Cell(said_state(clause, names), STATES[clause.state]),
        Cell(summary(clause.items, names)),
    )


def summary(items: Sequence[Item], names: Naming) -> str:
    """How much evidence there is, by type; a few are named."""
    words = names.words
    shown = [item for item in items if item.state != "retired"]
    if not shown:
        return words("insight.none")
    if len(shown) <= 2:
        return names.join(_title(item, names) for item in shown)
    return tally(shown, names)


def tally(items: Iterable[Item], names: Naming) -> str:
    """How many pages and facts there are, by type."""
    counts: Counter[str] = Counter()
    for item in items:
        counts[item.type] += item.count if item.type in DATA_KINDS and item.type != "handbook" else 1
    return names.words("coverage.summary_join").join(
        names.words("coverage.summary", count=count, type=type_word(name, names)) for name, count in counts.items()
    )


def type_word(name: str, names: Naming) -> str:
    """What evidence of a type is called, many of it."""
    return names.words(f"evidence_data.{name}") if name in DATA_KINDS else names.words.get(f"types.{name}", name)


def counted(item: Item, names: Naming) -> str:
    """How many facts of data there are; empty for a page."""
    if item.type not in DATA_KINDS:
        return ""
    key = {"handbook": "counted_handbook", "customers": "counted_plain", "suppliers": "counted_plain"}.get(
        item.type, "counted"
    )
    return names.words(f"coverage.{key}", count=item.count, good=item.good)


def _title(item: Item, names: Naming) -> str:
    if item.type not in DATA_KINDS:
        return names.title(item.id)
    word = names.words(f"evidence_data.{item.type}")
    return f"{word} {names.title(item.id)}" if item.id != item.type else word


def _items(items: Sequence[Item], names: Naming) -> Grid:
    words = names.words
    rows: list[tuple[Cell, ...]] = []
    for item in items:
        kind = (
            words(f"evidence_data.{item.type}")
            if item.type in DATA_KINDS
            else words.get(f"type.{item.type}", item.type)
        )
        what = words("coverage.summary_join").join(dict.fromkeys((kind, item.id))) if item.id != item.type else ""
        said = "\n".join(part for part in (_title(item, names), what, counted(item, names)) if part)
        rows.append((
            Cell(said),
            Cell(words(f"evidence_state.{item.state}"), "good" if item.fresh else "watch"),
            Cell(names.day(item.standing.day)),
            Cell(names.day(item.standing.due)),
            Cell(names.title(item.owner) if item.owner else words("insight.none")),
            Cell(item.via),
        ))  # fmt: skip
    columns = ["item", "state", "day", "due", "owner", "via"]
    if not any(item.via for item in items):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    return Grid(tuple(words(f"coverage.{key}") for key in columns), tuple(rows))
