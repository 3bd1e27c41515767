"""The KbError family: reasons why a run cannot continue.

What is wrong with a page is a finding, never an exception; these are for configuration, usage and the file system.
An error knows no language: it holds the key of a sentence and the facts that fill it, and `Words.error` tells it.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["ConfigError", "KbError", "Message", "PublishError", "UsageError", "because"]


class Message:
    """A sentence before it is told: the key of its text, and what fills it.

    Args:
        key: Dotted key of the text in `locale/`; a text that is no key is told as it stands.
        facts: What the text names in braces. A message, an error, or a tuple of these or of texts is told in its turn.
    """

    __slots__ = ("_facts", "_key")

    def __init__(self, key: str, /, **facts: object) -> None:
        self._key = key
        self._facts = MappingProxyType(facts)

    @property
    def key(self) -> str:
        """Dotted key of the text."""
        return self._key

    @property
    def facts(self) -> Mapping[str, object]:
        """Name -> what stands there."""
        return self._facts

    def __str__(self) -> str:
        """For logs and tests, which have no language: the key and the facts."""
        named = ", ".join(f"{name}={value}" for name, value in sorted(self._facts.items()))
        return f"{self._key} ({named})" if named else self._key

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (type(self), self._key, dict(self._facts))


class KbError(Exception):
    """The run cannot continue. The message says what is wrong, where, and what to do.

    Args:
        key: Key of the sentence, in table `[error]` of both languages.
        facts: What fills it, see `Message`.
    """

    def __init__(self, key: str, /, **facts: object) -> None:
        super().__init__(key)
        self.message = Message(key, **facts)

    def __str__(self) -> str:
        """For logs and tests: the key and the facts."""
        return str(self.message)

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (type(self), self.message.key, dict(self.message.facts))


class ConfigError(KbError):
    """kb.toml, or the folder it describes, is unusable."""


class UsageError(KbError):
    """The command was asked for something that does not exist."""


class PublishError(KbError):
    """The site could not be published; the site that stood there before still does."""


def because(error: OSError) -> Message:
    """Why the system refused: the reason `{why}` of a sentence about a file."""
    match error.errno:
        case errno.ENOENT:
            return Message("system.missing")
        case errno.EACCES | errno.EPERM:
            return Message("system.denied")
        case errno.EROFS:
            return Message("system.read_only")
        case errno.ENOSPC | errno.EDQUOT:
            return Message("system.full")
        case errno.EISDIR:
            return Message("system.is_folder")
        case errno.ENOTDIR:
            return Message("system.not_folder")
        case errno.EEXIST | errno.ENOTEMPTY:
            return Message("system.exists")
        case errno.ENAMETOOLONG:
            return Message("system.long_name")
        case errno.ELOOP:
            return Message("system.loop")
        case errno.EBUSY | errno.ETXTBSY:
            return Message("system.busy")
        case errno.EXDEV:
            return Message("system.other_device")
    return Message("system.other", text=error.strerror or str(error))


def _again(kind: type[Message | KbError], key: str, facts: dict[str, object]) -> Message | KbError:
    return kind(key, **facts)
