"""Words that sound like what was typed: which are found, and which are left alone."""

from __future__ import annotations

import pytest

from kb_tools.search.sounds import heard, lexicon_of, sound_files

LEXICON = lexicon_of([["密码", "password"], ["变更管理"], ["发不出去"], ["升级"], ["三线"]])


def test_a_word_is_known_by_its_sound_whatever_the_accent() -> None:
    assert LEXICON["mi ma"] == ("密码",)
    assert LEXICON["bian gen guan ni"] == ("变更管理",)  # without tones, l as n, eng as en
    assert not any("password" in words for words in LEXICON.values())


@pytest.mark.parametrize(
    ("typed", "absent", "meant"),
    [
        ("密马忘了", [0, 1], "密码忘了"),
        ("谁管变跟官理", [2, 3, 4], "谁管变更管理"),
        ("邮件发布出去", [3], "邮件发不出去"),
        ("密马 升机", [0, 3], "密码 升级"),
    ],
)
def test_what_was_meant_takes_the_place_of_what_was_typed(typed: str, absent: list[int], meant: str) -> None:
    assert heard(typed, absent, LEXICON) == meant


@pytest.mark.parametrize(
    ("typed", "absent"),
    [
        ("密马忘了", []),  # pages have these two side by side: nothing is wrong
        ("迷马忘了", [0]),  # no character of the word is right
        ("先线", [0]),  # sounds otherwise
        ("密马忘了", [0]),  # the wrong one goes with what stands beside it: it is not wrong
        ("有人线吗", [1]),
        ("密马", [7]),  # no such place
        ("a密", [0]),
        ("", []),
    ],
)
def test_everything_else_stays_as_it_was_typed(typed: str, absent: list[int]) -> None:
    assert heard(typed, absent, LEXICON) == typed


def test_there_is_a_file_for_everything_a_query_may_ask_for() -> None:
    files = dict(sound_files([["密码"], ["变更管理"]]))
    assert len(files) == 64 + 256
    assert sum(len(name) for name in files) == len(files) * len("s/00.bin")
