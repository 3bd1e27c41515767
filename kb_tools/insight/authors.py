"""Who wrote a page: degree of authorship from git's commits, and which person of the handbook a git author is.

Degree of authorship after Fritz et al. (2010) as used for truck factors by Avelino et al. (2016):
DOA = 3.293 + 1.098 FA + 0.164 DL - 0.321 ln(1 + AC), where FA is 1 for whoever created the file, DL counts their later
changes and AC the changes of everybody else. An author has at least 3.293 and more than 0.75 of the file's highest.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kb_tools.load.authorship import Author, Authorship, Edit
from kb_tools.model.handbook import Handbook

__all__ = ["Credit", "credits", "credits_by_path", "degree_of_authorship", "identify", "writers"]

_BASE, _CREATED, _OWN, _OTHERS = 3.293, 1.098, 0.164, 0.321
_SHARE = 0.75
_GAPS = re.compile(r"[\s._'-]+")


@dataclass(frozen=True)
class Credit:
    """What one author put into one file.

    Attributes:
        person: Id of the person; empty for an author whom nobody knows.
        name: Name in git.
        doa: Degree of authorship.
        share: `doa` divided by the highest of the file.
    """

    person: str
    name: str
    doa: float
    share: float

    @property
    def is_author(self) -> bool:
        """Whether they count as an author of the file."""
        return self.doa >= _BASE and self.share > _SHARE


def degree_of_authorship(first: int, own: int, others: int) -> float:
    """DOA of one developer in one file.

    Args:
        first: 1 when they created the file, else 0.
        own: Their changes after that.
        others: Changes of everybody else.
    """
    return _BASE + _CREATED * first + _OWN * own - _OTHERS * math.log(1 + others)


def identify(handbook: Handbook) -> Callable[[Author], str]:
    """A function from a git author to a person's id, or empty.

    An author is a person when the address is the person's contact, its part before the @ is their id, or the name is
    their name in any language (any order of its words). Everything else is the business of `.mailmap`.
    """
    known: dict[str, str] = {}
    for person, record in sorted(handbook.people.items()):
        for name in record.value.name.root.values():
            known.setdefault(_key(name), person)
        if record.value.contact:
            known.setdefault(record.value.contact.lower(), person)
    for person in handbook.people:
        known[_key(person)] = person

    def person_of(author: Author) -> str:
        keys = (author.email, _key(author.email.partition("@")[0]), _key(author.name))
        return next((known[key] for key in keys if key in known), "")

    return person_of


def credits(edits: Sequence[Edit], person_of: Callable[[Author], str]) -> tuple[Credit, ...]:
    """What everybody put into a file, highest degree first."""
    own: Counter[tuple[str, str]] = Counter()
    first = None
    for edit in edits:
        person = person_of(edit.author)
        who = (person, "" if person else edit.author.name)
        if edit.created and first is None:
            first = who
            own[who] += 0
        else:
            own[who] += 1
    total = sum(own.values()) + (first is not None)
    names = {(person_of(e.author), "" if person_of(e.author) else e.author.name): e.author.name for e in edits}
    degrees = {
        who: degree_of_authorship(int(who == first), count, total - count - int(who == first))
        for who, count in own.items()
    }
    highest = max(degrees.values(), default=1.0)
    found = [Credit(who[0], names[who], doa, doa / highest if highest > 0 else 0.0) for who, doa in degrees.items()]
    return tuple(sorted(found, key=lambda credit: (-credit.doa, credit.person, credit.name)))


def writers(declared: Sequence[str], found: Sequence[Credit]) -> tuple[str, ...]:
    """Who wrote a page: what git shows, and declared authors of whom git knows nothing in this file.

    Args:
        declared: `authors` of the page.
        found: Credits of its file; empty without history.
    """
    seen = {credit.person for credit in found if credit.person}
    shown = [credit.person for credit in found if credit.person and credit.is_author]
    return tuple(sorted({*shown, *(person for person in declared if person not in seen)}))


def credits_by_path(handbook: Handbook, history: Authorship) -> Mapping[str, tuple[Credit, ...]]:
    """Path -> credits of every file that git knows."""
    person_of = identify(handbook)
    return {path: credits(edits, person_of) for path, edits in history.items()}


def _key(name: str) -> str:
    """Words of a name in any order and spelling: `Xu Feng`, `feng.xu` and `xu-feng` are one."""
    return " ".join(sorted(_GAPS.split(name.strip().casefold())))
