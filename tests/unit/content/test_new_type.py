"""Adding a content type is one module and one template: discovery does the rest."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from support import ROOT

MODULE = '''
"""Runbook: steps a person on call follows under time pressure."""

from typing import ClassVar

from kb_tools.content.record import Record
from kb_tools.content.reference import ref
from kb_tools.content.scalars import Plain


class Runbook(Record):
    """A runbook."""

    type_name: ClassVar[str] = "runbook"
    folder: ClassVar[str] = "runbooks"
    required: ClassVar[tuple[str, ...]] = ("alert",)

    alert: Plain | None = None
    escalates_to: ref("role") | None = None
'''
TEMPLATE = '{% extends "page.md.j2" %}\n{% block head %}\nALERT {{ p.field("alert") }}\n\n{% endblock %}\n'


def kb(package: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    code = f"import sys; sys.path.insert(0, {str(package)!r}); from kb_tools.cli.main import main; main()"
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_one_module_and_one_template_make_a_type(tmp_path: Path) -> None:
    package = tmp_path / "package"
    shutil.copytree(ROOT / "kb_tools", package / "kb_tools", ignore=shutil.ignore_patterns("__pycache__"))
    (package / "kb_tools/content/runbook.py").write_text(MODULE, encoding="utf-8")
    (package / "kb_tools/render/templates/runbook.md.j2").write_text(TEMPLATE, encoding="utf-8")
    handbook = tmp_path / "handbook"
    (handbook / "docs/runbooks").mkdir(parents=True)
    (handbook / "kb.toml").write_text('[handbook]\nlanguages = ["en"]\n', encoding="utf-8")
    page = handbook / "docs/runbooks/disk-full.md"
    page.write_text("---\ntitle: Disk full\nalert: DISK95\nescalates_to: nobody\nalarm: x\n---\n", encoding="utf-8")
    found = kb(package, "check", "--format", "concise", "--lang", "en", cwd=handbook)
    assert found.returncode == 1
    assert "disk-full.md:4:15: error KB201" in found.stdout
    assert "disk-full.md:5:1: error KB102" in found.stdout
    assert "`alert`" in found.stdout
    page.write_text("---\ntitle: Disk full\nalert: DISK95\n---\n", encoding="utf-8")
    assert kb(package, "check", cwd=handbook).returncode == 0
    assert kb(package, "render", "--out", str(tmp_path / "out"), cwd=handbook).returncode == 0
    rendered = (tmp_path / "out/en/docs/runbooks/disk-full.md").read_text(encoding="utf-8")
    assert "ALERT DISK95" in rendered
    assert "runbooks/index.md" in (tmp_path / "out/en/mkdocs.yml").read_text(encoding="utf-8")
