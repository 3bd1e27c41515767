"""Which parts a report has, and which blocks stand in them: as its specification says, else all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from kb_tools.insight.monthly.summary import Monthly
from kb_tools.report.monthly.document import Ask, Block, Heading, Para, Part, Table, line
from kb_tools.report.monthly.errors import error_blocks
from kb_tools.report.monthly.outlook import (
    complaint_blocks,
    maturity_blocks,
    next_blocks,
    people_blocks,
    risk_blocks,
)
from kb_tools.report.monthly.results import cause_blocks, kpi_blocks, past_blocks, promise_blocks
from kb_tools.report.monthly.teller import Teller
from kb_tools.report.monthly.work import action_blocks, event_blocks, improvement_blocks, review_blocks

__all__ = ["BLOCKS", "focused", "parts"]

_Make = Callable[[Monthly, Teller], Iterator[Block]]
#: What a section of a specification may show (`shows`), in the order of a report without specification.
BLOCKS: dict[str, _Make] = {
    "events": event_blocks,
    "promises": promise_blocks,
    "causes": cause_blocks,
    "kpis": kpi_blocks,
    "known-errors": error_blocks,
    "reviews": review_blocks,
    "actions": action_blocks,
    "improvements": improvement_blocks,
    "complaints": complaint_blocks,
    "risks": risk_blocks,
    "people": people_blocks,
    "maturity": maturity_blocks,
    "past": past_blocks,
    "next": next_blocks,
}


def parts(facts: Monthly, says: Teller, spec: Any = None) -> Iterator[Part]:
    """The parts of a report.

    Args:
        facts: The facts.
        says: The language.
        spec: The typed report specification in that language; None for every part.
    """
    contents = spec.contents if spec else ()
    for number, section in enumerate(contents, 1):
        yield _part(section.id, f"{number}. {section.name}", _section(facts, says, section))
    if not any(section.shows for section in contents):
        filled = ((name, blocks) for name, make in BLOCKS.items() if (blocks := tuple(make(facts, says))))
        for number, (name, blocks) in enumerate(filled, len(contents) + 1):
            yield _part(f"all-{name}", f"{number}. {says.say(f'part_{name}')}", blocks)


def _part(ident: str, title: str, blocks: Iterable[Block]) -> Part:
    """A part; its tables are called after it, so that no two of a report are called the same."""
    named = (replace(one, label=f"{title} · {one.label}") if isinstance(one, Table) else one for one in blocks)
    return Part(ident, title, tuple(named))


def _section(facts: Monthly, says: Teller, section: Any) -> Iterator[Block]:
    asked = False
    for block in _shown(facts, says, section):
        asked = asked or isinstance(block, Ask)
        yield block
    if section.question and not asked:
        yield Ask(says.prose(section.question), (), says.place("place"))
    if section.source and not section.shows:
        yield Para(line(says.say("source", text=says.prose(section.source))), quiet=True)


def _shown(facts: Monthly, says: Teller, section: Any) -> Iterator[Block]:
    """Promises first, then the section's own KPIs that are no promise, then the rest."""
    names = [name for name in section.shows if name != "promises"]
    told: set[str] = set()
    if len(names) < len(section.shows):
        told = {promise.measured.kpi for promise in facts.promises}
        yield from promise_blocks(facts, says)
    own = [kpi for kpi in section.kpis if facts.scope.measures(kpi) and kpi not in told]
    if own:
        yield from kpi_blocks(facts, says, own)
    for name in names:
        about = {kpi.partition("/")[0] for kpi in section.kpis}
        blocks = list(review_blocks(facts, says, about) if name == "reviews" else BLOCKS[name](facts, says))
        if blocks and len(section.shows) > 1 and not isinstance(blocks[0], Heading):
            yield Heading(says.say(f"part_{name}"))
        yield from blocks


def focused(facts: Monthly, spec: Any) -> Monthly:
    """The facts with the KPIs that a specification names, where it names any; broken promises stay."""
    named = {kpi for section in spec.contents for kpi in section.kpis} if spec else set()
    if not named:
        return facts
    return replace(
        facts,
        measures=tuple(one for one in facts.measures if one.kpi in named),
        causes=tuple(cause for cause in facts.causes if cause.promises or cause.measured.kpi in named),
    )
