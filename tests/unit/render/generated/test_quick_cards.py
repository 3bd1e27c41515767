"""Quick cards: the right ones in the right order, and no more on each than one page holds."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from generated_support import edition, english, overview, written

from kb_tools.config import Config
from kb_tools.model.handbook import Handbook
from kb_tools.render.generated.card_size import SIZES, height, lines_of, table_height

ROLE = "---\ntitle: Manager\nkind: manager\nholders: [{person: ann}]\ncontact: mim@x.example\n---\n"
PEOPLE = "ann: {name: {en: Ann Bee}, active_from: 2020-01-01}\n"
FILES = {"roles/m.md": ROLE, "data/people.yml": PEOPLE}


def procedure(body: str, more: str = "") -> dict[str, str]:
    head = f"---\ntitle: Restart\nsummary: When it hangs.\nemergency: true\nperformer: m\n{more}---\n"
    return {**FILES, "procedures/r.md": head + body}


def known_error(days: str, state: str = "validated", title: str = "E") -> str:
    body = "\n## Workaround\n\n1. Restart it.\n"
    return f"---\ntitle: {title}\nstate: {state}\nsymptoms: [It hangs]\noccurrences: [{days}]\n---\n{body}"


def cards(tmp_path: Path, files: dict[str, str], config: Config | None = None) -> str:
    return overview(edition(written(tmp_path, files), config or english(), "en")).get("quick-cards", "")


def order(text: str) -> list[str]:
    return re.findall(r'<section class="kb-quick[^"]*" id="kb-card-([^"]+)"', text)


def test_only_emergency_procedures_have_a_card(tmp_path: Path) -> None:
    files = procedure("\n1. Do **it** on `db1`, see [[m]].\n", "escalation: [{after: 15 min, to: m}]\n")
    files["procedures/other.md"] = "---\ntitle: Other\nperformer: m\n---\n\n1. Step\n"
    text = cards(tmp_path, files)
    assert order(text) == ["r"]
    assert "Do <strong>it</strong> on <code>db1</code>" in text
    assert "mim@x.example" in text
    assert "15 min" in text


def test_what_an_author_writes_is_never_markup(tmp_path: Path) -> None:
    text = cards(tmp_path, procedure("\n1. Type <b onclick=x>y</b>\n\n    ```html\n    <script>z</script>\n    ```\n"))
    assert "<b onclick" not in text
    assert "<script>" not in text
    assert "&lt;script&gt;z&lt;/script&gt;" in text


def test_errors_that_return_after_holidays_come_first_and_archived_ones_not_at_all(tmp_path: Path) -> None:
    config = english()
    holidays = (dt.date(2026, 2, 23), dt.date(2026, 10, 7))
    handbook = config.handbook.model_copy(update={"holidays": holidays})
    files = {
        "known-errors/a.md": known_error("2026-06-01, 2026-07-01, 2026-08-01", title="Often"),
        "known-errors/b.md": known_error("2026-02-24, 2026-10-08", title="Holiday"),
        "known-errors/c.md": known_error("2026-10-08", "archived", title="Shelved"),
        "known-errors/d.md": known_error("2026-10-12", title="Once"),
    }
    text = cards(tmp_path, files, config.model_copy(update={"handbook": handbook}))
    assert order(text) == ["b", "a", "d"]
    assert "2 times after long holidays" in text


def test_a_handbook_with_nothing_to_print_says_what_makes_a_card(tmp_path: Path) -> None:
    text = cards(tmp_path, {"roles/m.md": "---\ntitle: Manager\nkind: manager\n---\n"})
    assert order(text) == []
    assert "<code>emergency: true</code>" in text


def test_a_long_procedure_is_shortened_and_says_so(tmp_path: Path) -> None:
    step = "Look at everything that there is to look at, and then look again. " * 12
    body = "\n" + "\n".join(f"{n}. {step}" for n in range(1, 16))
    text = cards(tmp_path, procedure(body))
    assert "see the page" in text
    assert text.count("Look at everything") == 15
    assert text.count("at, and then look again.") == 15  # of each step, the first sentence


def test_a_short_one_is_set_in_large_type(tmp_path: Path) -> None:
    text = cards(tmp_path, procedure("\n1. Pull the plug.\n"))
    assert "kb-quick--l" in text
    assert "see the page" not in text


@pytest.mark.parametrize(("people", "named"), [("names", True), ("roles", False)])
def test_the_card_of_contacts_names_people_as_configured(tmp_path: Path, people: str, named: bool) -> None:
    files = {
        **FILES,
        "services/mail.md": "---\ntitle: M\nchannels: [Line 8000 (urgent)]\nescalation: [{after: 1 h, to: m}]\n---\n",
        "data/duty.yml": "- {from: 2026-11-09, to: 2026-11-15, role: m, person: ann}\n",
    }
    text = cards(tmp_path, files, english(people))
    assert "<span>Line 8000</span>" in text
    assert ("Ann Bee" in text) is named
    assert "mim@x.example" in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_example_has_its_cards(example: Handbook, example_config: Config, lang: str) -> None:
    text = overview(edition(example, example_config, lang))["quick-cards"]
    found = order(text)
    emergency = [page.id for page in example.by_type["procedure"] if page.record.emergency]
    assert found[0] == "call"
    assert found[1 : 1 + len(emergency)] == emergency
    assert set(found[1 + len(emergency) :]) >= {"ke-0001", "ke-0002", "ke-0003"}
    assert "8000" in text


def test_smaller_type_never_takes_more_room() -> None:
    paragraphs = [("一二三四五六七八九十" * 9, False), ("word " * 60, False), ("x" * 200, True)]
    shares = [height("T", paragraphs, size, 3) for size in SIZES]
    assert shares == sorted(shares, reverse=True)
    assert lines_of("字" * 100, SIZES[0]) > lines_of("x" * 100, SIZES[0])
    assert height("长" * 60, paragraphs, SIZES[0]) > height("T", paragraphs, SIZES[0])
    assert table_height([["a" * 90, "b"]], [0.3, 0.7], SIZES[0]) > table_height([["a", "b"]], [0.3, 0.7], SIZES[0])
