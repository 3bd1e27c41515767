"""One file to one page: type, id, title, fingerprints, references and parts."""

from __future__ import annotations

import pytest
from load_reading import codes, page, places

FRONT = "---\ntitle: 标题\nowner: someone\n---\n\n## 一\n\n用 3 步，见 [[b]]。\n"


@pytest.mark.parametrize(
    ("src", "written", "expected"),
    [
        ("processes/p.md", "", "process"),
        ("processes/deep/p.md", "", "process"),
        ("p.md", "", "article"),
        ("elsewhere/p.md", "", "article"),
        ("processes/index.md", "", "article"),
        ("p.md", "type: service\n", "service"),
        ("processes/p.md", "type: service\n", "service"),
        ("processes/p.md", "type: proces\n", "process"),
        ("p.md", "type: proces\n", "process"),
        ("p.md", "type: nonsense\n", "article"),
    ],
)
def test_type(src: str, written: str, expected: str) -> None:
    assert page(f"---\n{written}title: x\n---\n", src).type == expected


@pytest.mark.parametrize(
    ("src", "written", "expected"),
    [
        ("a/ke-0002.md", "", "ke-0002"),
        ("a/index.md", "", "a"),
        ("index.md", "", "index"),
        ("a/x.md", "id: other\n", "other"),
    ],
)
def test_id(src: str, written: str, expected: str) -> None:
    result = page(f"---\n{written}title: x\n---\n", src)
    assert result.id == expected
    assert result.findings == ()


@pytest.mark.parametrize("name", ["Ke_1.md", "表.md", "a b.md", "a--b.md", "-a.md"])
def test_a_file_name_that_is_no_id(name: str) -> None:
    assert codes("---\ntitle: x\n---\n", name) == ["KB103"]


def test_references_parts_and_shapes() -> None:
    result = page(
        "---\ntitle: t\nowner: o\nactivities:\n  - {id: log, name: 记, responsible: [r1, r2], procedure: p}\n---\n",
        "processes/p.md",
    )
    assert [(ref.field, ref.target, ref.span.line, ref.span.column) for ref in result.refs] == [
        ("owner", "o", 3, 8),
        ("activities.0.responsible.0", "r1", 5, 38),
        ("activities.0.responsible.1", "r2", 5, 42),
        ("activities.0.procedure", "p", 5, 58),
    ]
    assert [(part.kind, part.id, part.name) for part in result.parts] == [("activity", "log", "记")]
    assert [(shape.field, shape.ids, shape.length) for shape in result.shapes] == [("activities", ("log",), 1)]
    assert "log" in result.anchors


def test_one_id_where_a_list_may_stand() -> None:
    result = page("---\ntitle: t\nactivities:\n  - {id: a, name: b, responsible: r}\n---\n", "processes/p.md")
    assert [ref.target for ref in result.refs] == ["r"]
    assert result.findings == ()


def test_place_of_a_value_or_of_its_closest_parent() -> None:
    result = page("---\ntitle: t\nscope:\n  in: 甲\n---\n", "processes/p.md")
    assert (result.span("scope", "in").line, result.span("scope", "in").column) == (4, 7)
    assert result.span("scope", "gone").line == 4
    assert result.span("gone").line == 1


@pytest.mark.parametrize(
    ("old", "new", "text_changes", "substance_changes"),
    [
        ("用 3 步", "用  3  步", True, False),
        ("用 3 步", "使用 3 步", True, False),
        ("用 3 步", "用 4 步", True, True),
        ("[[b]]", "[[c]]", True, True),
        ("someone", "other", False, True),
        ("标题", "题目", True, False),
        ("## 一\n", "## 一  \n", False, False),
        ("owner: someone\n", "owner: someone\nreviewed: {by: a, date: 2026-01-01}\n", False, False),
    ],
)
def test_fingerprints(old: str, new: str, text_changes: bool, substance_changes: bool) -> None:
    before, after = page(FRONT), page(FRONT.replace(old, new))
    assert (before.text_hash != after.text_hash) == text_changes
    assert (before.substance != after.substance) == substance_changes


def test_line_ends_do_not_change_a_fingerprint() -> None:
    before, after = page(FRONT), page(FRONT.replace("\n", "\r\n"))
    assert (before.text_hash, before.substance) == (after.text_hash, after.substance)
    assert before.digest != after.digest


def test_a_record_without_front_matter_is_named_and_an_article_is_not() -> None:
    assert codes("正文\n", "processes/p.md") == ["KB011"]
    assert codes("正文\n", "p.md") == []


@pytest.mark.parametrize("broken", [b"\xff\xfe", b"---\ntitle: 'x\n---\n", b"---\ntitle: x\n", b"---\n- a\n---\n"])
def test_what_cannot_be_read_is_still_a_page(broken: bytes) -> None:
    result = page(broken, "processes/p.md")
    assert not result.readable
    assert (result.type, result.id, result.title) == ("process", "p", "p")
    assert result.values == {}
    assert result.record is not None
    assert len(result.findings) == 1


def test_suppressions_of_front_matter_and_body() -> None:
    result = page("---\ntitle: x # kb: ignore[KB301] 因为\n---\n\n<!-- kb: ignore[KB203] 旧 -->\n[a](b)\n")
    assert [(waiver.codes, waiver.line, waiver.target) for waiver in result.waivers] == [
        (("KB301",), 2, 0),
        (("KB203",), 5, 6),
    ]


def test_a_long_line_is_named_with_its_place() -> None:
    assert places(page("---\ntitle: x\n---\n\n" + "字" * 20_001).findings) == [("KB008", 5, 1)]


def test_a_translation_keeps_structure_to_its_source() -> None:
    result = page("---\ntitle: Title\nowner: {a: b}\nsource_hash: 0a1b2c3d\n---\n", "processes/p.md", "en")
    assert result.is_translation
    assert result.source_hash == "0a1b2c3d"
    assert result.findings == ()
