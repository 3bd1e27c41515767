"""A draft as a Word file: real headings, lists and tables, a place to click and write for each question.

The library that writes it is an extra, so only `formats.py` imports this module, when it is asked for a Word file. The
same draft gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, RGBColor

from kb_tools.locale import words
from kb_tools.report.monthly.document import Ask, Block, Bullets, Document, Heading, Line, Para, Run, Table
from kb_tools.report.monthly.markdown import Links
from kb_tools.report.monthly.package import repacked
from kb_tools.report.monthly.word_styles import (
    ANSWER,
    COLOURS,
    FACT,
    LABEL,
    QUESTION,
    QUIET,
    mark_language,
    prepare,
    shade,
)

__all__ = ["to_word"]

_SHAPES = {"": "", "good": "● ", "watch": "▲ ", "bad": "■ ", "unknown": "○ "}
#: Width of a page's text in cm; the fewest and the most characters that decide on the width of a column.
_ROOM, _LEAST, _MOST = 17.0, 8, 48
#: What XML cannot hold (https://www.w3.org/TR/xml/#charsets).
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_word(document: Document, links: Links) -> bytes:
    """The draft as a .docx file."""
    return repacked(_Writer(document, links).written())


class _Writer:
    """Writes one document."""

    def __init__(self, document: Document, links: Links) -> None:
        self.document, self.links = document, links
        self.word: Any = docx.Document()
        said = words(document.lang)
        page = (said("monthly.page_before"), said("monthly.page_between"), said("monthly.page_after"))
        prepare(self.word, document.lang, _clean(f"{document.name} · {document.title}"), page)
        self._properties()

    def written(self) -> bytes:
        """The file as the library packs it."""
        word, document = self.word, self.document
        word.add_paragraph(_clean(document.title), style="Title")
        for label, text in document.about:
            paragraph = word.add_paragraph(style=LABEL)
            paragraph.add_run(_clean(label)).bold = True
            paragraph.add_run(f"  {_clean(text)}")
        for title, blocks in (
            (document.lead_title, document.lead),
            *((part.title, part.blocks) for part in document.parts),
        ):
            word.add_heading(_clean(title), level=1)
            self._blocks(blocks)
        word.add_paragraph(_clean(document.foot), style=QUIET)
        target = io.BytesIO()
        word.save(target)
        return target.getvalue()

    def _properties(self) -> None:
        core, day = self.word.core_properties, dt.datetime.fromisoformat(self.document.day)
        core.title, core.author = _clean(self.document.title), _clean(self.document.name)
        core.created = core.modified = day
        core.last_modified_by, core.comments, core.keywords, core.revision = "", "", "", 1
        core.language = {"zh": "zh-CN"}.get(self.document.lang, "en")

    def _blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            if isinstance(block, Heading):
                self.word.add_heading(_clean(block.text), level=2)
            elif isinstance(block, Para):
                self._line(self.word.add_paragraph(style=QUIET if block.quiet else "Normal"), block.line)
            elif isinstance(block, Bullets):
                self._bullets(block.items, "List Bullet")
            elif isinstance(block, Table):
                self._table(block)
            else:
                self._ask(block)

    def _bullets(self, items: Sequence[Line], style: str) -> None:
        for item in items:
            self._line(self.word.add_paragraph(style=style), item)

    def _ask(self, ask: Ask) -> None:
        self.word.add_paragraph(_clean(f"{self.document.ask_label} · {ask.question}"), style=QUESTION)
        self._bullets(ask.facts, FACT)
        self._place(self.word.add_paragraph(style=ANSWER), ask)

    def _place(self, paragraph: Any, ask: Ask) -> None:
        """A content control whose text is gone as soon as somebody writes into it."""
        control = parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtPr><w:alias/><w:showingPlcHdr/><w:text w:multiLine='1'/></w:sdtPr>"
            "<w:sdtContent><w:r><w:rPr><w:color w:val='55606E'/></w:rPr><w:t xml:space='preserve'/></w:r>"
            "</w:sdtContent></w:sdt>"
        )
        name, text = control.find(".//{*}alias"), control.find(".//{*}t")
        name.set(name.tag.replace("alias", "val"), _clean(ask.question)[:60])
        text.text = _clean(ask.place)
        paragraph._p.append(control)

    def _table(self, table: Table) -> None:
        made = self.word.add_table(rows=1, cols=len(table.columns), style="Table Grid")
        widths = _widths(table)
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        rows = [tuple((Run(text),) for text in table.columns), *table.rows]
        for number, cells in enumerate(rows):
            row = made.rows[0] if number == 0 else made.add_row()
            properties = row._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            if number == 0:
                properties.append(OxmlElement("w:tblHeader"))
            for place, (cell, content) in enumerate(zip(row.cells, cells, strict=True)):
                paragraph, cell.width = cell.paragraphs[0], widths[place]
                paragraph.style = LABEL
                self._line(paragraph, content, bold=number == 0)
                if place in table.numbers:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                if number == 0:
                    shade(cell, "F4F6F8")
        self.word.add_paragraph(style=LABEL)

    def _line(self, paragraph: Any, line: Line, *, bold: bool = False) -> None:
        for text, ref, state, lang in line:
            shown = _clean(f"{_SHAPES[state]}{text}")
            address = self.links(ref) if ref else ""
            run = self._link(paragraph, address, shown) if address else paragraph.add_run(shown)
            run.bold = bold or state == "bad" or None
            if state:
                self._colour(run, COLOURS[state])
            if lang:
                mark_language(run, lang)

    @staticmethod
    def _colour(run: Any, colour: str) -> None:
        run.font.color.rgb = RGBColor.from_string(colour)

    def _link(self, paragraph: Any, address: str, text: str) -> Any:
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run = paragraph.add_run(text)
        run.underline = True
        link.append(run._r)
        paragraph._p.append(link)
        return run


def _clean(text: str) -> str:
    """A text that XML can hold, on one line."""
    return " ".join(_FORBIDDEN.sub("", text).split(" "))


def _widths(table: Table) -> list[Cm]:
    """Widths of columns by what stands in them; a Chinese character takes two columns of a terminal."""
    wanted = []
    for place, column in enumerate(table.columns):
        texts = [column, *("".join(run.text for run in row[place]) for row in table.rows)]
        wanted.append(min(max(*map(_columns, texts), _LEAST), _MOST))
    return [Cm(_ROOM * width / sum(wanted)) for width in wanted]


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
