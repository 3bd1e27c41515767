"""Who wrote a page: degree of authorship, and whose commit it was."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

import pytest
from insight_small import load_small

from kb_tools.insight.authors import Credit, credits, credits_by_path, degree_of_authorship, identify, writers
from kb_tools.insight.knowledge import documents, known_error_holders
from kb_tools.load.authorship import Author, Edit, read_authorship
from kb_tools.model.handbook import Handbook

AS_OF = dt.date(2026, 11, 15)
PEOPLE = """
xu-feng: {name: {zh: 许峰, en: Xu Feng}, contact: dba@huacheng.example}
lin-hao: {name: {zh: 林浩, en: Lin Hao}}
zhu-tao: {name: {zh: 朱涛, en: Zhu Tao}, active_until: 2026-09-30}
"""
KE = "---\ntitle: 锁表\nservices: []\nsymptoms: [停住]\nstate: draft\nresolution: investigating\n{rest}---\n"


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    return load_small(tmp_path, {"data/people.yml": PEOPLE})


def edit(name: str, *, created: bool = False) -> Edit:
    return Edit(Author(name, f"{name.lower().replace(' ', '.')}@example.org"), AS_OF, created)


def test_degree_of_authorship_of_the_worked_example() -> None:
    first, second = degree_of_authorship(1, 3, 2), degree_of_authorship(0, 2, 3)
    assert first == pytest.approx(4.5303, abs=5e-5)
    assert second == pytest.approx(3.1760, abs=5e-5)
    assert second / first == pytest.approx(0.701, abs=5e-4)
    assert Credit("a", "A", first, 1.0).is_author
    assert not Credit("b", "B", second, second / first).is_author


def test_credits_count_creation_own_changes_and_those_of_others(handbook: Handbook) -> None:
    # newest first: Xu Feng created the page and changed it three times, Lin Hao twice
    edits = [*[edit("Lin Hao")] * 2, *[edit("Xu Feng")] * 3, edit("Xu Feng", created=True)]
    found = {credit.person: credit for credit in credits(edits, identify(handbook))}
    assert found["xu-feng"].doa == pytest.approx(degree_of_authorship(1, 3, 2))
    assert found["lin-hao"].doa == pytest.approx(degree_of_authorship(0, 2, 4))
    assert [person for person, credit in found.items() if credit.is_author] == ["xu-feng"]


@pytest.mark.parametrize(
    ("name", "email", "person"),
    [
        ("Xu Feng", "x@y.example", "xu-feng"),
        ("Feng XU", "x@y.example", "xu-feng"),
        ("许峰", "x@y.example", "xu-feng"),
        ("DBA", "dba@huacheng.example", "xu-feng"),
        ("someone", "lin.hao@huacheng.example", "lin-hao"),
        ("lin-hao", "", "lin-hao"),
        ("Somebody Else", "dba@elsewhere.example", ""),
        ("", "", ""),
    ],
)
def test_a_git_author_is_found_by_id_name_or_address(handbook: Handbook, name: str, email: str, person: str) -> None:
    assert identify(handbook)(Author(name, email)) == person


def test_declared_authors_count_where_git_knows_nothing_of_them() -> None:
    shown = (Credit("xu-feng", "Xu Feng", 4.5, 1.0), Credit("lin-hao", "Lin Hao", 3.1, 0.7))
    assert writers(["lin-hao", "zhu-tao"], shown) == ("xu-feng", "zhu-tao")
    assert writers(["lin-hao"], ()) == ("lin-hao",)
    assert writers([], [Credit("", "A robot", 4.4, 1.0)]) == ()


def git(root: Path, *arguments: str, name: str = "Xu Feng", day: str = "2026-03-01") -> None:
    moment = f"{day}T09:00:00Z"
    variables = {
        "GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": "old@example.org", "GIT_AUTHOR_DATE": moment,
        "GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": "old@example.org", "GIT_COMMITTER_DATE": moment,
        "GIT_CONFIG_GLOBAL": "/dev/null", "HOME": str(root), "PATH": "/usr/bin:/bin",
    }  # fmt: skip
    subprocess.run(["git", *arguments], cwd=root, env=variables, check=True, capture_output=True)


def commit(root: Path, name: str, day: str, **files: str) -> None:
    for stem, text in files.items():
        path = root / "docs" / "known-errors" / f"{stem.replace('_', '-')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "change", name=name, day=day)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    return tmp_path


def test_history_follows_renames_mailmap_and_the_day(repository: Path) -> None:
    commit(repository, "xf", "2026-03-01", ke_0001=KE.format(rest=""))
    git(repository, "mv", "docs/known-errors/ke-0001.md", "docs/known-errors/ke-0002.md")
    git(repository, "commit", "-qm", "rename", name="Lin Hao", day="2026-04-01")
    commit(repository, "Lin Hao", "2026-12-01", ke_0002=KE.format(rest="aliases: [停]\n"))
    (repository / ".mailmap").write_text("许峰 <dba@huacheng.example> xf <old@example.org>\n", encoding="utf-8")
    found = read_authorship(repository, AS_OF)
    edits = found["docs/known-errors/ke-0002.md"]
    assert [(one.author.name, one.created, one.date) for one in edits] == [
        ("Lin Hao", False, dt.date(2026, 4, 1)),
        ("许峰", True, dt.date(2026, 3, 1)),
    ]
    assert "docs/known-errors/ke-0001.md" not in found


def test_a_file_that_was_deleted_and_made_again_is_a_new_one(repository: Path) -> None:
    commit(repository, "Xu Feng", "2026-03-01", ke_0001=KE.format(rest=""))
    git(repository, "rm", "-q", "docs/known-errors/ke-0001.md")
    git(repository, "commit", "-qm", "gone", day="2026-04-01")
    commit(repository, "Lin Hao", "2026-05-01", ke_0001=KE.format(rest="aliases: [停]\n"))
    edits = read_authorship(repository, AS_OF)["docs/known-errors/ke-0001.md"]
    assert [one.author.name for one in edits] == ["Lin Hao"]


def test_without_a_repository_there_is_no_history(tmp_path: Path) -> None:
    assert read_authorship(tmp_path, AS_OF) == {}
    assert read_authorship(tmp_path / "missing", AS_OF) == {}


def test_holders_come_from_git_where_it_knows_more_than_the_page(repository: Path) -> None:
    (repository / "docs").mkdir()
    text = KE.format(rest="authors: [lin-hao]\n")
    commit(repository, "Xu Feng", "2026-03-01", ke_0001=text, ke_0002=KE.format(rest=""))
    for number in range(3):
        commit(
            repository, "Xu Feng", "2026-04-01", ke_0001=KE.format(rest=f"authors: [lin-hao]\naliases: [a{number}]\n")
        )
    commit(repository, "Lin Hao", "2026-05-01", ke_0001=KE.format(rest="authors: [lin-hao]\naliases: [b]\n"))
    handbook = load_small(repository, {"data/people.yml": PEOPLE})
    made = credits_by_path(handbook, read_authorship(repository, AS_OF))
    with_git = {entry.id: entry.holders for entry in known_error_holders(handbook, AS_OF, made)}
    assert with_git == {"ke-0001": ("xu-feng",), "ke-0002": ("xu-feng",)}
    without = {entry.id: entry.holders for entry in known_error_holders(handbook, AS_OF)}
    assert without == {"ke-0001": ("lin-hao",), "ke-0002": ()}


def test_holders_fade_and_applications_run_out(tmp_path: Path) -> None:
    long_ago = AS_OF - dt.timedelta(days=549)
    rest = (
        "authors: [zhu-tao]\n"
        f"verified: {{by: xu-feng, date: {AS_OF - dt.timedelta(days=548)}}}\n"
        f"applied: [{{by: lin-hao, date: {long_ago}}}, {{by: zhu-tao, date: {AS_OF}}}]\n"
    )
    handbook = load_small(tmp_path, {"data/people.yml": PEOPLE, "known-errors/ke-0001.md": KE.format(rest=rest)})
    (found,) = known_error_holders(handbook, AS_OF)
    assert found.holders == ("xu-feng",)
    assert found.strength == pytest.approx(0.5)
    assert found.written_by == ("zhu-tao",)
    rest = f"applied: [{{by: lin-hao, date: {long_ago + dt.timedelta(days=1)}}}]\n"
    handbook = load_small(tmp_path, {"known-errors/ke-0001.md": KE.format(rest=rest)})
    assert known_error_holders(handbook, AS_OF)[0].holders == ("lin-hao",)


def test_documents_are_pages_with_authors_who_are_still_here(tmp_path: Path) -> None:
    page = "---\ntitle: 第 {number} 页\n{rest}---\n\n正文。\n"
    handbook = load_small(
        tmp_path,
        {
            "data/people.yml": PEOPLE,
            "a.md": page.format(number=1, rest="authors: [xu-feng, zhu-tao]\n"),
            "b.md": page.format(number=2, rest="authors: [zhu-tao]\n"),
            "c.md": page.format(number=3, rest=""),
            "d.md": page.format(number=4, rest="authors: [xu-feng]\nstatus: retired\n"),
        },
    )
    assert [(entry.id, entry.authors) for entry in documents(handbook, AS_OF)] == [("a", ("xu-feng",)), ("b", ())]
