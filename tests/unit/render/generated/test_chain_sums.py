"""The sum on an agreement's page: the verdict is no better than what the links state."""

from __future__ import annotations

import re
from pathlib import Path

from generated_support import edition, english, written

TARGET = '{{id: up, name: Availability, value: {value}, unit: "%"}}'
P1 = "{{id: p1, name: All down, priority: P1, restore_within: {time}}}"
AGREEMENT = (
    "---\ntitle: {title}\nkind: {kind}\nservice: {service}\nprovider: it\ntargets: [{targets}]\n{more}"
    "valid_from: 2026-01-01\nvalid_to: 2030-12-31\nstatus: approved\n---\n"
)
OLA = {"title": "Network agreement", "kind": "OLA", "service": "net", "more": "supports: [sla]\n"}
SLA = {"title": "Promise", "kind": "SLA", "service": "mail", "more": ""}
PROMISED = f"{TARGET.format(value=99.9)}, {P1.format(time='4 h')}"


def sums(root: Path, below: str, needs: str = "[net]") -> list[str]:
    files = {
        "data/teams.yml": "it:\n  name: {en: IT}\n",
        "services/net.md": "---\ntitle: Network\n---\n",
        "services/login.md": "---\ntitle: Sign-on\n---\n",
        "services/mail.md": f"---\ntitle: Mail\ndepends_on: {needs}\n---\n",
        "agreements/sla.md": AGREEMENT.format(targets=PROMISED, **SLA),
        "agreements/ola.md": AGREEMENT.format(targets=below, **OLA),
    }
    rendered = edition(written(root, files), english(), "en")
    text = next(page.markdown for page in rendered.pages if page.src == "agreements/sla.md")
    part = text.split("Do the supporting promises carry the SLA?")[1].split("</table>")[0]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", part, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def test_enough_is_said_only_where_every_link_states_its_part(tmp_path: Path) -> None:
    found = sums(tmp_path, f"{TARGET.format(value=99.95)}, {P1.format(time='2 h')}")
    assert "99.95 ≥ 99.9% enough Network agreement" in found[1]
    assert "not stated" not in " ".join(found)


def test_a_service_below_without_an_agreement_is_named(tmp_path: Path) -> None:
    found = sums(tmp_path, f"{TARGET.format(value=99.95)}, {P1.format(time='2 h')}", "[net, login]")
    assert "enough as far as stated not stated: Sign-on" in found[1]


def test_too_little_stays_too_little(tmp_path: Path) -> None:
    found = sums(tmp_path, TARGET.format(value=99.5), "[net, login]")
    assert "99.5 &lt; 99.9% not enough" in found[1]
