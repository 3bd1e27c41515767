"""KB601 known-error-section."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.check.rules.kb6_text import sections
from kb_tools.content.known_error import KnownError
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["known_error_section"]


@page_rule("KB601", "known-error-section", Severity.ERROR, types=("known-error",))
def known_error_section(page: Page) -> Iterator[Finding]:
    """A known error lacks what its state promises: a section of the text, the environment, or who verified it.

    `validated` needs an environment, a verification, a section for the cause, and one for a workaround or a
    resolution. The resolution `workaround` needs the section with the workaround (unless the state is `draft`),
    `fixed` the one with the resolution.

    ## Why it matters
    On the bad morning somebody opens the page and does what it says. KCS v6 lets only articles with a confirmed
    resolution be called validated; ISO/IEC 20000-1 (8.6.3) asks that known errors are recorded with their workaround.

    ## Example
    ```markdown
    state: validated
    resolution: workaround
    ...
    ## 原因
    队列所在的磁盘写满。
    ```
    There is no `## 变通办法`.

    ## Fix
    Write the section (`## 原因`, `## 变通办法`, `## 解决方案`, or `## Cause`, `## Workaround`, `## Resolution`), or
    say what is true: `state: unverified`, `resolution: investigating`.
    """
    state, resolution = page.values.get("state"), page.values.get("resolution")
    if state == "validated":
        yield from _needs(page, "state", "validated", "cause")
        for key in ("environment", "verified"):
            if not page.values.get(key) and (key not in page.written_keys or key in page.values):
                yield Finding(page.at("state"), "KB601", key, (("value", "validated"),))
    if resolution == "fixed":
        yield from _needs(page, "resolution", "fixed", "resolution")
    elif resolution == "workaround" and state != "draft":
        yield from _needs(page, "resolution", "workaround", "workaround")
    elif state == "validated" and not (_is_there(page, "workaround") or _is_there(page, "resolution")):
        yield Finding(page.at("state"), "KB601", "answer", (("value", "validated"), *_names("workaround")))


def _needs(page: Page, key: str, value: str, section: str) -> Iterator[Finding]:
    if _is_there(page, section):
        return
    args = (("key", key), ("value", value), *_names(section))
    empty = next((heading for heading, _ in sections(page, KnownError.sections[section])), None)
    if empty:
        yield Finding(page.at_line(empty.line), "KB601", "empty", args)
    else:
        yield Finding(page.at(key), "KB601", "", args)


def _is_there(page: Page, section: str) -> bool:
    return any(filled for _, filled in sections(page, KnownError.sections[section]))


def _names(section: str) -> tuple[tuple[str, str], ...]:
    zh, en = KnownError.sections[section]
    return ("zh", zh), ("en", en)
