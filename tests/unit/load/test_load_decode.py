"""Bytes to text: UTF-8 with Unix line ends, and a finding with a place for everything else."""

from __future__ import annotations

import pytest
from load_reading import places

from kb_tools.load.decode import LIMIT_FILE, decode


def test_plain_utf8_is_taken_as_it_is() -> None:
    assert decode("字😀\tx\n".encode(), "a.md") == ("字😀\tx\n", [])


@pytest.mark.parametrize(
    ("raw", "text", "expected"),
    [
        (b"\xef\xbb\xbfa\n", "a\n", [("KB012", 1, 1)]),
        (b"\xef\xbb\xbf\xef\xbb\xbfa\n", "a\n", [("KB012", 1, 1)]),
        (b"a\r\nb\r\n", "a\nb\n", [("KB013", 1, 1)]),
        (b"a\nb\rc\n", "a\nb\nc\n", [("KB013", 2, 1)]),
        (b"\xef\xbb\xbfa\r\n", "a\n", [("KB012", 1, 1), ("KB013", 1, 1)]),
        ("字a\x00".encode(), None, [("KB003", 1, 3)]),
        (b"a\nb\x1bc", None, [("KB003", 2, 2)]),
        (b"\xff\xfea\x00", None, [("KB002", 1, 1)]),
        (b"\xfe\xff\x00a", None, [("KB002", 1, 1)]),
        ("a\n标题".encode("gbk"), None, [("KB002", 2, 1)]),
        ("字\n字".encode() + b"\xff", None, [("KB002", 2, 2)]),
        (b"\xed\xa0\x80", None, [("KB002", 1, 1)]),
        (b"\xc0\xaf", None, [("KB002", 1, 1)]),
    ],
)
def test_oddities(raw: bytes, text: str | None, expected: list[tuple[str, int, int]]) -> None:
    found, findings = decode(raw, "a.md")
    assert found == text
    assert places(findings) == expected


def test_what_the_encoding_probably_is() -> None:
    _, [gbk] = decode("标题".encode("gbk"), "a.md")
    _, [broken] = decode(b"abc\xff\xff\xff", "a.md")
    _, [wide] = decode("a".encode("utf-16"), "a.md")
    assert (gbk.variant, broken.variant, wide.variant) == ("gbk", "", "utf16")


def test_size_limit() -> None:
    assert decode(b"x" * LIMIT_FILE, "a.md")[0] is not None
    text, [finding] = decode(b"x" * (LIMIT_FILE + 1), "a.md")
    assert text is None
    assert finding.code == "KB008"
