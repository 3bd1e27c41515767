"""`kb gaps` as somebody at a terminal or a program meets it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Kb = Callable[..., Any]
FILES = {
    "data/actuals/a.csv": "kpi,period,value\nmail/up,2026-10,99.5\n",
    "services/mail.md": "---\ntitle: Mail\nkpis:\n"
    '- {id: up, name: Availability, unit: "%", direction: higher, target: 99.95}\n---\n',
    "services/fax.md": "---\ntitle: Fax\n---\n",
    "agreements/sla.md": "---\ntitle: Mail agreement\nkind: SLA\nservice: mail\ntargets:\n"
    '- {id: up, name: Availability, metric: mail/up, value: 99.9, unit: "%"}\n---\n',
    "requirements/req.md": "---\ntitle: At nine\nservice: mail\nmethod: survey\ncollected_on: 2026-10-01\n"
    "complaint: unstable\nmet_by: [sla]\n---\n",
    "reviews/gap.md": "---\ntitle: Analysis\nkind: gap-analysis\nsubject: [mail]\nheld_on: 2026-11-03\n"
    'gaps: [{gap: "1", size: 4, evidence: Nobody asked twice}]\n---\n',
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "kb.toml").write_text('[handbook]\nlanguages = ["en"]\n[check]\nas_of = 2026-11-15\n', encoding="utf-8")
    for name, text in FILES.items():
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_all_services_are_in_one_table(kb: Kb, root: Path) -> None:
    code, out, err = kb("gaps", "--root", str(root))
    assert (code, err) == (0, "")
    mail = next(line for line in out.splitlines() if line.strip().startswith("Mail"))
    assert mail.count("Wide gap") == 2, "the judged one, and the promise that was not kept"
    fax = next(line for line in out.splitlines() if line.strip().startswith("Fax"))
    assert fax.count("Not known") == 5


def test_one_service_shows_its_signs_and_what_was_judged(kb: Kb, root: Path) -> None:
    out = kb("gaps", "mail", "--root", str(root)).out
    assert "Mail: five gaps" in out
    assert "Only one requirement, collected in 1 of the six ways: Survey" in out
    assert "4 of 5: Nobody asked twice [gap]" in out
    assert "the latest value, 99.5% (October 2026), misses it" in out
    assert "[sla/up, mail/up]" in out


def test_json_has_stable_keys_and_ids_instead_of_sentences(kb: Kb, root: Path) -> None:
    found = json.loads(kb("gaps", "mail", "--json", "--root", str(root)).out)
    assert found["as_of"] == "2026-11-15"
    (service,) = found["services"]
    assert list(service) == ["id", "status", "review", "gaps"]
    assert (service["id"], service["status"], service["review"]) == ("mail", "bad", "gap")
    first, _, third, _, fifth = service["gaps"]
    assert (first["computed"], first["judged"], first["status"]) == ("watch", 4, "bad")
    assert third["signs"][0] == {
        "status": "bad",
        "sign": "missed_now",
        "facts": {"all": 1, "count": 1, "period": "2026-10", "periods": ["2026-10"], "promised": 99.9, "value": 99.5},
        "records": ["sla/up", "mail/up"],
    }
    assert fifth["signs"][-1]["records"] == ["req"]


def test_another_day_gives_another_answer(kb: Kb, root: Path) -> None:
    found = json.loads(kb("gaps", "mail", "--json", "--as-of", "2026-11-02", "--root", str(root)).out)
    assert found["services"][0]["review"] is None


def test_a_service_that_does_not_exist_is_refused_with_the_closest(kb: Kb, root: Path) -> None:
    code, out, err = kb("gaps", "mial", "--root", str(root))
    assert (code, out) == (2, "")
    assert "did you mean 'mail'?" in err
