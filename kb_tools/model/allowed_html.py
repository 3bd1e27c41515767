"""What a page may bring along: HTML tags, attributes and address schemes.

The checks refuse what is not listed here, the renderer strips it; both read this one list, so that a page which passes
`kb check` loses nothing when it is published.
"""

from __future__ import annotations

import html
import re

import nh3

__all__ = [
    "ATTRIBUTES",
    "ATTRIBUTE_VALUES",
    "RESERVED_PREFIXES",
    "TAGS",
    "URL_ATTRIBUTES",
    "URL_SCHEMES",
    "is_allowed_attribute",
    "sanitise",
    "scheme_of",
]

#: Everything that Markdown writes, and what is as harmless.
TAGS = frozenset(
    # text
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
    }
    | {
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
    }
    | {"wbr"}
    # blocks
    | {"blockquote", "center", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5"}
    | {"h6", "hr", "img", "li", "ol", "p", "pre", "section", "summary", "ul"}
    # tables
    | {"caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
    # check boxes of task lists
    | {"input", "label"}
)
_ALIGNED = frozenset({"align"})
_CELL = frozenset({"align", "valign", "colspan", "rowspan", "headers", "scope", "width"})
#: Tag -> attributes; `*` for every tag.
ATTRIBUTES: dict[str, frozenset[str]] = {
    "*": frozenset({"class", "id", "title", "lang", "dir", "aria-label", "aria-hidden"}),
    "a": frozenset({"href", "name", "hreflang", "download"}),
    "col": frozenset({"align", "span", "width"}),
    "del": frozenset({"datetime"}),
    "details": frozenset({"open"}),
    "img": frozenset({"align", "alt", "height", "loading", "src", "width"}),
    "input": frozenset({"checked", "disabled"}),
    "ins": frozenset({"datetime"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"reversed", "start", "type"}),
    "td": _CELL,
    "th": _CELL,
    "time": frozenset({"datetime"}),
    **dict.fromkeys(("div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "p", "table", "tr"), _ALIGNED),
}
#: Tag -> attribute -> the only values that it may have. A check box is what a task list consists of.
ATTRIBUTE_VALUES: dict[str, dict[str, frozenset[str]]] = {
    "a": {"target": frozenset({"_blank"})},
    "input": {"type": frozenset({"checkbox"})},
}
#: Attributes that hold an address.
URL_ATTRIBUTES = frozenset(
    {"action", "background", "cite", "data", "formaction", "href", "longdesc", "manifest", "ping", "poster", "src"}
    | {"srcset", "xlink:href"}
)
#: Where a link may lead, besides relative addresses.
URL_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
#: Ids that begin like this belong to the product and to the site generator.
RESERVED_PREFIXES = ("kb-", "__")

_REL = "noopener noreferrer"
_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\u2060\ufeff]+")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")


def is_allowed_attribute(tag: str, name: str, value: str) -> bool:
    """Whether a tag may carry this attribute (`rel` may stand anywhere: it is replaced by ours)."""
    if name in ATTRIBUTES["*"] or name in ATTRIBUTES.get(tag, ()) or (tag == "a" and name == "rel"):
        return True
    return value in ATTRIBUTE_VALUES.get(tag, {}).get(name, ())


def scheme_of(url: str) -> str:
    """The scheme of an address as a lenient browser would read it, in lower case; empty for a relative address.

    Entities are decoded, blanks and control characters ignored wherever they stand (`java&#10;script:`).
    """
    match = _SCHEME.match(_IGNORED.sub("", html.unescape(url)))
    return match[1].lower() if match else ""


def sanitise(markup: str) -> str:
    """HTML without anything that is not listed here."""
    return nh3.clean(
        markup,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        tag_attribute_values={
            tag: {name: set(values) for name, values in found.items()} for tag, found in ATTRIBUTE_VALUES.items()
        },
        url_schemes=set(URL_SCHEMES),
        link_rel=_REL,
    )
