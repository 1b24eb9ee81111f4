"""The table of the map benchmark, and every way to write it as a page.

Each writer takes the table and gives a page as text. All of them carry the same
eight fields of every event: identifier, day, type, actor, place, killed, source
and a note of six words.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable

    import folium
    import geopandas as gpd

FIELDS: Final = ("event_id", "day", "type", "actor", "place", "killed", "source", "notes")
COLOURS: Final = {
    "air strike": "#d55e00",
    "shelling": "#0072b2",
    "armed clash": "#009e73",
    "roadside bomb": "#cc79a7",
}
LEVELS: Final = {"site": 1000.0, "settlement": 5000.0, "near": 25000.0}
SAID: Final = ("type", "place", "actor", "killed", "source", "notes")
PLACES: Final = 4000
CENTRE: Final = (34.0, 42.0)


def make_events(n: int, *, seed: int = 5) -> gpd.GeoDataFrame:
    """Give invented events around invented places between 29 and 38 N, 36 and 50 E.

    Parameters
    ----------
    n : int
        Rows.
    seed : int
        Of the generator; the same seed gives the same table.
    """
    import geopandas as gpd

    random = np.random.default_rng(seed)
    weight = random.pareto(1.2, PLACES) + 0.1
    place = random.choice(PLACES, size=n, p=weight / weight.sum())
    lon = (random.uniform(36, 50, PLACES)[place] + random.normal(0, 0.02, n)).round(4)
    lat = (random.uniform(29, 38, PLACES)[place] + random.normal(0, 0.02, n)).round(4)
    syllables = np.array([first + second for first in "bdfklmrstz" for second in ("a", "il", "u")])
    names = [" ".join(random.choice(syllables, 3)).title() for _ in range(PLACES)]
    words = np.array([first + second for first in syllables for second in (*syllables, "s")])
    day = pd.Timestamp("2014-01-01") + pd.to_timedelta(random.integers(0, 4000, n), unit="D")
    frame = pd.DataFrame(
        {
            "event_id": [f"EV{number:07d}" for number in random.permutation(n)],
            "day": day,
            "type": random.choice(list(COLOURS), n, p=[0.3, 0.4, 0.2, 0.1]),
            "actor": [f"Actor {number}" for number in random.zipf(1.6, n) % 200],
            "place": [names[number] for number in place],
            "killed": random.poisson(1.5, n),
            "source": [f"Agency {number}" for number in random.integers(0, 60, n)],
            "notes": [" ".join(row) for row in random.choice(words, (n, 6))],
            "precision": random.choice(list(LEVELS), n, p=[0.3, 0.6, 0.1]),
        }
    )
    return gpd.GeoDataFrame(frame, geometry=gpd.points_from_xy(lon, lat), crs="EPSG:4326")


def write_strikemap(frame: gpd.GeoDataFrame) -> str:
    """Write the page of this project, through ``maps.add_events``."""
    from maps import MapPage, Style, add_events

    shapes = ("triangle", "diamond", "cross", "star")
    styles = {
        name: Style(name.capitalize(), shape, colour)
        for (name, colour), shape in zip(COLOURS.items(), shapes, strict=True)
    }
    days = frame["day"].dt.strftime("%Y-%m-%d").to_numpy(dtype=object)
    cards = [
        {
            "title": f"{kind.capitalize()} at {place}",
            "when": day,
            "place": place,
            "facts": [{"label": "Actor", "value": actor}],
            "notes": [note],
            "harm": [{"label": "Killed", "value": str(killed)}],
            "sources": [{"publisher": source}],
        }
        for kind, place, actor, killed, source, note, day in zip(
            *(frame[name].to_numpy(dtype=object) for name in SAID), days, strict=True
        )
    ]  # fmt: skip
    page = MapPage(title="Invented reports")
    add_events(
        page,
        frame.assign(radius=frame["precision"].map(LEVELS), is_pin=frame["precision"] != "near"),
        id_column="event_id",
        style_column="type",
        styles=styles,
        radius_column="radius",
        point_column="is_pin",
        cards=cards,
        precision_column="precision",
        start_column="day",
        end_column="day",
    )
    return page.get_root().render()


EVENT_TYPES: Final = {
    "air strike": "air/drone strike",
    "shelling": "shelling/artillery/missile attack",
    "armed clash": "armed clash",
    "roadside bomb": "remote explosive/landmine/IED",
}


def as_event_table(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give the same eight fields as the event table that ``strikemap.read_events`` gives."""
    from strikemap.schema import conform

    table = frame[["event_id", "actor", "geometry"]].assign(
        event_type=frame["type"].map(EVENT_TYPES),
        date_start=frame["day"].astype("datetime64[us]"),
        toponym=frame["place"],
        correction_note=frame["notes"],
        location_precision=frame["precision"],
        uncertainty_m=frame["precision"].map(LEVELS),
        killed_min=frame["killed"],
        killed_best=frame["killed"],
        killed_max=frame["killed"],
        sources=[[{"publisher": source}] for source in frame["source"]],
    )
    return conform(table)


