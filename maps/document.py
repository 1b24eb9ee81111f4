"""The HTML file: what folium renders, our own page around it, and the policy that binds both.

The policy names every script by its hash, every style sheet too, allows images
as data and from the hosts of the offered tile layers, and no connection at
all. A page with foreign folium elements (a ``folium.Marker``, a plugin) needs
more: their assets are taken from folium_offline where it is installed, style
attributes are allowed, and hosts of what remains outside are allowed and named
on the page.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import quote, urlsplit

import folium
from branca.element import Element, Figure
from folium.elements import ElementAddToElement
from folium.folium import GlobalSwitches, _default_css, _default_js
from folium.template import Template

from maps import assets
from maps.payload import script_json
from maps.symbology import check_layer_name
from maps.tiles import host_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

Kind = Literal[
    "events", "rings", "lines", "outlines", "areas", "sites", "links", "heat", "hexagons"
]

__all__ = ["DataFile", "Foreign", "Kind", "PageFigure", "PageLayer"]

_ID = re.compile(r"[0-9a-f]{32}")
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_INLINE_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
_LINK = re.compile(
    r"""<script src="([^"]+)"></script>|<link rel="stylesheet" href="([^"]+)"\s*/?>"""
)
_CHARSET = re.compile(r'<meta http-equiv="content-type"[^>]*>')
_SOURCE = re.compile(r"""<(?:script|link)\b[^>]*\b(?:src|href)=["']?(https?://[^"'\s>]+)""")
_MARK: Final = "\f"
"""Parts the three texts while ids are replaced; folium writes no form feed."""

_HEAD: Final = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="POLICY">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="strict-origin-when-cross-origin">
<title>Map of reports</title>"""

_BODY: Final = """</head>
<body>
<noscript><p>A script inside this file draws the map. Allow scripts to see it.</p></noscript>"""

_END: Final = """</body>
</html>
"""

_STYLE_LINK: Final = '<link rel="stylesheet" href="{}"/>'


class PageLayer(folium.map.Layer):
    """A layer whose data and drawing live in the page; folium only knows its name and number.

    Parameters
    ----------
    kind : str
        What the page's script makes, a :data:`Kind`.
    number : int
        Which of its kind.
    name : str
        Name in the layer control; see :func:`maps.symbology.check_layer_name`.
    overlay : bool
        False for a base layer.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = strikemap.layer("{{ this.kind }}", {{ this.number }});
        {% endmacro %}
        """
    )

    def __init__(self, kind: Kind, number: int, *, name: str, overlay: bool = True) -> None:
        super().__init__(name=check_layer_name(name), overlay=overlay)
        self._name = "PageLayer"
        self.kind = kind
        self.number = number


@dataclass(slots=True)
class Foreign:
    """What folium's own elements add to a page.

    Attributes
    ----------
    head, body, script : str
        Markup for the two parts of the document, and the script that builds the map.
    hosts : list of str
        Hosts that must answer before the page is complete.
    relaxed : bool
        Whether style attributes must be allowed.
    """

    head: str = ""
    body: str = ""
    script: str = ""
    hosts: list[str] = field(default_factory=list)
    relaxed: bool = False


_HEAVY: Final = ("numbers", "facets", "texts", "lines")
"""Blocks that may lie beside the page; the outlines stay, so that something shows at once."""


_LATER: Final = ("facets", "texts", "lines")
"""Blocks that stand behind the scripts: symbols are drawn without them."""


def _holders(blocks: Mapping[str, str], is_wanted: Callable[[str], bool]) -> list[str]:
    return [
        f'<script type="text/plain" id="strikemap-{name}">{text}</script>'
        for name, text in blocks.items()
        if is_wanted(name)
    ]


@dataclass(frozen=True, slots=True)
class DataFile:
    """A classic script beside a page, which a page opened from a file may load.

    Attributes
    ----------
    name : str
        Of the file; its digest makes page and data a pair that cannot be mixed up.
    digest : str
        First hexadecimal digits of the SHA-256 of the data.
    script : str
        What stands in the file.
    """

    name: str
    digest: str
    script: str


def _data_file(stem: str, blocks: Mapping[str, str]) -> DataFile:
    data = script_json(blocks)
    digest = hashlib.sha256(data.encode()).hexdigest()[:16]
    return DataFile(f"{stem}.{digest}.data.js", digest, f'strikemap.beside("{digest}", {data});\n')


_OURS: Final = (
    PageLayer,
    Figure,
    ElementAddToElement,
    folium.TileLayer,
    folium.LayerControl,
    folium.FitBounds,
    folium.FeatureGroup,
    GlobalSwitches,
)
"""Elements that write no markup with style attributes."""


def _is_foreign(element: Element) -> bool:
    """Tell whether a folium element may write markup of its own."""
    is_plain = type(element) is Element or isinstance(element, folium.Map)
    return not (is_plain or isinstance(element, _OURS))


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()
    return f"'sha256-{digest}'"


def _walk(element: Element) -> Iterator[Element]:
    seen: set[int] = set()
    waiting = [element]
    while waiting:
        current = waiting.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        for value in vars(current).values():
            if isinstance(value, Element):
                waiting.append(value)
            elif isinstance(value, dict):
                waiting.extend(item for item in value.values() if isinstance(item, Element))
            elif isinstance(value, list | tuple):
                waiting.extend(item for item in value if isinstance(item, Element))


def _steady_ids(text: str, known: frozenset[str]) -> str:
    """Replace folium's random ids by numbers in the order of their appearance."""
    numbers: dict[str, str] = {}

    def number(match: re.Match[str]) -> str:
        if match[0] not in known:
            return match[0]
        return numbers.setdefault(match[0], str(len(numbers) + 1))

    return _ID.sub(number, text)


def _inlined(link: re.Match[str]) -> str:
    """Put the text of a linked asset in place of the link, where folium_offline has it."""
    is_script = link[1] is not None
    text = assets.bundled_asset(unescape(link[1] or link[2]))
    if text is None:
        return link[0]
    if is_script:
        return f"<script>{text}</script>"
    return f"<style>{assets.without_requests(text)}</style>"


def _needed_assets(script: str) -> Iterator[str]:
    """Give folium's own libraries that the script of foreign elements calls."""
    if "$(" in script or "AwesomeMarkers" in script:
        yield from (url for name, url in _default_js if name == "jquery")
    if "AwesomeMarkers" in script:
        yield from (url for name, url in _default_js if name not in {"leaflet", "jquery"})
        yield from (url for name, url in _default_css if name != "leaflet_css")


def _policy(markup: Iterable[str], *, images: Iterable[str], foreign: Foreign) -> str:
    text = "\n".join(markup)
    hosts = foreign.hosts
    scripts = [_hash(script) for script in _INLINE_SCRIPT.findall(text)]
    styles = [_hash(style) for style in _INLINE_STYLE.findall(text)]
    rules = {
        "default-src": ["'none'"],
        "script-src": [*dict.fromkeys(scripts), *hosts],
        "style-src": ["'unsafe-inline'" if foreign.relaxed else " ".join(dict.fromkeys(styles))],
        "img-src": ["data:", *sorted({*images, *hosts})],
        "connect-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    if foreign.relaxed:
        rules["style-src"] += hosts
        rules["font-src"] = ["data:", *hosts]
    return "; ".join(f"{rule} {' '.join(values)}" for rule, values in rules.items())


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


class PageFigure(Figure):
    """The root of a page: renders the folium tree into one self-contained document.

    Parameters
    ----------
    before : callable
        Called before each rendering.
    contents : callable
        Gives, beside what foreign elements need, what the page's scripts read:
        the JSON document, and the packed blocks by name.
    scripts : callable
        Gives the names of our scripts, in their order.
    """

    def __init__(
        self,
        *,
        before: Callable[[], None],
        contents: Callable[[Foreign], tuple[Mapping[str, object], Mapping[str, str]]],
        scripts: Callable[[], Iterable[str]],
    ) -> None:
        super().__init__(ratio="62%")
        self._before = before
        self._contents = contents
        self._scripts = scripts

    def _foreign(self, **kwargs: object) -> Foreign:
        """Render folium's elements; what they leave in the figure is taken out again.

        folium names some elements anew at each rendering, so that a second one
        would add every layer twice.
        """
        parts = [vars(part) for part in (self.header, self.html, self.script)]
        before = [part["_children"].copy() for part in parts]
        try:
            for child in list(self._children.values()):
                child.render(**kwargs)
            return self._collected(**kwargs)
        finally:
            for part, children in zip(parts, before, strict=True):
                part["_children"] = children

    def _collected(self, **kwargs: object) -> Foreign:
        elements = list(_walk(self))
        foreign = Foreign(relaxed=any(_is_foreign(element) for element in elements))
        parts = (
            self.header.render(**kwargs),
            self.html.render(**kwargs),
            self.script.render(**kwargs),
        )
        known = frozenset(element.get_name().rpartition("_")[2] for element in elements)
        markup, foreign.body, foreign.script = _steady_ids(_MARK.join(parts), known).split(_MARK)
        needed = "".join(
            f'<script src="{url}"></script>' if url.endswith(".js") else _STYLE_LINK.format(url)
            for url in _needed_assets(foreign.script)
        )
        foreign.head = _LINK.sub(_inlined, needed + _CHARSET.sub("", markup))
        foreign.hosts = sorted({_origin(url) for url in _SOURCE.findall(foreign.head)})
        return foreign

    def render(self, **kwargs: object) -> str:
        """Give the whole document."""
        return self._written(None, **kwargs)[0]

    def render_split(self, stem: str, **kwargs: object) -> tuple[str, DataFile]:
        """Give the document without its events, and the script beside it that carries them.

        Parameters
        ----------
        stem : str
            How the name of the script begins; any text that a file system takes.
        **kwargs
            For folium's elements.
        """
        return self._written(stem, **kwargs)

    def _written(self, stem: str | None, **kwargs: object) -> tuple[str, DataFile]:
        self._before()
        foreign = self._foreign(**kwargs)
        tiles = [item for item in _walk(self) if isinstance(item, folium.TileLayer)]
        images = [source for tile in tiles if (source := host_source(tile.tiles)) is not None]
        data, blocks = self._contents(foreign)
        beside = _data_file(stem or "", {name: blocks[name] for name in _HEAVY if name in blocks})
        if stem is not None:
            blocks = {name: text for name, text in blocks.items() if name not in _HEAVY}
            data = {**data, "beside": {"file": beside.name, "digest": beside.digest}}
        head = [
            f"<style>{assets.leaflet_style()}</style>",
            f"<script>{assets.leaflet_script()}</script>",
            foreign.head,
            *(f"<style>{assets.frontend(name)}</style>" for name in assets.STYLES),
        ]
        body = [
            f'<div id="strikemap"><div id="strikemap-stage">{foreign.body}</div></div>',
            *(f"<script>{assets.frontend(name)}</script>" for name in self._scripts()),
            f"<script>{foreign.script}\nstrikemap.start();\n</script>",
        ]
        if stem is not None:
            body.append(
                f'<script async id="strikemap-beside" nonce="{beside.digest}" '
                f'src="{quote(beside.name, safe="")}"></script>'
            )
        packed = [
            f'<script type="application/json" id="strikemap-data">{script_json(data)}</script>',
            *_holders(blocks, lambda name: name not in _LATER),
        ]
        later = _holders(blocks, _LATER.__contains__)
        policy = _policy([*head, *body], images=images, foreign=foreign)
        if stem is not None:
            policy = policy.replace("script-src ", f"script-src 'nonce-{beside.digest}' ", 1)
        parts = [_HEAD.replace("POLICY", policy), *head, _BODY, *packed, *body, *later, _END]
        html = "\n".join(parts)
        return html, beside
