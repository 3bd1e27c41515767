"""`kb index` and `kb search` as people and machines call them."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from support import ROOT, run_kb

Kb = Callable[..., Any]
CASE = ROOT / "tests" / "cases" / "KB614-near-duplicate"
ROWS = [
    {
        "id": "vpn",
        "title": "VPN asks for a password again",
        "body": "Restart the client.",
        "lang": "en",
        "type": "article",
    },
    {"id": "vpn", "title": "VPN 反复要密码", "body": "重启客户端。", "lang": "zh", "type": "article"},
    {"id": "mail", "title": "邮件发不出去", "body": "先看网关队列。", "lang": "zh", "type": "known-error"},
]


@pytest.fixture
def handbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small handbook of its own; the working directory."""
    root = tmp_path / "handbook"
    shutil.copytree(CASE / "docs", root / "docs")
    (root / "kb.toml").write_text('[handbook]\nlanguages = ["zh"]\n\n[check]\nas_of = 2026-11-15\n')
    monkeypatch.chdir(root)
    return root


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of three lines."""
    folder = tmp_path_factory.mktemp("lines")
    lines = folder / "documents.jsonl"
    lines.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS), encoding="utf-8")
    done = run_kb("index", "--from-jsonl", str(lines), "--out", str(folder / "index"), "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["documents"], said["languages"], said["whoosh"]["written"]) == (2, ["zh", "en"], 2)
    assert said["browser"]["files"] > 20
    return folder / "index"


def test_a_handbook_is_searched_without_writing_an_index_first(kb: Kb, handbook: Path) -> None:
    done = kb("search", "VPN 691", "--json")
    assert done.code == 0, done.err
    answer = json.loads(done.out)
    assert answer["hits"][0]["id"] == "ke-0201-vpn"
    assert answer["hits"][0]["path"] == "docs/known-errors/ke-0201-vpn.md"
    assert (handbook / ".kb-cache" / "search" / "whoosh").is_dir()


def test_an_edit_is_found_by_the_next_search(kb: Kb, handbook: Path) -> None:
    kb("search", "VPN")
    page = handbook / "docs" / "known-errors" / "ke-0401-same-service.md"
    page.write_text(page.read_text("utf-8").replace("发不出大附件", "拓扑兽"), encoding="utf-8")
    done = kb("search", "拓扑兽")
    assert done.code == 0
    assert "ke-0401-same-service" in done.out


def test_a_handbook_that_cannot_be_written_to_is_searched_all_the_same(kb: Kb, handbook: Path) -> None:
    (handbook / ".kb-cache").write_text("in the way")
    done = kb("search", "VPN")
    assert done.code == 0, done.err
    assert "ke-0201-vpn" in done.out


def test_nothing_found_ends_with_one_and_says_how_to_fill_the_gap(kb: Kb, handbook: Path) -> None:
    done = kb("search", "zzyzx qqq")
    assert done.code == 1
    assert "kb new known-error --set 'title=zzyzx qqq'" in done.out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_cards_fit_eighty_columns(kb: Kb, handbook: Path, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    done = kb("search", "Outlook 密码", "--lang", lang)
    assert done.code == 0
    assert "docs/known-errors/ke-0101.md" in done.out
    assert all(cell_len(line) <= 80 for line in done.out.split("\n"))


def test_filters_narrow_and_unknown_values_are_refused_with_the_closest(kb: Kb, handbook: Path) -> None:
    every = json.loads(kb("search", "Outlook", "--json").out)
    known = json.loads(kb("search", "Outlook", "--type", "known-error", "--json").out)
    assert {hit["type"] for hit in known["hits"]} == {"known-error"}
    assert known["total"] == every["facets"]["type"]["known-error"] < every["total"]
    done = kb("search", "Outlook", "--type", "known-eror")
    assert done.code == 2
    assert "nothing in the index has --type known-eror" in done.err
    assert "known-error" in done.err


def test_an_index_of_lines_answers_in_the_language_asked(kb: Kb, index: Path) -> None:
    for lang, title in (("zh", "VPN 反复要密码"), ("en", "VPN asks for a password again")):
        answer = json.loads(kb("search", "vpn", "--index", str(index), "--lang", lang, "--json").out)
        assert [(hit["id"], hit["title"]) for hit in answer["hits"]] == [("vpn", title)]


def test_queries_are_measured_by_both_engines(kb: Kb, index: Path, tmp_path: Path) -> None:
    judged = tmp_path / "q.json"
    judged.write_text(
        json.dumps([{"query": "邮件", "relevant": ["mail"]}, {"query": "vpn password", "relevant": ["vpn"]}])
    )
    found = json.loads(kb("search", "--eval", str(judged), "--index", str(index), "--json").out)
    for engine in ("browser", "whoosh"):
        assert found[engine]["success@1"] == 1
        assert found[engine]["ndcg@10"] == 1
    assert found["browser"]["bytes_init"] > found["browser"]["bytes_max"] > 0
    told = kb("search", "--eval", str(judged), "--index", str(index)).out
    assert "success@1        1.0" in told


def test_without_node_the_browser_is_left_out_unless_it_was_asked_for(
    kb: Kb, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = tmp_path / "q.json"
    judged.write_text(json.dumps([{"query": "邮件", "relevant": ["mail"]}]))
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    arguments = ["search", "--eval", str(judged), "--index", str(index), "--json"]
    done = kb(*arguments)
    assert done.code == 0, done.err
    found = json.loads(done.out)
    assert "Node.js" in found["browser"]["unavailable"]
    assert found["whoosh"]["success@1"] == 1
    assert kb(*arguments, "--engine", "whoosh").code == 0
    done = kb(*arguments, "--engine", "browser")
    assert done.code == 2
    assert "Node.js" in done.err


def test_a_copied_index_is_not_opened(kb: Kb, index: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(index, copy)
    done = kb("search", "vpn", "--index", str(copy))
    assert done.code == 2
    assert "was not written on this machine" in done.err


def test_a_folder_of_markdown_becomes_an_index(kb: Kb, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "router.md").write_text("# Router\n\nPower cycle it.")
    done = kb("index", str(tmp_path / "pages"), "--out", str(tmp_path / "index"))
    assert done.code == 0, done.err
    assert "indexed 1 documents" in done.out
    assert "router.md" in kb("search", "power cycle", "--index", str(tmp_path / "index")).out


def test_an_index_is_not_written_over_something_else(kb: Kb, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "router.md").write_text("# Router")
    done = kb("index", str(tmp_path / "pages"), "--out", str(tmp_path / "pages"))
    assert done.code == 2
    assert "`router.md`" in done.err
    assert [file.name for file in (tmp_path / "pages").iterdir()] == ["router.md"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["search"], "say what to look for"),
        (["search", "a", "--eval", "q.json"], "not both"),
        (["search", "a", "--index", "gone"], "there is no search index in gone"),
        (["search", "--eval", "gone.json", "--index", "gone"], "gone.json cannot be read"),
        (["search", "a", "--limit", "0"], "--limit"),
        (["index", "docs", "--from-jsonl", "x", "--out", "y"], "not both"),
        (["index", "docs"], "--out DIR"),
        (["index", "--from-jsonl", "gone", "--out", "y"], "gone cannot be read"),
        (["index", "gone", "--out", "y"], "there is no folder gone"),
    ],
)
def test_a_wrong_call_is_refused_with_what_to_do(kb: Kb, handbook: Path, arguments: list[str], said: str) -> None:
    done = kb(*arguments)
    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err
