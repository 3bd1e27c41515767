"""The state by which an index knows that it is out of date."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kb_tools.config import Config, HandbookConfig
from kb_tools.load.audience import cut_for
from kb_tools.load.loader import load_handbook
from kb_tools.publish.findable import handbook_collection, handbook_state

CONFIG = Config(handbook=HandbookConfig(languages=("en",)))
DAY = dt.date(2026, 11, 15)
ASKED = "page,asked\nvpn,cannot get in\nvpn,no way in from home\nsecret,hush\n"


def state(root: Path, asked: str = ASKED, audience: str = "internal") -> str:
    (root / "docs/data/asked").mkdir(parents=True, exist_ok=True)
    (root / "docs/vpn.md").write_text("---\ntitle: VPN\naudience: customer\n---\n", encoding="utf-8")
    (root / "docs/secret.md").write_text("---\ntitle: Secret\n---\n", encoding="utf-8")
    (root / "docs/data/asked/desk.csv").write_text(asked, encoding="utf-8")
    handbook = cut_for(load_handbook(root, CONFIG, use_cache=False, jobs=1), audience)
    return handbook_state(handbook, CONFIG, DAY)


@pytest.mark.parametrize(
    "changed",
    [
        ASKED + "vpn,locked out\n",
        ASKED.replace("no way in from home\n", "no way in\n"),
        ASKED.replace("vpn,no way", "secret,no way"),
        ASKED.replace("vpn,no way in from home\n", ""),
    ],
    ids=["added", "changed", "moved", "removed"],
)
def test_a_question_that_changes_makes_an_index_out_of_date(tmp_path: Path, changed: str) -> None:
    before = state(tmp_path)
    assert state(tmp_path) == before
    assert state(tmp_path, changed) != before


def test_what_was_asked_is_nothing_to_the_index_of_readers_outside(tmp_path: Path) -> None:
    before = state(tmp_path, audience="customer")
    assert state(tmp_path, ASKED.replace("secret,hush", "secret,hush hush"), "customer") == before
    assert state(tmp_path, ASKED.replace("cannot get in", "cannot come in"), "customer") == before


def test_a_collection_holds_what_was_asked(tmp_path: Path) -> None:
    state(tmp_path)
    found = handbook_collection(load_handbook(tmp_path, CONFIG, use_cache=False, jobs=1), CONFIG, DAY)
    texts = {document.id: document.texts[0].asked for document in found.documents}
    assert texts["vpn"] == ("cannot get in", "no way in from home")
    assert texts["secret"] == ("hush",)
