"""Files are written whole or not at all: a temporary file beside the target, then one rename.

A killed run or a full disk leaves the old file as it was.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from kb_tools.errors import KbError, UsageError, because

__all__ = ["create_file", "read_file", "replace_file"]


def read_file(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        KbError: It cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise KbError("error.cannot_read", path=path, why=because(error)) from error


def replace_file(path: Path, raw: bytes) -> None:
    """Put `raw` in the place of what a file holds; its permissions stay, a symbolic link stays a link.

    Raises:
        KbError: It cannot be written; the file is as it was.
    """
    real = Path(os.path.realpath(path))
    temporary = _write_beside(real, raw)
    try:
        with contextlib.suppress(FileNotFoundError):
            os.chmod(temporary, stat.S_IMODE(os.stat(real).st_mode))
        os.replace(temporary, real)
    except OSError as error:
        raise KbError("error.cannot_write", path=path, why=because(error)) from error
    finally:
        temporary.unlink(missing_ok=True)


def create_file(path: Path, raw: bytes) -> None:
    """Write a file that does not exist yet; its folders are made.

    Raises:
        UsageError: There is a file already.
        KbError: It cannot be written.
    """
    temporary = _write_beside(path, raw)
    try:
        os.link(temporary, path)  # unlike a rename, this never replaces what somebody else wrote meanwhile
    except FileExistsError:
        raise UsageError("error.exists", path=path) from None
    except OSError:
        if path.exists():
            raise UsageError("error.exists", path=path) from None
        os.replace(temporary, path)  # a file system without hard links
    finally:
        temporary.unlink(missing_ok=True)


def _write_beside(path: Path, raw: bytes) -> Path:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(temporary, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise KbError("error.cannot_write", path=path, why=because(error)) from error
    return temporary
