"""How people may be named where readers see it, and where their pages lie.

`[publish] people` decides: `names`, `initials` (no name, no readable id, not even in an address), or `roles` (nobody).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kb_tools.model.handbook import DataRecord

__all__ = ["PEOPLE_FOLDER", "Named"]

#: Where pages of people lie, below an edition's root.
PEOPLE_FOLDER = "people"
_LATIN = re.compile(r"[A-Za-z]")
_BREAK = re.compile(r"[\s_-]+")


@dataclass(frozen=True, eq=False)
class Named:
    """People as a setting allows to name them.

    Attributes:
        people: Id -> person.
        style: `[publish] people`.
    """

    people: Mapping[str, DataRecord]
    style: str

    def name(self, person_id: str, lang: str) -> str:
        """What a person is called in a language; empty where nobody is named. An unknown id is its own name."""
        if self.style == "roles":
            return ""
        if self.style == "initials":
            return self._initials.get(person_id) or _letters(person_id, person_id)
        record = self.people.get(person_id)
        return (record.value.name.in_language(lang) if record else "") or person_id

    def src(self, person_id: str) -> str:
        """File of a person's page; empty where people have none.

        With initials the address is a fingerprint of the id, so it stays the same whoever joins or leaves, and holds
        no name. (Who knows every id can find out which is whose; among colleagues that is no secret.)
        """
        return "" if self.style == "roles" else f"{PEOPLE_FOLDER}/{self.key(person_id)}.md"

    def key(self, person_id: str) -> str:
        """What stands for a person where programs read it: addresses, filters; the same for all with roles alone."""
        if self.style == "names":
            return person_id
        if self.style == "roles":
            return "person"
        return f"p-{hashlib.blake2b(person_id.encode(), digest_size=5).hexdigest()}"

    @cached_property
    def _initials(self) -> Mapping[str, str]:
        """Of several people with the same initials the second is `CL2`, in the order of the file."""
        found: dict[str, str] = {}
        seen: dict[str, int] = {}
        for person_id, record in self.people.items():
            short = _letters(record.value.name.in_language("en"), person_id)
            seen[short] = seen.get(short, 0) + 1
            found[person_id] = short if seen[short] == 1 else f"{short}{seen[short]}"
        return found


def _letters(name: str, person_id: str) -> str:
    """First letters of a Latin name, else of the readable id: the first character of a Chinese name is the surname."""
    latin = name if _LATIN.search(name) else person_id
    return "".join(word[0].upper() for word in _BREAK.split(latin) if word)
