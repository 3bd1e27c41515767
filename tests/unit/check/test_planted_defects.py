"""The fictional company with its planted defects: the checks find each of them, and no other error."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from kb_tools.check.rule import Context
from kb_tools.check.runner import check_handbook, check_page
from kb_tools.config import load_config
from kb_tools.load.loader import load_handbook
from kb_tools.model.diagnostic import Severity

COMPANY = Path(__file__).parents[2] / "fixtures" / "company"


def test_every_planted_defect_is_found_and_nothing_else() -> None:
    config = load_config(COMPANY)
    handbook = load_handbook(COMPANY, config, page_check=check_page, use_cache=False, jobs=1)
    assert config.check.as_of is not None
    # the company declares levels of maturity, and holds neither reviews nor measured values that could show them
    found: defaultdict[str, set[str]] = defaultdict(set)
    for item in check_handbook(handbook, Context(config.check.as_of, config), ignore=["KB307", "KB909"]):
        if item.severity > Severity.INFO:
            found[item.code].add(item.page_id)
    assert dict(found) == {
        "KB208": {"internal-auditor"},
        "KB305": {"ke-0006"},
        "KB306": {"availability-manager", "database-administrator"},
        "KB403": {"crm", "database", "files", "identity", "printing", "wifi"},
        "KB416": {"sla-erp", "sla-net"},
        "KB602": {"ke-0005"},
    }
