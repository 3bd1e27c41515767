"""Every sentence about a failed run stands in both languages; the code names its key and what fills it."""

from __future__ import annotations

import ast
import errno
import os
import pickle
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from support import ROOT, refused

from kb_tools.config import load_config
from kb_tools.errors import ConfigError, KbError, Message, PublishError, UsageError, because
from kb_tools.locale import LANGUAGES, reader_words, words

SPOKEN = {kind.__name__ for kind in (KbError, ConfigError, PublishError, UsageError, Message)}
SOURCES = sorted(file for folder in ("kb_tools", "plugins") for file in (ROOT / folder).rglob("*.py"))


class Sentence(NamedTuple):
    """One construction of an error or a message in the code."""

    place: str
    key: str | None
    facts: frozenset[str]
    open: bool


def sentences(source: str, name: str) -> Iterator[Sentence]:
    for node in ast.walk(ast.parse(source)):
        callee = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
        if isinstance(node, ast.Call) and callee in SPOKEN and not is_own_plumbing(node):
            first = node.args[0] if node.args else None
            key = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None
            facts = frozenset(given.arg for given in node.keywords if given.arg)
            yield Sentence(f"{name}:{node.lineno}", key, facts, any(given.arg is None for given in node.keywords))


def is_own_plumbing(call: ast.Call) -> bool:
    """`Message(key, **facts)` in errors.py itself."""
    return len(call.args) == 1 and isinstance(call.args[0], ast.Name) and call.args[0].id == "key"


def faults(sentence: Sentence) -> Iterator[str]:
    if sentence.key is None:
        yield f"{sentence.place}: the first argument is no key written out"
        return
    for lang in LANGUAGES:
        node: Any = words(lang).tables
        for step in sentence.key.split("."):
            node = node.get(step, {}) if isinstance(node, dict) else {}
        if not isinstance(node, str):
            yield f"{sentence.place}: {sentence.key} has no text in {lang}"
            continue
        wanted = {name for _, name, _, _ in string.Formatter().parse(node) if name}
        if wanted != sentence.facts and not (sentence.open and wanted >= sentence.facts):
            yield f"{sentence.place}: {lang} {sentence.key} wants {sorted(wanted)}, gets {sorted(sentence.facts)}"


def test_every_error_has_its_sentence_in_both_languages() -> None:
    found = [row for file in SOURCES for row in sentences(file.read_text(encoding="utf-8"), file.name)]
    assert len(found) > 100
    assert [fault for sentence in found for fault in faults(sentence)] == []


@pytest.mark.parametrize(
    "source",
    [
        'raise UsageError(f"no such {thing}")',
        'raise KbError("error.no_such_key")',
        'raise ConfigError("error.no_docs", path=1)',
        'raise UsageError("error.no_such_path")',
    ],
)
def test_an_error_without_its_sentence_is_noticed(source: str) -> None:
    assert [fault for sentence in sentences(source, "x") for fault in faults(sentence)]


def test_no_sentence_is_left_over() -> None:
    used = {row.key for file in SOURCES for row in sentences(file.read_text(encoding="utf-8"), file.name)}
    text = "".join(file.read_text(encoding="utf-8") for file in SOURCES)
    kept = [f"{table}.{key}" for table in ("error", "advice", "system") for key in words("en").tables[table]]
    assert [key for key in kept if key not in used and f'"{key}"' not in text] == []


def printed(source: str, name: str) -> Iterator[str]:
    """Texts with letters that are printed as they stand in the code."""
    for node in ast.walk(ast.parse(source)):
        callee = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and callee in ("click.echo", "click.prompt", "click.secho", "print"):
            pieces = [piece for given in node.args for piece in ast.walk(given) if not isinstance(piece, ast.Call)]
            spoken = {id(inner) for given in node.args for call in ast.walk(given) if isinstance(call, ast.Call)
                      for inner in ast.walk(call)}  # fmt: skip
            for piece in pieces:
                text = piece.value if isinstance(piece, ast.Constant) and id(piece) not in spoken else ""
                if isinstance(text, str) and re.search(r"[^\W\d_]", text):
                    yield f"{name}:{node.lineno}: {text}"


