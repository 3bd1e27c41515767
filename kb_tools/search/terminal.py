"""Results as cards for a terminal: title, what it is, the best piece of text, where it stands."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from kb_tools.locale import Words
from kb_tools.search.answer import Answer, Hit
from kb_tools.search.marks import Marks

__all__ = ["print_answer"]

#: What a card says besides, by type: the keys of the card, each with the sentence it is told in.
_SAYS = {
    "known-error": ("stateLabel", "resolutionLabel", "services", "workaroundSince"),
    "role": ("kindLabel", "holders"),
    "process": ("owner",),
    "service": ("owner", "criticality"),
    "policy": ("owner",),
    "person": ("roles",),
}
#: Facets by which results can be narrowed on the command line, and how many values are offered.
_NARROW = ("type", "service", "owner")
_OFFERED = 4
_INDENT = 4
_SNIPPET_LINES = 2
#: Never begins a line.
_CLOSING = frozenset("，。；：、！？）》”’】…,.;:!?)]}%")


def print_answer(
    answer: Answer, console: Console, words: Words, path_of: Callable[[Hit], str], *, handbook: bool
) -> None:
    """Print an answer.

    Args:
        answer: What was found.
        console: Where to.
        words: Language of the words around it.
        path_of: The file of a hit; empty when there is none.
        handbook: Whether a page can be written into what was searched.
    """
    if answer.suggestion:
        console.print(_said(words, "suggestion", query=answer.suggestion, style="italic"))
    if not answer.hits:
        _print_nothing(answer, console, words, path_of, handbook=handbook)
        return
    shown = len(answer.hits)
    key = "all" if shown == answer.total else "some"
    console.print(_said(words, key, count=shown, total=answer.total, query=answer.query, style="dim"))
    for place, hit in enumerate(answer.hits, 1):
        console.print()
        for line in _card(hit, str(place), words, path_of, console.width):
            console.print(line)
    if shown < answer.total:
        console.print()
        for line in _narrower(answer, words, console.width):
            console.print(line)


def _print_nothing(
    answer: Answer, console: Console, words: Words, path_of: Callable[[Hit], str], *, handbook: bool
) -> None:
    console.print(_said(words, "nothing", query=answer.query, style="bold"))
    if answer.nearest:
        console.print()
        console.print(_said(words, "nearest"))
        for hit in answer.nearest:
            console.print()
            for line in _card(hit, "·", words, path_of, console.width):
                console.print(line)
    console.print()
    console.print(_said(words, "advice"))
    if handbook:
        console.print(_said(words, "gap"))
        console.print(
            Text(" " * _INDENT + f"kb new known-error --set {shlex.quote('title=' + answer.query)}"), soft_wrap=True
        )


def _card(hit: Hit, lead: str, words: Words, path_of: Callable[[Hit], str], width: int) -> Iterator[Text]:
    yield from _hanging(_marked(hit.title, hit.title_marks, "bold", "bold yellow"), width, lead)
    kind = words.get(f"type.{hit.type}") or words.get(f"search_cli.type_{hit.type}") or hit.type
    says = [part for part in (kind, hit.id, *_says(hit.type, hit.card, words)) if part]
    yield from _hanging(Text(" · ".join(says), style="cyan"), width)
    if hit.snippet:
        body = Text(f"{hit.section} › ", style="dim") if hit.section else Text()
        body.append_text(_marked(hit.snippet, hit.marks, "", "yellow"))
        yield from _hanging(body, width, most=_SNIPPET_LINES)
    place = path_of(hit) or hit.url
    if place:
        yield from _hanging(Text(place, style="dim"), width)


def _says(kind: str, card: Mapping[str, Any], words: Words) -> Iterator[str]:
    for key in _SAYS.get(kind, ()):
        if value := card.get(key):
            yield words(f"search_cli.card_{key}", value=value)


def _marked(text: str, marks: Marks, style: str, mark_style: str) -> Text:
    found = Text(text, style=style)
    for start, end in marks:
        found.stylize(mark_style, start, end)
    return found


def _hanging(text: Text, width: int, lead: str = "", most: int = 0) -> Iterator[Text]:
    """A text as indented lines, the first with a lead; a line may end at a space or beside a Han character."""
    lines = _lines(text.plain, max(20, width - _INDENT))
    shown = lines[:most] if most else lines
    for number, (start, end) in enumerate(shown):
        line = Text(f"{lead if number == 0 else '':>2}".ljust(_INDENT), style="dim")
        line.append_text(text[start:end])
        if number + 1 == len(shown) < len(lines) and not line.plain.endswith("…"):
            line.right_crop(1)
            line.append("…")
        yield line


def _lines(text: str, width: int) -> list[tuple[int, int]]:
    """Places at which lines of a text begin and end."""
    found = []
    start = 0
    while start < len(text):
        end, used, good = start, 0, start
        while end < len(text) and used + cell_len(text[end]) <= width:
            used += cell_len(text[end])
            end += 1
            if end == len(text) or text[end] == " " or (_breakable(text[end - 1]) and not _closes(text[end])):
                good = end
        end = good if good > start else end
        found.append((start, end))
        start = end + len(text[end:]) - len(text[end:].lstrip(" "))
    return found


def _breakable(char: str) -> bool:
    return char == " " or cell_len(char) == 2


def _closes(char: str) -> bool:
    return char in _CLOSING


def _narrower(answer: Answer, words: Words, width: int) -> Iterator[Text]:
    """The options that would leave fewer results, with how many each leaves."""
    lines: list[Text] = []
    for facet in _NARROW:
        counts = answer.facets.get(facet, {})
        useful = [(value, count) for value, count in counts.items() if value and count < answer.total]
        useful.sort(key=lambda row: (-row[1], row[0]))
        offered = [f"{value} ({count})" for value, count in useful[:_OFFERED]]
        lines += _hanging(Text(f"--{facet} {', '.join(offered)}"), width) if offered else []
    if lines:
        yield _said(words, "narrower", style="dim")
        yield from lines


def _said(words: Words, key: str, style: str = "", **facts: Any) -> Text:
    return Text(words(f"search_cli.{key}", **facts), style=style)
