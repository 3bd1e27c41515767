"""A command line that cannot be understood: what is wrong is said in the reader's language, in no word of click's."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

Kb = Callable[..., "tuple[int, str, str]"]
CASES = [
    (["chekc"], "没有命令 chekc；是不是想写 check？", "there is no command 'chekc'; did you mean check?"),
    (["zzz"], "没有命令 zzz；用 kb --help 可以看到全部命令", "there is no command 'zzz'; the commands are listed by"),
    (["check", "--formt", "x"], "没有选项 --formt；是不是想写 --format？", "there is no option --formt; did you mean"),
    (["--zzz"], "没有选项 --zzz；用 --help", "there is no option --zzz; the options are listed by --help"),
    (["new"], "缺少“类型”", "TYPE is missing"),
    (["render"], "缺少选项 --out", "the option --out is missing"),
    (["check", "--fail-level", "x"], "只能是 error、warning、info 之一", "one of error, warning, info"),
    (["check", "--jobs", "x"], "--jobs：要写整数", "--jobs: the value must be a whole number"),
    (["check", "--output"], "选项 --output 后面要有一个值", "the option --output needs a value behind it"),
    (["check", "--exit-zero=1"], "选项 --exit-zero 后面不能带值", "the option --exit-zero takes no value"),
    (["show", "a", "b"], "多写了内容", "there is more on the line"),
    (["check", "--output", "."], "要写文件，这是一个文件夹", "must be a file, and this is a folder"),
    (["check", "--root", "file"], "要写文件夹，这是一个文件", "must be a folder, and this is a file"),
]


@pytest.mark.parametrize(("arguments", "chinese", "english"), CASES, ids=lambda value: str(value)[:24])
def test_what_is_wrong_is_said_in_both_languages(
    kb: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], chinese: str, english: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    code, out, err = kb(*arguments)
    assert (code, out) == (2, "")
    assert english in err
    monkeypatch.setenv("KB_LANG", "zh")
    code, out, err = kb(*arguments)
    assert (code, out) == (2, "")
    assert chinese in err
    assert not re.search(r"[A-Za-z]{4,} [a-z]{2,} [a-z]{2,}", err)  # three words of English in a row


def test_how_to_call_the_command_is_shown_with_the_refusal(kb: Kb) -> None:
    err = kb("check", "--zzz", "--lang", "zh")[2]
    assert err.startswith("用法：kb check [选项] [路径]...\n")
    assert err.endswith("kb check --help\n")


def test_nothing_at_all_is_answered_with_the_help(kb: Kb) -> None:
    code, _, err = kb()
    assert code == 2
    assert err.startswith("Usage: kb [OPTIONS] COMMAND")


def test_a_fault_of_the_program_says_so(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KB_TRACEBACK", raising=False)
    monkeypatch.setattr("kb_tools.cli.explain.all_rules", lambda: 1 / 0)
    monkeypatch.setenv("KB_LANG", "zh")
    code, _, err = kb("explain")
    assert code == 2
    assert err.startswith("kb：内部错误：ZeroDivisionError")


def test_an_interrupted_run_is_no_traceback(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb_tools.cli.explain.all_rules", lambda: (_ for _ in ()).throw(KeyboardInterrupt))
    code, _, err = kb("explain")
    assert (code, err.strip()) == (2, "kb: stopped by you")
