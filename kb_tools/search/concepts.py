"""Words that mean the same: groups of synonyms, found in texts and in queries as one concept each.

A document that holds any word of a group is indexed under the group's concept as well, so asking for one word costs one
more lookup however many synonyms it has. The built-in groups are the words of IT support in both languages
(`vocabulary/*.txt`, one group per line, words separated by `|`); a handbook adds those of its glossary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any

from kb_tools.search.analyzer import fold, runs, word_terms

__all__ = [
    "MARK",
    "Concepts",
    "atoms",
    "built_in_groups",
    "merged_groups",
    "particles",
    "stop_words",
    "traditional_pairs",
]

#: Begins the term of a concept; no word starts with it.
MARK = "="
_END = ""


@cache
def stop_words() -> frozenset[str]:
    """Stems of English words that say nothing about the matter; they count only where nothing else is asked."""
    return frozenset(term for word in _listed() if word.isascii() for term, _ in word_terms(fold(word)))


@cache
def particles() -> str:
    """Han characters that mostly hold a sentence together; a pair with one of them counts less in a query."""
    return "".join(word for word in _listed() if not word.isascii())


def _listed() -> list[str]:
    text = resources.files("kb_tools.search").joinpath("stop_words.txt").read_text(encoding="utf-8")
    return [word for line in text.split("\n") if not line.startswith("#") for word in line.split()]


def atoms(folded: str) -> list[str]:
    """A folded text as the pieces that phrases are compared by: Han characters and stems, without stop words."""
    found: list[str] = []
    stop = stop_words()
    for han, run in runs(folded):
        if han:
            found += run
        else:
            first = word_terms(run)[0][0] if word_terms(run) else ""
            if first and first not in stop:
                found.append(first)
    return found


@cache
def traditional_pairs() -> str:
    """Traditional and Simplified characters in turn, as the browser's analyzer needs them."""
    text = resources.files("kb_tools.search").joinpath("traditional.txt").read_text(encoding="utf-8")
    return "".join(line for line in text.split("\n") if not line.startswith("#"))


@cache
def built_in_groups() -> tuple[tuple[str, ...], ...]:
    """The groups that ship with the product, in the order of the files."""
    folder = resources.files("kb_tools.search").joinpath("vocabulary")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".txt")), key=lambda file: file.name)
    lines = [line for file in files for line in file.read_text(encoding="utf-8").split("\n")]
    return tuple(
        tuple(word.strip() for word in line.split("|") if word.strip())
        for line in lines
        if line.strip() and not line.startswith("#")
    )


def merged_groups(groups: Iterable[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Groups without duplicates; a later group joins the one that has the first of its words that is known already.

    A word stays in the group that had it first: what a later group calls so as well does not make one thing of two.
    """
    result: list[list[str]] = []
    owner: dict[tuple[str, ...], int] = {}
    for group in groups:
        keyed = {key: word for word in group if (key := tuple(atoms(fold(word))))}
        place = next((owner[key] for key in keyed if key in owner), len(result))
        if place == len(result):
            result.append([])
        for key, word in keyed.items():
            if key not in owner:
                owner[key] = place
                result[place].append(word)
    return tuple(tuple(group) for group in result if len(group) > 1)


class Concepts:
    """Finds the concepts of a text.

    Args:
        groups: Groups of synonyms. A concept is named after the first word of its group.
    """

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        self.groups = tuple(tuple(group) for group in groups)
        self.names = tuple(MARK + fold(group[0]) for group in self.groups)
        self._tree: dict[str, Any] = {}
        for number, group in enumerate(self.groups):
            for word in group:
                node = self._tree
                for atom in atoms(fold(word)):
                    node = node.setdefault(atom, {})
                if node is not self._tree:
                    node.setdefault(_END, []).append(number)

    def found(self, folded: str) -> Iterator[str]:
        """Names of the concepts in a folded text, in order; phrases inside longer phrases as well."""
        pieces = atoms(folded)
        for place in range(len(pieces)):
            node = self._tree
            for piece in pieces[place:]:
                if piece not in node:
                    break
                node = node[piece]
                for number in node.get(_END, ()):
                    yield self.names[number]
