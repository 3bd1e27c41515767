"""YAML of front matter and data files as a tree of texts with their places.

The C parser's events are read directly: that gives positions, and shows duplicate keys, tags, anchors, aliases and
merge keys, which are findings here. No scalar is ever converted and no tag is ever resolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from kb_tools.load.yaml_problems import Problem, colons, syntax
from kb_tools.model.location import Span

__all__ = ["LIMIT_BYTES", "LIMIT_DEPTH", "Node", "Tree", "parse_tree"]

#: Front matter larger or deeper than this is refused before the parser sees it.
LIMIT_BYTES = 64 * 1024
LIMIT_DEPTH = 20

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
#: YAML ends a line at these, editors do not; read as blanks, places stay right.
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_QUOTED = re.compile(r"'(?:[^'\n]|'')*'|\"(?:[^\"\\\n]|\\.)*\"")
#: Makes a named tuple in half the time that its own constructor takes.
_new: Any = tuple.__new__


@dataclass(slots=True)
class Node:
    """A value with its place. `value` is a text, None, a list of nodes, or a mapping of key to node.

    Attributes:
        span: Place of the value.
        key: Place of the key it stands under, or of the value in a list.
    """

    value: Any
    span: Span
    key: Span


@dataclass(slots=True)
class Tree:
    """The root (None when nothing could be read) and what is wrong with the text."""

    root: Node | None
    problems: list[Problem] = field(default_factory=list)


def parse_tree(text: str, first_line: int, limit: int = LIMIT_BYTES) -> Tree:
    """Read YAML text into a tree.

    Args:
        text: The YAML, without fences.
        first_line: Line of the file on which it starts, from 1.
        limit: Bytes; more is refused.

    Returns:
        The tree. Where the text cannot be read at all, the root is None and a problem says why.
    """
    problems = list(_before_parsing(text, first_line, limit))
    if any(problem.code in _FATAL for problem in problems):
        return Tree(None, problems)
    text = _LINE_ENDS.sub(" ", text)
    builder = _Builder(first_line, problems)
    try:
        root = builder.build(text)
    except yaml.YAMLError as error:
        root = None
        problems += colons(text, first_line, error) or [syntax(error, first_line, text)]
    except RecursionError:  # the parser's own limit; ours is far below, so this is belt and braces
        root = None
        problems.append(Problem("KB009", "", Span(first_line, 1, first_line, 2), (("limit", str(LIMIT_DEPTH)),)))
    if root is not None and type(root.value) is str and (found := colons(text, first_line)):
        return Tree(None, problems + found)
    return Tree(root, problems)


#: Problems after which the parser is not even started.
_FATAL = frozenset({"KB004", "KB008", "KB009"})


def _before_parsing(text: str, first_line: int, limit: int) -> Iterator[Problem]:
    if len(text) > limit // 4 and len(text.encode()) > limit:
        yield Problem("KB008", "front", Span(first_line, 1, first_line, 2), (("limit", f"{limit // 1024} KB"),))
        return
    if "\t" in text:
        yield from _tabs(text, first_line)
    if text.count("[") + text.count("{") > LIMIT_DEPTH and _flow_depth(text) > LIMIT_DEPTH:
        yield Problem("KB009", "", Span(first_line, 1, first_line, 2), (("limit", str(LIMIT_DEPTH)),))


def _tabs(text: str, first_line: int) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), first_line):
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in indent:
            column = indent.index("\t") + 1
            yield Problem("KB004", "", Span(number, column, number, len(indent) + 1))


def _flow_depth(text: str) -> int:
    depth = deepest = 0
    for char in _QUOTED.sub("", text):
        if char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth = max(0, depth - 1)
    return deepest


class _ReadingStoppedError(Exception):
    """Reading further makes no sense; the problem is already noted."""


class _Builder:
    """Turns parser events into nodes with an explicit stack, so that depth costs memory and never the process."""

    def __init__(self, first_line: int, problems: list[Problem]) -> None:
        self.line = self.last = first_line
        self.problems = problems
        self.root: Node | None = None
        self.stack: list[Node] = []
        self.key: tuple[str, Span] | None = None
        self.documents = 0

    def build(self, text: str) -> Node | None:
        next_event = CParser(text).get_event
        self.last = self.line + text.count("\n")
        handlers = {
            yaml.MappingStartEvent: self._open,
            yaml.SequenceStartEvent: self._open,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        scalar, scalar_event = self._scalar, yaml.ScalarEvent
        try:
            while (event := next_event()) is not None:
                kind = type(event)
                if kind is scalar_event:  # three of four are
                    scalar(event)
                elif handler := handlers.get(kind):
                    handler(event)
        except _ReadingStoppedError:
            return None if self.documents < 2 else self.root
        return self.root

    def _scalar(self, event: Any) -> None:
        span, value, key, stack = self._span(event), event.value, self.key, self.stack
        if event.tag or event.anchor:
            self._feature(event, span)
        if key is None and stack and type(stack[-1].value) is dict:
            if value == "<<" and event.implicit[0]:
                self.problems.append(Problem("KB007", "merge", span))
            self.key = (value, span)
            return
        if value in _NULLS and event.implicit[0]:
            value = None
            if span.line > self.last:  # the parser puts it behind the end of the text
                span = Span(self.last, 1, self.last, 2)
        self._attach(Node(value, span, key[1] if key else span))

    def _open(self, event: Any) -> None:
        span = self._span(event)
        if event.tag or event.anchor:
            self._feature(event, span)
        if self._wants_key():
            self.problems.append(Problem("KB001", "key", span, (("problem", "a list or mapping as a key"),)))
            raise _ReadingStoppedError
        empty: Any = {} if type(event) is yaml.MappingStartEvent else []
        node = Node(empty, span, self.key[1] if self.key else span)
        self._attach(node)
        self.stack.append(node)
        if len(self.stack) > LIMIT_DEPTH:
            self.problems.append(Problem("KB009", "", span, (("limit", str(LIMIT_DEPTH)),)))
            raise _ReadingStoppedError

    def _close(self, event: Any) -> None:
        node = self.stack.pop()
        mark = event.end_mark
        if mark.line + self.line == node.span.line:
            node.span = Span(node.span.line, node.span.column, node.span.line, mark.column + 1)

    def _alias(self, event: Any) -> None:
        span = self._span(event)
        self.problems.append(Problem("KB007", "alias", span, (("name", event.anchor),)))
        if self._wants_key():
            self.key = (f"*{event.anchor}", span)
        else:
            self._attach(Node(None, span, self.key[1] if self.key else span))

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self.problems.append(Problem("KB001", "documents", self._span(event), (("problem", "---"),)))
            raise _ReadingStoppedError

    def _wants_key(self) -> bool:
        return self.key is None and bool(self.stack) and type(self.stack[-1].value) is dict

    def _span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        first, column, stop = start.line, start.column + 1, end.column + 1
        line = first + self.line
        if stop <= column or end.line != first:  # what ends on a later line is shown by its beginning
            stop = column + 1
        return _new(Span, (line, column, line, stop))  # type: ignore[no-any-return]

    def _feature(self, event: Any, span: Span) -> None:
        if event.tag:
            self.problems.append(Problem("KB007", "tag", span, (("name", str(event.tag)),)))
        if event.anchor:
            self.problems.append(Problem("KB007", "anchor", span, (("name", str(event.anchor)),)))

    def _attach(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1].value
        if type(parent) is list:
            parent.append(node)
        elif self.key is not None:
            name, span = self.key
            self.key = None
            if name in parent:
                first = str(parent[name].key.line)
                self.problems.append(Problem("KB006", "", span, (("key", name), ("line", first))))
            else:
                parent[name] = node
