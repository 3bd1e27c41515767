"""Where the steps of an activity stand: in a procedure, in the process that does it, or on the process's own page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kb_tools.insight.interfaces import plain_name
from kb_tools.insight.maturity.ground import Ground
from kb_tools.load.markdown import visible_lines
from kb_tools.model.page import Page

__all__ = ["has_steps", "own_steps"]

_ITEM = re.compile(r"[ \t>]*\d{1,9}[.)][ \t]+\S")
_LEAST = 2


def has_steps(ground: Ground, page: Page, activity: Any) -> bool:
    """Whether somebody can read how an activity is done."""
    if ground.record(activity.procedure, "procedure") or ground.record(activity.process, "process"):
        return True
    return plain_name(activity.name) in own_steps(page)


def own_steps(page: Page) -> Mapping[str, str]:
    """Heading (as `plain_name` compares it) with a numbered list of two or more steps below it -> its anchor."""
    headings = {heading.line: heading for heading in page.headings}
    counts: dict[str, int] = {}
    anchors: dict[str, str] = {}
    name = ""
    for number, _, line in visible_lines(page.body, page.body_line):
        if number in headings:
            name = plain_name(headings[number].text)
            anchors.setdefault(name, headings[number].anchor)
        elif name and _ITEM.match(line):
            counts[name] = counts.get(name, 0) + 1
    return {name: anchors[name] for name, count in counts.items() if count >= _LEAST}
