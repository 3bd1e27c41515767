"""What readers asked becomes part of what a page is found by: in the language of its script, and only where it may."""

from __future__ import annotations

import datetime as dt
import zlib
from pathlib import Path
from typing import Any

import pytest

from kb_tools.config import Config, HandbookConfig, PublishConfig
from kb_tools.load.audience import cut_for
from kb_tools.load.edition import Edition
from kb_tools.load.loader import load_handbook
from kb_tools.render.edition_view import EditionView
from kb_tools.render.found.documents import documents
from kb_tools.render.found.names import asked
from kb_tools.search.build import IndexOptions, index_files

DAY = dt.date(2026, 11, 15)
ASKED = """\
page,asked
vpn,在家连不上
vpn,cannot get in from home
vpn,vpn 进不去
vpn,錄不進去
vpn,VPN 789
vpn,no puedo entrar
vpn,在家连不上
secret,where is QQHUSH
overview/duty,today QQHUSH
overview/known-errors,what is broken today
ann-able,QQHUSH ann
"""
FILES = {
    "vpn.md": "---\ntitle: VPN\naudience: customer\n---\n",
    "secret.md": "---\ntitle: Secret\n---\n",
    "known-errors/ke-1.md": "---\ntitle: Slow\naudience: customer\nsymptoms: [Slow]\n---\n",
    "data/people.yml": "ann-able: {name: {en: Ann Able}}\n",
    "data/asked/desk.csv": ASKED,
}


def views(root: Path, *languages: str, people: Any = "names", audience: str = "internal") -> list[EditionView]:
    config = Config(handbook=HandbookConfig(languages=languages), publish=PublishConfig(people=people))
    for lang in languages:
        for name, text in FILES.items():
            path = root / "docs" / (name if len(languages) == 1 or name.startswith("data/") else f"{lang}/{name}")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    handbook = cut_for(load_handbook(root, config, use_cache=False, jobs=1), audience)
    return [EditionView(Edition(handbook, lang), config.for_audience(audience), DAY) for lang in languages]


HAN = ("在家连不上", "vpn 进不去", "錄不進去")
OTHER = ("cannot get in from home", "VPN 789", "no puedo entrar")
EVERY = ("在家连不上", "cannot get in from home", "vpn 进不去", "錄不進去", "VPN 789", "no puedo entrar")


@pytest.mark.parametrize(
    ("languages", "expected"),
    [
        (("zh", "en"), (HAN, OTHER)),
        (("en", "zh"), (OTHER, HAN)),
        (("en", "zh-Hant"), (OTHER, HAN)),
        (("en", "zh-Hant", "ja"), (OTHER, HAN, HAN)),
        (("zh", "en", "de"), (HAN, OTHER, OTHER)),
        (("zh",), (EVERY,)),
        (("en",), (EVERY,)),
        (("en", "de"), (EVERY, EVERY)),
        (("zh", "ja"), (EVERY, EVERY)),
    ],
)
def test_a_question_goes_to_the_languages_of_its_script_where_there_are_two_and_stands_once(
    tmp_path: Path, languages: tuple[str, ...], expected: tuple[tuple[str, ...], ...]
) -> None:
    assert tuple(asked(view, "vpn") for view in views(tmp_path, *languages)) == expected


def test_a_page_that_nobody_asked_for_has_none(tmp_path: Path) -> None:
    assert asked(views(tmp_path, "en")[0], "ke-1") == ()


def test_pages_people_and_overview_pages_have_what_was_asked_for_them(tmp_path: Path) -> None:
    found = {one.id: one.texts[0].asked for one in documents(views(tmp_path, "en"))}
    assert found["vpn"] == EVERY
    assert found["ann-able"] == ("QQHUSH ann",)
    assert found["known-errors"] == ("what is broken today",)
    assert found["ke-1"] == ()


@pytest.mark.parametrize("people", ["initials", "roles"])
def test_where_people_are_not_named_nothing_that_asks_for_them_is_kept(tmp_path: Path, people: str) -> None:
    for one in documents(views(tmp_path, "en", people=people)):
        assert one.type != "person" or one.texts[0].asked == ()
        assert "QQHUSH ann" not in one.texts[0].asked


def test_no_file_of_an_index_for_readers_outside_holds_what_was_asked(tmp_path: Path) -> None:
    def index(audience: str) -> dict[str, bytes]:
        made = documents(views(tmp_path, "en", audience=audience))
        return dict(index_files(made, IndexOptions(("en",), jobs=1)))

    def holds(files: dict[str, bytes], word: str) -> list[str]:
        return [name for name, data in files.items() if word in said(data)]

    inside, outside = index("internal"), index("customer")
    for words in ("qqhush", "what is broken today"):
        assert holds(inside, words)
        assert holds(outside, words) == []


def said(data: bytes) -> str:
    """A file as text, without what packs it; bytes that are no text stay out."""
    plain = data if data[:1] == b"{" else zlib.decompress(data)
    return plain.decode("utf-8", "replace").casefold()
