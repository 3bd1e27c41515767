"""The public sets that benchmarks read, in miniature: what becomes a page, what a query, what is said when missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.search import cmrc, corpus, stackfaq
from benchmarks.search.judged import Collection, Document, write
from kb_tools.search.evaluation import Judged, read_judged
from kb_tools.search.sources import from_json_lines

FAQ = """<data><qaPair><rephr>How do I  print?</rephr><rephr>*</rephr><rephr>Printing, how?</rephr>
<question>Print a page</question><answer>Press &lt;P&gt;.</answer><answer>Ask Ann.</answer></qaPair></data>"""


def squad(page: str, questions: int) -> dict[str, object]:
    asked = [{"question": f"{page} 问题 {number}?"} for number in range(questions)]
    return {"data": [{"title": f"标题{page}", "paragraphs": [{"id": page, "context": "上文。\n下文。", "qas": asked}]}]}


def test_each_faq_entry_is_a_page_and_each_rephrasing_a_query(tmp_path: Path) -> None:
    (tmp_path / stackfaq.FILE).write_text(FAQ, encoding="utf-8")
    found = stackfaq.collection(tmp_path)
    assert found.documents == (Document("faq-001", "Print a page", "Press &lt;P>.\n\nAsk Ann.", "en"),)
    assert found.queries == tuple(
        Judged(text, frozenset(["faq-001"]), "en") for text in ("How do I print?", "Printing, how?")
    )


def test_each_passage_is_a_page_and_the_sample_of_questions_is_always_the_same(tmp_path: Path) -> None:
    for name in cmrc.FILES:
        (tmp_path / name).write_text(json.dumps(squad(name[:3].upper() + "_1", 600)), encoding="utf-8")
    found = cmrc.collection(tmp_path)
    assert [page.id for page in found.documents] == ["dev-1", "tri-1"]
    assert found.documents[0].body == "上文。 下文。"
    assert len(found.queries) == cmrc.SAMPLE
    assert found == cmrc.collection(tmp_path)


@pytest.mark.parametrize("source", [stackfaq, cmrc])
def test_a_missing_set_is_named_with_its_folder(source: object, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="is missing; download"):
        source.collection(tmp_path)  # type: ignore[attr-defined]


def test_what_is_written_is_what_the_product_reads(tmp_path: Path) -> None:
    page = Document("one", "标题", "正文。", "zh")
    query = Judged("标题", frozenset(["one"]), "zh")
    write(Collection("set", (page,), (query,)), tmp_path)
    assert [text.id for text in from_json_lines(tmp_path / "documents.jsonl").documents] == ["one"]
    assert read_judged(tmp_path / "queries.json") == (query,)


def test_a_grown_corpus_has_as_many_pages_as_asked_for_and_is_always_the_same() -> None:
    pages = tuple(Document(f"p{n}", f"t{n}", f"第{n}句话说的是网络。第{n}句话说的是打印。", "zh") for n in range(3))
    source = Collection("set", pages, (Judged("网络", frozenset(["p1"]), "zh"),))
    grown = corpus.grown([source], 40)
    assert len({page.id for page in grown.documents}) == 40
    assert grown.documents[:3] == pages
    assert grown == corpus.grown([source], 40)
    assert len(corpus.grown([source], 2).documents) == 2
