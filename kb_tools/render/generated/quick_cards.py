"""Quick cards: what somebody needs on paper when nothing works, one page each.

Emergency procedures, the known errors that come back, and whom to call. A card takes as much of its page as fits in
readable type; what does not fit stays on the page, whose address the card shows.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.insight.holidays import back_after
from kb_tools.load.edition import LocalPage
from kb_tools.model.cover import recent
from kb_tools.render.address import page_address
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.call_card import CallCard, call_card
from kb_tools.render.generated.card_size import SIZES, Size, height
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.own import own
from kb_tools.render.rendered import RenderedPage
from kb_tools.render.steps import Piece, Steps, steps_of

__all__ = ["ORDER", "Card", "pages"]

ORDER = 125
#: Known errors that get a card.
_ERRORS = 6
_STRONG = re.compile(r"\*\*((?:[^*<]|<code>[^<]*</code>|<a [^>]*>[^<]*</a>)+)\*\*")
_MARKDOWN_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]+\)")
_BUTTON = Markup('<button type="button" class="kb-button" data-kb-print="{}" hidden>{}</button>')


@dataclass(frozen=True)
class Card:
    """A card for a page.

    Attributes:
        ident: Id of the card on the page.
        title: What it is called.
        kind: `procedure` or `known-error`.
        link: The page that it is taken from.
        address: Address of that page, for readers of paper.
        size: Class of its type.
        facts: Label and value, a line of them below the title.
        signs: How to know that this is it.
        steps: What to do: each a list of pieces, kind and HTML.
        after: How to see that it worked, what to look out for.
        ladder: After how long, and whom to call then.
        shortened: Whether the page says more than the card.
    """

    ident: str
    title: str
    kind: str
    link: Markup
    address: str
    size: str
    facts: tuple[tuple[str, Any], ...]
    signs: tuple[Markup, ...]
    steps: tuple[tuple[tuple[str, Markup], ...], ...]
    after: tuple[Markup, ...]
    ladder: tuple[tuple[str, Markup], ...]
    shortened: bool


class _Plan(NamedTuple):
    """A way to fill a card: size of the type, steps, remarks after them, signs before them."""

    size: Size
    steps: tuple[tuple[Piece, ...], ...]
    after: tuple[str, ...]
    signs: tuple[str, ...]


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page."""
    sheet = Sheet(view, "quick_cards")
    call = call_card(sheet)
    procedures = [local for local in sheet.records("procedure") if local.record.emergency]
    cards = [_procedure(sheet, local) for local in procedures]
    cards += [_known_error(sheet, local) for local in _errors(sheet)]
    button = {card.ident: own(_BUTTON.format(card.ident, sheet.word("print_one"))) for card in cards}
    button[CallCard.ident] = own(_BUTTON.format(CallCard.ident, sheet.word("print_one")))
    every = own(_BUTTON.format("", sheet.word("print_all")))
    name = view.config.name(view.lang) or view.words("page.handbook")
    yield sheet.render(environment, call=call, cards=cards, button=button, every=every, name=name)


def _procedure(sheet: Sheet, local: LocalPage) -> Card:
    record = local.record
    found = steps_of(local.text)
    facts = [("performer", sheet.link(record.performer)), ("time_limit", _duration(sheet, record.time_limit))]
    facts.append(("services", sheet.links(record.services)))
    signs = found.before[:1] if not record.summary else (record.summary,)
    return _fitted(sheet, local, found, signs, tuple((sheet.label(key), value) for key, value in facts if value))


def _remedy(local: LocalPage) -> Steps:
    """What to do about a known error."""
    return steps_of(local.text, local.source.schema.sections["workaround"])


def _known_error(sheet: Sheet, local: LocalPage) -> Card:
    record = local.record
    found = _remedy(local)
    times = _after_holidays(sheet.view, record)
    facts: list[tuple[str, Any]] = [(sheet.label("services"), sheet.links(record.services))]
    if record.workaround_minutes is not None:
        facts.append((sheet.word("takes"), sheet.word("minutes", count=record.workaround_minutes)))
    if times:
        facts.append((sheet.word("returns"), sheet.word("after_holidays", count=times)))
    said = tuple(sheet.word("quoted", text=text) for text in (*record.symptoms, *record.error_messages))
    return _fitted(sheet, local, found, said, tuple(facts))


