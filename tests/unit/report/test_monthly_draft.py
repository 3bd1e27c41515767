"""The draft of a report: sentences as people write them, questions where judgement belongs, and no word invented."""

from __future__ import annotations

from pathlib import Path

import markdown
import pytest
from lxml import html
from markdown_it import MarkdownIt
from monthly_support import FILES, HOSTILE, draft, everything, facts, load

from kb_tools.config import Config
from kb_tools.model.handbook import Handbook
from kb_tools.report.monthly.compose import spec_for
from kb_tools.report.monthly.document import Ask, Bullets, Document, Table
from kb_tools.report.monthly.facts_json import monthly_json
from kb_tools.report.monthly.formats import untouched, written
from kb_tools.report.monthly.html import to_html
from kb_tools.report.monthly.markdown import to_markdown


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Handbook, Config]:
    return load(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def chinese(small: tuple[Handbook, Config]) -> Document:
    return draft(*small)


@pytest.fixture(scope="module")
def english(small: tuple[Handbook, Config]) -> Document:
    return draft(*small, "en")


def nowhere(ref: str) -> str:
    return ""


def test_a_value_is_told_in_a_chinese_sentence(chinese: Document) -> None:
    found = everything(chinese)
    assert "10 月 P1 按时响应率 91.2%，低于目标 95%，比 9 月低 2.1 个百分点。" in found
    assert "10 月邮件可用率 99.85%，低于承诺的 99.9%，比 9 月低 0.07 个百分点。" in found


def test_a_value_is_told_in_an_english_sentence(english: Document) -> None:
    found = everything(english)
    sentence = "P1 response was 91.2% in October, below the target of 95% and 2.1 percentage points lower than in "
    assert f"{sentence}September." in found
    promised = (
        "Mail availability was 99.85% in October, below the promised 99.9% and 0.07 percentage points lower than "
    )
    assert f"{promised}in September." in found
    assert "Delivery time was" not in "".join(found), "what was kept needs no reason"


def test_a_quarter_names_each_value(small: tuple[Handbook, Config]) -> None:
    found = everything(draft(*small, text="2026-Q3"))
    assert any("8 月 99.95%、9 月 99.92%；有 1 期没到目标 99.95%。" in text for text in found), found


def test_of_daily_values_the_worst_and_the_last_are_told(tmp_path: Path) -> None:
    rows = "".join(f"incidents/daily,2026-10-{day:02},{30 if day == 8 else day},\n" for day in range(1, 21))
    kpi = "- {id: daily, name: 日积压, unit: 件, direction: lower, target: 25, frequency: daily}\n"
    name = "docs/zh/processes/incidents.md"
    files = {
        name: FILES[name].replace("kpis:\n", f"kpis:\n{kpi}"),
        "docs/data/actuals/all.csv": f"kpi,period,value,note\n{rows}",
    }
    found = "\n".join(everything(draft(*load(tmp_path, files))))
    assert "20 个值，最差 2026年10月8日 30 件，最近 2026年10月20日 20 件" in found


def test_each_miss_is_a_question_with_what_is_known(chinese: Document) -> None:
    broken = next(ask for ask in chinese.asks if "邮件可用率" in ask.question)
    text = "\n".join("".join(run.text for run in fact) for fact in broken.facts)
    assert broken.question == "答应的邮件可用率为什么没做到？怎样才不会再来一次？"
    for piece in (
        "10-08 停 60 分钟",
        "告警没有人接。",
        "ke-1 邮件很慢",
        "告警接到电话（主管，2026-11-20 到期）",
        "rsk-1 备件",
    ):
        assert piece in text
    assert "通报及时" not in text
    assert broken.place.startswith("［")


def test_a_trend_is_told_where_there_is_one(tmp_path: Path) -> None:
    rows = "".join(f"incidents/p1-response,2026-{month:02},{97 - month / 2},\n" for month in range(5, 11))
    changes = {"docs/data/actuals/all.csv": f"kpi,period,value,note\n{rows}"}
    assert "最近 6 期看，在变差。" in everything(draft(*load(tmp_path, changes)))


def test_nothing_is_left_to_guess_where_nothing_is_known(tmp_path: Path) -> None:
    gone = {f"docs/zh/{name}": "" for name in ("improvements/csi-1.md", "reviews/rev-2.md", "risks/rsk-1.md")}
    found = everything(draft(*load(tmp_path, gone)))
    assert any("还没有未关闭的改进或风险写着这个指标" in text for text in found)


def test_the_lead_counts_and_asks_for_one_sentence(chinese: Document) -> None:
    first = [
        text
        for block in chinese.lead
        for text in everything(Document("", "", "", (), (block,), (), "", "", "", "", ""))
    ]
    assert "承诺共 3 项，有数据的 2 项：做到 1 项，没做到 1 项；其余 1 项做没做到，还不知道。" in first
    assert "指标 5 个：达标 2 个，预警 1 个，未达标 1 个，没有数据 1 个。" in first
    assert "已知错误发生 3 次，其中 2 次是以前见过的，1 次就在长假之后；上一期 0 次。" in first
    assert isinstance(chinese.lead[-1], Ask)


def test_a_few_kept_promises_are_no_good_news_where_the_others_are_not_measured(tmp_path: Path) -> None:
    kept = {"docs/data/actuals/all.csv": "kpi,period,value,note\nmail/availability,2026-10,99.95,\n"}
    lead = draft(*load(tmp_path, kept), "en").lead[0]
    assert isinstance(lead, Bullets)
    (run,) = lead.items[0]
    assert run.text == "Figures exist for 1 of 3 promises: 1 kept, 0 missed. Nothing is known of the other 2."
    assert run.state == "unknown"


def test_a_remark_says_in_which_language_it_is(chinese: Document, english: Document) -> None:
    assert "Remark on the value (in Chinese): 10-08 停 60 分钟" in everything(english)
    assert "数据备注：10-08 停 60 分钟" in everything(chinese)
    assert '(in Chinese): <span lang="zh-CN">10-08 停 60 分钟</span>' in to_html(english, nowhere)
    assert '<span lang="' not in to_html(chinese, nowhere)


def test_a_kpi_without_a_value_names_whom_to_ask(chinese: Document) -> None:
    assert any("无声" in text and "没有数据，找主管" in text for text in everything(chinese))


def test_without_a_specification_every_part_is_there(chinese: Document) -> None:
    assert [part.title for part in chinese.parts] == [
        *("1. 发生了什么", "2. 承诺与结果", "3. 哪些没到目标，为什么", "4. 指标", "5. 已知错误", "6. 评审说了什么"),
        *("7. 做了什么", "8. 改进", "9. 投诉", "10. 风险", "11. 人", "12. 成熟度", "13. 前几期", "14. 接下来"),
    ]


def test_a_specification_decides_on_parts_kpis_and_readers(small: tuple[Handbook, Config]) -> None:
    handbook, config = small
    page = spec_for(handbook, "month")
    assert page is not None
    assert page.id == "month"
    assert spec_for(handbook, "quarter") is None
    document = draft(handbook, config, spec="month")
    assert document.title == "服务月报：2026年10月"
    assert ("读者", "主管") in document.about
    assert [part.title for part in document.parts] == ["1. 兑现", "2. 一句话"]
    found = everything(document)
    assert "指标 1 个：达标 0 个，预警 0 个，未达标 1 个，没有数据 0 个。" in found
    assert not any("P1 按时响应率" in text for text in found)
    assert [ask.question for ask in document.asks][-1] == "好不好？"
    assert "来源：工单系统" in found


def test_people_are_named_as_the_site_names_them(small: tuple[Handbook, Config]) -> None:
    named, hidden = (everything(draft(*small, people=style)) for style in ("names", "roles"))
    assert any("林浩" in text for text in named)
    assert not any("林浩" in text for text in hidden)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_word_is_in_the_locale(small: tuple[Handbook, Config], lang: str) -> None:
    for text in everything(draft(*small, lang)):
        assert "monthly." not in text
        assert "{" not in text


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("text", ["2026-10", "2026-Q3", "2026", "2025-11"])
def test_every_format_of_every_span_can_be_written(small: tuple[Handbook, Config], lang: str, text: str) -> None:
    document = draft(*small, lang, text=text)
    for format_ in ("md", "html", "docx"):
        content = written(document, format_, nowhere)  # type: ignore[arg-type]
        assert content == written(draft(*small, lang, text=text), format_, nowhere)  # type: ignore[arg-type]
        assert untouched(content)


def test_markdown_keeps_the_place_of_an_answer_outside_of_the_question(chinese: Document) -> None:
    text = to_markdown(chinese, nowhere)
    assert "> **请您判断 · 只读一句话的人，应该读到什么？**\n\n［写一句话" in text
    assert "| 邮件 | 可用 | ≥ 99.9% | ■ 99.85% | −0.07 | ■ 没做到 |" in text


def test_records_are_links_where_the_site_has_an_address(chinese: Document) -> None:
    text = to_markdown(chinese, lambda ref: f"https://kb.example/{ref}")
    assert "[邮件](https://kb.example/mail)" in text
    assert '<a href="https://kb.example/mail">邮件</a>' in to_html(chinese, lambda ref: f"https://kb.example/{ref}")


def test_html_brings_its_style_and_allows_nothing_else(chinese: Document) -> None:
    text = to_html(chinese, nowhere)
    assert "default-src 'none'; style-src 'sha256-" in text.replace("&#39;", "'")
    for word in ("<script", "style=", "http://", "https://", "url(", "@import"):
        assert word not in text, word
    assert text.startswith('<!doctype html>\n<html lang="zh-CN">')


@pytest.mark.parametrize("dialect", ["commonmark", "python-markdown"])
def test_a_hostile_title_is_a_text_in_every_dialect_of_markdown(tmp_path: Path, dialect: str) -> None:
    text = to_markdown(draft(*load(tmp_path, hostile())), nowhere)
    if dialect == "commonmark":
        page = MarkdownIt("commonmark").enable("table").render(text)
    else:
        page = markdown.markdown(text, extensions=["tables"])
    found = {element.tag for element in html.fromstring(page).iter()}
    assert not found & {"img", "a", "script", "code"}
    assert "<img src=x onerror=alert(1)>" in html.fromstring(page).text_content()


def test_a_hostile_title_is_a_text_in_html(tmp_path: Path) -> None:
    page = html.fromstring(to_html(draft(*load(tmp_path, hostile())), nowhere))
    assert not {element.tag for element in page.iter()} & {"img", "a", "script"}
    assert "<img src=x onerror=alert(1)>" in page.text_content()


def hostile() -> dict[str, str]:
    title = HOSTILE.replace("\x0b", "").replace('"', "")
    return {
        "docs/zh/known-errors/ke-1.md": f"""---
title: '{title}'
services: [mail]
state: validated
category: '{title}'
occurrences: [2026-10-08]
---
"""
    }


def test_json_holds_every_fact(small: tuple[Handbook, Config]) -> None:
    found = monthly_json(facts(*small))
    assert (found["span"], found["first"], found["as_of"]) == ("2026-10", "2026-10-01", "2026-11-15")
    assert found["promises"][0]["state"] == "missed"
    assert found["promises"][0]["missed"] == [{"period": "2026-10", "value": 99.85, "note": "10-08 停 60 分钟"}]
    assert [item["action"] for item in found["actions"]["overdue"]] == ["a3"]
    assert found["past"][-1] == {
        **{"span": "2026-10", "kept": 1, "missed": 1, "red": 1, "measured": 4, "seen": 3, "reviews": 1, "done": 1}
    }


def test_a_draft_that_somebody_wrote_into_is_no_longer_ours(chinese: Document) -> None:
    content = written(chinese, "md", nowhere)
    assert untouched(content)
    assert not untouched(content.replace("［写一句话".encode(), "网断了".encode(), 1))
    assert not untouched(content + b"\n")
    assert not untouched(b"")
    assert not untouched(b"PK\x03\x04 no zip")


def test_a_large_handbook_makes_no_endless_tables(tmp_path: Path) -> None:
    kpis = "\n".join(f"- {{id: k{n}, name: 指标{n}, unit: 件, direction: lower, target: 1}}" for n in range(60))
    rows = "\n".join(f"many/k{n},2026-10,{n}," for n in range(60))
    files = {
        "docs/zh/processes/many.md": f"---\ntitle: 很多\nkpis:\n{kpis}\n---\n",
        "docs/data/actuals/many.csv": f"kpi,period,value,note\n{rows}\n",
    }
    document = draft(*load(tmp_path, files))
    tables = [block for part in document.parts for block in part.blocks if isinstance(block, Table)]
    assert max(len(table.rows) for table in tables) == 40
    assert "另有 25 项没有列出。" in everything(document)
