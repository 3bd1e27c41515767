"""From text to terms: one definition for indexing and for asking, with a twin in `web/analyzer.js`.

Han text becomes overlapping pairs and single characters, since any dictionary lacks the next product name. Latin words
are stemmed lightly. Numbers, versions, ids and error codes are kept whole and in parts. Width, case, accents and
Traditional characters are folded away. Both twins must give the same terms for the same text; a shared file of cases
and a comparison on random text see to that.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources

from kb_tools.search.stem import stem

__all__ = ["CJK", "PAIR", "PART", "SINGLE", "WORD", "analyze", "fold", "is_joined", "runs", "terms", "word_terms"]

#: Kinds of terms: two Han characters, one, a word or number as a whole, a piece of a longer word.
PAIR, SINGLE, WORD, PART = "pair", "single", "word", "part"

#: Han, kana and hangul: written without spaces, so cut into pairs.
CJK = "\u3005\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\U00020000-\U0003134f"
#: Letters and digits of the scripts that put spaces between words.
_LETTERS = (
    "a-z0-9\u00df-\u00f6\u00f8-\u024f\u03ac-\u03ff\u0430-\u052f\u0561-\u0587\u05d0-\u05ea\u0621-\u064a\u0e01-\u0e4e"
)
_TOKEN = re.compile(f"([{CJK}]+)|[{_LETTERS}]+(?:[-._/:@'\u2019+#][{_LETTERS}]+)*")
_SEPARATOR = re.compile("[-._/:@+#]")
_RUNS = re.compile("[0-9]+|[^0-9]+")
_HEX = re.compile("(?:0x)?[0-9a-f]{6,}")
_DIGIT = re.compile("[0-9]")
#: A longer word is cut: nobody types it, and it would only fill the index.
_LONGEST = 40
#: Two words written as one, `wi-fi`, have a piece this short.
_PREFIX = 3


class _Folding(dict[int, str]):
    """Code point -> folded text, worked out on first sight."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code))
        plain = "".join(char for char in plain if not "\u0300" <= char <= "\u036f")
        plain = unicodedata.normalize("NFC", plain).lower().replace("\u0307", "")
        plain = "".join(_simplified().get(char, char) for char in plain).replace("ς", "σ")
        self[code] = plain
        return plain


@cache
def _simplified() -> dict[str, str]:
    text = resources.files("kb_tools.search").joinpath("traditional.txt").read_text(encoding="utf-8")
    pairs = "".join(line for line in text.split("\n") if not line.startswith("#"))
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


@cache
def _folding() -> _Folding:
    return _Folding()


def fold(text: str) -> str:
    """Text without width, case, accents and Traditional characters; may be longer or shorter than what was given."""
    return text.translate(_folding())


def runs(text: str) -> list[tuple[bool, str]]:
    """Folded text cut where scripts meet: (whether Han, text) for each run of Han and each word."""
    return [(bool(match[1]), match[0]) for match in _TOKEN.finditer(text)]


def analyze(text: str) -> list[tuple[str, str]]:
    """Terms of a text in order, each with its kind; a Han run gives its pairs and then its single characters."""
    found: list[tuple[str, str]] = []
    for han, run in runs(fold(text)):
        if han:
            found.extend((run[place : place + 2], PAIR) for place in range(len(run) - 1))
            found.extend((char, SINGLE) for char in run)
        else:
            found.extend(word_terms(run))
    return found


def terms(text: str) -> list[str]:
    """What `analyze` gives, without the kinds: for indexing, where every microsecond is paid millions of times."""
    found: list[str] = []
    for match in _TOKEN.finditer(text.translate(_folding())):
        run = match[1]
        if run:
            found += [run[place : place + 2] for place in range(len(run) - 1)]
            found += run
        else:
            found += [term for term, _ in word_terms(match[0])]
    return found


@lru_cache(maxsize=1 << 16)
def word_terms(raw: str) -> tuple[tuple[str, str], ...]:
    """Terms of one folded word with its hyphens, dots and apostrophes (`ke-0007`, `user's`, `4.3.1`)."""
    word, pieces = _pieces(raw)
    if len(pieces) == 1:
        found = _plain(pieces[0])
    elif _DIGIT.search(word):
        found = _code(word, pieces)
    else:
        found = [(stem(piece), WORD) for piece in pieces if len(piece) > 1]
        if _is_joined(word, pieces):
            found.append((stem("".join(pieces)), WORD))
    kinds: dict[str, str] = {}
    for term, kind in found:
        kinds.setdefault(term, kind)
    return tuple(kinds.items())


def is_joined(raw: str) -> bool:
    """Whether the terms of a folded word are its two pieces and, last, both as one: `wi-fi`, not `man-in-black`."""
    return _is_joined(*_pieces(raw))


def _is_joined(word: str, pieces: list[str]) -> bool:
    return len(pieces) == 2 and min(map(len, pieces)) <= _PREFIX and not _DIGIT.search(word)


def _pieces(raw: str) -> tuple[str, list[str]]:
    """A word without apostrophes, cut where it is too long, and what its hyphens and dots part."""
    word = raw.replace("\u2019", "'").removesuffix("'s").replace("'", "")[:_LONGEST]
    return word, [piece for piece in _SEPARATOR.split(word) if piece]


def _plain(piece: str) -> list[tuple[str, str]]:
    if not _DIGIT.search(piece):
        return [(stem(piece), WORD)]
    return [(piece, WORD), *(_parts(piece) if not _HEX.fullmatch(piece) else [])]


def _code(word: str, pieces: list[str]) -> list[tuple[str, str]]:
    """A version, an id, an address: whole without hyphens, then what it is made of."""
    whole = word.replace("-", "").replace("_", "").strip("./:@+#")
    found = [(whole, WORD)]
    if len(pieces) > 2 and all(piece.isdecimal() for piece in pieces) and "." in word:
        found.append((".".join(pieces[:2]), PART))
    for piece in pieces:
        found += _parts(piece)
    return found


def _parts(piece: str) -> list[tuple[str, str]]:
    found = []
    for run in [piece, *_RUNS.findall(piece)]:
        if run[0] in "0123456789":
            found += [(run, PART)] if len(run) > 1 else []
            bare = run.lstrip("0")
            found += [(bare, PART)] if run.isdecimal() and bare and bare != run else []
        elif len(run) > 1:
            found.append((run if _DIGIT.search(run) else stem(run), PART))
    return found
