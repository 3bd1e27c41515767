"""How work and knowledge are spread over people: load, concentration, key-person index, truck factor.

These figures compare; alone they mislead. In the worked example the smallest group whose loss orphans most known errors
does not hold the person whose loss stops two processes. So people are shown cover and single points, and these numbers
stand in the JSON output beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kb_tools.insight.knowledge import KnownErrorHolders
from kb_tools.insight.staffing import Staffing

__all__ = ["Concentration", "TruckFactor", "concentration", "coverage", "deputy_depth", "loads", "truck_factor"]

#: From this share of all weight that only one person covers, somebody is a key person.
_KEY_SHARE = 0.10
#: The exact truck factor is looked for up to so many people and so many at once.
_EXACT_PEOPLE, _EXACT_SIZE = 25, 5


@dataclass(frozen=True)
class TruckFactor:
    """The fewest people whose loss orphans more than half of all known errors.

    Attributes:
        people: A set that does it, found greedily; of equals the first by id.
        exact: The exact number; None when the handbook is too large to try all sets, then `people` is an upper bound.
    """

    people: tuple[str, ...]
    exact: int | None

    @property
    def value(self) -> int:
        """The exact number, else the greedy one."""
        return self.exact if self.exact is not None else len(self.people)


@dataclass(frozen=True)
class Concentration:
    """How much hangs on whom.

    Attributes:
        load: Person -> criticality of roles held plus half of that of roles deputised for.
        index: Person -> share of all weight (roles by criticality, known errors by that of their service) that only
            this person covers (KPX).
        hhi: Herfindahl-Hirschman index of the load: sum of squared shares, 1 / people when spread evenly.
        uniform: 1 / people.
        flagged: People with an index of at least 0.10, or more than twice the even share of the load.
    """

    load: Mapping[str, float]
    index: Mapping[str, float]
    hhi: float
    uniform: float
    flagged: tuple[str, ...]


def coverage(staff: Staffing) -> tuple[int, int]:
    """Headline KPI-KEY-01: critical roles (4 and 5) that two people or more cover, and all critical roles."""
    critical = [post for post in staff.roles.values() if post.critical]
    return sum(1 for post in critical if post.cover >= 2), len(critical)


def deputy_depth(staff: Staffing) -> float:
    """Mean cover of all roles, minus the one person that each needs anyway; 0 without roles."""
    posts = staff.roles.values()
    return sum(post.cover for post in posts) / len(posts) - 1 if posts else 0.0


def loads(staff: Staffing) -> dict[str, float]:
    """Person -> load, for everybody who holds or deputises for something; sorted by id."""
    found: Counter[str] = Counter()
    for post in staff.roles.values():
        for person in post.holders:
            found[person] += post.criticality * 2
        for person in post.deputies:
            found[person] += post.criticality
    return {person: found[person] / 2 for person in sorted(found)}


def concentration(staff: Staffing, errors: Sequence[KnownErrorHolders]) -> Concentration:
    """How much hangs on whom, for a staffing and the known errors."""
    items = [(post.criticality, post.on_paper) for post in staff.roles.values()]
    items += [(entry.criticality, entry.holders) for entry in errors]
    whole = sum(weight for weight, _ in items)
    alone: Counter[str] = Counter()
    for weight, people in items:
        if len(people) == 1:
            alone[people[0]] += weight
    index = {person: alone[person] / whole for person in sorted(alone)} if whole else {}
    load = loads(staff)
    total, number = sum(load.values()), len(staff.people)
    shares = {person: value / total for person, value in load.items()} if total else {}
    crowded = {person for person, share in shares.items() if share > 2 / max(1, number)}
    flagged = crowded | {person for person, share in index.items() if share >= _KEY_SHARE}
    hhi = sum(share * share for share in shares.values())
    return Concentration(load, index, hhi, 1 / number if number else 0.0, tuple(sorted(flagged)))


def truck_factor(errors: Sequence[KnownErrorHolders]) -> TruckFactor:
    """The truck factor of the known errors (Avelino et al. 2016); one that nobody holds counts as orphaned already.

    Greedy: whoever holds most goes first. That number can be too high; up to 25 people all sets of up to 5 are tried.
    """
    held: dict[str, list[frozenset[str]]] = {}
    left = Counter(frozenset(entry.holders) for entry in errors)
    for group in left:
        for person in group:
            held.setdefault(person, []).append(group)
    counts = {person: sum(left[group] for group in groups) for person, groups in held.items()}
    order = sorted(counts, key=lambda person: (-counts[person], person))
    need, gone = len(errors) // 2 + 1, set[str]()
    greedy: list[str] = []
    orphaned = left[frozenset()]
    for person in order:
        if orphaned >= need:
            break
        greedy.append(person)
        gone.add(person)
        orphaned += sum(left[group] for group in held[person] if group <= gone)
    if not errors or len(order) > _EXACT_PEOPLE:
        return TruckFactor(tuple(greedy), None if errors else 0)
    return TruckFactor(tuple(greedy), _exact(left, order, need, len(greedy)))


def _exact(sets: Mapping[frozenset[str], int], people: Iterable[str], need: int, bound: int) -> int | None:
    """Smallest size of a set that orphans `need` known errors; None when sets below `bound` are too many.

    People are bits, so that a set of people and what it leaves is one operation.
    """
    bit = {person: 1 << number for number, person in enumerate(sorted(people))}
    everyone = (1 << len(bit)) - 1
    masks = [(sum(bit[person] for person in group), number) for group, number in sets.items()]
    for size in range(min(bound, _EXACT_SIZE + 1)):
        for group in combinations(bit.values(), size):
            left = everyone & ~sum(group)
            if sum(number for mask, number in masks if not mask & left) >= need:
                return size
    return bound if bound <= _EXACT_SIZE + 1 else None
