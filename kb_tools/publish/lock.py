"""One publication at a time: a lock that the system releases when its holder dies."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from kb_tools.errors import PublishError

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

__all__ = ["exclusive"]


@contextlib.contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock file at `path`.

    Raises:
        PublishError: Another run holds it.
    """
    if fcntl is None:  # Windows: the rename of the site itself fails when two runs meet
        yield
        return
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise PublishError("error.publishing_already", path=path) from None
        yield
    finally:
        os.close(descriptor)
        with contextlib.suppress(OSError):
            path.unlink()
