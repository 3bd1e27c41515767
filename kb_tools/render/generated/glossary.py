"""The glossary by letter, in Chinese by the pinyin initial, with the word in the other languages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.pinyin import OTHER, initial, sort_key
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.generated.tables import beside, stacked
from kb_tools.render.rendered import RenderedPage

__all__ = ["ORDER", "OUTSIDE", "pages"]

ORDER = 420
OUTSIDE = True


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page."""
    sheet = Sheet(view, "glossary")
    terms = sorted(sheet.records("term"), key=lambda local: sort_key(local.title))
    groups = [
        (letter, _anchor(letter), [_entry(sheet, local) for local in members])
        for letter, members in groupby(terms, key=lambda local: initial(local.title))
    ]
    yield sheet.render(environment, groups=groups, count=len(terms))


def _anchor(letter: str) -> str:
    return f"kb-letter-{'other' if letter == OTHER else letter.lower()}"


def _entry(sheet: Sheet, local: LocalPage) -> Markup:
    """Name with abbreviations and other languages, definition, other words for it."""
    record = local.record
    name = beside(sheet.link(local.id), sheet.listed([*record.abbreviations, *_elsewhere(sheet, local)]))
    shown = sheet.prose(record.definition or record.summary, local.id)
    if others := [*record.synonyms, *record.colloquial]:
        shown = stacked(shown, Markup("{}{}").format(sheet.word("also"), sheet.listed(others)))
    if record.see:
        shown = stacked(shown, Markup("{}{}").format(sheet.word("see"), sheet.links(record.see)))
    return Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(name, shown)


def _elsewhere(sheet: Sheet, local: LocalPage) -> list[str]:
    """The term's name in the other languages."""
    handbook = sheet.view.handbook
    pages = (
        local.source if lang == handbook.source_lang else handbook.translation_of.get((lang, local.src))
        for lang in handbook.languages
        if lang != local.lang
    )
    return [page.title for page in pages if page and page.title not in (local.title, *local.record.abbreviations)]
