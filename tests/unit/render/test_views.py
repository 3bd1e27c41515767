"""What pages say beyond their fields, on a small handbook written here."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kb_tools.config import Config, HandbookConfig, PublishConfig
from kb_tools.load.edition import Edition
from kb_tools.load.loader import load_handbook
from kb_tools.render.edition import render_edition
from kb_tools.render.edition_view import EditionView
from kb_tools.render.views.notice import phase

DAY = dt.date(2026, 11, 15)
FILES = {
    "data/people.yml": """
ann: {name: {en: Ann Able}}
bob: {name: {en: Bob Best}}
""",
    "data/duty.yml": "- {from: 2026-11-09, to: 2026-11-15, role: manager, person: bob}\n",
    "data/actuals/a.csv": "kpi,period,value,note\nrepair/speed,2026-10,1250,\n",
    "index.md": "---\ntitle: Home\n---\n\nWelcome text.\n",
    "roles/manager.md": """---
title: Manager
kind: manager
criticality: 5
responsibilities: [runs it]
holders: [{person: ann, since: 2020-01-01}]
deputies: [{person: bob, since: 2021-01-01}]
contact: manager@example.org
---
""",
    "processes/repair.md": """---
title: Repair
owner: manager
purpose: Repair things.
inputs: [{name: call}]
outputs: [{name: report}]
activities:
  - {id: log, name: Log it, responsible: [manager], accountable: manager, time_limit: 15 min}
kpis:
  - {id: speed, name: Speed, unit: min, direction: lower, target: 1200, amber: 1300}
reviewed: {by: ann, date: 2026-01-01}
review_every: 6 months
---
""",
    "services/mail.md": """---
title: Mail
owner: manager
purpose: Mail.
criticality: 4
channels: [hotline 8000]
escalation: [{after: 30 min, to: manager}]
---
""",
    "agreements/sla.md": """---
title: Mail SLA
kind: SLA
service: mail
targets: [{id: p1, name: All down, statement: Back within four hours., priority: P1, restore_within: 4 h}]
valid_from: 2026-01-01
valid_to: 2026-12-31
---
""",
    "known-errors/ke-1.md": """---
title: Mail is slow
services: [mail]
symptoms: [it spins]
state: validated
resolution: workaround
impact: 2
urgency: 2
workaround_minutes: 90
error_messages: ["452 <no> space"]
user_message: Please wait.
verified: {by: bob, date: 2026-10-08}
occurrences: [2024-01-01, 2026-10-08]
---

## Cause

the-cause

## Workaround

the-workaround

```text
## Cause is not a heading here
```
""",
    "notices/nt-1.md": """---
