"""Material's inline scripts as files, so that pages work under a Content-Security-Policy without `unsafe-inline`.

Exactly three are moved, by name, from the installed theme; anything else inline stays inline and is refused by the
policy, so that an injected script can never be laundered into a trusted file.
"""

from __future__ import annotations

import re
from importlib import resources

__all__ = ["frame_scripts"]

#: Partial of the theme -> file that replaces its script. The partials of the same name in our theme load these files.
_MOVED = {"base": "frame-base.js", "palette": "frame-palette.js", "content": "frame-content.js"}
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_SCOPE = re.compile(r'new URL\("\{\{[^}]*\}\}",\s*location\)')
_CONDITION = re.compile(r"\{% if .*?\{% endif %\}", re.DOTALL)


def frame_scripts() -> dict[str, str]:
    """File name below `assets/kb/` -> script.

    Raises:
        ValueError: The theme's scripts no longer look as expected; its pinned version was changed.
    """
    folder = resources.files("material") / "templates" / "partials" / "javascripts"
    found = {}
    for partial, name in _MOVED.items():
        source = _CONDITION.sub("", (folder / f"{partial}.html").read_text(encoding="utf-8"))
        scripts = _SCRIPT.findall(source)
        # the root of the site is two folders above the file itself, whatever page loads it
        script, number = _SCOPE.subn('new URL("../..",document.currentScript.src)', "".join(scripts))
        if len(scripts) != 1 or number != (partial == "base") or "{{" in script:
            raise ValueError(f"the theme's script {partial}.html is not the one that was checked")
        found[name] = script + "\n"
    return found