def test_nothing_is_printed_that_stands_in_the_code() -> None:
    places = [file for file in SOURCES if file.parent.name in ("cli", "mkdocs_kb")]
    assert [row for file in places for row in printed(file.read_text(encoding="utf-8"), file.name)] == []
    assert list(printed('click.echo(f"done: {number}")', "x"))
    assert not list(printed('click.echo(words("build.done") + "\\n")', "x"))


def test_a_message_inside_a_message_is_told_too() -> None:
    error = UsageError("error.unknown_rule", name="KB9", advice=Message("advice.closest", guess="KB901"))
    assert words("en").error(error) == "there is no rule 'KB9'; did you mean 'KB901'?"
    assert words("zh").error(error) == "没有规则“KB9”；是不是想写“KB901”？"
    nested = KbError("error.in_file", path="a.md", problem=KbError("error.not_utf8"))
    assert words("zh").error(nested).startswith("a.md：文件不是 UTF-8 编码")


def test_lists_are_told_as_the_language_does() -> None:
    error = UsageError("error.unknown_format", name="x", known=("full", "json"))
    assert words("en").error(error).endswith("known: full, json")
    assert words("zh").error(error).endswith("可以写的有：full、json")


def test_an_error_says_something_without_a_language_and_survives_a_process() -> None:
    error = PublishError("error.pages_left_out", count=2, pages="a, b")
    assert str(error) == "error.pages_left_out (count=2, pages=a, b)"
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again)) == (PublishError, str(error))
    with pytest.raises(TypeError):
        error.message.facts["count"] = 3  # type: ignore[index]


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EISDIR, errno.ELOOP])
def test_the_system_speaks_the_language_too(number: int) -> None:
    told = words("zh").sentence(because(OSError(number, os.strerror(number))))
    assert not re.search("[A-Za-z]", told)


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({"KB_LANG": "zh", "LANG": "en_US.UTF-8"}, "zh"),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_reader_is_spoken_to_in_their_language(environment: dict[str, str], lang: str) -> None:
    assert reader_words(None, environment).lang == lang
    assert reader_words("zh", environment).lang == "zh"


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("languages = [zh", r"kb.toml:1: not valid TOML: languages = \[zh", "kb.toml:1：不符合 TOML 的写法"),
        ("[handbook]\nname = ", "kb.toml:2: not valid TOML", "kb.toml:2：不符合"),
        ("[handbok]", "`handbok`: there is no such setting; did you mean 'handbook'", "没有这项设置；是不是想写"),
        (
            "[handbook]\ndocs = 3",
            "kb.toml:2: `handbook.docs`: it must be a text in quotes",
            "要写带引号的文字",
        ),
        ("[handbook]\nlanguages = 3", "it must be a list in brackets", "要写方括号括起来的列表"),
        ("[handbook]\nlanguages = []", "the list has the wrong length", "列表的长度不对"),
        ("[check]\nfail_level = 'x'", "one of error, warning, info, and is x", "只能是 error、warning、info 之一"),
        ("[check]\nas_of = 'x'", "it must be a date such as 2026-11-15", "要写日期"),
        ("[check]\nas_of = 12:00:00", "it must be a date", "要写日期"),
        ("[publish]\nduty = 'x'", "it must be true or false", "要写 true 或 false"),
        ("check = 3", "it must be a table", "这里应当是一张表"),
        ("[check]\nseverity = 3", "it must be a table", "这里应当是一张表"),
        ("[handbook]\ndocs = '../x'", "must lie inside the handbook", "必须在手册的文件夹里面"),
    ],
)
def test_what_is_wrong_with_the_settings(tmp_path: Path, text: str, english: str, chinese: str) -> None:
    (tmp_path / "kb.toml").write_text(text, encoding="utf-8")
    with refused(ConfigError, english):
        load_config(tmp_path)
    with pytest.raises(ConfigError) as raised:
        load_config(tmp_path)
    told = words("zh").error(raised.value)
    assert chinese in told
    assert not re.search(r"[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}", told)


def test_a_settings_file_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "kb.toml").write_bytes("# 中文".encode("gbk"))
    with refused(ConfigError, "is not UTF-8"):
        load_config(tmp_path)
