"""Where front matter ends and the body begins."""

from __future__ import annotations

import pytest

from kb_tools.load.frontmatter import split


@pytest.mark.parametrize(
    ("text", "yaml", "body", "line"),
    [
        ("---\na: 1\n---\nbody\n", "a: 1\n", "body\n", 4),
        ("---\na: 1\n---\n\nbody\n", "a: 1\n", "\nbody\n", 4),
        ("--- \t\na: 1\n---  \nbody\n", "a: 1\n", "body\n", 4),
        ("---\n---\nbody\n", "", "body\n", 3),
        ("---\na: 1\n---", "a: 1\n", "", 3),
        ("---\na: |\n  ----\n---\nb\n", "a: |\n  ----\n", "b\n", 5),
        ("---\na: 1\n---\nb\n---\nc\n", "a: 1\n", "b\n---\nc\n", 4),
        ("---\na: ' ---'\n---\nb\n", "a: ' ---'\n", "b\n", 4),
    ],
)
def test_cut(text: str, yaml: str, body: str, line: int) -> None:
    cut = split(text)
    assert cut.present
    assert cut.unclosed is None
    assert cut.yaml == yaml
    assert text[cut.body_offset :] == body
    assert cut.body_line == line
    assert text.count("\n", 0, cut.body_offset) + 1 == cut.body_line


@pytest.mark.parametrize(
    "text", ["", "body\n", "----\na: 1\n----\n", " ---\na: 1\n---\n", "\n---\na: 1\n---\n", "---x\n"]
)
def test_no_front_matter_is_all_body(text: str) -> None:
    cut = split(text)
    assert not cut.present
    assert (cut.yaml, cut.body_offset, cut.body_line) == ("", 0, 1)


@pytest.mark.parametrize("text", ["---\n", "---\na: 1\n", "---\na: 1\n----\n", "---\na: 1\n ---\n"])
def test_a_fence_that_is_never_closed_is_shown(text: str) -> None:
    cut = split(text)
    assert cut.present
    assert cut.unclosed is not None
    assert cut.unclosed.line == 1
    assert text[cut.body_offset :] == ""
