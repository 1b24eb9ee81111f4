"""The map page: a folium map that carries everything it needs and requests nothing."""

from __future__ import annotations

import os
import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import folium
from folium.map import Layer
from folium.template import Template

from geo.errors import InputError, InputFileNotFoundError
from maps import assets, basemap
from maps.cards import check_keys
from maps.contents import Contents
from maps.densities import cells_around
from maps.document import PageFigure, PageLayer
from maps.languages import LANGUAGES, LAYER_NAMES
from maps.place_names import PLACE_NAMES, area_names, column_of, towns_in
from maps.speech import Speech
from maps.tiles import BASEMAPS, needs_key, tile_layer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd

    from maps.cards import NotShown, Withdrawn
    from maps.document import Foreign, Kind
    from maps.extent import Box
    from maps.place_names import NamesIn

__all__ = ["MapPage"]

_KEYLESS: Final = ("OpenStreetMap.Mapnik", "Esri.WorldGrayCanvas", "Esri.WorldImagery")
_SIDE: Final = re.compile(r"[1-9]\d{0,4}(?:px|%)")
_CONTROL: Final = "layer-control"
_WORLD: Final = (-180.0, -60.0, 180.0, 75.0)


class MapPage(folium.Map):
    """A folium map that saves as one self-contained file.

    ``page.save(path)`` writes it and a notebook shows it; every parameter below
    except ``basemaps`` and ``api_keys`` is also an attribute that can be set
    until then. All text is plain text: it reaches the page as data, never as
    markup.

    Parameters
    ----------
    title, subtitle : str
        Heading of the page and the sentence below it.
    bounds : tuple of float, optional
        ``(west, south, east, north)`` of the first view, degrees; ``west > east``
        crosses the antimeridian. By default what is drawn.
    language : str
        Language of the page's own words: ``en``, ``ar``, ``fr``, ``uk``.
    alt : str
        The map in words, for those who do not see it.
    credit : str
        The line that names the sources of the data.
    notes : sequence of str
        Remarks of the maker, listed at the end of the panel.
    banner : str
        A warning that stays in sight ("Not for publication: ..."); empty for none.
    not_shown : sequence of NotShown
        What the map leaves out beside the rows that ``add_events`` finds
        itself: rejected rows, held-back events.
    withdrawn : sequence of Withdrawn
        Reports that were retracted or superseded: they stand struck through at the end of list
        and table, with the reason, and are neither drawn nor counted.
    provenance : mapping of str to str
        What made the page, shown at its end and kept in its data: generator,
        digests of the input and the gazetteer.
    downloads : bool
        Whether the page offers its rows as CSV and GeoJSON; False where their
        licence forbids handing them on.
    embed : bool
        Whether the page is made for a frame of another page: as high as its
        width asks for, and its height is told to the page around it, as
        ``{type: "strikemap:height", height: PIXELS}`` by ``postMessage``. That
        number is all that leaves; ``docs/embedding.md`` has the lines to paste.
    styled_by : str
        What the looks of the events tell apart, for the heading of the legend; by
        default their type.
    outlines : geopandas.GeoDataFrame or bool
        True: country and admin-1 outlines from :func:`geo.areas.outlines`
        around what is drawn. A frame in the same form replaces them; False
        draws none.
    place_names : str
        How the map writes areas and towns: ``page`` (Arabic on an Arabic page,
        Latin letters on the others), ``latin``, ``arabic``, or ``local`` (as the
        country writes, where that is Arabic, Persian, Hebrew, Cyrillic or Greek).
        A name that is not known so stays in Latin letters.
    basemaps : sequence of str
        Online tile layers to offer, keys of ``maps.tiles.BASEMAPS``; off when
        the page opens, and the only hosts its policy allows. By default all that
        need no key, and those whose key is given.
    api_keys : mapping of str to str
        Key by xyzservices name, for providers that want one. CARTO does since
        August 2026 (https://carto.com/basemaps/apikey/): its layers are offered
        only with a key. A key stands readable in the file.
    """

    _template = Template(
        """
        {% macro html(this, kwargs) %}
            <div class="folium-map" id="{{ this.get_name() }}"></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = strikemap.createMap("{{ this.get_name() }}");
            {%- if this.objects_to_stay_in_front %}
            strikemap.keepInFront({{ this.get_name() }}, () => [
                {%- for item in this.objects_to_stay_in_front %}
                {{ item.get_name() }},
                {%- endfor %}
            ]);
            {%- endif %}
        {% endmacro %}
        """
    )

    def __init__(
        self,
        *,
        title: str = "",
        subtitle: str = "",
        bounds: tuple[float, float, float, float] | None = None,
        language: str = "en",
        alt: str = "",
        credit: str = "",
        notes: Sequence[str] = (),
        banner: str = "",
        not_shown: Sequence[NotShown] = (),
        withdrawn: Sequence[Withdrawn] = (),
        provenance: Mapping[str, str] | None = None,
        downloads: bool = True,
        embed: bool = False,
        styled_by: str = "",
        outlines: gpd.GeoDataFrame | bool = True,
        place_names: NamesIn = "page",
        basemaps: Sequence[str] | None = None,
        api_keys: Mapping[str, str] | None = None,
    ) -> None:
        if language not in LANGUAGES:
            raise InputError(f"{language!r} is no language of the page; use {', '.join(LANGUAGES)}")
        if place_names not in PLACE_NAMES:
            raise InputError(f"place_names is {place_names!r}; use one of {', '.join(PLACE_NAMES)}")
        super().__init__(location=None, tiles=None, zoom_control=False)
        self.default_js, self.default_css = [], []
        self._page_figure = PageFigure(
            before=self._with_control,
            contents=self._document,
            scripts=lambda: assets.scripts(self.language),
        )
        self._page_figure.add_child(self)
        self.title = title
        self.subtitle = subtitle
        self.bounds = bounds
        self.language = language
        self.alt = alt
        self.credit = credit
        self.notes = notes
        self.banner = banner
        self.downloads = downloads
        self.embed = embed
        self.styled_by = styled_by
        self.legend = True
        self.not_shown = not_shown
        self.withdrawn = withdrawn
        self.provenance = provenance or {}
        self.outlines = outlines
        self.place_names: NamesIn = place_names
        self.contents = Contents()
        self._control = folium.LayerControl(position="topright", collapsed=True)
        self.add_layer("outlines", 0, overlay=False)
        keys = api_keys or {}
        if basemaps is None:
            basemaps = [name for name in BASEMAPS if name in keys or not needs_key(name)]
        for name in basemaps:
            self.add_child(tile_layer(name, api_key=keys.get(name, "")))

    @property
    def say(self) -> Speech:
        """What Python says on the page, in its language."""
        return Speech(self.language)

    def add_layer(
        self, kind: Kind, number: int, *, name: str | None = None, overlay: bool = True
    ) -> None:
        """Add one of the page's own layers to the layer control.

        Parameters
        ----------
        kind, number : str, int
            What the layer draws; see :class:`maps.document.PageLayer`.
        name : str, optional
            From a closed vocabulary; by default the page's own word for the kind.
        overlay : bool
            False for a base layer.
        """
        label = name if name is not None else LAYER_NAMES[self.language][kind]
        self.add_child(
            PageLayer(kind, number, name=label, overlay=overlay), name=f"{kind}-{number}"
        )

    def show_basemap(self, name: str) -> None:
        """Switch an online base layer on for readers who open the page: it then asks its host.

        Parameters
        ----------
        name : str
            A key of ``maps.tiles.BASEMAPS`` that the page offers.

        Raises
        ------
        InputError
            The page does not offer it.
        """
        layers = [child for child in self._children.values() if isinstance(child, Layer)]
        offered = [layer for layer in layers if layer.layer_name == BASEMAPS.get(name)]
        if not offered:
            raise InputError(
                f"{name!r} is no base layer of this page; use one of "
                f"{', '.join(known for known in BASEMAPS if not needs_key(known))}"
            )
        for layer in layers:
            if not layer.overlay:
                layer.show = layer is offered[0]

    def set_size(self, *, width: int | str | None = None, height: int | str | None = None) -> None:
        """Set how large the page is in a notebook.

        Parameters
        ----------
        width, height : int or str, optional
            Pixels, or a share of the cell such as ``"80%"``; None leaves it.

        Raises
        ------
        InputError
            It is neither.
        """
        for side, value in (("width", width), ("height", height)):
            if value is None:
                continue
            text = f"{value}px" if isinstance(value, int) else value
            if _SIDE.fullmatch(text) is None:
                raise InputError(f"{side} is {value!r}; give pixels or a share such as '80%'")
            setattr(self._page_figure, side, text)

    def save(
        self,
        outfile: str | bytes | Path | BinaryIO,
        close_file: bool = True,  # noqa: FBT001, FBT002 (branca's signature)
        **kwargs: object,
    ) -> None:
        """Write the page; a page that cannot be made or written leaves the old file as it was.

        Parameters
        ----------
        outfile : str, bytes, path or binary file
            Where to.
        close_file : bool
            Whether a binary file is closed afterwards.
        **kwargs
            For folium's elements.

        Raises
        ------
        InputFileNotFoundError
            The folder does not exist.
        """
        html = self.get_root().render(**kwargs).encode("utf-8")
        if isinstance(outfile, str | bytes | Path):
            _replace(Path(os.fsdecode(outfile)), html)
            return
        outfile.write(html)
        if close_file:
            outfile.close()

    def save_split(self, path: str | os.PathLike[str]) -> Path:
        """Write the page, and its events into a classic script beside it.

        The script is named ``STEM.DIGEST.data.js`` and is written first, so that a
        fault on the way leaves the old page with its own data. Data of an older
        page of this name is taken away.

        Parameters
        ----------
        path : path-like
            Where the page goes to.

        Returns
        -------
        Path
            The script, which must stay in the folder of the page.

        Raises
        ------
        InputFileNotFoundError
            The folder does not exist.
        """
        target = Path(path)
        html, beside = self._page_figure.render_split(target.stem)
        script = target.with_name(beside.name)
        _replace(script, beside.script.encode("utf-8"))
        _replace(target, html.encode("utf-8"))
        older = re.compile(re.escape(target.stem) + r"\.[0-9a-f]{16}\.data\.js")
        for other in target.parent.iterdir():
            if older.fullmatch(other.name) and other.name != beside.name:
                other.unlink()
        return script

    def save_still(
        self, path: str | os.PathLike[str], *, width_px: int = 1200, alt: str = ""
    ) -> None:
        """Write the page as a still picture: PNG, SVG or PDF, by the end of the name.

        Parameters
        ----------
        path : path-like
            Where to; ends in ``.png``, ``.svg`` or ``.pdf``.
        width_px : int
            Width of a PNG in pixels, 100 to 10,000.
        alt : str
            The picture in words; by default the page's ``alt``, else its title and the counts.

        Raises
        ------
        InputError
            The name ends otherwise, or the width is out of range.
        InputFileNotFoundError
            The folder does not exist.
        """
        from maps.still import render_still  # noqa: PLC0415 - matplotlib only for stills

        target = Path(path)
        kind = target.suffix.lower().removeprefix(".")
        _replace(target, render_still(self, kind=kind, width_px=width_px, alt=alt or self.alt))

    def _with_control(self) -> None:
        """Put the layer control behind all layers, unless the user has added one."""
        if not any(isinstance(child, folium.LayerControl) for child in self._children.values()):
            self.add_child(self._control, name=_CONTROL)
        if _CONTROL in self._children:
            self._children.move_to_end(_CONTROL)

    def _document(self, foreign: Foreign) -> tuple[Mapping[str, object], Mapping[str, str]]:
        """Give the page's JSON document and its packed blocks."""
        check_keys("not-shown entry", self.not_shown)
        check_keys("withdrawn report", self.withdrawn)
        contents = self.contents
        extent = self.bounds or contents.extent()
        blocks: dict[str, str] = {}
        data: dict[str, object] = {
            "page": {
                "title": self.title,
                "subtitle": self.subtitle,
                "language": self.language,
                "alt": self.alt,
                "credit": self.credit,
                "notes": list(self.notes),
                "banner": self.banner,
                "downloads": self.downloads,
                "embed": self.embed,
                "notShown": list(self.not_shown),
                "withdrawn": list(self.withdrawn),
                "provenance": list(self.provenance.items()),
                "bounds": extent or _WORLD,
                "hosts": foreign.hosts,
                "placeNames": self.place_names,
                "legend": self.legend,
                "styledBy": self.styled_by,
                "icons": assets.leaflet_icons() if foreign.relaxed else None,
            },
            "rings": contents.rings,
            "lines": contents.lines,
            "claims": contents.claims,
            "areas": contents.areas,
            "sites": contents.sites,
            "links": contents.links,
            "densities": contents.densities,
            "cells": cells_around(contents),
        }
        if contents.events is not None:
            events = contents.events
            data["events"] = {
                "rows": events.rows,
                "styles": [asdict(style) for style in events.styles],
                "attributions": events.attributions,
                "precisions": events.precisions,
                "days": events.days,
                "newest": events.newest,
                "sizes": events.sizes,
                "numbers": events.numbers.sections,
                "texts": events.texts.sections,
                "facets": events.facets.sections if events.facets is not None else [],
                "lines": events.lines.sections if events.lines is not None else [],
            }
            packed = {
                "numbers": events.numbers,
                "facets": events.facets,
                "texts": events.texts,
                "lines": events.lines,
            }
            blocks |= {name: block.text for name, block in packed.items() if block is not None}
        pictures = self._pictures(extent)
        data["outlines"] = {
            name: {**picture.meta, "sections": picture.block.sections}
            for name, picture in pictures.items()
        }
        near = pictures.get("detail")
        column = column_of(self.place_names, self.language)
        data["towns"] = towns_in(near.box if near else None, column=column) if pictures else []
        shown = near or pictures.get("world")
        data["disputed"] = shown.disputed if shown else []
        blocks |= {name: picture.block.text for name, picture in pictures.items()}
        return data, blocks

    def _pictures(self, extent: Box | None) -> dict[str, basemap.Picture]:
        """Give the outlines that travel with the page, by name."""
        if self.outlines is False:
            return {}
        frame = None if self.outlines is True else self.outlines
        names = area_names(column_of(self.place_names, self.language))
        clip = basemap.detail(frame, around=extent, names=names)
        return {"world": basemap.world()} | ({"detail": clip} if clip is not None else {})


def _replace(target: Path, content: bytes) -> None:
    """Write a file whole: a fault on the way leaves the old one as it was."""
    if not target.parent.is_dir():
        raise InputFileNotFoundError(f"There is no folder {str(target.parent)!r}; make it first")
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(content)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
