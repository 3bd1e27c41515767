"""Drafts on disk: written again as long as nobody has worked on them, and never over what somebody wrote."""

from __future__ import annotations

from pathlib import Path

from kb_tools.errors import UsageError
from kb_tools.report.monthly.formats import untouched
from kb_tools.workflow.files import create_file, read_file, replace_file

__all__ = ["require_untouched", "save_draft"]


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
    require_untouched(path, content, force=force)
    if path.exists():
        replace_file(path, content)
    else:
        create_file(path, content)


def require_untouched(path: Path, content: bytes, *, force: bool = False) -> None:
    """Make sure that nobody's words are lost when a draft is written.

    Raises:
        UsageError: The file is no draft of ours, or no longer as it was written.
        KbError: It cannot be read.
    """
    if force or not path.exists():
        return
    old = read_file(path)
    if old != content and not untouched(old):
        raise UsageError("error.draft_edited", path=path)
