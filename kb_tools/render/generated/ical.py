"""Dates as an iCalendar file that any calendar can subscribe to (RFC 5545). Knows no handbook and no clock."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Event", "calendar"]

#: A line may be this many bytes long before it is folded.
_LINE = 75
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class Event:
    """A day to remember.

    Attributes:
        uid: Stays the same when the date moves, so that calendars move the entry.
        day: The day.
        summary: What it is about.
        description: More about it, may be empty.
        url: Where to read on, may be empty.
    """

    uid: str
    day: dt.date
    summary: str
    description: str = ""
    url: str = ""


def calendar(name: str, events: Iterable[Event], as_of: dt.date) -> bytes:
    """A calendar of whole days.

    Args:
        name: What calendars call it.
        events: The days.
        as_of: Day on which the dates were worked out; stands for the clock.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//kb-tools//handbook//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for event in events:
        lines += _event(event, f"{as_of:%Y%m%d}T000000Z")
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(event: Event, stamp: str) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_text(event.uid)}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{event.day.strftime('%Y%m%d')}",
        f"SUMMARY:{_text(event.summary)}",
    ]
    if event.description:
        lines.append(f"DESCRIPTION:{_text(event.description)}")
    if event.url:
        lines.append(f"URL:{_CONTROL.sub('', event.url)}")
    return [*lines, "TRANSP:TRANSPARENT", "END:VEVENT"]


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return _CONTROL.sub("", escaped.replace("\r\n", "\n").replace("\n", "\\n").replace("\t", " "))


def _folded(line: str) -> bytes:
    """The line in pieces of at most 75 bytes, never cut inside a character."""
    pieces: list[bytes] = []
    piece = b""
    for char in line:
        code = char.encode("utf-8", "replace")
        if len(piece) + len(code) > _LINE:
            pieces.append(piece)
            piece = b" "
        piece += code
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
