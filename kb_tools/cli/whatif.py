"""`kb whatif`: what stops when somebody leaves, or is away for a while."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from kb_tools.cli.options import Opened, as_of_option, cli_words, lang_option, open_handbook, parse_day, root_option
from kb_tools.cli.unread import tell_json, tell_unread
from kb_tools.errors import UsageError
from kb_tools.insight.authors import credits_by_path
from kb_tools.insight.handover import leaving_day
from kb_tools.insight.maturity import levels
from kb_tools.insight.what_if import FAILURES, Question, what_if
from kb_tools.load.authorship import read_authorship
from kb_tools.model.cover import inactive
from kb_tools.model.handbook import Handbook
from kb_tools.report.sheets.impact import impact_sheet
from kb_tools.report.sheets.naming import Naming
from kb_tools.report.sheets.plain import impact_json
from kb_tools.report.sheets.terminal import print_sheet
from kb_tools.workflow.advice import unknown_id

__all__ = ["command", "require_active", "require_ahead"]


@click.command("whatif")
@click.argument("people", nargs=-1, metavar="[PERSON]...")
@click.option("--on", metavar="DATE")
@click.option("--from", "first", metavar="DATE")
@click.option("--to", "last", metavar="DATE")
@click.option("--fail-on", multiple=True, metavar="WHAT")
@click.option("--json", "as_json", is_flag=True)
@root_option
@as_of_option
@lang_option
def command(
    people: tuple[str, ...],
    on: str | None,
    first: str | None,
    last: str | None,
    fail_on: tuple[str, ...],
    as_json: bool,
    root: Path | None,
    as_of: str | None,
    lang: str | None,
) -> None:
    """Show what stops when people leave or are away."""
    failures = _failures(fail_on)
    opened = open_handbook(root, as_of)
    question = _question(opened, people, on, first, last)
    history = read_authorship(opened.root, opened.as_of, folder=opened.config.handbook.docs)
    made = credits_by_path(opened.handbook, history)
    impact = what_if(opened.handbook, question, opened.as_of, made, lambda handbook: levels(handbook, opened.as_of))
    words = cli_words(lang)
    if as_json:
        tell_json(impact_json(impact), opened.handbook)
    else:
        names = Naming(opened.handbook, words)
        sheet = impact_sheet(impact, names, worked_out=impact.maturity is not None)
        print_sheet(sheet, Console(highlight=False, markup=False))
    tell_unread(opened.handbook, words, gate=bool(failures))
    if failures and not any(page.readable for page in opened.handbook.by_type.get("role", ())):
        raise UsageError("error.gate_without_posts")
    happened = [name for name in failures if FAILURES[name](impact)]
    if happened:
        click.echo(words("what_if.failed", what=", ".join(happened)), err=True)
        raise click.exceptions.Exit(1)


def person_of(handbook: Handbook, text: str) -> str:
    """The id of whoever is meant: by id, or by a name that only one person has; else the text as it stands."""
    wanted = text.strip().casefold()
    named = [
        key for key, person in handbook.people.items() if wanted in map(str.casefold, person.value.name.root.values())
    ]
    return named[0] if text not in handbook.people and len(named) == 1 else text


def require_active(handbook: Handbook, person: str, day: dt.date) -> None:
    """Refuse a person that nobody knows, or who is not there on a day.

    Raises:
        UsageError: With the closest person, or with the date.
    """
    if person not in handbook.people:
        raise unknown_id(person, handbook.people, "person")
    away = inactive(handbook, person, day)
    if away:
        raise UsageError("error.person_away", person=person, day=day, field=away.field, date=away.date)


def require_ahead(day: dt.date, as_of: dt.date) -> None:
    """Refuse a day on which somebody goes that is over: skills, proofs and records are those of today.

    Raises:
        UsageError: It lies before the day of this run.
    """
    if day < as_of:
        raise UsageError("error.leaving_past", day=day, today=as_of)


def _failures(given: Sequence[str]) -> list[str]:
    wanted = [name.strip() for item in given for name in item.split(",") if name.strip()]
    for name in wanted:
        if name not in FAILURES:
            raise UsageError("error.whatif_fail_on", name=name, known=", ".join(FAILURES))
    return wanted


def _question(opened: Opened, people: Sequence[str], on: str | None, first: str | None, last: str | None) -> Question:
    if bool(first) != bool(last) or (on and first):
        raise UsageError("error.whatif_days")
    if not people and not first:
        raise UsageError("error.whatif_nobody")
    given = parse_day(first or on or "") if first or on else None
    ends = parse_day(last) if last else None
    if given and ends and ends < given:
        raise UsageError("error.whatif_order", first=given, last=ends)
    if given:
        require_ahead(ends or given, opened.as_of)
    people = [person_of(opened.handbook, person) for person in people]
    for person in people:
        require_active(opened.handbook, person, given or opened.as_of)
    usual = (leaving_day(opened.handbook, person, opened.as_of) for person in people)
    return Question(tuple(sorted(set(people))), given or min(usual), ends)
