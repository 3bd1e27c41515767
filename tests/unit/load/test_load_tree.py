"""YAML as a tree: texts as written, places as editors show them, and a finding for what YAML can do besides."""

from __future__ import annotations

import pytest

from kb_tools.load.schema import plain, spans
from kb_tools.load.tree import LIMIT_BYTES, LIMIT_DEPTH, Tree, parse_tree
from kb_tools.model.location import Span


def read(text: str) -> Tree:
    return parse_tree(text, 2)


def problems(text: str) -> list[tuple[str, str, int, int]]:
    return [(p.code, p.variant, p.span.line, p.span.column) for p in read(text).problems]


@pytest.mark.parametrize(
    "written",
    ["9.40", "no", "yes", "0123", "0x1F", "1e3", "2026-02-30", "1735689600", "15 min", "+1", ".inf", "12:30:45", "=",
     "1_000", "True", "NaN", "１２"],
)  # fmt: skip
def test_a_scalar_is_the_text_that_was_written(written: str) -> None:
    root = read(f"key: {written}\nlist: [{written}]\n").root
    assert root is not None
    assert plain(root) == {"key": written, "list": [written]}


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_no_value_is_left_out_but_a_quoted_one_is_a_text(written: str) -> None:
    root = read(f"key: {written}\nquoted: '{written}'\n").root
    assert root is not None
    assert plain(root) == {"quoted": written}


def test_every_style_of_text() -> None:
    root = read("a: |\n  x\n  y\nb: >\n  x\n  y\nc: 'it''s'\nd: \"t\\tz\"\ne: x\n  y\n").root
    assert root is not None
    assert plain(root) == {"a": "x\ny\n", "b": "x y\n", "c": "it's", "d": "t\tz", "e": "x y"}


def test_places_count_characters_also_after_chinese_and_emoji() -> None:
    root = read("名称: {zh: 许峰, 😀: 'ab', en: Xu}\nlist: [一, 二, 三]\n").root
    assert root is not None
    found = spans(root)
    assert found["名称.zh"] == (2, 10, 2, 12)
    assert found["名称.😀"] == (2, 17, 2, 21)
    assert found["名称.en"] == (2, 27, 2, 29)
    assert found["list.2"] == (3, 14, 3, 15)
    assert found["list"] == (3, 7, 3, 16)


def test_a_value_over_several_lines_is_shown_by_its_beginning() -> None:
    root = read("a: |\n  x\n  y\nb:\n  - c: 1\n").root
    assert root is not None
    assert root.value["a"].span == Span(2, 4, 2, 5)
    assert root.value["b"].span == Span(6, 3, 6, 4)
    assert root.value["b"].value[0].value["c"].key == Span(6, 5, 6, 6)


def test_a_key_without_value_has_a_place() -> None:
    root = read("a:\nb: 1\n").root
    assert root is not None
    assert root.value["a"].value is None
    assert root.value["a"].span.line == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", [("KB006", "", 4, 1)]),
        ("x: {甲: 1, 甲: 2}\n", [("KB006", "", 2, 11)]),
        ("a: !!int 1\n", [("KB007", "tag", 2, 4)]),
        ("a: !ENV X\n", [("KB007", "tag", 2, 4)]),
        ("a: !!set {b, c}\n", [("KB007", "tag", 2, 4)]),
        ("a: &here 1\n", [("KB007", "anchor", 2, 4)]),
        ("a: &x 1\nb: *x\n", [("KB007", "anchor", 2, 4), ("KB007", "alias", 3, 4)]),
        ("a:\n  <<: {b: 1}\n", [("KB007", "merge", 3, 3)]),
        ("? [a]\n: b\n", [("KB001", "key", 2, 3)]),
        ("a: 1\n--- \nb: 2\n", [("KB001", "documents", 3, 1)]),
        ("a:\n\tb: 1\n", [("KB004", "", 3, 1)]),
        ("a:\n  \tb: 1\n", [("KB004", "", 3, 3)]),
        ("title：标题\n", [("KB005", "", 2, 6)]),
        ("a: b: c\n", [("KB001", "colon", 2, 5)]),
        ("a: 'b\n", [("KB001", "quote", 2, 4)]),
        ("a: [b\n", [("KB001", "bracket", 2, 4)]),
        ("a: \"\\q\"\n", [("KB001", "escape", 2, 5)]),
        ("a: - b\n", [("KB001", "dash", 2, 4)]),
    ],
)  # fmt: skip
def test_problem_and_place(text: str, expected: list[tuple[str, str, int, int]]) -> None:
    assert problems(text) == expected


def test_the_first_of_two_equal_keys_counts() -> None:
    root = read("a: 1\na: 2\n").root
    assert root is not None
    assert plain(root) == {"a": "1"}


def test_quoted_merge_key_is_a_key() -> None:
    assert problems("a: {'<<': 1}\n") == []


def test_tab_inside_a_value_is_no_indent() -> None:
    assert problems("a: b\tc\n") == []


def test_full_width_colon_in_a_text_is_punctuation() -> None:
    assert problems("a: 注意：先备份\nb:\n  - 原因：未知\n") == []


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_depth_has_a_limit(opening: str, closing: str) -> None:
    allowed = LIMIT_DEPTH - 1
    assert problems(f"a: {opening * allowed}x{closing * allowed}\n") == []
    assert [p[0] for p in problems(f"a: {opening * (LIMIT_DEPTH + 1)}x{closing * (LIMIT_DEPTH + 1)}\n")] == ["KB009"]


def test_depth_of_block_collections_has_the_same_limit() -> None:
    def nested(levels: int) -> str:
        return "".join(f"{'  ' * level}k:\n" for level in range(levels)) + "  " * levels + "v\n"

    assert problems(nested(LIMIT_DEPTH)) == []
    assert [p[0] for p in problems(nested(LIMIT_DEPTH + 1))] == ["KB009"]


def test_brackets_in_quotes_and_comments_are_not_refused_for_depth() -> None:
    assert problems(f"a: '{'[' * 200}'\nb: \"{'{' * 200}\"\n") == []


def test_two_hundred_kilobytes_of_brackets_are_refused_before_the_parser() -> None:
    assert [p[0] for p in problems("[" * 200_000)] == ["KB008"]
    assert [p[0] for p in problems("[" * (LIMIT_BYTES - 1))] == ["KB009"]


def test_size_is_counted_in_bytes() -> None:
    fits = "a: " + "字" * ((LIMIT_BYTES - 4) // 3)
    assert problems(fits) == []
    assert [p[:2] for p in problems(fits + "字字")] == [("KB008", "front")]


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029"])
def test_line_ends_that_editors_do_not_show_move_nothing(end: str) -> None:
    root = read(f"a: x{end}y\nb: {end}1\nc: 2\n").root
    assert root is not None
    assert plain(root) == {"a": "x y", "b": "1", "c": "2"}
    assert root.value["c"].span == Span(4, 4, 4, 5)


def test_empty_text_is_no_problem() -> None:
    tree = read("")
    assert tree.root is None
    assert tree.problems == []
