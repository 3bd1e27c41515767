"""`kb kpi`: every figure against its target, where to start, and whether the figures can be believed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click
from rich.console import Console

from kb_tools.cli.options import Opened, as_of_option, cli_words, lang_option, open_handbook, root_option
from kb_tools.cli.unread import tell_json, tell_unread
from kb_tools.errors import UsageError
from kb_tools.insight.honesty import WARNED
from kb_tools.insight.scorecard import Measure, of_roles, scorecard
from kb_tools.locale import Words
from kb_tools.report.sheets.kpi import kpi_sheet, scorecard_sheet
from kb_tools.report.sheets.kpi_json import kpis_json
from kb_tools.report.sheets.naming import Naming
from kb_tools.report.sheets.terminal import print_sheet
from kb_tools.report.telling import Telling
from kb_tools.workflow.advice import unknown_id

__all__ = ["command"]

_FAILS: dict[str, Callable[[Measure], bool]] = {
    "bad": lambda one: one.status == "bad",
    "stale": lambda one: bool(one.honesty.stale) or not one.values,
    "dishonest": lambda one: bool(WARNED.intersection(one.honesty.doubts)),
}
_STATUSES = ("good", "watch", "bad", "unknown")


@click.command("kpi")
@click.argument("kpi", nargs=-1, metavar="[KPI]...")
@click.option("--role", metavar="ROLE")
@click.option("--service", metavar="SERVICE")
@click.option("--process", metavar="PROCESS")
@click.option("--status", type=click.Choice(_STATUSES), multiple=True)
@click.option("--fail-on", type=click.Choice(tuple(_FAILS)), multiple=True)
@click.option("--json", "as_json", is_flag=True)
@root_option
@as_of_option
@lang_option
def command(
    kpi: tuple[str, ...],
    role: str | None,
    service: str | None,
    process: str | None,
    status: tuple[str, ...],
    fail_on: tuple[str, ...],
    as_json: bool,
    root: Path | None,
    as_of: str | None,
    lang: str | None,
) -> None:
    """Show KPIs, where to start, and whether their figures can be believed."""
    opened, words = open_handbook(root, as_of), cli_words(lang)
    every = scorecard(opened.handbook, opened.as_of, opened.context.past)
    parts = of_roles(opened.handbook, every)
    found = _named(every, kpi)
    for name, kind in ((role, "role"), (service, "service"), (process, "process")):
        if name:
            _require(opened, name, kind)
    if role:
        found = [one for one in found if one.id in parts.get(role, {})]
    pages = {name for name in (service, process) if name}
    judged = [one for one in found if not pages or one.page.id in pages]
    found = [one for one in judged if not status or one.status in status]
    if as_json:
        tell_json(kpis_json(found, opened.as_of, parts), opened.handbook)
    else:
        _print(found, opened, words, in_full=bool(kpi))
    tell_unread(opened.handbook, words, gate=bool(fail_on))
    _fail(found, fail_on, words)
    _require_figures(judged, fail_on)


def _print(found: Sequence[Measure], opened: Opened, words: Words, *, in_full: bool) -> None:
    names, said = Naming(opened.handbook, words), Telling(words, opened.as_of)
    console = Console(highlight=False, markup=False)
    if not in_full or not found:
        print_sheet(scorecard_sheet(found, names, said), console)
        return
    for number, one in enumerate(found):
        if number:
            console.print()
        print_sheet(kpi_sheet(one, names, said), console)


def _named(every: Sequence[Measure], wanted: tuple[str, ...]) -> list[Measure]:
    """KPIs by id, or by the part of it after the slash."""
    if not wanted:
        return list(every)
    chosen: dict[str, Measure] = {}
    for name in wanted:
        fits = [one for one in every if name in (one.id, one.kpi.id)]
        if not fits:
            raise unknown_id(name, {form for one in every for form in (one.id, one.kpi.id)}, "kpi")
        chosen.update({one.id: one for one in fits})
    return list(chosen.values())


def _require(opened: Opened, name: str, kind: str) -> None:
    known = [page.id for page in opened.handbook.by_type.get(kind, ()) if page.readable]
    if name not in known:
        raise unknown_id(name, known, kind)


def _fail(found: Sequence[Measure], fail_on: tuple[str, ...], words: Words) -> None:
    counts = {name: sum(failed(one) for one in found) for name, failed in _FAILS.items() if name in fail_on}
    failed = {name: count for name, count in counts.items() if count}
    for name, count in failed.items():
        click.echo(words(f"kpi_report.failed_{name}" + ("_one" if count == 1 else ""), count=count), err=True)
    if failed:
        raise click.exceptions.Exit(1)


def _require_figures(judged: Sequence[Measure], fail_on: tuple[str, ...]) -> None:
    """Make sure that a threshold that holds was held by something: which KPIs `--status` shows makes no difference.

    Raises:
        UsageError: There is no KPI, or none that was ever measured.
    """
    if fail_on and not judged:
        raise UsageError("error.gate_without_kpis")
    if fail_on and not any(one.values for one in judged):
        raise UsageError("error.gate_without_values")
