"""KB611 person-in-steps."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_BEFORE = "由请找问叫让给和与及或是向交经跟同对等派归托替为报致"
_BEFORE_WORDS = (
    *("联系", "通知", "告诉", "转告", "询问", "咨询", "提醒", "致电", "呼叫", "报告", "安排"),
    *("同事", "经理", "工程师"),
)
_NOT_AFTER = "常式好确规入出行步程展有度"


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
    pattern = re.compile("|".join(_pattern(name) for name in sorted(names, key=len, reverse=True)))
    for source in handbook.by_type.get("procedure", ()):
        translations = (handbook.translation_of.get((lang, source.src)) for lang in handbook.languages[1:])
        for page in (source, *translations):
            if page and page.readable and pattern.search(page.body):
                yield from _named(page, pattern, names)


def _named(page: Page, pattern: re.Pattern[str], names: dict[str, str]) -> Iterator[Finding]:
    for number, _, line in visible_lines(page.body, page.body_line):
        for match in pattern.finditer(line):
            where = Location(page.path, number, match.start() + 1, number, match.end() + 1)
            yield Finding(where, "KB611", "", (("name", match[0]), ("id", names[match[0]])))


def _pattern(name: str) -> str:
    if not HAN.search(name):
        return rf"(?<![\w-]){re.escape(name)}(?![\w-])"
    if len(name) > 2:
        return re.escape(name)
    places = "|".join(
        [rf"(?<![{HAN.pattern[1:-1]}])", rf"(?<=[{_BEFORE}])", *(f"(?<={word})" for word in _BEFORE_WORDS)]
    )
    return rf"(?:{places}){re.escape(name)}(?![{_NOT_AFTER}])"
