"""`kb handover`: what somebody hands over, and what somebody new in a role needs."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from kb_tools.cli.options import Opened, as_of_option, cli_words, lang_option, open_handbook, parse_day, root_option
from kb_tools.cli.unread import tell_unread, with_unread
from kb_tools.cli.whatif import person_of, require_active, require_ahead
from kb_tools.errors import KbError, UsageError
from kb_tools.insight.authors import credits_by_path
from kb_tools.insight.handover import Dossier, dossier
from kb_tools.insight.role_pack import role_pack
from kb_tools.insight.staffing import staffing
from kb_tools.load.authorship import read_authorship
from kb_tools.render.generated.ical import Event, calendar
from kb_tools.report.seal import sealed
from kb_tools.report.sheets.dossier import dossier_sheet, milestones
from kb_tools.report.sheets.markdown import to_markdown
from kb_tools.report.sheets.naming import Naming
from kb_tools.report.sheets.pack import pack_sheet
from kb_tools.report.sheets.plain import dossier_json, pack_json
from kb_tools.report.sheets.sheet import Sheet
from kb_tools.report.sheets.terminal import print_sheet
from kb_tools.workflow.advice import unknown_id
from kb_tools.workflow.drafts import require_untouched, save_draft

__all__ = ["command"]

_ENDINGS = {"text": "txt", "markdown": "md", "json": "json"}


@click.command("handover")
@click.argument("person", required=False, metavar="[PERSON]")
@click.option("--role", metavar="ROLE")
@click.option("--on", metavar="DATE")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--force", is_flag=True)
@click.option("--format", "format_", type=click.Choice(sorted(_ENDINGS)))
@click.option("--json", "as_json", is_flag=True)
@click.option("--ics", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@root_option
@as_of_option
@lang_option
def command(
    person: str | None,
    role: str | None,
    on: str | None,
    out: Path | None,
    force: bool,
    format_: str | None,
    as_json: bool,
    ics: Path | None,
    root: Path | None,
    as_of: str | None,
    lang: str | None,
) -> None:
    """Put a hand-over together, or a pack for somebody new in a role."""
    if bool(person) == bool(role):
        raise UsageError("error.handover_who")
    if role and ics:
        raise UsageError("error.handover_ics")
    opened, words = open_handbook(root, as_of), cli_words(lang)
    tell_unread(opened.handbook, words)
    names, style = Naming(opened.handbook, words), "json" if as_json else format_
    found = _dossier(opened, person, on) if person else None
    files = list(_files(opened, names, found, role or ""))
    if ics and found:
        events = [Event(f"{key}@kb-tools", day, title, more) for key, day, title, more in milestones(found, names)]
        _write(ics, calendar(words("hand_over.calendar", person=names.person(found.person)), events, opened.as_of))
        click.echo(words("hand_over.calendar_written", file=ics), err=True)
    if out:
        kind = style or "markdown"
        texts = {name: _shown(sheet, facts, kind).encode("utf-8") for name, sheet, facts in files}
        _save({out / f"{name}.{_ENDINGS[kind]}": text for name, text in texts.items()}, kind, force=force)
        click.echo(words("hand_over.written", count=len(files), folder=out))
    else:
        _, sheet, facts = files[0]
        if style is None or style == "text":
            print_sheet(sheet, Console(highlight=False, markup=False))
        else:
            click.echo(_shown(sheet, facts, style), nl=False)


def _dossier(opened: Opened, person: str, on: str | None) -> Dossier:
    person = person_of(opened.handbook, person)
    require_active(opened.handbook, person, opened.as_of)
    history = read_authorship(opened.root, opened.as_of, folder=opened.config.handbook.docs)
    made = credits_by_path(opened.handbook, history)
    day = parse_day(on) if on else None
    if day:
        require_ahead(day, opened.as_of)
    return dossier(opened.handbook, person, opened.as_of, day, made)


def _files(
    opened: Opened, names: Naming, found: Dossier | None, role: str
) -> Iterator[tuple[str, Sheet, dict[str, Any]]]:
    """Name, sheet and facts of each file: the hand-over, then a pack for each role."""
    handbook = opened.handbook
    if found:
        yield f"handover-{found.person}", dossier_sheet(found, names), with_unread(dossier_json(found), handbook)
    known = {page.id for page in handbook.by_type.get("role", ()) if page.readable}
    if role and role not in known:
        raise unknown_id(role, known, "role")
    staff = staffing(handbook, opened.as_of)
    wanted = [entry.post.id for entry in found.roles if entry.held] if found else [role]
    for name in wanted:
        pack = role_pack(handbook, name)
        yield f"role-{name}", pack_sheet(pack, staff.roles.get(name), names), with_unread(pack_json(pack), handbook)


def _shown(sheet: Sheet, facts: dict[str, Any], style: str) -> str:
    if style == "json":
        return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"
    if style == "markdown":
        return to_markdown(sheet)
    text = io.StringIO()
    print_sheet(sheet, Console(file=text, width=80, no_color=True, highlight=False, markup=False))
    return "\n".join(line.rstrip() for line in text.getvalue().split("\n"))


def _save(files: Mapping[Path, bytes], style: str, *, force: bool) -> None:
    """Write all files or, when somebody has worked on one of them, none. A sheet in Markdown shows whether anybody has.

    Raises:
        KbError: A file was changed, or cannot be written.
    """
    drafts = {path: sealed(text) if style == "markdown" else text for path, text in files.items()}
    for path, content in drafts.items():
        require_untouched(path, content, force=force)
    for path, content in drafts.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise KbError("error.handover_write", path=path.parent, problem=error.strerror or error) from error
        save_draft(path, content, force=force)


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise KbError("error.handover_write", path=path, problem=error.strerror or error) from error
