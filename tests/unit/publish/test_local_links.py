"""Links of a published page lead to files, and everything else on the page stays as it is."""

from __future__ import annotations

import pytest

from kb_tools.publish.local_links import local_page, module_scripts

FILES = frozenset({
    "index.html", "roles/index.html", "roles/dba/index.html", "en/roles/dba/index.html", "files/plan.pdf", "a/b.html",
    "角色/index.html",
})  # fmt: skip


def link(address: str, name: str = "roles/dba/index.html") -> str:
    page = local_page(f'<p><a class="x" href="{address}">t</a></p>', name, FILES.__contains__)
    return page.split('href="')[1].split('"')[0]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("../", "../index.html"),
        ("..", "../index.html"),
        ("./", "index.html"),
        ("../../", "../../index.html"),
        ("../../en/roles/dba/", "../../en/roles/dba/index.html"),
        ("../../en/roles/dba/#tasks", "../../en/roles/dba/index.html#tasks"),
        ("../?type=x#list", "../index.html?type=x#list"),
        ("../../%E8%A7%92%E8%89%B2/", "../../%E8%A7%92%E8%89%B2/index.html"),
        ("../../files/plan.pdf", "../../files/plan.pdf"),
        ("../../a/b.html", "../../a/b.html"),
        ("../gone/", "../gone/"),
        ("#here", "#here"),
        ("", ""),
        ("https://example.com/roles/", "https://example.com/roles/"),
        ("//example.com/roles/", "//example.com/roles/"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("/roles/", "/roles/"),
    ],
)
def test_a_link_to_a_folder_leads_to_its_page(given: str, expected: str) -> None:
    assert link(given) == expected


def test_forms_and_links_in_drawings_are_followed_too() -> None:
    page = local_page(
        '<form action="../"></form><svg><a href="../"><text/></a></svg>', "roles/x/index.html", FILES.__contains__
    )
    assert page.count("../index.html") == 2


def test_scripts_comments_and_shown_code_are_left_alone() -> None:
    kept = '<script>go(\'<a href="../">\')</script><!-- <a href="../"> --><code>&lt;a href="../"&gt;</code>'
    assert local_page(kept, "roles/dba/index.html", FILES.__contains__) == kept


def test_modules_become_classic_scripts() -> None:
    page = '<html lang="zh"><script type="module" src="../../assets/x.js"></script><script src="y.js"></script>'
    assert module_scripts(page, "roles/dba/index.html") == {"assets/x.js"}
    made = local_page(page, "roles/dba/index.html", FILES.__contains__)
    assert '<script src="../../assets/x.classic.js" defer></script><script src="y.js"></script>' in made
    assert made.startswith('<html data-kb-offline="yes" lang="zh">')


def test_the_note_is_text_at_the_top() -> None:
    page = '<html><div data-md-component="announce"></div>'
    made = local_page(page, "index.html", FILES.__contains__, note="<b>1</b>")
    assert made.count('<p class="kb-offline-note">&lt;b&gt;1&lt;/b&gt;</p>') == 1


def test_the_search_of_the_frame_is_taken_away_when_asked() -> None:
    page = '<html><p data-md-component="search"><form name="search"><i data-md-component="search-query"></i></form>'
    assert "search" in local_page(page, "index.html", FILES.__contains__)
    assert "search" not in local_page(page, "index.html", FILES.__contains__, frame_search=True).replace(
        "no-search", ""
    )
