"""Which language a run speaks: the one asked for, else the reader's."""

from __future__ import annotations

import os
from collections.abc import Sequence

from kb_tools.locale import Words, reader_words

__all__ = ["asked_language", "cli_words"]


def cli_words(lang: str | None) -> Words:
    """The words that messages are told in: `lang`, else KB_LANG, else the system's language."""
    return reader_words(lang, os.environ)


def asked_language(arguments: Sequence[str]) -> str | None:
    """What `--lang` says, before anything else is understood: help and refusals are told in it too."""
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang":
            return next(iter(arguments[place + 1 : place + 2]), None)
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return None