def write_make_map(table: gpd.GeoDataFrame) -> str:
    """Write the page of ``strikemap.make_map``: the gate, the cards, everything a user gets."""
    import strikemap as sm

    return str(sm.make_map(table).get_root().render())


def _said(row: tuple[object, ...]) -> str:
    return "<br>".join(f"{name}: {value}" for name, value in zip(FIELDS, row, strict=True))


def _popups(frame: gpd.GeoDataFrame) -> list[str]:
    days = frame.assign(day=frame["day"].dt.strftime("%Y-%m-%d"))
    return [_said(row) for row in days[list(FIELDS)].itertuples(index=False, name=None)]


def _folium() -> folium.Map:
    import folium

    return folium.Map(location=CENTRE, zoom_start=6, tiles=None, prefer_canvas=True)


def _markers(frame: gpd.GeoDataFrame, make: Callable[..., object]) -> None:
    points = zip(frame.geometry.y, frame.geometry.x, frame["type"], _popups(frame), strict=True)
    for lat, lon, kind, text in points:
        make([lat, lon], COLOURS[kind], text)


def write_circle_markers(frame: gpd.GeoDataFrame) -> str:
    """Write a folium.CircleMarker with a popup for each event."""
    import folium

    page = _folium()
    _markers(
        frame,
        lambda at, colour, text: folium.CircleMarker(
            at, radius=4, color=colour, popup=folium.Popup(text)
        ).add_to(page),
    )
    return page.get_root().render()


def write_marker_cluster(frame: gpd.GeoDataFrame) -> str:
    """Write a folium.Marker with a popup for each event, in a MarkerCluster."""
    import folium
    from folium.plugins import MarkerCluster

    page = _folium()
    cluster = MarkerCluster().add_to(page)
    _markers(
        frame,
        lambda at, _, text: folium.CircleMarker(at, radius=4, popup=text).add_to(cluster),
    )
    return page.get_root().render()


def write_fast_marker_cluster(frame: gpd.GeoDataFrame) -> str:
    """Write a FastMarkerCluster; its callback makes each popup as folium writes its own."""
    from folium.plugins import FastMarkerCluster

    page = _folium()
    callback = """function (row) {
        const marker = L.marker(new L.LatLng(row[0], row[1]));
        const popup = L.popup({ maxWidth: '300' });
        popup.setContent($(`<div style="width: 100%; height: 100%;">${row[2]}</div>`)[0]);
        marker.bindPopup(popup);
        return marker; }"""
    rows = [
        [lat, lon, text]
        for lat, lon, text in zip(
            frame.geometry.y, frame.geometry.x, _popups(frame), strict=True
        )
    ]  # fmt: skip
    FastMarkerCluster(rows, callback=callback).add_to(page)
    return page.get_root().render()


def write_geojson(frame: gpd.GeoDataFrame) -> str:
    """Write a folium.GeoJson with tooltip, without a style function."""
    import folium

    page = _folium()
    folium.GeoJson(
        frame.assign(day=frame["day"].dt.strftime("%Y-%m-%d")).to_json(),
        marker=folium.CircleMarker(radius=4),
        popup=folium.GeoJsonPopup(fields=list(FIELDS)),
    ).add_to(page)
    return page.get_root().render()


def write_explore(frame: gpd.GeoDataFrame) -> str:
    """Write what geopandas.explore gives, coloured by type."""
    days = frame.assign(day=frame["day"].dt.strftime("%Y-%m-%d"))
    page = days.explore(
        column="type", popup=list(FIELDS), tooltip=False, tiles=None, prefer_canvas=True
    )
    return str(page.get_root().render())


def write_empty(_: gpd.GeoDataFrame) -> str:
    """Write the least that is a map: Leaflet, inlined, and nothing on it."""
    from maps import assets

    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Empty</title>
<style>{assets.leaflet_style()}</style><style>#map{{position:absolute;inset:0}}</style>
<script>{assets.leaflet_script()}</script></head><body><div id="map"></div>
<script>var map_empty = L.map('map').setView({list(CENTRE)}, 6);</script></body></html>"""


WRITERS: Final[dict[str, Callable[[gpd.GeoDataFrame], str]]] = {
    "strikemap": write_make_map,
    "maps.add_events": write_strikemap,
    "folium.CircleMarker": write_circle_markers,
    "MarkerCluster": write_marker_cluster,
    "FastMarkerCluster": write_fast_marker_cluster,
    "folium.GeoJson": write_geojson,
    "geopandas.explore": write_explore,
    "empty Leaflet page": write_empty,
}


def main() -> None:
    """Write one page in this process and print CPU seconds and the peak of memory.

    Called by maps.py in a process of its own, so that one writer's memory is
    not another's: ``map_writers.py NAME ROWS FILE``.
    """
    name, rows, target = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    prepare = as_event_table if WRITERS[name] is write_make_map else (lambda frame: frame)
    WRITERS[name](prepare(make_events(10)))  # imports and caches are not what is measured
    frame = prepare(make_events(rows))
    before_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    page = WRITERS[name](frame)
    target.write_text(page, "utf-8")
    seconds = time.process_time() - start
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(seconds, peak_mb - before_mb)


if __name__ == "__main__":
    main()
