"""`kb schema`: JSON Schema of front matter, for editors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from kb_tools.cli.options import cli_words, lang_option, open_root, root_option
from kb_tools.config import Config
from kb_tools.content.json_schema import DATA_SCHEMAS, data_schema, schema_names, type_schema
from kb_tools.errors import ConfigError, UsageError
from kb_tools.workflow.advice import closest_or_all
from kb_tools.workflow.files import replace_file

__all__ = ["command"]


@click.command("schema")
@click.argument("name", metavar="[TYPE]", required=False)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path))
@root_option
@lang_option
def command(name: str | None, out: Path | None, root: Path | None, lang: str | None) -> None:
    """JSON Schema (2020-12) of each page type and data file, with the fields that kb.toml adds."""
    names = schema_names()
    if name and name not in names:
        raise UsageError("error.unknown_type", name=name, advice=closest_or_all(name, names))
    config = _config(root)
    made = {each: _schema(each, config) for each in ([name] if name else names)}
    if out is None:
        click.echo(_text(made[name] if name else made), nl=False)
        return
    for each, schema in made.items():
        replace_file(out / f"{each}.schema.json", _text(schema).encode())
    click.echo(cli_words(lang)("schema.written", files=len(made), out=out))


def _schema(name: str, config: Config) -> dict[str, Any]:
    if name in DATA_SCHEMAS:
        return data_schema(name)
    setting = config.types.get(name)
    return type_schema(name, setting.fields if setting else None)


def _config(root: Path | None) -> Config:
    """Of the handbook around; the built-in types need none."""
    if root is not None:
        return open_root(root)[1]
    try:
        return open_root(None)[1]
    except ConfigError as error:
        if error.message.key == "error.no_handbook":
            return Config()
        raise


def _text(schema: Any) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
