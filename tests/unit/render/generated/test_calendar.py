"""The review calendar: dates in order on the page, and a file that calendars accept."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from generated_support import AS_OF, edition, english, overview, written

from kb_tools.config import Config
from kb_tools.load.edition import Edition
from kb_tools.model.handbook import Handbook
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.ical import Event, calendar
from kb_tools.render.generated.review_calendar import due_dates

FILES = {
    "roles/o.md": "---\ntitle: Owner\nkind: owner\n---\n",
    "processes/late.md": "---\ntitle: Late\nowner: o\nreviewed: {by: x, date: 2025-10-01}\n---\n",
    "processes/far.md": "---\ntitle: Far\nreviewed: {by: x, date: 2026-11-01}\nreview_every: 5 years\n---\n",
    "agreements/a.md": "---\ntitle: Contract\nvalid_to: 2026-11-30\n---\n",
    "known-errors/k.md": "---\ntitle: Fault\nstate: validated\nvalid_until: 2026-12-31\n---\n",
    "known-errors/z.md": "---\ntitle: Shelved\nstate: archived\nvalid_until: 2026-12-31\n---\n",
    "risks/r.md": "---\ntitle: Danger\ntreatment: accept\naccepted_by: o\naccepted_until: 2027-03-31\n---\n",
    "risks/s.md": "---\ntitle: Reduced\ntreatment: reduce\naccepted_until: 2027-03-31\n---\n",
    "policies/p.md": "---\ntitle: Rule\nowner: o\nexceptions: [{who: Plant B, until: 2026-11-20}]\n---\n",
    "processes/draft.md": "---\ntitle: Draft\nstatus: draft\nreviewed: {by: x, date: 2025-10-01}\n---\n",
}


def unfolded(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


def test_what_is_due_stands_under_its_time(tmp_path: Path) -> None:
    text = overview(edition(written(tmp_path, FILES), english(), "en"))["review-calendar"]
    parts = re.split(r"\{#kb-(overdue|month|quarter|year|unreviewed)\}", text)
    found = dict(zip(parts[1::2], parts[2::2], strict=True))
    assert "Late" in found["overdue"]
    assert found["month"].index("Plant B") < found["month"].index("Contract")
    assert "Fault" in found["quarter"]
    assert "Danger" in found["year"]
    for absent in ("Shelved", "Reduced"):
        assert not any(absent in found[name] for name in ("overdue", "month", "quarter", "year"))
    assert "Draft" not in text
    assert "1 more date" in text


def test_a_review_after_the_end_of_the_calendar_is_never_due(tmp_path: Path) -> None:
    page = "---\ntitle: E\nreviewed: {by: x, date: 9990-11-01}\nreview_every: 90 years\n---\n"
    handbook = written(tmp_path, {"processes/e.md": page})
    assert due_dates(EditionView(Edition(handbook, "en"), english(), AS_OF)) == []


def test_the_file_follows_rfc_5545(example: Handbook, example_config: Config) -> None:
    data = edition(example, example_config, "zh").downloads["overview/reviews.ics"]
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    for line in data.split(b"\r\n"):
        line.decode()  # folded between characters, never inside one
    lines = unfolded(data)
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(uids) == len(set(uids)) == lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") > 0
    assert {line for line in lines if line.startswith("DTSTAMP")} == {"DTSTAMP:20261115T000000Z"}
    days = [line for line in lines if line.startswith("DTSTART")]
    assert len(days) == len(uids)
    assert all(re.fullmatch(r"DTSTART;VALUE=DATE:\d{8}", line) for line in days)


def test_uids_stay_when_dates_move(tmp_path: Path) -> None:
    before = edition(written(tmp_path, FILES), english(), "en").downloads["overview/reviews.ics"]
    moved = {name: text.replace("2026-11-30", "2027-11-30") for name, text in FILES.items()}
    after = edition(written(tmp_path, moved), english(), "en", as_of=dt.date(2026, 12, 1))
    pick = [line for line in unfolded(before) if line.startswith("UID")]
    later = [line for line in unfolded(after.downloads["overview/reviews.ics"]) if line.startswith("UID")]
    assert sorted(pick) == sorted(later)


def test_an_event_links_to_its_page_when_the_address_is_known(tmp_path: Path) -> None:
    handbook = written(tmp_path, {"agreements/a.md": FILES["agreements/a.md"]})
    config = english(site_url="https://kb.example/h/")
    lines = unfolded(edition(handbook, config, "en").downloads["overview/reviews.ics"])
    assert "URL:https://kb.example/h/agreements/a/" in lines


def test_texts_are_escaped_and_control_characters_dropped() -> None:
    event = Event("u", AS_OF, 'a;b,c\\d\r\ne\x07"', "line\tend")
    lines = unfolded(calendar("x\nATTENDEE:y", [event], AS_OF))
    assert 'SUMMARY:a\\;b\\,c\\\\d\\ne"' in lines
    assert "DESCRIPTION:line end" in lines
    assert "NAME:x\\nATTENDEE:y" in lines


def test_an_empty_handbook_has_an_empty_calendar(tmp_path: Path) -> None:
    lines = unfolded(edition(written(tmp_path, {}), english(), "en").downloads["overview/reviews.ics"])
    assert "BEGIN:VEVENT" not in lines
    assert lines[0] == "BEGIN:VCALENDAR"
