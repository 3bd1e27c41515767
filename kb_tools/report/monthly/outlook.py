"""Blocks about what may go wrong and what comes: risks, cover of critical roles, dates of the next span."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kb_tools.insight.monthly.summary import Monthly
from kb_tools.report.monthly.document import Ask, Block, Bullets, Line, Para, Run, State, Table, line
from kb_tools.report.monthly.teller import Teller

__all__ = ["complaint_blocks", "maturity_blocks", "next_blocks", "people_blocks", "risk_blocks"]

#: Dates that the table shows.
_LIMIT = 30


def risk_blocks(facts: Monthly, says: Teller) -> Iterator[Block]:
    """Risks that were entered, closed, or whose acceptance ends."""
    items: list[Line] = []
    for note in facts.risks:
        name = (*says.coded(note.id), Run(says.say("score", score=note.score)))
        if note.closed:
            items.append((says.mark("risk_closed", "good"), *name))
        elif note.raised:
            items.append((says.mark("risk_raised", "watch"), *name))
        if note.accepted_until:
            ended = note.accepted_until < facts.as_of
            key = "risk_ended" if ended else "risk_ends"
            told = Run(says.say(key, day=note.accepted_until), "", "bad" if ended else "watch")
            items.append((told, *name))
    yield Bullets(tuple(items[:_LIMIT])) if items else Para(line(says.say("no_risks")), quiet=True)


def people_blocks(facts: Monthly, says: Teller) -> Iterator[Block]:
    """How many critical roles are covered twice, and which are not."""
    people = facts.people
    if facts.scope.only:
        return  # who covers a role is no matter of one service
    if not people.critical:
        yield Para(line(says.say("no_roles")), quiet=True)
        return
    told = says.say("people", covered=people.covered, critical=people.critical, day=facts.as_of)
    yield Para(line(told, "", "good" if people.covered == people.critical else "watch"))
    if people.weak:
        items = [
            (says.title(post.id), Run(says.say("colon")), Run(says.words(f"post_state.{state}"), "", _weak(state)))
            for post, state in people.weak[:_LIMIT]
        ]
        yield Bullets(tuple(items))


def maturity_blocks(facts: Monthly, says: Teller) -> Iterator[Block]:
    """Levels of processes by evidence; the lowest one is the headline."""
    if facts.scope.only:
        return
    if not facts.maturity:
        yield Para(line(says.say("no_maturity")), quiet=True)
        return
    lowest = min(facts.maturity.values())
    yield Para(line(says.say("maturity", level=lowest, day=facts.as_of)))
    ordered = sorted(facts.maturity.items(), key=lambda entry: (entry[1], entry[0]))
    items = [(says.title(process), Run(says.say("maturity_level", level=level))) for process, level in ordered[:_LIMIT]]
    yield Bullets(tuple(items))


def complaint_blocks(facts: Monthly, says: Teller) -> Iterator[Block]:
    """Complaints that were recorded, and whether somebody still works on them."""
    if not facts.complaints:
        yield Para(line(says.say("no_complaints")), quiet=True)
        return
    columns = tuple(says.say(f"column_{key}") for key in ("day", "complaint", "from", "open"))
    rows = tuple(
        (
            line(one.day.isoformat()),
            line(says.words(f"enum.complaint.{one.kind}")),
            (says.title(f"{one.page}#{one.part}" if one.part else one.page),),
            line(str(one.waiting), "", "watch" if one.waiting else "good"),
        )
        for one in facts.complaints[:_LIMIT]
    )
    yield Table(says.say("part_complaints"), columns, rows, frozenset({3}))
    yield Ask(says.say("ask_complaints"), (), says.place("place_complaints"))


def _weak(state: str) -> State:
    return "watch" if state in ("paper", "short") else "bad"


def next_blocks(facts: Monthly, says: Teller) -> Iterator[Block]:
    """What is due until the end of the next span, by day; then what only the author can promise."""
    rows = sorted(_dates(facts, says), key=lambda row: row[0])
    until = max(facts.span.after.last, facts.as_of)
    if rows:
        columns = tuple(says.say(f"column_{key}") for key in ("due", "kind", "what", "who"))
        shown = tuple(
            (line(day.isoformat(), "", "bad" if day < facts.as_of else ""), line(kind), what, line(who))
            for day, kind, what, who in rows[:_LIMIT]
        )
        yield Table(says.say("heading_next", day=until), columns, shown)
        if len(rows) > _LIMIT:
            yield Para(line(says.say("more", count=len(rows) - _LIMIT)), quiet=True)
    else:
        yield Para(line(says.say("no_next", day=until)), quiet=True)
    if facts.coming.pages_due:
        told = says.say("pages_due", count=facts.coming.pages_due, day=until)
        late = facts.coming.pages_overdue
        told += says.say("pages_overdue", late=late) if late else ""
        yield Para(line(f"{told}{says.say('stop')}"))
    yield Ask(says.say("ask_next"), (), says.place("place_next"))


def _dates(facts: Monthly, says: Teller) -> Iterator[tuple[dt.date, str, Line, str]]:
    """Day, kind, what, who."""
    for item in facts.actions.coming:
        action = says.record(item.review.id).actions[item.number]
        text = Run(says.prose(action.text), f"{item.review.id}#{action.id}")
        yield action.due, says.say("next_action"), (text,), says.who(action.owner)
    for step in facts.steps:
        if not step.done:
            record = says.record(step.improvement)
            entry = record.steps[step.number]
            owner = entry.owner or record.owner
            what = (*says.coded(step.improvement), Run(says.say("colon")), Run(says.prose(entry.text)))
            yield step.day, says.say("next_step"), what, says.who(owner) if owner else ""
    for dated in facts.coming.reviews:
        led = says.record(dated.id).led_by
        yield dated.day, says.say("next_review"), (says.title(dated.id),), says.who(led) if led else ""
    for dated in facts.coming.agreements:
        owner = says.record(dated.id).owner
        yield dated.day, says.say("next_agreement"), (says.title(dated.id),), says.who(owner) if owner else ""
    for dated in facts.coming.notices:
        yield dated.day, says.say("next_notice"), (says.title(dated.id),), ""
