"""A handbook of any size, always the same for the same numbers: types, fields, lengths and links as in a grown one.

Pages come from `templates/`: what stands in ⟨⟩ there is an id, a number, or a phrase made in turn. Every
reference resolves, but for a few pages with a mistake each, so that reporting is part of what is measured.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

__all__ = ["SHARES", "generate"]

#: Type -> folder and share of the pages in per cent.
SHARES = {
    "known-error": ("known-errors", 55.0),
    "procedure": ("procedures", 15.0),
    "term": ("glossary", 10.0),
    "article": ("notes", 10.0),
    "role": ("roles", 5.0),
    "process": ("processes", 2.0),
    "service": ("services", 1.5),
    "agreement": ("agreements", 1.5),
}
_TEMPLATES = Path(__file__).parent / "templates"
_SLOT = re.compile("⟨([a-z-]+)⟩")
_ROLE_KINDS = ("owner", "manager", "operator", "service-owner")
_MONTHS = ["2025-11", "2025-12", *(f"2026-{month:02}" for month in range(1, 11))]
#: One page in so many has a mistake.
_MISTAKE_EVERY = 400
_MISTAKES = (
    ("\ntitle: ", "\ntilte: "),
    ("authors: [", "authors: [nobody, "),
    ("date: 2026-", "date: 2026-02-3"),
    ("\n\n## ", "\n\n见 [[does-not-exist]] 和 [旧页面](gone.md)。\n\n## "),
)


def generate(root: Path, pages: int, people: int = 0, seed: int = 20261115) -> None:
    """Write a handbook of `pages` pages and `people` people (a fifth of the pages when 0) below `root`."""
    _Writer(root, pages, people or max(20, pages // 5), random.Random(seed)).write()


class _Writer:
    def __init__(self, root: Path, pages: int, people: int, rng: random.Random) -> None:
        self.root, self.people, self.rng = root, people, rng
        self.phrases = tomllib.loads((_TEMPLATES / "phrases.toml").read_text(encoding="utf-8"))
        self.ids = {
            kind: [f"{kind}-{number:05}" for number in range(max(4, round(pages * share / 100)))]
            for kind, (_, share) in SHARES.items()
        }
        surplus = sum(map(len, self.ids.values())) + 1 - pages  # the home page is one as well
        del self.ids["known-error"][len(self.ids["known-error"]) - max(0, surplus) :]
        self.slots: dict[str, Callable[[], str]] = {
            "n": lambda: str(rng.randint(5, 95)),
            "m": lambda: str(rng.randint(100, 9000)),
            "k": lambda: str(rng.randint(2, 9)),
            "serial": lambda: f"{rng.randrange(10**9):09}",
            "date": lambda: f"2026-{rng.randint(1, 10):02}-{rng.randint(1, 28):02}",
            "code": lambda: f"{rng.randint(400, 559)} {rng.randint(1, 9)}.{rng.randint(1, 9)}.0",
            "author": lambda: self._person(0, people // 2),
            "reviewer": lambda: self._person(people // 2, people),
            **{kind: self._picker(ids) for kind, ids in self.ids.items()},
        }

    def write(self) -> None:
        """Write kb.toml, data files and pages."""
        self._put("kb.toml", '[handbook]\nlanguages = ["zh"]\n\n[check]\nas_of = 2026-11-15\n')
        self._put("docs/index.md", f"---\ntitle: 手册\n---\n\n{self._fill('⟨body⟩', {})}\n")
        self._data()
        written = 0
        for kind, ids in self.ids.items():
            template = (_TEMPLATES / f"{kind}.md").read_text(encoding="utf-8")
            for index, page_id in enumerate(ids):
                text = self._fill(template, self._special(kind, index, page_id))
                written += 1
                if written % _MISTAKE_EVERY == 0:
                    text = text.replace(*self.rng.choice(_MISTAKES), 1)
                self._put(f"docs/{SHARES[kind][0]}/{page_id}.md", text)

    def _put(self, name: str, text: str) -> None:
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def _person(self, start: int, end: int) -> str:
        return f"person-{self.rng.randrange(start, end):05}"

    def _picker(self, ids: list[str]) -> Callable[[], str]:
        return lambda: self.rng.choice(ids)

    def _fill(self, text: str, special: dict[str, str]) -> str:
        def one(match: re.Match[str]) -> str:
            name = match[1]
            if name in special:
                return special[name]
            if name in self.slots:
                return self.slots[name]()
            return self._fill(self.rng.choice(self.phrases[name]).lstrip("\n"), special)

        return _SLOT.sub(one, text)

    def _special(self, kind: str, index: int, page_id: str) -> dict[str, str]:
        """Slots that depend on the page: interfaces have two sides, owners are roles of kind owner."""
        roles, processes, services = self.ids["role"], self.ids["process"], self.ids["service"]
        return {
            "id": page_id,
            "role-kind": _ROLE_KINDS[index % 4],
            "superior": roles[index // 8 % len(roles)] if index else "",
            "owner": roles[index * 4 % len(roles)],
            "manager": roles[(index * 4 + 1) % len(roles)],
            "service-owner": roles[(index * 4 + 3) % len(roles)],
            "own-service": services[index % len(services)],
            "first": services[0] if index else services[1],
            "previous": processes[index - 1 if kind == "process" else 0],
            "next": processes[(index + 1) % len(processes)],
        }

    def _data(self) -> None:
        self._put("docs/data/teams.yml", "team-0:\n  name: {zh: 基础设施组, en: Infrastructure}\n")
        self._put("docs/data/parties.yml", "staff:\n  kind: customer\n  name: {zh: 全体员工, en: All staff}\n")
        person = (
            "{id}:\n  name: {{zh: 员工{index}, en: Person {index}}}\n  team: team-0\n  employment: employee\n"
            "  active_from: 2018-03-01\n  contact: ext:{index}\n  skills:\n"
            "    - {{skill: oracle, level: 4, assessed_on: 2026-03-12}}\n"
            "    - {{skill: network, level: 3, assessed_on: ⟨date⟩}}\n  training:\n"
            "    - {{process: ⟨process⟩, on: ⟨date⟩}}\n"
        )
        people = (person.format(id=f"person-{index:05}", index=index) for index in range(self.people))
        self._put("docs/data/people.yml", self._fill("".join(people), {}))
        for kind, kpis in (("process", 3), ("service", 2)):
            rows = "".join(
                f"{page_id}/kpi-{kpi},{month},{self.rng.randint(800, 1000) / 10},\n"
                for page_id in self.ids[kind]
                for kpi in range(kpis)
                for month in _MONTHS
            )
            self._put(f"docs/data/actuals/{kind}.csv", f"kpi,period,value,note\n{rows}")
