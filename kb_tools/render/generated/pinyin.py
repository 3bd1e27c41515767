"""The letter under which a word is listed: its first letter, or the pinyin initial of its first Chinese character.

GB 2312 sorts its 3,755 level-1 characters by pinyin, so the code of a character tells its initial. Rarer characters
are sorted by radical there and give no initial; a character with several readings has the one GB 2312 sorts it under.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right

__all__ = ["OTHER", "initial", "sort_key"]

#: The group of everything that has no letter.
OTHER = "#"

_LETTERS = "ABCDEFGHJKLMNOPQRSTWXYZ"
_STARTS = (
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8,
    0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1,
)  # fmt: skip
#: The last level-1 character.
_LAST = 0xD7F9


def initial(word: str) -> str:
    """`A` to `Z`, or `#`: 事件 -> S, SLA -> S, Évaluation -> E, 42 -> #."""
    first = unicodedata.normalize("NFKD", word.strip())[:1].upper()
    if "A" <= first <= "Z":
        return first
    code = _gb2312(first)
    return _LETTERS[bisect_right(_STARTS, code) - 1] if _STARTS[0] <= code <= _LAST else OTHER


def sort_key(word: str) -> tuple[str, tuple[int, ...], str]:
    """Orders words by letter, then as GB 2312 orders their characters (by pinyin for common ones)."""
    letter = initial(word)
    codes = tuple(_gb2312(char) or 0x10000 + ord(char) for char in unicodedata.normalize("NFKC", word).upper())
    return ("~" if letter == OTHER else letter, codes, word)


def _gb2312(char: str) -> int:
    """Code of a character in GB 2312, 0 when it has none."""
    try:
        return int.from_bytes(char.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return 0
