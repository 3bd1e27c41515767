"""Inputs that broke parsers, generators or sites elsewhere, each with the findings that it must give here.

`python -m benchmarks hostile` prints this list with what each input gives.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["CORPUS", "Hostile"]

_PLAIN = "## 经过\n\n正文一句话。\n"


class Hostile(NamedTuple):
    """A page's bytes and the codes of its findings, in order, nothing twice."""

    name: str
    raw: bytes
    codes: tuple[str, ...]


def _page(front: str, body: str = _PLAIN) -> bytes:
    return f"---\ntitle: 标题\n{front}\n---\n\n{body}".encode()


def _body(body: str) -> bytes:
    return _page("summary: 一句话。", body)


def _bytes() -> list[Hostile]:
    text = "---\ntitle: 标题\n---\n\n正文\n"
    return [
        Hostile("empty file", b"", ("KB101",)),
        Hostile("one NUL", b"\x00", ("KB003",)),
        Hostile("NUL in the body", text.encode() + b"a\x00b\n", ("KB003",)),
        Hostile("NUL in front matter", b"---\ntitle: a\x00b\n---\n", ("KB003",)),
        Hostile("escape character", text.encode() + b"\x1b[31m\n", ("KB003",)),
        Hostile("form feed", text.encode() + b"\x0c\n", ("KB003",)),
        Hostile("delete character", text.encode() + b"\x7f\n", ("KB003",)),
        Hostile("UTF-16 little endian", b"\xff\xfe" + text.encode("utf-16-le"), ("KB002",)),
        Hostile("UTF-16 big endian", b"\xfe\xff" + text.encode("utf-16-be"), ("KB002",)),
        Hostile("UTF-16 without a mark", text.encode("utf-16-le"), ("KB002",)),
        Hostile("GBK", text.encode("gbk"), ("KB002",)),
        Hostile("Latin-1", "---\ntitle: caf\xe9\n---\n".encode("latin-1"), ("KB002",)),
        Hostile("lone continuation byte", b"---\ntitle: \x80\n---\n", ("KB002",)),
        Hostile("overlong encoding of a slash", b"---\ntitle: \xc0\xaf\n---\n", ("KB002",)),
        Hostile("encoded surrogate", b"---\ntitle: \xed\xa0\x80\n---\n", ("KB002",)),
        Hostile("cut in the middle of a character", text.encode()[:-2], ("KB002",)),
        Hostile("byte order mark", b"\xef\xbb\xbf" + text.encode(), ("KB012",)),
        Hostile("two byte order marks", b"\xef\xbb\xbf" * 2 + text.encode(), ("KB012",)),
        Hostile("CRLF", text.replace("\n", "\r\n").encode(), ("KB013",)),
        Hostile("CR alone", text.replace("\n", "\r").encode(), ("KB013",)),
        Hostile("over 1 MB", text.encode() + b"x" * 1_048_577, ("KB008",)),
        Hostile("line of 30,000 characters", _body("字" * 30_000), ("KB008",)),
        Hostile("only line ends", b"\n" * 5_000, ("KB101",)),
        Hostile("U+2028 is no line end", _body("a\u2028b"), ()),
        Hostile("right-to-left override", _body("a\u202eb"), ()),
    ]


