"""`kb gaps`: the five gaps of service quality of each service, with the working."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from kb_tools.cli.options import as_of_option, cli_words, lang_option, open_handbook, root_option
from kb_tools.cli.unread import tell_json, tell_unread
from kb_tools.insight.gaps import service_gaps
from kb_tools.report.sheets.gaps import gaps_json, gaps_sheet, service_sheet
from kb_tools.report.sheets.naming import Naming
from kb_tools.report.sheets.terminal import print_sheet
from kb_tools.workflow.advice import unknown_id

__all__ = ["command"]


@click.command("gaps")
@click.argument("services", nargs=-1, metavar="[SERVICE]...")
@click.option("--json", "as_json", is_flag=True)
@root_option
@as_of_option
@lang_option
def command(services: tuple[str, ...], as_json: bool, root: Path | None, as_of: str | None, lang: str | None) -> None:
    """Show the five gaps of service quality."""
    opened = open_handbook(root, as_of)
    found = service_gaps(opened.handbook, opened.as_of)
    known = {entry.service.id: entry for entry in found}
    for service in services:
        if service not in known:
            raise unknown_id(service, sorted(known), "service")
    chosen = [known[service] for service in dict.fromkeys(services)] if services else list(found)
    words = cli_words(lang)
    tell_unread(opened.handbook, words)
    if as_json:
        tell_json(gaps_json(chosen, opened.as_of), opened.handbook)
        return
    names = Naming(opened.handbook, words)
    console = Console(highlight=False, markup=False)
    if not services:
        print_sheet(gaps_sheet(chosen, names, opened.as_of), console)
    for number, entry in enumerate(chosen if services else ()):
        if number:
            console.print()
        print_sheet(service_sheet(entry, names, opened.as_of), console)
