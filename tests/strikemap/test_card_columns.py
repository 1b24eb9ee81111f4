"""What travels by column is what one row after the other says."""

from __future__ import annotations

import json

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from maps import MapPage, add_events
from maps.symbology import PALETTE, Style
from strikemap.event_cards import event_cards
from strikemap.schema import conform

ROWS = 100


@pytest.fixture(scope="module")
def events():
    """Give varied rows: missing cells, other scripts, coarse dates, contested actors."""
    random = np.random.default_rng(7)

    def some(*values):
        cells = np.fromiter(values, dtype=object, count=len(values))
        return cells[random.integers(0, len(values), ROWS)]

    start = pd.Series(pd.Timestamp("2019-12-01") + pd.to_timedelta(np.arange(ROWS), unit="D"))
    blames = {"field": "actor", "value": "A", "stance": "attributes", "voice": "Voice, one"}
    denies = {"field": "actor", "value": "A", "stance": "denies", "voice": 'said "no" | , "|",'}
    counts = {"field": "killed", "value": "3", "stance": "reports", "voice": "المرصد"}
    sources = [{"id": "s1", "publisher": "وكالة"}, {"id": "s2", "url": "https://x.test/?a=1&b=2"}]
    return conform(
        gpd.GeoDataFrame(
            {
                "event_id": [f"event {number}" for number in range(ROWS)],
                "date_start": start.where(random.random(ROWS) > 0.2),
                "date_end": start + pd.to_timedelta(some(0, 6, 30), unit="D"),
                "date_precision": some("day", "week", "month", None),
                "event_type": some("armed clash", "grenade"),
                "actor": some("A", "سرايا", None),
                "killed_min": pd.array(some(None, 0, 3), dtype="Int64"),
                "toponym": some("Taji", "النجف", "Kyïv", "</script>{{ 7*7 }}", None),
                "country": some("IQ", "UA", None),
                "location_precision": some("settlement", "near", "country", None),
                "correction_note": some("moved,\n\u2028 again", "|", "", None),
                "statements": some([], [blames, denies], [counts], [denies]),
                "sources": some([], sources, sources[:1]),
            },
            geometry=gpd.points_from_xy(random.uniform(40, 48, ROWS), random.uniform(30, 36, ROWS)),
            crs="EPSG:4326",
        )
    )


def written(events, cards):
    page = MapPage(title="Both ways", outlines=False)
    add_events(
        page,
        events.assign(look="all", is_pin=True),
        id_column="event_id",
        style_column="look",
        styles={"all": Style("All", "circle", PALETTE["ink"])},
        radius_column="uncertainty_m",
        point_column="is_pin",
        cards=cards,
        attribution_column="attribution",
        precision_column="location_precision",
        actor_column="actor",
    )
    return page.contents.events


def test_columns_of_cards_are_written_as_the_cards_of_single_rows(events):
    assert {"contested", "denied", "unknown"} <= set(events["attribution"])
    alone = [event_cards(events.iloc[[row]])[0] for row in range(ROWS)]
    copies = json.loads(json.dumps(alone))  # nothing is shared between rows
    by_row, by_column = written(events, copies), written(events, event_cards(events))
    assert by_column.texts == by_row.texts
    assert by_column.facets == by_row.facets
    assert by_column.numbers == by_row.numbers
