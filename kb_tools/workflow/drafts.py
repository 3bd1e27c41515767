"""Drafts on disk: written again as long as nobody has worked on them, and never over what somebody wrote."""

from __future__ import annotations

from pathlib import Path

from kb_tools.errors import UsageError
from kb_tools.report.monthly.formats import untouched
from kb_tools.workflow.files import create_file, read_file, replace_file

__all__ = ["save_draft"]


def save_draft(path: Path, content: bytes, *, force: bool = False) -> None:
    """Write a draft.

    Args:
        path: Where to.
        content: The draft.
        force: Replace what is there even if somebody has changed it.

    Raises:
        UsageError: The file is no draft of ours, or no longer as it was written.
        KbError: It cannot be read or written.
    """
    if not path.exists():
        create_file(path, content)
        return
    old = read_file(path)
    if old == content:
        return
    if not force and not untouched(old):
        raise UsageError("error.draft_edited", path=path)
    replace_file(path, content)
