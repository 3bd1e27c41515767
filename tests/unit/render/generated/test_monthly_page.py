"""The overview page with the draft of the newest month, and the files beside it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from generated_support import edition, english, overview, written
from monthly_support import FILES, load

from kb_tools.load.audience import cut_for
from kb_tools.render.generated import monthly_report
from kb_tools.render.rendered import RenderedEdition

NAME = "monthly-report"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> RenderedEdition:
    return edition(*load(tmp_path_factory.mktemp("small")), "zh")


def test_the_page_shows_the_draft_with_links_to_what_it_names(small: RenderedEdition) -> None:
    text = overview(small)[NAME]
    assert "## 服务月报：2026年10月 {#kb-draft}" in text
    assert "答应的邮件可用率为什么没做到？" in text
    assert '<a href="../services/mail.md">邮件</a>' in text
    assert '<a href="../reports/month.md">服务月报</a>' in text
    assert text.count("### 前几期") == 1


def test_files_lie_beside_it_and_no_page_is_made_of_them(small: RenderedEdition) -> None:
    names = [name for name in small.downloads if NAME in name]
    assert names == [f"overview/{NAME}-2026-10.docx", f"overview/{NAME}-2026-10.txt"]
    text = overview(small)[NAME]
    for name in names:
        assert f"({name.removeprefix('overview/')})" in text
    assert small.downloads[names[1]].decode().startswith("# 服务月报：2026年10月")


def test_without_the_library_there_is_no_word_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(monthly_report, "word_missing", lambda: True)
    found = edition(*load(tmp_path), "en")
    assert [name for name in found.downloads if NAME in name] == [f"overview/{NAME}-2026-10.txt"]
    assert ".docx" not in overview(found)[NAME]


def test_the_newest_month_is_the_last_one_that_is_over(tmp_path: Path) -> None:
    found = edition(*load(tmp_path), "zh", as_of=dt.date(2026, 10, 31))
    assert "2026年9月 {#kb-draft}" in overview(found)[NAME]


def test_a_handbook_without_figures_says_how_to_get_a_draft(tmp_path: Path) -> None:
    rendered = edition(written(tmp_path, {"services/mail.md": "---\ntitle: Mail\n---\n"}), english(), "en")
    assert "data/actuals" in overview(rendered)[NAME]
    assert not any(NAME in name for name in rendered.downloads)


def test_readers_outside_get_neither_page_nor_files(tmp_path: Path) -> None:
    mail = "docs/zh/services/mail.md"
    handbook, config = load(tmp_path, {mail: "---\ntitle: 邮件\naudience: customer\npurpose: 收发\n---\n"})
    rendered = edition(cut_for(handbook, "customer"), config.for_audience("customer"), "zh")
    assert NAME not in overview(rendered)
    assert not any(NAME in name for name in rendered.downloads)


def test_people_are_named_in_the_files_as_on_the_pages(tmp_path: Path) -> None:
    toml = FILES["kb.toml"] + '\n[publish]\npeople = "roles"\n'
    handbook, config = load(tmp_path, {"kb.toml": toml, "docs/zh/reports/month.md": ""})
    rendered = edition(handbook, config, "zh")
    text = rendered.downloads[f"overview/{NAME}-2026-10.txt"].decode()
    assert "写检查单" in text
    assert "林浩" not in text + overview(rendered)[NAME]


def test_the_specification_leads_to_the_draft(small: RenderedEdition) -> None:
    page = next(page for page in small.pages if page.src == "reports/month.md")
    assert 'href="../overview/monthly-report.md"' in page.markdown
    assert "承诺与结果、没到目标的和已知原因" in page.markdown


def test_remarks_in_another_language_are_marked_on_every_page(tmp_path: Path, small: RenderedEdition) -> None:
    marked = '<span lang="zh">10-08 停 60 分钟</span>'
    english_one = {page.src: page.markdown for page in edition(*load(tmp_path), "en").pages}
    assert f"(in Chinese): {marked}" in english_one[f"overview/{NAME}.md"]
    assert marked in english_one["services/mail.md"]
    assert not any('<span lang="zh">' in page.markdown for page in small.pages)
