"""Signs as sentences: what records say about a gap, a complaint or the self-check, for pages and for the terminal."""

from __future__ import annotations

import datetime as dt

from kb_tools.insight.control import Sign
from kb_tools.report.telling import Telling

__all__ = ["sign_sentence"]


def sign_sentence(said: Telling, table: str, sign: Sign, unit: str = "") -> str:
    """A sign in words.

    Args:
        said: The reader's language.
        table: Table of the locale that holds its sentence, under the sign's key; `<key>_one` and `<key>_none` are for
            a count of one and of none.
        sign: The sign.
        unit: Unit of the values in it.
    """
    key = f"{table}.{sign.key}"
    special = {0: f"{key}_none", 1: f"{key}_one"}.get(sign.facts.get("count", 2), "")
    return said.words(special if special and said.words.get(special) else key, **_facts(said, sign, unit))


def _facts(said: Telling, sign: Sign, unit: str) -> dict[str, str]:
    join = said.words("page.list_join")
    found = {}
    for key, value in sign.facts.items():
        if isinstance(value, dt.date):
            found[key] = said.day_text(value)
        elif key == "period":
            found[key] = said.period(value)
        elif key == "periods":
            found[key] = join.join(said.period(period) for period in value)
        elif key == "methods":
            found[key] = join.join(said.words(f"enum.method.{method}") for method in value)
        elif key in ("value", "promised"):
            found[key] = said.amount(value, unit)
        else:
            found[key] = str(value)
    return found
