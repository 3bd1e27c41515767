"""Says on which files a result does not rest, so that nobody trusts a figure that a mistake has made better."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import click

from kb_tools.check.unread import unread_files
from kb_tools.locale import Words
from kb_tools.model.handbook import Handbook

__all__ = ["tell_json", "tell_unread", "with_unread"]

#: So many files are named.
_NAMED = 3


def with_unread(facts: Mapping[str, Any], handbook: Handbook) -> dict[str, Any]:
    """Facts for programs, and under `unread` the files that they do not rest on."""
    return {**facts, "unread": list(unread_files(handbook))}


def tell_json(facts: Mapping[str, Any], handbook: Handbook) -> None:
    """Print facts for programs, with the files that they do not rest on."""
    click.echo(json.dumps(with_unread(facts, handbook), ensure_ascii=False, indent=2))


def tell_unread(handbook: Handbook, words: Words, *, gate: bool = False) -> None:
    """Name the files that could not be read in full, on standard error; nothing when there are none.

    Args:
        handbook: What the result was worked out from.
        words: The reader's language.
        gate: Whether an exit code hangs on the result. It cannot be judged then, so the run ends with 2.
    """
    files = unread_files(handbook)
    if not files:
        return
    shown = words("page.list_join").join(files[:_NAMED])
    key = "unread.files" if len(files) <= _NAMED else "unread.more"
    click.echo(words(key, files=shown, count=len(files)), err=True)
    if gate:
        click.echo(words("unread.gate"), err=True)
        raise click.exceptions.Exit(2)
