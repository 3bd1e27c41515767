"""One mistake gives one finding: what refers to the broken thing is not wrong."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from support import Run


@pytest.mark.parametrize(
    ("path", "right", "wrong", "codes"),
    [
        ("docs/zh/processes/problem-management.md", "direction: higher", "direction: hihger", {"KB104": 1}),
        ("docs/zh/services/erp.md", "criticality: 5", "criticality: 6", {"KB104": 1}),
        ("docs/zh/known-errors/ke-0001.md", "services: [mail]", "services：[mail]", {"KB005": 1}),
        ("docs/data/people.yml", "team: network", "team: netwrok", {"KB201": 1}),
    ],
)
def test_one_mistake_gives_one_error(
    handbook_copy: Path, kb: Run, path: str, right: str, wrong: str, codes: dict[str, int]
) -> None:
    file = handbook_copy / path
    text = file.read_text(encoding="utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    done = kb("check", "--format", "json", cwd=handbook_copy)
    assert done.returncode == 1
    found = Counter(item["code"] for item in json.loads(done.stdout) if item["severity"] == "error")
    assert found == codes
