"""Commands that only read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kb_tools.check.registry import all_rules

Kb = Callable[..., "tuple[int, str, str]"]


def test_explain_lists_every_rule(kb: Kb) -> None:
    code, out, _ = kb("explain")
    assert code == 0
    assert all(f"{rule.code}  {rule.name}" in out for rule in all_rules().values())
    rows = json.loads(kb("explain", "--json")[1])
    assert [row["code"] for row in rows] == list(all_rules())


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("code", list(all_rules()))
def test_every_rule_says_what_why_and_how_to_fix(kb: Kb, code: str, lang: str) -> None:
    rule = json.loads(kb("explain", code, "--json", "--lang", lang)[1])
    assert rule["title"]
    assert rule["why"]
    assert rule["fix"]


def test_explain_speaks_chinese_and_takes_names(kb: Kb) -> None:
    out = kb("explain", "Missing-Owner", "--lang", "zh")[1]
    assert out.startswith("# KB301 missing-owner (错误)\n\n没有负责人\n")
    assert "## 为什么要紧" in out
    assert "```yaml" in out
    assert "Why it matters" in kb("explain", "kb301", "--lang", "en")[1]


def test_show_a_page(kb: Kb, handbook: Path) -> None:
    code, out, _ = kb("show", "mail", "--lang", "en")
    assert code == 0
    for text in ("docs/zh/services/mail.md", "Send and receive mail", "In-house", "4 hours", "sla-mail", "Used by"):
        assert text in out
    assert "企业邮件" in kb("show", "mail", "--lang", "zh")[1]


def test_show_as_json(kb: Kb, handbook: Path) -> None:
    found = json.loads(kb("show", "mail", "--json")[1])
    assert found["values"]["rto"] == "4 h"
    assert found["values"]["criticality"] == 3
    assert found["values"]["kpis"][0]["id"] == "availability"
    assert {"id": "ke-0001", "type": "known-error", "field": "services"}.items() <= found["used_by"][1].items() or any(
        row["id"] == "ke-0001" and row["field"] == "services" for row in found["used_by"]
    )


@pytest.mark.parametrize(
    ("record", "title", "key", "value"),
    [
        ("incident-management/p1-response", "P1 answered in time", "target", 95),
        ("incident-management/log", "Log the incident", "time_limit", "15 min"),
        ("sla-mail/p1", "Nothing works", "restore_within", "4 h"),
        ("zhang-san", "Zhang San", "contact", "ext:8001"),
        ("it", "IT department", "lead", "it-lead"),
        ("all-staff", "All staff", "kind", "customer"),
    ],
)
def test_show_parts_people_teams_and_parties(
    kb: Kb, handbook: Path, record: str, title: str, key: str, value: object
) -> None:
    found = json.loads(kb("show", record, "--json", "--lang", "en")[1])
    assert (found["title"], found["values"][key]) == (title, value)
    assert found["line"] > 1


def test_absences_stay_in_the_data_file(kb: Kb, handbook: Path) -> None:
    people = handbook / "docs/data/people.yml"
    people.write_text(
        people.read_text(encoding="utf-8").replace(
            "contact: ext:8001", "contact: ext:8001\n  absences: [{from: 2026-01-01, to: 2026-01-09}]"
        ),
        encoding="utf-8",
    )
    assert "2026-01-09" not in kb("show", "zhang-san")[1] + kb("show", "zhang-san", "--json")[1]


def test_a_page_that_cannot_be_read_says_so(kb: Kb, handbook: Path) -> None:
    (handbook / "docs/zh/services/mail.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    code, out, _ = kb("show", "mail")
    assert code == 0
    assert "cannot be read" in out
