"""Hostile text in an event table, its files and its options, all the way through make_map."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from PIL import Image

import strikemap as sm
from strikemap.samples import demo_events
from tests.maps.test_naughty import INVENTORY, TEXTS
from tests.maps.test_safety import elements_of, said_to_folium

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from maps import MapPage
    from tests.maps.pages import Opened

    Open = Callable[..., Opened]

__all__ = ["said_to_folium"]  # the fixture of test_safety

DAY = dt.date(2026, 1, 1)
FREE = (
    "toponym", "admin1", "actor", "actor_role", "weapon", "target", "source_dataset",
    "source_event_id", "correction_note", "incident_id", "timezone", "verified_by",
)  # fmt: skip
"""Columns of the event table that hold any text."""

STATEMENT = ("field", "value", "voice", "source", "quote", "date")
SOURCE = (
    "id", "publisher", "title", "url", "archive_url", "published", "retrieved", "sha256", "licence",
)  # fmt: skip


def events_of(texts: list[str]) -> gpd.GeoDataFrame:
    """Give an event per text, with the text in every field that takes one."""
    rows = demo_events().iloc[[0] * len(texts)].reset_index(drop=True)
    said = pd.Series(texts, dtype=object)
    rows["event_id"] = pd.Series([f"{at} {text}" for at, text in enumerate(texts)], dtype=object)
    for column in FREE:
        if column in rows.columns:
            rows[column] = said.to_numpy()
    rows["statements"] = [
        [{**dict.fromkeys(STATEMENT, text), "stance": "claims", "voice_role": "media"}]
        for text in texts
    ]
    rows["sources"] = [[dict.fromkeys(SOURCE, text)] for text in texts]
    rows["title"] = said.to_numpy()
    rows["photo_caption"] = said.to_numpy()
    rows["photo"] = ["a.jpg", *texts[1:]]
    rows.geometry = gpd.points_from_xy([43 + at / 20 for at in range(len(texts))], 33.0)
    rows["location_precision"] = "site"
    rows["uncertainty_m"] = 1_000.0
    rows["location_status"] = "given"
    return rows


def page_of(texts: list[str], folder: Path, file_name: str) -> MapPage:
    first = texts[0]
    events = events_of(texts)
    column = f"{first} {first}"
    events[column] = pd.Series(texts, dtype=object)
    folder.mkdir()
    Image.new("RGB", (40, 30), "#886644").save(folder / "a.jpg")
    areas = gpd.GeoDataFrame({"name": [first]}, geometry=[shapely.box(42, 32, 46, 34)], crs=4326)
    areas.to_parquet(folder / file_name)
    return sm.make_map(
        events,
        title=first,
        deck=first,
        credit=first,
        notes=texts,
        alt=first,
        rings=["33.5239N 44.2567E:50km"],
        sites=["33.5239N 44.2567E"],
        areas=str(folder / file_name),
        links=True,
        heat=True,
        hexagons=True,
        color_by=column,
        photos=folder,
        policy=sm.Policy(full_precision=True, reason=first),
        as_of=DAY,
    )


def clean(texts: list[str]) -> list[str]:
    """Give texts as the event table holds them: without blanks at their ends."""
    return list(dict.fromkeys(text.strip() for text in texts if text.isprintable()))[:60]


def test_nothing_of_a_table_its_files_or_options_reaches_folium(
    said_to_folium: list[str], gazetteer_home: Path, tmp_path: Path
) -> None:
    mark = "ZQXJ-sentinel"
    page = page_of([mark, mark + "2"], tmp_path / "a", f"{mark}.parquet")
    html = page.get_root().render()
    assert said_to_folium
    assert [text for text in said_to_folium if mark in text] == []
    for element in elements_of(page):
        if element is not page:
            assert mark not in repr(vars(element))
    assert mark in html


@pytest.mark.page
def test_a_hostile_table_is_a_map_like_any_other(
    gazetteer_home: Path, tmp_path: Path, open_page: Open
) -> None:
    texts = clean([text for text in TEXTS if "<" in text or "{" in text][::7])
    harmless = [f"text {at}" for at in range(len(texts))]
    plain = open_page(page_of(harmless, tmp_path / "a", "areas.parquet")).run(INVENTORY)
    file_name = "<img src=x onerror=window.pwned=1>{{7*7}}'\".parquet"
    opened = open_page(page_of(texts, tmp_path / "b", file_name))
    assert [name for name in opened.run(INVENTORY) if name not in plain] == []
    assert opened.run("() => window.pwned === undefined")
    rows = range(len(texts))
    ids = [opened.run("(row) => strikemap.store.say(row, 'id')", row) for row in rows]
    assert ids == [f"{at} {text}" for at, text in enumerate(texts)]
    facts = [opened.run("(row) => strikemap.store.say(row, 'facts')", row) for row in rows]
    for text, said in zip(texts, facts, strict=True):
        assert text in [fact["value"] for fact in said]
    assert opened.find(".sm-sources a").count() == 0
