"""Every command explains itself in both languages, with an example, in words of `locale/`."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path

import click
import pytest

import kb_tools.cli
from kb_tools.cli.formatter import columns, wrap
from kb_tools.cli.main import program
from kb_tools.locale import words

Kb = Callable[..., "tuple[int, str, str]"]
LANGUAGES = ("zh", "en")
FOLDER = Path(kb_tools.cli.__file__).parent


def listed() -> list[str]:
    group = program(words("en"))
    return group.list_commands(click.Context(group))


def spoken(name: str, lang: str) -> click.Command:
    group = program(words(lang))
    command = group.get_command(click.Context(group), name)
    assert command is not None
    return command


def keyword_values(path: Path, keyword: str) -> list[ast.expr]:
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    return [given.value for call in calls for given in call.keywords if given.arg == keyword]


def test_the_commands_of_this_folder_are_there() -> None:
    assert {"init", "new", "translate", "review", "schema", "explain", "show"} <= set(listed())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", listed())
def test_help_has_a_text_with_an_example(name: str, lang: str) -> None:
    text = words(lang).tables["help"][name]["text"]
    assert re.search(r"\n\x08\n(Example:|例子：)\n  kb ", text)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", listed())
def test_every_parameter_is_explained(name: str, lang: str) -> None:
    tables = words(lang).tables["help"]
    known = {**tables["common"], **tables[name]}
    assert [param.name for param in spoken(name, lang).params if not known.get(param.name)] == []


@pytest.mark.parametrize("name", listed())
def test_nothing_is_explained_that_a_command_does_not_take(name: str) -> None:
    taken = {param.name for param in spoken(name, "en").params} | {"text"}
    assert set(words("en").tables["help"][name]) - taken == set()


@pytest.mark.parametrize("name", listed())
def test_every_placeholder_of_a_value_has_a_word(name: str) -> None:
    command = spoken(name, "en")
    valued = [param for param in command.params if not getattr(param, "is_flag", False)]
    shown = " ".join(param.make_metavar(click.Context(command)) for param in valued)
    known = {words("en")(f"metavar.{key}") for key in words("en").tables["metavar"]}
    assert set(re.findall(r"[A-Z][A-Z_]+", shown)) <= known


def test_no_help_stands_in_the_code() -> None:
    found = [
        f"{file.name}:{value.lineno}"
        for file in sorted(FOLDER.glob("*.py"))
        for keyword in ("help", "short_help", "epilog", "prompt")
        for value in keyword_values(file, keyword)
        if isinstance(value, (ast.Constant, ast.JoinedStr))
    ]
    assert found == []


def test_help_comes_in_the_language_asked_for(kb: Kb) -> None:
    assert kb("--help")[1].startswith("Usage: kb [OPTIONS] COMMAND")
    code, out, _ = kb("check", "--help", "--lang", "zh")
    assert (code, out.split("\n")[0]) == (0, "用法：kb check [选项] [路径]...")
    assert "默认 zh,en" in kb("init", "--lang=zh", "--help")[1]
    assert "必填" in kb("render", "--lang=zh", "--help")[1]


def test_the_list_of_commands_needs_no_command(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.import_module", lambda name: pytest.fail(f"{name} was imported"))
    assert "translate  List translations" in kb("--help")[1]


@pytest.mark.parametrize("width", range(8, 40))
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    text = "按哪一天来判断（如 2026-11-15）；不写时依次看 KB_AS_OF、kb.toml、今天。"
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert max(map(columns, lines)) <= max(width, columns("2026-11-15）；"))
    assert not any(line[0] in "，。、；）" for line in lines)
