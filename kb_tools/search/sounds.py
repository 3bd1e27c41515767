"""What misheard Han characters may have meant: words of the vocabulary that sound the same. Twin: `web/sounds.js`.

People who type by sound pick a wrong character of the right sound. Two neighbouring characters that hardly any page
holds are the sign of it; a word of the vocabulary that sounds like what stands there is what was meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources

from kb_tools.search.analyzer import fold, runs
from kb_tools.search.concepts import particles
from kb_tools.search.encoding import name_of, packed
from kb_tools.search.query import TYPO
from kb_tools.search.slots import Alternative, Plan, Slot

__all__ = ["Lexicon", "absent_pairs", "heard", "lexicon_of", "sound_files", "with_heard"]

#: Sound, a syllable per character with blanks between -> words, sorted.
Lexicon = Mapping[str, tuple[str, ...]]

#: Characters of the longest word that is compared, and places of one query that are looked at.
_LONGEST, _PLACES = 4, 2
#: In fewer documents than this two neighbouring characters may be a slip.
_FEW = 2
#: Files: characters with their sounds, and words by their first two syllables.
_CHARACTERS, _WORDS = 64, 256


@cache
def _sounds() -> Mapping[str, str]:
    """Character -> syllable."""
    text = resources.files("kb_tools.search").joinpath("sounds.txt").read_text(encoding="utf-8")
    rows = (line.split(" ") for line in text.splitlines() if line and not line.startswith("#"))
    return {character: syllable for syllable, characters in rows for character in characters}


def _sound_of(word: str) -> str:
    """How a word sounds; empty when one of its characters is not known."""
    syllables = [_sounds().get(character, "") for character in word]
    return " ".join(syllables) if all(syllables) else ""


def lexicon_of(groups: Iterable[Sequence[str]]) -> Lexicon:
    """Words of two to four Han characters by their sound."""
    found: dict[str, set[str]] = {}
    for group in groups:
        for word in map(fold, group):
            sound = _sound_of(word) if 2 <= len(word) <= _LONGEST else ""
            if sound:
                found.setdefault(sound, set()).add(word)
    return {sound: tuple(sorted(words)) for sound, words in found.items()}


def heard(folded: str, absent: Sequence[int], lexicon: Lexicon) -> str:
    """The query with words that sound like what was typed; the query itself when there are none.

    Args:
        folded: The folded query.
        absent: Where two neighbouring Han characters begin that hardly any page holds, ascending.
        lexicon: Words by sound.
    """
    text, settled = folded, 0
    for place in absent[:_PLACES]:
        for start, end in _spans(text, place) if place >= settled else ():
            meant = _meant(text[start:end], lexicon)
            if meant and _at_odds(text, start, end, meant, absent):
                text, settled = text[:start] + meant + text[end:], end
                break
    return text


def _at_odds(text: str, start: int, end: int, meant: str, absent: Sequence[int]) -> bool:
    """Whether a character at the border that is replaced does not go with its neighbour outside either."""
    before = text[start] != meant[0] and start > 0 and _han(text[start - 1])
    behind = text[end - 1] != meant[-1] and end < len(text) and _han(text[end])
    return not (before and start - 1 not in absent) and not (behind and end - 1 not in absent)


def _han(character: str) -> bool:
    return any(han for han, _ in runs(character))


def _meant(typed: str, lexicon: Lexicon) -> str:
    """A word that sounds like this and has at least half of its characters."""
    for word in lexicon.get(_sound_of(typed), ()):
        wrong = sum(one != other for one, other in zip(word, typed, strict=True))
        if 0 < wrong <= len(word) // 2:
            return word
    return ""


def _spans(folded: str, place: int) -> Iterator[tuple[int, int]]:
    """(start, end) of what may be the word around two characters, the longest first, from the left."""
    at = 0
    for han, run in runs(folded):
        at = folded.index(run, at)
        if han and at <= place < at + len(run) - 1:
            for length in range(_LONGEST, 1, -1):
                for start in range(max(at, place + 2 - length), min(place, at + len(run) - length) + 1):
                    yield start, start + length
        at += len(run)


def absent_pairs(asked: Plan, documents: Callable[[str], int]) -> list[int]:
    """Where two Han characters begin that hardly any page has beside each other.

    Args:
        asked: The query.
        documents: How many documents hold a term.
    """
    return sorted(
        slot.start for slot in asked.slots if _is_pair(slot) and documents(slot.alternatives[0].terms[0]) < _FEW
    )


def _is_pair(slot: Slot) -> bool:
    term = slot.alternatives[0].terms[0]
    if slot.loose or slot.concepts or slot.end - slot.start != len(term) or len(term) != 2:
        return False
    # two that only hold a sentence together stand beside each other by chance
    return all(han for han, _ in runs(term)) and not all(character in particles() for character in term)


def with_heard(asked: Plan, meant: Plan) -> Plan:
    """A plan that also looks for what was heard instead of what was typed.

    Args:
        asked: The query as it was typed.
        meant: As it was meant, with as many characters.
    """
    wrong = [at for at, pair in enumerate(zip(asked.folded, meant.folded, strict=True)) if pair[0] != pair[1]]
    slots = list(asked.slots)
    for slot in meant.slots if wrong else ():
        if not any(slot.start <= at < slot.end for at in wrong):
            continue
        others = tuple(Alternative(one.terms, one.factor * TYPO[1]) for one in slot.alternatives)
        place = (slot.start, slot.end, slot.loose)
        same = next((i for i, one in enumerate(slots) if (one.start, one.end, one.loose) == place), None)
        if same is None:
            slots.append(replace(slot, alternatives=others, concepts=()))
        else:
            slots[same] = slots[same].also(others)
    return replace(asked, slots=tuple(slots))


def sound_files(groups: Sequence[Sequence[str]]) -> Iterator[tuple[str, bytes]]:
    """(file, bytes): `s/3a.bin` holds characters, a row per syllable, `p/3a.bin` words, a row per sound."""
    rows: dict[str, list[str]] = {}
    for character, syllable in sorted(_sounds().items(), key=lambda pair: (pair[1], pair[0])):
        rows.setdefault(_file("s", character, _CHARACTERS), []).append(f"{syllable} {character}")
    for sound, words in sorted(lexicon_of(groups).items()):
        rows.setdefault(_file("p", _beginning(sound), _WORDS), []).append("\t".join([sound, *words]))
    for folder, count in (("s", _CHARACTERS), ("p", _WORDS)):
        for number in range(count):
            name = f"{folder}/{number:02x}.bin"
            yield name, packed("\n".join(rows.get(name, [])).encode())


def _beginning(sound: str) -> str:
    return " ".join(sound.split(" ")[:2])


def _file(folder: str, text: str, count: int) -> str:
    return f"{folder}/{int(name_of(text), 16) % count:02x}.bin"
