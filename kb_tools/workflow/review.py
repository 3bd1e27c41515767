"""Attestations: somebody has read a page, and says so with name, day and a fingerprint of what was read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from kb_tools.errors import KbError, UsageError
from kb_tools.model.cover import inactive
from kb_tools.model.handbook import Handbook
from kb_tools.workflow.advice import unknown_id
from kb_tools.workflow.files import read_file, replace_file
from kb_tools.workflow.frontmatter_edit import set_key, yaml_text

__all__ = ["Reviewed", "review"]


class Reviewed(NamedTuple):
    """What was written.

    Attributes:
        id: Id of the record.
        path: File.
        by: Who read it.
        date: The day, as an ISO date.
        hash: Fingerprint of the substance that was read.
        next: Day by which it is to be read again, as an ISO date.
    """

    id: str
    path: str
    by: str
    date: str
    hash: str
    next: str


def review(root: Path, handbook: Handbook, page_id: str, *, by: str, as_of: dt.date) -> Reviewed:
    """Write into a page that somebody has read it as it is now.

    Args:
        root: The handbook's folder.
        handbook: Loaded from it.
        page_id: The record.
        by: Id of the person who read it.
        as_of: The day.

    Raises:
        UsageError: There is no such page or person, or the person is not with the organisation on that day.
        KbError: The page cannot be read or written.
    """
    page = handbook.by_id.get(page_id)
    if page is None:
        raise unknown_id(page_id, handbook.by_id)
    _require_active(handbook, by, as_of)
    if not page.readable:
        raise KbError("error.page_unreadable", path=page.path)
    attestation = f"{{by: {yaml_text(by)}, date: {as_of.isoformat()}, hash: {yaml_text(page.substance)}}}"
    file = root / page.path
    try:
        raw = set_key(read_file(file), "reviewed", attestation)
    except KbError as error:
        raise KbError("error.in_file", path=page.path, problem=error) from error
    replace_file(file, raw)
    following = page.record.review_every.after(as_of)
    return Reviewed(page.id, page.path, by, as_of.isoformat(), page.substance, following.isoformat())


def _require_active(handbook: Handbook, person: str, as_of: dt.date) -> None:
    if person not in handbook.people:
        raise unknown_id(person, handbook.people, "person")
    away = inactive(handbook, person, as_of)
    if away:
        raise UsageError("error.person_away", person=person, day=as_of, field=away.field, date=away.date)
