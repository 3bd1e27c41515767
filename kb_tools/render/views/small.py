"""Types that say little beyond their fields: procedure, agreement, policy, term, risk."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from kb_tools.load.edition import LocalPage
from kb_tools.render.views.chain import chain_sums
from kb_tools.render.views.people import Who, who
from kb_tools.render.views.service import Promise, ladder, promise

if TYPE_CHECKING:
    from kb_tools.render.page_view import PageView

__all__ = [
    "AgreementFacts",
    "PolicyFacts",
    "ProcedureFacts",
    "RiskFacts",
    "agreement",
    "policy",
    "procedure",
    "risk",
    "term",
]

#: Likelihood x impact from which a risk is medium, high, very high.
_BANDS = ((15, "top"), (10, "high"), (5, "medium"), (0, "low"))


@dataclass(frozen=True)
class ProcedureFacts:
    """Who performs it, who answers, whom to call when it does not help, who tried it."""

    performer: Who | None
    accountable: Who | None
    ladder: tuple[tuple[str, Who], ...]
    tested_by: Markup
    exercised: dt.date | None


def procedure(page: PageView) -> ProcedureFacts:
    """A procedure; the fields behind it count as shown."""
    tester, hidden = page.take("beginner_tested_by"), page.view.config.publish.people == "roles"
    named = page.view.person_link(page.local.src, tester) if tester else Markup("")
    tested = Markup("{}").format(page.words("view.tested_hidden")) if hidden else named
    return ProcedureFacts(
        performer=who(page, page.take("performer")),
        accountable=who(page, page.take("accountable")),
        ladder=ladder(page),
        tested_by=tested if tester else Markup(""),
        exercised=page.take("last_exercised"),
    )


@dataclass(frozen=True)
class AgreementFacts:
    """Promises in plain words, whether they hold on the day, what carries them, and whether that is enough."""

    promises: tuple[Promise, ...]
    phase: str
    until: str
    owner: Who | None
    ladder: tuple[tuple[str, Who], ...]
    carried_by: tuple[LocalPage, ...]
    sums: Markup


def agreement(page: PageView) -> AgreementFacts:
    """An agreement; the fields behind it count as shown."""
    record, day = page.record, page.view.as_of
    phase = "valid"
    if record.valid_from and record.valid_from > day:
        phase = "future"
    elif record.valid_to and record.valid_to < day:
        phase = "ended"
    date = record.valid_from if phase == "future" else record.valid_to
    return AgreementFacts(
        promises=tuple(promise(page, page.local, target) for target in record.targets),
        phase=phase,
        until=page.view.wording.age(date) if date else "",
        owner=who(page, page.take("owner")),
        ladder=ladder(page),
        carried_by=tuple(page.pointing("agreement", "supports")),
        sums=chain_sums(page),
    )


@dataclass(frozen=True)
class PolicyFacts:
    """Who answers for a policy and who approved it."""

    owner: Who | None
    approved_by: Who | None


def policy(page: PageView) -> PolicyFacts:
    """A policy; the fields behind it count as shown."""
    return PolicyFacts(who(page, page.take("owner")), who(page, page.take("approved_by")))


def term(page: PageView) -> tuple[tuple[str, str], ...]:
    """The name of a term in every language of the handbook: language, title."""
    handbook, source = page.view.handbook, page.local.source
    found = []
    for lang in handbook.languages:
        text = source if lang == source.lang else handbook.translation_of.get((lang, source.src))
        if text is not None and text.title:
            found.append((lang, text.title))
    return tuple(found)


@dataclass(frozen=True)
class RiskFacts:
    """How bad a risk is: likelihood x impact, in a number and in words, before and after the controls."""

    score: int
    band: str
    residual_band: str
    likelihood: int
    impact: int
    owner: Who | None
    accepted_by: Who | None
    accepted_ended: bool


def risk(page: PageView) -> RiskFacts:
    """A risk; the fields behind it count as shown."""
    likelihood, impact = page.record.likelihood or 0, page.record.impact or 0
    residual, until = page.record.residual, page.record.accepted_until
    return RiskFacts(
        score=likelihood * impact,
        band=_band(likelihood * impact),
        residual_band=_band(residual) if residual is not None else "",
        likelihood=likelihood,
        impact=impact,
        owner=who(page, page.take("owner")),
        accepted_by=who(page, page.take("accepted_by")),
        accepted_ended=bool(until and until < page.view.as_of),
    )


def _band(score: int) -> str:
    return next(band for least, band in _BANDS if score >= least)
