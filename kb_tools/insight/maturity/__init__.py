"""Maturity of processes, worked out from evidence: five levels, a check for each thing that a level asks for.

What a process declares of itself counts for nothing here. `scale` says which checks make which level; the modules
named after the levels look at the evidence; `process` puts both together, `organisation` adds up.
"""

from __future__ import annotations

from kb_tools.insight.maturity.evidence import Fact, Ids, Result
from kb_tools.insight.maturity.ground import Ground
from kb_tools.insight.maturity.organisation import Grades, Overall, overall
from kb_tools.insight.maturity.past import Moment
from kb_tools.insight.maturity.process import ProcessMaturity, levels, process_maturity, processes
from kb_tools.insight.maturity.scale import CHECKS, LEVELS, TOP, Check, Choice, Lift, Rating, Standing, State

__all__ = [
    "CHECKS",
    "LEVELS",
    "TOP",
    "Check",
    "Choice",
    "Fact",
    "Grades",
    "Ground",
    "Ids",
    "Lift",
    "Moment",
    "Overall",
    "ProcessMaturity",
    "Rating",
    "Result",
    "Standing",
    "State",
    "levels",
    "overall",
    "process_maturity",
    "processes",
]
