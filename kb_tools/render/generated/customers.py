"""Customers: who buys and who uses, how they reach us, what they were promised and what they asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from kb_tools.model.handbook import DataRecord
from kb_tools.render.edition_view import EditionView
from kb_tools.render.generated.sheet import Sheet
from kb_tools.render.rendered import RenderedPage
from kb_tools.render.views.register import met_state

__all__ = ["ORDER", "Customer", "pages"]

ORDER = 260
#: Kinds of customers in the order in which the page shows them.
_KINDS = ("internal", "external", "prospect", "competitor", "former", "")


@dataclass(frozen=True)
class Customer:
    """A customer.

    Attributes:
        id: Id, and anchor on the page.
        name: Name.
        kind: Kind of customer in words.
        facts: Label and value of what is known.
        asked: What was asked for: link, status, word.
    """

    id: str
    name: str
    kind: str
    facts: tuple[tuple[str, Markup], ...]
    asked: tuple[tuple[Markup, str, str], ...]


def pages(view: EditionView, environment: Environment) -> Iterator[RenderedPage]:
    """The page; none for readers outside."""
    if view.outside:  # who our other customers are, and what they asked for, is nothing for a customer
        return
    sheet = Sheet(view, "customers")
    records = [record for record in view.handbook.parties.values() if record.value.kind == "customer"]
    groups = []
    for kind in _KINDS:
        found = [record for record in records if (record.value.customer_kind or "") == kind]
        if found:
            name = sheet.word(f"kind_{kind or 'other'}")
            groups.append((kind or "other", name, [_customer(sheet, record, name) for record in found]))
    yield sheet.render(environment, groups=groups)


def _customer(sheet: Sheet, record: DataRecord, kind: str) -> Customer:
    lang, value = sheet.view.lang, record.value
    facts: list[tuple[str, Markup]] = [
        (sheet.label(key), Markup("{}").format(getattr(value, key).in_language(lang)))
        for key in ("buyer", "users")
        if getattr(value, key)
    ]
    if value.channels:
        facts.append((sheet.label("channels"), _bullets(name.in_language(lang) for name in value.channels)))
    if value.escalates_to:
        facts.append((sheet.label("escalates_to"), sheet.link(value.escalates_to)))
    if value.complaints:
        facts.append((sheet.label("complaints"), Markup("{}").format(value.complaints.in_language(lang))))
    if value.relationship_role:
        facts.append((sheet.label("relationship_role"), sheet.link(value.relationship_role)))
    if value.contact:
        facts.append((sheet.label("contact"), Markup("{}").format(value.contact)))
    return Customer(
        id=record.id,
        name=value.name.in_language(lang),
        kind=kind,
        facts=(*facts, *_uses(sheet, record.id)),
        asked=tuple(
            (sheet.link(local.id), *met_state(sheet.view, local))
            for local in sheet.records("requirement")
            if local.record.customer == record.id
        ),
    )


def _uses(sheet: Sheet, customer: str) -> Iterator[tuple[str, Markup]]:
    """Services that a customer uses, and agreements with it."""
    services = [local.id for local in sheet.records("service") if customer in local.record.customers]
    agreements = [local.id for local in sheet.records("agreement") if local.record.customer == customer]
    if services:
        yield sheet.label("services"), sheet.links(services)
    if agreements:
        yield sheet.word("agreements"), sheet.links(agreements)


def _bullets(texts: Any) -> Markup:
    return Markup("<ul>{}</ul>").format(Markup("").join(Markup("<li>{}</li>").format(text) for text in texts))
