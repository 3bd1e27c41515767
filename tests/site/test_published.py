"""The published example: every page, every link, the same bytes each time, and the same pages in every generator."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from html_links import broken_links, site_pages, text_of
from support import ROOT, Run

from kb_tools.model.handbook import Handbook
from kb_tools.publish.site import MARKER
from kb_tools.render.address import page_address

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("site")]
GENERATOR = re.compile(r'<meta name="generator" content="[^"]*">')
SWITCH = re.compile(r'<div class="md-header__option">\s*<nav class="kb-languages".*?</nav>\s*</div>', re.DOTALL)


def tree(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def run_generator(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "true", "SOURCE_DATE_EPOCH": "1794700800"}
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("plain") / "site"
    done = run_generator("mkdocs", "build", "--strict", "--config-file", str(ROOT / "mkdocs.yml"), "-d", str(target))
    assert "WARNING" not in done.stderr
    return target


def test_every_record_has_a_page_in_each_language(site: Path, example: Handbook) -> None:
    for prefix in ("", "en/"):
        for page in example.pages:
            assert (site / prefix / page_address(page.src) / "index.html").is_file(), prefix + page.src


def test_every_internal_link_and_anchor_resolves(site: Path) -> None:
    assert broken_links(site) == []


def test_no_page_asks_another_host_for_anything(site: Path) -> None:
    loading = re.compile(r"""<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)=["']?(?:https?:)?//""")
    assert [name for name in site_pages(site) if loading.search((site / name).read_text(encoding="utf-8"))] == []


def test_the_same_input_gives_the_same_bytes(site: Path, tmp_path: Path, kb: Run) -> None:
    assert kb("build", "--site-dir", str(tmp_path / "again")).returncode == 0
    first, second = tree(site), tree(tmp_path / "again")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_plain_mkdocs_gives_the_same_pages_for_the_source_language(site: Path, plain: Path) -> None:
    pages = [name for name in site_pages(site) if not name.startswith("en/")]
    assert set(pages) == set(site_pages(plain))
    for name in pages:
        if name == "404.html":  # one page for all editions, and a plain build has only one
            continue
        ours = SWITCH.sub("", (site / name).read_text(encoding="utf-8"))
        theirs = SWITCH.sub("", (plain / name).read_text(encoding="utf-8"))
        assert "".join(ours.split()) == "".join(theirs.split()), name


def test_properdocs_output_is_identical_but_for_the_generator_tag(plain: Path, tmp_path: Path) -> None:
    run_generator("properdocs", "build", "--config-file", str(ROOT / "mkdocs.yml"), "-d", str(tmp_path / "site"))
    ours, theirs = tree(plain), tree(tmp_path / "site")
    assert ours.keys() == theirs.keys()
    for name, content in ours.items():
        if name.endswith(".html"):
            assert GENERATOR.sub("", content.decode()) == GENERATOR.sub("", theirs[name].decode()), name
        elif not name.endswith(".gz"):
            assert content == theirs[name], name


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_zensical_builds_what_render_writes(lang: str, tmp_path: Path, site: Path, example: Handbook, kb: Run) -> None:
    out = tmp_path / "rendered"
    assert kb("render", "--out", str(out)).returncode == 0
    run_generator("zensical", "build", "--clean", cwd=out / lang)
    built = out / lang / "site"
    for page in example.pages:
        assert (built / page_address(page.src) / "index.html").is_file(), page.src
    ours = [item for item in broken_links(built) if "assets/" not in item]
    assert ours == []
    sample = text_of(built / "known-errors/ke-0002/index.html")
    assert "452 4.3.1 Insufficient system storage" in sample


def test_a_broken_copy_is_refused_and_the_old_site_stays(
    handbook_copy: Path, tmp_path: Path, site: Path, kb: Run
) -> None:
    target = tmp_path / "site"
    shutil.copytree(site, target)
    before = tree(target)
    page = handbook_copy / "docs/zh/processes/incident-management.md"
    text = page.read_text(encoding="utf-8")
    line = next(number for number, row in enumerate(text.split("\n"), 1) if row.startswith("owner:"))
    page.write_text(re.sub(r"^owner:.*$", "owner: incident-proces-owner", text, flags=re.MULTILINE), encoding="utf-8")
    done = kb("build", "--site-dir", str(target), cwd=handbook_copy)
    assert done.returncode == 1
    assert "KB201 dangling-reference" in done.stderr
    assert f"docs/zh/processes/incident-management.md:{line}:8" in done.stderr
    assert "did you mean `incident-process-owner`?" in done.stderr
    assert tree(target) == before


def test_the_plugin_refuses_what_the_checks_refuse(handbook_copy: Path, tmp_path: Path) -> None:
    page = handbook_copy / "docs/zh/processes/incident-management.md"
    page.write_text("---\ntitle: [broken\n---\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-d", str(tmp_path / "out")],
        cwd=handbook_copy, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "KB001" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert not (tmp_path / "out" / "index.html").exists()


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path, kb: Run) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    done = kb("build", "--site-dir", str(tmp_path))
    assert done.returncode == 2
    assert MARKER in done.stderr
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "dear"


def test_a_missing_translation_falls_back_with_a_banner(handbook_copy: Path, tmp_path: Path, kb: Run) -> None:
    (handbook_copy / "docs/en/policies/change-policy.md").unlink()
    stale = handbook_copy / "docs/zh/about.md"
    stale.write_text(stale.read_text(encoding="utf-8") + "\n新增一段。\n", encoding="utf-8")
    assert kb("build", "--site-dir", str(tmp_path / "site"), cwd=handbook_copy).returncode == 0
    missing = text_of(tmp_path / "site/en/policies/change-policy/index.html")
    assert "has not been translated yet" in missing
    assert "变更" in missing
    assert "changed after it was translated" in text_of(tmp_path / "site/en/about/index.html")
    assert "changed after it was translated" not in text_of(tmp_path / "site/en/why/index.html")
