"""Every word that the product itself says, in each language: tables of `locale/<language>/*.toml`.

A key that a language lacks falls back to English; a test compares the languages key by key.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from kb_tools.errors import KbError, Message

__all__ = ["LANGUAGES", "Words", "reader_words", "words"]

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
        fallback: Gives the words to look for what is missing in; called when something is.
    """

    def __init__(self, lang: str, tables: Mapping[str, Any], fallback: Callable[[], Words] | None = None) -> None:
        self.lang = lang
        self.tables = tables
        self.fallback = fallback
        self._formatter = _Formatter(self)

    def __call__(self, key: str, /, **args: Any) -> str:
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
        return self.fallback().get(key, default) if self.fallback else default

    def error(self, error: KbError) -> str:
        """The sentence of an error."""
        return self.sentence(error.message)

    def sentence(self, message: Message) -> str:
        """A message told in this language, with the messages inside it."""
        return self(message.key, **{name: self._told(value) for name, value in message.facts.items()})

    def _told(self, value: object) -> object:
        if isinstance(value, KbError):
            return self.error(value)
        if isinstance(value, Message):
            return self.sentence(value)
        if isinstance(value, tuple):
            between = "\n" if any(isinstance(item, (KbError, Message)) for item in value) else self("page.list_join")
            return between.join(str(self._told(item)) for item in value)
        return value

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
    if lang not in LANGUAGES:
        return words("en")
    return Words(lang, _tables(lang), None if lang == "en" else lambda: words("en"))


def reader_words(lang: str | None, environment: Mapping[str, str]) -> Words:
    """The words for whoever reads messages: `lang`, else KB_LANG of the environment, else the system's language."""
    chosen = lang or environment.get("KB_LANG") or ""
    if not chosen:
        system = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
        chosen = "zh" if system.lower().startswith("zh") else "en"
    return words(chosen)


def _tables(lang: str) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    folder = resources.files(__name__) / lang
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            for key, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
                merged[key] = {**merged.get(key, {}), **table}
    return merged
