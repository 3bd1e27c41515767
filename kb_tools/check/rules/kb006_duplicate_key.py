"""KB006 duplicate-key."""

from __future__ import annotations

from kb_tools.check.rule import load_rule
from kb_tools.model.diagnostic import Severity

__all__ = ["duplicate_key"]


@load_rule("KB006", "duplicate-key", Severity.ERROR)
def duplicate_key() -> None:
    """A field stands twice in one place, or an id twice in a data file.

    ## Why it matters
    Readers of YAML keep one of the two and drop the other without a word; which one depends on the program. YAML asks
    for unique keys (https://yaml.org/spec/1.2.2/#3213-node-comparison).

    ## Example
    ```yaml
    owner: incident-process-owner
    owner: incident-manager
    ```

    ## Fix
    Keep one. What was meant as a second value is often a list: `responsible: [service-desk-analyst,
    second-line-engineer]`.
    """
