"""What a check of maturity saw, in words. Who asks says how a record is shown: as a name, or as a link.

Given `Markup` as the kind of text, everything else than what `show` returns is escaped.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from kb_tools.insight.maturity import Fact, Ids, Lift
from kb_tools.locale import Words

__all__ = ["check_key", "fact_text", "lift_text"]

#: Framework -> its name, the same in every language.
_FRAMEWORKS = {"iso20000": "ISO/IEC 20000-1", "itil4": "ITIL 4", "fitsm": "FitSM"}


def check_key(check: str) -> str:
    """The key of a check in the locale: `m2_1` for `M2.1`."""
    return check.lower().replace(".", "_")


def fact_text(fact: Fact, words: Words, show: Callable[[Ids], Any], kind: Callable[[str], Any] = str) -> Any:
    """The sentence of a fact.

    Args:
        fact: The fact.
        words: The reader's language.
        show: What records are called, by their ids.
        kind: Makes text of the kind that is wanted.
    """
    join = words("page.list_join").join

    def told(value: Any) -> Any:
        if isinstance(value, Ids):
            return show(value)
        if isinstance(value, tuple):
            return join(_FRAMEWORKS.get(one) or words.get(f"field.{one}") or one for one in value)
        if isinstance(value, float):
            return f"{value:g}"
        return value.isoformat() if isinstance(value, dt.date) else value

    values = {name: told(value) for name, value in fact.values.items()}
    if "status" in values:
        values["status"] = words.get(f"enum.status.{values['status']}", str(values["status"]))
    return kind(words.get(f"maturity_fact.{fact.key}", fact.key)).format(**values)


def lift_text(lift: Lift | None, words: Words) -> str:
    """What lifts a process by one level, in one line: `M3.3, M3.7 and 1 of M3.8, M3.9`."""
    if lift is None:
        return words("maturity_report.top")
    parts = [words("page.list_join").join(lift.must)] if lift.must else []
    for choice in lift.choices:
        of = words("page.list_join").join(choice.of)
        single = choice.least == len(choice.of)
        parts.append(of if single else words("maturity_report.any_of", count=choice.least, checks=of))
    return words("maturity_report.and").join(parts)
