"""Addresses of pages and links between them."""

from __future__ import annotations

import pytest

from kb_tools.render.address import page_address, relative, resolve_links


@pytest.mark.parametrize(
    ("src", "address"),
    [("index.md", ""), ("about.md", "about/"), ("roles/index.md", "roles/"), ("roles/a.md", "roles/a/")],
)
def test_page_address(src: str, address: str) -> None:
    assert page_address(src) == address


CASES = [
    ("roles/a.md", "roles/b.md", "", "b.md", "../b/"),
    ("roles/a.md", "index.md", "", "../index.md", "../../"),
    ("index.md", "roles/a.md", "", "roles/a.md", "roles/a/"),
    ("roles/a.md", "roles/index.md", "", "index.md", "../"),
    ("roles/a.md", "roles/a.md", "log", "#log", "#log"),
    ("roles/a.md", "services/mail.md", "变", "../services/mail.md#%E5%8F%98", "../../services/mail/#%E5%8F%98"),
    ("roles/index.md", "index.md", "", "../index.md", "../"),
]


@pytest.mark.parametrize(("start", "goal", "anchor", "link", "published"), CASES)
def test_links_go_from_file_to_file_and_are_resolved_for_the_site(
    start: str, goal: str, anchor: str, link: str, published: str
) -> None:
    assert relative(start, goal, anchor) == link
    assert resolve_links(f'<a href="{link}">x</a>', start) == f'<a href="{published}">x</a>'


@pytest.mark.parametrize("link", ["https://example.org/a.md", "mailto:a@b.md", "#x.md", "../roles/b/", "//host/a.md?x"])
def test_other_links_stay(link: str) -> None:
    html = f'<a href="{link}">x</a>'
    assert resolve_links(html, "roles/a.md") == html
