"""All rules, found by looking into `check/rules/`: adding a rule is adding a module."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from kb_tools.check import rules
from kb_tools.check.rule import Rule
from kb_tools.errors import Message, UsageError

__all__ = ["all_rules", "find_rule"]


@cache
def all_rules() -> dict[str, Rule]:
    """Code -> rule, sorted by code.

    Raises:
        ValueError: Two modules declare the same code.
    """
    found: dict[str, Rule] = {}
    for info in pkgutil.iter_modules(rules.__path__):
        module = importlib.import_module(f"{rules.__name__}.{info.name}")
        for value in vars(module).values():
            if isinstance(value, Rule):
                if value.code in found:
                    raise ValueError(f"{value.code} is declared twice")
                found[value.code] = value
    return dict(sorted(found.items()))


def find_rule(name: str) -> Rule:
    """The rule with this code or name, whatever its case.

    Raises:
        UsageError: There is none.
    """
    wanted = name.strip().lower()
    for rule in all_rules().values():
        if wanted in (rule.code.lower(), rule.name):
            return rule
    raise UsageError("error.unknown_rule", name=name, advice=Message("advice.list_rules"))
