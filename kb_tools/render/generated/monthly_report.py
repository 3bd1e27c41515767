"""The draft of the report on the newest month that is over: as a page to read, and as files to go on writing in.

A Word file lies beside it where the library that writes it is installed; the text of the draft always does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.insight.monthly.scope import Scope
from kb_tools.insight.monthly.span import newest_month
from kb_tools.insight.monthly.summary import monthly
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.sheet import FOLDER, Sheet
from kb_tools.render.generated.tables import Row, mark, table
from kb_tools.render.own import own
from kb_tools.render.rendered import RenderedPage
from kb_tools.render.site_links import site_links
from kb_tools.report.monthly.compose import compose, past_part, spec_for
from kb_tools.report.monthly.document import Ask, Block, Bullets, Document, Heading, Line, Para, Run, Table
from kb_tools.report.monthly.formats import Format, word_missing, written

__all__ = ["ORDER", "downloads", "pages"]

ORDER = 315
#: Formats that lie beside the page, with the ending of their file: `.md` would be taken for a page.
_FILES: dict[Format, str] = {"docx": "docx", "md": "txt"}

#: A state in more characters than this is a sentence and may break.
_WORD = 20
_LONG = Markup('<span class="kb-state kb-is-{} kb-is-long">{}</span>')


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page; without a draft it says what is missing."""
    sheet, made = Sheet(view, "monthly_report"), draft(view)
    parts = []
    if made:
        named = [("lead", made[1].lead_title, made[1].lead), *((p.id, p.title, p.blocks) for p in made[1].parts)]
        parts = [
            (name, sheet.heading_text(title), [_block(sheet, made[1], block) for block in blocks])
            for name, title, blocks in named
        ]
    yield sheet.render(
        environment,
        period=made[0] if made else "",
        title=sheet.heading_text(made[1].title) if made else "",
        about=[(label, sheet.prose(text)) for label, text in made[1].about] if made else [],
        parts=parts,
        files=[(sheet.word(f"file_{name}"), _file(made[0], name)) for name in _formats()] if made else [],
        spec=sheet.link(made[2]) if made and made[2] else "",
    )


def downloads(view: EditionView) -> dict[str, bytes]:
    """The draft as files."""
    made = draft(view)
    if not made:
        return {}
    period, document, _ = made
    links = site_links(view.handbook, view.config, view.lang)
    return {f"{FOLDER}/{_file(period, name)}": written(document, name, links) for name in _formats()}


def draft(view: EditionView) -> tuple[str, Document, str] | None:
    """Period, draft and specification of the newest month that is over; None when none has figures."""
    found: tuple[str, Document, str] | None = view.once("monthly_report", lambda: _draft(view))
    return found


def _draft(view: EditionView) -> tuple[str, Document, str] | None:
    handbook, config = view.handbook, view.config
    span = newest_month(handbook, view.as_of)
    if span is None:
        return None
    page = spec_for(handbook, span.kind)
    spec = page.id if page else ""
    services = {one.id for one in handbook.by_type.get("service", ())}
    scope = Scope(frozenset(services.intersection(page.record.covers if page else ())))
    facts = monthly(handbook, span, view.as_of, scope, config.handbook.holidays)
    name = config.name(view.lang) or view.words("page.handbook")
    document = compose(facts, handbook, view.words, name, config.publish.people, spec)
    return span.text, past_part(document, facts, handbook, view.words), spec


def _formats() -> list[Format]:
    return [name for name in _FILES if not (name == "docx" and word_missing())]


def _file(period: str, format_: Format) -> str:
    return f"monthly-report-{period}.{_FILES[format_]}"


def _block(sheet: Sheet, document: Document, block: Block) -> tuple[str, Markup]:
    """Kind of the block, and its markup; a heading is Markdown, so that it enters the table of contents."""
    if isinstance(block, Heading):
        return "heading", sheet.heading_text(block.text)
    if isinstance(block, Para):
        kind = Markup(' class="kb-quiet"') if block.quiet else ""
        return "text", own(Markup("<p{}>{}</p>").format(kind, _line(sheet, block.line)))
    if isinstance(block, Bullets):
        return "text", own(Markup("<ul>{}</ul>").format(_items(sheet, block.items)))
    if isinstance(block, Table):
        rows = [Row([_line(sheet, cell) for cell in row]) for row in block.rows]
        return "text", table(block.label, block.columns, rows)
    return "text", own(_ask(sheet, document, block))


def _ask(sheet: Sheet, document: Document, ask: Ask) -> Markup:
    facts = Markup("<p>{}</p><ul>{}</ul>").format(document.facts_label, _items(sheet, ask.facts)) if ask.facts else ""
    box = Markup(
        '<div class="kb-ask"><p class="kb-ask-question"><span>{}</span> {}</p>{}<p class="kb-ask-place">{}</p></div>'
    )
    return box.format(document.ask_label, ask.question, facts, ask.place)


def _items(sheet: Sheet, items: Sequence[Line]) -> Markup:
    return Markup("").join(Markup("<li>{}</li>").format(_line(sheet, item)) for item in items)


def _line(sheet: Sheet, line: Line) -> Markup:
    shown = Markup("").join(_run(sheet, run) for run in line)
    return Markup('<span class="kb-mixed">{}</span>').format(shown) if len(line) > 1 else shown


def _run(sheet: Sheet, run: Run) -> Markup:
    shown = Markup("{}").format(run.text)
    if run.lang:
        shown = Markup('<span lang="{}">{}</span>').format(run.lang, shown)
    if run.state:
        shown = mark(run.state, run.text) if len(run.text) <= _WORD else _LONG.format(run.state, run.text)
    known = run.ref and sheet.view.handbook.lookup(run.ref.partition("#")[0])
    return sheet.view.link(sheet.src, run.ref, text=shown) if known else shown
