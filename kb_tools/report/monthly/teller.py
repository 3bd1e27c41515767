"""Names, amounts and sentences of a report in one language. What the facts are is decided elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kb_tools.insight.kpi import missed as badness
from kb_tools.insight.kpi import status_of
from kb_tools.insight.monthly.measures import Measured, Promise
from kb_tools.insight.monthly.span import Span
from kb_tools.insight.periods import frequency_of
from kb_tools.locale import Words
from kb_tools.model.handbook import Actual, Handbook
from kb_tools.model.person import Named
from kb_tools.model.wiki import WIKI_LINK
from kb_tools.report.monthly.document import Line, Run, State
from kb_tools.report.sheets.naming import Naming
from kb_tools.report.telling import Telling

__all__ = ["EACH", "Teller"]

#: Up to so many values of a span are told one by one: the months of a year.
EACH = 12

#: Where Chinese and a Latin letter or digit meet, they keep a distance.
_JOINT = re.compile(r"(?<=[\u3400-\u9fff])(?=[A-Za-z0-9])")


@dataclass(frozen=True, eq=False)
class Teller:
    """Tells facts in one language.

    Attributes:
        names: Titles in this language.
        telling: Dates and numbers.
        people: How people may be named.
        span: What the report is about.
    """

    names: Naming
    telling: Telling
    people: Named
    span: Span

    @property
    def words(self) -> Words:
        """The product's words."""
        return self.names.words

    @property
    def handbook(self) -> Handbook:
        """The handbook."""
        return self.names.handbook

    def say(self, key: str, /, **args: Any) -> str:
        """A text of this report; `<key>_one` is for a count of one, and one for a kind of span comes before both."""
        names = [f"monthly.{key}_{self.span.kind}", f"monthly.{key}"]
        if args.get("count") == 1:
            names.insert(0, f"monthly.{key}_one")
        name = next((name for name in names if self.words.get(name)), names[-1])
        return self.words(name, **args)

    def place(self, key: str) -> str:
        """What stands where an answer belongs, marked so that nobody takes it for one."""
        return self.say("place_mark", text=self.say(key))

    def title(self, ref: str) -> Run:
        """A record's title, with its id for a link."""
        return Run(self.names.title(ref.partition("#")[0]), ref)

    def titles(self, refs: Iterable[str]) -> Line:
        """Several titles on one line; a dash for none."""
        return self.listed([(self.title(ref),) for ref in refs])

    def listed(self, lines: Sequence[Line]) -> Line:
        """Several lines as one, as the language lists things; a dash for none."""
        between, found = Run(self.words("page.list_join")), list[Run]()
        for item in lines:
            found += [between, *item] if found else item
        return tuple(found) or (Run(self.words("insight.none")),)

    def coded(self, ref: str) -> Line:
        """A record's id and title: people look entries of registers up by their number."""
        return (Run(f"{ref} ", ""), self.title(ref))

    def who(self, role_or_person: str) -> str:
        """A role's title, or a person as `[publish] people` allows."""
        if role_or_person in self.handbook.people:
            return self.people.name(role_or_person, self.words.lang) or self.words("page.person_hidden")
        return self.names.title(role_or_person)

    def record(self, page_id: str) -> Any:
        """The typed record in this language."""
        local = self.names.local(page_id)
        return local.record if local else self.handbook.by_id[page_id].record

    def prose(self, text: str | None) -> str:
        """A text of front matter without its references' brackets."""
        return WIKI_LINK.sub(lambda match: match[2] or self.names.title(match[1].partition("#")[0]), text or "")

    def kpi(self, full_id: str) -> Any:
        """A KPI's definition in this language."""
        page, _, part = full_id.partition("/")
        found = [kpi for kpi in getattr(self.record(page), "kpis", ()) if kpi.id == part]
        return found[0] if found else self.handbook.kpi(full_id)

    def amount(self, full_id: str, value: Any) -> str:
        """A value with the KPI's unit."""
        return self.telling.amount(value, self.kpi(full_id).unit)

    def short(self, period: str) -> str:
        """A period as a sentence needs it: the month's name alone within the span's year."""
        if frequency_of(period) != "monthly" or period[:4] != self.span.text[:4]:
            return self.telling.period(period)
        return self.words("monthly.short_month", month=self.words(f"month.{int(period[5:])}"))

    def values(self, one: Measured) -> str:
        """The values of the span in one text; of many only how many, the worst and the last one."""
        if len(one.values) <= EACH:
            return self.words("page.list_join").join(self.each(one)) or self.words("kpi.unknown")
        kpi = self.handbook.kpi(one.kpi)
        worst = max(one.values, key=lambda row: (badness(kpi, row.value), row.period))
        last, bad = (f"{self.short(row.period)} {self.amount(one.kpi, row.value)}" for row in (one.values[-1], worst))
        return self.say("many_values", count=len(one.values), worst=bad, last=last)

    def each(self, one: Measured) -> list[str]:
        """Every value of the span, with its period where that is not the span itself."""
        return [
            self.amount(one.kpi, row.value)
            if row.period == self.span.text
            else f"{self.short(row.period)} {self.amount(one.kpi, row.value)}"
            for row in one.values
        ]

    def change(self, one: Measured) -> str:
        """What has changed since the value before, in words; empty when there is none."""
        if one.change is None or one.before is None:
            return ""
        before = self.short(one.before.period)
        if not one.change:
            return self.say("change_same", before=before)
        side, unit = ("up" if one.change > 0 else "down"), self.kpi(one.kpi).unit
        if unit == "%":
            return self.say(f"change_{side}_points", before=before, delta=self.telling.number(abs(one.change)))
        return self.say(f"change_{side}", before=before, delta=self.amount(one.kpi, abs(one.change)))

    def step(self, one: Measured) -> str:
        """The change as a column needs it: `+1.3`, `−0.06`, `0`."""
        if one.change is None:
            return self.words("insight.none")
        sign = "+" if one.change > 0 else "\N{MINUS SIGN}" if one.change < 0 else ""
        return f"{sign}{self.telling.number(abs(one.change))}"

    def sentence(self, one: Measured, promise: Promise | None = None) -> str:
        """A value in a sentence: what it was, against what was promised (or aimed at), and what has changed."""
        kpi, direction = self.kpi(one.kpi), promise.direction if promise else self.kpi(one.kpi).direction
        goal, kind = (promise.promised, "promise") if promise else (kpi.target, "target")
        if not one.values:
            return self._spaced("unmeasured_kpi", name=kpi.name)
        missed = promise.missed if promise else self._missed(one)
        target = self.amount(one.kpi, goal)
        told = {"name": str(kpi.name), "value": self.values(one)}
        if len(one.values) > 1:
            against = self.say(f"{kind}_many_{'missed' if missed else 'kept'}", target=target, count=len(missed))
            return self._spaced("sentence_many", against=against, **told)
        against = self.say(f"{kind}_{direction}_{'missed' if missed else 'kept'}", target=target)
        change = self.change(one)
        if not change:
            return self._spaced("sentence", against=against, **told)
        return self._spaced("sentence_changed", against=against, change=change, **told)

    def remarks(self, one: Measured) -> list[Line]:
        """Remarks in the file of measured values, which are in the language of whoever wrote them."""
        return [self._remark(row) for row in one.values if row.note]

    def state(self, one: Measured) -> Run:
        """A KPI's status in words."""
        return Run(self.words(f"kpi.{one.status}"), "", one.status)

    def mark(self, key: str, state: State) -> Run:
        """A word with a state."""
        return Run(self.say(key), "", state)

    def _remark(self, row: Actual) -> Line:
        lang = self.handbook.source_lang
        if self.words.lang == lang:
            return Run(self.say("remark")), Run(row.note)
        said = self.say("remark_foreign", language=self.words.get(f"monthly.language_{lang}", lang))
        return Run(said), Run(row.note, lang=lang)

    def _missed(self, one: Measured) -> list[Actual]:
        kpi = self.handbook.kpi(one.kpi)
        return [row for row in one.values if status_of(kpi, row.value) != "good"]

    def _spaced(self, key: str, **args: str) -> str:
        """A sentence; Chinese and Latin keep a distance where the period meets the name."""
        when, name = self.short(self.span.text), args.pop("name")
        apart = " " if _JOINT.match(f"{when}{name}", len(when)) else ""
        return self.say(key, when=when, name=f"{apart}{name}", **args)
