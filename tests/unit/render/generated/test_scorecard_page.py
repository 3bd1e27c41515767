"""The scorecard: doubts, services from end to end, roles; and the same marks on the pages of services and SLAs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from generated_support import edition, english, overview, written

from kb_tools.render.edition import RenderedEdition

KPI = '  - {{id: {0}, name: {1}, unit: "%", direction: higher, target: 95, amber: 90, collector: desk{2}}}\n'
SERVICE = "---\ntitle: {0}\nowner: boss\ndepends_on: [{1}]\n{3}kpis:\n{2}---\n"
ROLE = "---\ntitle: {0}\nholders: [{{person: ann, since: 2026-01-01}}]\nkpis: [{1}]\n---\n"
FILES = {
    "services/mail.md": SERVICE.format(
        "Mail", "net", KPI.format("up", "Mail availability", "") + KPI.format("fast", "Fast", ", family: capacity"), ""
    ),
    "services/net.md": SERVICE.format(
        "Network", "", KPI.format("up", "Net availability", ""), "cost: {annual: 900, unit: EUR}\n"
    ),
    "roles/boss.md": ROLE.format("Boss", "mail/up"),
    "roles/desk.md": ROLE.format("Desk", ""),
    "data/people.yml": "ann:\n  name: {en: Ann Other}\n  team: it\n  employment: employee\n  active_from: 2020-01-01\n",
    "data/actuals/a.csv": "kpi,period,value,note\n"
    + "".join(f"mail/up,2026-{month:02},{85 + month},\n" for month in range(1, 11))
    + "mail/fast,2026-05,96,\nnet/up,2026-10,80,\n",
}


def rows(text: str) -> list[str]:
    """Text of the table rows, without markup."""
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]


def row_with(text: str, part: str) -> str:
    return next(row for row in rows(text) if part in row)


@pytest.fixture
def rendered(tmp_path: Path) -> RenderedEdition:
    return edition(written(tmp_path, FILES), english(), "en")


def section(rendered: RenderedEdition, anchor: str) -> str:
    return overview(rendered)["scorecard"].split(f"{{#kb-{anchor}}}")[1].split("\n## ")[0]


def page(rendered: RenderedEdition, src: str) -> str:
    return next(one.markdown for one in rendered.pages if one.src == src)


def test_doubts_are_told_in_sentences_with_who_collects_the_figure(rendered: RenderedEdition) -> None:
    text = section(rendered, "honest")
    assert "Of 3 measured KPIs nothing speaks against 1." in text
    assert "The newest value is that of May 2026" in row_with(text, "Fast")
    assert "Red, and no open improvement or risk names it." in row_with(text, "Net availability")
    assert "Desk" in row_with(text, "Fast")
    assert "Mail availability" not in text


def test_services_show_four_families_and_what_they_stand_on(rendered: RenderedEdition) -> None:
    text = section(rendered, "end-to-end")
    assert rows(text)[0] == "Service Availability Capacity Cost Stability Stands on"
    mail = row_with(text, "Mail ")
    assert "Mail availability" in mail
    assert "Fast" in mail
    assert "Network off target" in mail
    assert mail.count("not measured") == 2
    assert "900 EUR a year" in row_with(text, "900")


def test_trend_and_forecast_stand_beside_the_values(rendered: RenderedEdition) -> None:
    text = section(rendered, "by-service")
    line = row_with(text, "Mail availability")
    assert "↗ getting better" in line
    assert "96%" in line
    assert "96%" not in row_with(text, "Net availability")


def test_roles_are_measured_and_no_person_is_named(rendered: RenderedEdition) -> None:
    text = section(rendered, "by-role")
    assert "Mail availability" in row_with(text, "Boss")
    assert "Fast" in row_with(text, "Desk")
    assert "Ann" not in overview(rendered)["scorecard"]


def test_a_service_page_marks_doubts_and_says_the_rest_on_demand(rendered: RenderedEdition) -> None:
    text = page(rendered, "services/mail.md")
    assert "getting better: +1 percentage point per period over the last 6 values" in text
    assert "November 2026: about 96%" in text
    assert '<p class="kb-kpi-doubts"><span class="kb-state kb-is-watch">out of date</span>' in text


def test_a_role_card_marks_them_too(tmp_path: Path) -> None:
    files = {**FILES, "roles/boss.md": ROLE.format("Boss", "mail/fast")}
    text = page(edition(written(tmp_path, files), english(), "en"), "roles/boss.md")
    assert '<span class="kb-state kb-is-watch">out of date</span>' in text


TARGETS = "targets:\n  - {{id: availability, name: Availability, value: {0}, unit: '%'}}\n"
AGREEMENT = "---\ntitle: {0}\nkind: {1}\nservice: net\nprovider: it\ncustomer: staff\n{2}{3}---\n"


def test_agreements_show_the_sum_and_whether_it_is_enough(tmp_path: Path) -> None:
    supports = "supports: [sla]\n"
    files = {
        "services/net.md": FILES["services/net.md"],
        "agreements/sla.md": AGREEMENT.format("Promise", "SLA", TARGETS.format("99.9"), ""),
        "agreements/ola.md": AGREEMENT.format("Below", "OLA", TARGETS.format("99.95"), supports),
        "agreements/uc.md": AGREEMENT.format("Line", "UC", TARGETS.format("99.9"), supports),
    }
    rendered = edition(written(tmp_path, files), english(), "en")
    sla = row_with(page(rendered, "agreements/sla.md"), "99.95 × 99.9 = 99.85 &lt; 99.9%")
    assert "not enough" in sla
    assert "Below , Line" in sla
    uc = row_with(page(rendered, "agreements/uc.md"), "99.95 × 99.9")
    assert uc.startswith("Promise")
