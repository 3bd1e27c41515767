"""Actions that reviews decided on: which are open, overdue, done, or no longer needed on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from kb_tools.model.handbook import Handbook
from kb_tools.model.page import Page

__all__ = ["ActionState", "FollowedUp", "ReviewedAction", "action_state", "followed_up", "reviewed_actions"]

#: `overdue` is open after its day; `dropped` was found to be no longer needed by a later review.
ActionState = Literal["open", "overdue", "done", "dropped"]


@dataclass(frozen=True)
class FollowedUp:
    """What a later review said about an action.

    Attributes:
        review: The later review.
        number: Position in its `follow_up`, from 0.
        state: `done`, `open` or `dropped`.
    """

    review: Page
    number: int
    state: str


@dataclass(frozen=True)
class ReviewedAction:
    """An action of a review, judged on a day.

    Attributes:
        review: The review that decided on it.
        number: Position in its `actions`, from 0.
        action: The typed action.
        state: How it stands on the day.
        reported: What later reviews said about it, oldest first.
    """

    review: Page
    number: int
    action: Any
    state: ActionState
    reported: tuple[FollowedUp, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do it."""
        return self.state in ("open", "overdue")


def action_state(action: Any, reported: Iterable[FollowedUp], as_of: dt.date) -> ActionState:
    """How an action stands on a day; a day on which it was done counts from that day on."""
    if action.done_on and action.done_on <= as_of:
        return "done"
    if any(entry.state == "dropped" and entry.review.record.held_on <= as_of for entry in reported):
        return "dropped"
    return "overdue" if action.due < as_of else "open"


def followed_up(handbook: Handbook) -> Mapping[tuple[str, str], tuple[FollowedUp, ...]]:
    """(review, action) -> what later reviews said about it, oldest first."""
    found: dict[tuple[str, str], list[FollowedUp]] = {}
    for page in _reviews(handbook):
        for number, entry in enumerate(page.record.follow_up):
            found.setdefault((entry.review, entry.action), []).append(FollowedUp(page, number, entry.state))
    return {key: tuple(sorted(said, key=lambda entry: entry.review.record.held_on)) for key, said in found.items()}


def reviewed_actions(handbook: Handbook, as_of: dt.date) -> tuple[ReviewedAction, ...]:
    """Every action of every review that is in force, the earliest due first."""
    said = followed_up(handbook)
    found = []
    for page in _reviews(handbook):
        for number, action in enumerate(page.record.actions):
            reported = said.get((page.id, action.id), ())
            state = action_state(action, reported, as_of)
            found.append(ReviewedAction(page, number, action, state, reported))
    return tuple(sorted(found, key=lambda item: (item.action.due, item.review.id, item.number)))


def _reviews(handbook: Handbook) -> list[Page]:
    """Reviews that are in force and say when they were held."""
    pages = [page for page in handbook.by_type.get("review", ()) if page.readable]
    return [page for page in pages if page.record.status == "approved" and page.record.held_on]
