"""KB703 structure-in-translation."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from kb_tools.check.rule import Context, handbook_rule
from kb_tools.content.overlay import Stray, strays
from kb_tools.content.plan import Plan, plan_of
from kb_tools.model.diagnostic import Finding, Severity
from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["structure_in_translation"]


@handbook_rule("KB703", "structure-in-translation", Severity.ERROR)
def structure_in_translation(handbook: Handbook, context: Context) -> Iterator[Finding]:
    """A translation contains something else than texts: an owner, a reference, a date, a number, or an unknown field.

    ## Why it matters
    What is written twice drifts apart: two languages with two owners. Everything but texts is inherited from the
    source, so there is nothing to repeat, and what is repeated here has no effect at all.

    ## Example
    ```yaml
    # docs/en/processes/incident-management.md
    title: Incident management
    owner: incident-process-owner
    kpis:
      - {id: p1-response, name: P1 response rate, target: 95}
    ```

    ## Fix
    Remove `owner` and `target`; keep `title`, `name` and the other texts, and the `id` by which list items are
    matched.
    """
    for lang in handbook.languages[1:]:
        for page in handbook.translations.get(lang, ()):
            if page.readable and page.src in handbook.by_src:
                setting = context.config.types.get(page.type)
                added = frozenset(setting.fields) if setting else frozenset()
                plan = plan_of(page.schema)
                for stray in strays(page.values, plan):
                    yield _finding(page, stray, plan, added)


def _finding(page: Page, stray: Stray, plan: Plan, added: frozenset[str]) -> Finding:
    key = str(stray.path[-1])
    args = (("field", ".".join(map(str, stray.path))), ("key", key))
    if stray.kind != "unknown" or key in added:
        return Finding(page.at(*stray.path), "KB703", "shape" if stray.kind == "shape" else "", args)
    parent = plan
    for step in stray.path[:-1]:
        parent = (parent.item if isinstance(step, int) else parent.fields.get(step)) or parent
    known = sorted(name for name, below in parent.fields.items() if below.has_text)
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.6)
    more = (("guess", near[0] if near else ""), ("known", ", ".join(known)))
    return Finding(page.at(*stray.path), "KB703", "unknown" if near else "unknown-no-guess", (*args, *more))
