"""Queries as slots; distance between words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search_support import Node

from kb_tools.search.concepts import particles, stop_words
from kb_tools.search.intents import intents
from kb_tools.search.query import Vocabulary, plan, tokens
from kb_tools.search.slots import Plan, Slot
from kb_tools.search.typos import distance, nearest, tolerance

VOCABULARY = Vocabulary([("邮箱", "mailbox"), ("打印机", "printer"), ("打不开", "cannot open")])
#: What the browser's planner knows besides the groups of synonyms.
DATA: dict[str, Any] = {"stop": sorted(stop_words()), "particles": particles(), "intents": list(intents())}
PIECES = st.one_of(
    st.sampled_from(["clause", "wi-fi", "check-in-desk", "man-in-black", "KE-0007", "8.6.3", "p1", "谁负责", "密码"]),
    st.text("abcdeo019-'. 邮件的了不上", max_size=9),
)
QUERIES = st.lists(PIECES, max_size=6).map(" ".join)


def slots(asked: Plan) -> list[tuple[str, ...]]:
    return [slot.alternatives[0].terms for slot in asked.slots if not slot.loose]


def test_a_known_word_is_one_slot_with_its_concept() -> None:
    asked = plan("打印机打不开", VOCABULARY)
    known = [slot for slot in asked.slots if slot.concepts]
    assert [slot.concepts for slot in known] == [("=打印机",), ("=打不开",)]
    assert known[0].alternatives[0].terms == ("打印", "印机")


def test_the_longest_known_word_wins_at_each_place() -> None:
    longer = Vocabulary([("密码", "password"), ("密码过期", "password expired")])
    assert [slot.concepts for slot in plan("密码过期", longer).slots if slot.concepts] == [("=密码过期",)]


def test_question_words_are_left_out_and_raise_what_answers_them() -> None:
    asked = plan("谁负责邮箱", VOCABULARY)
    assert asked.boosts["role"] > 1
    assert ("邮箱",) in slots(asked)
    assert not any("谁" in term for terms in slots(asked) for term in terms)


def test_a_query_of_nothing_but_stop_words_is_still_asked() -> None:
    assert slots(plan("who is it", VOCABULARY))


def test_a_word_that_is_repeated_counts_more_but_not_twice() -> None:
    (slot,) = plan("router router", VOCABULARY).slots
    assert slot.weight == 1.5


def test_an_id_is_looked_for_whole_and_then_in_pieces() -> None:
    (slot,) = plan("KE-0007", VOCABULARY).slots
    whole, pieces = slot.alternatives
    assert whole.terms == ("ke0007",)
    assert set(pieces.terms) == {"ke", "0007", "7"}
    assert pieces.factor < whole.factor


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        ("wi-fi", [("wifi",), ("wi", "fi")]),
        ("wi-fi's", [("wifi",), ("wi", "fi")]),
        ("man-in-the-middle", [("man", "middl")]),
        ("check-in-desk", [("check", "desk")]),
        ("point-of-sale", [("point", "sale")]),
        ("smart-badge-desk", [("smart", "badg", "desk")]),
        ("end-of-life-date", [("end", "life", "date")]),
        ("red/hot/fox", [("red", "hot", "fox")]),
        ("one-to-one-desk-set", [("desk", "set")]),
        ("door-opener", [("door", "opener")]),  # no short piece: nobody writes it as one
        ("e-mail", [("mail", "email")]),  # a letter alone is no term
        ("x" * 37 + "-yy-zz", [("x" * 37 + "yy",), ("x" * 37, "yy")]),  # cut where it is too long
    ],
)
def test_a_word_with_hyphens_is_looked_for_by_all_its_pieces_or_as_one(
    node: Node, typed: str, ways: list[tuple[str, ...]]
) -> None:
    (slot,) = plan(typed, Vocabulary([])).slots
    assert [way.terms for way in slot.alternatives] == ways
    (other,) = node("plan", queries=[typed], **DATA)[0]["slots"]
    assert [(tuple(terms), factor) for terms, factor in other["alternatives"]] == [*slot.alternatives]


def test_a_known_word_with_digits_weighs_what_one_that_nobody_knows_does(node: Node) -> None:
    vocabulary = Vocabulary([("p1", "priority one", "最高优先级"), ("windows 11", "win11")])
    rows = {"p1": "p1", "windows 11": "windows 11", "最高优先级": "p1", "priority one": "p1"}
    weights = {}
    for query in ("p1", "p2", "windows 11", "priority one", "printer"):
        (slot, *_) = plan(query, vocabulary).slots
        weights[query] = (slot.weight, bool(slot.concepts))
        (other, *_) = node("plan", queries=[query], rows=rows, **DATA)[0]["slots"]
        assert (other["weight"], bool(other["concepts"])) == weights[query]
    assert weights == {
        "p1": (1.5, True),
        "p2": (1.5, False),
        "windows 11": (1.5, True),
        "priority one": (1.0, True),
        "printer": (1.0, False),
    }


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("clause 8.6.3", {"8.6.3"}),
        ("iso 20000 clause 8.6.3", {"iso", "20000", "8.6.3"}),
        ("clauses of the sla", {"claus", "sla"}),  # of no number: matter like any other
        ("clause", {"claus"}),
    ],
)
def test_clause_is_left_out_where_something_else_is_asked(node: Node, query: str, terms: set[str]) -> None:
    asked = plan(query, Vocabulary([]))
    assert {way.terms[0] for slot in asked.slots for way in slot.alternatives[:1]} == terms
    other = node("plan", queries=[query], **DATA)[0]
    assert {slot["alternatives"][0][0][0] for slot in other["slots"]} == terms
    assert other["boosts"] == asked.boosts


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(QUERIES, min_size=10, max_size=30))
def test_both_planners_agree_on_random_queries(node: Node, texts: list[str]) -> None:
    here = [plan(text, Vocabulary([])) for text in texts]
    there = node("plan", queries=texts, **DATA)
    for text, one, other in zip(texts, here, there, strict=True):
        assert [told(slot) for slot in one.slots] == [
            [slot["weight"], slot["loose"], slot["word"], slot["alternatives"]] for slot in other["slots"]
        ], text
        assert list(one.neighbours) == other["neighbours"], text
        assert one.boosts == other["boosts"], text


def told(slot: Slot) -> list[Any]:
    return [slot.weight, slot.loose, slot.word, [[list(way.terms), way.factor] for way in slot.alternatives]]


def test_only_plain_latin_words_may_be_misspelt() -> None:
    words = {slot.word for slot in plan("outlok 打不开 4.3.1 KE-0007", VOCABULARY).slots}
    assert words == {"outlok", ""}


@given(st.text(max_size=60))
def test_every_token_stands_where_it_says(text: str) -> None:
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        if token.kind in ("pair", "single"):
            assert text[token.start : token.end] == token.term


@given(st.text(max_size=80))
def test_every_text_can_be_planned(text: str) -> None:
    asked = plan(text, VOCABULARY)
    assert all(slot.weight > 0 and slot.alternatives[0].terms for slot in asked.slots)


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("mail", "mail", 0),
        ("mail", "mial", 1),
        ("mail", "mal", 1),
        ("mail", "maill", 1),
        ("mail", "nail", 1),
        ("mail", "nial", 2),
    ],
)
def test_distance_counts_swapped_letters_once(one: str, other: str, edits: int) -> None:
    assert distance(one, other, 2) == edits


def test_distance_stops_counting_at_the_limit() -> None:
    assert distance("router", "printer", 1) == 2
    assert distance("a", "abcdef", 2) == 3


def test_short_words_forgive_nothing_and_long_ones_two_slips() -> None:
    assert [tolerance(word) for word in ("vpn", "mail", "outlook", "certificate")] == [0, 1, 1, 2]


def test_the_nearest_words_come_first_and_farther_ones_not_at_all() -> None:
    rows = [("printer", 3), ("printed", 9), ("pointer", 5), ("prints", 0)]
    assert [near.word for near in nearest("printr", rows)] == ["printer"]
    assert [near.word for near in nearest("pinter", rows)] == ["pointer", "printer"]
    assert nearest("vpm", [("vpn", 4)]) == []
