"""`kb coverage` as somebody at a terminal or a CI job meets it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from git_support import commit, git

Kb = Callable[..., Any]
PAGE = "---\ntitle: {title}\nreviewed: {{by: ann, date: 2026-10-01}}\nframeworks: {{own: [{clauses}]}}\n---\n"
FRAMEWORK = """title: {en: Own, zh: 自有}
edition: "1"
note: {en: Not a standard., zh: 不是标准。}
clauses:
  A1: {title: {en: First, zh: 第一}, demand: {en: Do it., zh: 要做。}, kind: document, needs: policy}
  A2: {title: {en: Second, zh: 第二}}
  B.1: {title: {en: Third, zh: 第三}, kind: record, records: [{type: review, has: [actions]}], maps: {fitsm: PR9}}
groups: {B: {en: Group B, zh: 乙组}}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository of two commits: a page names A2 from October on."""
    folder = tmp_path / "handbook"
    (folder / "docs" / "data" / "frameworks").mkdir(parents=True)
    (folder / "docs" / "data" / "frameworks" / "own.yml").write_text(FRAMEWORK, encoding="utf-8")
    (folder / "kb.toml").write_text('[handbook]\nlanguages = ["en"]\n[check]\nas_of = 2026-11-15\n', encoding="utf-8")
    (folder / "docs" / "a.md").write_text(PAGE.format(title="A", clauses="A1"), encoding="utf-8")
    git(folder, "init", "-q")
    commit(folder, "2026-10-05")
    git(folder, "tag", "first")
    (folder / "docs" / "b.md").write_text(PAGE.format(title="B", clauses="A2"), encoding="utf-8")
    commit(folder, "2026-10-20")
    return folder


def answer(kb: Kb, root: Path, *arguments: str, status: int = 0) -> str:
    code, out, err = kb("coverage", *arguments, "--root", str(root))
    assert code == status, err
    return str(out)


def data(kb: Kb, root: Path, *arguments: str) -> Any:
    return json.loads(answer(kb, root, *arguments, "--json"))


def refusal(kb: Kb, root: Path, *arguments: str) -> str:
    code, out, err = kb("coverage", *arguments, "--root", str(root))
    assert (code, out) == (2, "")
    return str(err)


def test_without_an_argument_all_frameworks_are_listed(kb: Kb, root: Path) -> None:
    text = answer(kb, root)
    assert all(key in text for key in ("iso20000", "iso20000-2005", "itil4", "fitsm", "own"))
    listed = {entry["framework"]: entry for entry in data(kb, root)["frameworks"]}
    assert [key for key, entry in listed.items() if entry["own"]] == ["own"]
    assert (listed["own"]["covered"], listed["own"]["partly"], listed["own"]["gaps"]) == (1, 1, 1)


def test_the_list_fits_a_terminal_with_what_pages_name(kb: Kb, root: Path) -> None:
    lines = answer(kb, root).splitlines()
    head = next(line for line in lines if line.startswith("Framework "))
    assert head.split() == ["Framework", "Name", "Share", "Named", "covered", "partly", "gap"]
    assert next(line for line in lines if line.startswith("own ")).split()[2:] == [
        "33%",
        "1",
        "●",
        "1",
        "▲",
        "1",
        "■",
        "1",
    ]
    assert {entry["framework"]: entry["named"] for entry in data(kb, root)["frameworks"]}["own"] == 1


def test_a_framework_is_told_clause_by_clause(kb: Kb, root: Path) -> None:
    text = answer(kb, root, "own")
    assert "1 of 3 covered (33%: 1 named by a page, 0 found by kind), 1 partly, 1 without evidence" in text
    assert "partly: the document is missing" in text
    assert "Group B" in text
    assert "Not a standard." in text


def test_gaps_alone_begin_with_what_has_nothing(kb: Kb, root: Path) -> None:
    text = answer(kb, root, "own", "--gaps")
    assert "Second" not in text
    assert text.index("Third") < text.index("First")
    assert [entry["clause"] for entry in data(kb, root, "own", "--gaps")["clauses"]] == ["A1", "B.1"]


def test_one_clause_shows_evidence_and_what_would_count(kb: Kb, root: Path) -> None:
    text = answer(kb, root, "own", "A1")
    assert "Own A1 First" in text
    assert "Asks: Do it." in text
    assert "article · a" in text
    assert "at least one of these: Policies" in text
    assert "Related: fitsm PR9" in answer(kb, root, "own", "B.1")
    assert 'frameworks: {own: ["B.1"]}' in answer(kb, root, "own", "B.1")


def test_a_heading_shows_the_clauses_below_it(kb: Kb, root: Path) -> None:
    assert [entry["clause"] for entry in data(kb, root, "iso20000", "8.6")["clauses"]] == ["8.6.1", "8.6.2", "8.6.3"]


def test_another_edition_by_its_year(kb: Kb, root: Path) -> None:
    found = data(kb, root, "iso20000", "--edition", "2005")
    assert (found["framework"], found["edition_of"], found["total"]) == ("iso20000-2005", "iso20000", 13)
    assert "no edition `2011`; there are: 2018, 2005" in refusal(kb, root, "iso20000", "--edition", "2011")


def test_json_has_stable_keys(kb: Kb, root: Path) -> None:
    found = data(kb, root, "own", "A2")
    assert list(found) == [
        *("framework", "title", "edition", "edition_of", "as_of", "total", "covered", "named"),
        *("partly", "gaps", "percent"),
        *("commit", "clauses", "unread"),
    ]
    (clause,) = found["clauses"]
    assert list(clause) == [
        "clause",
        "title",
        "demand",
        "kind",
        "state",
        "named",
        "reason",
        "parts",
        "maps",
        "evidence",
    ]
    assert clause["evidence"] == [
        {
            "id": "b",
            "type": "article",
            "origin": "declared",
            "state": "fresh",
            "day": "2026-10-01",
            "due": "2027-10-01",
            "owner": None,
            "reviewer": "ann",
            "record": False,
            "count": None,
            "recent": None,
            "via": None,
        }
    ]


def test_the_past_is_judged_on_its_own_day(kb: Kb, root: Path) -> None:
    past = data(kb, root, "own", "--at", "first")
    assert (past["covered"], past["as_of"], len(past["commit"])) == (0, "2026-10-05", 40)
    assert data(kb, root, "own", "--at", "2026-10-31")["as_of"] == "2026-10-31"
    assert "As of commit" in answer(kb, root, "own", "--at", "first")
    assert "2020-01-01" in refusal(kb, root, "own", "--at", "2020-01-01")


def test_a_threshold_fails_the_run(kb: Kb, root: Path) -> None:
    answer(kb, root, "own", "--fail-under", "33")
    code, _, err = kb("coverage", "own", "--fail-under", "34", "--root", str(root))
    assert (code, err.strip()) == (1, "Own: 33.3% covered, below 34%")
    assert "between 0 and 100" in refusal(kb, root, "own", "--fail-under", "101")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("iso2000",), "did you mean 'iso20000'?"),
        (("zzz",), "known are: iso20000, iso20000-2005, itil4, fitsm, own"),
        (("iso20000", "8.6.33"), "did you mean '8.6.3'?"),
        (("own", "zzz"), "`kb coverage own` lists all of them"),
        (("--gaps",), "need a framework"),
        (("own", "A1", "--pack", "x"), "leave the clause out"),
    ],
)
def test_what_cannot_be_answered_says_what_to_do(kb: Kb, root: Path, arguments: tuple[str, ...], said: str) -> None:
    assert said in refusal(kb, root, *arguments)


def test_chinese_readers_get_chinese(kb: Kb, root: Path) -> None:
    text = answer(kb, root, "own", "--lang", "zh")
    assert "共 3 条，已覆盖 1 条（33%，其中 1 条有页面写明，0 条只是按类型找到），部分覆盖 1 条，没有证据 1 条" in text
    assert "乙组" in text


def test_a_pack_is_written_from_the_commit(kb: Kb, root: Path, tmp_path: Path) -> None:
    (root / "docs" / "a.md").write_text("---\ntitle: Not committed\n---\n", encoding="utf-8")
    code, out, err = kb("coverage", "own", "--pack", str(tmp_path / "pack"), "--root", str(root))
    assert (code, out) == (0, "")
    assert "audit pack with 9 files" in err
    assert "not committed" in err
    assert "title: A\n" in (tmp_path / "pack" / "evidence" / "docs" / "a.md").read_text(encoding="utf-8")


def test_a_pack_of_everything_there_is_speaks_of_no_changes(kb: Kb, root: Path, tmp_path: Path) -> None:
    _, _, err = kb("coverage", "own", "--pack", str(tmp_path / "pack"), "--root", str(root))
    assert "audit pack" in err
    assert "not committed" not in err


def test_a_day_that_has_not_come_is_refused(kb: Kb, root: Path) -> None:
    assert "has not come" in refusal(kb, root, "own", "--at", "2027-06-30", "--as-of", "2026-11-15")
