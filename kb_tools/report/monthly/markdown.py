"""A draft as Markdown that any editor and code host shows; the author writes below each question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kb_tools.report.monthly.document import Ask, Block, Bullets, Document, Heading, Line, Para, Run, Table

__all__ = ["Links", "to_markdown"]

#: Address of a record by its id, empty where it has none.
Links = Callable[[str], str]

_ACTIVE = re.compile(r"([\\`*_\[\]|]|~(?=~)|(?<=~)~)")
#: Not every dialect knows `\<`; all know its entity.
_ANGLES = {ord("<"): "&lt;", ord(">"): "&gt;"}
_ENTITY = re.compile(r"&(?=#?\w+;)")
#: What begins a list, a heading or a rule at the start of a line.
_STARTS = re.compile(r"^(?:([-+=#]+)|(\d{1,9})([.)]))(?=\s|$)")
_SHAPES = {"": "", "good": "● ", "watch": "▲ ", "bad": "■ ", "unknown": "○ "}


def to_markdown(document: Document, links: Links) -> str:
    """The draft as Markdown."""
    lines = [f"# {escaped(document.title)}", ""]
    lines += [f"- **{escaped(label)}** {escaped(text)}" for label, text in document.about]
    lines.append("")
    for title, blocks in (
        (document.lead_title, document.lead),
        *((part.title, part.blocks) for part in document.parts),
    ):
        lines += [f"## {_inert(title)}", ""]
        for block in blocks:
            lines += _block(document, block, links)
    lines += ["---", "", escaped(document.foot), ""]
    return "\n".join(lines)


def escaped(text: str) -> str:
    """A text on one line in which nothing acts as markup."""
    return _begun(_inert(text).strip())


def _inert(text: str) -> str:
    shown = _ENTITY.sub("&amp;", _ACTIVE.sub(r"\\\1", re.sub(r"\s+", " ", text)))
    return shown.translate(_ANGLES)


def _begun(text: str) -> str:
    """A line that begins no list, heading or rule."""
    return _STARTS.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", text)


def _block(document: Document, block: Block, links: Links) -> Iterator[str]:
    if isinstance(block, Heading):
        yield from (f"### {escaped(block.text)}", "")
    elif isinstance(block, Para):
        yield from (f"*{_line(block.line, links)}*" if block.quiet else _line(block.line, links), "")
    elif isinstance(block, Bullets):
        yield from (*(f"- {_line(item, links)}" for item in block.items), "")
    elif isinstance(block, Table):
        yield from (*_table(block, links), "")
    else:
        yield from _ask(document, block, links)


def _table(table: Table, links: Links) -> Iterator[str]:
    yield _row([escaped(column) for column in table.columns])
    yield _row(["---:" if number in table.numbers else "---" for number in range(len(table.columns))])
    for row in table.rows:
        yield _row(["".join(_run(run, links) for run in cell).strip() for cell in row])


def _ask(document: Document, ask: Ask, links: Links) -> Iterator[str]:
    """A quotation with the question and the facts; what follows it is for the author to replace."""
    yield f"> **{escaped(document.ask_label)} · {escaped(ask.question)}**"
    if ask.facts:
        yield from (">", f"> {escaped(document.facts_label)}", ">")
        yield from (f"> - {_line(fact, links)}" for fact in ask.facts)
    yield from ("", escaped(ask.place), "")


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _line(line: Line, links: Links) -> str:
    return _begun("".join(_run(run, links) for run in line).strip())


def _run(run: Run, links: Links) -> str:
    """A piece; blanks at its ends stay, because pieces meet there."""
    shown = f"{_SHAPES[run.state]}{_inert(run.text)}"
    address = links(run.ref) if run.ref else ""
    return f"[{shown}]({address})" if address else shown
