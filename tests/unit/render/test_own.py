"""Our own markup passes, nobody else's does."""

from __future__ import annotations

from markupsafe import Markup

from kb_tools.render.own import clean, own


def test_own_regions_are_kept_and_the_rest_is_sanitised() -> None:
    drawn = own(Markup('<svg><path d="M0 0"/></svg>'))
    html = f"<p onclick='x()'>a</p>{drawn}<svg><script>x()</script></svg>"
    assert clean(html) == '<p>a</p><div><svg><path d="M0 0"/></svg></div>'


def test_a_forged_slot_shows_nothing_that_is_not_there() -> None:
    assert clean('<div id="kb-slot-7"></div>') == ""


def test_a_region_inside_a_region_is_part_of_it() -> None:
    picture = own(Markup("<svg></svg>"))
    html = str(own(Markup('<table><tr><td>{}</td><td role="x">b</td></tr></table>').format(picture)))
    assert clean(html) == '<div><table><tr><td><div><svg></svg></div></td><td role="x">b</td></tr></table></div>'
