"""`kb show`: one record as a card."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from kb_tools.cli.options import cli_words, lang_option, open_handbook, root_option
from kb_tools.locale import Words
from kb_tools.workflow.card import Card, card

__all__ = ["command"]


@click.command("show")
@click.argument("record_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True)
@root_option
@lang_option
def command(record_id: str, as_json: bool, root: Path | None, lang: str | None) -> None:
    """Show the record ID: its fields, and who refers to it."""
    opened = open_handbook(root)
    words = cli_words(lang)
    found = card(opened.handbook, opened.config, record_id, words)
    if as_json:
        click.echo(json.dumps({k: v for k, v in asdict(found).items() if k != "rows"}, ensure_ascii=False, indent=2))
        return
    Console(highlight=False, markup=False).print(_panel(found, words))


def _panel(found: Card, words: Words) -> Panel:
    fields = Table(box=None, show_header=False, pad_edge=False)
    fields.add_column(style="bold", no_wrap=True)
    fields.add_column(overflow="fold")
    for label, text in found.rows:
        fields.add_row(label, text)
    parts: list[Text | Table] = [Text(f"{found.path}:{found.line}", style="dim"), Text(""), fields]
    if not found.rows and found.type != "article":
        parts.append(Text(words("card.unreadable")))
    if found.used_by:
        table = Table(box=None, show_header=False, pad_edge=False)
        for used in found.used_by:
            field = words("card.body") if used.field == "body" else words.get(f"field.{used.field}", used.field)
            table.add_row(words(f"type.{used.type}"), used.id, used.title, field)
        parts += [Text(""), Text(words("card.used_by"), style="bold"), table]
    title = Text(f"{found.title} · {words(f'type.{found.type}')} · {found.id}", style="bold")
    return Panel(Group(*parts), title=title, title_align="left")
