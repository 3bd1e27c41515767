"""Every rule has a case folder, and finds exactly the marked lines in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from cases_support import CASES, check_case, marks

from kb_tools.check.registry import all_rules
from kb_tools.locale import words

FOLDERS = sorted(path for path in CASES.iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_marked_lines_are_exactly_the_findings(folder: Path) -> None:
    code = folder.name[:5]
    found = check_case(folder, code)
    expected = marks(folder, code)
    assert expected, "a case without a marked line cannot fail"
    assert {(item.where.path, item.where.line, item.code) for item in found} == expected


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_finding_reads_as_a_sentence(folder: Path, lang: str) -> None:
    for item in check_case(folder, folder.name[:5]):
        message, hint = words(lang).finding(item.code, item.finding.variant, dict(item.finding.args))
        assert message
        assert hint
        assert "{" not in (message + hint).replace("{}", "").replace("{...}", "").replace("${", "")


def test_every_rule_has_a_case() -> None:
    assert {path.name[:5] for path in FOLDERS} == set(all_rules())
