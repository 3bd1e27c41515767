"""Bodies on their way to a generator: links resolved, anchors explicit, code untouched, comments gone."""

from __future__ import annotations

from kb_tools.load.pages import PageFile, PageSettings, parse_page
from kb_tools.model.page import Page
from kb_tools.render.body import prepare_body, prepare_sections


def page(body: str) -> Page:
    return parse_page(PageFile("docs/a.md", "a.md", "zh", body.encode()), PageSettings("zh", ()))


def link(target: str, text: str) -> str:
    return f"<{target}|{text}>"


def test_wiki_links_become_links_and_code_stays() -> None:
    body = "[[ke-0002]] `[[no]]` | [[mail|邮件]] |\n\n```\n[[no]]\n```\n\n    [[no]]\n"
    assert prepare_body(page(body), link) == ("<ke-0002|> `[[no]]` | <mail|邮件> |\n\n```\n[[no]]\n```\n\n    [[no]]")


def test_headings_carry_their_anchor() -> None:
    body = "## 变通办法\n\n## 变通办法\n\n## Own {#mine}\n\nTitle\n-----\n"
    assert prepare_body(page(body), link) == (
        "## 变通办法 {#变通办法}\n\n## 变通办法 {#变通办法_1}\n\n## Own {#mine}\n\nTitle {#title}\n-----"
    )


def test_comments_are_not_published() -> None:
    body = "a <!-- one --> b\n<!-- two\nlines -->c\n`<!-- code -->`\n"
    published = prepare_body(page(body), link)
    assert "one" not in published
    assert "lines" not in published
    assert "`<!-- code -->`" in published


def test_arrows_are_not_ends_of_comments() -> None:
    assert prepare_body(page("用户 --> 服务台\n\n`-->` code\n"), link) == "用户 --> 服务台\n\n`-->` code"


def test_sections_come_in_the_order_asked_for() -> None:
    body = "Intro\n\n## Cause\n\nbecause\n\n### Deeper\n\nmore\n\n## Other\n\nrest\n\n## Workaround\n\ndo\n"
    headings = {"cause": ("原因", "Cause"), "workaround": ("变通办法", "Workaround")}
    published = prepare_sections(page(body), link, headings, ("workaround", "cause"))
    order = [published.index(word) for word in ("Intro", "do", "because", "more", "rest")]
    assert order == sorted(order)
