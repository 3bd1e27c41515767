"""Every word that the product itself says, in each language: tables of `locale/<language>/*.toml`.

A key that a language lacks falls back to English; a test compares the languages key by key.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["LANGUAGES", "Words", "words"]

LANGUAGES = ("zh", "en")


class _Formatter(string.Formatter):
    """`{kind:type}` shows the word for the value of `kind` in the table `type`; a missing argument shows its name."""

    def __init__(self, owner: Words) -> None:
        self.owner = owner

    def get_value(self, key: int | str, args: Any, kwargs: Any) -> Any:
        return kwargs.get(key, f"{{{key}}}") if isinstance(key, str) else super().get_value(key, args, kwargs)

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec.isidentifier():
            return self.owner.get(f"{format_spec}.{value}", str(value))
        return str(super().format_field(value, format_spec))


class Words:
    """The words of one language.

    Args:
        lang: Language code; one that the product does not speak reads as English.
        tables: Nested tables of texts.
        fallback: Where to look for what is missing.
    """

    def __init__(self, lang: str, tables: Mapping[str, Any], fallback: Words | None = None) -> None:
        self.lang = lang
        self.tables = tables
        self.fallback = fallback
        self._formatter = _Formatter(self)

    def __call__(self, key: str, **args: Any) -> str:
        """The text at a dotted key, filled with `args`; the key itself when there is none."""
        text = self.get(key, key)
        return self._formatter.format(text, **args) if args else text

    def get(self, key: str, default: str = "") -> str:
        """The text at a dotted key as it stands, or `default`."""
        node: Any = self.tables
        for step in key.split("."):
            node = node.get(step) if isinstance(node, Mapping) else None
        if isinstance(node, str):
            return node
        return self.fallback.get(key, default) if self.fallback else default

    def finding(self, code: str, variant: str, args: Mapping[str, str]) -> tuple[str, str]:
        """Message and hint of a finding; a variant inherits what it does not say from the code's main sentence."""
        found = []
        for part in ("message", "hint"):
            text = self.get(f"{code}.{variant}.{part}") if variant else ""
            found.append(self._formatter.format(text or self.get(f"{code}.{part}"), **args))
        return found[0], found[1]


@cache
def words(lang: str) -> Words:
    """The words of a language; loaded once, immutable."""
    english = Words("en", _tables("en"))
    return english if lang not in LANGUAGES or lang == "en" else Words(lang, _tables(lang), english)


def _tables(lang: str) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    folder = resources.files(__name__) / lang
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            for key, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
                merged[key] = {**merged.get(key, {}), **table}
    return merged
