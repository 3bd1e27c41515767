"""What a record is looked for under besides its title, and the people and roles behind it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kb_tools.load.edition import LocalPage
from kb_tools.render.edition_view import EditionView
from kb_tools.search.analyzer import fold, runs

__all__ = ["FRAMEWORKS", "aliases", "asked", "owners", "people"]

#: How people write a framework before a clause or a practice of it.
FRAMEWORKS = {"iso20000": "ISO/IEC 20000-1 ISO20000 ISO 20000", "itil4": "ITIL 4 ITIL4", "fitsm": "FitSM"}
#: Languages that are written with Han characters.
_HAN = frozenset({"zh", "ja"})
#: Fields with numbers of tickets, which people paste.
_NUMBERS = ("problem", "incidents", "changes")
#: Fields of a page that name the role behind it.
_RESPONSIBLE = ("owner", "manager", "performer", "escalates_to")


def aliases(view: EditionView, local: LocalPage) -> tuple[str, ...]:
    """Other names, abbreviations, the id, clause numbers of frameworks."""
    record = local.record
    found: list[str] = [local.id, *record.aliases]
    if local.type != "role":  # what a role is called stands with its people: every question for people asks for roles
        found.append(view.words.get(f"found_kind.{local.type}"))
    for key in ("abbreviations", "synonyms", "colloquial"):
        found += getattr(record, key, ())
    for key in _NUMBERS:
        value = getattr(record, key, None) or ()
        found += [value] if isinstance(value, str) else value
    for name, clauses in record.frameworks.items():
        found += [f"{FRAMEWORKS.get(name, name)} {clause}" for clause in clauses]
    return tuple(dict.fromkeys(text for text in found if text))


def asked(view: EditionView, key: str) -> tuple[str, ...]:
    """What readers asked for a page, where it is written in this language's script; Han goes to Chinese and Japanese.

    Args:
        view: The edition.
        key: Id of a record or person, or `overview/NAME`.
    """
    found = [row.text for row in view.handbook.asked.get(key, ())]
    han = [lang.partition("-")[0] in _HAN for lang in view.handbook.languages]
    if any(han) and not all(han):
        own = view.lang.partition("-")[0] in _HAN
        found = [text for text in found if any(is_han for is_han, _ in runs(fold(text))) == own]
    return tuple(dict.fromkeys(found))


def owners(view: EditionView, target: str) -> str:
    """Title of a role or service."""
    return view.page_title(target)


def people(view: EditionView, local: LocalPage) -> tuple[str, ...]:
    """Roles and the people in them; for a role also what it decides, owns and manages."""
    if local.type == "role":
        return (view.words.get("found_kind.role"), *_role(view, local))
    found = []
    for key in _RESPONSIBLE:
        target = getattr(local.record, key, None)
        if isinstance(target, str) and target:
            found.append(" ".join([view.page_title(target), *_holders(view, target)]))
    return tuple(found)


def _role(view: EditionView, local: LocalPage) -> Iterable[str]:
    record: Any = local.record
    named = [*record.holders, *record.deputies]
    yield " ".join(_names(view, [entry.person for entry in named]))
    for row in record.authority:
        yield f"{row.decision} {row.limit or ''}".strip()
    for link in view.handbook.backlinks.get(local.id, ()):
        if link.field in _RESPONSIBLE and link.page.lang == view.handbook.source_lang:
            yield view.page_title(link.page.id)


def _holders(view: EditionView, role: str) -> list[str]:
    local = view.edition.by_id.get(role)
    return _names(view, [holder.person for holder in local.record.holders]) if local and local.type == "role" else []


def _names(view: EditionView, ids: Iterable[str]) -> list[str]:
    """People as they may be named; with full names also as they are written in other languages."""
    found: list[str] = []
    for person_id in ids:
        found.append(view.person(person_id))
        record = view.handbook.people.get(person_id)
        if record and view.config.publish.people == "names":
            found += record.value.name.root.values()
    return [name for name in dict.fromkeys(found) if name]
