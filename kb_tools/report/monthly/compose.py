"""A draft as a document: title, what it is about, the lead, the parts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kb_tools.insight.monthly.summary import Monthly
from kb_tools.locale import Words
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page
from kb_tools.model.person import Named
from kb_tools.report.monthly.document import Document, Part
from kb_tools.report.monthly.outline import focused, parts
from kb_tools.report.monthly.results import lead_blocks, past_blocks
from kb_tools.report.monthly.teller import Teller
from kb_tools.report.sheets.naming import Naming
from kb_tools.report.telling import Telling

__all__ = ["FREQUENCIES", "compose", "past_part", "spec_for"]

#: Kind of span -> how often a report on it is written.
FREQUENCIES = {"month": "monthly", "quarter": "quarterly", "year": "yearly"}


def spec_for(handbook: Handbook, kind: str) -> Page | None:
    """The specification of the report that is written for every month, quarter or year: the first by file."""
    pages = [page for page in handbook.by_type.get("report", ()) if page.readable]
    usable = [page for page in pages if page.record.status == "approved" and page.record.contents]
    return next((page for page in usable if page.record.frequency == FREQUENCIES[kind]), None)


def compose(facts: Monthly, handbook: Handbook, words: Words, name: str, people: str, spec: str = "") -> Document:
    """The draft of a report.

    Args:
        facts: What happened.
        handbook: Where names stand.
        words: The language.
        name: Name of the handbook.
        people: How people may be named, `[publish] people`.
        spec: Id of the report specification; empty for none.
    """
    names = Naming(handbook, words)
    says = Teller(names, Telling(words, facts.as_of), Named(handbook.people, people), facts.span)
    record = says.record(spec) if spec else None
    shown = focused(facts, record)
    title = names.title(spec) if spec else says.say("title")
    if facts.scope.only:
        title = says.say("title_service", title=title, service=names.title(facts.scope.only))
    return Document(
        says.say("title_period", title=title, period=says.telling.period(facts.span.text)),
        words.lang,
        name,
        tuple(_about(facts, says, record)),
        tuple(lead_blocks(shown, says)),
        tuple(parts(shown, says, record)),
        says.say("foot", day=facts.as_of),
        facts.as_of.isoformat(),
        says.say("ask"),
        says.say("facts"),
        says.say("lead"),
    )


def past_part(document: Document, facts: Monthly, handbook: Handbook, words: Words) -> Document:
    """The draft with the spans before beside this one, unless it shows them already."""
    says = Teller(Naming(handbook, words), Telling(words, facts.as_of), Named({}, "roles"), facts.span)
    blocks = tuple(past_blocks(facts, says))
    if not blocks or any(blocks[0] in part.blocks for part in document.parts):
        return document
    return replace(document, parts=(*document.parts, Part("past", says.say("part_past"), blocks)))


def _about(facts: Monthly, says: Teller, record: Any) -> list[tuple[str, str]]:
    span = facts.span
    found = [("period", says.say("from_to", first=span.first, last=span.last)), ("as_of", facts.as_of.isoformat())]
    if span.last >= facts.as_of:
        found.append(("running", says.say("still_running")))
    if record:
        listed = says.words("page.list_join")
        found.append(("readers", listed.join(says.who(reader) for reader in record.readers)))
        found += [(key, says.prose(getattr(record, key))) for key in ("purpose", "due", "format", "delivery")]
        if record.owner:
            found.append(("author", says.who(record.owner)))
    return [(says.say(f"about_{key}"), text) for key, text in found if text]
