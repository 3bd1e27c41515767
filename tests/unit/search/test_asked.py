"""Questions of readers in the search: a page comes first by the words in which it was asked for, in both engines."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from search_support import Node, document, write_index

from kb_tools.search.cards import card_files
from kb_tools.search.collection import Collection
from kb_tools.search.document import FIELDS, Document
from kb_tools.search.encoding import packed_json
from kb_tools.search.impact import MOST, field_texts
from kb_tools.search.whoosh_engine import WhooshEngine
from kb_tools.search.whoosh_index import bring_up_to_date

Ask = Callable[[str], list[tuple[str, float]]]
Opened = Callable[[Sequence[Document]], Ask]

FILLER = [document(f"other-{number}", f"别的事 {number}", "这一页说的是食堂 canteen menu") for number in range(12)]


@pytest.fixture(params=["browser", "whoosh"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Opened:
    """A function from documents to a function that asks them: ids and scores, the best first."""

    def in_browser(documents: Sequence[Document]) -> Ask:
        node: Node = request.getfixturevalue("node")
        index = write_index(tmp_path / "browser", documents)

        def ask(query: str) -> list[tuple[str, float]]:
            return [(hit["id"], hit["score"]) for hit in node.search(index, query)["hits"]]

        return ask

    def with_whoosh(documents: Sequence[Document]) -> Ask:
        bring_up_to_date(tmp_path / "whoosh", Collection(tuple(documents), ("zh", "en")))

        def ask(query: str) -> list[tuple[str, float]]:
            with WhooshEngine(tmp_path / "whoosh") as engine:
                return [(hit.id, hit.score) for hit in engine.search(query, 10, None, "zh").hits]

        return ask

    return in_browser if request.param == "browser" else with_whoosh


def ids(found: Sequence[tuple[str, float]]) -> list[str]:
    return [name for name, _ in found]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("早上一来就进不去系统", "早上交接班。来到系统前先看看就进。"),
        ("my inbox crawls after the break", "After the break look at the inbox: it crawls."),
    ],
)
def test_a_question_makes_its_page_come_before_one_that_holds_the_same_words(
    opened: Opened, question: str, text: str
) -> None:
    plain = [document("a-text", "一页", text), document("b-page", "另一页", ""), *FILLER]
    asked = [plain[0], document("b-page", "另一页", "", asked=(question,)), *FILLER]
    assert ids(opened(plain)(question)) == ["a-text"]
    assert ids(opened(asked)(question))[0] == "b-page"


def test_a_page_is_found_by_a_word_that_only_a_question_holds(opened: Opened) -> None:
    ask = opened([document("a", "一页", asked=("where is the flubber",)), *FILLER])
    assert ids(ask("flubber")) == ["a"]


def test_a_question_counts_as_a_name_of_its_page_and_not_only_by_its_words(opened: Opened) -> None:
    """Both hold the same words in the same field, but of only one the question is just what was asked."""
    whole = document("b-whole", "一页", asked=("flubber gadget", "other thing"))
    parted = document("a-parted", "二页", asked=("flubber thing", "gadget other"))
    assert ids(opened([whole, parted, *FILLER])("flubber gadget")) == ["b-whole", "a-parted"]


def test_words_in_the_order_of_a_question_count_more_than_in_another(opened: Opened) -> None:
    said = document("b-said", "一页", asked=("flubber gadget widget today",))
    mixed = document("a-mixed", "二页", asked=("gadget today flubber widget",))
    found = opened([said, mixed, *FILLER])("flubber gadget widget")
    assert ids(found) == ["b-said", "a-mixed"]


def test_a_page_with_two_of_the_words_comes_before_one_with_one_in_its_title(opened: Opened) -> None:
    """The title is worth more than both words of the text together; that most of the question is there decides."""
    two = document("b-two", "一页", "flubber here gadget")
    one = document("a-one", "widget for staff", "nothing")
    ask = opened([two, one, *FILLER])
    assert ids(ask("flubber gadget widget")) == ["b-two", "a-one"]
    assert dict(ask("widget"))["a-one"] > dict(ask("flubber gadget"))["b-two"]


@pytest.mark.parametrize("question", ["outage of level p1 tonight", "error 789 tonight", "KE-0007 tonight"])
def test_a_word_with_digits_decides_between_pages_that_hold_one_word_each(opened: Opened, question: str) -> None:
    code = question.split()[-2].lower()
    pages = [document("b-code", f"{code}"), document("a-word", "tonight")]
    assert ids(opened([*pages, *FILLER])(question))[0] == "b-code"


def test_clause_before_a_number_asks_for_the_clause_and_not_for_pages_that_say_clause(opened: Opened) -> None:
    page = document("b-page", "一页", aliases=("ISO 20000 8.6.3",))
    talk = document("a-talk", "Clause by clause", "Each clause of ISO 20000 is a clause", aliases=("clause",))
    ask = opened([page, talk, *FILLER])
    assert ask("clause 8.6.3") == ask("8.6.3")
    assert ids(ask("ISO 20000 clause 8.6.3"))[0] == "b-page"
    assert ids(ask("clause"))[0] == "a-talk"  # nothing else is asked


@pytest.mark.parametrize("pieces", [("point", "of", "sale"), ("smart", "badge", "desk"), ("red", "hot", "fox")])
def test_a_word_of_three_pieces_is_found_by_all_of_them(opened: Opened, pieces: tuple[str, str, str]) -> None:
    every = document("b-every", "一页", " ".join(pieces))
    last, first = document("a-last", "二页", pieces[2]), document("c-first", "三页", pieces[0])
    found = opened([every, last, first, *FILLER])("-".join(pieces))
    assert ids(found)[0] == "b-every"
    assert set(ids(found)) == {"b-every", "a-last", "c-first"}
    score = dict(found)
    assert score["b-every"] > 1.5 * score["a-last"]


def test_two_words_also_written_as_one_are_looked_for_as_one_before_the_pieces(opened: Opened) -> None:
    one = document("b-one", "一页", "zapfoo")
    pieces = document("a-pieces", "二页", "foo things zap")
    assert ids(opened([one, pieces, *FILLER])("zap-foo")) == ["b-one", "a-pieces"]


def test_questions_are_a_field_of_their_own_that_weighs_less_than_a_title_or_another_name() -> None:
    page = document("a", "一页", "text", asked=("one", "two"), aliases=("three",))
    texts = [(name, value) for name, _, value in field_texts(page.texts[0])]
    assert texts == [("title", "一页"), ("aliases", "three"), ("asked", "one"), ("asked", "two"), ("body", "text")]
    assert FIELDS["asked"].weight < FIELDS["aliases"].weight < FIELDS["title"].weight
    assert sum(field.weight for field in FIELDS.values()) == MOST


def test_a_long_list_of_questions_is_no_worse_than_a_short_one(opened: Opened) -> None:
    long = document("a-long", "一页", asked=("flubber", *(f"别的说法{number}" for number in range(60))))
    short = document("b-short", "二页", asked=("flubber",))
    found = dict(opened([long, short, *FILLER])("flubber"))
    assert found["a-long"] == pytest.approx(found["b-short"], rel=0.02)


def test_a_card_holds_the_questions_of_its_language_and_nothing_where_there_are_none() -> None:
    zh = document("a", "一页", asked=("早上进不去", "收不到")).texts[0]
    en = document("a", "A page", lang="en").texts[0]
    files = dict(card_files([Document("a", "article", (zh, en))], ("zh", "en")))
    card = cards(files["c/zh/0.bin"])[0]
    assert card["asked"] == ["早上进不去", "收不到"]
    assert "asked" not in cards(files["c/en/0.bin"])[0]
    assert packed_json([card]) == files["c/zh/0.bin"]


def test_a_question_that_is_added_reaches_an_index_that_is_already_there(tmp_path: Path) -> None:
    pages = [document("a", "一页", asked=("eins",)), *FILLER]
    bring_up_to_date(tmp_path, Collection(tuple(pages), ("zh", "en")))
    pages[0] = replace(pages[0], texts=(replace(pages[0].texts[0], asked=("eins", "flubber")),))
    bring_up_to_date(tmp_path, Collection(tuple(pages), ("zh", "en")))
    with WhooshEngine(tmp_path) as engine:
        assert [hit.id for hit in engine.search("flubber").hits] == ["a"]


def cards(data: bytes) -> Any:
    return json.loads(zlib.decompress(data))
