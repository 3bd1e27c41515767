"""A folder with both indexes: what browsers read, as it is published, and what the command line reads.

```text
DIR/browser/engine.js …   the engine's modules
DIR/browser/index/…       the index for browsers
DIR/whoosh/…              the index of the command line, opened only where it was written
```
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from kb_tools.errors import UsageError, because
from kb_tools.search.browser import engine_modules
from kb_tools.search.build import index_files
from kb_tools.search.collection import Collection
from kb_tools.search.whoosh_index import Change, bring_up_to_date, facts_of

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

__all__ = ["IndexFolder", "Size"]

_LOCK = ".lock"


@dataclass(frozen=True)
class Size:
    """Files of an index, and their bytes."""

    files: int
    bytes: int


class IndexFolder:
    """A folder that holds nothing but indexes.

    Args:
        path: The folder; made when something is written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.browser = path / "browser"
        self.browser_index = path / "browser" / "index"
        self.whoosh = path / "whoosh"

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keep others from writing here meanwhile; waits for them.

        Raises:
            UsageError: The folder holds something else, or nothing can be written there.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            foreign = sorted({entry.name for entry in self.path.iterdir()} - {"browser", "whoosh", _LOCK})
            if foreign:
                raise UsageError("error.index_foreign", path=self.path, name=foreign[0])
            descriptor = os.open(self.path / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise UsageError("error.index_unwritable", path=self.path, why=because(error)) from None
        try:
            if fcntl is not None:
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        except OSError as error:
            raise UsageError("error.index_unwritable", path=self.path, why=because(error)) from None
        finally:
            os.close(descriptor)

    def write_browser(self, collection: Collection, jobs: int) -> Size:
        """Write modules and index for browsers, in place of those that were there."""
        shutil.rmtree(self.browser, ignore_errors=True)
        made: set[Path] = set()
        index = ((f"index/{name}", data) for name, data in index_files(collection.documents, collection.options(jobs)))
        for name, data in chain(engine_modules(), index):
            target = self.browser / name
            if target.parent not in made:
                target.parent.mkdir(parents=True, exist_ok=True)
                made.add(target.parent)
            target.write_bytes(data)
        return _size(self.browser)

    def holds(self, state: str) -> bool:
        """Whether the index of the command line was written from just this."""
        facts = facts_of(self.whoosh)
        return bool(facts and facts["state"] == state)

    def write_whoosh(self, collection: Collection, jobs: int, state: str = "") -> tuple[Change, Size]:
        """Bring the index of the command line up to date."""
        return bring_up_to_date(self.whoosh, collection, jobs, state), _size(self.whoosh)


def _size(folder: Path) -> Size:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return Size(len(files), sum(path.stat().st_size for path in files))
