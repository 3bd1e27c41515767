"""A repository in a test: git without anybody's settings, and commits on a day."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

__all__ = ["commit", "git"]


def git(root: Path, *arguments: str, day: str = "2026-11-01") -> str:
    """Run git in a folder; what it prints."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_DATE": f"{day}T12:00:00Z",
        "GIT_COMMITTER_DATE": f"{day}T12:00:00Z",
    }
    identity = ["-c", "user.name=Ann Able", "-c", "user.email=ann@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *identity, *arguments], cwd=root, env=environment, check=True, capture_output=True)
    return done.stdout.decode()


def commit(root: Path, day: str) -> str:
    """Commit everything in a folder on a day; the commit."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", "change", day=day)
    return git(root, "rev-parse", "HEAD").strip()
