"""The page for missing addresses leads to what exists, in each language."""

from __future__ import annotations

from kb_tools.render.not_found import not_found


def test_each_language_has_its_links_below_its_root() -> None:
    pages = {"index.md", "overview/index.md", "overview/known-errors.md", "overview/duty.md"}
    chinese, english = not_found(("zh", "en"), pages)
    assert (chinese.lang, chinese.root) == ("zh", "")
    assert (english.lang, english.root) == ("en", "en/")
    assert [address for _, address in english.links] == ["", "overview/known-errors/", "overview/duty/", "overview/"]
    assert chinese.title != english.title


def test_a_link_leads_to_the_next_best_page_or_is_left_out() -> None:
    (only,) = not_found(("en",), {"index.md", "overview/quick-cards.md"})
    assert [address for _, address in only.links] == ["", "overview/quick-cards/"]
