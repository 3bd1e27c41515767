"""A handbook of any size, always the same for the same numbers: types, fields, lengths and links as in a grown one.

Every reference resolves, but for a few pages with a mistake each, so that reporting is part of what is measured.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.phrases import (
    ALARMS,
    COMMANDS,
    ENGLISH,
    PLACES,
    SENTENCES,
    STEPS,
    SYMPTOMS,
    SYSTEMS,
    WORDS,
)

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
_PREFIX = {"known-error": "ke", "procedure": "proc", "term": "term", "article": "note", "process": "process"}
_PREFIX |= {"role": "role", "service": "service", "agreement": "sla"}
#: One page in so many has a mistake.
_MISTAKE_EVERY = 400
_MONTHS = [f"2025-{month:02}" for month in range(11, 13)] + [f"2026-{month:02}" for month in range(1, 11)]


def generate(root: Path, pages: int, people: int = 0, seed: int = 20261115) -> None:
    """Write a handbook of `pages` pages and `people` people (a fifth of the pages when 0) below `root`."""
    _Writer(root, pages, people or max(20, pages // 5), random.Random(seed)).write()


@dataclass
class _Writer:
    root: Path
    pages: int
    people: int
    rng: random.Random
    ids: dict[str, list[str]] = field(default_factory=dict)

    def write(self) -> None:
        for kind, (_, share) in SHARES.items():
            number = max(2, round(self.pages * share / 100))
            self.ids[kind] = [f"{_PREFIX[kind]}-{index:05}" for index in range(number)]
        surplus = sum(map(len, self.ids.values())) - self.pages
        if surplus > 0:
            del self.ids["known-error"][-surplus:]
        self._put("kb.toml", '[handbook]\nlanguages = ["zh"]\n\n[check]\nas_of = 2026-11-15\n')
        self._data()
        self._put("docs/index.md", f"---\ntitle: 手册\n---\n\n{self._body(4)}")
        total = 0
        for kind, ids in self.ids.items():
            folder = SHARES[kind][0]
            writer = getattr(self, f"_{kind.replace('-', '_')}")
            for index, page_id in enumerate(ids):
                text = writer(page_id, index)
                total += 1
                if total % _MISTAKE_EVERY == 0:
                    text = self._spoil(text)
                self._put(f"docs/{folder}/{page_id}.md", text)

    def _put(self, name: str, text: str) -> None:
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def _spoil(self, text: str) -> str:
        old, new = self.rng.choice(
            [
                ("\ntitle: ", "\ntilte: "),
                ("authors: [", "authors: [nobody, "),
                ("date: 2026-", "date: 2026-02-3"),
                ("\n\n## ", "\n\n见 [[does-not-exist]] 和 [旧页面](gone.md)。\n\n## "),
            ]
        )
        return text.replace(old, new, 1)

    def _id(self, kind: str) -> str:
        return self.rng.choice(self.ids[kind])

    def _person(self) -> str:
        return f"person-{self.rng.randrange(self.people):05}"

    def _date(self, year: int = 2026) -> str:
        return f"{year}-{self.rng.randint(1, 10):02}-{self.rng.randint(1, 28):02}"

    def _phrase(self, text: str) -> str:
        choice, number = self.rng.choice, self.rng.randint
        link = choice(
            (f"[[{self._id('known-error')}]]", f"[[{self._id('procedure')}|这份步骤]]", f"[[{self._id('term')}]]")
        )
        return text.format(
            system=choice(SYSTEMS), place=choice(PLACES), alarm=choice(ALARMS), symptom=choice(SYMPTOMS),
            word=choice(WORDS), word2=choice(WORDS), host=f"srv-{number(1, 400):03}", role=f"[[{self._id('role')}]]",
            unit=choice(("postfix", "dhcpd", "oracle", "nginx", "slapd", "cupsd")), link=link,
            code=f"{number(400, 559)} {number(1, 9)}.{number(1, 9)}.{number(1, 9)}",
            n=number(5, 95), m=number(100, 9000), k=number(2, 9),
        )  # fmt: skip

    def _paragraph(self, sentences: int) -> str:
        pool = SENTENCES if self.rng.random() < 0.8 else ENGLISH
        return " ".join(self._phrase(self.rng.choice(pool)) for _ in range(sentences))

    def _body(self, paragraphs: int) -> str:
        return "\n\n".join(self._paragraph(self.rng.randint(2, 3)) for _ in range(paragraphs)) + "\n"

    def _code(self) -> str:
        return "```bash\n" + "\n".join(self._phrase(self.rng.choice(COMMANDS)) for _ in range(3)) + "\n```\n"

    def _steps(self, number: int) -> str:
        return "".join(f"{index}. {self._phrase(self.rng.choice(STEPS))}\n" for index in range(1, number + 1))

    def _table(self) -> str:
        rows = "".join(
            f"| {self._phrase('{place} {alarm}')} | {self._phrase('{link}')} | {self.rng.randint(5, 60)} 分钟 |\n"
            for _ in range(4)
        )
        return f"| 情况 | 怎么办 | 时限 |\n|---|---|---|\n{rows}"

    def _envelope(self) -> str:
        return (
            f"authors: [{self._person()}]\n"
            f"reviewed: {{by: {self._person()}, date: {self._date()}}}\n"
            f"review_every: {self.rng.choice(('6 months', '12 months', '2 years'))}\n"
            'frameworks: {iso20000: ["8.6.1"], itil4: [incident-management], fitsm: [PR9]}\n'
            f"aliases: [{', '.join(self.rng.sample(WORDS, 3))}]\n"
        )

    def _known_error(self, page_id: str, index: int) -> str:
        symptoms = "".join(f"  - {text}，{self._phrase('{place}')}\n" for text in self.rng.sample(SYMPTOMS, 4))
        author = self._person()
        return (
            f"---\ntitle: {self._phrase('{system}：{alarm}')} — {page_id}\n"
            f"summary: {self._phrase('{system}{alarm}，{place}受影响；腾出空间后 {n} 分钟恢复。')}\n"
            f"services: [{self._id('service')}]\nsymptoms:\n{symptoms}"
            f'error_messages: ["{self._phrase("{code}")} Insufficient system storage"]\n'
            f"environment: [Postfix 3.{index % 9}, {self._phrase('{host}')}, Debian 12]\n"
            f"state: validated\nresolution: workaround\nimpact: {index % 4 + 1}\nurgency: {index % 3 + 1}\n"
            f"category: 软件/{self._phrase('{word}')}/传输\nworkaround_minutes: {self.rng.randint(5, 60)}\n"
            f"found_by: {author}\nverified: {{by: person-00000, date: {self._date()}}}\nvalid_until: 2027-10-08\n"
            f"occurrences: [{self._date(2025)}, {self._date()}]\nproblem: PBM{index:07}\n"
            f"incidents: [INC{index:07}, INC{index + 9000:07}]\n"
            f"user_message: {self._phrase('我们已知{system}延迟，正在处理，预计 {n} 分钟内恢复。')}\n"
            f"{self._envelope()}---\n\n## 原因\n\n{self._body(3)}\n## 变通办法\n\n{self._steps(5)}\n{self._code()}\n"
            f"## 怎样确认已恢复\n\n{self._table()}\n{self._body(1)}"
        )

    def _procedure(self, page_id: str, index: int) -> str:
        return (
            f"---\ntitle: {self._phrase('处理{system}{alarm}')} — {page_id}\n"
            f"summary: {self._phrase('{n} 分钟内确认、处置、回告。')}\nprocess: {self._id('process')}\n"
            f"performer: {self._id('role')}\naccountable: {self._id('role')}\nservices: [{self._id('service')}]\n"
            f"inputs: [用户来电、自助单或监控告警, 当前公告和主单列表]\noutputs: [已定级的事件单, {self._phrase('{word}')}记录]\n"
            f"tools: [工单系统, 监控平台]\ntime_limit: {self.rng.randint(5, 60)} min\nescalation:\n"
            f"  - {{after: 15 min, to: {self._id('role')}}}\n  - {{after: 1 h, to: {self._id('role')}}}\n"
            f"beginner_tested_by: {self._person()}\n{self._envelope()}---\n\n## 什么时候用\n\n{self._body(1)}\n"
            f"## 步骤\n\n{self._steps(9)}\n{self._code()}\n## 做不下去怎么办\n\n{self._table()}\n{self._body(1)}"
        )

    def _term(self, page_id: str, index: int) -> str:
        return (
            f"---\ntitle: {self._phrase('{word}{word2}')} {page_id}\ndefinition: {self._phrase('为{system}规定的{word}方法。')}\n"
            f"abbreviations: [T{index}]\nsynonyms: [{self._phrase('{word}{alarm}')} {index}]\n"
            f"colloquial: [{self._phrase('{symptom}')}]\nsource: ISO/IEC 20000-1:2018, 3.2.{index % 30}\n"
            f"see: [{self._id('term')}, {self._id('procedure')}]\n{self._envelope()}---\n\n## 说明\n\n{self._body(3)}"
        )

    def _article(self, page_id: str, index: int) -> str:
        return (
            f"---\ntitle: {self._phrase('{place}{system}')}笔记 {page_id}\nowner: {self._id('role')}\n{self._envelope()}---\n\n"
            f"# 背景\n\n{self._body(3)}\n## 经过\n\n{self._table()}\n{self._code()}\n"
            f"## 结论\n\n{self._body(2)}\n见 [首页](../index.md) 和 [步骤](../procedures/{self._id('procedure')}.md)。\n"
        )

    def _role(self, page_id: str, index: int) -> str:
        above = self.ids["role"][index // 8] if index else ""
        kind = ("owner", "manager", "operator", "service-owner")[index % 4]
        return (
            f"---\ntitle: {self._phrase('{system}{word}')}岗 {page_id}\nkind: {kind}\n"
            f"purpose: {self._phrase('让{system}可用、够快、恢复得出来。')}\ncriticality: {index % 3 + 1}\nrequired_cover: 2\n"
            f"responsibilities: [备份与恢复, 性能调优, {self._phrase('{system}{word}')}]\n"
            f"authority:\n  - {{decision: 批准紧急停机, limit: P1 期间}}\n{f'reports_to: {above}' if above else '# top'}\n"
            f"skills:\n  - {{skill: oracle, level: {index % 3 + 1}}}\n"
            f"holders:\n  - {{person: {self._person()}, since: 2022-03-01}}\n"
            f"deputies:\n  - person: {self._person()}\n    since: 2026-01-10\n    proven:\n"
            f"      - {{date: {self._date()}, how: 独立完成恢复演练, evidence: rev-{index:04}}}\n"
            f"handover: [口令保管处, 厂商联系人, 在办变更]\nlearning: [{self._id('procedure')}, {self._id('known-error')}]\n"
            f"{self._envelope()}---\n\n## 代班每天看四样\n\n{self._code()}\n## 遇到这些情况\n\n{self._table()}\n{self._body(2)}"
        )

    def _kpis(self, number: int) -> str:
        return "kpis:\n" + "".join(
            f"  - id: kpi-{index}\n    name: {self._phrase('{word}')}指标 {index}\n    kind: effectiveness\n"
            f"    formula: 按时完成的{self._phrase('{word}')} / 全部\n    unit: \"%\"\n    direction: higher\n"
            f"    target: 95\n    amber: 90\n    frequency: monthly\n    source: 工单系统\n"
            f"    collector: {self._id('role')}\n"
            for index in range(number)
        )

    def _process(self, page_id: str, index: int) -> str:
        activities = "".join(
            f"  - id: act-{number}\n    name: {self._phrase('{word}{word2}')}\n    description: {self._phrase('{alarm}时核对{word}，{n} 分钟内完成。')}\n"
            f"    responsible: [{self._id('role')}, {self._id('role')}]\n    accountable: {self._id('role')}\n"
            f"    informed: [{self._id('role')}]\n    procedure: {self._id('procedure')}\n    time_limit: {number * 5 + 5} min\n"
            for number in range(6)
        )
        owner = self.ids["role"][index * 4 % len(self.ids["role"])]
        return (
            f"---\ntitle: {self._phrase('{system}{word}')}管理 {page_id}\nowner: {owner}\nmanager: {self._id('role')}\n"
            f"purpose: {self._phrase('尽快恢复{system}，把影响降到最低。')}\nscope:\n  in: 全部在运行的服务\n  out: 服务请求，见[[{self._id('procedure')}]]\n"
            f"triggers: [用户来电, 监控告警]\ninputs:\n  - {{name: 配置信息, from: {self._id('process')}}}\n"
            f"outputs:\n  - {{name: 事件记录, to: {self._id('process')}}}\nactivities:\n{activities}"
            f"resources: {{tools: [工单系统], information: [已知错误库, 配置库]}}\nquality_standards:\n"
            f"  - {{characteristic: 及时性, requirement: P1 15 分钟内响应, measured_by: kpi-0}}\n{self._kpis(3)}"
            f"records:\n  - {{name: 事件单, system: 工单系统, retention: 36 months}}\n{self._envelope()}---\n\n"
            f"## 怎么运转\n\n{self._table()}\n{self._body(3)}\n## 常见错误\n\n{self._steps(4)}\n见 [[{page_id}#act-1]]。\n"
        )

    def _service(self, page_id: str, index: int) -> str:
        owner = self.ids["role"][(index * 4 + 3) % len(self.ids["role"])]
        return (
            f"---\ntitle: {self._phrase('{system}')} {page_id}\nowner: {owner}\npurpose: {self._phrase('让我们随时能用{system}。')}\n"
            f"criticality: {index % 3 + 1}\nchannels: [服务台热线 8000, 自助服务台]\nhours: 7×24，维护窗口除外\nteams: [team-0]\n"
            f"depends_on: [{self.ids['service'][0]}]\nrto: 4 h\nrpo: 1 h\n{self._kpis(2)}{self._envelope()}---\n\n## 说明\n\n{self._body(3)}"
        )

    def _agreement(self, page_id: str, index: int) -> str:
        service = self.ids["service"][index % len(self.ids["service"])]
        return (
            f"---\ntitle: {self._phrase('{system}')}服务级别协议 {page_id}\nkind: SLA\nservice: {service}\nprovider: team-0\ncustomer: staff\n"
            f"targets:\n  - id: availability\n    name: 可用率\n    metric: {service}/kpi-0\n    value: 99.5\n    unit: \"%\"\n"
            f"  - {{id: p1, name: 全公司不能用, priority: P1, respond_within: 15 min, restore_within: 4 h}}\n"
            f"valid_from: 2026-01-01\nvalid_to: 2027-12-31\n{self._envelope()}---\n\n## 怎么理解\n\n{self._body(3)}"
        )

    def _data(self) -> None:
        self._put("docs/data/teams.yml", "team-0:\n  name: {zh: 基础设施组, en: Infrastructure}\n")
        self._put("docs/data/parties.yml", "staff:\n  kind: customer\n  name: {zh: 全体员工, en: All staff}\n")
        people = "".join(
            f"person-{index:05}:\n  name: {{zh: 员工{index}, en: Person {index}}}\n  team: team-0\n  employment: employee\n"
            f"  active_from: 2018-03-01\n  contact: ext:{index + 1000}\n  skills:\n"
            f"    - {{skill: oracle, level: 4, assessed_on: {self._date()}}}\n"
            f"    - {{skill: network, level: {index % 5 + 1}, assessed_on: {self._date()}}}\n"
            f"  training:\n    - {{process: {self._id('process')}, on: {self._date()}}}\n"
            for index in range(self.people)
        )
        self._put("docs/data/people.yml", people)
        for kind, kpis in (("process", 3), ("service", 2)):
            rows = "".join(
                f"{page_id}/kpi-{kpi},{month},{self.rng.randint(800, 1000) / 10},\n"
                for page_id in self.ids[kind]
                for kpi in range(kpis)
                for month in _MONTHS
            )
            self._put(f"docs/data/actuals/{kind}.csv", f"kpi,period,value,note\n{rows}")
