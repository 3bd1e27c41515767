"""`kb risk`: where one person alone, or nobody, stands between the handbook and a standstill."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from kb_tools.cli.options import as_of_option, cli_words, lang_option, open_handbook, root_option
from kb_tools.cli.unread import tell_json, tell_unread
from kb_tools.errors import UsageError
from kb_tools.insight.authors import credits_by_path
from kb_tools.insight.key_person import key_person_report
from kb_tools.load.authorship import read_authorship
from kb_tools.report.sheets.naming import Naming
from kb_tools.report.sheets.risk import risk_sheet
from kb_tools.report.sheets.risk_json import risk_json
from kb_tools.report.sheets.terminal import print_sheet

__all__ = ["command"]


@click.command("risk")
@click.option("--fail-under", type=float, metavar="PERCENT")
@click.option("--json", "as_json", is_flag=True)
@root_option
@as_of_option
@lang_option
def command(fail_under: float | None, as_json: bool, root: Path | None, as_of: str | None, lang: str | None) -> None:
    """Show single points of failure among roles, processes and known errors."""
    if fail_under is not None and not 0 <= fail_under <= 100:
        raise UsageError("error.fail_under_range", value=f"{fail_under:g}")
    opened = open_handbook(root, as_of)
    history = read_authorship(opened.root, opened.as_of, folder=opened.config.handbook.docs)
    made = credits_by_path(opened.handbook, history)
    report = key_person_report(opened.handbook, opened.as_of, made)
    words = cli_words(lang)
    if as_json:
        tell_json(risk_json(report, made), opened.handbook)
    else:
        print_sheet(risk_sheet(report, Naming(opened.handbook, words)), Console(highlight=False, markup=False))
    tell_unread(opened.handbook, words, gate=fail_under is not None)
    if fail_under is not None and not report.coverage[1]:
        raise UsageError("error.gate_without_roles")
    if fail_under is not None and report.coverage_percent < fail_under:
        said = words("risk_report.under", percent=f"{report.coverage_percent:.1f}", limit=f"{fail_under:g}")
        click.echo(said, err=True)
        raise click.exceptions.Exit(1)
