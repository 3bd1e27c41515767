"""Notice: planned maintenance, a major incident, or news, shown on home and service pages while it lasts."""

from __future__ import annotations

from typing import ClassVar, Literal

from kb_tools.content.record import Record
from kb_tools.content.reference import ref
from kb_tools.content.scalars import Moment

__all__ = ["Notice"]


class Notice(Record):
    """Something readers must know now; the body says what it means for them."""

    type_name: ClassVar[str] = "notice"
    folder: ClassVar[str] = "notices"
    required: ClassVar[tuple[str, ...]] = ("kind", "services", "starts")
    outside: ClassVar[tuple[str, ...]] = ("kind", "services", "starts", "ends", "known_errors", "contact")

    kind: Literal["maintenance", "incident", "news"] | None = None
    services: tuple[ref("service"), ...] = ()
    starts: Moment | None = None
    ends: Moment | None = None
    known_errors: tuple[ref("known-error"), ...] = ()
    contact: ref("role") | None = None
