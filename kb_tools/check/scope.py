"""Which pages a rule judges, and what it can learn of a page without decoding its front matter.

Decoding 10,000 pages takes over a second, so rules that run every time look at the raw front matter first: compact
JSON, in which a quotation mark inside a text is escaped, so that `"date":"` can only be a key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["approved", "dates_of", "in_force", "kept"]

_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def in_force(page: Page) -> bool:
    """Whether a page can be read and counts today: it is neither a draft nor retired."""
    return page.readable and (b'"status":"' not in page.front or page.values.get("status", "approved") == "approved")


def kept(page: Page) -> bool:
    """Whether a page can be read and is not retired."""
    return page.readable and (b'"status":"retired"' not in page.front or page.values.get("status") != "retired")


def approved(handbook: Handbook, *types: str) -> Iterator[Page]:
    """Source pages of these types that are in force, type by type."""
    for name in types:
        for page in handbook.by_type.get(name, ()):
            if in_force(page):
                yield page


def dates_of(page: Page, *keys: str) -> list[str]:
    """Dates that stand under one of these keys, alone or in a list, wherever that is; as written."""
    found = b",".join(_pattern(keys).findall(page.front))
    return _DATE.findall(found.decode("ascii"))


@cache
def _pattern(keys: tuple[str, ...]) -> re.Pattern[bytes]:
    names = "|".join(keys)
    date = r'"\d{4}-\d\d-\d\d"'
    return re.compile(rf'"(?:{names})":({date}|\[{date}(?:,{date})*\])'.encode())
