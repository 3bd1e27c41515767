"""What readers may rely on, asked of both engines: the browser's, in Node, and that of the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from search_support import Node, document, write_index

from kb_tools.search.collection import Collection
from kb_tools.search.document import Document
from kb_tools.search.whoosh_engine import WhooshEngine
from kb_tools.search.whoosh_index import bring_up_to_date

Ask = Callable[..., dict[str, Any]]
Opened = Callable[[Sequence[Document]], Ask]

FILLER = [document(f"other-{number}", f"别的事 {number}", "这一页说的是食堂 canteen menu") for number in range(12)]


@pytest.fixture(params=["browser", "whoosh"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Opened:
    """A function from documents to a function that asks them."""

    def in_browser(documents: Sequence[Document]) -> Ask:
        node: Node = request.getfixturevalue("node")
        index = write_index(tmp_path / "index", documents)
        return lambda query, **options: node.search(index, query, **options)

    def with_whoosh(documents: Sequence[Document]) -> Ask:
        bring_up_to_date(tmp_path / "index", Collection(tuple(documents), ("zh", "en")))

        def ask(query: str, limit: int = 10, filters: Any = None, lang: str = "zh") -> dict[str, Any]:
            with WhooshEngine(tmp_path / "index") as engine:
                answer = engine.search(query, limit, filters, lang)
            hits = [
                {"id": hit.id, "section": hit.section, "url": hit.url, "snippet": hit.snippet} for hit in answer.hits
            ]
            near = [{"id": hit.id} for hit in answer.nearest]
            said = {"total": answer.total, "facets": answer.facets, "suggestion": answer.suggestion}
            return {**said, "hits": hits, "nearest": near}

        return ask

    return in_browser if request.param == "browser" else with_whoosh


def ids(answer: dict[str, Any]) -> list[str]:
    return [hit["id"] for hit in answer["hits"]]


@pytest.mark.parametrize(
    ("one", "other"), [("复印机有时卡住", "影印机有时卡住"), ("the xlsx is slow", "the spreadsheet is slow")]
)
def test_a_synonym_never_outranks_a_direct_hit(opened: Opened, one: str, other: str) -> None:
    ask = opened([document("a", "三楼的设备", one), document("b", "三楼的设备", other), *FILLER])
    assert ids(ask(one.split()[1] if one.isascii() else one[:2])) == ["a", "b"]
    assert ids(ask(other.split()[1] if other.isascii() else other[:2])) == ["b", "a"]


def test_a_synonym_in_the_other_language_is_found(opened: Opened) -> None:
    ask = opened([document("printer", "Printer on floor 3", "Nothing prints", lang="en"), *FILLER])
    assert ids(ask("打印机")) == ["printer"]


def test_what_is_retired_comes_after_what_is_not(opened: Opened) -> None:
    kept = document("b-kept", "路由器重启", "拔掉电源再插上")
    ask = opened([replace(kept, id="a-old", prior=0.6), kept, *FILLER])
    assert ids(ask("路由器重启")) == ["b-kept", "a-old"]


def test_filters_leave_what_matches_all_of_them(opened: Opened) -> None:
    mail = document("mail-ke", "密码过期", type="known-error", facets={"service": ("mail",)})
    erp = document("erp-ke", "密码过期", type="known-error", facets={"service": ("erp",)})
    page = document("mail-page", "密码过期", facets={"service": ("mail",)})
    ask = opened([mail, erp, page, *FILLER])
    assert set(ids(ask("密码过期"))) == {"mail-ke", "erp-ke", "mail-page"}
    assert set(ids(ask("密码过期", filters={"service": ["mail"]}))) == {"mail-ke", "mail-page"}
    assert ids(ask("密码过期", filters={"service": ["mail"], "type": ["known-error"]})) == ["mail-ke"]
    assert set(ids(ask("密码过期", filters={"service": ["mail", "erp"], "type": ["known-error"]}))) == {
        "mail-ke",
        "erp-ke",
    }
    assert ask("密码过期", filters={"type": ["role"]})["total"] == 0


def test_facets_count_all_that_was_found_and_not_only_what_is_shown(opened: Opened) -> None:
    found = [
        document(f"ke-{number}", "密码过期", type="known-error", facets={"service": ("mail",)}) for number in range(5)
    ]
    answer = opened([*found, document("page", "密码过期"), *FILLER])("密码过期", limit=2)
    assert len(answer["hits"]) == 2
    assert answer["total"] == 6
    assert dict(answer["facets"]["type"]) == {"known-error": 5, "article": 1}
    assert dict(answer["facets"]["service"]) == {"mail": 5}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("密马过期", "密码过期"),
        ("打印几卡纸", "打印机卡纸"),
        ("邮件发布出去", "邮件发不出去"),
        ("变更官理", "变更管理"),
    ],
)
def test_a_character_that_only_sounds_right_finds_the_right_word_and_says_so(
    opened: Opened, typed: str, meant: str
) -> None:
    texts = ("密码过期以后", "打印机卡纸怎么取", "邮件发不出去", "变更管理从申请开始", "发布新版本", "出去开会")
    pages = [document(f"p{number}", text, "") for number, text in enumerate(texts)]
    answer = opened([*pages, *FILLER])(typed)
    assert answer["suggestion"] == meant
    assert ids(answer)[0] == next(page.id for page in pages if meant in page.texts[0].title)


@pytest.mark.parametrize("typed", ["密码还有别的事", "今天食堂卖什么", "密码和账号"])
def test_characters_that_nobody_has_written_side_by_side_are_no_mistake_by_themselves(
    opened: Opened, typed: str
) -> None:
    ask = opened([document("a", "密码过期", "账号被锁"), *FILLER])
    assert ask(typed)["suggestion"] == ""


@pytest.mark.parametrize("typed", ["certificat", "certifcate", "certifciate", "cerificate", "certificatte"])
def test_a_misspelt_rare_word_finds_the_right_one_and_says_so(opened: Opened, typed: str) -> None:
    ask = opened([document("tls", "Certificate expired", "Renew the certificate", lang="en"), *FILLER])
    answer = ask(f"{typed} expired", lang="en")
    assert ids(answer)[:1] == ["tls"]
    assert answer["suggestion"] in ("certificate expired", "")
    if typed != "certificat":  # its stem is that of the right word
        assert answer["suggestion"] == "certificate expired"


def test_a_word_that_somebody_has_written_is_not_corrected(opened: Opened) -> None:
    written = [document("mail", "mail server", lang="en"), document("main", "main switch", lang="en")]
    answer = opened([*written, *FILLER])("mail", lang="en")
    assert answer["suggestion"] == ""
    assert ids(answer) == ["mail"]


def test_a_short_word_is_never_corrected(opened: Opened) -> None:
    answer = opened([document("vpn", "VPN", lang="en"), *FILLER])("vpm", lang="en")
    assert answer["suggestion"] == ""
    assert answer["total"] == 0


def test_nothing_found_offers_what_begins_alike(opened: Opened) -> None:
    answer = opened([document("conference", "conference phones", lang="en"), *FILLER])("confetti", lang="en")
    assert answer["total"] == 0
    assert [hit["id"] for hit in answer["nearest"]] == ["conference"]


def test_traditional_characters_and_full_width_letters_find_the_same(opened: Opened) -> None:
    ask = opened([document("erp", "ERP 登录失败", "资料库连不上"), *FILLER])
    assert ids(ask("ＥＲＰ登錄失敗")) == ["erp"]
    assert ids(ask("資料庫")) == ["erp"]


@pytest.mark.parametrize(
    "query", ["", "   ", "，。！", "🙂", "the of and", "\u0000", "a" * 5000, "邮" * 2000, "'\"*?:(^~"]
)
def test_no_query_breaks_an_engine(opened: Opened, query: str) -> None:
    answer = opened([document("mail", "邮件"), *FILLER])(query)
    assert answer["total"] >= 0


def test_a_prefix_of_the_word_being_typed_is_completed_in_the_browser(node: Node, tmp_path: Path) -> None:
    index = write_index(tmp_path, [document("outlook", "Outlook does not start", lang="en"), *FILLER])
    assert ids(node.search(index, "outl", lang="en", prefix=True)) == ["outlook"]
    assert ids(node.search(index, "outl", lang="en")) == []