def _yaml() -> list[Hostile]:
    deep_block = "\n".join(f"{' ' * level}x-{level}:" for level in range(40))
    return [
        Hostile("front matter never closed", b"---\ntitle: x\n", ("KB011",)),
        Hostile("fences with nothing between", b"---\n---\n", ("KB101",)),
        Hostile("front matter is a list", b"---\n- a\n- b\n---\n", ("KB001",)),
        Hostile("front matter is a text", b"---\njust words\n---\n", ("KB001",)),
        Hostile("200 KB of [", b"---\nx-a: " + b"[" * 200_000 + b"\n---\n", ("KB008",)),
        Hostile("30 KB of [", b"---\nx-a: " + b"[" * 30_000 + b"\n---\n", ("KB009",)),
        Hostile("30 KB of {", b"---\nx-a: " + b"{a: " * 7_000 + b"\n---\n", ("KB009",)),
        Hostile("deep block mappings", f"---\n{deep_block}\n---\n".encode(), ("KB009",)),
        Hostile("deep lists below a key", b"---\nx-a:\n  " + b"- " * 60 + b"a\n---\n", ("KB009",)),
        Hostile("lists where no list may begin", b"---\nx-a: " + b"- " * 60 + b"a\n---\n", ("KB001",)),
        Hostile("brackets inside quotes are no depth", _page(f"summary: '{'[' * 100}'"), ()),
        Hostile("70 KB of front matter", _page("x-a: " + "字" * 24_000), ("KB008",)),
        Hostile("billion laughs", _page("x-a: &a [1, 1]\nx-b: &b [*a, *a]\nx-c: [*b, *b]"), ("KB007",)),
        Hostile("alias to itself", _page("x-a: &a [*a]"), ("KB007",)),
        Hostile("alias to nothing", _page("x-a: *gone"), ("KB007",)),
        Hostile("merge key", _page("x-a: &a {b: 1}\nx-c: {<<: *a}"), ("KB007",)),
        Hostile("tag that runs code", _page("x-a: !!python/object/apply:os.system ['id']"), ("KB007",)),
        Hostile("tag that reads a file", _page("x-a: !!python/name:os.environ"), ("KB007",)),
        Hostile("MkDocs' own tag", _page("x-a: !ENV HOME"), ("KB007",)),
        Hostile("binary tag", _page("x-a: !!binary aGVsbG8="), ("KB007",)),
        Hostile("tag directive", b"--- \n%TAG ! tag:x,2000:\n---\ntitle: x\n", ("KB001",)),
        Hostile("tab as indent", _page("x-a:\n\tb: 1"), ("KB004",)),
        Hostile("tab after blanks", _page("x-a:\n  \tb: 1"), ("KB004",)),
        Hostile("full-width colon", "---\ntitle：标题\n---\n".encode(), ("KB005",)),
        Hostile("full-width colon among others", _page("summary：一句话"), ("KB005",)),
        Hostile("duplicate key", _page("title: 另一个"), ("KB006",)),
        Hostile("duplicate nested key", _page("x-a: {b: 1, b: 2}"), ("KB006",)),
        Hostile("list as a key", _page("? [a, b]\n: c"), ("KB001",)),
        Hostile("null as a key", _page("~: c"), ("KB102",)),
        Hostile("number as a key", _page("1: c"), ("KB102",)),
        Hostile("second document", _page("...\n%YAML 1.1"), ("KB001",)),
        Hostile("unclosed quote", _page("summary: 'abc"), ("KB001",)),
        Hostile("unclosed bracket", _page("aliases: [a, b"), ("KB001",)),
        Hostile("bad escape", _page('summary: "\\q"'), ("KB001",)),
        Hostile("escaped NUL", _page('x-a: "a\\0b"'), ()),
        Hostile("escaped surrogate", _page('x-a: "\\ud800"'), ("KB001",)),
        Hostile("at sign", _page("summary: @here"), ("KB001",)),
        Hostile("colon in a text", _page("summary: a: b"), ("KB001",)),
        Hostile("title is a mapping", b"---\ntitle: {a: b}\n---\n", ("KB104",)),
        Hostile("title is a list", b"---\ntitle: [a]\n---\n", ("KB104",)),
        Hostile("date that does not exist", _page("reviewed: {by: a, date: 2026-02-30}"), ("KB104",)),
        Hostile("date as a number", _page("reviewed: {by: a, date: 1735689600}"), ("KB104",)),
        Hostile("status as no", _page("status: no"), ("KB104",)),
        Hostile("type from Python", _page("type: __class__"), ("KB105",)),
        Hostile("type is a list", _page("type: [process]"), ("KB104",)),
        Hostile("id with a path", _page("id: ../../etc/passwd"), ("KB103",)),
        Hostile("id with a line end", _page('id: "a\\nb"'), ("KB103",)),
        Hostile("id with a Cyrillic a", _page("id: \u0430bc"), ("KB103",)),
        Hostile("8,000 keys", _page("\n".join(f"x-{n}: {n}" for n in range(8_000))), ("KB008",)),
        Hostile("2,000 items", _page(f"aliases: [{', '.join(f'a{n}' for n in range(2_000))}]"), ()),
        Hostile("2,000 wrong items", _page(f"aliases: [{', '.join('{}' for _ in range(2_000))}]"), ("KB104",)),
        Hostile("2,000 unknown keys", _page("\n".join(f"key{n}: {n}" for n in range(2_000))), ("KB102",)),
        Hostile("key of a model's method", _page("model_config: {}\n__init__: 1"), ("KB102",)),
        Hostile("front matter like Jinja", _page("summary: '{{ 7 * 7 }}'"), ()),
    ]


def _markdown() -> list[Hostile]:
    return [
        Hostile("2,500 open brackets", _body("[" * 2_500), ()),
        Hostile("open links", _body("[a](" * 4_000), ()),
        Hostile("nested link texts", _body("[" * 3_900 + "a" + "](b)" * 3_900), ()),
        Hostile("open wiki links", _body("[[" * 9_000), ()),
        Hostile("19,000 stars", _body("*" * 19_000), ()),
        Hostile("19,000 backquotes", _body("`a" * 9_500), ()),
        Hostile("19,000 number signs", _body("#" * 19_000), ()),
        Hostile("heading of blanks and signs", _body("# a" + " #" * 9_000 + " a"), ("KB608",)),
        Hostile("open comment", _body("<!-- " * 3_000), ()),
        Hostile("open fence", _body("```\n" + "[a](b)\n" * 2_000), ()),
        Hostile("open braces", _body("{" * 19_000), ()),
        Hostile("open tags", _body("<a " * 6_000), ("KB803",)),
        Hostile("attributes without end", _body("<a" + " id='x" * 3_000), ()),
        Hostile("script", _body("<script>alert(1)</script>"), ("KB803",)),
        Hostile("handler", _body('<img src="x.png" onerror="alert(1)" alt="图">'), ("KB803",)),
        Hostile("script address", _body("[a](javascript:alert(1))"), ("KB804",)),
        Hostile("script address, disguised", _body("[a](java&#10;script:alert(1))"), ("KB804",)),
        Hostile("1,000 equal headings", _body("## 步骤\n\n" * 1_000), ()),
        Hostile("1,000 suppressions", _body("<!-- kb: ignore[KB203] 因为 -->\n\n" * 1_000), ()),
        Hostile("suppression without end", _body("<!-- kb: ignore[" + "KB1," * 4_000), ()),
    ]


CORPUS = (*_bytes(), *_yaml(), *_markdown())
