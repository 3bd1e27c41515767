"""KB101 missing-field."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.check.rule import page_rule
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.page import Page

__all__ = ["missing_field"]

#: Missing fields that have a rule of their own (KB301, KB401).
_ELSEWHERE = frozenset({"owner", "kpis"})
#: Lists that may be empty: a vacant role, news that concern no single service.
_MAY_BE_EMPTY = frozenset({("role", "holders"), ("notice", "services")})


@page_rule("KB101", "missing-field", Severity.ERROR)
def missing_field(page: Page) -> Iterator[Finding]:
    """A field that every page of this type must have is missing or empty.

    That goes for the fields of the type, for `title`, for fields that kb.toml calls required, and for the keys of a
    part such as a KPI. A missing owner is KB301, missing KPIs are KB401.

    ## Why it matters
    Only what a reader cannot do without is required: a process without inputs cannot be started, a known error without
    symptoms cannot be found. ISO/IEC 20000-1 (4.4, 8.2.4, 8.6.3) asks for the same things.

    ## Example
    ```yaml
    type: known-error
    title: 外发邮件反复退回
    services: [mail]
    state: validated          # no symptoms, no resolution
    ```

    ## Fix
    Add the field; a page of the same type shows how. `kb schema` describes every field.
    ```yaml
    symptoms: [邮件一遍一遍就是发不出去]
    resolution: workaround
    ```
    """
    written = page.written_keys
    required = [key for key in ("title", *page.schema.required) if key not in _ELSEWHERE]
    missing = [key for key in required if key not in written]
    if missing:
        guessed = {dict(item.args).get("guess") for item in page.findings if item.code == "KB102"}
        for key in missing:
            if key not in guessed:
                yield Finding(page.at(), "KB101", "", (("key", key), ("type", page.type)))
    for key in required:
        if key in written and (page.type, key) not in _MAY_BE_EMPTY and _is_empty(page, key):
            yield Finding(page.at(key), "KB101", "empty", (("key", key), ("type", page.type)))


def _is_empty(page: Page, key: str) -> bool:
    """Whether nothing was written; a list whose items were left out because they failed looks empty, too."""
    value = page.values.get(key)
    if value != []:
        return value == ""
    span = page.span(key)
    line = page.text.split("\n")[span.line - 1]
    return not line[span.column - 1 : span.end_column - 1].strip("[] ")
