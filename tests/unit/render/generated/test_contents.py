"""What overview pages say: the right rows, in the right order, in the right state."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from generated_support import edition, english, overview, written

from kb_tools.config import Config
from kb_tools.insight.kpi import distance
from kb_tools.load.history import Change
from kb_tools.model.handbook import Handbook

PEOPLE = """
ann: {name: {en: Ann Able}, team: desk, contact: "ext:12"}
bob: {name: {en: Bob Best}, team: desk}
old: {name: {en: Olga Left}, active_until: 2026-01-01}
"""


def rows(text: str) -> list[str]:
    """Text of the table rows, without markup."""
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]


def row_with(text: str, part: str) -> str:
    return next(row for row in rows(text) if part in row)


def role(title: str, extra: str = "") -> str:
    return f"---\ntitle: {title}\nkind: owner\n{extra}---\n"


@pytest.mark.parametrize(
    ("direction", "target", "amber", "value", "expected"),
    [
        ("higher", 95, 90, 95, 0),
        ("higher", 95, 90, 92.5, 0.5),
        ("higher", 95, 90, 85, 2),
        ("lower", 20, 40, 30, 0.5),
        ("lower", 20, 40, 10, 0),
        ("range", (10, 20), (5, 25), 22.5, 0.5),
        ("range", (10, 20), (5, 25), 0, 2),
        ("higher", 50, None, 45, 1),
        ("lower", 0, None, 3, 3),
    ],
)
def test_distance_is_told_in_widths_of_the_amber_band(
    direction: str, target: Any, amber: Any, value: float, expected: float
) -> None:
    kpi = SimpleNamespace(direction=direction, target=target, amber=amber)
    assert distance(kpi, value) == pytest.approx(expected)


def test_the_scorecard_starts_with_the_largest_distance_times_criticality(tmp_path: Path) -> None:
    kpi = "{id: k, name: %s, unit: '%%', direction: higher, target: 95, amber: 90}"
    page = "---\ntitle: %s\ncriticality: %d\nkpis: [" + kpi + "]\n---\n"
    files = {
        "services/a.md": page % ("Minor", 1, "Far off"),
        "services/b.md": page % ("Major", 5, "Somewhat off"),
        "services/c.md": page % ("Fine", 5, "Reached"),
        "services/d.md": page % ("Silent", 5, "Never measured"),
        "data/actuals/s.csv": "kpi,period,value,note\na/k,2026-10,80,\nb/k,2026-10,90,\nc/k,2026-10,97,\n",
    }
    text = overview(edition(written(tmp_path, files), english(), "en"))["scorecard"]
    first = text.split("{#kb-first}")[1].split("## ")[0]
    names = [row.split(" M")[0] for row in rows(first)[1:]]
    assert names == ["Somewhat off", "Far off"]
    assert "15 percentage points" in row_with(first, "Far off")
    assert "No data" in text or "no data" in text


def test_ownership_puts_missing_owners_first_and_counts_who_can_act(tmp_path: Path) -> None:
    holders = "holders: [{person: ann, since: 2026-01-01}]\n"
    deputy = "deputies: [{person: bob, proven: [{date: 2026-09-01, how: alone}]}]\n"
    files = {
        "roles/good.md": role("Good role", holders + deputy),
        "roles/paper.md": role("Paper role", holders + "deputies: [{person: bob}]\n"),
        "roles/alone.md": role("Lonely role", holders),
        "roles/gone.md": role("Empty role", "holders: [{person: old, since: 2020-01-01}]\n"),
        "services/a.md": "---\ntitle: Good service\nowner: good\n---\n",
        "services/b.md": "---\ntitle: Nobody's service\n---\n",
        "services/c.md": "---\ntitle: Lonely service\nowner: alone\n---\n",
        "services/d.md": "---\ntitle: Empty service\nowner: gone\n---\n",
        "data/people.yml": PEOPLE,
    }
    text = overview(edition(written(tmp_path, files), english(), "en"))["ownership"]
    records = text.split("{#kb-records}")[1].split("\n## ")[0]
    assert [row.split(" service")[0] for row in rows(records)[1:]] == ["Nobody&#39;s", "Empty", "Lonely", "Good"]
    assert "2/2 on paper, 2 proven" in row_with(text, "Good role")
    assert "2/2 on paper, 1 proven" in row_with(text, "Paper role")
    assert "one person only" in row_with(text, "Lonely role")
    assert "vacant" in row_with(text, "Empty role")
    assert "Ann Able Lonely role" in rows(text)


def test_names_are_shown_as_the_configuration_allows(tmp_path: Path) -> None:
    files = {
        "roles/r.md": role("Role", "holders: [{person: ann, since: 2026-01-01}]\nauthority: [{decision: Stop it}]\n"),
        "data/people.yml": PEOPLE,
        "data/teams.yml": "desk: {name: {en: Desk}}\n",
        "data/duty.yml": "- {from: 2026-11-09, to: 2026-11-15, role: r, person: ann}\n"
        "- {from: 2026-11-16, to: 2026-11-22, role: r, person: bob}\n",
    }
    handbook = written(tmp_path, files)
    history = {"docs/roles/r.md": (Change(dt.date(2026, 11, 1), "Say more", "Ann Able"),)}
    named = overview(edition(handbook, english(), "en", history))
    for name in ("duty", "role-teams", "who-decides", "ownership", "new-here", "changes"):
        assert "Ann Able" in named[name], name
    for style in ("initials", "roles"):
        hidden = "".join(overview(edition(handbook, english(style), "en", history)).values())
        assert "Able" not in hidden
        assert "Best" not in hidden
        assert "ext. 12" not in hidden
    assert "ext. 12" in named["duty"]
    assert "2026-11-22" in named["duty"]


def test_duty_shows_today_the_weeks_to_come_and_gaps(example: Handbook, example_config: Config) -> None:
    text = overview(edition(example, example_config, "en"))["duty"]
    today, coming = text.split("{#kb-coming}")
    assert "Zheng Kai" in row_with(today, "Major incident manager")
    assert rows(coming)[1].startswith("2026-11-16 – 2026-11-22")
    later = overview(edition(example, example_config, "en", as_of=dt.date(2026, 10, 1)))["duty"]
    assert "nobody is on duty" in row_with(later, "Major incident manager")


def test_an_unpublished_roster_has_no_page(tmp_path: Path) -> None:
    rendered = edition(written(tmp_path, {}), english(duty=False), "en")
    assert "duty" not in overview(rendered)
    assert all("duty" not in item.src for item in rendered.nav[1].children)
    assert "duty.md" not in overview(rendered)["index"]


def test_notices_are_sorted_into_now_planned_and_past(tmp_path: Path) -> None:
    notice = "---\ntitle: %s\nkind: news\nservices: []\nstarts: %s\n%s---\n"
    files = {
        "notices/a.md": notice % ("Today", "2026-11-15 22:00", "ends: 2026-11-16\n"),
        "notices/b.md": notice % ("Open end", "2026-11-01", ""),
        "notices/c.md": notice % ("Soon", "2026-11-16", ""),
        "notices/d.md": notice % ("Over", "2026-11-01", "ends: 2026-11-14\n"),
        "notices/e.md": notice % ("Dropped", "2026-11-01", "status: retired\n"),
    }
    text = overview(edition(written(tmp_path, files), english(), "en"))["notices"]
    now, planned = text.split("{#kb-planned}")
    planned, past = planned.split("{#kb-past}")
    assert [row.split(" News")[0].split(" news")[0] for row in rows(now)[1:]] == ["Today", "Open end"]
    assert "Soon" in planned
    assert "Over" in past
    assert "Dropped" not in text


def test_the_landscape_marks_what_only_one_side_says(tmp_path: Path) -> None:
    process = "---\ntitle: %s\noutputs: [%s]\ninputs: [%s]\n---\n"
    files = {
        "processes/a.md": process % ("A", "{name: Report, to: b}, {name: Extra, to: b}", ""),
        "processes/b.md": process % ("B", "", "{name: report, from: a}, {name: Wish, from: a}"),
    }
    text = overview(edition(written(tmp_path, files), english(), "en"))["landscape"]
    row = row_with(text.split("{#kb-inside}")[1], "Report")
    assert row == ("A Report Extra the receiver does not mention it Wish the giver does not mention it B")


def test_the_service_map_follows_dependencies_to_the_end(tmp_path: Path) -> None:
    service = "---\ntitle: %s\ndepends_on: [%s]\n---\n"
    files = {
        "services/a.md": service % ("Apps", "b"),
        "services/b.md": service % ("Base", "c"),
        "services/c.md": service % ("Cable", "a"),  # a circle must not hang
        "services/d.md": service % ("Desk", "a"),
    }
    text = overview(edition(written(tmp_path, files), english(), "en"))["service-map"]
    table = text.split("{#kb-dependencies}")[1]
    cable = next(row for row in rows(table) if row.startswith("Cable"))
    assert cable == "Cable Apps Base Apps , Desk –"


def test_raci_counts_letters_and_lists_idle_roles(tmp_path: Path) -> None:
    files = {
        "processes/p.md": "---\ntitle: P\nactivities:\n"
        "  - {id: one, name: One, responsible: r, accountable: r}\n"
        "  - {id: two, name: Two, responsible: r, accountable: s}\n---\n",
        "roles/r.md": role("Runner"),
        "roles/s.md": role("Supervisor"),
        "roles/t.md": role("Idler"),
    }
    text = overview(edition(written(tmp_path, files), english(), "en"))["raci"]
    assert row_with(text, "Runner") == "Runner R 2 A 1 2"
    assert row_with(text, "Supervisor") == "Supervisor A 1 0"
    assert "Idler" in text.split("Roles without")[1]
    assert 'title="does it: One, Two"' in text


def test_known_errors_that_recur_come_first_and_archived_ones_last(example: Handbook, example_config: Config) -> None:
    text = overview(edition(example, example_config, "en"))["known-errors"]
    found = rows(text)[1:]
    assert len(found) == 8
    counts = [int((re.search(r"(\d+) times|once", row) or [0, 1])[1] or 1) for row in found]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 1


def test_filters_offer_exactly_what_rows_carry(example: Handbook, example_config: Config) -> None:
    for lang in ("zh", "en"):
        for name, text in overview(edition(example, example_config, lang)).items():
            for form, ident in re.findall(r'(<form class="kb-filter".*?data-kb-filter="([^"]+)".*?</form>)', text):
                table = text.split(f'id="{ident}"')[1].split("</table>")[0]
                body = re.findall(r"<tr[^>]*>", table.split("<tbody>")[1])
                for key, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form):
                    offered = set(re.findall(r'<option value="([^"]+)"', options))
                    carried = [re.search(rf'data-{key}="([^"]*)"', row) for row in body]
                    assert all(carried), (name, key)
                    assert {value for found in carried if found for value in found[1].split()} == offered, (name, key)


def test_what_changed_tells_commits_of_pages_and_reviews(tmp_path: Path) -> None:
    page = "---\ntitle: Page %d\nreviewed: {by: ann, date: %s}\n---\n"
    files = {f"p{n:02}.md": page % (n, "2026-11-01" if n else "2026-01-01") for n in range(12)}
    change = Change(dt.date(2026, 11, 2), "Tidy <up>", "Ann")
    history = {**{f"docs/{name}": (change,) for name in files}, "docs/image.png": (change,)}
    text = overview(edition(written(tmp_path, files), english(), "en", history))["changes"]
    committed, reviewed = text.split("{#kb-reviewed}")
    assert row_with(committed, "Tidy &lt;up&gt;").count("Page") == 8
    assert "and 4 more" in committed
    assert "Page 0<" not in reviewed
    assert "Page 11" in reviewed


def test_new_here_lists_what_a_role_reads_does_and_asks(tmp_path: Path) -> None:
    files = {
        "roles/r.md": role("Runner", "learning: [p, t]\nreports_to: boss\nskills: [{skill: sql, level: 3}]\n"),
        "roles/boss.md": role("Boss"),
        "processes/p.md": "---\ntitle: Process P\nactivities: [{id: a, name: A, responsible: r}]\n---\n",
        "procedures/q.md": "---\ntitle: Procedure Q\nprocess: p\nperformer: r\n---\n",
        "glossary/t.md": "---\ntitle: Term T\ndefinition: d\n---\n",
    }
    text = overview(edition(written(tmp_path, files), english(), "en"))["new-here"]
    part = text.split("{#kb-role-r}")[1]
    assert part.index("Process P") < part.index("Term T") < part.index("Procedure Q")
    assert "sql (level 3)" in part
    assert "Boss" in part
    assert "Term T" in text.split("{#kb-words}")[1].split("{#kb-roles}")[0]
