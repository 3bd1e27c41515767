"""`kb init`: a new handbook."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click

from kb_tools.cli.options import cli_words, lang_option
from kb_tools.workflow.init import create_handbook, parse_languages

__all__ = ["command"]


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--languages", default="zh,en", show_default=True)
@click.option("--name", default="")
@click.option("--json", "as_json", is_flag=True)
@lang_option
def command(folder: Path, languages: str, name: str, as_json: bool, lang: str | None) -> None:
    """Make a new handbook in DIR, a new or an empty folder."""
    today = dt.date.today()  # noqa: DTZ011 - a handbook is judged by its readers' calendar
    files = create_handbook(folder, parse_languages(languages), name=name, as_of=today)
    if as_json:
        click.echo(json.dumps({"folder": str(folder), "files": files}, ensure_ascii=False, indent=2))
        return
    words = cli_words(lang)
    click.echo(words("init.made", folder=folder, files=len(files)))
    click.echo(words("init.next", folder=folder))
