"""A Node process that runs the browser's modules."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from search_support import WEB, Node

from kb_tools.search import browser


@pytest.fixture(scope="session")
def node() -> Iterator[Node]:
    program = browser.find_node()
    assert program, "tests need Node.js"
    command = [program, str(Path(__file__).with_name("node.mjs")), str(WEB)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        yield Node(process)
        assert process.stdin
        process.stdin.close()
