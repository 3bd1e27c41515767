"""Pages about gaps, complaints and the self-check: what they say, where they lead, and who does not get them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from generated_support import AS_OF, edition, english, overview, written

from kb_tools.config import Config
from kb_tools.load.audience import cut_for
from kb_tools.load.edition import Edition
from kb_tools.model.handbook import Handbook
from kb_tools.render.edition import render_edition
from kb_tools.render.edition_view import EditionView
from kb_tools.render.rendered import RenderedEdition

KPI = "- {id: like, name: Liking, kind: satisfaction, unit: points, direction: higher, target: 4, amber: 3}"
FILES = {
    "data/complaints.yml": "unreachable: {controls: [mail], note: {en: Everybody has a deputy}}\n",
    "data/actuals/a.csv": "kpi,period,value\nmail/like,2026-10,3.5\n",
    "services/mail.md": f"---\ntitle: Mail\nkpis:\n{KPI}\n---\n",
    "services/gone.md": "---\ntitle: Fax\nstage: retired\n---\n",
    "agreements/sla.md": """---
title: Mail agreement
kind: SLA
service: mail
targets:
- {id: p1, name: All of mail down, respond_within: 15 min}
promised_publicly: Help within 5 minutes
---
""",
    "requirements/req.md": """---
title: Somebody answers
service: mail
method: survey
collected_on: 2026-10-01
voice: Nobody picks up
complaint: unreachable
---
""",
    "reviews/gap.md": """---
