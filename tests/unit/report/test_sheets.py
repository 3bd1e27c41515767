"""Sheets as Markdown and for the terminal: nothing acts as markup, nothing is lost, empty parts are left out."""

from __future__ import annotations

import io

from rich.console import Console

from kb_tools.report.sheets.markdown import to_markdown
from kb_tools.report.sheets.sheet import Cell, Grid, Section, Sheet
from kb_tools.report.sheets.terminal import print_sheet

SHEET = Sheet(
    "标题 *不是*粗体",
    (Cell("很糟", "bad"), Cell("还好", "good")),
    (
        Section("表", "说明", Grid(("甲|乙", "数"), ((Cell("[x](y)\n第二行", "watch"), Cell("3")),), frozenset({1}))),
        Section("清单", items=(Cell("口令 <b>"),), boxes=True),
        Section("空的"),
        Section("签字", fields=("交出人",)),
    ),
    "完",
)


def test_markdown_escapes_what_could_act_as_markup() -> None:
    text = to_markdown(SHEET)
    assert text.startswith("# 标题 \\*不是\\*粗体\n\n■ 很糟\n\n● 还好\n")
    assert "| 甲\\|乙 | 数 |\n| --- | ---: |\n| ▲ \\[x\\](y)<br>第二行 | 3 |\n" in text
    assert "- [ ] 口令 \\<b\\>\n" in text
    assert "空的" not in text
    assert "交出人 ____" in text
    assert text.endswith("---\n\n完\n")


def test_the_terminal_shows_everything_within_its_width() -> None:
    out = io.StringIO()
    print_sheet(SHEET, Console(file=out, width=40, no_color=True, highlight=False, markup=False))
    text = out.getvalue()
    for piece in ("标题 *不是*粗体", "■ 很糟", "▲ [x](y)", "第二行", "☐ 口令 <b>", "交出人", "完"):
        assert piece in text
    assert "空的" not in text
    assert all(len(line) <= 40 for line in text.split("\n"))
