"""`kb review`: record that somebody has read a page."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kb_tools.cli.options import as_of_option, cli_words, lang_option, open_handbook, root_option
from kb_tools.workflow.review import review

__all__ = ["command"]


@click.command("review")
@click.argument("page_id", metavar="ID")
@click.option("--by", required=True, metavar="PERSON")
@click.option("--json", "as_json", is_flag=True)
@root_option
@as_of_option
@lang_option
def command(page_id: str, by: str, as_json: bool, root: Path | None, as_of: str | None, lang: str | None) -> None:
    """Write into the page ID that PERSON has read it as it is now."""
    opened = open_handbook(root, as_of)
    done = review(opened.root, opened.handbook, page_id, by=by, as_of=opened.as_of)
    if as_json:
        click.echo(json.dumps(done._asdict(), ensure_ascii=False, indent=2))
        return
    words = cli_words(lang)
    click.echo(words("attest.done", **done._asdict()))
    click.echo(words("attest.next", next=done.next))
