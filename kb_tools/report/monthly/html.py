"""A draft as one HTML file that can be mailed and printed: its style is inside, no script, nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib import resources

from markupsafe import Markup

from kb_tools.report.monthly.document import Ask, Block, Bullets, Document, Heading, Line, Para, Part, Run, Table
from kb_tools.report.monthly.markdown import Links

__all__ = ["to_html"]

_SHAPES = {"": "", "good": "● ", "watch": "▲ ", "bad": "■ ", "unknown": "○ "}
_PAGE = Markup(
    '<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; "
    "base-uri 'none'; form-action 'none'\">\n"
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="referrer" content="no-referrer">\n'
    "<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<dl>\n{about}</dl>\n"
    "{parts}</main>\n<footer>{name} · {foot}</footer>\n</body>\n</html>\n"
)
_LANGUAGES = {"zh": "zh-CN", "en": "en"}


def to_html(document: Document, links: Links) -> str:
    """The draft as a whole page."""
    style = (resources.files(__package__) / "report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    lead = Part("lead", document.lead_title, document.lead)
    about = (Markup("<dt>{}</dt><dd>{}</dd>\n").format(label, text) for label, text in document.about)
    return str(
        _PAGE.format(
            lang=_language(document.lang),
            hash=digest,
            title=document.title,
            style=Markup(style),  # noqa: S704 - our own file; CSS would be broken by escaping
            about=_joined(list(about)),
            parts=_joined([_part(document, part, links) for part in (lead, *document.parts)]),
            name=document.name,
            foot=document.foot,
        )
    )


def _part(document: Document, part: Part, links: Links) -> Markup:
    inner = _blocks(document, part.blocks, links)
    return Markup('<section id="{}">\n<h2>{}</h2>\n{}</section>\n').format(part.id, part.title, inner)


def _blocks(document: Document, blocks: Sequence[Block], links: Links) -> Markup:
    return _joined([_block(document, block, links) for block in blocks])


def _block(document: Document, block: Block, links: Links) -> Markup:
    if isinstance(block, Heading):
        return Markup("<h3>{}</h3>\n").format(block.text)
    if isinstance(block, Para):
        kind = Markup(' class="quiet"') if block.quiet else ""
        return Markup("<p{}>{}</p>\n").format(kind, _line(block.line, links))
    if isinstance(block, Bullets):
        return Markup("<ul>\n{}</ul>\n").format(_items(block.items, links))
    if isinstance(block, Table):
        return _table(block, links)
    return _ask(document, block, links)


def _ask(document: Document, ask: Ask, links: Links) -> Markup:
    facts = Markup("<p>{}</p>\n<ul>\n{}</ul>\n").format(document.facts_label, _items(ask.facts, links))
    box = Markup('<div class="ask">\n<p class="question">{} · {}</p>\n{}<p class="place">{}</p>\n</div>\n')
    return box.format(document.ask_label, ask.question, facts if ask.facts else "", ask.place)


def _items(items: Sequence[Line], links: Links) -> Markup:
    return _joined([Markup("<li>{}</li>\n").format(_line(item, links)) for item in items])


def _table(table: Table, links: Links) -> Markup:
    def kind(number: int) -> Markup | str:
        return Markup(' class="n"') if number in table.numbers else ""

    head = [Markup('<th scope="col"{}>{}</th>').format(kind(n), text) for n, text in enumerate(table.columns)]
    rows = []
    for row in table.rows:
        cells = [Markup("<td{}>{}</td>").format(kind(n), _line(cell, links)) for n, cell in enumerate(row)]
        rows.append(Markup("<tr>{}</tr>\n").format(_joined(cells)))
    box = Markup(
        '<div class="table" role="region" tabindex="0" aria-label="{}"><table>\n<thead><tr>{}</tr></thead>\n'
        "<tbody>\n{}</tbody></table></div>\n"
    )
    return box.format(table.label, _joined(head), _joined(rows))


def _line(line: Line, links: Links) -> Markup:
    return _joined([_run(run, links) for run in line])


def _run(run: Run, links: Links) -> Markup:
    shown = Markup("{}{}").format(_SHAPES[run.state], run.text)
    if run.lang:
        shown = Markup('<span lang="{}">{}</span>').format(_language(run.lang), shown)
    if run.state:
        shown = Markup('<span class="{}">{}</span>').format(run.state, shown)
    address = links(run.ref) if run.ref else ""
    return Markup('<a href="{}">{}</a>').format(address, shown) if address else shown


def _language(lang: str) -> str:
    return _LANGUAGES.get(lang, lang)


def _joined(parts: Sequence[Markup]) -> Markup:
    return Markup("").join(parts)
