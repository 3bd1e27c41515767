"""`kb new`: a new page from a template."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from kb_tools.cli.options import as_of_option, cli_words, lang_option, open_handbook, root_option
from kb_tools.errors import UsageError
from kb_tools.workflow.new import draft, next_id, questions, write

__all__ = ["command"]


@click.command("new")
@click.argument("type_name", metavar="TYPE")
@click.argument("page_id", metavar="[ID]", required=False)
@click.option("--set", "pairs", multiple=True, metavar="KEY=VALUE")
@click.option("--folder", default="")
@click.option("--no-input", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
@root_option
@as_of_option
@lang_option
def command(
    type_name: str,
    page_id: str | None,
    pairs: tuple[str, ...],
    folder: str,
    no_input: bool,
    as_json: bool,
    root: Path | None,
    as_of: str | None,
    lang: str | None,
) -> None:
    """Make a page of TYPE with the id ID; it passes `kb check` as it is."""
    values = _values(pairs)
    opened = open_handbook(root, as_of)
    words = cli_words(lang)
    chosen = page_id or next_id(opened.handbook, type_name)
    if not chosen:
        raise UsageError("error.which_id", type=type_name)
    if not no_input and not as_json and sys.stdin.isatty() and sys.stdout.isatty():
        for question in questions(opened.handbook, opened.context, type_name, chosen, words, values):
            values[question.key] = click.prompt(question.text, default=question.default)
    page = draft(opened.handbook, opened.context, words, type_name, chosen, values, folder)
    write(opened.root, page)
    if as_json:
        click.echo(json.dumps({"id": page.id, "type": page.type, "path": page.path}, ensure_ascii=False, indent=2))
        return
    click.echo(words("new.made", path=page.path))
    click.echo(words("new.next", path=page.path))
    if page.is_draft:
        click.echo(words("new.draft"))


def _values(pairs: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip():
            raise UsageError("error.not_a_pair", text=pair)
        values[key.strip()] = value
    return values
