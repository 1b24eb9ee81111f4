"""Hostile text stays text: in Python, in the file, and in the browser."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import branca.element
import jinja2
import pandas as pd
import pytest

from geo.errors import InputError
from maps import (
    PALETTE,
    MapPage,
    Style,
    add_areas,
    add_claim,
    add_heat,
    add_hexagons,
    add_lines,
    add_links,
    add_rings,
    add_sites,
)
from tests.maps.pages import TAJI, fill, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import geopandas as gpd

    from maps.cards import ClaimCard
    from tests.maps.pages import Opened

HOSTILE = [
    "{{ 7*7 }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{# comment #}",
    "${window.pwned=1}",
    "`;window.pwned=1;`",
    "'\";window.pwned=1;//",
    "</script><script>window.pwned=1</script>",
    "<!--<script>",
    "]]><script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    "<svg onload=window.pwned=1>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "<a href=javascript:window.pwned=1>click</a>",
    "<style>*{display:none}</style>",
    "<base href=https://example.org/>",
    "<meta http-equiv=refresh content=0;url=https://example.org/>",
    "&lt;b&gt;&amp;&#60;",
    "\u2028window.pwned=1\u2029",
    "\ud800 lone \udc00 surrogates \udfff",
    "NUL \x00 and \x01\x1f\x7f controls",
    "\u202egnirts idib\u202c \u2066isolates\u2069 \u200f\u200e",
    "a\r\nb\tc\\u003cscript\\u003e\\",
    "__proto__",
    "constructor",
    "undefined",
    "جرف الصخر",
    "🚀" * 50,
    "",
    " ",
    "<b>" + "x" * 1_000_000,
]
"""Templates, markup, script, controls, right-to-left, and one megabyte."""

WORD = re.compile(r"_*\w[\w ]*")
"""Letters and spaces only, of any script: harmless as a layer name."""

FIELDS = ["title", "when", "place", "precision", "verification", "attribution_note"]

ADDRESSES = [
    "javascript:window.pwned=1",
    " javascript:window.pwned=1",
    "JaVaScRiPt:window.pwned=1",
    "java\nscript:window.pwned=1",
    "data:text/html,<script>window.pwned=1</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//example.org",
    "not an address",
    "https://example.org/a?b=<script>&c={{7*7}}",
    "http://example.org/",
]


def event_card(text: str, url: str = "https://example.org/") -> dict[str, Any]:
    return {
        "title": text,
        "when": text,
        "when_note": text,
        "place": text,
        "place_note": text,
        "precision": text,
        "facts": [{"label": text, "value": text, "note": text}],
        "voices": [
            {"topic": text, "voice": text, "role": text, "stance": stance, "text": text,
             "quote": text, "date": text, "source": text}
            for stance in ("claims", "denies", text)
        ],
        "attribution_note": text,
        "harm": [{"label": text, "value": text, "note": text}],
        "verification": text,
        "sources": [
            {"id": text, "publisher": text, "title": text, "url": url, "archive_url": url,
             "published": text, "note": text}
        ],
        "notes": [text],
    }  # fmt: skip


def claim_card(text: str) -> ClaimCard:
    return {
        "text": text,
        "stated_by": text,
        "source": text,
        "verdict": "holds",
        "reading": text,
        "turns": text,
        "missing": [text],
        "items": [
            {"name": text, "relation": text, "distance": text, "interval": text, "note": text,
             "verdict": "yes"}
        ],
    }  # fmt: skip


def page_of(texts: list[str], outlines: gpd.GeoDataFrame) -> MapPage:
    """Put texts into every field that takes one."""
    first = texts[0]
    page = MapPage(
        title=first,
        subtitle=first,
        credit=first,
        notes=texts,
        banner=first,
        not_shown=[{"label": text, "toponym": text, "reason": text} for text in texts],
        provenance={text: text for text in texts},
        outlines=outlines.assign(name=first),
    )
    rows = table().iloc[[0] * len(texts)].reset_index(drop=True)
    rows["id"] = pd.Series([f"{number}{text}" for number, text in enumerate(texts)], dtype=object)
    rows["precision"] = pd.Series(texts, dtype=object)
    rows["why"] = pd.Series(texts, dtype=object)
    rows.loc[rows.index[::2], "geometry"] = None
    fill(page, rows, [event_card(text) for text in texts], reason_column="why")
    add_rings(page, lon=TAJI[0], lat=TAJI[1], radii_m=[50_000], label=first)
    line = {"lon1": [44.0], "lat1": [33.0], "lon2": [45.0], "lat2": [33.5], "verdict": ["yes"]}
    add_lines(page, pd.DataFrame({**line, "text": [first]}), label=first)
    for text in texts:
        add_claim(page, claim_card(text))
    add_overlays(page, texts, outlines)
    return page


def add_overlays(page: MapPage, texts: list[str], outlines: gpd.GeoDataFrame) -> None:
    """Put texts into every field of the layers beside the events."""
    first, rows = texts[0], len(texts)
    areas = outlines.iloc[[0] * rows].reset_index(drop=True)
    said = pd.Series(texts, dtype=object)
    areas["said"] = said
    areas["figure"] = range(rows)
    add_areas(
        page, areas, label=first, name_column="said", value_column="figure", unit=first, note=first
    )
    add_sites(page, pd.DataFrame({"lon": 44.0, "lat": 33.0, "name": said}), label=first)
    ends = {"lon1": 44.0, "lat1": 33.0, "lon2": 45.0, "lat2": 33.5}
    add_links(page, pd.DataFrame({**ends, "text": said, "left": said, "right": said}), label=first)
    add_heat(page)
    add_hexagons(page)


@pytest.fixture
def said_to_folium(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Record every text that reaches a branca element or a Jinja template."""
    said: list[str] = []

    def record(values: tuple[object, ...], named: dict[str, object]) -> None:
        said.extend(repr(value) for value in (*values, *named.values()))

    make_element = branca.element.Element.__init__
    make_template = jinja2.Environment.from_string

    def element(self: Any, *values: Any, **named: Any) -> None:
        record(values, named)
        make_element(self, *values, **named)

    def template(self: Any, *values: Any, **named: Any) -> Any:
        record(values, named)
        return make_template(self, *values, **named)

    monkeypatch.setattr(branca.element.Element, "__init__", element)
    monkeypatch.setattr(jinja2.Environment, "from_string", template)
    return said


