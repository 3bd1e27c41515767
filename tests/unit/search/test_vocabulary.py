"""The built-in vocabulary: groups of words that mean the same, as people in IT support write them."""

from __future__ import annotations

import pytest
from support import ROOT

from kb_tools.search.analyzer import CJK, fold
from kb_tools.search.concepts import Concepts, atoms, built_in_groups, merged_groups, traditional_pairs

GROUPS = built_in_groups()
FEWEST = 300
#: A longer one is a sentence, which nobody types twice in the same way.
LONGEST = 30
BOTH_LANGUAGES = 0.6


@pytest.fixture(scope="module")
def concepts() -> Concepts:
    return Concepts(merged_groups(GROUPS))


def groups_besides(*begins: str) -> list[tuple[str, ...]]:
    folder = ROOT / "kb_tools" / "search" / "vocabulary"
    files = [path for path in folder.glob("*.txt") if not path.name.startswith(begins)]
    lines = [line for path in files for line in path.read_text("utf-8").split("\n")]
    return [tuple(word.strip() for word in line.split("|")) for line in lines if line and not line.startswith("#")]


def is_chinese(word: str) -> bool:
    low, high = "\u4e00", "\u9fff"
    assert low in CJK
    return any(low <= char <= high for char in word)


def test_there_are_enough_groups_of_two_words_or_more() -> None:
    assert len(GROUPS) >= FEWEST
    assert [group for group in GROUPS if len(group) < 2] == []


def test_no_group_says_a_word_twice() -> None:
    twice = [group for group in GROUPS if len({fold(word) for word in group}) < len(group)]
    assert twice == []


def test_no_word_belongs_to_two_groups_as_the_engine_reads_it() -> None:
    """A line of `everyday*.txt` or `workplace*.txt` adds to the group of its first word; else no word stands twice."""
    everyday = set(GROUPS) - set(groups_besides("everyday", "workplace"))
    home: dict[tuple[str, ...], int] = {}
    wrong, begun = [], 0
    for group in sorted(GROUPS, key=lambda group: group in everyday):
        keys = [tuple(atoms(fold(word))) for word in group]
        number = home.get(keys[0], begun) if group in everyday else begun
        begun += number == begun
        wrong += [word for word, key in zip(group, keys, strict=True) if home.get(key, number) != number]
        home |= dict.fromkeys(keys, number)
    assert wrong == []
    assert len(merged_groups(GROUPS)) == begun


def test_every_word_is_found_again_in_a_text_that_says_it(concepts: Concepts) -> None:
    names = dict(zip(concepts.groups, concepts.names, strict=True))
    lost = [word for group, name in names.items() for word in group if name not in concepts.found(fold(word))]
    assert lost == []


def test_most_groups_join_chinese_and_english() -> None:
    def speaks_both(group: tuple[str, ...]) -> bool:
        latin = any(any(char.isascii() and char.isalpha() for char in word) for word in group)
        return latin and any(map(is_chinese, group))

    assert sum(map(speaks_both, GROUPS)) >= BOTH_LANGUAGES * len(GROUPS)


def test_words_are_short_simplified_and_free_of_stray_space() -> None:
    traditional = set(traditional_pairs()[::2])
    words = [word for group in GROUPS for word in group]
    assert [word for word in words if len(word) > LONGEST] == []
    assert [word for word in words if traditional & set(word)] == []
    assert [word for word in words if word != " ".join(word.split())] == []


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("电脑上不了网", "no internet on the laptop"),
        ("口令", "the password of the mailbox"),
        ("程序老是闪退", "the application crashes"),
        ("蓝屏", "BSOD after an update"),
        ("outgoing mail won't send", "邮件发不出去"),
        ("服务水平协议", "SLA"),
        ("临时方案", "known workarounds"),
        ("license", "software licence"),
        ("organisation", "organization"),
    ],
)
def test_two_ways_to_say_it_are_one_concept(concepts: Concepts, said: str, written: str) -> None:
    assert set(concepts.found(fold(said))) & set(concepts.found(fold(written)))


@pytest.mark.parametrize(("one", "other"), [("邮件", "附件"), ("打印机", "扫描仪"), ("变更", "发布"), ("备份", "恢复")])
def test_related_things_are_not_the_same(concepts: Concepts, one: str, other: str) -> None:
    assert not set(concepts.found(fold(one))) & set(concepts.found(fold(other)))
