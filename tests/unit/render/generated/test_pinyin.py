"""Words stand under the letter where a reader looks for them."""

from __future__ import annotations

import re

import pytest
from generated_support import edition, overview

from kb_tools.config import Config
from kb_tools.model.handbook import Handbook
from kb_tools.render.generated.pinyin import OTHER, initial, sort_key

#: Every term of the example by its initial, written down by hand.
TERMS = {
    "B": "变更、变更顾问委员会、变通办法",
    "C": "成熟度等级",
    "D": "端到端监控",
    "F": "服务、服务级别协议、服务目录、服务请求、服务质量差距",
    "G": "关键绩效指标",
    "H": "恢复点目标、恢复时间目标",
    "I": "IT 服务管理",
    "J": "角色、紧急变更、紧急程度",
    "K": "可用性、客户",
    "L": "流程、流程管理者、流程所有者、流程执行者",
    "M": "面向服务的架构",
    "P": "PDCA 循环、配置管理数据库、配置项",
    "R": "RACI 矩阵、软件即服务",
    "S": "升级、事件",
    "W": "问题、Web 2.0",
    "Y": "已知错误、影响程度、用户、优先级、云计算、运营级别协议",
    "Z": "支撑合同、质量、重大事件",
}


def test_every_term_of_the_example_stands_under_its_initial(example: Handbook, example_config: Config) -> None:
    text = overview(edition(example, example_config, "zh"))["glossary"]
    found = {}
    for part in re.split(r"\n## ", text)[1:]:
        letter = part[0]
        found.update(dict.fromkeys(re.findall(r'<dt><a href="[^"]+">([^<]+)</a>', part), letter))
    assert found == {word: letter for letter, words in TERMS.items() for word in words.split("、")}
    assert len(found) == 42
    letters = [part[0] for part in re.split(r"\n## ", text)[1:]]
    assert letters == sorted(set(letters))


def test_english_terms_stand_under_their_letter(example: Handbook, example_config: Config) -> None:
    text = overview(edition(example, example_config, "en"))["glossary"]
    for part in re.split(r"\n## ", text)[1:]:
        names = re.findall(r'<dt><a href="[^"]+">([^<]+)</a>', part)
        assert names
        assert {name[0].upper() for name in names} == {part[0]}
        assert names == sorted(names, key=str.casefold)


@pytest.mark.parametrize(
    ("word", "letter"),
    [
        ("啊", "A"), ("芭", "B"), ("座", "Z"), ("匝", "Z"), ("压", "Y"), ("昔", "X"), ("挖", "W"), ("她", "T"),
        ("é", "E"), ("Ｓ", "S"), (" sla", "S"), ("42", OTHER), ("", OTHER), ("亍", OTHER), ("囧", OTHER), ("😀", OTHER),
    ],
)  # fmt: skip
def test_initials_at_the_edges(word: str, letter: str) -> None:
    assert initial(word) == letter


def test_words_without_a_letter_come_last() -> None:
    assert sorted(["囧", "啊", "Zoo", "42", "中"], key=sort_key)[-2:] == ["42", "囧"]
