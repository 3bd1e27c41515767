"""Blocks about work: what happened when, what reviews found, what was done, what is late, what came of improvements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from kb_tools.insight.actions import ReviewedAction
from kb_tools.insight.monthly.records import ImprovementNote, ReviewNote
from kb_tools.insight.monthly.summary import Monthly
from kb_tools.insight.staffing import kept
from kb_tools.report.monthly.document import Ask, Block, Bullets, Heading, Line, Para, Run, State, Table, line
from kb_tools.report.monthly.teller import Teller

__all__ = ["action_blocks", "event_blocks", "improvement_blocks", "review_blocks"]

#: Rows that a table shows; the rest is counted.
LIMIT = 30


def event_blocks(facts: Monthly, says: Teller) -> Iterator[Block]:
    """What happened, by day: faults, reviews, what began; then whom it hit, which only the author knows."""
    rows = sorted(_events(facts, says), key=lambda event: event[:2])
    if not rows:
        yield Para(line(says.say("no_events")), quiet=True)
        return
    columns = tuple(says.say(f"column_{key}") for key in ("day", "event", "what"))
    shown = tuple((line(day.isoformat()), line(kind), what) for day, kind, what in rows[:LIMIT])
    yield Table(says.say("heading_events"), columns, shown)
    if len(rows) > LIMIT:
        yield Para(line(says.say("more", count=len(rows) - LIMIT)), quiet=True)
    yield Ask(says.say("ask_events"), (), says.place("place_events"))


def _events(facts: Monthly, says: Teller) -> Iterator[tuple[dt.date, str, Line]]:
    for note in facts.errors:
        for day in note.seen:
            yield day, says.say("event_error"), says.coded(note.id)
    for review in facts.reviews:
        if review.within:
            yield review.held_on, _kind(review, says), (says.title(review.id),)
    for risk in facts.risks:
        if risk.raised:
            yield says.record(risk.id).raised_on, says.say("event_risk"), says.coded(risk.id)
    for page in kept(says.handbook, "notice"):
        record = page.record
        if facts.span.holds(record.starts) and facts.scope.serves(*record.services):
            yield record.starts.date(), says.words(f"enum.kind.{record.kind}"), (says.title(page.id),)


def _kind(review: ReviewNote, says: Teller) -> str:
    return says.words.get(f"enum_review.kind.{review.kind}") or says.words(f"enum.kind.{review.kind}")


def review_blocks(facts: Monthly, says: Teller, about: Collection[str] = ()) -> Iterator[Block]:
    """Reviews of the span with their results, and those held since that looked at it.

    Args:
        facts: The facts.
        says: The language.
        about: Only those that looked at one of these pages; all when empty.
    """
    wanted = [review for review in facts.reviews if not about or set(about).intersection(review.subject)]
    for within in (True, False):
        found = [review for review in wanted if review.within is within]
        if found:
            title = says.say("heading_reviews" if within else "heading_reviews_since")
            columns = tuple(says.say(f"column_{key}") for key in ("day", "review", "result"))
            rows = tuple(_review(review, says) for review in found[:LIMIT])
            yield Heading(title)
            yield Table(title, columns, rows)
    if not wanted:
        yield Para(line(says.say("no_reviews")), quiet=True)


def _review(review: ReviewNote, says: Teller) -> tuple[Line, ...]:
    record = says.record(review.id)
    told = says.prose(record.conclusion or record.summary)
    count = len(review.problems)
    problems = says.say("problems", count=count) if count else ""
    title = (says.title(review.id), Run(says.say("of", owner=_kind(review, says))))
    return line(review.held_on.isoformat()), title, line(f"{told}{problems}")


def action_blocks(facts: Monthly, says: Teller) -> Iterator[Block]:
    """What was done, what is late: with the result, or with whom to ask."""
    found = facts.actions
    if found.done:
        yield Heading(says.say("heading_done", count=len(found.done)))
        columns = tuple(says.say(f"column_{key}") for key in ("done_on", "action", "who", "came_of_it"))
        yield Table(says.say("heading_done", count=len(found.done)), columns, tuple(_rows(found.done, says, "result")))
    else:
        yield Para(line(says.say("nothing_done")), quiet=True)
    if found.overdue:
        yield Heading(says.say("heading_overdue", count=len(found.overdue)))
        columns = tuple(says.say(f"column_{key}") for key in ("due", "action", "who", "from"))
        label = says.say("heading_overdue", count=len(found.overdue))
        yield Table(label, columns, tuple(_rows(found.overdue, says, "review")))
        yield Ask(says.say("ask_overdue"), (), says.place("place_overdue"))
    elif says.handbook.by_type.get("review"):
        yield Para(line(says.say("nothing_overdue", day=facts.as_of), "", "good"))


def _rows(found: Sequence[ReviewedAction], says: Teller, last: str) -> Iterator[tuple[Line, ...]]:
    for item in found[:LIMIT]:
        action = says.record(item.review.id).actions[item.number]
        day = action.done_on if item.state == "done" else action.due
        end = line(says.prose(action.result)) if last == "result" else (says.title(item.review.id),)
        state: State = "bad" if item.state == "overdue" else ""
        text = Run(says.prose(action.text), f"{item.review.id}#{action.id}")
        yield line(day.isoformat(), "", state), (text,), line(says.who(action.owner)), end


def improvement_blocks(facts: Monthly, says: Teller) -> Iterator[Block]:
    """Improvements that began, ended or are late, with what the figures say; steps that were done."""
    items = [_improvement(note, says) for note in facts.improvements]
    done = [step for step in facts.steps if step.done]
    for step in done:
        entry = says.record(step.improvement).steps[step.number]
        start = (Run(says.say("step_done", day=step.day)), *says.coded(step.improvement))
        items.append((*start, Run(says.say("colon")), Run(says.prose(entry.text))))
    yield Bullets(tuple(items[:LIMIT])) if items else Para(line(says.say("no_improvements")), quiet=True)


def _improvement(note: ImprovementNote, says: Teller) -> Line:
    record = says.record(note.id)
    if note.closed:
        kind = "rejected" if note.stage == "rejected" else "closed"
    else:
        kind = "opened" if note.opened else "late"
    told = says.say(f"improvement_{kind}", day=record.closed_on or record.raised_on, due=record.due or "")
    start = (Run(told, "", "bad" if kind == "late" else ""), *says.coded(note.id))
    if note.closed and record.result is not None and record.baseline is not None:
        unit = says.kpi(note.gain.kpi).unit if note.gain.kpi else record.unit or ""
        amounts = {key: says.telling.amount(getattr(record, key), unit) for key in ("baseline", "result")}
        goal = says.telling.amount(record.goal, unit) if record.goal is not None else says.words("insight.none")
        verdict = says.words.get(f"enum.verdict.{record.verdict}") if record.verdict else ""
        return (
            *start,
            Run(says.say("gain", **amounts, goal=goal) + (says.say("verdict", word=verdict) if verdict else "")),
        )
    if note.closed and record.reason:
        return (*start, Run(says.say("colon")), Run(says.prose(record.reason)))
    return start
