"""`kb translate`: which translations need work; confirming them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from kb_tools.cli.options import cli_words, lang_option, open_handbook, root_option
from kb_tools.errors import UsageError
from kb_tools.locale import Words
from kb_tools.workflow.translate import STATES, Translation, confirm, translations

__all__ = ["command"]


@click.command("translate")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--confirm", "confirming", is_flag=True)
@click.option("--all", "everything", is_flag=True)
@click.option("--to", "target", metavar="LANGUAGE")
@click.option("--json", "as_json", is_flag=True)
@root_option
@lang_option
def command(
    ids: tuple[str, ...],
    confirming: bool,
    everything: bool,
    target: str | None,
    as_json: bool,
    root: Path | None,
    lang: str | None,
) -> None:
    """List translations that are missing, out of date or never confirmed; or confirm some."""
    opened = open_handbook(root)
    words = cli_words(lang)
    if not confirming:
        found = translations(opened.handbook, opened.config, ids=ids, lang=target)
        shown = found if ids or everything else [entry for entry in found if entry.state != "current"]
        _list(shown, found, words, as_json=as_json)
        return
    if not ids and not everything:
        raise UsageError("error.which_translations")
    done = confirm(opened.root, opened.handbook, opened.config, ids, lang=target)
    if as_json:
        click.echo(json.dumps([_row(entry) for entry in done], ensure_ascii=False, indent=2))
        return
    for entry in done:
        click.echo(words("translate.confirmed", path=entry.path))
    if not done:
        click.echo(words("translate.nothing_to_confirm"))


def _row(entry: Translation) -> dict[str, str]:
    return entry._asdict()


def _list(shown: list[Translation], found: list[Translation], words: Words, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([_row(entry) for entry in shown], ensure_ascii=False, indent=2))
        return
    if not found:
        click.echo(words("translate.one_language"))
        return
    if not shown:
        click.echo(words("translate.nothing", count=len(found)))
        return
    table = Table(box=None, show_header=False, pad_edge=False)
    for entry in sorted(shown, key=lambda item: (item.lang, STATES.index(item.state), item.path)):
        table.add_row(words(f"translation_state.{entry.state}"), entry.id, entry.path)
    Console(soft_wrap=True, highlight=False, markup=False).print(table)
    counts = Counter(entry.state for entry in found)
    click.echo(words("translate.summary", **{state: counts[state] for state in STATES}))
    click.echo(words("translate.hint"))
