"""Suppression comments: `# kb: ignore[KB301] reason until 2027-01-31` and `<!-- kb: ignore[KB203] reason -->`."""

from __future__ import annotations

import re

from kb_tools.model.page import Waiver

__all__ = ["parse_body_waiver", "parse_front_waivers"]

_FRONT = re.compile(r"(?:^|[ \t])#[ \t]*kb:[ \t]*ignore\[([^\]\n]*)\]([^\n]*)$", re.MULTILINE)
_BODY = re.compile(r"<!--[ \t]*kb:[ \t]*ignore\[([^\]\n]*)\](.*?)-->")
_UNTIL = re.compile(r"\buntil[ \t]+(\d{4}-\d{2}-\d{2})\b")


def parse_front_waivers(yaml: str, first_line: int) -> list[Waiver]:
    """Suppressions in front matter; they hold for the whole page."""
    return [
        _waiver(match[1], match[2], first_line + yaml.count("\n", 0, match.start(1)), 0)
        for match in _FRONT.finditer(yaml)
    ]


def parse_body_waiver(line: str, number: int) -> Waiver | None:
    """The suppression on this line of a body; it holds for the next line."""
    match = _BODY.search(line)
    return _waiver(match[1], match[2], number, number + 1) if match else None


def _waiver(codes: str, rest: str, line: int, target: int) -> Waiver:
    until = _UNTIL.search(rest)
    reason = _UNTIL.sub("", rest).strip()
    return Waiver(
        tuple(code.strip() for code in codes.split(",") if code.strip()),
        reason,
        until[1] if until else "",
        line,
        target,
    )
