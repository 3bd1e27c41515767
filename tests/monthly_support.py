"""A small handbook whose October 2026 can be worked out by hand, in Chinese with English texts where they matter."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from kb_tools.config import Config, load_config
from kb_tools.insight.monthly.scope import Scope
from kb_tools.insight.monthly.span import Span, span_of
from kb_tools.insight.monthly.summary import Monthly, monthly
from kb_tools.load.loader import load_handbook
from kb_tools.locale import words
from kb_tools.model.handbook import Handbook
from kb_tools.report.monthly.compose import compose
from kb_tools.report.monthly.document import Block, Document, Line, Table

AS_OF = dt.date(2026, 11, 15)
HOSTILE = "<img src=x onerror=alert(1)> | [点我](javascript:alert(1)) `x` *y* & ]]> \x0b尾"

FILES = {
    "kb.toml": """[handbook]
name = { zh = "小手册", en = "Small handbook" }
languages = ["zh", "en"]
holidays = [2026-10-07]

[check]
as_of = 2026-11-15
""",
    "docs/data/people.yml": "lin: {name: {zh: 林浩, en: Lin Hao}}\nwu: {name: {zh: 吴桐, en: Wu Tong}}\n",
    "docs/data/teams.yml": "ops: {name: {zh: 运维, en: Operations}}\n",
    "docs/data/parties.yml": "staff: {kind: customer, name: {zh: 员工, en: Staff}}\n",
    "docs/data/actuals/all.csv": """kpi,period,value,note
mail/availability,2026-08,99.95,
mail/availability,2026-09,99.92,
mail/availability,2026-10,99.85,10-08 停 60 分钟
mail/delivery,2026-09,4,
mail/delivery,2026-10,2.5,
incidents/p1-response,2026-09,93.3,
incidents/p1-response,2026-10,91.2,
incidents/backlog,2026-10,10,
incidents/survey,2026-Q3,4,
""",
    "docs/zh/roles/boss.md": "---\ntitle: 主管\nkind: owner\ncriticality: 4\n"
    "holders: [{person: lin, since: 2024-01-01}]\n---\n",
    "docs/en/roles/boss.md": "---\ntitle: Boss\n---\n",
    "docs/zh/services/mail.md": """---
title: 邮件
owner: boss
criticality: 4
customers: [staff]
kpis:
- {id: availability, name: 邮件可用率, unit: "%", direction: higher, target: 99.95, amber: 99.9, collector: boss}
- {id: delivery, name: 送达时间, unit: min, direction: lower, target: 3, amber: 5}
---
""",
    "docs/en/services/mail.md": """---
title: Mail
kpis: [{id: availability, name: Mail availability}, {id: delivery, name: Delivery time}]
---
""",
    "docs/zh/services/print.md": "---\ntitle: 打印\nowner: boss\ncriticality: 2\n---\n",
    "docs/zh/processes/incidents.md": """---
title: 事件管理
owner: boss
criticality: 5
kpis:
- {id: p1-response, name: P1 按时响应率, unit: "%", direction: higher, target: 95, amber: 90}
- {id: backlog, name: 积压, unit: 件, direction: lower, target: 20}
- {id: survey, name: 满意度, unit: 分, direction: higher, target: 4, frequency: quarterly}
- {id: silent, name: 无声, unit: 件, direction: lower, target: 1, collector: boss}
---
""",
    "docs/en/processes/incidents.md": """---
title: Incident management
kpis:
- {id: p1-response, name: P1 response}
- {id: backlog, name: Backlog, unit: tickets}
- {id: survey, name: Survey, unit: points}
- {id: silent, name: Silent, unit: tickets}
---
""",
    "docs/zh/agreements/sla-mail.md": """---
title: 邮件协议
kind: SLA
service: mail
provider: ops
customer: staff
targets:
- {id: up, name: 可用, metric: mail/availability, value: 99.9, unit: "%"}
- {id: fast, name: 送达, metric: mail/delivery, value: 5, unit: min}
- {id: p1, name: 全停, priority: P1, respond_within: 15 min}
valid_from: 2026-01-01
valid_to: 2026-12-31
---
""",
    "docs/zh/agreements/ola-mail.md": "---\ntitle: 内部\nkind: OLA\nservice: mail\n"
    "targets: [{id: up, name: 可用, metric: mail/availability, value: 99.99}]\n"
    "valid_from: 2026-01-01\nvalid_to: 2030-12-31\n---\n",
    "docs/zh/known-errors/ke-1.md": """---
