"""What tests of several folders share: where the project is, how to run `kb` as a user does, what an error tells."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kb_tools.errors import KbError
from kb_tools.locale import words

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def run_kb(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run `kb` as a user does, in a process of its own, with English messages."""
    environment = {**os.environ, "KB_LANG": "en", "NO_MKDOCS_2_WARNING": "true"}
    environment.pop("KB_AS_OF", None)
    command = [sys.executable, "-c", "from kb_tools.cli.main import main; main()", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@contextlib.contextmanager
def refused(kind: type[KbError], said: str) -> Iterator[None]:
    """What happens inside stops with an error of this kind; `said` is found in what it tells in English."""
    with pytest.raises(kind) as raised:
        yield
    told = words("en").error(raised.value)
    assert re.search(said, told), told
