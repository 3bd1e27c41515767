"""The last line of a draft: a hash of everything above it, so that one can see whether somebody has worked on it."""

from __future__ import annotations

import hashlib
import re

__all__ = ["sealed", "unbroken"]

_SEAL = re.compile(rb"<!-- kb-report ([0-9a-f]{64}) -->\n\Z")


def sealed(body: bytes) -> bytes:
    """A draft in Markdown or HTML with its seal."""
    return body + f"<!-- kb-report {hashlib.sha256(body).hexdigest()} -->\n".encode()


def unbroken(content: bytes) -> bool:
    """Whether a file has a seal, and is as it was when it got it."""
    seal = _SEAL.search(content)
    return seal is not None and hashlib.sha256(content[: seal.start()]).hexdigest() == seal[1].decode()