title: Mail stops
kind: maintenance
services: [mail]
starts: 2026-11-21 22:00
ends: 2026-11-22 02:00
---
""",
}


@pytest.fixture
def pages(tmp_path: Path) -> Callable[..., dict[str, str]]:
    for name, text in FILES.items():
        file = tmp_path / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def render(people: str = "names", **handbook: str) -> dict[str, str]:
        config = Config(handbook=HandbookConfig(languages=("en",), **handbook), publish=PublishConfig(people=people))
        loaded = load_handbook(tmp_path, config, use_cache=False)
        view = EditionView(Edition(loaded, "en"), config, DAY)
        return {page.src: page.markdown for page in render_edition(view).pages}

    return render


def order(text: str, *parts: str) -> bool:
    places = [text.index(part) for part in parts]
    return places == sorted(places)


def test_a_known_error_shows_symptom_and_workaround_before_messages_and_cause(pages: Callable) -> None:
    text = pages()["known-errors/ke-1.md"]
    assert order(
        text, "it spins", "the-workaround", "## Cause is not", "Please wait.", "452 &lt;no&gt; space", "the-cause"
    )
    assert "1 hour 30 minutes" in text
    assert "38 days ago" in text
    assert "1× in 400 days" in text
    assert ">P2<" in text


def test_a_process_says_which_marks_it_lacks(pages: Callable) -> None:
    text = pages()["processes/repair.md"]
    assert "review overdue since 1 July 2026" in text
    assert "no procedures" in text
    assert text.count('class="kb-unmet"') == 2
    assert text.count('class="kb-met"') == 4


def test_raci_letters_stand_where_the_roles_are_named(pages: Callable) -> None:
    row = re.search(r'<th scope="row">.*?Log it.*?</tr>', pages()["processes/repair.md"], re.DOTALL)
    assert row
    assert re.findall(r"<abbr[^>]*>(\w)</abbr>", row[0]) == ["R", "A"]


def test_a_kpi_shows_value_period_and_status_in_words(pages: Callable) -> None:
    text = pages()["processes/repair.md"]
    assert "<strong>1,250 min</strong>" in text
    assert "October 2026" in text
    assert '<span class="kb-state kb-is-watch">to watch</span>' in text


def test_a_role_collects_its_duties_and_judges_its_cover(pages: Callable) -> None:
    text = pages()["roles/manager.md"]
    assert order(text, "Answers for", "Does (R)", "Is called")
    assert "called after 30 minutes" in text
    assert "within 15 minutes" in text
    assert "on paper: has not done it alone" in text
    assert "2 needed; 2 qualified, 1 proven" in text


def test_a_service_answers_from_its_valid_agreement(pages: Callable) -> None:
    text = pages()["services/mail.md"]
    assert "Back within four hours." in text
    assert "restored within 4 hours" in text
    assert "planned, starts in 6 days" in text
    assert "it spins" in text


def test_home_shows_duty_notices_and_recurring_errors_without_an_id(pages: Callable) -> None:
    text = pages()["index.md"]
    assert "Bob Best" in text
    assert "Mail stops" in text
    assert "Mail is slow" in text
    assert "kb-id" not in text
    assert order(text, "data-kb-search", "Welcome text.")


def test_people_stay_unnamed_when_only_roles_are_published(pages: Callable) -> None:
    for src, text in pages(people="roles").items():
        assert "Ann Able" not in text, src
        assert "Bob Best" not in text, src


def test_the_foot_offers_an_editor_and_an_issue_only_with_a_repository(pages: Callable) -> None:
    assert "kb-actions" not in pages()["processes/repair.md"]
    text = pages(repo_url="https://example.org/team/book")["processes/repair.md"]
    assert 'href="https://example.org/team/book/edit/main/docs/processes/repair.md"' in text
    assert "https://example.org/team/book/issues/new?title=" in text
    assert "/-/issues/new?issue%5Btitle%5D=" in pages(repo_url="https://gitlab.example.org/a")["processes/repair.md"]
    assert 'href="mailto:desk@example.org?subject=' in pages(contact="desk@example.org")["processes/repair.md"]


def test_our_own_html_has_no_blank_lines(pages: Callable) -> None:
    for src, text in pages().items():
        for block in re.findall(r'^<dl class="kb-.*?^</dl>', text, re.DOTALL | re.MULTILINE):
            assert "\n\n" not in block, src


@pytest.mark.parametrize(
    ("day", "expected"), [("2026-11-20", "planned"), ("2026-11-21", "running"), ("2026-11-23", "over")]
)
def test_a_notice_is_planned_running_or_over(day: str, expected: str, tmp_path: Path) -> None:
    file = tmp_path / "docs/notices/nt-1.md"
    file.parent.mkdir(parents=True)
    file.write_text(FILES["notices/nt-1.md"], encoding="utf-8")
    config = Config(handbook=HandbookConfig(languages=("en",)))
    view = EditionView(
        Edition(load_handbook(tmp_path, config, use_cache=False), "en"), config, dt.date.fromisoformat(day)
    )
    assert phase(view, view.edition.by_id["nt-1"]) == expected