def _fitted(
    sheet: Sheet, local: LocalPage, found: Steps, signs: tuple[str, ...], facts: tuple[tuple[str, Any], ...]
) -> Card:
    """The fullest card in the largest type that still fits on one page."""
    escalation = getattr(local.record, "escalation", ())
    plans = list(_plans(found, signs))
    plan = next((plan for plan in plans if _share(local.title, plan, len(escalation)) <= 1), plans[-1])
    return Card(
        ident=f"kb-card-{local.id}",
        title=local.title,
        kind=local.type,
        link=sheet.link(local.id),
        address=page_address(local.src),
        size=plan.size.name,
        facts=facts,
        signs=tuple(_inline(sheet, text, local.id) for text in plan.signs),
        steps=tuple(tuple((p.kind, _shown(sheet, p, local.id)) for p in pieces) for pieces in plan.steps),
        after=tuple(_inline(sheet, text, local.id) for text in plan.after),
        ladder=tuple((_duration(sheet, step.after), _called(sheet, step.to)) for step in escalation),
        shortened=plan.steps != plans[0].steps or plan.after != found.after,
    )


def _plans(found: Steps, signs: tuple[str, ...]) -> Iterator[_Plan]:
    """What is tried until it fits: first smaller type, then fewer signs and remarks, then steps without commands."""
    full = tuple(step.pieces for step in found.steps) or tuple((Piece("text", text),) for text in found.before)
    brief = tuple(step.brief for step in found.steps) or full
    # what ends with a colon says nothing without its list
    first = tuple(pieces if pieces[0].text.endswith((":", "：")) else pieces[:1] for pieces in brief)
    least = tuple((Piece("text", _sentence(pieces[0].text)), *pieces[1:]) for pieces in first)
    for steps, after, shown in (
        (full, len(found.after), len(signs)),
        (full, len(found.after), 4),
        (full, 1, 3),
        (brief, len(found.after), 4),
        (brief, 1, 3),
        (first, 0, 3),
        (least, 0, 2),
    ):
        for size in SIZES if steps is full else SIZES[1:]:
            yield _Plan(size, steps, found.after[:after], signs[:shown])
    for kept in range(len(least) - 1, 0, -1):
        yield _Plan(SIZES[-1], least[:kept], (), signs[:1])


def _share(title: str, plan: _Plan, rungs: int) -> float:
    """Share of the page that a plan takes."""
    pieces = [piece for step in plan.steps for piece in step]
    texts = [(piece.text, False) for piece in pieces if piece.kind != "code"]
    code = [(line, True) for piece in pieces if piece.kind == "code" for line in piece.text.split("\n")]
    boxes = bool(rungs) + bool(plan.signs)
    fixed = (("", False) for _ in range(rungs + boxes + 2))  # facts, what was left out
    whole = [*((text, False) for text in (*plan.signs, *plan.after)), *texts, *code, *fixed]
    return height(title, whole, plan.size, len(plan.steps) + 3 * boxes)


def _errors(sheet: Sheet) -> list[LocalPage]:
    """Known errors worth a card: those that return after holidays first, then those that return at all."""
    day = sheet.view.as_of

    def rank(local: LocalPage) -> tuple[Any, ...]:
        past = [when for when in local.record.occurrences if when <= day]
        last = max(past, default=dt.date.min)
        count = sum(recent(when, day) for when in past)
        return -_after_holidays(sheet.view, local.record), -count, -last.toordinal(), local.src

    live = [local for local in sheet.records("known-error") if local.record.state != "archived"]
    return [local for local in sorted(live, key=rank) if _remedy(local) != Steps((), (), ())][:_ERRORS]


def _after_holidays(view: EditionView, record: Any) -> int:
    """How often it came back within days after a long holiday."""
    ends = view.config.handbook.holidays
    past = [when for when in record.occurrences if when <= view.as_of]
    return back_after(past, ends)


def _called(sheet: Sheet, role: str) -> Markup:
    local = sheet.view.local(role)
    contact = local.record.contact if local else None
    link = sheet.link(role)
    return Markup("{} <span>{}</span>").format(link, contact) if contact else link


def _duration(sheet: Sheet, value: Any) -> str:
    return sheet.view.wording.duration(value) if value else ""


def _sentence(text: str) -> str:
    """The first sentence; emphasis that it cuts in two is closed."""
    match = re.match(r".+?(?:[。！？；]|[.!?](?=\s))", text)
    found = match[0] if match else text
    return found + ("**" if found.count("**") % 2 else "")


def _shown(sheet: Sheet, piece: Piece, owner: str) -> Markup:
    if piece.kind == "code":
        lines = "\n".join(line for line in piece.text.split("\n") if line.strip())
        return Markup("<pre><code>{}</code></pre>").format(lines)
    return _inline(sheet, piece.text, owner)


def _inline(sheet: Sheet, text: str, owner: str) -> Markup:
    """A line of a body as HTML: escaped, with references, code and emphasis; nothing else has a meaning here."""
    html = sheet.prose(_MARKDOWN_LINK.sub(r"\1", text), owner)
    return Markup(_STRONG.sub(r"<strong>\1</strong>", str(html)))
