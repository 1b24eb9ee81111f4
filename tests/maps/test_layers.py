from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.errors import CoordinateError, CrsError, InputError
from maps import MapPage, add_claim, add_events, add_lines, add_rings
from maps.events import positions
from tests.maps.pages import STYLES, TAJI, cards, fill, table


@pytest.fixture
def page() -> MapPage:
    return MapPage(outlines=False)


def layer_names(page: MapPage) -> list[str]:
    return [child.layer_name for child in page._children.values() if hasattr(child, "layer_name")]


def test_there_is_a_layer_per_style_in_the_order_of_the_table(page: MapPage) -> None:
    fill(page, table(), cards())
    assert [name for name in layer_names(page) if name in {s.label for s in STYLES.values()}] == [
        "Air or drone strike",
        "Shelling, rockets, missiles",
        "Armed clash",
    ]


def test_values_that_share_a_style_share_a_layer(page: MapPage) -> None:
    one = {**STYLES, "rockets": STYLES["air"]}
    add_events(
        page,
        table(),
        id_column="id",
        style_column="type",
        styles=one,
        radius_column="radius",
        point_column="is_point",
        cards=cards(),
    )
    assert page.contents.events is not None
    assert [style.label for style in page.contents.events.styles] == [
        "Air or drone strike",
        "Armed clash",
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"type": "unheard of"}, "has no style"),
        ({"radius": -1.0}, "0 or more"),
        ({"radius": np.inf}, "0 or more"),
        ({"id": "same"}, "several rows"),
        ({"id": None}, "is empty"),
        ({"attribution": "confirmed"}, "no attribution"),
        ({"start": "not a date"}, "give dates as datetime64"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(
    page: MapPage, changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        fill(page, table(**changes), cards())


def test_a_missing_column_is_named_with_those_that_exist(page: MapPage) -> None:
    with pytest.raises(InputError, match=r"no column 'radius' .* it has id, type"):
        fill(page, table().drop(columns="radius"), cards())


def test_a_card_too_few_or_with_an_unknown_key_is_refused(page: MapPage) -> None:
    with pytest.raises(InputError, match="4 cards for 5 rows"):
        fill(page, table(), cards(4))
    with pytest.raises(InputError, match="Unknown key 'headline' in event card 2"):
        fill(page, table(), [*cards(2), {"headline": "x"}, *cards(2)])


def test_a_page_takes_one_event_table(page: MapPage) -> None:
    fill(page, table(), cards())
    with pytest.raises(InputError, match="already has events"):
        fill(page, table(), cards())


def test_points_without_a_reference_system_are_refused(page: MapPage) -> None:
    with pytest.raises(CrsError, match="no CRS"):
        fill(page, table().set_crs(None, allow_override=True), cards())


def test_another_reference_system_is_reprojected() -> None:
    projected = table().to_crs("EPSG:32638")
    assert positions(projected).lon[0] == pytest.approx(TAJI[0], abs=1e-9)


def test_every_row_is_drawn_or_has_a_reason() -> None:
    frame = gpd.GeoDataFrame(
        geometry=[
            shapely.Point(44.0, 33.0),
            None,
            shapely.Point(),
            shapely.box(0, 0, 1, 1),
            shapely.Point(0.0, 89.9),
            shapely.Point(np.nan, np.nan),
        ],
        crs="EPSG:4326",
    )
    where = positions(frame)
    assert where.drawn.tolist() == [True, False, False, False, False, False]
    assert where.reasons == [
        None, "no_position", "no_position", "no_point", "beyond_map", "no_position"
    ]  # fmt: skip


def test_a_plain_table_has_no_positions() -> None:
    where = positions(pd.DataFrame({"id": ["a", "b"]}))
    assert where.reasons == ["no_position"] * 2


def test_a_listed_row_and_an_area_without_radius_are_not_drawn(page: MapPage) -> None:
    frame = table(wide=[True, False, False, False, False])
    frame.loc[3, "radius"] = np.nan
    fill(page, frame, cards(), listed_column="wide")
    lon, _lat, _radius = np.hstack(page.contents._discs)
    assert lon.tolist() == [TAJI[0], 40.9185]


def test_rings_reach_into_the_first_view(page: MapPage) -> None:
    add_rings(page, lon=44.0, lat=33.0, radii_m=[50_000, 100_000], label="Here")
    assert page.contents.extent() == pytest.approx((42.93, 32.1, 45.07, 33.9), abs=0.01)
    (entry,) = page.contents.rings
    assert [ring["radius"] for ring in entry["rings"]] == [50_000, 100_000]


def test_a_ring_across_the_antimeridian_is_one_line(page: MapPage) -> None:
    add_rings(page, lon=179.5, lat=-17.0, radii_m=[150_000], label="Here")
    (ring,) = page.contents.rings[0]["rings"]
    (path,) = ring["paths"]
    assert max(np.abs(np.diff(path[::2]))) < 1.0


def test_swapped_coordinates_are_noticed(page: MapPage) -> None:
    with pytest.raises(CoordinateError, match="swapped"):
        add_rings(page, lon=33.0, lat=144.0, radii_m=[1000], label="x")


def test_a_line_follows_the_geodesic(page: MapPage) -> None:
    lines = pd.DataFrame(
        {"lon1": [0.0], "lat1": [50.0], "lon2": [90.0], "lat2": [50.0], "verdict": ["no"],
         "text": ["far"]}
    )  # fmt: skip
    add_lines(page, lines, label="x")
    (line,) = page.contents.lines[0]["lines"]
    assert max(line["path"][1::2]) > 58  # the great circle bends towards the pole


def test_unknown_verdicts_are_refused(page: MapPage) -> None:
    lines = pd.DataFrame(
        {"lon1": [0.0], "lat1": [50.0], "lon2": [9.0], "lat2": [50.0], "verdict": ["maybe"],
         "text": [""]}
    )  # fmt: skip
    with pytest.raises(InputError, match="no verdict"):
        add_lines(page, lines, label="x")
    with pytest.raises(InputError, match="no verdict"):
        add_claim(page, {"text": "x", "verdict": "true"})  # type: ignore[typeddict-item]
    with pytest.raises(InputError, match="no column 'text'"):
        add_lines(page, lines.drop(columns="text"), label="x")


def test_dates_of_any_year_travel(page: MapPage) -> None:
    frame = table(start=pd.Timestamp("1900-01-01"), end=pd.Timestamp("2199-12-31"))
    fill(page, frame, cards())
    assert page.contents.events is not None
    assert page.contents.events.days == (-25567, 84005)
