"""KB611 person-in-steps."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.check.rules.kb6_text import HAN
from kb_tools.load.markdown import visible_lines
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.location import Location
from kb_tools.model.page import Page

__all__ = ["person_in_steps"]

#: Chinese has no spaces, and a name of two characters turns up inside other words (周正 in 每周正常): it counts
#: where the text begins, after a character that is not Chinese, or after a word that a person follows.
_BEFORE = re.compile(
    r".*(?:[由请找问叫让给和与及或是向交经跟同对等派归托替为报致]|联系|通知|告诉|转告|询问|咨询|提醒|呼叫|安排|同事|经理|工程师)\Z"
)
_NOT_AFTER = frozenset("常式好确规入出行步程展有度")


@handbook_rule("KB611", "person-in-steps", Severity.WARNING)
def person_in_steps(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """The text of a procedure names a person.

    ## Why it matters
    People go on leave, change jobs and leave; the step stays. A role has a holder and deputies, so that the reader
    always finds somebody. ISO/IEC 20000-1 (5.3) and FitSM (GR1) assign work to roles.

    ## Example
    ```markdown
    4. 打电话给王磊，请他重启核心交换机。
    ```

    ## Fix
    Name the role: `[[network-engineer]]`. Who tried the steps stands in the front matter (`beginner_tested_by`).
    """
    names = {
        name: person.id
        for person in handbook.people.values()
        for name in person.value.name.root.values()
        if len(name) > 1
    }
    if not names:
        return
    starts = _by_start(names)
    first = re.compile("[" + re.escape("".join(sorted({start[0] for start in starts}))) + "]")
    for source in handbook.by_type.get("procedure", ()):
        translations = (handbook.translation_of.get((lang, source.src)) for lang in handbook.languages[1:])
        for page in (source, *translations):
            if page and page.readable and (found := _mentioned(page.body, first, starts)):
                yield from _named(page, re.compile("|".join(map(re.escape, found))), names)


def _by_start(names: Iterable[str]) -> dict[str, list[str]]:
    """Names by their first two characters."""
    starts: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        starts[name[:2]].append(name)
    return starts


def _mentioned(text: str, first: re.Pattern[str], starts: Mapping[str, list[str]]) -> list[str]:
    """The names that occur in a text, the longest first. Thousands of names cost no more than a few."""
    pairs = {text[match.start() : match.start() + 2] for match in first.finditer(text)}
    found = [name for pair in pairs if pair in starts for name in starts[pair] if name in text]
    return sorted(found, key=lambda name: (-len(name), name))


def _named(page: Page, pattern: re.Pattern[str], names: dict[str, str]) -> Iterator[Finding]:
    for number, _, line in visible_lines(page.body, page.body_line):
        for match in pattern.finditer(line):
            start, end = match.span()
            if _is_name(match[0], line[:start], line[end : end + 1]):
                where = Location(page.path, number, start + 1, number, end + 1)
                yield Finding(where, "KB611", "", (("name", match[0]), ("id", names[match[0]])))


def _is_name(name: str, before: str, after: str) -> bool:
    if not HAN.search(name):
        return not re.search(r"[\w-]\Z", before, re.ASCII) and not re.match(r"[\w-]", after, re.ASCII)
    if len(name) > 2:
        return True
    return after not in _NOT_AFTER and (not HAN.match(before[-1:]) or bool(_BEFORE.match(before[-4:])))
