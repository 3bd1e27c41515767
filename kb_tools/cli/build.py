"""`kb build`: check, then publish every language."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kb_tools.check.registry import all_rules
from kb_tools.check.runner import check_handbook
from kb_tools.cli.options import (
    as_of_option,
    audience_option,
    cli_words,
    file_lines,
    lang_option,
    open_handbook,
    root_option,
)
from kb_tools.model.diagnostic import Severity
from kb_tools.publish.build import publish
from kb_tools.publish.offline import default_target
from kb_tools.report import Report, formats

__all__ = ["command"]

#: What `--offline` without a file means: beside the site, under its name.
_BESIDE = ""


@click.command("build")
@root_option
@click.option("--site-dir", type=click.Path(file_okay=False, path_type=Path))
@click.option("--offline", is_flag=False, flag_value=_BESIDE, metavar="[FILE]")
@audience_option
@as_of_option
@lang_option
def command(
    root: Path | None,
    site_dir: Path | None,
    offline: str | None,
    audience: str | None,
    as_of: str | None,
    lang: str | None,
) -> None:
    """Check the handbook and publish every language."""
    opened = open_handbook(root, as_of)
    words = cli_words(lang)
    found = check_handbook(opened.handbook, opened.context)
    errors = [item for item in found if item.severity is Severity.ERROR]
    if errors:
        names = {code: rule.name for code, rule in all_rules().items()}
        color = sys.stderr.isatty()
        pages = sum(1 for _ in opened.handbook.every_page())
        report = Report(errors, words, names, pages, file_lines(opened.root), color)
        click.echo(formats()["full"](report), err=True, nl=False)
        click.echo(words("build.refused"), err=True)
        raise click.exceptions.Exit(1)
    opened = opened.seen_by(audience)
    shown = sys.stderr.isatty()

    def tell(language: str) -> None:
        if shown:
            click.echo(words("build.language", name=words(f"language.{language}")), err=True)

    site = site_dir or opened.root / opened.config.handbook.site_dir
    zipped = None if offline is None else Path(offline) if offline else default_target(site)
    done = publish(opened.root, opened.config, opened.handbook, site, opened.as_of, tell, zipped, words.lang)
    click.echo(
        words("build.done", pages=done.pages, size=f"{done.bytes / 1048576:.1f}", site=_shown(done.site))
        + "\n"
        + words("build.open", site=_shown(done.site))
    )
    if done.offline:
        size = f"{done.offline.bytes / 1048576:.1f}"
        click.echo(words("offline.done", path=_shown(done.offline.path), files=done.offline.files, size=size))


def _shown(site: Path) -> str:
    try:
        return site.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(site)
