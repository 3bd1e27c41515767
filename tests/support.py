"""What tests of several folders share: where the project is, and how to run `kb` as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def run_kb(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run `kb` as a user does, in a process of its own, with English messages."""
    environment = {**os.environ, "KB_LANG": "en", "NO_MKDOCS_2_WARNING": "true"}
    environment.pop("KB_AS_OF", None)
    command = [sys.executable, "-c", "from kb_tools.cli.main import main; main()", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