def elements_of(root: branca.element.Element) -> Iterator[branca.element.Element]:
    yield root
    for child in root._children.values():
        yield from elements_of(child)


def test_no_text_of_the_data_reaches_folium_branca_or_a_template(
    outlines: gpd.GeoDataFrame, said_to_folium: list[str]
) -> None:
    mark = "ZQXJ-sentinel"
    page = page_of([mark], outlines)
    root = page.get_root()
    html = root.render()
    assert said_to_folium
    assert not [text for text in said_to_folium if mark in text]
    for part in (root.header, root.html, root.script):
        assert mark not in part.render()
    for element in elements_of(page):
        if element is not page:
            assert mark not in repr(vars(element))
    assert mark in html  # in the data block


@pytest.mark.parametrize("name", [text for text in HOSTILE if not WORD.fullmatch(text)])
def test_a_layer_name_with_markup_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="layer name"):
        Style(name, "circle", PALETTE["ink"])


def test_templates_are_not_evaluated_in_python(outlines: gpd.GeoDataFrame) -> None:
    html = page_of(["{{ 7191 * 7193 }}", "{% set x = 7191 * 7193 %}{{ x }}"], outlines)
    assert str(7191 * 7193) not in html.get_root().render()


def test_the_file_has_no_more_scripts_than_a_harmless_page(outlines: gpd.GeoDataFrame) -> None:
    harmless = page_of(["a"], outlines).get_root().render()
    hostile = page_of(HOSTILE[:-1], outlines).get_root().render()
    for sign in ("<script", "</script", "<!--", "<style", "<iframe", "<img", "{{", "{%"):
        assert hostile.count(sign) == harmless.count(sign), sign


