"""`kb coverage`: which clauses of a framework have evidence, and an audit pack of it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
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
    require_past,
    root_option,
)
from kb_tools.cli.unread import tell_json, tell_unread
from kb_tools.errors import Message, UsageError
from kb_tools.insight.coverage import ClauseCoverage, FrameworkCoverage, coverage, edition_key, headings
from kb_tools.load.revision import export, has_changes
from kb_tools.load.schema import closest
from kb_tools.publish.audit_pack import write_pack
from kb_tools.report.sheets.coverage import clause_sheet, framework_name, framework_sheet, list_sheet
from kb_tools.report.sheets.coverage_json import framework_json, list_json
from kb_tools.report.sheets.naming import Naming
from kb_tools.report.sheets.sheet import Sheet
from kb_tools.report.sheets.terminal import print_sheet

__all__ = ["command"]


@click.command("coverage")
@click.argument("framework", required=False, metavar="[FRAMEWORK]")
@click.argument("clause", required=False, metavar="[CLAUSE]")
@click.option("--edition", metavar="EDITION")
@click.option("--gaps", is_flag=True)
@click.option("--at", metavar="TAG|DATE")
@click.option("--pack", type=click.Path(path_type=Path), metavar="OUT")
@click.option("--fail-under", type=float, metavar="PERCENT")
@click.option("--json", "as_json", is_flag=True)
@root_option
@as_of_option
@lang_option
def command(
    framework: str | None,
    clause: str | None,
    edition: str | None,
    gaps: bool,
    at: str | None,
    pack: Path | None,
    fail_under: float | None,
    as_json: bool,
    root: Path | None,
    as_of: str | None,
    lang: str | None,
) -> None:
    """Show which clauses of a framework have evidence."""
    _require_sense(framework, clause, pack, fail_under, needs_one=bool(edition or gaps))
    words = cli_words(lang)
    with ExitStack() as stack:
        opened, commit, past = _opened(root, as_of, at, stack, from_git=bool(pack or at))
        known, names = coverage(opened.handbook, opened.as_of), Naming(opened.handbook, words)
        if framework is None:
            own = opened.handbook.frameworks
            _tell(list_sheet(known, own, names), list_json(known, own), opened, as_json=as_json)
            tell_unread(opened.handbook, words)
            return
        found = _framework(known, framework, edition)
        found, one = _narrowed(found, clause) if clause else (found, None)
        if pack:
            written = write_pack(opened.root, opened.handbook, opened.config, found, commit, pack)
            click.echo(words("coverage_pack.written", count=written, out=pack), err=True)
            if not at and has_changes(open_root(root)[0]):
                click.echo(words("coverage_pack.uncommitted"), err=True)
        else:
            chosen = [one] if one else [item for item in found.clauses if not gaps or item.state != "covered"]
            said = words("coverage.as_of_commit", commit=commit[:10], day=past) if commit else ""
            sheet = clause_sheet(found, one, names) if one else framework_sheet(found, names, only_gaps=gaps, past=said)
            _tell(sheet, framework_json(found, chosen, commit), opened, as_json=as_json)
    tell_unread(opened.handbook, words, gate=fail_under is not None)
    if fail_under is not None and not found.clauses:
        raise UsageError("error.gate_without_clauses", name=framework_name(found, names))
    if fail_under is not None and found.percent < fail_under:
        facts = {"percent": f"{found.percent:.1f}", "limit": f"{fail_under:g}"}
        click.echo(words("coverage.under", name=framework_name(found, names), **facts), err=True)
        raise click.exceptions.Exit(1)


def _require_sense(
    framework: str | None, clause: str | None, pack: Path | None, fail_under: float | None, *, needs_one: bool
) -> None:
    """Make sure that what was asked for goes together.

    Raises:
        UsageError: It does not.
    """
    if fail_under is not None and not 0 <= fail_under <= 100:
        raise UsageError("error.fail_under_range", value=f"{fail_under:g}")
    if framework is None and (needs_one or pack or fail_under is not None):
        raise UsageError("error.coverage_clause_alone")
    if pack and clause:
        raise UsageError("error.pack_with_clause")


def _tell(sheet: Sheet, facts: dict[str, Any], opened: Opened, *, as_json: bool) -> None:
    if as_json:
        tell_json(facts, opened.handbook)
    else:
        print_sheet(sheet, Console(highlight=False, markup=False))


def _opened(
    root: Path | None, as_of: str | None, at: str | None, stack: ExitStack, *, from_git: bool
) -> tuple[Opened, str, str]:
    """The handbook as it lies there, or as git has it; with the commit and its day."""
    if not from_git:
        return open_handbook(root, as_of), "", ""
    folder, config = open_root(root)
    if at:
        require_past(at, as_of, config)
    revision, exported = stack.enter_context(export(folder, at or "HEAD"))
    opened = open_handbook(exported, as_of or (revision.as_of.isoformat() if at else None), use_cache=False)
    return opened, revision.commit, revision.day.isoformat()


def _framework(known: Mapping[str, FrameworkCoverage], key: str, edition: str | None) -> FrameworkCoverage:
    if key not in known:
        guess = closest(key, known)
        names = (
            Message("advice.closest", guess=guess) if guess else Message("advice.framework_list", known=tuple(known))
        )
        raise UsageError("error.unknown_framework", name=key, advice=names)
    if edition is None:
        return known[key]
    frameworks = {name: found.framework for name, found in known.items()}
    wanted = edition_key(frameworks, key, edition)
    if wanted is None:
        editions = [
            other.edition for name, other in frameworks.items() if key in (name, other.edition_of) and other.edition
        ]
        raise UsageError("error.framework_edition", framework=key, edition=edition, known=tuple(editions))
    return known[wanted]


def _narrowed(found: FrameworkCoverage, number: str) -> tuple[FrameworkCoverage, ClauseCoverage | None]:
    """One clause; for a heading the framework with the clauses below it."""
    clause = found.clause(number)
    if clause:
        return found, clause
    below = tuple(item for item in found.clauses if number in headings(found.framework, item.id, item.clause))
    if below:
        return replace(found, clauses=below), None
    guess = closest(number, [item.id for item in found.clauses])
    advice = Message("advice.closest", guess=guess) if guess else Message("advice.clause_list", framework=found.key)
    raise UsageError("error.unknown_clause", framework=found.key, clause=number, advice=advice)
