"""KB507 future-date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import DataRecord, Handbook
from kb_tools.model.location import Location
from kb_tools.model.page import Page

__all__ = ["future_date"]

#: Steps to a date that tells what has happened; `*` stands for every item of a list.
_PAST: tuple[tuple[str, ...], ...] = (
    ("reviewed", "date"),
    ("verified", "date"),
    ("occurrences", "*"),
    ("deputies", "*", "proven", "*", "date"),
    ("last_exercised",),
)
#: The same, as a page's brief names them.
_KEYS = tuple(".".join(step for step in steps if step != "*") for steps in _PAST)


@handbook_rule("KB507", "future-date", Severity.ERROR, bodies=False)
def future_date(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """Something that is said to have happened lies in the future.

    Looked at are reviews, verifications, occurrences, proofs of deputies, exercises, assessed skills and trainings.

    ## Why it matters
    Evidence of tomorrow is no evidence. Mostly a mistyped year; now and then somebody signed in advance.

    ## Example
    ```yaml
    reviewed: {by: chen-li, date: 2027-09-20}      # today is 2026-11-15
    ```

    ## Fix
    Correct the date. What is planned belongs elsewhere until it is done.
    """
    today = str(context.as_of)
    for page in handbook.pages:
        says = page.brief.says
        for key in _KEYS:
            if key in says and max(says[key].split()) > today:
                yield from _on_page(page, context.as_of)
                break
    for person in handbook.people.values():
        yield from _on_person(person, context.as_of)


def _on_page(page: Page, as_of: dt.date) -> Iterator[Finding]:
    for steps in _PAST:
        for path, day in _dates(page.record, steps, ()):
            if day > as_of:
                args = (("field", ".".join(map(str, path))), ("date", str(day)), ("today", str(as_of)))
                yield Finding(page.at(*path), "KB507", "", args)


def _on_person(person: DataRecord, as_of: dt.date) -> Iterator[Finding]:
    assessed = [(f"{item.skill}: assessed_on", item.assessed_on) for item in person.value.skills]
    trained = [(f"training: {item.process or item.role or '-'}", item.on) for item in person.value.training]
    for name, day in (*assessed, *trained):
        if day and day > as_of:
            args = (("field", name), ("date", str(day)), ("today", str(as_of)), ("person", person.id))
            yield Finding(Location.at(person.path, person.span), "KB507", "person", args)


def _dates(
    value: Any, steps: tuple[str, ...], path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], dt.date]]:
    """Dates below a value along `steps`, each with its key path; a field that is not there has none."""
    if not steps:
        yield path, value
    elif steps[0] == "*":
        for number, item in enumerate(value):
            yield from _dates(item, steps[1:], (*path, number))
    else:
        below = getattr(value, steps[0], None)
        if below is not None:
            yield from _dates(below, steps[1:], (*path, steps[0]))
