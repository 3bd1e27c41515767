"""Documents from lines of JSON and from folders: what is taken, and how the rest is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import refused

from kb_tools.errors import UsageError
from kb_tools.search import sources
from kb_tools.search.sources import from_folder, from_json_lines, guess_language

GOOD = {"id": "vpn", "title": "VPN", "body": "# VPN\n\nfirst\n\n## Fix\n\nrestart", "lang": "en"}


def lines(tmp_path: Path, *rows: object) -> Path:
    """A file with a row per line; texts as they are."""
    path = tmp_path / "documents.jsonl"
    said = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(said) + "\n", encoding="utf-8")
    return path


def test_a_line_is_a_document_with_sections(tmp_path: Path) -> None:
    found = from_json_lines(lines(tmp_path, GOOD | {"more": [1]}, "", {"id": "2", "title": "邮件", "body": "发不出去"}))
    assert [(one.id, one.texts[0].lang) for one in found.documents] == [("vpn", "en"), ("2", "zh")]
    assert [section.heading for section in found.documents[0].texts[0].sections] == ["", "VPN", "Fix"]
    assert found.documents[0].texts[0].sections[2].anchor == "fix"


def test_lines_with_one_id_and_other_languages_are_one_document(tmp_path: Path) -> None:
    rows = [GOOD | {"lang": "en"}, {"id": "a", "title": "甲", "body": "乙", "lang": "zh"}, GOOD | {"lang": "zh"}]
    found = from_json_lines(lines(tmp_path, *rows))
    assert found.languages == ("zh", "en")
    assert [[text.lang for text in one.texts] for one in found.documents] == [["zh", "en"], ["zh"]]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "documents.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(GOOD).encode() + b"\r\n")
    assert [one.id for one in from_json_lines(path).documents] == ["vpn"]


def test_a_broken_surrogate_is_replaced(tmp_path: Path) -> None:
    found = from_json_lines(lines(tmp_path, r'{"id": "a", "title": "x \ud800 y", "body": ""}'))
    assert found.documents[0].texts[0].title == "x \ufffd y"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('{"id": "b", "title": ', r"line 2: not JSON at column 2"),
        ("[" * 100_000, r"line 2: not JSON"),
        ('["a"]', r"line 2: not a JSON object"),
        ({"id": "b", "title": "B"}, r"line 2: body missing"),
        ({"body": ""}, r"line 2: id, title missing"),
        ({"id": 7, "title": "B", "body": ""}, r"line 2: `id` must be a text"),
        ({"id": "b", "title": "B", "body": None}, r"line 2: `body` must be a text"),
        ({"id": " ", "title": "B", "body": ""}, r"line 2: `id` is empty"),
        ({"id": "b", "title": "B", "body": "", "lang": "../x"}, r"line 2: `\.\./x` is no language code"),
        (GOOD, r"line 2: `vpn` in language en was already on line 1"),
    ],
)
def test_a_wrong_line_is_refused_with_its_number_and_what_to_do(tmp_path: Path, row: object, said: str) -> None:
    with refused(UsageError, said):
        from_json_lines(lines(tmp_path, GOOD, row))


def test_bytes_that_are_no_utf8_are_refused_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "documents.jsonl"
    path.write_bytes(json.dumps(GOOD).encode() + b'\n{"id": "\xb5\xe7"}\n')
    with refused(UsageError, r"line 2: not UTF-8 at byte 9; save the file as UTF-8"):
        from_json_lines(path)


def test_a_line_that_never_ends_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LONGEST_LINE", 1024 * 1024)
    with refused(UsageError, r"line 2: longer than 1 MB; split"):
        from_json_lines(lines(tmp_path, GOOD, GOOD | {"id": "long", "body": "x" * 1024 * 1024}))


def test_an_empty_or_missing_file_is_refused(tmp_path: Path) -> None:
    with refused(UsageError, r"holds no documents"):
        from_json_lines(lines(tmp_path, ""))
    with refused(UsageError, r"gone\.jsonl cannot be read: no such file"):
        from_json_lines(tmp_path / "gone.jsonl")
    with refused(UsageError, r"cannot be read: it is a folder"):
        from_json_lines(tmp_path)


def test_a_folder_gives_ids_from_paths_and_titles_from_headings(tmp_path: Path) -> None:
    (tmp_path / "net").mkdir()
    (tmp_path / "net" / "vpn.md").write_text("Intro\n\n# VPN `setup` #\n\ntext", encoding="utf-8")
    (tmp_path / "邮件.md").write_text("没有标题的一页", encoding="utf-8")
    (tmp_path / "front.md").write_text("---\ntitle: unused\n---\n# Front\n\nmatter", encoding="utf-8")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "x.md").write_text("# X")
    (tmp_path / "notes.txt").write_text("no page")
    (tmp_path / "link.md").symlink_to(tmp_path / "front.md")
    found = from_folder(tmp_path)
    told = [(one.id, one.texts[0].title, one.texts[0].lang, one.texts[0].url) for one in found.documents]
    assert told == [
        ("front", "Front", "en", "front.md"),
        ("net/vpn", "VPN setup", "en", "net/vpn.md"),
        ("邮件", "邮件", "zh", "邮件.md"),
    ]
    assert "unused" not in found.documents[0].texts[0].sections[0].text


def test_a_folder_without_pages_or_with_other_bytes_is_refused(tmp_path: Path) -> None:
    with refused(UsageError, r"there is no Markdown file"):
        from_folder(tmp_path)
    with refused(UsageError, r"there is no folder"):
        from_folder(tmp_path / "gone")
    (tmp_path / "gbk.md").write_bytes("# 标题\n正文".encode("gbk"))
    with refused(UsageError, r"gbk\.md, line 1: not UTF-8"):
        from_folder(tmp_path)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("邮件发不出去", "zh"),
        ("Outlook 反复要求 password prompt", "zh"),
        ("Outlook asks for 密码 again and again", "en"),
        ("", "en"),
    ],
)
def test_the_language_is_guessed_by_the_share_of_han(text: str, lang: str) -> None:
    assert guess_language(text) == lang
