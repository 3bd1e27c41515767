"""Reviews, improvements, requirements and customers: their pages, and the overview pages made from them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from generated_support import edition, english, overview, written

from kb_tools.content import content_types
from kb_tools.content.plan import plan_of
from kb_tools.model.handbook import Handbook
from kb_tools.render.rendered import RenderedEdition

FILES = {
    "data/people.yml": "lin: {name: {en: Lin Hao}}\n",
    "data/parties.yml": """staff:
  kind: customer
  customer_kind: internal
  name: {en: All staff}
  buyer: {en: The board}
  channels: [{en: Hotline 8000}]
  escalates_to: boss
  complaints: {en: complaints@example.com}
carrier: {kind: supplier, name: {en: Carrier}}
""",
    "roles/boss.md": "---\ntitle: Boss\nkind: owner\nholders: [{person: lin, since: 2024-01-01}]\n---\n",
    "services/mail.md": """---
title: Mail
owner: boss
customers: [staff]
kpis:
- {id: fast, name: Delivery, unit: min, direction: lower, target: 3, amber: 5}
---
""",
    "requirements/req-1.md": """---
title: Mail at nine
customer: staff
method: survey
service: mail
voice: I could not answer anybody
met_by: [mail]
---
""",
    "reviews/rev-1.md": """---
title: Spring review
kind: service-review
subject: [mail]
held_on: 2026-06-12
evidence:
- {kpi: mail/fast, period: 2026-05, actual: 6.2, expected: 3}
- {kpi: mail/fast, period: 2026-06, actual: 2, expected: 3}
findings:
- {id: f1, kind: minor-nc, text: Alerts come late}
actions:
- {id: a1, text: Alert earlier, owner: boss, due: 2026-10-31, finding: f1}
- {id: a2, text: Tell customers, owner: boss, due: 2026-12-31}
- {id: a3, text: Write it down, owner: lin, due: 2026-08-31, done_on: 2026-09-20, result: It stands there}
---
""",
    "reviews/rev-2.md": """---
title: Autumn lesson
kind: lesson
subject: [mail]
held_on: 2026-11-06
timeline:
- {at: 2026-10-08 07:30, text: Queue seen, by: Night shift}
- {at: 2026-10-08 09:29, text: Mail restored}
versions:
- {point: Who saw it, ours: We did, theirs: Nobody did, evidence: The log says we did}
follow_up:
- {review: rev-1, action: a2, state: open, note: Waiting}
---
""",
    "improvements/csi-1.md": """---
title: Earlier alerts
source: rev-1
targets: [mail]
stage: check
owner: boss
due: 2026-09-30
priority: 4
kpi: mail/fast
baseline: 6.2
baseline_period: 2026-05
goal: 3
result: 2
result_period: 2026-06
verdict: achieved
locked_in: [{page: mail, on: 2026-10-01}]
---
""",
    "improvements/csi-2.md": """---
