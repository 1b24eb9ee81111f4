"""The files that go into a page: Leaflet, our frontend, and what foreign folium plugins ask for."""

from __future__ import annotations

import base64
import importlib
import importlib.util
import re
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.errors import MissingDependencyError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "STYLES",
    "bundled_asset",
    "frontend",
    "leaflet_icons",
    "leaflet_script",
    "leaflet_style",
    "scripts",
    "without_requests",
]

_SCRIPTS: Final = (
    "words.js",
    "dom.js",
    "unpack.js",
    "geodesic.js",
    "theme.js",
    "symbols.js",
    "panel.js",
    "embed.js",
    "canvas-layer.js",
    "map.js",
    "store.js",
    "facets.js",
    "filter.js",
    "choices.js",
    "places.js",
    "sizes.js",
    "gather.js",
    "basemap.js",
    "events-layer.js",
    "reference.js",
    "shading.js",
    "densities.js",
    "keys.js",
    "labels.js",
    "legend.js",
    "list.js",
    "card.js",
    "claims.js",
    "omitted.js",
    "pointer.js",
    "cursor.js",
    "timeline.js",
    "measure.js",
    "pan.js",
    "table.js",
    "link.js",
    "print.js",
    "start.js",
)

STYLES: Final = (
    "theme.css",
    "layout.css",
    "embed.css",
    "panel.css",
    "filters.css",
    "keys.css",
    "card.css",
    "controls.css",
    "time.css",
    "print.css",
)
"""Our style sheets in the order of the cascade."""

_LEAFLET: Final = "XStatic-Leaflet"
_LEAFLET_DATA: Final = "xstatic/pkg/leaflet/data"
_SOURCE_MAP = re.compile(r"^\s*(?://|/\*)# sourceMappingURL=.*$", re.MULTILINE)
_URL = re.compile(r"""url\(\s*(['"]?)(?!data:|#)([^)'"]*)\1\s*\)""")
_ICONS: Final = {
    "iconUrl": "marker-icon.png",
    "iconRetinaUrl": "marker-icon-2x.png",
    "shadowUrl": "marker-shadow.png",
}


def _leaflet_file(name: str) -> Path:
    try:
        distribution = metadata.distribution(_LEAFLET)
    except metadata.PackageNotFoundError as error:
        raise MissingDependencyError(
            f"The page needs Leaflet from the package {_LEAFLET}: pip install {_LEAFLET}"
        ) from error
    return Path(str(distribution.locate_file(f"{_LEAFLET_DATA}/{name}")))


def _image(name: str) -> str:
    data = base64.b64encode(_leaflet_file(f"images/{name}").read_bytes()).decode()
    return f"data:image/png;base64,{data}"


@cache
def leaflet_script() -> str:
    """Give Leaflet's script with its licence banner, without the pointer to a source map."""
    return _SOURCE_MAP.sub("", _leaflet_file("leaflet.js").read_text("utf-8")).rstrip() + "\n"


@cache
def leaflet_style() -> str:
    """Give Leaflet's style sheet with its images as data."""

    def inline(match: re.Match[str]) -> str:
        return f"url({_image(match[2].removeprefix('images/'))})"

    return _URL.sub(inline, _leaflet_file("leaflet.css").read_text("utf-8"))


@cache
def leaflet_icons() -> Mapping[str, str]:
    """Give Leaflet's default marker as data: option of ``L.Icon.Default`` to address."""
    return {option: _image(name) for option, name in _ICONS.items()}


def scripts(language: str) -> tuple[str, ...]:
    """Name our scripts in the order in which a page runs them; later ones build on earlier ones.

    Examples
    --------
    >>> scripts("fr")[:4]
    ('namespace.js', 'words-en.js', 'words-fr.js', 'terms.js')
    """
    foreign = () if language == "en" else (f"words-{language}.js", "terms.js")
    tables = ("words-en.js", *foreign)
    return ("namespace.js", *tables, *_SCRIPTS)


@cache
def frontend(name: str) -> str:
    """Give one of our own scripts or style sheets."""
    return resources.files("maps").joinpath("frontend", name).read_text("utf-8")


def bundled_asset(url: str) -> str | None:
    """Give the text of a folium plugin's script or style sheet, if folium_offline is installed."""
    if importlib.util.find_spec("offlinefolium") is None:
        return None
    texts: Mapping[str, str] = vars(importlib.import_module("offlinefolium.elements"))["_res"]
    text = texts.get(url)
    return None if text is None else _SOURCE_MAP.sub("", text)


def without_requests(style: str) -> str:
    """Empty the addresses in a style sheet that would ask a server or a file beside the page.

    Examples
    --------
    >>> without_requests("a{background:url('../fonts/x.woff')}")
    'a{background:url(data:,)}'
    """
    return _URL.sub("url(data:,)", style)
