"""`kb render`: the handbook as plain Markdown."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from kb_tools.cli.options import as_of_option, audience_option, cli_words, lang_option, open_handbook, root_option
from kb_tools.load.authorship import read_authorship
from kb_tools.load.edition import Edition
from kb_tools.load.history import read_history
from kb_tools.publish.markdown import write_editions
from kb_tools.publish.past_levels import PAGE_LIMIT, past_levels
from kb_tools.render.edition import render_edition
from kb_tools.render.edition_view import EditionView

__all__ = ["command"]


@click.command("render")
@root_option
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path))
@audience_option
@as_of_option
@lang_option
def command(root: Path | None, out: Path, audience: str | None, as_of: str | None, lang: str | None) -> None:
    """Write the handbook as plain Markdown with its assets, for any generator."""
    opened = open_handbook(root, as_of).seen_by(audience)
    history = read_history(opened.root, opened.as_of, folder=opened.config.handbook.docs)
    authorship = read_authorship(opened.root, opened.as_of, folder=opened.config.handbook.docs)
    views = (
        EditionView(
            Edition(opened.handbook, language),
            opened.config,
            opened.as_of,
            history,
            authorship,
            opened.context.past,
            partial(past_levels, opened.root, limit=PAGE_LIMIT),
        )
        for language in opened.handbook.languages
    )
    editions = [render_edition(view) for view in views]
    number = write_editions(editions, opened.root, opened.config, out.resolve())
    click.echo(cli_words(lang)("render.done", files=number, out=out))
