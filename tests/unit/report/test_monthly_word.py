"""The Word file: real styles, headings, header rows, fonts for Chinese, fields for page numbers, the same bytes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from monthly_support import HOSTILE, draft, load

from kb_tools.config import Config
from kb_tools.errors import UsageError
from kb_tools.model.handbook import Handbook
from kb_tools.report.monthly import formats
from kb_tools.report.monthly.document import Ask, Document, Part, Table, line
from kb_tools.report.monthly.formats import untouched, written


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Handbook, Config]:
    return load(tmp_path_factory.mktemp("small"))


def nowhere(ref: str) -> str:
    return ""


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


@pytest.fixture(scope="module")
def word(small: tuple[Handbook, Config]) -> Any:
    return opened(written(draft(*small), "docx", lambda ref: f"https://kb.example/{ref}"))


def test_headings_are_headings_and_parts_are_in_order(word: Any) -> None:
    found = [paragraph.text for paragraph in word.paragraphs if paragraph.style.name == "Heading 1"]
    assert found[:3] == ["先看这几句", "1. 发生了什么", "2. 承诺与结果"]
    assert word.paragraphs[0].style.name == "Title"
    assert word.paragraphs[0].text == "服务报告：2026年10月"


def test_tables_repeat_their_header_row_and_break_no_row(word: Any) -> None:
    assert len(word.tables) > 5
    for table in word.tables:
        first, *rest = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in (first, *rest))
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in rest)


def test_chinese_has_a_font_and_the_document_a_language(word: Any) -> None:
    for name in ("Normal", "Title", "Heading 1", "List Bullet", "KB Question"):
        fonts = word.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == "Microsoft YaHei", name
        assert fonts.get(qn("w:eastAsiaTheme")) is None, name
    language = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
    assert language.get(qn("w:val")) == language.get(qn("w:eastAsia")) == "zh-CN"


def test_a_remark_in_another_language_is_marked_as_such(small: tuple[Handbook, Config], word: Any) -> None:
    english = opened(written(draft(*small, "en"), "docx", nowhere))
    (mark,) = english.element.body.iter(qn("w:lang"))
    assert mark.getparent().getparent().text == "10-08 停 60 分钟"
    assert mark.get(qn("w:val")) == "zh-CN"
    assert not list(word.element.body.iter(qn("w:lang")))


def test_head_and_foot_say_what_it_is_and_which_page(word: Any) -> None:
    section = word.sections[0]
    assert section.header.paragraphs[0].text == "小手册 · 服务报告：2026年10月"
    codes = [element.text.strip() for element in section.footer._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_each_question_has_a_place_to_click_and_write(small: tuple[Handbook, Config], word: Any) -> None:
    controls = list(word.element.body.iter(qn("w:sdt")))
    assert len(controls) == len(draft(*small).asks)
    assert all(control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None for control in controls)
    assert "只读一句话的人，应该读到什么？" in controls[0].find(f"{qn('w:sdtPr')}/{qn('w:alias')}").get(qn("w:val"))


def test_links_lead_to_the_site(word: Any) -> None:
    targets = [rel.target_ref for rel in word.part.rels.values() if rel.is_external]
    assert "https://kb.example/mail" in targets


def test_every_part_is_well_formed_and_nothing_tells_the_time(small: tuple[Handbook, Config]) -> None:
    content = written(draft(*small), "docx", nowhere)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for entry in packed.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            if entry.filename.endswith((".xml", ".rels")):
                etree.fromstring(packed.read(entry))
        assert b"2026-11-15T00:00:00Z" in packed.read("docProps/core.xml")
    assert content == written(draft(*small), "docx", nowhere)


#: Order of children that Word insists on (ECMA-376-1, 17.3.1.26 and 17.3.2.28), as far as we use them.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind contextualSpacing "
    "jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps color spacing w kern position sz szCs highlight u lang",
    "pBdr": "top left bottom right",
    "tcPr": "tcW shd",
}


def test_properties_stand_in_the_order_that_word_insists_on(small: tuple[Handbook, Config]) -> None:
    content = written(draft(*small), "docx", lambda ref: "https://kb.example/")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        roots = [etree.fromstring(packed.read(f"word/{name}.xml")) for name in ("document", "styles", "footer1")]
    for element in (element for root in roots for element in root.iter()):
        order = ORDER.get(etree.QName(element).localname, "").split()
        names = [name for child in element if (name := etree.QName(child).localname) in order]
        assert sorted(names, key=order.index) == names


def test_columns_are_as_wide_as_what_stands_in_them(word: Any) -> None:
    table = next(table for table in word.tables if table.rows[0].cells[0].text == "日期")
    day, _, what = (cell.width.cm for cell in table.rows[0].cells)
    assert day < what
    assert sum(cell.width.cm for cell in table.rows[0].cells) == pytest.approx(17, abs=0.1)


def test_a_file_saved_by_another_program_is_no_longer_ours(small: tuple[Handbook, Config]) -> None:
    content = written(draft(*small), "docx", nowhere)
    assert untouched(content)
    again = io.BytesIO()
    opened(content).save(again)
    assert not untouched(again.getvalue())


def test_hostile_texts_are_texts_and_what_xml_cannot_hold_is_gone() -> None:
    table = Table("t", (HOSTILE,), ((line(HOSTILE),),))
    ask = Ask(HOSTILE, (line(HOSTILE, "x", "bad"),), HOSTILE)
    document = Document(
        HOSTILE,
        "zh",
        HOSTILE,
        ((HOSTILE, HOSTILE),),
        (ask,),
        (Part("p", HOSTILE, (table,)),),
        HOSTILE,
        "2026-11-15",
        "?",
        "!",
        HOSTILE,
    )
    found = opened(written(document, "docx", nowhere))
    clean = HOSTILE.replace("\x0b", "")
    assert found.paragraphs[0].text == clean
    assert found.tables[0].rows[1].cells[0].text == clean
    assert clean[:60] in etree.tostring(found.element.body, encoding="unicode").replace("&lt;", "<").replace(
        "&gt;", ">"
    )


def test_without_the_library_the_error_says_what_to_install(
    small: tuple[Handbook, Config], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"error\.no_docx"):
        written(draft(*small), "docx", nowhere)


def test_an_english_document_says_so(tmp_path: Path) -> None:
    found = opened(written(draft(*load(tmp_path), "en"), "docx", nowhere))
    language = found.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
    assert language.get(qn("w:val")) == "en-GB"
    assert found.core_properties.language == "en"
