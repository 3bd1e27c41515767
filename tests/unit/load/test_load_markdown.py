"""Facts of a body: headings, links, anchors and suppressions, each with its place; nothing out of code or comments."""

from __future__ import annotations

import pytest

from kb_tools.load.markdown import LIMIT_LINE, scan, visible_lines


def links(body: str) -> list[tuple[str, str, str, int, int]]:
    return [(x.kind, x.target, x.text, x.span.line, x.span.column) for x in scan(body, 1, {}).links]


def anchors(body: str, *taken: str) -> list[str]:
    return [heading.anchor for heading in scan(body, 1, dict.fromkeys(taken, 0)).headings]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("见 [[ke-0002]]", [("wiki", "ke-0002", "", 1, 5)]),
        ("见 [[ke-0002|这里]]", [("wiki", "ke-0002", "这里", 1, 5)]),
        ("[[a#b]][[c]]", [("wiki", "a#b", "", 1, 3), ("wiki", "c", "", 1, 10)]),
        ("字[文](b.md)", [("link", "b.md", "文", 1, 6)]),
        ("![图](a.png)", [("image", "a.png", "图", 1, 6)]),
        ("[![图](a.png)](b.md)", [("link", "b.md", "![图](a.png)", 1, 15), ("image", "a.png", "图", 1, 7)]),
        ("[a](<b c.md>)", [("link", "b c.md", "a", 1, 5)]),
        ("[a](b.md 'c')", [("link", "b.md", "a", 1, 5)]),
        ("[a](b_(c).md)", [("link", "b_(c).md", "a", 1, 5)]),
        ("[x]: b.md", [("link", "b.md", "", 1, 6)]),
        ("[^x]: note", []),
        ('<a href="b.md">', [("html", "b.md", "", 1, 10)]),
        ("<img src='b.png'>", [("html", "b.png", "", 1, 11)]),
        ("| [[a|b]] |", [("wiki", "a", "b", 1, 5)]),
        ("`[a](b)` ``[[c]]``", []),
        ("<!-- [a](b) --> [[c]]", [("wiki", "c", "", 1, 19)]),
        ("\\[a](b", []),
        ("[[", []),
        ("[[]]", []),
        ("[a]()", [("link", "", "a", 1, 5)]),
    ],
)
def test_links(line: str, expected: list[tuple[str, str, str, int, int]]) -> None:
    assert links(line) == expected


@pytest.mark.parametrize(
    "body",
    ["```\n[a](b)\n```", "~~~\n[a](b)\n~~~", "````\n```\n[a](b)\n````", "    [a](b)", "- x\n\n  ```\n  [a](b)\n  ```",
     "> ```\n> [a](b)\n> ```", "<!--\n[a](b)\n-->", "```\n[a](b)"],
)  # fmt: skip
def test_code_and_comments_have_no_links(body: str) -> None:
    assert links(body) == []


def test_text_after_code_is_seen_again() -> None:
    assert [x[1] for x in links("```\nx\n```\n[a](b)\n<!--\n-->[c](d)\n- x\n\n    [e](f)\n")] == ["b", "d", "f"]


def test_line_numbers_start_where_the_body_starts() -> None:
    facts = scan("\n# 一\n[[a]]\n", 7, {})
    assert facts.headings[0].line == 8
    assert facts.links[0].span.line == 9


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("## 变通办法", ["变通办法"]),
        ("# A b", ["a-b"]),
        ("# 步骤\n# 步骤\n# 步骤", ["步骤", "步骤_1", "步骤_2"]),
        ("# 步骤_1\n# 步骤\n# 步骤", ["步骤_1", "步骤", "步骤_2"]),
        ("# 一 {#one}", ["one"]),
        ("# 一 { .x #one }", ["one"]),
        ("# 一 {: #one}", ["one"]),
        ("标题\n===\n\n小标题\n---", ["标题", "小标题"]),
        ("# **粗** `码` [文](b)", ["粗-码-文"]),
        ("## `kb check`", ["kb-check"]),
        ("## `--as-of` 的值 <!-- 旧名 -->", ["的值"]),
        ("`码`\n===", ["码"]),
        ("# ???", ["section"]),
        ("# 关闭 #", ["关闭"]),
        ("#没有空格", ["没有空格"]),
        ("```\n# 码\n```", []),
    ],
)
def test_headings(body: str, expected: list[str]) -> None:
    assert anchors(body) == expected


def test_an_anchor_of_the_page_is_taken() -> None:
    assert anchors("# log\n", "log") == ["log_1"]


def test_explicit_ids_are_anchors() -> None:
    assert scan('文字 {#here}\n<a id="there"></a>\n', 1, {}).anchors == ["here", "there"]


def test_suppressions() -> None:
    facts = scan("<!-- kb: ignore[KB203, KB204] 旧站还在 until 2027-01-31 -->\n", 5, {})
    (waiver,) = facts.waivers
    assert waiver.codes == ("KB203", "KB204")
    assert (waiver.reason, waiver.until, waiver.line, waiver.target) == ("旧站还在", "2027-01-31", 5, 6)


def test_a_line_over_the_limit_is_named_and_not_scanned() -> None:
    facts = scan("[[a]]" * (LIMIT_LINE // 5 + 1) + "\n[[b]]\n", 1, {})
    assert [span.line for span in facts.long_lines] == [1]
    assert [link.target for link in facts.links] == ["b"]


def test_masked_lines_keep_their_length() -> None:
    body = "a `b` c\n<!-- x --> y\nz ``q ` r``\n"
    for _, raw, masked in visible_lines(body, 1):
        assert len(masked) in (len(raw), 0)


def test_many_equal_headings_get_an_anchor_each() -> None:
    found = anchors("# 同\n" * 20_000)
    assert len(set(found)) == 20_000
    assert found[-1] == "同_19999"
