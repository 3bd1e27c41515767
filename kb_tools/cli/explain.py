"""`kb explain`: a rule, or all of them."""

from __future__ import annotations

import json

import click
from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table

from kb_tools.check.registry import all_rules
from kb_tools.cli.options import cli_words, lang_option
from kb_tools.locale import Words
from kb_tools.workflow.explain import Explanation, explain, rule_named

__all__ = ["command"]


@click.command("explain")
@click.argument("name", metavar="[CODE]", required=False)
@click.option("--json", "as_json", is_flag=True)
@lang_option
def command(name: str | None, as_json: bool, lang: str | None) -> None:
    """Explain the rule CODE: what it finds, why that matters, an example, the fix. Without CODE, list all rules."""
    words = cli_words(lang)
    if name is None:
        _table([explain(rule, words) for rule in all_rules().values()], words, as_json=as_json)
        return
    rule = explain(rule_named(name), words)
    if as_json:
        click.echo(json.dumps(rule._asdict(), ensure_ascii=False, indent=2))
        return
    console = Console(highlight=False)
    if console.is_terminal:
        console.print(Markdown(rule.page(words)))
    else:
        click.echo(rule.page(words))


def _table(rules: list[Explanation], words: Words, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([rule._asdict() for rule in rules], ensure_ascii=False, indent=2))
        return
    table = Table(box=None, pad_edge=False)
    for key in ("code", "name", "severity", "title"):
        table.add_column(words(f"explain.{key}"), no_wrap=key != "title")
    for rule in rules:
        table.add_row(rule.code, rule.name, words(f"severity.{rule.severity}"), rule.title)
    Console(highlight=False, markup=False).print(table)
