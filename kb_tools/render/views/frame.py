"""What stands at the foot of every page: who answers for it, who read it last, and how to say that it is wrong."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from markupsafe import Markup

from kb_tools.render.views.people import Who, who

if TYPE_CHECKING:
    from kb_tools.render.page_view import PageView

__all__ = ["Foot", "foot"]


@dataclass(frozen=True)
class Foot:
    """The foot of a page.

    Attributes:
        owner: The role that answers for the page, where the page names one.
        by: Who read it last; empty when people are not named.
        on: When that was.
        hash: Fingerprint of what was read.
        due: When the next review is due.
        overdue: Whether that day has passed.
        edit: Address of the editor; empty when the repository is not known.
        wrong: Address of a prefilled issue; empty when the repository is not known.
        contact: Address or mailbox for readers without an account; empty when there is none.
    """

    owner: Who | None
    by: Markup
    on: dt.date | None
    hash: str
    due: dt.date | None
    overdue: bool
    edit: str
    wrong: str
    contact: str


def foot(page: PageView) -> Foot:
    """The foot of a page; the attestation counts as shown."""
    reviewed, due = page.take("reviewed"), page.review_due()
    view, settings = page.view, page.view.config.handbook
    repo = settings.repo_url.rstrip("/")
    path = quote(page.local.text.path)
    return Foot(
        owner=who(page, getattr(page.record, "owner", None)),
        by=view.person_link(page.local.src, reviewed.by) if reviewed else Markup(""),
        on=reviewed.date if reviewed else None,
        hash=(reviewed.hash or "") if reviewed else "",
        due=due,
        overdue=bool(due and due < view.as_of),
        edit=f"{repo}/{settings.edit_path.strip('/')}/{path}" if repo else "",
        wrong=_issue(page, repo) if repo else "",
        contact=_contact(page, settings.contact) if settings.contact else "",
    )


def _subject(page: PageView) -> str:
    return page.words("view.wrong_subject", title=page.title, id=page.local.id)


def _issue(page: PageView, repo: str) -> str:
    text = page.words("view.wrong_body", path=page.local.text.path)
    if "gitlab" in (urlsplit(repo).hostname or ""):
        return f"{repo}/-/issues/new?" + urlencode({"issue[title]": _subject(page), "issue[description]": text})
    return f"{repo}/issues/new?" + urlencode({"title": _subject(page), "body": text})


def _contact(page: PageView, contact: str) -> str:
    if "@" in contact and "://" not in contact:
        address = contact.removeprefix("mailto:")
        return f"mailto:{quote(address, safe='@')}?" + urlencode({"subject": _subject(page)}, quote_via=quote)
    return contact