title: 邮件很慢
services: [mail]
state: validated
resolution: workaround
category: 软件/邮件/性能
occurrences: [2025-08-20, 2025-11-20, 2026-02-24, 2026-10-08, 2026-10-20]
verified: {by: wu, date: 2026-10-09}
problem: PBM1
---
""",
    "docs/zh/known-errors/ke-2.md": "---\ntitle: 打印卡纸\nservices: [print]\noccurrences: [2026-10-30]\n---\n",
    "docs/zh/known-errors/ke-3.md": "---\ntitle: 过期的\nservices: [mail]\nstate: validated\n"
    "valid_until: 2026-10-31\n---\n",
    "docs/zh/reviews/rev-1.md": """---
title: 十月复盘
kind: major-incident
subject: [mail]
held_on: 2026-10-12
conclusion: 队列满了没人看。
findings:
- {id: f1, kind: observation, text: 告警没有人接。, about: mail}
- {id: f2, kind: conformity, text: 通报及时。, about: mail}
actions:
- {id: a1, text: 告警接到电话, owner: boss, due: 2026-11-20, finding: f1}
- {id: a2, text: 写检查单, owner: lin, due: 2026-10-31, done_on: 2026-10-30, result: 写好了。}
- {id: a3, text: 忘了的事, owner: boss, due: 2026-11-01}
next_on: 2026-11-25
---
""",
    "docs/zh/reviews/rev-2.md": """---
title: 事后看十月
kind: process-review
subject: [incidents]
held_on: 2026-11-05
period: {first: 2026-10-01, last: 2026-10-31}
evidence: [{kpi: incidents/p1-response, period: 2026-10, actual: 91.2, expected: 95}]
findings: [{id: f1, kind: minor-nc, text: 夜里电话静音。, about: incidents}]
---
""",
    "docs/zh/reviews/rev-3.md": "---\ntitle: 还没开\nkind: process-review\nsubject: [incidents]\nheld_on: 2026-12-01\n"
    "period: {first: 2026-10-01, last: 2026-10-31}\n---\n",
    "docs/zh/improvements/csi-1.md": """---
title: 值守改两人
source: [incidents/p1-response]
targets: [incidents]
stage: do
owner: boss
raised_on: 2026-10-15
due: 2026-11-10
kpi: incidents/p1-response
steps:
- {text: 排班, due: 2026-10-20, done_on: 2026-10-19}
- {text: 试一个月, due: 2026-11-30}
---
""",
    "docs/zh/risks/rsk-1.md": "---\ntitle: 备件\nkind: service\nlikelihood: 3\nimpact: 4\ntreatment: accept\n"
    "owner: boss\naccepted_by: boss\naccepted_until: 2027-01-31\nraised_on: 2026-10-02\nlinked: [mail]\n"
    "kpis: [mail/availability]\n---\n",
    "docs/zh/reports/month.md": """---
title: 服务月报
owner: boss
purpose: 给员工看
readers: [boss]
frequency: monthly
covers: [mail]
contents:
- {id: kept, name: 兑现, question: 做到了吗？, kpis: [mail/availability], shows: [promises, causes]}
- {id: plain, name: 一句话, question: 好不好？, source: 工单系统}
---
""",
}


def load(root: Path, changes: dict[str, str] | None = None) -> tuple[Handbook, Config]:
    """The handbook with some files changed (an empty text takes one away)."""
    for name, text in {**FILES, **(changes or {})}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text:
            path.write_text(text, encoding="utf-8")
    config = load_config(root)
    return load_handbook(root, config, use_cache=False, jobs=1), config


def span(text: str) -> Span:
    found = span_of(text)
    assert found is not None
    return found


def facts(handbook: Handbook, config: Config, text: str = "2026-10", scope: Scope | None = None) -> Monthly:
    return monthly(handbook, span(text), AS_OF, scope, config.handbook.holidays)


def draft(
    handbook: Handbook, config: Config, lang: str = "zh", spec: str = "", text: str = "2026-10", people: str = "names"
) -> Document:
    return compose(facts(handbook, config, text), handbook, words(lang), config.name(lang), people, spec)


def said(line: Line) -> str:
    return "".join(run.text for run in line)


def told(block: Block) -> list[str]:
    """Everything that a block says."""
    if isinstance(block, Table):
        return [" | ".join(said(cell) for cell in row) for row in block.rows]
    found = [getattr(block, key) for key in ("text", "question", "place") if hasattr(block, key)]
    lines = [*getattr(block, "items", ()), *getattr(block, "facts", ())]
    lines += [block.line] if hasattr(block, "line") else []
    return [*found, *(said(line) for line in lines)]


def everything(document: Document) -> list[str]:
    blocks = [*document.lead, *(block for part in document.parts for block in part.blocks)]
    return [text for block in blocks for text in told(block)]
