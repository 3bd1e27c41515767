"""JSON Schemas accept what the checks accept, and refuse what they refuse.

The validator below knows just the keywords that the schemas use; an unknown keyword fails the test.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kb_tools.config import load_config
from kb_tools.content import content_types
from kb_tools.content.json_schema import DATA_SCHEMAS, data_schema, schema_names, type_schema
from kb_tools.load.frontmatter import split
from kb_tools.load.loader import load_handbook
from kb_tools.load.schema import plain
from kb_tools.load.tree import parse_tree

Kb = Callable[..., "tuple[int, str, str]"]
EXAMPLE = Path(__file__).parents[3]
NOTES = {"$schema", "$id", "$defs", "title", "description", "default", "enumDescriptions", "x-refers-to"}
KINDS = {
    "string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict,
}  # fmt: skip


def core(value: Any) -> Any:
    """Texts as a YAML 1.2 reader converts them."""
    if isinstance(value, dict):
        return {key: core(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [core(inner) for inner in value]
    if re.fullmatch(r"[-+]?\d+", value):
        return int(value)
    if re.fullmatch(r"[-+]?\d+\.\d+", value):
        return float(value)
    return {"true": True, "false": False}.get(value, value)


def faults(value: Any, node: Any, schema: dict[str, Any], path: str = "") -> list[str]:
    if node is True:
        return []
    if "$ref" in node:
        node = {**node, **schema["$defs"][node["$ref"].rsplit("/", 1)[1]]}
        del node["$ref"]
    found = []
    for word, wanted in node.items():
        if word in NOTES:
            continue
        found += [f"{path}: {word}" for ok in [check(word, wanted, value, schema, path)] if ok is False]
        if word in ("properties", "items", "additionalProperties", "patternProperties"):
            found += below(word, wanted, value, node, schema, path)
    return found


def check(word: str, wanted: Any, value: Any, schema: dict[str, Any], path: str) -> bool:  # noqa: PLR0912
    match word:
        case "type":
            kinds = [wanted] if isinstance(wanted, str) else wanted
            return any(isinstance(value, KINDS[k]) and (k == "boolean" or value is not True) for k in kinds)
        case "enum":
            return value in wanted
        case "const":
            return value == wanted
        case "pattern":
            return not isinstance(value, str) or bool(re.search(wanted, value))
        case "format":
            return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)))
        case "minimum":
            return not isinstance(value, (int, float)) or value >= wanted
        case "maximum":
            return not isinstance(value, (int, float)) or value <= wanted
        case "minItems":
            return not isinstance(value, list) or len(value) >= wanted
        case "maxItems":
            return not isinstance(value, list) or len(value) <= wanted
        case "required":
            return all(key in value for key in wanted)
        case "anyOf":
            return any(not faults(value, branch, schema, path) for branch in wanted)
        case "propertyNames":
            return all(not faults(key, wanted, schema, path) for key in value)
        case "properties" | "items" | "additionalProperties" | "patternProperties":
            return True
    raise AssertionError(f"{path}: the test does not know {word!r}")


def below(word: str, wanted: Any, value: Any, node: Any, schema: dict[str, Any], path: str) -> list[str]:
    if word == "items" and isinstance(value, list):
        return [row for n, item in enumerate(value) for row in faults(item, wanted, schema, f"{path}/{n}")]
    if not isinstance(value, dict) or word in ("items", "patternProperties"):
        return []
    known = node.get("properties", {})
    if word == "properties":
        return [row for key in known.keys() & value for row in faults(value[key], known[key], schema, f"{path}/{key}")]
    patterns = node.get("patternProperties", {})
    extra = [key for key in value if key not in known and not any(re.search(p, key) for p in patterns)]
    if wanted is False:
        return [f"{path}/{key}: unknown" for key in extra]
    return [row for key in extra for row in faults(value[key], wanted, schema, f"{path}/{key}")]


def front(text: str) -> Any:
    tree = parse_tree(split(text).yaml, 2)
    assert tree.root
    return core(plain(tree.root))


def test_every_page_of_the_example_fits_its_schema() -> None:
    config = load_config(EXAMPLE)
    handbook = load_handbook(EXAMPLE, config, use_cache=False, jobs=1)
    for page in handbook.pages:
        if page.has_front_matter and page.readable:
            schema = type_schema(page.type)
            assert faults(front(page.text), schema, schema, page.path) == []


@pytest.mark.parametrize("name", DATA_SCHEMAS)
def test_every_data_file_of_the_example_fits(name: str) -> None:
    schema = data_schema(name)
    found = sorted((EXAMPLE / "docs/data").glob(DATA_SCHEMAS[name][2]))
    assert found
    for file in found:
        tree = parse_tree(file.read_text(encoding="utf-8"), 1, 10**7)
        assert tree.root
        assert faults(core(plain(tree.root)), schema, schema, name) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("owner: mail-service-owner", "onwer: mail-service-owner", "/onwer: unknown"),
        ("owner: mail-service-owner", "x-owner: mail-service-owner", ": required"),
        ("criticality: 3", "criticality: 9", "/criticality: maximum"),
        ("rto: 4 h", "rto: 4小时", "/rto: pattern"),
        ("stage: live", "stage: living", "/stage: enum"),
        ("target: 99.5", "target: many", "/kpis/0/target: anyOf"),
    ],
)
def test_what_the_checks_refuse_does_not_fit(handbook: Path, old: str, new: str, fault: str) -> None:
    text = (handbook / "docs/zh/services/mail.md").read_text(encoding="utf-8")
    schema = type_schema("service")
    assert faults(front(text), schema, schema) == []
    assert old in text
    assert fault in faults(front(text.replace(old, new)), schema, schema)


def test_fields_are_explained_in_both_languages() -> None:
    schema = type_schema("process")
    assert schema["title"] == "流程 / process"
    owner = schema["properties"]["owner"]
    assert owner["title"] == "流程所有者 / Process owner"
    chinese, english = owner["description"].split("\n\n")
    assert "角色" in chinese
    assert english == "Role that answers for the result (a role of kind owner)."
    assert owner["x-refers-to"] == ["role"]
    inputs = schema["$defs"]["Input"]["properties"]
    assert "from" in inputs
    assert "from_" not in inputs
    assert schema["properties"]["status"]["enumDescriptions"][0] == "草稿 / Draft"


@pytest.mark.parametrize("name", schema_names())
def test_no_english_description_without_a_chinese_one(name: str) -> None:
    schema = data_schema(name) if name in DATA_SCHEMAS else type_schema(name)
    for text in descriptions(schema):
        assert "\n\n" in text, text


def descriptions(schema: dict[str, Any]) -> list[str]:
    models = [schema, *schema.get("$defs", {}).values()]
    fields = [field for model in models for field in model.get("properties", {}).values()]
    return [field["description"] for field in fields if "description" in field]


def test_fields_of_the_organisation_are_in_its_schema(kb: Kb, handbook: Path) -> None:
    with (handbook / "kb.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[types.service.fields.cost_centre]\nkind = "choice"\nchoices = ["K1"]\nrequired = true\n'
            'label = { zh = "成本中心", en = "Cost centre" }\n'
            '[types.service.fields.reviewers]\nkind = "ref"\nto = ["role"]\nmany = true\n'
        )
    schema = json.loads(kb("schema", "service")[1])
    assert schema["properties"]["cost_centre"] == {"title": "成本中心 / Cost centre", "enum": ["K1"]}
    assert schema["properties"]["reviewers"]["items"] == {"type": "string", "x-refers-to": ["role"]}
    assert "cost_centre" in schema["required"]
    assert "reviewers" not in schema["required"]


def test_schemas_are_written_the_same_each_time(kb: Kb, handbook: Path) -> None:
    assert kb("schema", "--out", "one")[0] == 0
    written = {file.name: file.read_bytes() for file in (handbook / "one").iterdir()}
    assert set(written) == {f"{name}.schema.json" for name in schema_names()}
    for name in [*DATA_SCHEMAS, "service"]:  # what `kb init` wrote
        assert (handbook / f"schemas/{name}.schema.json").read_bytes() == written[f"{name}.schema.json"]


def test_schemas_need_no_handbook(kb: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, _ = kb("schema")
    assert code == 0
    assert set(json.loads(out)) == {*content_types(), *DATA_SCHEMAS}
