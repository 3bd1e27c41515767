"""One key changes; every other byte stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import refused

from kb_tools.errors import KbError
from kb_tools.load.frontmatter import split
from kb_tools.load.schema import plain
from kb_tools.load.tree import parse_tree
from kb_tools.workflow.frontmatter_edit import set_key, yaml_text

VALUE = "{by: c, date: 2026-11-15}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("---\na: 1\n---\nx", f"---\na: 1\nreviewed: {VALUE}\n---\nx", id="added at the end"),
        pytest.param("---\nreviewed: old\nb: 2\n---\n", f"---\nreviewed: {VALUE}\nb: 2\n---\n", id="replaced"),
        pytest.param(
            "---\nreviewed:   old   # why\nb: 2\n---\n", f"---\nreviewed:   {VALUE}   # why\nb: 2\n---\n", id="comment"
        ),
        pytest.param(
            "---\nreviewed:\n  by: x  # who\n  # kb: ignore[KB503] later\n  date: y\n# next\nb: 2\n---\n",
            f"---\nreviewed: {VALUE}\n# who\n# kb: ignore[KB503] later\n# next\nb: 2\n---\n",
            id="block mapping with comments",
        ),
        pytest.param(
            "---\nreviewed: |\n  aa\n\n  bb\n\nb: 2\n---\n",
            f"---\nreviewed: {VALUE}\n\nb: 2\n---\n",
            id="block of text",
        ),
        pytest.param(
            "---\nreviewed:\n- a\n- b\nb: 2\n---\n", f"---\nreviewed: {VALUE}\nb: 2\n---\n", id="list at margin"
        ),
        pytest.param(
            "---\nreviewed: {a: 1,\n  b: [2]} # t\nb: 2\n---\n", f"---\nreviewed: {VALUE} # t\nb: 2\n---\n", id="flow"
        ),
        pytest.param(
            "---\nreviewed: # soon\nb: 2\n---\n", f"---\nreviewed: {VALUE} # soon\nb: 2\n---\n", id="empty value"
        ),
        pytest.param('---\n"reviewed" : "a # b" # c\n---\n', f'---\n"reviewed" : {VALUE} # c\n---\n', id="quoted key"),
        pytest.param("---\nb: {reviewed: 1}\n---\n", f"---\nb: {{reviewed: 1}}\nreviewed: {VALUE}\n---\n", id="nested"),
        pytest.param("---\n---\nx\n", f"---\nreviewed: {VALUE}\n---\nx\n", id="empty front matter"),
        pytest.param("# Head\n", f"---\nreviewed: {VALUE}\n---\n\n# Head\n", id="no front matter"),
        pytest.param("---\na: 1\n---", f"---\na: 1\nreviewed: {VALUE}\n---", id="no line end at the end"),
        pytest.param("---\r\na: 1\r\n---\r\nx\r\n", f"---\r\na: 1\r\nreviewed: {VALUE}\r\n---\r\nx\r\n", id="CRLF"),
        pytest.param("a\r\nb", f"---\r\nreviewed: {VALUE}\r\n---\r\n\r\na\r\nb", id="CRLF without front matter"),
        pytest.param("\ufeff---\na: 甲\n---\n", f"\ufeff---\na: 甲\nreviewed: {VALUE}\n---\n", id="byte order mark"),
        pytest.param(
            "---\na: 甲乙\nreviewed: 丙\n---\n", f"---\na: 甲乙\nreviewed: {VALUE}\n---\n", id="wide characters"
        ),
        pytest.param(
            "---\na: 1\n---\nreviewed: no\n---\n", f"---\na: 1\nreviewed: {VALUE}\n---\nreviewed: no\n---\n", id="body"
        ),
    ],
)
def test_only_the_key_changes(before: str, after: str) -> None:
    assert set_key(before.encode(), "reviewed", VALUE).decode() == after


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"---\na: 1\n", "not closed"),
        (b"---\na: [\n---\n", "KB001"),
        (b"---\na: 1\na: 2\n---\n", "KB006"),
        (b"---\na: &x 1\nreviewed: *x\n---\n", "KB007"),
        (b"---\n- a\n---\n", "not made of"),
        (b"---\n{a: 1}\n---\n", "by hand"),
        (b"---\na: \xff\n---\n", "UTF-8"),
    ],
)
def test_what_cannot_be_edited_safely_is_refused(raw: bytes, said: str) -> None:
    with refused(KbError, said):
        set_key(raw, "reviewed", VALUE)


def test_setting_twice_is_setting_once() -> None:
    once = set_key(b"---\na: 1\n---\n", "reviewed", VALUE)
    assert set_key(once, "reviewed", VALUE) == once


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1).filter(lambda t: t.strip("\x00")))
def test_yaml_text_reads_back(text: str) -> None:
    page = set_key(b"---\na: 1\n---\n", "title", f"[{yaml_text(text)}, {{k: {yaml_text(text)}}}]")
    tree = parse_tree(split(page.decode()).yaml, 2)
    assert tree.root
    assert plain(tree.root)["title"] == [text, {"k": text}]


@pytest.mark.parametrize("text", ["12345678", "1e10", "no", "null", "0x1F", "", "a: b", "x #y", "- a"])
def test_what_other_readers_would_convert_is_quoted(text: str) -> None:
    assert yaml_text(text) == f'"{text}"'
