"""`kb report` as whoever writes the monthly summary meets it: drafts, files that are never lost, clear refusals."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from monthly_support import load

from kb_tools.report.monthly import formats

Kb = Callable[..., Any]


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    load(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def answer(kb: Kb, *arguments: str) -> str:
    code, out, err = kb("report", *arguments)
    assert code == 0, err
    return str(out)


def refusal(kb: Kb, *arguments: str) -> str:
    code, out, err = kb("report", *arguments)
    assert code == 2
    assert "Traceback" not in err
    assert not out
    return str(err)


@pytest.mark.usefixtures("small")
def test_without_a_period_it_is_the_newest_month_that_is_over(kb: Kb) -> None:
    assert answer(kb, "--lang", "zh").startswith("# 服务月报：2026年10月\n")
    assert answer(kb, "--lang", "zh") == answer(kb, "2026-10", "--lang", "zh")


@pytest.mark.usefixtures("small")
def test_a_quarter_has_no_specification_and_shows_everything(kb: Kb) -> None:
    text = answer(kb, "2026-Q3")
    assert text.startswith("# Service report: Q3 2026\n")
    assert "## 13. What comes next" in text, "one quarter with figures has none before it"
    assert "## 1. 兑现" in answer(kb, "2026-Q3", "--report", "month")


@pytest.mark.usefixtures("small")
def test_one_service_alone(kb: Kb) -> None:
    text = answer(kb, "2026-Q3", "--service", "mail")
    assert text.startswith("# Service report (Mail): Q3 2026\n")
    assert "P1 response" not in text


@pytest.mark.usefixtures("small")
def test_json_has_the_facts_and_the_specification(kb: Kb) -> None:
    found = json.loads(answer(kb, "2026-10", "--json"))
    assert (found["report"], found["span"]) == ("month", "2026-10")
    assert found["scope"]["services"] == ["mail"]
    assert json.loads(answer(kb, "2026-Q3", "--json"))["report"] is None
    assert found["unread"] == []


def test_the_ending_of_the_file_decides_on_the_format(kb: Kb, small: Path) -> None:
    for name, start in (("a.md", b"# "), ("a.html", b"<!doctype html>"), ("a.docx", b"PK"), ("a.txt", b"# ")):
        assert f"written to new/{name}" in answer(kb, "2026-10", "--out", f"new/{name}")
        assert (small / "new" / name).read_bytes().startswith(start)
    answer(kb, "2026-10", "--out", "plain", "--format", "docx")
    assert docx.Document(io.BytesIO((small / "plain").read_bytes())).paragraphs[0].text == "服务月报: October 2026"


@pytest.mark.parametrize("name", ["a.md", "a.html", "a.docx"])
def test_a_draft_is_written_again_until_somebody_has_worked_on_it(kb: Kb, small: Path, name: str) -> None:
    path = small / name
    answer(kb, "2026-09", "--out", name)
    before = path.read_bytes()
    answer(kb, "2026-10", "--out", name)
    assert path.read_bytes() != before
    if name == "a.docx":
        word = docx.Document(str(path))
        word.add_paragraph("网断了")
        word.save(str(path))
    else:
        path.write_bytes(path.read_bytes().replace(b"2026", "网断了".encode(), 1))
    mine = path.read_bytes()
    assert "somebody has changed" in refusal(kb, "2026-10", "--out", name)
    assert path.read_bytes() == mine
    answer(kb, "2026-10", "--out", name, "--force")
    assert path.read_bytes() != mine


def test_a_file_of_somebody_else_is_not_overwritten(kb: Kb, small: Path) -> None:
    (small / "notes.md").write_text("mine\n", encoding="utf-8")
    assert "--force" in refusal(kb, "2026-10", "--out", "notes.md")
    assert (small / "notes.md").read_text(encoding="utf-8") == "mine\n"


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["2026-13"], "`2026-13` is no period; write a month (2026-10)"),
        (["october"], "is no period"),
        (["2026-12"], "2026-12 has not begun (the day is 2026-11-15)"),
        (["2024-01"], "the nearest periods with values: 2026-08, 2026-09, 2026-10"),
        (["2026-10", "--report", "mont"], "did you mean 'month'?"),
        (["2026-10", "--service", "mial"], "mail"),
        (["2026-10", "--format", "docx"], "add --out NAME.docx"),
        (["2026-10", "--format", "pdf"], "md, html, docx"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(kb: Kb, arguments: list[str], said: str) -> None:
    assert said.casefold() in refusal(kb, *arguments).casefold()


def test_a_handbook_without_figures_says_where_they_go(kb: Kb, small: Path) -> None:
    (small / "docs/data/actuals/all.csv").unlink()
    assert "data/actuals" in refusal(kb)
    assert "data/actuals" in refusal(kb, "2024-01")


@pytest.mark.usefixtures("small")
def test_a_period_that_still_runs_says_so(kb: Kb) -> None:
    text = answer(kb, "2026-10", "--as-of", "2026-10-20")
    assert "This period is not over yet" in text
    assert "This period is not over yet" not in answer(kb, "2026-10")


@pytest.mark.usefixtures("small")
def test_without_the_library_for_word_the_refusal_says_what_to_install(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "word_missing", lambda: True)
    assert "kb-tools[docx]" in refusal(kb, "2026-10", "--out", "a.docx")
