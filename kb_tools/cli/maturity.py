"""`kb maturity`: how mature processes are by their evidence, and what lifts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from kb_tools.cli.options import (
    Opened,
    as_of_option,
    cli_words,
    lang_option,
    open_handbook,
    open_root,
    parse_day,
    require_past,
    root_option,
)
from kb_tools.cli.unread import tell_json, tell_unread
from kb_tools.errors import UsageError, because
from kb_tools.insight.maturity import Moment, Overall, overall
from kb_tools.insight.maturity import processes as all_processes
from kb_tools.load.revision import Revision, find_revision, handbook_at
from kb_tools.locale import Words
from kb_tools.publish.past_levels import past_levels
from kb_tools.report.maturity.badge import badge_svg
from kb_tools.report.maturity.plain import overall_json, trend_json
from kb_tools.report.maturity.sheets import overall_sheet, process_sheet, trend_sheet
from kb_tools.report.sheets.naming import Naming
from kb_tools.report.sheets.terminal import print_sheet
from kb_tools.workflow.advice import unknown_id

__all__ = ["command"]


@dataclass(frozen=True)
class _Seen:
    """What is shown: a state of the handbook and its levels."""

    opened: Opened
    revision: Revision | None
    found: Overall


@click.command("maturity")
@click.argument("processes", nargs=-1, metavar="[PROCESS]...")
@click.option("--at", metavar="TAG|DATE")
@click.option("--trend", is_flag=True)
@click.option("--fail-under", metavar="LEVEL")
@click.option("--badge", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--json", "as_json", is_flag=True)
@root_option
@as_of_option
@lang_option
def command(
    processes: tuple[str, ...],
    at: str | None,
    trend: bool,
    fail_under: str | None,
    badge: Path | None,
    as_json: bool,
    root: Path | None,
    as_of: str | None,
    lang: str | None,
) -> None:
    """Work out how mature processes are, from evidence."""
    limit, words = _limit(fail_under), cli_words(lang)
    if at and trend:
        raise UsageError("error.maturity_at_trend")
    seen = _look(root, at, as_of, processes)
    moments = _moments(seen, as_of, processes) if trend else ()
    if badge:
        _write(badge, badge_svg(seen.found.minimum, words))
        click.echo(words("maturity_report.badge_written", path=badge), err=True)
    if as_json:
        tell_json(_json(seen, moments, trend=trend), seen.opened.handbook)
    else:
        _show(seen, moments, chosen=bool(processes), words=words)
    tell_unread(seen.opened.handbook, words, gate=bool(limit))
    if limit and not seen.found.processes:
        raise UsageError("error.gate_without_processes")
    below = [one.id for one in seen.found.processes if limit and one.level < limit]
    if below:
        click.echo(words("maturity_report.under_processes", limit=limit, processes=", ".join(below)), err=True)
        raise click.exceptions.Exit(1)


def _limit(text: str | None) -> int:
    if text is None:
        return 0
    if text not in ("1", "2", "3", "4", "5"):
        raise UsageError("error.maturity_level", value=text)
    return int(text)


def _look(root: Path | None, at: str | None, as_of: str | None, wanted: Sequence[str]) -> _Seen:
    opened, revision = _open(root, at, as_of)
    found = all_processes(opened.handbook, opened.as_of)
    known = {one.id for one in found}
    for process in wanted:
        if process not in known:
            raise unknown_id(process, sorted(known), "process")
    chosen = [one for one in found if not wanted or one.id in wanted]
    return _Seen(opened, revision, overall(opened.handbook, opened.as_of, chosen))


def _open(root: Path | None, at: str | None, as_of: str | None) -> tuple[Opened, Revision | None]:
    """The handbook as it is, or as it was; judged on the day that was asked for, else on the day of that state."""
    if not at:
        return open_handbook(root, as_of), None
    folder, config = open_root(root)
    require_past(at, as_of, config)
    past = handbook_at(folder, at)
    day = parse_day(as_of) if as_of else past.revision.as_of
    return Opened(folder, past.config, past.handbook, day), past.revision


def _moments(seen: _Seen, as_of: str | None, wanted: Sequence[str]) -> tuple[Moment, ...]:
    """The levels at every tag, and now: of the processes that are wanted, else of all that there were."""
    opened = seen.opened
    if not (tags := past_levels(opened.root, until=parse_day(as_of) if as_of else None)):
        find_revision(opened.root, "HEAD")  # says so when there is no git, or no repository
        raise UsageError("error.no_tags")
    chosen = {one.id: one.level for one in seen.found.processes}
    if wanted:
        tags = tuple(replace(tag, levels={key: tag.levels[key] for key in chosen if key in tag.levels}) for tag in tags)
    return (*tags, Moment("", "", opened.as_of, chosen))


def _json(seen: _Seen, moments: Sequence[Moment], *, trend: bool) -> dict[str, Any]:
    revision = seen.revision
    at = revision and {"name": revision.name, "commit": revision.commit, "day": revision.day.isoformat()}
    found = {"as_of": seen.opened.as_of.isoformat(), "at": at, **overall_json(seen.found)}
    return {**found, "trend": trend_json(moments)} if trend else found


def _show(seen: _Seen, moments: Sequence[Moment], *, chosen: bool, words: Words) -> None:
    console, names = Console(highlight=False, markup=False), Naming(seen.opened.handbook, words)
    if moments:
        print_sheet(trend_sheet(moments, words), console)
    elif chosen:
        for number, one in enumerate(seen.found.processes):
            if number:
                console.print()
            print_sheet(process_sheet(one, names), console)
    else:
        print_sheet(overall_sheet(seen.found, names, _title(seen, words)), console)


def _title(seen: _Seen, words: Words) -> str:
    revision = seen.revision
    if revision is None:
        return words("maturity_report.title", day=seen.opened.as_of)
    return words("maturity_report.title_at", name=revision.name, day=revision.day, commit=revision.commit[:10])


def _write(path: Path, text: str) -> None:
    if path.suffix.lower() != ".svg":
        raise UsageError("error.maturity_badge_name", path=path)
    if not path.parent.is_dir():
        raise UsageError("error.maturity_badge_folder", path=path, folder=path.parent)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError("error.cannot_write", path=path, why=because(error)) from None
