"""Where a text names a person. Thousands of names cost no more than a few."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from kb_tools.check.rules.kb6_text import HAN
from kb_tools.load.markdown import visible_lines
from kb_tools.model.asked import Asked
from kb_tools.model.handbook import Handbook
from kb_tools.model.location import Location
from kb_tools.model.page import Page

__all__ = ["Mention", "Mentions"]

#: Chinese has no spaces, and a name of two characters turns up inside other words (周正 in 每周正常): it counts
#: where the text begins, after a character that is not Chinese, or after a word that a person follows.
_BEFORE = re.compile(
    r".*(?:[由请找问叫让给和与及或是向交经跟同对等派归托替为报致]|联系|通知|告诉|转告|询问|咨询|提醒|呼叫|安排|同事|经理|工程师)\Z"
)
_NOT_AFTER = frozenset("常式好确规入出行步程展有度")


class Mention(NamedTuple):
    """A name in a text: where, the name, and whose it is."""

    where: Location
    name: str
    person: str


class Mentions:
    """Finds the people of a handbook in texts."""

    def __init__(self, handbook: Handbook) -> None:
        self._names = {name: person.id for person in handbook.people.values() for name in person.names if len(name) > 1}

    def of(self, page: Page) -> Iterator[Mention]:
        """Mentions in a page's body, code left out."""
        if not self._names or not page.readable:
            return
        if found := self._in(page.body):
            pattern = re.compile("|".join(map(re.escape, found)))
            for number, _, line in visible_lines(page.body, page.body_line):
                for match in pattern.finditer(line):
                    start, end = match.span()
                    if _is_name(match[0], line[:start], line[end : end + 1]):
                        where = Location(page.path, number, start + 1, number, end + 1)
                        yield Mention(where, match[0], self._names[match[0]])

    def of_question(self, row: Asked) -> Iterator[Mention]:
        """Mentions in what a reader asked, who writes names small."""
        text = row.text.casefold()
        for match in self._small.finditer(text) if self._names else ():
            if _is_name(match[0], text[: match.start()], text[match.end() : match.end() + 1]):
                name = next(name for name in self._names if name.casefold() == match[0])
                yield Mention(Location(row.path, row.line, 1, row.line), name, self._names[name])

    @cached_property
    def _small(self) -> re.Pattern[str]:
        return re.compile("|".join(re.escape(name.casefold()) for name in sorted(self._names, key=len, reverse=True)))

    @cached_property
    def _starts(self) -> dict[str, list[str]]:
        """Names by their first two characters."""
        starts: defaultdict[str, list[str]] = defaultdict(list)
        for name in self._names:
            starts[name[:2]].append(name)
        return starts

    @cached_property
    def _first(self) -> re.Pattern[str]:
        return re.compile("[" + re.escape("".join(sorted({start[0] for start in self._starts}))) + "]")

    def _in(self, text: str) -> list[str]:
        """The names that occur in a text, the longest first."""
        pairs = {text[match.start() : match.start() + 2] for match in self._first.finditer(text)}
        found = [name for pair in pairs if pair in self._starts for name in self._starts[pair] if name in text]
        return sorted(found, key=lambda name: (-len(name), name))


def _is_name(name: str, before: str, after: str) -> bool:
    if not HAN.search(name):
        return not re.search(r"[\w-]\Z", before, re.ASCII) and not re.match(r"[\w-]", after, re.ASCII)
    if len(name) > 2:
        return True
    return after not in _NOT_AFTER and (not HAN.match(before[-1:]) or bool(_BEFORE.match(before[-4:])))
