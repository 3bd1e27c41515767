"""Blocks about known errors: what came back, what is new, and how that has gone month by month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb_tools.insight.monthly.records import ErrorNote
from kb_tools.insight.monthly.repeats import Repeats
from kb_tools.insight.monthly.summary import Monthly
from kb_tools.report.monthly.document import Ask, Block, Heading, Line, Para, Run, Table, line
from kb_tools.report.monthly.teller import Teller

__all__ = ["error_blocks", "repeat_table"]

#: Known errors that the table shows.
_LIMIT = 15
#: Months, services and categories that the trend shows.
_MONTHS, _GROUPS = 6, 5


def error_blocks(facts: Monthly, says: Teller) -> Iterator[Block]:
    """Known errors of the span, the trend, and who removes the cause."""
    found = facts.errors
    if not found:
        yield Para(line(says.say("no_errors")), quiet=True)
    else:
        keys = ("error", "services", "seen", "earlier", "note", "problem")
        columns = tuple(says.say(f"column_{key}") for key in keys)
        rows = tuple(_row(note, says) for note in found[:_LIMIT])
        yield Table(says.say("heading_errors"), columns, rows, frozenset({2, 3}))
        if len(found) > _LIMIT:
            yield Para(line(says.say("more", count=len(found) - _LIMIT)), quiet=True)
    trend = repeat_table(facts.repeats, says)
    if trend:
        yield Heading(says.say("heading_repeats"))
        yield trend
    again = [note for note in found if note.recurring]
    if again:
        told = [_told(note, says) for note in again[:3]]
        yield Ask(says.say("ask_errors"), tuple(told), says.place("place_errors"))


def repeat_table(repeats: Repeats, says: Teller) -> Table | None:
    """Occurrences by month: in all, coming back, after holidays, by service and by category."""
    if not any(repeats.total):
        return None
    months = repeats.months[-_MONTHS:]
    rows: list[tuple[Line, ...]] = [
        (line(says.say(f"repeats_{key}")), *_numbers(getattr(repeats, key), sum(getattr(repeats, key))))
        for key in ("total", "again", "after_holiday")
    ]
    for service, counts in list(repeats.services.items())[:_GROUPS]:
        rows.append(((Run(says.say("repeats_service")), says.title(service)), *_numbers(counts, sum(counts))))
    for page, counts in list(repeats.categories.values())[:_GROUPS]:
        name = "/".join((says.record(page).category or "").split("/")[:2])
        rows.append((line(says.say("repeats_category", name=name)), *_numbers(counts, sum(counts))))
    year = says.say("column_twelve", count=len(repeats.months))
    columns = (says.say("column_seen_what"), *(says.short(month) for month in months), year)
    return Table(says.say("heading_repeats"), columns, tuple(rows), frozenset(range(1, len(columns))))


def _numbers(counts: Sequence[int], total: int) -> tuple[Line, ...]:
    return (*(line(str(count) if count else "·") for count in counts[-_MONTHS:]), line(str(total)))


def _row(note: ErrorNote, says: Teller) -> tuple[Line, ...]:
    return (
        says.coded(note.id),
        says.titles(note.services),
        line(str(len(note.seen))),
        line(str(note.earlier)),
        _notes(note, says),
        line(note.problem) if note.problem or not note.recurring else (says.mark("no_problem", "bad"),),
    )


def _notes(note: ErrorNote, says: Teller) -> Line:
    """What is to be said of it, in the order of weight."""
    found = []
    if note.expired:
        found.append(says.mark("error_expired", "watch"))
    if note.after_holiday:
        found.append(says.mark("error_after_holiday", "watch"))
    if note.first_seen:
        found.append(says.mark("error_new", "watch"))
    elif note.recurring:
        found.append(Run(says.say("error_again")))
    if note.verified:
        found.append(says.mark("error_verified", "good"))
    return says.listed([(run,) for run in found])


def _told(note: ErrorNote, says: Teller) -> Line:
    key = "fact_again" if note.earlier else "fact_seen"
    told = says.say(key, count=len(note.seen), earlier=note.earlier)
    cause = says.say("fact_problem", number=note.problem) if note.problem else says.say("fact_no_problem")
    return (*says.coded(note.id), Run(f"{told}{cause}"))
