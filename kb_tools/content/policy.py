"""Policy: what must be done, in numbered statements."""

from __future__ import annotations

from typing import ClassVar

from kb_tools.content.record import Part, Record
from kb_tools.content.reference import ref
from kb_tools.content.scalars import Date, Text

__all__ = ["Policy", "PolicyException"]


class PolicyException(Part):
    """Who need not follow the policy, until when, and why."""

    who: Text
    until: Date
    reason: Text | None = None


class Policy(Record):
    """Numbered statements in the body; whom they bind; who approved them."""

    type_name: ClassVar[str] = "policy"
    folder: ClassVar[str] = "policies"
    outside: ClassVar[tuple[str, ...]] = ("applies_to",)
    required: ClassVar[tuple[str, ...]] = ("owner", "applies_to")

    owner: ref("role") | None = None
    applies_to: tuple[ref("process", "service"), ...] = ()
    approved_by: ref("role") | None = None
    exceptions: tuple[PolicyException, ...] = ()
    acknowledged_by: tuple[ref("role"), ...] = ()
