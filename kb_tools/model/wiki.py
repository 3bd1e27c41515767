"""`[[id]]` and `[[id|text]]`: how pages refer to records in their text."""

from __future__ import annotations

import re

__all__ = ["WIKI_LINK"]

#: Group 1 the target, group 2 the text; `[[1]](url)` is an ordinary link whose text is in brackets.
WIKI_LINK = re.compile(r"\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{0,300}))?\]\](?!\()")
