"""An audit pack: complete, checkable with the usual tools, the same bytes again, and nobody's work is overwritten."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from support import ROOT, refused

from kb_tools.config import Config
from kb_tools.errors import PublishError
from kb_tools.insight.coverage import FrameworkCoverage, coverage
from kb_tools.load.loader import load_handbook
from kb_tools.model.handbook import Handbook
from kb_tools.publish.audit_pack import SUMS, pack_files, write_pack

COMMIT = "c" * 40


@pytest.fixture(scope="module")
def found(example: Handbook, example_config: Config) -> FrameworkCoverage:
    assert example_config.check.as_of is not None
    return coverage(example, example_config.check.as_of)["iso20000"]


@pytest.fixture(scope="module")
def files(example: Handbook, example_config: Config, found: FrameworkCoverage) -> dict[str, bytes]:
    return dict(pack_files(ROOT, example, example_config, found, COMMIT))


def write(example: Handbook, config: Config, found: FrameworkCoverage, out: Path) -> int:
    return write_pack(ROOT, example, config, found, COMMIT, out)


def checked(folder: Path) -> str:
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", SUMS], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_sha256sum_accepts_every_file_and_knows_all_of_them(
    example: Handbook, example_config: Config, found: FrameworkCoverage, tmp_path: Path
) -> None:
    pack = tmp_path / "pack"
    count = write(example, example_config, found, pack)
    there = {path.relative_to(pack).as_posix() for path in pack.rglob("*") if path.is_file()}
    said = {line.rsplit(": ", 1)[0] for line in checked(pack).splitlines()}
    assert there == said | {SUMS}
    assert len(there) == count
    (pack / "evidence" / "docs" / "zh" / "policies" / "change-policy.md").write_text("forged", encoding="utf-8")
    done = subprocess.run(["sha256sum", "-c", "--quiet", SUMS], cwd=pack, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "change-policy.md" in done.stdout


def test_evidence_is_there_byte_by_byte_in_every_language(files: dict[str, bytes], found: FrameworkCoverage) -> None:
    pages = {item.id: item for clause in found.clauses for item in clause.items if item.type == "process"}
    assert pages
    for page in pages:
        for lang in ("zh", "en"):
            path = f"docs/{lang}/processes/{page}.md"
            assert files[f"evidence/{path}"] == (ROOT / path).read_bytes()
    assert files["evidence/docs/data/actuals/processes.csv"]
    assert files["evidence/docs/data/parties.yml"]


def test_nothing_private_about_people_is_packed(files: dict[str, bytes], example: Handbook) -> None:
    assert not [name for name in files if name.endswith(("people.yml", "duty.yml"))]
    extract = files["evidence/competence.csv"].decode()
    head, *rows = extract.splitlines()
    assert head == "person,kind,about,day"
    assert {row.split(",")[1] for row in rows} == {"assessment", "training"}
    away = [absence for record in example.people.values() for absence in record.value.absences]
    assert away, "the example has absences, so that leaving them out can fail"
    contacts = [record.value.contact for record in example.people.values() if record.value.contact]
    assert not [contact for contact in contacts if contact in extract]


def test_people_are_named_as_the_configuration_allows(
    example: Handbook, example_config: Config, found: FrameworkCoverage
) -> None:
    publish = example_config.publish.model_copy(update={"people": "roles"})
    files = pack_files(ROOT, example, example_config.model_copy(update={"publish": publish}), found, COMMIT)
    named = {item.reviewer for clause in found.clauses for item in clause.items if item.reviewer in example.people}
    people = [example.people[person].value.name.in_language(lang) for person in named for lang in ("zh", "en")]
    assert people
    for name in ("index.zh.md", "index.en.html", "evidence/competence.csv"):
        text = files[name].decode()
        assert not [person for person in people if person in text]
    assert "person,training" in files["evidence/competence.csv"].decode()


@pytest.mark.parametrize("name", ["index.zh.md", "index.en.md", "index.zh.html", "index.en.html"])
def test_the_index_tells_every_clause_with_owner_reviewer_day_state_and_hash(
    files: dict[str, bytes], found: FrameworkCoverage, name: str
) -> None:
    text = files[name].decode()
    assert COMMIT in text
    for clause in found.clauses:
        assert clause.id in text
    sums = dict(line.split("  ")[::-1] for line in files[SUMS].decode().splitlines())
    page = "evidence/docs/zh/processes/problem-management.md"
    assert sums[page] in text
    assert page in text
    lang = name.split(".")[1]
    row = next(line for line in text.split("\n") if "processes/problem-management.md" in line)
    owner, reviewer = ("问题流程所有者", "陈立") if lang == "zh" else ("Problem process owner", "Chen Li")
    assert owner in row
    assert reviewer in row
    assert "2026-" in row
    assert "{" not in text.replace("{ ", "").split("<body>")[-1]


def test_links_of_the_index_lead_to_files_of_the_pack(files: dict[str, bytes]) -> None:
    text = files["index.zh.html"].decode()
    linked = {part.split('"')[0] for part in text.split('href="')[1:]}
    assert linked
    assert linked <= set(files)


def test_what_authors_write_stays_text(example: Handbook, example_config: Config, found: FrameworkCoverage) -> None:
    config = example_config.model_copy(
        update={"handbook": example_config.handbook.model_copy(update={"name": {"zh": "<b>|x", "en": "<b>|x"}})}
    )
    files = pack_files(ROOT, example, config, found, COMMIT)
    assert "&lt;b&gt;|x" in files["index.en.html"].decode()
    assert "\\<b\\>\\|x" in files["index.en.md"].decode()


def test_the_same_commit_gives_the_same_bytes(
    example: Handbook, example_config: Config, found: FrameworkCoverage, tmp_path: Path
) -> None:
    again = load_handbook(ROOT, example_config, use_cache=False, jobs=1)
    for number, handbook in enumerate((example, again)):
        write(handbook, example_config, coverage(handbook, found.as_of)["iso20000"], tmp_path / f"{number}.zip")
    assert (tmp_path / "0.zip").read_bytes() == (tmp_path / "1.zip").read_bytes()
    assert (tmp_path / "0.zip").stat().st_mode & 0o777 == 0o644


def test_a_zip_unpacks_into_one_folder_that_can_be_checked(
    example: Handbook, example_config: Config, found: FrameworkCoverage, tmp_path: Path
) -> None:
    write(example, example_config, found, tmp_path / "pack.zip")
    with zipfile.ZipFile(tmp_path / "pack.zip") as packed:
        assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        packed.extractall(tmp_path / "out")
    (folder,) = (tmp_path / "out").iterdir()
    assert folder.name == f"audit-iso20000-{found.as_of}"
    checked(folder)
    assert json.loads((folder / "pack.json").read_text(encoding="utf-8"))["commit"] == COMMIT


def test_a_pack_is_replaced_by_a_newer_one_and_leaves_nothing_behind(
    example: Handbook, example_config: Config, found: FrameworkCoverage, tmp_path: Path
) -> None:
    for out in (tmp_path / "pack", tmp_path / "pack.zip"):
        write(example, example_config, found, out)
        fewer = replace(found, clauses=found.clauses[:3])
        assert write(example, example_config, fewer, out) < 40
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pack", "pack.zip"]
    checked(tmp_path / "pack")


@pytest.mark.parametrize("kind", ["folder", "note", "file", "zip", "link"])
def test_what_is_not_ours_is_never_overwritten(
    example: Handbook, example_config: Config, found: FrameworkCoverage, tmp_path: Path, kind: str
) -> None:
    out = tmp_path / ("pack.zip" if kind == "zip" else "pack")
    if kind == "folder":
        out.mkdir()
        (out / "thesis.txt").write_text("years of work", encoding="utf-8")
    elif kind == "note":
        write(example, example_config, found, out)
        (out / "evidence" / "my-note.txt").write_text("hours of work", encoding="utf-8")
    elif kind == "link":
        (tmp_path / "elsewhere").mkdir()
        out.symlink_to(tmp_path / "elsewhere")
    else:
        out.write_text("a letter", encoding="utf-8")
    before = sorted((path.as_posix(), path.read_bytes()) for path in tmp_path.rglob("*") if path.is_file())
    with refused(PublishError, "not an audit pack"):
        write(example, example_config, found, out)
    assert before == sorted((path.as_posix(), path.read_bytes()) for path in tmp_path.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", ["pack", "pack.zip"])
def test_a_write_that_fails_leaves_the_old_pack_as_it_was(
    example: Handbook,
    example_config: Config,
    found: FrameworkCoverage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    out, real = tmp_path / name, os.replace
    write(example, example_config, replace(found, clauses=found.clauses[:3]), out)
    before = sorted((path.as_posix(), path.read_bytes()) for path in tmp_path.rglob("*") if path.is_file())

    def failing(source: Path, target: Path) -> None:
        if Path(target) == out and Path(source).name != "old":
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", failing)
    with refused(PublishError, "could not be written"):
        write(example, example_config, found, out)
    assert before == sorted((path.as_posix(), path.read_bytes()) for path in tmp_path.rglob("*") if path.is_file())
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_framework_of_the_organisation_goes_along(example_config: Config, handbook_copy: Path) -> None:
    handbook = load_handbook(handbook_copy, example_config, use_cache=False, jobs=1)
    assert example_config.check.as_of is not None
    found = coverage(handbook, example_config.check.as_of)["iso9001"]
    files = pack_files(handbook_copy, handbook, example_config, found, COMMIT)
    assert files["evidence/docs/data/frameworks/iso9001.yml"]


def test_images_of_evidence_go_along(example_config: Config, handbook_copy: Path) -> None:
    page = handbook_copy / "docs" / "zh" / "policies" / "change-policy.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n![流程](flow.png)\n", encoding="utf-8")
    shutil.copyfile(next((ROOT / "assets").rglob("*.png")), page.parent / "flow.png")
    handbook = load_handbook(handbook_copy, example_config, use_cache=False, jobs=1)
    assert example_config.check.as_of is not None
    found = coverage(handbook, example_config.check.as_of)["iso20000"]
    files = pack_files(handbook_copy, handbook, example_config, found, COMMIT)
    assert "evidence/docs/zh/policies/flow.png" in files
