"""Modules become one script that gives the same values, and what cannot be translated is refused."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from support import refused

from kb_tools.errors import PublishError
from kb_tools.publish.classic_script import classic_script

MODULES = {
    "a/engine.js": (
        'import { fold, SIZE as size } from "./parts/fold.js";\n'
        "import * as all from '../shared.js';\n"
        'export { twice } from "../shared.js";\n'
        "// import nothing from here; an export in a comment stays one\n"
        "export async function open(text) {\n"
        "  return fold(text) + size + all.twice(2);\n"
        "}\n"
        "class Inner {}\n"
        "export { Inner as Engine };\n"
    ),
    "a/parts/fold.js": (
        'import {\n  twice,\n  // the second one\n  mark as sign,\n} from "../../shared.js";\n'
        "export const SIZE = twice(1);\n"
        "export function fold(text) { return sign + text; }\n"
    ),
    "shared.js": 'const mark = "^";\nexport const twice = (n) => 2 * n;\nexport { mark };\n',
}


def bundle(modules: dict[str, str], entry: str = "a/engine.js") -> str:
    def read(name: str) -> str:
        if name not in modules:
            raise FileNotFoundError(name)
        return modules[name]

    return classic_script(entry, read, "kbTest")


def test_the_script_gives_what_the_modules_export() -> None:
    node = shutil.which("node")
    assert node
    ask = (
        "globalThis.window = globalThis;"
        f"(0, eval)({json.dumps(bundle(MODULES))});"
        'kbTest.open("x").then((text) => console.log(JSON.stringify('
        "[text, kbTest.twice(4), new kbTest.Engine().constructor.name, Object.keys(kbTest).sort()])));"
    )
    done = subprocess.run([node, "-e", ask], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == ["^x24", 8, "Inner", ["Engine", "open", "twice"]]


def test_a_module_that_two_others_need_is_there_once_and_before_them() -> None:
    script = bundle(MODULES)
    assert script.count('modules["shared.js"] = ') == 1
    assert script.index('modules["shared.js"] = ') < script.index('modules["a/parts/fold.js"] = ')
    assert script == bundle(dict(reversed(MODULES.items())))


@pytest.mark.parametrize(
    "line",
    [
        "export default 3;",
        'import fold from "./parts/fold.js";',
        'import { x } from "lodash";',
        'import "https://cdn.example/x.js";',
        'const later = await import("./parts/fold.js");',
        "const here = import.meta.url;",
        "export let count = 0;",
    ],
)
def test_what_is_not_translated_is_refused(line: str) -> None:
    with refused(PublishError, "engine.js"):
        bundle({**MODULES, "a/engine.js": line})


def test_a_missing_module_is_named_with_the_one_that_needs_it() -> None:
    with refused(PublishError, r"a/parts/fold\.js, which a/engine\.js needs"):
        bundle({"a/engine.js": MODULES["a/engine.js"], "shared.js": MODULES["shared.js"]})


def test_a_circle_is_refused() -> None:
    with refused(PublishError, "in a circle"):
        bundle({"a/engine.js": 'import { b } from "./b.js";', "a/b.js": 'import { a } from "./engine.js";'})
