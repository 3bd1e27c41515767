"""What kind of answer a question asks for: *who ...* wants a role or a person, *what is ...* a term, *how ...* steps.

A question word is no matter to search for; it raises pages of the types that answer such questions, and is left out
unless nothing else was asked.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["intents"]


@cache
def intents() -> list[dict[str, Any]]:
    """Rows of `intents.toml`: `phrases` (folded), `types` (type -> factor), `drop` (words that are left out)."""
    text = resources.files("kb_tools.search").joinpath("intents.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text)["intent"])
