"""`kb build`: check, then publish every language."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kb_tools.check.registry import all_rules
from kb_tools.check.runner import check_handbook
from kb_tools.cli.options import as_of_option, cli_words, file_lines, lang_option, open_handbook, root_option
from kb_tools.model.diagnostic import Severity
from kb_tools.publish.build import publish
from kb_tools.report import Report, formats

__all__ = ["command"]


@click.command("build")
@root_option
@click.option("--site-dir", type=click.Path(file_okay=False, path_type=Path), help="Folder to publish to.")
@as_of_option
@lang_option
def command(root: Path | None, site_dir: Path | None, as_of: str | None, lang: str | None) -> None:
    """Check the handbook and publish every language.

    Errors stop it. The site that was published before stays as it is until the new one is complete.

    \b
    Example:
      kb build
      kb build --site-dir /srv/www/handbook
    """
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
    shown = sys.stderr.isatty()

    def tell(language: str) -> None:
        if shown:
            click.echo(words("build.language", name=words(f"language.{language}")), err=True)

    site = site_dir or opened.root / opened.config.handbook.site_dir
    done = publish(opened.root, opened.config, opened.handbook, site, opened.as_of, tell)
    click.echo(
        words("build.done", pages=done.pages, size=f"{done.bytes / 1048576:.1f}", site=_shown(done.site))
        + "\n"
        + words("build.open", site=_shown(done.site))
    )


def _shown(site: Path) -> str:
    try:
        return site.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(site)