title: Gap analysis of mail
kind: gap-analysis
subject: [mail]
held_on: 2026-11-03
gaps:
- {gap: "1", size: 4, evidence: Nobody was asked twice, action: Ask again}
findings:
- {id: f1, kind: observation, text: Three calls were lost, about: mail, complaint: unreachable}
actions:
- {id: a1, text: Forward calls, owner: boss, due: 2026-12-01, finding: f1}
---
""",
    "reviews/old.md": "---\ntitle: First grades\nkind: itsm-assessment\nheld_on: 2025-11-01\n"
    "grades: [{dimension: process, grade: 2}]\n---\n",
    "reviews/new.md": "---\ntitle: Second grades\nkind: itsm-assessment\nheld_on: 2026-11-01\n"
    "grades: [{dimension: process, grade: 3}]\n---\n",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> RenderedEdition:
    return edition(written(tmp_path_factory.mktemp("gaps"), FILES), english(), "en")


def page(rendered: RenderedEdition, src: str) -> str:
    return next(page.markdown for page in rendered.pages if page.src == src)


def section(text: str, anchor: str) -> str:
    return re.split(r"^## ", text.split(f"{{#{anchor}}}")[1], maxsplit=1, flags=re.MULTILINE)[0]


def test_every_service_in_use_has_a_page_and_a_row(small: RenderedEdition) -> None:
    assert {page.src for page in small.pages if page.src.startswith("gaps/")} == {"gaps/mail.md"}
    text = overview(small)["gaps"]
    assert '<a href="../gaps/mail.md">Mail</a>' in text
    for gap in "12345":
        assert f'href="../gaps/mail.md#kb-gap-{gap}"' in text
    assert "Fax" not in text


def test_a_gap_shows_records_first_and_what_people_judged_last(small: RenderedEdition) -> None:
    first = section(page(small, "gaps/mail.md"), "kb-gap-1")
    assert first.index("Survey") < first.index("Nobody was asked twice") < first.index("Ask again")
    assert "kb-is-bad" in first.split("</p>")[0], "the worse of both counts"
    assert '<a href="../reviews/gap.md#kb-gaps">Gap analysis of mail</a>' in first


def test_a_promise_in_public_that_goes_beyond_the_agreement_is_said(small: RenderedEdition) -> None:
    fourth = section(page(small, "gaps/mail.md"), "kb-gap-4")
    assert "better than anything that the agreement promises" in fourth
    assert '<a href="../agreements/sla.md#p1">All of mail down</a>' in fourth


def test_values_have_the_unit_of_their_kpi(small: RenderedEdition) -> None:
    assert "3.5 points (October 2026)" in section(page(small, "gaps/mail.md"), "kb-gap-5")


def test_the_model_names_all_five_gaps_with_their_state_and_repeats_them_in_a_table(small: RenderedEdition) -> None:
    text = page(small, "gaps/mail.md")
    drawing, table = text.split("<svg")[1].split("</svg>")
    for gap in "12345":
        assert f'href="#kb-gap-{gap}"' in drawing
        assert f'<a href="#kb-gap-{gap}">' in table
    assert "<title" in drawing
    assert "<desc" in drawing


def test_the_page_of_a_service_leads_to_its_gaps(small: RenderedEdition) -> None:
    assert '<a href="../gaps/mail.md">Five gaps</a>' in page(small, "services/mail.md")


def test_complaints_show_controls_records_and_what_is_open(small: RenderedEdition) -> None:
    text = overview(small)["complaints"]
    found = section(text, "kb-complaint-unreachable")
    assert "Everybody has a deputy" in found
    assert '<a href="../services/mail.md">Mail</a>' in found
    assert found.index("Three calls were lost") < found.index("Nobody picks up"), "the newest first"
    assert '<a href="../reviews/gap.md#a1">Forward calls</a>' in found
    assert "Nothing says yet" in section(text, "kb-complaint-attitude")


def test_records_name_the_complaint_and_lead_to_what_keeps_it_in_check(small: RenderedEdition) -> None:
    link = '<a href="../overview/complaints.md#kb-complaint-unreachable">Nobody to be reached</a>'
    assert link in page(small, "reviews/gap.md")
    assert link in page(small, "requirements/req.md")


def test_the_self_check_names_what_is_missing_and_has_ten_rows_to_tick(small: RenderedEdition) -> None:
    text = overview(small)["self-check"]
    assert 'Missing: <a href="../services/mail.md">Mail</a>' in text
    form = section(text, "kb-form")
    assert form.count("☐") == 30
    assert form.count('<th scope="row">') == 10
    assert "<script" not in text
    assert "<input" not in text


def test_grades_are_drawn_over_time_where_there_are_two(small: RenderedEdition, tmp_path: Path) -> None:
    assert "kb-figure-grades" in overview(small)["self-check"]
    assert "kb-figure-grades" in page(small, "reviews/new.md")
    assert "kb-figure-grades" not in page(small, "reviews/old.md"), "a review knows only what was before it"
    one = {name: text for name, text in FILES.items() if name != "reviews/old.md"}
    text = overview(edition(written(tmp_path, one), english(), "en"))["self-check"]
    assert "kb-figure-grades" not in text
    assert "Second grades" in text


@pytest.mark.parametrize("audience", ["customer", "public"])
def test_readers_outside_get_none_of_it(example: Handbook, example_config: Config, audience: str) -> None:
    cut = cut_for(example, "customer")
    config = example_config.for_audience(audience)
    rendered = render_edition(EditionView(Edition(cut, "en"), config, AS_OF))
    sources = {page.src for page in rendered.pages}
    assert not {"overview/gaps.md", "overview/complaints.md", "overview/self-check.md"} & sources
    assert not [src for src in sources if src.startswith("gaps/")]
    assert "gaps/mail.md" not in page(rendered, "services/mail.md")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_service_of_the_example_knows_something_about_gap_3(
    example: Handbook, example_config: Config, lang: str
) -> None:
    rendered = edition(example, example_config, lang)
    pages = [page for page in rendered.pages if page.src.startswith("gaps/")]
    assert len(pages) == len(example.by_type["service"])
    for found in pages:
        assert "gap_sign" not in found.markdown, "a sentence is missing"
        assert "kb-is-unknown" not in section(found.markdown, "kb-gap-3").split("</p>")[0], found.src


def test_the_page_of_each_service_stands_below_the_table_in_the_navigation(tmp_path: Path) -> None:
    rendered = edition(written(tmp_path, FILES), english(), "en")
    (entry,) = (item for item in rendered.nav[1].children if item.src == "overview/gaps.md")
    assert [(item.src, item.title) for item in entry.children] == [("gaps/mail.md", "Mail: five gaps")]


def test_very_many_services_do_not_stand_in_the_navigation(tmp_path: Path) -> None:
    services = {f"services/s{n}.md": f"---\ntitle: S{n}\n---\n" for n in range(51)}
    rendered = edition(written(tmp_path, services), english(), "en")
    (entry,) = (item for item in rendered.nav[1].children if item.src == "overview/gaps.md")
    assert entry.children == ()
