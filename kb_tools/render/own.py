"""Our own markup inside a page, kept apart from what authors write.

Diagrams and forms need tags that no author may use. They stand between two comments; bodies are published without
comments and every other text is escaped, so nobody but the templates can write these.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from kb_tools.model.allowed_html import sanitise

__all__ = ["clean", "own"]

_OPEN, _CLOSE = "<!-- kb:own -->", "<!-- /kb:own -->"
_REGION = re.compile(f"{_OPEN}(.*?){_CLOSE}", re.DOTALL)
_SLOT = re.compile(r'<div id="kb-slot-(\d+)"></div>')


def own(markup: Markup) -> Markup:
    """Markup of ours as a block of a page; regions inside it become part of it."""
    inner = Markup(str(markup).replace(_OPEN, "").replace(_CLOSE, ""))
    return Markup("<div>{}{}{}</div>").format(Markup(_OPEN), inner, Markup(_CLOSE))


def clean(html: str) -> str:
    """HTML of a page: our own regions as they are, everything else sanitised."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[1])
        return f'<div id="kb-slot-{len(kept) - 1}"></div>'

    cleaned = sanitise(_REGION.sub(keep, html))
    return _SLOT.sub(lambda match: kept[int(match[1])] if int(match[1]) < len(kept) else "", cleaned)
