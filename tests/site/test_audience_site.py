"""A site for customers as `kb build --audience customer` publishes it, and one on which people are initials."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from html_links import broken_links, site_pages, text_of
from support import ROOT, Run, run_kb

from kb_tools.config import Config
from kb_tools.model.audience import reaches
from kb_tools.model.handbook import Handbook
from kb_tools.publish.site import MARKER
from kb_tools.render.address import page_address

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("site")]


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("outside") / "site"
    done = run_kb("build", "--audience", "customer", "--site-dir", str(target))
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture(scope="module")
def initials(tmp_path_factory: pytest.TempPathFactory, example: Handbook) -> Path:
    """A copy of the example in which nobody's text mentions a colleague, published with initials."""
    folder = tmp_path_factory.mktemp("initials")
    text = (ROOT / "kb.toml").read_text(encoding="utf-8")
    people = 'people = "initials"\n'
    text = (
        text.replace("[publish]\n", f"[publish]\n{people}") if "[publish]" in text else f"{text}\n[publish]\n{people}"
    )
    (folder / "kb.toml").write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    for path in sorted((ROOT / "docs").rglob("*")):
        if path.is_file():
            target = folder / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(anonymous(path, example))
    done = run_kb("build", "--root", str(folder), "--site-dir", str(folder / "site"))
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def anonymous(path: Path, handbook: Handbook) -> bytes:
    """A file of the example; where a text mentions somebody, the name is taken out of the text."""
    raw = path.read_bytes()
    if path.suffix != ".md":
        return raw
    head, mark, body = raw.decode().partition("\n---\n")
    for person_id, record in handbook.people.items():
        for name in (*record.value.name.root.values(), person_id):
            body = body.replace(name, "somebody")
    return (head + mark + body).encode()


def test_only_pages_of_the_audience_are_there_in_every_language(outside: Path, example: Handbook) -> None:
    for page in example.pages:
        if page.src == "index.md":
            continue
        for prefix in ("", "en/"):
            there = (outside / prefix / page_address(page.src) / "index.html").is_file()
            section = page.src.endswith("/index.md")  # sections have lists of ours
            assert there == reaches(page, "customer") or section, page.src
    assert (outside / "en/index.html").is_file()
    assert not (outside / "people").exists()


def test_every_link_of_the_customers_site_resolves(outside: Path) -> None:
    assert broken_links(outside) == []


def test_no_file_of_the_customers_site_knows_people_or_internal_pages(
    outside: Path, example: Handbook, example_config: Config
) -> None:
    inside = [page for page in example.every_page() if not reaches(example.by_id[page.id], "customer")]
    # sections and terms are called as the program itself calls things
    hidden = [page.title for page in inside if not page.src.endswith("index.md") and page.type != "term"]
    said = "\n".join(example_config.handbook.name.values())
    said += "\n".join(page.text for page in example.every_page() if reaches(example.by_id[page.id], "customer"))
    words = [title for title in hidden if len(title) > 7 and title not in said]
    words += [name for record in example.people.values() for name in record.value.name.root.values()]
    words += ["git.huacheng.example", "INC0016874"]
    assert len(words) > 60
    for path in sorted(outside.rglob("*")):
        if path.is_file() and path.suffix in {".html", ".json", ".xml", ".js", ".txt", ".ics"}:
            text = path.read_text(encoding="utf-8")
            assert [word for word in words if word in text] == [], path


def test_the_marker_lists_what_was_published(outside: Path) -> None:
    files = json.loads((outside / MARKER).read_text(encoding="utf-8"))["files"]
    assert "index.html" in files
    assert "reach-us/index.html" in files
    assert not [name for name in files if name.startswith(("processes/", "overview/ownership", "risks/"))]


def test_a_customer_reads_what_to_do_and_not_why(outside: Path) -> None:
    text = text_of(outside / "known-errors/ke-0002/index.html")
    assert "我们已知外发邮件延迟" in text
    assert "postsuper" not in text
    assert "mail.log" not in text
    assert "网页邮箱" in text_of(outside / "known-errors/ke-0015/index.html")


def test_an_audience_that_nobody_wrote_for_is_refused(outside: Path, kb: Run, tmp_path: Path) -> None:
    done = kb("build", "--audience", "public", "--site-dir", str(tmp_path / "public"))
    assert done.returncode == 2
    assert "audience: public" in done.stderr
    assert not (tmp_path / "public").exists()
    assert kb("build", "--audience", "everybody").returncode == 2


def test_with_initials_no_file_and_no_address_holds_a_name(initials: Path, example: Handbook) -> None:
    words = [name for record in example.people.values() for name in record.value.name.root.values()]
    words += list(example.people)
    pattern = re.compile(
        "|".join(rf"(?<![\w-]){re.escape(word)}(?![\w-])" if word.isascii() else word for word in words)
    )
    for path in sorted(initials.rglob("*")):
        assert not pattern.search(path.relative_to(initials).as_posix()), path
        if path.is_file() and path.suffix in {".html", ".json", ".xml", ".js", ".txt", ".ics", ".svg"}:
            found = pattern.search(path.read_text(encoding="utf-8"))
            assert found is None, (path, found and found[0])
    assert len(list((initials / "people").glob("p-*"))) > 15
    assert site_pages(initials)
