"""Near duplicates: nearly the same texts share marks, others do not, and what they share can be shown."""

from __future__ import annotations

import random
import string

from kb_tools.model.likeness import BANDS, marks
from kb_tools.search.similarity import alike, candidates, shared_words, telling_terms

CHANCE = random.Random(11)
WORDS = ["".join(CHANCE.choice(string.ascii_lowercase) for _ in range(7)) for _ in range(3000)]


def text(length: int = 25) -> list[str]:
    return CHANCE.sample(WORDS, length)


def test_the_same_texts_have_the_same_marks_in_any_order() -> None:
    assert marks(["邮件 发不出去", "Outlook"]) == marks(["OUTLOOK", "邮件 发不出去"])
    assert len(marks(["邮件发不出去"])) == BANDS
    assert marks(["网"]) == ()


def test_nearly_the_same_texts_become_candidates_and_others_do_not() -> None:
    texts = [text() for _ in range(400)]
    near = [[*words[:-1], "changed"] for words in texts[:100]]  # 24 of 26 words shared
    found = set(candidates([marks([" ".join(words)]) for words in (*texts, *near)]))
    wanted = {(number, 400 + number) for number in range(100)}
    assert len(wanted & found) >= 97
    assert len(found - wanted) <= 2


def test_a_way_of_writing_that_many_share_makes_no_candidates() -> None:
    same = marks(["one and the same template for everybody who writes"])
    assert list(candidates([same] * 50)) == []
    assert list(candidates([same] * 3)) == [(0, 1), (0, 2), (1, 2)]


def test_another_code_makes_another_matter_however_alike_the_words() -> None:
    first = telling_terms(["VPN connection failed at login with error 691"])
    assert alike(first, first) == 1
    assert alike(first, telling_terms(["VPN connection failed at login with error 789"])) == 0
    assert alike(first, telling_terms(["VPN connection broken at login with error 691"])) > 0.7
    assert alike(first, telling_terms(["VPN connection failed at login"])) > 0.5
    assert alike(frozenset(), frozenset()) == 0


def test_what_two_texts_share_is_shown_as_it_is_written_in_whole_words() -> None:
    one = "Outlook 反复要求输入密码\n一直弹出密码框"
    other = "outlook 反复要求输入密码了\n总是弹出密码框"
    assert shared_words(one, other)[0] == "Outlook 反复要求输入密码"
    assert "弹出密码框" in shared_words(one, other)
    assert shared_words("printer", "printers") == ()