@pytest.mark.page
def test_every_hostile_text_reads_back_identically_and_nothing_runs(
    outlines: gpd.GeoDataFrame, open_page: Callable[..., Opened]
) -> None:
    opened = open_page(page_of(HOSTILE, outlines))
    read_back = opened.run(
        """(fields) => {
            const print = (text) => {
                let sum = 2166136261;
                for (let i = 0; i < text.length; i += 1) {
                    sum = Math.imul(sum ^ text.charCodeAt(i), 16777619) >>> 0;
                }
                return [text.length, sum];
            };
            const found = [];
            for (let row = 0; row < strikemap.store.rows; row += 1) {
                strikemap.openReports([row]);
                document.querySelector('.sm-card-title .sm-more')?.click();
                found.push([
                    ...fields.map((field) => strikemap.store.say(row, field)),
                    ...Object.values(strikemap.store.say(row, 'voices')[0]),
                    document.querySelector('.sm-card-title').textContent,
                ].map(print));
            }
            return found;
        }""",
        FIELDS,
    )
    for text, prints in zip(HOSTILE, read_back, strict=True):
        same = fingerprint(text)
        voice = [same, same, same, fingerprint("claims"), same, same, same, same]
        assert prints == [*[same] * len(FIELDS), *voice, same], text[:60]
    assert opened.run("() => window.pwned === undefined")
    assert opened.drawn()["marks"] >= 1


@cache
def fingerprint(text: str) -> list[int]:
    """Length and FNV-1a hash over UTF-16 code units, as the page counts them."""
    data = text.encode("utf-16-le", "surrogatepass")
    total = 2166136261
    for low, high in zip(data[::2], data[1::2], strict=True):
        total = ((total ^ (low | high << 8)) * 16777619) & 0xFFFFFFFF
    return [len(data) // 2, total]


@pytest.mark.page
def test_no_element_and_no_attribute_appears_that_is_not_ours(
    outlines: gpd.GeoDataFrame, open_page: Callable[..., Opened]
) -> None:
    survey = """() => {
        for (const part of document.querySelectorAll('details')) part.open = true;
        const seen = new Set();
        const look = () => {
            for (const node of document.querySelectorAll('*')) {
                for (const name of node.getAttributeNames()) seen.add(`${node.localName} ${name}`);
                seen.add(node.localName);
            }
        };
        for (let n = 0; n < strikemap.store.rows; n += 1) { strikemap.openReports([n]); look(); }
        return [...seen].sort();
    }"""
    harmless = open_page(page_of(["a", "b"], outlines)).run(survey)
    hostile = open_page(page_of(HOSTILE[:-1], outlines)).run(survey)
    assert [name for name in hostile if name not in harmless] == []


@pytest.mark.page
def test_only_web_addresses_become_links(
    outlines: gpd.GeoDataFrame, open_page: Callable[..., Opened]
) -> None:
    rows = table().iloc[[0] * len(ADDRESSES)].reset_index(drop=True)
    rows["id"] = [f"id {number}" for number in range(len(rows))]
    page = MapPage(outlines=outlines)
    opened = open_page(fill(page, rows, [event_card("Report", url) for url in ADDRESSES]))
    for number, url in enumerate(ADDRESSES):
        opened.run("(row) => strikemap.openReports([row])", number)
        links = opened.find(".sm-sources a").all()
        assert len(links) == (2 if url.startswith("http") else 0), url
        for link in links:
            assert link.get_attribute("href").startswith(("http://", "https://"))
            assert link.get_attribute("rel") == "noopener noreferrer"
