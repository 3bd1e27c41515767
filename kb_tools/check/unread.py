"""Which files could not be read in full, so that whatever is worked out from the handbook may be wrong."""

from __future__ import annotations

from itertools import chain

from kb_tools.model.diagnostic import Finding
from kb_tools.model.handbook import Handbook

__all__ = ["says_unread", "unread_files"]

#: Findings of the loader that say that something is left out. The others of KB0 are about how it is written.
_UNREAD = ("KB102", "KB103", "KB104", "KB105", "KB213", "KB404")
_HARMLESS = ("KB012", "KB013", "KB014", "KB090", "KB091", "KB092")


def says_unread(finding: Finding) -> bool:
    """Whether a finding says that something could not be read."""
    return finding.code.startswith(("KB0", *_UNREAD)) and finding.code not in _HARMLESS


def unread_files(handbook: Handbook) -> tuple[str, ...]:
    """Pages and data files that are missing in part or as a whole, sorted."""
    found = chain(handbook.findings, *(page.findings for page in handbook.every_page() if page.findings))
    return tuple(sorted({finding.where.path for finding in found if says_unread(finding)}))
