"""A light stemmer for English: plurals, -ing, -ed and a silent e. Its twin stands in `web/analyzer.js`.

Lighter than Porter's on purpose: `organisation` and `organ` must not become one word, and names of products and
people pass through here as well. On public question sets both give the same quality (see `benchmarks/README.md`).
"""

from __future__ import annotations

import re

__all__ = ["stem"]

_VOWEL = re.compile("[aeiouy]")
_SHORTEST = 4
#: Words in -eed that are a past tense all the same: agreed, guaranteed.
_PAST = ("greed", "teed")


def stem(word: str) -> str:
    """The stem of a word in lower case, without digits; a word of another language usually stays as it is."""
    if len(word) < _SHORTEST or not word.isascii():
        return word
    word = _singular(word)
    for ending, shortest in (("ing", 6), ("ed", 5)):
        if word.endswith("eed") and not word.endswith(_PAST):
            break  # exceed, succeed, speed: the ending belongs to the word
        if word.endswith(ending) and len(word) >= shortest and _VOWEL.search(word[: -len(ending)]):
            bare = word[: -len(ending)]
            doubled = bare[-1] == bare[-2] and bare[-1] not in "lsz"
            return bare[:-1] if doubled and len(bare) > 3 else _without_e(bare)
    return _without_e(word)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_e(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("e") else word
