"""States of translations, and confirming them."""

from __future__ import annotations

from small_handbook import Small
from support import refused

from kb_tools.errors import KbError, UsageError
from kb_tools.workflow.translate import confirm, translations

SOURCE, OTHER = "docs/zh/services/mail.md", "docs/en/services/mail.md"


def state(small: Small, page_id: str = "mail") -> str:
    return translations(small.load(), small.config, ids=[page_id])[0].state


def test_a_changed_source_makes_the_translation_stale_until_confirmed(small: Small) -> None:
    assert state(small) == "current"
    small.replace(SOURCE, "打 8000", "拨 8000")
    assert state(small) == "stale"
    done = confirm(small.root, small.load(), small.config, ["mail"])
    assert [entry.path for entry in done] == [OTHER]
    assert state(small) == "current"
    assert small.findings() == []


def test_confirming_changes_one_line(small: Small) -> None:
    small.replace(SOURCE, "打 8000", "拨 8000")
    before = small.read(OTHER).splitlines()
    confirm(small.root, small.load(), small.config, ["mail"])
    changed = [pair for pair in zip(before, small.read(OTHER).splitlines(), strict=True) if pair[0] != pair[1]]
    assert len(changed) == 1
    assert changed[0][1].startswith(b"source_hash: ")


def test_states_of_missing_and_unconfirmed(small: Small) -> None:
    (small.root / OTHER).unlink()
    assert state(small) == "missing"
    small.write(OTHER, b"---\r\ntitle: Mail\r\n---\r\n\r\ntext\r\n")
    assert state(small) == "unconfirmed"
    confirm(small.root, small.load(), small.config)
    assert state(small) == "current"
    assert b"\r\nsource_hash: " in small.read(OTHER)


def test_confirming_all_leaves_out_what_is_missing_or_current(small: Small) -> None:
    (small.root / OTHER).unlink()
    small.replace("docs/zh/index.md", "打服务台", "拨服务台")
    assert [entry.id for entry in confirm(small.root, small.load(), small.config)] == ["index"]


def test_what_cannot_be_confirmed(small: Small) -> None:
    with refused(UsageError, "did you mean 'mail'"):
        confirm(small.root, small.load(), small.config, ["mial"])
    with refused(UsageError, "'fr' is not a language"):
        translations(small.load(), small.config, lang="fr")
    (small.root / OTHER).unlink()
    with refused(UsageError, "has no translation"):
        confirm(small.root, small.load(), small.config, ["mail"])


def test_nothing_is_written_when_one_of_them_is_broken(small: Small) -> None:
    small.replace("docs/zh/index.md", "打服务台", "拨服务台")
    before = small.read("docs/en/index.md")
    small.write(OTHER, b"---\ntitle: [\n---\n")
    with refused(KbError, "cannot be read"):
        confirm(small.root, small.load(), small.config, ["index", "mail"])
    assert small.read("docs/en/index.md") == before
