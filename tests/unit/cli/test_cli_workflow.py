"""Commands that write into the sources: what they print, what they write, how they exit."""

from __future__ import annotations

import json
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Kb = Callable[..., "tuple[int, str, str]"]


@pytest.mark.parametrize("languages", ["zh,en", "en,zh", "zh", "en"])
def test_init_makes_a_handbook_without_findings(kb: Kb, tmp_path: Path, languages: str) -> None:
    folder = tmp_path / "mine"
    code, out, _ = kb("init", str(folder), "--languages", languages)
    assert code == 0
    assert str(folder) in out
    code, out, _ = kb("check", "--root", str(folder), "--format", "json", "--fail-level", "info")
    assert (code, json.loads(out)) == (0, [])


@pytest.mark.site
@pytest.mark.parametrize("languages", ["zh,en", "en"])
def test_a_new_handbook_builds(tmp_path: Path, languages: str) -> None:
    command = [sys.executable, "-c", "from kb_tools.cli.main import main; main()"]
    subprocess.run([*command, "init", "mine", "--languages", languages], cwd=tmp_path, check=True, capture_output=True)
    done = subprocess.run([*command, "build"], cwd=tmp_path / "mine", check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "mine/site/processes/incident-management/index.html").is_file()


def test_init_refuses_a_folder_that_is_not_empty(kb: Kb, handbook: Path) -> None:
    code, out, err = kb("init", str(handbook))
    assert (code, out) == (2, "")
    assert err.startswith("kb: ")
    assert "not empty" in err


def test_new_writes_a_page_that_passes(kb: Kb, handbook: Path) -> None:
    code, out, _ = kb("new", "known-error", "--set", "title=打印机不动", "--set", "services=mail")
    assert code == 0
    assert "docs/zh/known-errors/ke-0002.md" in out
    code, out, _ = kb("check", "docs/zh/known-errors", "--format", "json")
    assert (code, json.loads(out)) == (0, [])


def test_new_as_json(kb: Kb, handbook: Path) -> None:
    _, out, _ = kb("new", "term", "term-sla", "--json")
    assert json.loads(out) == {"id": "term-sla", "type": "term", "path": "docs/zh/glossary/term-sla.md"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["new", "proces", "x"], "did you mean 'process'"),
        (["new", "process"], "kb new process ID"),
        (["new", "process", "x", "--set", "owner"], "key=value"),
        (["new", "service", "mail"], "exists already"),
        (["review", "mail", "--by", "nobody"], "no person"),
        (["review", "mial", "--by", "li-si"], "did you mean 'mail'"),
        (["translate", "--confirm"], "--confirm --all"),
        (["translate", "mial"], "did you mean 'mail'"),
        (["translate", "--to", "fr"], "not a language"),
        (["show", "mial"], "did you mean 'mail'"),
        (["explain", "missing-ownr"], "did you mean 'missing-owner'"),
        (["schema", "proces"], "did you mean 'process'"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(kb: Kb, handbook: Path, arguments: list[str], said: str) -> None:
    code, out, err = kb(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("kb: ")
    assert err.count("\n") == 1
    assert said in err


def test_outside_a_handbook(kb: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in (["new", "term", "x"], ["translate"], ["review", "x", "--by", "y"], ["show", "x"]):
        code, _, err = kb(*arguments)
        assert code == 2
        assert "no kb.toml" in err


def test_translate_lists_and_confirms(kb: Kb, handbook: Path) -> None:
    assert "up to date" in kb("translate")[1]
    page = handbook / "docs/zh/services/mail.md"
    page.write_text(page.read_text(encoding="utf-8").replace("打 8000", "拨 8000"), encoding="utf-8")
    (handbook / "docs/en/index.md").unlink()
    rows = json.loads(kb("translate", "--json")[1])
    assert [(row["id"], row["state"]) for row in rows] == [("index", "missing"), ("mail", "stale")]
    assert "docs/en/services/mail.md" in kb("translate")[1]
    code, out, _ = kb("translate", "--confirm", "mail")
    assert (code, out) == (0, "confirmed: docs/en/services/mail.md\n")
    assert [row["id"] for row in json.loads(kb("translate", "--json")[1])] == ["index"]
    assert kb("translate", "--confirm", "--all")[1] == "nothing to confirm\n"
    assert len(json.loads(kb("translate", "--all", "--json")[1])) == 20


def test_review_writes_day_and_fingerprint(kb: Kb, handbook: Path) -> None:
    _, out, _ = kb("review", "mail", "--by", "zhang-san", "--as-of", "2027-01-31", "--json")
    done = json.loads(out)
    assert (done["by"], done["date"], done["next"]) == ("zhang-san", "2027-01-31", "2028-01-31")
    text = (handbook / "docs/zh/services/mail.md").read_text(encoding="utf-8")
    assert "reviewed: {by: zhang-san, date: 2027-01-31, hash: " in text
    assert kb("check", "--as-of", "2027-01-31", "--select", "KB503")[0] == 0


def test_new_asks_on_a_terminal(handbook: Path) -> None:
    master, slave = pty.openpty()
    start = [sys.executable, "-c", "from kb_tools.cli.main import main; main()"]
    command = [*start, "new", "procedure", "reset", "--lang", "en"]
    with subprocess.Popen(command, cwd=handbook, stdin=slave, stdout=slave, stderr=slave) as process:
        with open(master, "wb", buffering=0, closefd=False) as terminal:
            terminal.write("重置密码\n\nit-lead\n".encode())
        assert process.wait(60) == 0
    text = (handbook / "docs/zh/procedures/reset.md").read_text(encoding="utf-8")
    assert "title: 重置密码" in text
    assert "process: incident-management" in text
    assert "performer: it-lead" in text
