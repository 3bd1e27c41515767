"""Queries as slots; distance between words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.search.query import Vocabulary, plan, tokens
from kb_tools.search.slots import Plan
from kb_tools.search.typos import distance, nearest, tolerance

VOCABULARY = Vocabulary([("邮箱", "mailbox"), ("打印机", "printer"), ("打不开", "cannot open")])


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
