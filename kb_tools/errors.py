"""The KbError family: reasons why a run cannot continue.

What is wrong with a page is a finding, never an exception; these are for configuration, usage and the file system.
"""

from __future__ import annotations

__all__ = ["ConfigError", "KbError", "PublishError", "UsageError"]


class KbError(Exception):
    """The run cannot continue. The message says what is wrong, where, and what to do."""


class ConfigError(KbError):
    """kb.toml, or the folder it describes, is unusable."""


class UsageError(KbError):
    """The command was asked for something that does not exist."""


class PublishError(KbError):
    """The site could not be published; the site that stood there before still does."""
