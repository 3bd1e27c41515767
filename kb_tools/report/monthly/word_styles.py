"""What a Word report looks like: styles of paragraphs and tables, fonts for Chinese, head and foot of a page."""

from __future__ import annotations

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

__all__ = ["ANSWER", "COLOURS", "FACT", "LABEL", "QUESTION", "QUIET", "mark_language", "prepare", "shade"]

#: Names of our own styles.
QUESTION, FACT, ANSWER, QUIET, LABEL = "KB Question", "KB Fact", "KB Answer", "KB Quiet", "KB Label"
#: State -> colour of its words.
COLOURS = {"good": "14683F", "watch": "7A4D00", "bad": "A32020", "unknown": "55606E"}
_INK, _QUIET, _ASK = "1C2430", "55606E", "1D4F91"
#: Fonts: Latin, East Asian.
_LATIN, _EAST = "Calibri", "Microsoft YaHei"
#: What stands after the borders in a paragraph's properties: Word refuses any other order (ECMA-376-1, 17.3.1.26).
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr")
_LANGUAGES = {"zh": ("zh-CN", "zh-CN"), "en": ("en-GB", "zh-CN")}
_HEADINGS = (("Title", 22, _INK), ("Heading 1", 15, _INK), ("Heading 2", 12, _INK), ("Heading 3", 11, _INK))


def prepare(word: WordDocument, lang: str, head: str, page: tuple[str, str, str]) -> None:
    """Page, fonts, language and styles of an empty document.

    Args:
        word: The document.
        lang: Its language.
        head: Text at the head of every page.
        page: What stands before, between and after the number of the page and the number of pages.
    """
    _page(word)
    _defaults(word, lang)
    for name, size, colour in _HEADINGS:
        _fonts(word.styles[name], size, colour, bold=True)
    for name in ("Normal", "List Bullet", "Header", "Footer", "Table Grid"):
        _fonts(word.styles[name], 9 if name in ("Header", "Footer") else 10.5, _INK)
    _own_styles(word)
    section = word.sections[0]
    section.header.paragraphs[0].text = head
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, code in zip(page, ("PAGE", "NUMPAGES", ""), strict=True):
        foot.add_run(text)
        if code:
            _field(foot, code)


def shade(cell: Any, fill: str) -> None:
    """Background of a table's cell."""
    _child(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill=fill)


def _page(word: WordDocument) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)


def _defaults(word: WordDocument, lang: str) -> None:
    """The language of the document, for spelling and hyphenation; `eastAsia` for its Chinese."""
    defaults = word.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    latin, east = _LANGUAGES.get(lang, _LANGUAGES["en"])
    _child(properties, "w:lang", val=latin, eastAsia=east, bidi="ar-SA")


def mark_language(run: Any, lang: str) -> None:
    """Say that a piece of text is in another language than the document."""
    latin, east = _LANGUAGES.get(lang, _LANGUAGES["en"])
    _child(run._r.get_or_add_rPr(), "w:lang", val=latin, eastAsia=east)


def _own_styles(word: WordDocument) -> None:
    question = _style(word, QUESTION, 11, _ASK, bold=True)
    _frame(question, "single", "36", _ASK)
    question.paragraph_format.space_before = Pt(10)
    fact = _style(word, FACT, 9.5, _INK)
    fact.base_style = word.styles["List Bullet"]
    answer = _style(word, ANSWER, 10.5, _INK)
    _frame(answer, "dashed", "6", _QUIET, sides=("top", "left", "bottom", "right"))
    answer.paragraph_format.space_after = Pt(10)
    _style(word, QUIET, 9.5, _QUIET).font.italic = True
    _style(word, LABEL, 9.5, _QUIET)
    for style in (question, fact):
        style.paragraph_format.keep_with_next = True


def _style(word: WordDocument, name: str, size: float, colour: str, *, bold: bool = False) -> Any:
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Normal"]
    style.quick_style = True
    style.paragraph_format.space_after = Pt(3)
    _fonts(style, size, colour, bold=bold)
    return style


def _fonts(style: Any, size: float, colour: str, *, bold: bool = False) -> None:
    style.font.size, style.font.bold, style.font.name = Pt(size), bold or None, _LATIN
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)  # a theme's font would win over the one that is named
    fonts.set(qn("w:eastAsia"), _EAST)


def _frame(style: Any, kind: str, size: str, colour: str, sides: tuple[str, ...] = ("left",)) -> None:
    borders = OxmlElement("w:pBdr")
    style.element.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)
    for side in sides:
        _child(borders, f"w:{side}", val=kind, sz=size, space="6", color=colour)


def _field(paragraph: Any, code: str) -> None:
    """A number that Word works out: the page, or how many there are."""
    for kind in ("begin", "code", "separate", "text", "end"):
        run = paragraph.add_run("1" if kind == "text" else "")
        if kind == "code":
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = f" {code} "
            run._r.append(element)
        elif kind != "text":
            _child(run._r, "w:fldChar", fldCharType=kind)


def _child(parent: Any, tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    parent.append(element)
    return element
