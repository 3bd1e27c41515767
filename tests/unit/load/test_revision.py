"""The handbook at a tag, a commit or on a day, and every way in which it cannot be had."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from git_support import git

from kb_tools.errors import KbError, UsageError
from kb_tools.load.revision import export, find_revision, handbook_at, list_tags

SETTINGS = '[handbook]\nlanguages = ["zh"]\n'


def commit(root: Path, day: str, **files: str) -> str:
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_md", ".md").replace("_toml", ".toml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", "change", day=day)
    return git(root, "rev-parse", "HEAD").strip()


def page(title: str) -> str:
    return f"---\ntitle: {title}\n---\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "-q")
    commit(root, "2026-09-01", kb_toml=SETTINGS, docs__processes__a_md=page("First"))
    git(root, "tag", "2026-09")
    commit(root, "2026-10-01", docs__processes__a_md=page("Second"), docs__b_md=page("New"))
    git(root, "tag", "-a", "2026-10", "-m", "annotated", day="2026-10-05")
    commit(root, "2026-11-01", docs__processes__a_md=page("Third"))
    return root


def problem(root: Path, name: str) -> str:
    with pytest.raises(KbError) as caught:
        handbook_at(root, name)
    return caught.value.message.key


def test_a_tag_gives_the_pages_of_its_commit(repository: Path) -> None:
    past = handbook_at(repository, "2026-09")
    assert [found.title for found in past.handbook.pages] == ["First"]
    assert past.revision.day == past.revision.as_of == dt.date(2026, 9, 1)
    assert past.revision.commit == git(repository, "rev-parse", "2026-09").strip()


def test_an_annotated_tag_stands_for_its_commit(repository: Path) -> None:
    past = handbook_at(repository, "2026-10")
    assert sorted(found.title for found in past.handbook.pages) == ["New", "Second"]
    assert past.revision.day == dt.date(2026, 10, 1)


def test_any_name_of_a_commit_is_understood(repository: Path) -> None:
    assert handbook_at(repository, "HEAD~1").revision.commit == git(repository, "rev-parse", "2026-10^{}").strip()
    assert find_revision(repository, git(repository, "rev-parse", "HEAD")[:8]).day == dt.date(2026, 11, 1)


@pytest.mark.parametrize(
    ("day", "title"),
    [("2026-09-01", "First"), ("2026-09-30", "First"), ("2026-10-01", "Second"), ("2030-01-01", "Third")],
)
def test_a_day_means_the_last_commit_on_or_before_it(repository: Path, day: str, title: str) -> None:
    past = handbook_at(repository, day)
    assert past.handbook.by_id["a"].title == title
    assert past.revision.as_of == dt.date.fromisoformat(day)


def test_a_day_does_not_look_into_merged_branches(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "side")
    commit(repository, "2026-11-02", docs__processes__a_md=page("Side"))
    git(repository, "checkout", "-q", "main")
    commit(repository, "2026-11-03", docs__c_md=page("Main"))
    git(repository, "merge", "-q", "--no-ff", "-m", "merge", "side", day="2026-11-05")
    assert handbook_at(repository, "2026-11-04").handbook.by_id["a"].title == "Third"
    assert handbook_at(repository, "2026-11-05").handbook.by_id["a"].title == "Side"


def test_a_tag_that_looks_like_a_day_is_the_tag(repository: Path) -> None:
    git(repository, "tag", "2026-11-09", "2026-09")
    assert handbook_at(repository, "2026-11-09").handbook.by_id["a"].title == "First"


def test_the_settings_are_those_of_then(repository: Path) -> None:
    git(repository, "mv", "docs", "pages")
    commit(repository, "2026-11-02", kb_toml=f'{SETTINGS}docs = "pages"\n')
    assert handbook_at(repository, "HEAD").handbook.by_id["a"].path == "pages/processes/a.md"
    assert handbook_at(repository, "HEAD~1").handbook.by_id["a"].path == "docs/processes/a.md"


def test_nothing_in_the_work_tree_is_touched(repository: Path) -> None:
    (repository / "docs" / "b.md").write_text("not committed", encoding="utf-8")
    index = (repository / ".git" / "index").read_bytes()
    handbook_at(repository, "2026-09")
    assert (repository / "docs" / "b.md").read_text(encoding="utf-8") == "not committed"
    assert (repository / ".git" / "index").read_bytes() == index
    assert git(repository, "status", "--porcelain").split() == ["M", "docs/b.md"]


def test_a_handbook_in_a_folder_of_the_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    files = {"deep__hand__kb_toml": SETTINGS, "deep__hand__docs__a_md": page("Deep"), "docs__x_md": page("Other")}
    commit(tmp_path, "2026-10-01", **files)
    past = handbook_at(tmp_path / "deep" / "hand", "HEAD")
    assert [found.title for found in past.handbook.pages] == ["Deep"]


def test_attributes_of_the_repository_hide_and_change_nothing(repository: Path) -> None:
    commit(repository, "2026-11-02", docs__b_md=page("$Format:%H$"))
    (repository / ".gitattributes").write_text("docs/** export-ignore export-subst\n*.md eol=crlf\n", encoding="utf-8")
    commit(repository, "2026-11-03")
    assert handbook_at(repository, "HEAD").handbook.by_id["b"].title == "$Format:%H$"


def test_links_are_copied_and_never_lead_out(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(page("Secret"), encoding="utf-8")
    docs = repository / "docs"
    for name, target in (
        ("inside.md", "processes/a.md"), ("twice.md", "inside.md"), ("out.md", "../../secret.md"),
        ("absolute.md", str(tmp_path / "secret.md")), ("loop.md", "loop.md"), ("settings.md", "../kb.toml"),
    ):  # fmt: skip
        (docs / name).symlink_to(target)
    commit(repository, "2026-11-02")
    with export(repository, "HEAD") as (_, folder):
        files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
        assert files == ["docs/b.md", "docs/inside.md", "docs/processes/a.md", "docs/twice.md", "kb.toml"]
        assert (folder / "docs" / "twice.md").read_text(encoding="utf-8") == page("Third")
        assert not any(path.is_symlink() for path in folder.rglob("*"))
    assert not folder.exists()


def test_tags_come_with_the_day_of_their_commit_oldest_first(repository: Path) -> None:
    git(repository, "tag", "z-first", "2026-09")
    git(repository, "checkout", "-q", "--orphan", "unrelated")
    commit(repository, "2026-08-01")
    git(repository, "tag", "elsewhere")
    git(repository, "checkout", "-q", "main")
    found = [(tag.name, tag.day.isoformat()) for tag in list_tags(repository)]
    assert found == [("2026-09", "2026-09-01"), ("z-first", "2026-09-01"), ("2026-10", "2026-10-01")]
    assert list_tags(repository)[2].commit == git(repository, "rev-parse", "HEAD~1").strip()


def test_names_that_git_does_not_know(repository: Path) -> None:
    for name in ("v9", "", "--help", "-x", "a\nb", "HEAD:docs", "a" * 300, "refs/tags/none"):
        assert problem(repository, name) == "error.revision_unknown", name
    assert problem(repository, "2026-02-30") == "error.not_a_date"


def test_a_day_before_the_first_commit_is_told_with_that_day(repository: Path) -> None:
    with pytest.raises(UsageError) as caught:
        find_revision(repository, "2026-08-31")
    assert caught.value.message.key == "error.before_first_commit"
    assert caught.value.message.facts["first"] == "2026-09-01"


def test_a_shallow_clone_says_that_it_is_one(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", "shallow")
    assert problem(tmp_path / "shallow", "2026-10-15") == "error.revision_shallow"
    assert problem(tmp_path / "shallow", "2026-09") == "error.revision_shallow"
    assert handbook_at(tmp_path / "shallow", "2026-11-02").handbook.by_id["a"].title == "Third"


def test_no_repository_no_commit_no_handbook(tmp_path: Path, repository: Path) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    assert problem(plain, "HEAD") == "error.not_a_repository"
    bare = tmp_path / "bare"
    bare.mkdir()
    git(bare, "init", "-q")
    assert problem(bare, "HEAD") == "error.no_commits"
    assert list_tags(plain) == ()
    git(plain, "init", "-q")
    assert problem(plain, "2026-11-01") == "error.no_commits"
    commit(plain, "2026-10-01", README_md="nothing")
    assert problem(plain, "HEAD") == "error.revision_without_handbook"
    commit(repository, "2026-11-02", kb_toml="[handbook\n")
    assert problem(repository, "HEAD") == "error.revision_settings"


def test_a_commit_without_its_docs_folder_is_an_empty_handbook(repository: Path) -> None:
    git(repository, "rm", "-rq", "docs")
    commit(repository, "2026-11-02")
    assert handbook_at(repository, "HEAD").handbook.pages == ()


def test_without_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert problem(repository, "HEAD") == "error.git_missing"
    assert list_tags(repository) == ()
