"""`kb check`: all rules over the handbook."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kb_tools.check.memo import MEMO_FILE, Memo
from kb_tools.check.registry import all_rules
from kb_tools.check.runner import check_handbook, rules_key, worst
from kb_tools.cli.options import as_of_option, cli_words, file_lines, lang_option, open_handbook, root_option
from kb_tools.errors import UsageError
from kb_tools.load.collector import keep_to_the_end
from kb_tools.model.diagnostic import Diagnostic, Severity
from kb_tools.report import Report, formats

__all__ = ["command"]


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@root_option
@click.option("--select", multiple=True, metavar="CODE")
@click.option("--ignore", multiple=True, metavar="CODE")
@click.option("--format", "format_", default="full")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--fail-level", type=click.Choice(["error", "warning", "info"]))
@click.option("--exit-zero", is_flag=True)
@click.option("--no-cache", is_flag=True)
@click.option("--jobs", default=0, metavar="N")
@as_of_option
@lang_option
def command(
    paths: tuple[Path, ...],
    root: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    format_: str,
    output: Path | None,
    fail_level: str | None,
    exit_zero: bool,
    no_cache: bool,
    jobs: int,
    as_of: str | None,
    lang: str | None,
) -> None:
    """Check the handbook: everything that is wrong, where, and what to write instead."""
    render = formats().get(format_)
    if render is None:
        raise UsageError("error.unknown_format", name=format_, known=tuple(formats()))
    opened = open_handbook(root, as_of, use_cache=not no_cache, jobs=jobs)
    keep_to_the_end(opened)
    memo = None if no_cache else Memo(opened.root / MEMO_FILE, opened.handbook, opened.context, rules_key())
    found = check_handbook(opened.handbook, opened.context, select=_split(select), ignore=_split(ignore), memo=memo)
    found = _below(found, paths, opened.root)
    report = Report(
        found,
        cli_words(lang),
        {code: rule.name for code, rule in all_rules().items()},
        pages=sum(1 for _ in opened.handbook.every_page()),
        lines=file_lines(opened.root),
        color=output is None and sys.stdout.isatty(),
    )
    text = render(report)
    if output:
        output.write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)
    limit = Severity.parse(fail_level or opened.config.check.fail_level)
    highest = worst(found)
    if highest is not None and highest >= limit and not exit_zero:
        raise click.exceptions.Exit(1)


def _split(codes: tuple[str, ...]) -> list[str]:
    return [code.strip() for item in codes for code in item.split(",") if code.strip()]


def _below(found: list[Diagnostic], paths: tuple[Path, ...], root: Path) -> list[Diagnostic]:
    if not paths:
        return found
    wanted = []
    for path in paths:
        full = path if path.is_absolute() else (Path.cwd() / path if (Path.cwd() / path).exists() else root / path)
        if not full.exists():
            raise UsageError("error.no_such_path", path=path)
        try:
            wanted.append(full.resolve().relative_to(root).as_posix())
        except ValueError:
            raise UsageError("error.outside_handbook", path=path, root=root) from None
    return [
        item
        for item in found
        if any(name in (".", item.where.path) or item.where.path.startswith(f"{name}/") for name in wanted)
    ]
