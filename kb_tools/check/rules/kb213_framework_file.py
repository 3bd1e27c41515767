"""KB213 framework-file."""

from __future__ import annotations

from kb_tools.check.rule import load_rule
from kb_tools.model.diagnostic import Severity

__all__ = ["framework_file"]


@load_rule("KB213", "framework-file", Severity.ERROR)
def framework_file() -> None:
    """A framework in `data/frameworks/` names a page type, a field, a value or a clause that does not exist.

    ## Why it matters
    Such a line never finds any evidence, and the clause stays a gap for ever.

    ## Example
    ```yaml
    evidence: [{type: reveiw, where: {kind: [internal-audit]}}]
    ```

    ## Fix
    Write it as the field reference does; the closest one is named. `consists_of` and `maps` may name clauses of
    ISO/IEC 20000-1, ITIL 4 and FitSM, and of the same file.
    """
