"""ES modules of ours as one classic script, because a browser loads no modules from `file://`.

Our modules keep to a part of the language that can be translated line by line: imports and exports stand at the start
of a line, exports have names, imports are relative. Anything else is refused, so a bundle does what its modules do.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable

from kb_tools.errors import PublishError

__all__ = ["classic_script"]

_IMPORT = re.compile(r'^import\s+(?:\{([^{}]*)\}|\*\s+as\s+([\w$]+))\s+from\s+["\']([^"\'\n]+)["\'];?', re.M)
_LOAD = re.compile(r'^import\s+["\']([^"\'\n]+)["\'];?', re.M)
_EXPORT_FROM = re.compile(r'^export\s+\{([^{}]*)\}\s+from\s+["\']([^"\'\n]+)["\'];?', re.M)
_EXPORT_LIST = re.compile(r"^export\s+\{([^{}]*)\};?", re.M)
_EXPORT_NAMED = re.compile(r"^export\s+((?:async\s+)?function\s*\*?|class|const)\s+([\w$]+)", re.M)
_NOT_TRANSLATED = re.compile(r"^(?:import|export)\b.*$|\bimport\.meta\b.*$|\bimport\s*\(.*$", re.M)
_COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)


def classic_script(entry: str, read: Callable[[str], str], name: str = "") -> str:
    """A module and everything that it imports, as one script that runs wherever scripts run.

    Args:
        entry: Path of the module, with `/`.
        read: Gives the text of a module by such a path.
        name: Global that holds the exports of the entry; none when empty.

    Returns:
        The script; the same modules give the same bytes.

    Raises:
        PublishError: A module is missing, imports itself, or uses what is not translated.
    """
    order: list[str] = []
    parts = _collect(entry, read, (), order, {})
    body = "".join(f"modules[{json.dumps(path)}] = {parts[path]};\n" for path in order)
    given = f"window.{name} = modules[{json.dumps(entry)}];\n" if name else ""
    return f'(() => {{\n"use strict";\nconst modules = {{}};\n{body}{given}}})();\n'


def _collect(
    path: str, read: Callable[[str], str], above: tuple[str, ...], order: list[str], parts: dict[str, str]
) -> dict[str, str]:
    """Translate a module after those that it imports; `order` and `parts` are filled."""
    if path in above:
        raise PublishError("error.offline_module_cycle", name=path)
    if path in parts:
        return parts
    try:
        source = read(path)
    except OSError:
        raise PublishError("error.offline_module_missing", name=path, by=above[-1] if above else path) from None
    wanted = [match[1] for match in _LOAD.finditer(source)]
    wanted += [match[3] for match in _IMPORT.finditer(source)] + [match[2] for match in _EXPORT_FROM.finditer(source)]
    for target in sorted(set(wanted)):
        _collect(_resolve(path, target), read, (*above, path), order, parts)
    parts[path] = _translate(path, source)
    order.append(path)
    return parts


def _resolve(path: str, target: str) -> str:
    if not target.startswith(("./", "../")):
        raise PublishError("error.offline_module_syntax", name=path, line=f'import "{target}"')
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def _translate(path: str, source: str) -> str:
    """One module as a function that is called at once and returns its exports."""
    exports: list[tuple[str, str]] = []

    def imported(match: re.Match[str]) -> str:
        module = f"modules[{json.dumps(_resolve(path, match[3]))}]"
        if match[2]:
            return f"const {match[2]} = {module};"
        names = ", ".join(f"{a}: {b}" if a != b else a for a, b in _pairs(match[1]))
        return f"const {{ {names} }} = {module};"

    def passed_on(match: re.Match[str]) -> str:
        module = f"modules[{json.dumps(_resolve(path, match[2]))}]"
        exports.extend((outer, f"{module}.{inner}") for inner, outer in _pairs(match[1]))
        return ""

    def listed(match: re.Match[str]) -> str:
        exports.extend((outer, inner) for inner, outer in _pairs(match[1]))
        return ""

    def named(match: re.Match[str]) -> str:
        exports.append((match[2], match[2]))
        return f"{match[1]} {match[2]}"

    text = _LOAD.sub("", _IMPORT.sub(imported, source))
    text = _EXPORT_NAMED.sub(named, _EXPORT_LIST.sub(listed, _EXPORT_FROM.sub(passed_on, text)))
    if left := _NOT_TRANSLATED.search(_COMMENT.sub("", text)):
        raise PublishError("error.offline_module_syntax", name=path, line=left[0].strip()[:80])
    given = ", ".join(f"{outer}: {inner}" if outer != inner else outer for outer, inner in exports)
    return f"(() => {{\n{text.strip()}\nreturn {{ {given} }};\n}})()"


def _pairs(names: str) -> list[tuple[str, str]]:
    """`a, b as c` -> (a, a), (b, c)."""
    found = []
    for part in _COMMENT.sub("", names).split(","):
        words = part.split()
        if words:
            found.append((words[0], words[-1]))
    return found
