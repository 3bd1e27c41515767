"""What records are called in the reader's language: titles, people, parts. Falls back to ids, never fails."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kb_tools.load.edition import Edition, LocalPage
from kb_tools.locale import Words
from kb_tools.model.handbook import Handbook

__all__ = ["Naming"]


@dataclass(frozen=True, eq=False)
class Naming:
    """Names for one reader.

    Attributes:
        handbook: The handbook.
        words: The reader's language; titles are in the handbook's source language where it does not speak it.
    """

    handbook: Handbook
    words: Words

    @cached_property
    def _edition(self) -> Edition:
        languages = self.handbook.languages
        return Edition(self.handbook, self.words.lang if self.words.lang in languages else languages[0])

    def local(self, page_id: str) -> LocalPage | None:
        """The record in the reader's language."""
        return self._edition.by_id.get(page_id)

    def title(self, target: str) -> str:
        """Title of a page, name of a team, party or person, else the id."""
        page = self.local(target)
        if page:
            return page.title
        found = self.handbook.lookup(target)
        if found and found.data:
            return str(found.data.value.name.in_language(self.words.lang)) or target
        return target

    def titles(self, targets: Iterable[str]) -> str:
        """Several titles on one line; a dash for none."""
        return self.join(self.title(target) for target in targets)

    def person(self, person: str) -> str:
        """Name of a person."""
        record = self.handbook.people.get(person)
        return str(record.value.name.in_language(self.words.lang)) if record else person

    def people(self, people: Iterable[str]) -> str:
        """Names of people on one line; a dash for nobody."""
        return self.join(self.person(person) for person in people)

    def activity(self, process: str, activity: str) -> str:
        """Name of an activity."""
        page = self.local(process)
        found = next((act.name for act in page.record.activities if act.id == activity), "") if page else ""
        return str(found) or activity

    def record(self, target: str) -> str:
        """Name of anything that has an id: a page, a person, or a part of a page as `page/part`."""
        page_id, _, part = target.partition("/")
        if not part:
            return self.who(target)
        found = self.handbook.lookup(target)
        return self.activity(page_id, part) if found and found.kind == "activity" else self.part(page_id, part)

    def records(self, targets: Iterable[str]) -> str:
        """Names of several records on one line; a dash for none."""
        return self.join(map(self.record, targets))

    def part(self, page_id: str, part: str) -> str:
        """Name of a KPI, or text of an action, on a page."""
        page = self.local(page_id)
        for pool in ("kpis", "actions"):
            for item in getattr(page.record, pool, ()) if page else ():
                if item.id == part:
                    return str(getattr(item, "name", "") or getattr(item, "text", ""))
        steps = getattr(page.record, "steps", ()) if page else ()
        if part.isdigit() and 0 < int(part) <= len(steps):
            return str(steps[int(part) - 1].text)
        return part

    def translated(self, page_id: str, field: str, text: str, key: str = "") -> str:
        """A text of a list in front matter in the reader's language: the entry at the same place.

        Args:
            page_id: The page.
            field: The list (`handover`, `authority`).
            text: The entry in the source language.
            key: For a list of mappings, the key that holds the text.
        """
        source, local = self.handbook.by_id.get(page_id), self.local(page_id)
        if source is None or local is None:
            return text
        entries = zip(getattr(source.record, field), getattr(local.record, field), strict=False)
        pairs = [(getattr(old, key), getattr(new, key)) if key else (old, new) for old, new in entries]
        return next((str(new) for old, new in pairs if " ".join((old or "").split()) == " ".join(text.split())), text)

    def who(self, role_or_person: str) -> str:
        """Name of a person, or title of a role."""
        return self.person(role_or_person) if role_or_person in self.handbook.people else self.title(role_or_person)

    def join(self, texts: Iterable[str]) -> str:
        """Several texts on one line, as the language lists them; a dash for none."""
        return self.words("page.list_join").join(texts) or self.words("insight.none")

    @staticmethod
    def day(day: dt.date | None) -> str:
        """A day as tables need it; empty for none."""
        return day.isoformat() if day else ""