title: One contact each
source: req-1
targets: [mail]
stage: rejected
closed_on: 2026-07-16
reason: Nobody could be ill any more
---
""",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> RenderedEdition:
    return edition(written(tmp_path_factory.mktemp("records"), FILES), english(), "en")


def page(rendered: RenderedEdition, src: str) -> str:
    return next(page.markdown for page in rendered.pages if page.src == src)


def test_open_actions_stand_by_date_and_done_ones_apart(small: RenderedEdition) -> None:
    text = overview(small)["actions"]
    waiting, done = text.split("{#kb-done}")
    assert waiting.index("Alert earlier") < waiting.index("Tell customers")
    assert "1 of them are overdue" in waiting
    assert "Write it down" not in waiting
    assert "It stands there" in done
    assert 'data-owner="boss"' in waiting


def test_an_action_leads_to_its_place_in_the_review(small: RenderedEdition) -> None:
    assert '<a href="../reviews/rev-1.md#a1">' in overview(small)["actions"]
    assert '<li id="a1">' in page(small, "reviews/rev-1.md")


def test_the_board_has_a_column_per_stage(small: RenderedEdition) -> None:
    text = overview(small)["improvements"]
    columns = re.split(r"kb-kanban-(plan|do|check|act|closed)\"", text)
    found = dict(zip(columns[1::2], columns[2::2], strict=True))
    assert list(found) == ["plan", "do", "check", "act", "closed"]
    assert "Earlier alerts" in found["check"]
    assert "overdue" in found["check"]
    assert "6.2 min" in found["check"]
    assert "Earlier alerts" not in found["plan"]
    assert "One contact each" in text.split("{#kb-rejected}")[1]


def test_an_improvement_shows_where_it_stands_and_what_it_brought(small: RenderedEdition) -> None:
    text = page(small, "improvements/csi-1.md")
    assert re.search(r'<li class="kb-pdca-now" aria-current="step"><strong>Check', text)
    assert text.count("kb-pdca-past") == 2
    assert "4.2 min better than the baseline" in text
    assert "No attestation after the change yet" in text


def test_a_rejected_improvement_says_why_and_shows_no_cycle(small: RenderedEdition) -> None:
    text = page(small, "improvements/csi-2.md")
    assert text.count("Nobody could be ill any more") == 1
    assert "kb-pdca" not in text


def test_evidence_is_judged_against_what_was_expected(small: RenderedEdition) -> None:
    text = page(small, "reviews/rev-1.md")
    missed, reached = text.split("kb-evidence-what")[1:3]
    assert "kb-is-bad" in missed
    assert "kb-is-good" in reached.split("</li>")[0]


def test_a_review_says_who_does_what_and_how_it_stands(small: RenderedEdition) -> None:
    text = page(small, "reviews/rev-1.md")
    first = text.split('<li id="a1">')[1].split("</li>")[0]
    assert "Overdue" in first
    assert "Lin Hao" in first
    assert '<a href="#f1">f1</a>' in first
    second = text.split('<li id="a2">')[1].split("</li>")[0]
    assert "Autumn lesson" in second


def test_a_lesson_has_its_timeline_in_order(small: RenderedEdition) -> None:
    text = page(small, "reviews/rev-2.md")
    timeline = text.split('class="kb-timeline"')[1].split("</ol>")[0]
    assert timeline.index("Queue seen") < timeline.index("Mail restored")
    assert "8 October 2026 07:30" in timeline
    assert "The log says we did" in text
    assert "Tell customers" in text.split("{#kb-follow-up}")[1]


def test_reviews_and_requirements_are_listed_by_kind(small: RenderedEdition) -> None:
    reviews = page(small, "reviews/index.md")
    assert reviews.index("{#kb-service-review}") < reviews.index("Spring review") < reviews.index("{#kb-lesson}")
    assert "{#kb-survey}" in page(small, "requirements/index.md")
    assert "{#kb-" not in page(small, "services/index.md").split("{#kb-top}")[1]


def test_customers_are_shown_with_what_they_asked_for_and_suppliers_are_not(small: RenderedEdition) -> None:
    text = overview(small)["customers"]
    assert "{#kb-customer-staff}" in text
    for known in ("The board", "Hotline 8000", "complaints@example.com", "Mail at nine", "Met"):
        assert known in text
    assert "Carrier" not in text
    assert '<a class="kb-party" href="../overview/customers.md#kb-customer-staff">' in page(small, "services/mail.md")


def test_roles_learn_what_reviews_want_of_them(small: RenderedEdition) -> None:
    text = page(small, "roles/boss.md")
    assert "Carries out actions of reviews" in text
    assert "Alert earlier" in text


def test_the_calendar_knows_actions_and_improvements(small: RenderedEdition) -> None:
    overdue = overview(small)["review-calendar"].split("{#kb-overdue}")[1].split("{#kb-month}")[0]
    assert "Alert earlier" in overdue
    assert "Earlier alerts" in overdue
    assert "rev-2" not in overview(small)["review-calendar"].split("{#kb-unreviewed}")[-1]


def test_a_handbook_without_records_says_so(tmp_path: Path) -> None:
    found = overview(edition(written(tmp_path, {"index.md": "---\ntitle: Home\n---\n"}), english(), "en"))
    assert "Everything that reviews decided has been done." in found["actions"]
    assert "No improvements have been entered yet." in found["improvements"]
    assert "No customers have been entered yet" in found["customers"]


def test_the_example_has_every_kind_of_review_and_every_way_of_asking(example: Handbook) -> None:
    for name, field in (("review", "kind"), ("requirement", "method"), ("improvement", "stage")):
        wanted = plan_of(content_types()[name]).fields[field].choices
        assert {getattr(page.record, field) for page in example.by_type[name]} == set(wanted)
