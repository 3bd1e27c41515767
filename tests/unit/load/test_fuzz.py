"""Random bytes, front matter and Markdown: nothing is raised, and findings have known codes and places in the file."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from load_reading import data, page

from kb_tools.check.registry import all_rules
from kb_tools.check.runner import check_page
from kb_tools.load.data import read_file
from kb_tools.load.decode import decode
from kb_tools.load.stored import restore_data, restore_page, store_data, store_page
from kb_tools.locale import LANGUAGES, words
from kb_tools.model.diagnostic import Finding

SETTINGS = settings(
    deadline=None,
    max_examples=800,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
VALID = """\
---
title: 事件管理
owner: incident-process-owner
purpose: 尽快恢复。
scope: {in: 全部, out: "见 [[other]]"}
inputs:
  - {name: 配置, from: configuration}
outputs: [{name: 记录}]
activities:
  - id: log
    name: 登记
    responsible: [desk]
    accountable: manager
    time_limit: 15 min
kpis:
  - {id: k, name: 率, unit: "%", direction: higher, target: 95, amber: 90}
reviewed: {by: chen-li, date: 2026-09-20}
review_every: 6 months
---

## 步骤

1. 打开 [[ke-0002]]，见 [表](a.md#b)。

<!-- kb: ignore[KB203] 因为 until 2027-01-31 -->
`code` **粗** <kbd>Ctrl</kbd>

```bash
ls
```
"""
#: Pieces that make a difference to somebody who reads YAML or Markdown.
PIECES = st.sampled_from(
    ["\n", "\r\n", "\r", "  ", "\t", "- ", ": ", "：", "'", '"', "[", "]", "{", "}", ",", "&a", "*a", "!!x", "<<: ",
     "?", "|", ">", "#", "---", "...", "%", "@", "~", "null", "0123", "9.40", "2026-02-30", "15 min", "title",
     "type: service", "id: ", "x-a", "[[", "]]", "](", "![", "`", "```", "<", ">", "<!--", "-->", "<a href='",
     "javascript:", "=",
     "==\n",
     "\u2028", "\ufeff", "\x00", "\x85", "字", "😀", "e\u0301", "kb: ignore[", "until ", "TODO", "{#id}", "|", "\\"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=40).map("".join)


def examine(raw: bytes, src: str = "processes/p.md", lang: str = "zh") -> None:
    result = page(raw, src, lang)
    findings = [*result.findings, *check_page(result)]
    for finding in findings:
        judge(finding, result.text)
    if not result.is_translation:  # of a translation only the values count
        assert result.record is not None
    assert result.text.endswith(result.body)
    stored = store_page(result)
    assert store_page(restore_page(stored, raw)) == stored


def judge(finding: Finding, text: str) -> None:
    assert finding.code in all_rules()
    for lang in LANGUAGES:
        message, hint = words(lang).finding(finding.code, finding.variant, dict(finding.args))
        assert message, finding
        assert hint, finding
    where = finding.where
    assert 1 <= where.line <= where.end_line, finding
    assert where.column >= 1, finding
    assert (where.line, where.column) < (where.end_line, where.end_column) or where[1:] == (1, 1, 1, 1), finding
    if text:  # empty where the bytes could not be read
        lines = text.split("\n")
        assert where.line <= len(lines), finding
        assert where.column <= len(lines[where.line - 1]) + 1, finding


@SETTINGS
@given(st.binary(max_size=300))
def test_bytes(raw: bytes) -> None:
    examine(raw)


@SETTINGS
@given(TEXTS, st.sampled_from(["processes/p.md", "known-errors/ke-1.md", "roles/r.md", "a.md"]))
def test_front_matter(front: str, src: str) -> None:
    examine(f"---\n{front}\n---\n\n正文\n".encode("utf-8", "surrogatepass"), src)


@SETTINGS
@given(TEXTS)
def test_markdown(body: str) -> None:
    examine(f"---\ntitle: x\n---\n{body}".encode("utf-8", "surrogatepass"), "known-errors/ke-1.md")


@SETTINGS
@given(st.lists(st.tuples(st.integers(0, len(VALID)), st.integers(0, 6), TEXTS), min_size=1, max_size=4), st.booleans())
def test_a_valid_page_with_changes(changes: list[tuple[int, int, str]], translated: bool) -> None:
    text = VALID
    for start, cut, new in changes:
        text = text[:start] + new + text[start + cut :]
    examine(text.encode("utf-8", "surrogatepass"), lang="en" if translated else "zh")


@SETTINGS
@given(st.lists(st.tuples(st.integers(0, 600), st.binary(max_size=3)), min_size=1, max_size=4))
def test_a_valid_page_with_changed_bytes(changes: list[tuple[int, bytes]]) -> None:
    raw = bytearray(VALID.encode())
    for start, new in changes:
        raw[start : start + len(new)] = new
    examine(bytes(raw))


@SETTINGS
@given(
    TEXTS,
    st.sampled_from(["people.yml", "teams.yml", "parties.yml", "duty.yml", "actuals/a.csv", "asked/a.csv"]),
    st.booleans(),
)
def test_data_files(text: str, name: str, plausible: bool) -> None:
    start = {
        "duty.yml": "- from: 2026-01-01\n  ",
        "actuals/a.csv": "kpi,period,value\na,2026-10,",
        "asked/a.csv": "page,asked\na,",
    }
    content = (start.get(name, "a:\n  name: {zh: 甲}\n  ") if plausible else "") + text
    raw = content.encode("utf-8", "surrogatepass")
    facts = data(name, raw)
    for finding in facts.findings:
        judge(finding, decode(raw, name)[0] or "")
    stored = store_data("digest", facts)
    assert store_data("digest", restore_data(stored)) == stored


def test_the_valid_page_is_valid() -> None:
    assert page(VALID, "processes/p.md").findings == ()


@pytest.mark.parametrize("name", ["people.yml", "actuals/a.csv", "asked/a.csv"])
def test_an_empty_data_file(name: str) -> None:
    assert read_file(name, name, b"").records == []
