"""Front matter changed as text: one top-level key is set, and every other byte of the file stays what it was.

The YAML is parsed to find out where a value stands, never dumped: comments, order, quoting, line ends and a byte order
mark survive. After each edit the result is read again, and refused when anything but the one key has changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml

from kb_tools.errors import KbError
from kb_tools.load.schema import plain
from kb_tools.load.tree import parse_tree

__all__ = ["set_key", "yaml_text"]

_BOM = "\ufeff"
_FENCED = re.compile(r"\A(?P<open>---[ \t]*(?:\r\n|\n|\r))(?P<yaml>.*?)(?<=[\r\n])---[ \t]*(?=[\r\n]|\Z)", re.DOTALL)
_OPENED = re.compile(r"\A---[ \t]*(?:[\r\n]|\Z)")
_LINE_END = re.compile(r"\r\n|\n|\r")
_OPENING = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_CLOSING = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
_COMMENT = re.compile(r"(?<![^\s])#[^\r\n]*")
#: Text that YAML reads as itself wherever it stands; a date is one too.
_PLAIN = re.compile(
    r"(?!\d[\d_.]*(?:[eE][-+]?\d+)?\Z|0[xob])[^\W_][\w./+，。：；、？！（）“”·—-]*"
    r"(?: [\w./+，。：；、？！（）“”·—-]+)*\Z"
)
_WORDS = frozenset(["true", "false", "yes", "no", "on", "off", "null", "y", "n"])


def yaml_text(value: str) -> str:
    """A text as YAML that reads back as this text, quoted only where it must be; fit for `[...]` and `{...}` too."""
    if _PLAIN.match(value) and value.lower() not in _WORDS:
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    escaped = "".join(char if char.isprintable() else _escape(char) for char in escaped)
    return f'"{escaped}"'


def set_key(raw: bytes, key: str, value: str) -> bytes:
    """Set a top-level key of a page's front matter.

    Args:
        raw: The file, UTF-8, with or without front matter; a page without gets one.
        key: The key; it is added at the end when the page does not have it.
        value: YAML on one line (`2026-11-15`, `{by: chen-li}`).

    Raises:
        KbError: The front matter cannot be read, or is written so that it cannot be edited safely.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise KbError("error.not_utf8") from None
    bom, text = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    match = _LINE_END.search(text)
    newline = match[0] if match else "\n"
    found = _FENCED.match(text)
    if found:
        start, end = found.span("yaml")
        changed = _set(text[start:end], key, value, newline)
        result = text[:start] + changed + text[end:]
    elif _OPENED.match(text):
        raise KbError("error.front_matter_open")
    else:
        lines = ("---", f"{key}: {value}", "---", "")
        result = newline.join(lines) + ("" if not text or text[0] in "\r\n" else newline) + text
    return (bom + result).encode("utf-8")


@dataclass
class _Place:
    """Where a top-level value stands: offsets of its colon's end, of its text, and of the scalars inside it."""

    colon: int
    start: int
    end: int
    scalars: list[tuple[int, int]] = field(default_factory=list)


def _set(block: str, key: str, value: str, newline: str) -> str:
    before = _read(block)
    try:
        wanted = _read(f"{key}: {value}")
    except KbError:
        raise KbError("error.not_a_value", key=key, value=value) from None
    place = _find(block, key)
    result = _replace(block, place, value, newline) if place else f"{block}{key}: {value}{newline}"
    try:
        unchanged = _read(result) == {**before, **wanted}
    except KbError:
        unchanged = False
    if not unchanged:
        raise KbError("error.cannot_set", key=key, value=value)
    return result


def _replace(block: str, place: _Place, value: str, newline: str) -> str:
    gap = block[place.colon : place.start]
    space = gap if gap and not gap.strip(" \t") else " "
    comments = [
        match[0]
        for match in _COMMENT.finditer(block, place.colon, place.end)
        if not any(first <= match.start() < last for first, last in place.scalars)
    ]
    below = "".join(newline + comment for comment in comments)
    return f"{block[: place.colon]}{space}{value}{below}{block[place.end :]}"


def _read(block: str) -> dict[str, Any]:
    tree = parse_tree(block.replace("\r\n", "\n").replace("\r", "\n"), 1)
    if tree.problems:
        problem = tree.problems[0]
        raise KbError("error.front_matter_fault", line=problem.span.line + 1, code=problem.code)
    values = plain(tree.root) if tree.root else {}
    if not isinstance(values, dict):
        raise KbError("error.front_matter_no_mapping")
    return values


def _find(block: str, key: str) -> _Place | None:
    """The place of a top-level key's value, by the parser's events; None when there is no such key."""
    depth, colon, name, place = 0, 0, None, None
    events: Iterable[Any] = yaml.parse(block, Loader=yaml.CSafeLoader)
    for event in events:
        kind = type(event)
        opens, closes = kind in _OPENING, kind in _CLOSING
        if depth == 1 and (kind is yaml.ScalarEvent or opens):
            if name is None:
                name, colon = event.value, block.find(":", event.end_mark.index) + 1
                continue
            if name == key:
                place = _Place(colon, event.start_mark.index, event.start_mark.index)
        depth += opens - closes
        if place:
            _widen(place, event, block)
        if depth == 1 and (kind is yaml.ScalarEvent or closes):
            if place:
                return place
            name = None
    return None


def _widen(place: _Place, event: Any, block: str) -> None:
    """Let the place reach to the end of what this event stands for."""
    start, end = event.start_mark.index, event.end_mark.index
    if type(event) is yaml.ScalarEvent:
        if start == end and not place.scalars:  # `key:` without a value; its mark may lie behind a comment
            place.start = place.end = place.colon
            return
        while end > start and block[end - 1] in "\r\n \t":  # a block of text ends on the line below it
            end -= 1
        place.scalars.append((start, end))
    if end > start and type(event) not in _OPENING:
        place.end = max(place.end, end)


def _escape(char: str) -> str:
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
