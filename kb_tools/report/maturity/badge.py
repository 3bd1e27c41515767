"""A badge: a small SVG image that says a level, for a README or a page elsewhere; the same bytes for the same level."""

from __future__ import annotations

import unicodedata

from markupsafe import Markup

from kb_tools.locale import Words

__all__ = ["badge_svg"]

#: Level -> colour behind it; white text on each has a contrast of 4.5:1 or more.
_COLOURS = {0: "#5a6068", 1: "#b3261e", 2: "#a34700", 3: "#7a6000", 4: "#2e6f40", 5: "#1b5e8a"}
_SIZE, _PADDING, _HEIGHT = 11, 7, 20
_WIDE, _NARROW = 1.0, 0.62


def badge_svg(level: int, words: Words) -> str:
    """The image.

    Args:
        level: 1 to 5; 0 when there is no process.
        words: Language of its words.
    """
    label = words("maturity_report.badge")
    text = words("maturity_report.badge_text", level=level) if level else words("insight.none")
    left, right = (_width(part) + 2 * _PADDING for part in (label, text))
    return str(
        _SVG.format(
            width=left + right,
            height=_HEIGHT,
            left=left,
            right=right,
            label=label,
            text=text,
            name=f"{label}: {text}",
            first=left // 2,
            second=left + right // 2,
            colour=_COLOURS[level],
            size=_SIZE,
        )
    )


def _width(text: str) -> int:
    """Width in pixels, rather too wide than too narrow: nobody knows the font that shows it."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return round(_SIZE * (wide * _WIDE + (len(text) - wide) * _NARROW)) + 1


_SVG = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    ' role="img" aria-label="{name}"><title>{name}</title>'
    '<rect width="{width}" height="{height}" rx="3" fill="#3b4048"/>'
    '<path d="M{left} 0h{right}v{height}h-{right}z" fill="{colour}"/>'
    '<g fill="#fff" font-family="Verdana,Noto Sans CJK SC,Microsoft YaHei,sans-serif" font-size="{size}"'
    ' text-anchor="middle"><text x="{first}" y="14">{label}</text><text x="{second}" y="14">{text}</text></g></svg>\n'
)
