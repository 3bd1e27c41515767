"""Overview pages that every handbook of some size has; authors may link to them like to their own pages."""

from __future__ import annotations

__all__ = ["OVERVIEW_FOLDER", "OVERVIEW_NEEDS", "OVERVIEW_OUTSIDE", "OVERVIEW_PAGES", "OVERVIEW_SETTINGS"]

#: Where overview pages lie, in every edition.
OVERVIEW_FOLDER = "overview"
#: Their names; what the configuration can hold back is not among them.
OVERVIEW_PAGES = frozenset(
    {"changes", "glossary", "index", "key-persons", "known-errors", "landscape", "new-here", "notices", "ownership"}
    | {"quick-cards", "raci", "review-calendar", "role-teams", "scorecard", "service-map", "who-decides", "customers"}
    | {"actions", "complaints", "coverage", "gaps", "improvements", "maturity", "monthly-report", "self-check"}
)
#: Those that the configuration can hold back.
OVERVIEW_SETTINGS = frozenset({"duty", "hand-over", "what-if"})
#: Of these, the ones that readers outside get as well.
OVERVIEW_OUTSIDE = frozenset({"glossary", "index", "known-errors", "notices"})
#: Of all, the ones that are made once there is a page of this type.
OVERVIEW_NEEDS = {"actions": "review", "improvements": "improvement"}
