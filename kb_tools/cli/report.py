"""`kb report`: the draft of a monthly, quarterly or yearly report."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.markdown import Markdown

from kb_tools.cli.options import Opened, as_of_option, cli_words, lang_option, open_handbook, root_option
from kb_tools.cli.unread import tell_unread, with_unread
from kb_tools.errors import Message, UsageError
from kb_tools.insight.monthly.scope import Scope
from kb_tools.insight.monthly.span import Span, newest_month, span_of
from kb_tools.insight.monthly.summary import Monthly, monthly, nearest, span_has_data
from kb_tools.model.handbook import Handbook
from kb_tools.render.site_links import site_links
from kb_tools.report.monthly.compose import compose, spec_for
from kb_tools.report.monthly.facts_json import monthly_json
from kb_tools.report.monthly.formats import FORMATS, Format, written
from kb_tools.workflow.advice import unknown_id
from kb_tools.workflow.drafts import save_draft

__all__ = ["command"]

_ENDINGS: dict[str, Format] = {
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".txt": "md",
}


@click.command("report")
@click.argument("period", required=False, metavar="[PERIOD]")
@click.option("--report", "spec", metavar="ID")
@click.option("--service", metavar="ID")
@click.option("--format", "format_", type=click.Choice(FORMATS))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--force", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
@root_option
@as_of_option
@lang_option
def command(
    period: str | None,
    spec: str | None,
    service: str | None,
    format_: Format | None,
    out: Path | None,
    force: bool,
    as_json: bool,
    root: Path | None,
    as_of: str | None,
    lang: str | None,
) -> None:
    """Draft a report on a month, a quarter or a year."""
    style = _style(format_, out)
    opened, words = open_handbook(root, as_of), cli_words(lang)
    handbook, config = opened.handbook, opened.config
    span = _span(opened, period)
    chosen = _spec(handbook, span, spec)
    facts = _facts(opened, span, chosen, service)
    tell_unread(handbook, words)
    if as_json:
        told = with_unread({"report": chosen or None, **monthly_json(facts)}, handbook)
        content = json.dumps(told, ensure_ascii=False, indent=2).encode()
        content += b"\n"
    else:
        name = config.name(words.lang) or words("page.handbook")
        document = compose(facts, handbook, words, name, config.publish.people, chosen)
        content = written(document, style, site_links(handbook, config, words.lang))
    if out:
        save_draft(out, content, force=force)
        click.echo(words("monthly.written", file=out))
    elif style == "md" and not as_json and sys.stdout.isatty():
        Console(highlight=False).print(Markdown(content.decode().rpartition("<!--")[0]))
    else:
        click.echo(content.decode(), nl=False)


def _style(format_: Format | None, out: Path | None) -> Format:
    if out is None:
        if format_ == "docx":
            raise UsageError("error.report_docx_out")
        return format_ or "md"
    ending = out.suffix.lower()
    style = _ENDINGS.get(ending, format_ or "md")
    if (ending and ending not in _ENDINGS) or (format_ and format_ != style):
        raise UsageError("error.report_ending", file=out, format=format_ or "md", known=", ".join(_ENDINGS))
    return style


def _span(opened: Opened, period: str | None) -> Span:
    handbook, as_of = opened.handbook, opened.as_of
    span = span_of(period) if period else newest_month(handbook, as_of)
    if span is None:
        raise UsageError("error.report_period", text=period) if period else UsageError("error.report_nothing")
    if span.first > as_of:
        raise UsageError("error.report_future", period=span.text, day=as_of)
    if not span_has_data(handbook, span):
        near = tuple(other.text for other in nearest(handbook, span, as_of))
        advice = Message("error.report_nearest", periods=near) if near else Message("error.report_none")
        raise UsageError("error.report_no_data", period=span.text, advice=advice)
    return span


def _spec(handbook: Handbook, span: Span, wanted: str | None) -> str:
    if wanted is None:
        page = spec_for(handbook, span.kind)
        return page.id if page else ""
    known = [page.id for page in handbook.by_type.get("report", ()) if page.readable]
    if wanted not in known:
        raise unknown_id(wanted, known, "report")
    return wanted


def _facts(opened: Opened, span: Span, spec: str, service: str | None) -> Monthly:
    handbook = opened.handbook
    known = {page.id for page in handbook.by_type.get("service", ()) if page.readable}
    if service and service not in known:
        raise unknown_id(service, known, "service")
    covers = handbook.by_id[spec].record.covers if spec else ()
    scope = Scope(frozenset(known.intersection(covers)), service or "")
    return monthly(handbook, span, opened.as_of, scope, opened.config.handbook.holidays)
