"""Cut for readers outside: what is internal is not in the handbook any more, so nothing made of it can leak."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb_tools.config import Config, HandbookConfig
from kb_tools.errors import UsageError
from kb_tools.load.audience import cut_for
from kb_tools.load.edition import Edition
from kb_tools.load.loader import load_handbook
from kb_tools.model.handbook import Handbook

CONFIG = Config(handbook=HandbookConfig(languages=("en", "zh")))
FILES = {
    "en/services/mail.md": "---\ntitle: Mail\naudience: customer\nowner: boss\npurpose: Write, see [[desk|the desk]]\n"
    "channels: [Hotline, 'Ask [[secret]]']\nescalation:\n- {after: 1 h, to: boss}\n- {after: 2 h, to: desk}\n"
    "teams: [crew]\ncomponents: [SECRET]\npeaks:\n- {event: First, when: Early}\ndepends_on: [lab, net]\n"
    "cost: {annual: 1, unit: SECRET}\nkpis: [{id: up, name: SECRET, unit: '%', direction: higher, target: 1}]\n"
    "reviewed: {by: ann, date: 2026-01-01}\nauthors: [ann]\n---\n\nSee [[secret|a word]], [[desk]], "
    '[here](../processes/secret.md#x) and <a href="../processes/secret.md">there</a>. ![plan](shown.svg)\n\n'
    "<!-- SECRET -->\n",
    "zh/services/mail.md": "---\ntitle: 邮件\npurpose: 写信\npeaks:\n- {event: 首日, when: 早上}\n---\n\n"
    "见 [[secret]]。\n",
    "en/services/net.md": "---\ntitle: Net\naudience: public\n---\n",
    "en/services/lab.md": "---\ntitle: SECRET\n---\n",
    "en/services/shown.svg": "<svg/>",
    "en/services/hidden.svg": "<svg/>",
    "en/roles/boss.md": "---\ntitle: SECRET\nholders: [{person: ann, since: 2020-01-01}]\n---\n",
    "en/roles/desk.md": "---\ntitle: Desk\naudience: customer\npurpose: Helps\ncontact: 8000\n"
    "responsibilities: [SECRET]\n"
    "holders: [{person: ann, since: 2020-01-01}]\n---\n\n## How we work\n\nSECRET\n",
    "en/processes/secret.md": "---\ntitle: SECRET\n---\n",
    "en/known-errors/closed.md": "---\ntitle: Closed\naudience: customer\nsummary: SECRET\nservices: [mail]\n"
    "symptoms: [Slow]\ncategory: SECRET\nuser_message: Wait\n---\n\nSECRET\n\n"
    "## Workaround\n\nSECRET\n\n## Cause\n\nSECRET\n",
    "en/known-errors/open.md": "---\ntitle: Open\naudience: customer\nservices: [mail]\nself_help: true\n---\n\n"
    "SECRET\n\n## Cause\n\nSECRET ![x](hidden.svg)\n\n## Workaround\n\nRestart it.\n\n### More\n\nTwice.\n\n"
    "## Resolution\n\nSECRET\n",
    "zh/known-errors/open.md": "---\ntitle: 开\n---\n\n"
    "## 原因\n\nSECRET\n\n## 变通办法\n\n重启。\n\n## 解决方案\n\nSECRET\n",
    "en/notes/draft.md": "---\ntitle: SECRET\naudience: public\nstatus: draft\n---\n",
    "data/people.yml": "ann: {name: {en: SECRET Ann}}\n",
    "data/teams.yml": "crew: {name: {en: SECRET crew}}\n",
    "data/complaints.yml": "unstable: {controls: [lab], note: {en: SECRET}}\n",
    "data/self-check.yml": "service: {kpis: [mail/up]}\n",
    "data/asked/desk.csv": "page,asked\nsecret,SECRET\nboss,SECRET\nmail,no mail today\noverview/raci,SECRET\n",
    "data/actuals/2026.csv": "kpi,period,value,note\nmail/up,2026-10,1,SECRET\n",
}


@pytest.fixture
def whole(tmp_path: Path) -> Handbook:
    for name, text in FILES.items():
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_handbook(tmp_path, CONFIG, use_cache=False, jobs=1)


@pytest.fixture
def cut(whole: Handbook) -> Handbook:
    return cut_for(whole, "customer")


def test_nothing_that_is_internal_is_left_in_it(cut: Handbook) -> None:
    for page in cut.every_page():
        held = "\n".join([page.text, page.front.decode(), repr(page)])
        assert "SECRET" not in held, page.path
    assert not cut.people
    assert not cut.teams
    assert not cut.actuals
    assert not cut.duty
    assert not cut.asked
    assert not cut.data_records


def test_links_to_overview_pages_stay_where_readers_outside_get_them(tmp_path: Path) -> None:
    text = "---\ntitle: A\naudience: customer\n---\n\n[All](overview/known-errors.md#x) and [who](overview/raci.md)\n"
    (tmp_path / "docs" / "en").mkdir(parents=True)
    (tmp_path / "docs" / "en" / "a.md").write_text(text, encoding="utf-8")
    page = cut_for(load_handbook(tmp_path, CONFIG, use_cache=False, jobs=1), "customer").pages[0]
    assert "[All](overview/known-errors.md#x) and who" in page.text
    assert [link.target for link in page.links] == ["overview/known-errors.md#x"]


def test_pages_of_this_audience_and_wider_ones_stay(whole: Handbook, cut: Handbook) -> None:
    assert {page.id for page in cut.pages} == {"mail", "net", "desk", "closed", "open"}
    assert {page.id for page in cut_for(whole, "public").pages} == {"net"}
    assert cut_for(whole, "internal") is whole


def test_references_lose_what_is_gone_and_keep_the_rest(cut: Handbook) -> None:
    mail = cut.by_id["mail"].record
    assert mail.owner is None
    assert mail.depends_on == ("net",)
    assert [step.to for step in mail.escalation] == ["desk"]
    assert cut.backlinks.keys() <= {"mail", "net", "desk", "closed", "open"}
    assert mail.channels == ("Hotline", "Ask ")


def test_texts_keep_the_words_of_a_link_that_leads_nowhere(cut: Handbook) -> None:
    body = cut.by_id["mail"].body
    assert "See a word, [[desk]], here and <a>there</a>." in body
    assert cut.by_id["mail"].record.purpose == "Write, see [[desk|the desk]]"


def test_of_a_known_error_users_see_the_workaround_when_it_is_theirs(cut: Handbook) -> None:
    assert cut.by_id["closed"].body.strip() == ""
    assert cut.by_id["closed"].record.user_message == "Wait"
    body = cut.by_id["open"].body
    assert "Restart it." in body
    assert "Twice." in body
    assert [heading.text for heading in cut.by_id["open"].headings] == ["Workaround", "More"]
    assert "重启。" in cut.translation_of["zh", "known-errors/open.md"].body


def test_lines_keep_their_numbers_so_that_headings_keep_their_anchors(cut: Handbook) -> None:
    page = cut.by_id["open"]
    for heading in page.headings:
        assert heading.text in page.lines[heading.line - 1]


def test_translations_stay_laid_over_their_sources(cut: Handbook) -> None:
    local = Edition(cut, "zh").by_id["mail"]
    assert local.title == "邮件"
    assert [peak.when for peak in local.record.peaks] == ["早上"]


def test_only_files_that_a_visible_text_shows_are_kept(whole: Handbook, cut: Handbook) -> None:
    assert set(whole.assets) == {"en/services/shown.svg", "en/services/hidden.svg"}
    assert cut.assets == ("en/services/shown.svg",)


def test_an_audience_without_pages_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text("---\ntitle: A\n---\n", encoding="utf-8")
    handbook = load_handbook(tmp_path, Config(handbook=HandbookConfig(languages=("en",))), use_cache=False)
    with pytest.raises(UsageError) as raised:
        cut_for(handbook, "public")
    assert raised.value.message.facts == {"audience": "public"}


def test_readers_outside_get_no_names_no_roster_and_no_way_to_the_sources() -> None:
    config = Config(handbook=HandbookConfig(repo_url="https://git.example/x")).for_audience("customer")
    assert (config.publish.people, config.publish.duty, config.handbook.repo_url) == ("roles", False, "")
    assert Config().for_audience("internal").publish.people == "names"
