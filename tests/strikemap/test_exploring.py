"""explore: geopandas' arguments on our map."""

from __future__ import annotations

import base64
import inspect
import zlib

import geopandas as gpd
import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import LineString, MultiPoint
from xyzservices import providers

import geo
import strikemap as sm
from geo.errors import CrsError, InputError
from strikemap.looks import look_by

NAUGHTY = "</script><img src=x onerror=alert(1)> {{7*7}}"


def points(**columns):
    data = {"name": ["a", "b", "c", "d"], "v": [1.0, 2.0, 30.0, np.nan], **columns}
    shapes = gpd.points_from_xy([44.0, 44.5, 45.0, 45.5], [33.0, 33.5, 34.0, 34.5])
    return gpd.GeoDataFrame(data, geometry=shapes, crs="EPSG:4326")


def texts_of(page) -> str:
    """Give the texts that a page carries."""
    return zlib.decompress(base64.b64decode(page.contents.events.texts.text)).decode()


# --- looks ----------------------------------------------------------------------------------


def test_categories_differ_in_shape_and_colour_and_the_most_frequent_come_first():
    frame = pd.DataFrame({"who": ["b", "a", "b", None, "c"]})
    look = look_by(frame, "who")
    said = [style.said for style in look.styles.values()]
    assert said == ["b", "a", "c", "not stated"]
    assert len({style.shape for style in look.styles.values()}) == 4
    assert len({look.styles[key] for key in look.keys}) == 4


def test_more_than_seven_categories_share_the_last_look():
    letters = [letter for n, letter in enumerate("abcdefghij") for _ in range(20 - n)]
    frame = pd.DataFrame({"who": letters})
    look = look_by(frame, "who")
    said = [style.said for style in look.styles.values()]
    assert said == ["a", "b", "c", "d", "e", "f", "4 other values"]


def test_numbers_are_classes_whose_limits_are_numbers_of_the_column():
    frame = pd.DataFrame({"n": pd.array([0, 0, 1, 5, 9, 40, 41, 300, None], dtype="Int64")})
    look = look_by(frame, "n", k=3)
    said = [style.said for style in look.styles.values()]
    assert said == ["0 to 1", "5 to 9", "40 to 300", "not stated"]
    assert {style.shape for style in look.styles.values()} == {"circle", "hexagon"}
    equal = look_by(frame, "n", k=3, scheme="equal_interval", vmax=30)
    assert [style.said for style in equal.styles.values()] == ["0 to 9", "40 to 300", "not stated"]


def test_dates_are_taken_by_their_year_and_flags_are_categories():
    frame = pd.DataFrame({"d": pd.to_datetime(["2019-05-01", "2020-01-01"]), "f": [True, False]})
    assert [one.said for one in look_by(frame, "d").styles.values()] == ["2019", "2020"]
    assert {one.said for one in look_by(frame, "f").styles.values()} == {"True", "False"}


def test_text_of_the_data_is_never_the_name_of_a_layer():
    look = look_by(pd.DataFrame({"who": [NAUGHTY, "b"]}), "who")
    assert {style.label for style in look.styles.values()} == {"Value 1", "Value 2"}
    page = sm.explore(points(name=[NAUGHTY, "x", "y", "z"]), "name")
    assert "<img src=x" not in page.get_root().render()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"column": "nn"}, "no such column"),
        ({"column": "n", "k": 1}, "2 to 9"),
        ({"column": "n", "cmap": "virdis"}, "did you mean viridis"),
        ({"column": "n", "scheme": "jenks"}, "quantiles"),
        ({"column": "lists"}, "holds lists"),
        ({"column": "far"}, "infinite"),
    ],
)
def test_options_that_make_no_look_are_refused(options, message):
    frame = pd.DataFrame({"n": range(20), "lists": [[1]] * 20, "far": [np.inf] * 20})
    with pytest.raises(InputError, match=message):
        look_by(frame, **options)


# --- explore --------------------------------------------------------------------------------


def test_an_event_table_is_coloured_by_a_column(gazetteer_home):
    page = sm.explore(sm.demo_events(), "actor")
    assert page.styled_by == "actor"
    assert {style.said for style in page.contents.events.styles} >= {"United States", "not stated"}


def test_columns_stand_in_tooltip_and_card(gazetteer_home):
    page = sm.explore(sm.demo_events(), tooltip=["toponym", "weapon"], popup="date_precision")
    texts = texts_of(page)
    assert '"toponym: Camp Taji' in texts
    assert '{"label":"date_precision","value":"day"}' in texts


def test_the_gate_is_passed_before_a_column_is_shown(gazetteer_home):
    events = sm.demo_events().assign(target="Al-Noor hospital")
    texts = texts_of(sm.explore(events, tooltip=["target", "toponym"], popup=True))
    assert "noor" not in texts.casefold()


def test_points_polygons_and_lines_that_are_no_events_are_shown():
    page = sm.explore(points(), "v", cmap="viridis", k=2)
    assert [style.said for style in page.contents.events.styles] == ["1 to 2", "30", "not stated"]
    iraq = geo.read_areas("admin1", country="IQ").to_crs("EPSG:32638")
    (areas,) = sm.explore(iraq, "radius_m").contents.areas
    assert len(areas["shapes"]) == 18
    road = gpd.GeoDataFrame(geometry=[LineString([(44, 33), (45, 34)])], crs="EPSG:4326")
    assert sm.explore(road).contents.lines


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"column": "vv"}, "did you mean 'v'"),
        ({"colour": "red"}, "did you mean color"),
        ({"m": object()}, "m is a object; give a page"),
        ({"style_kwds": {"weight": 2}}, "use column, cmap or color"),
        ({"scheme": "FisherJenks", "column": "v"}, "'quantiles' or 'equal_interval'"),
        ({"color": "redd"}, "'redd' is no colour"),
        ({"column": [1, 2]}, "2 values for"),
        ({"tiles": "Nowhere"}, "OpenStreetMap.Mapnik"),
        ({"cmap": "viridis"}, "need a column"),
        ({"tooltip": ["nme"]}, "did you mean 'name'"),
        ({"highlight": False}, "always marked"),
        ({"width": "wide"}, "pixels or a share"),
    ],
)
def test_an_argument_that_cannot_be_honoured_is_refused_with_what_serves_instead(options, message):
    with pytest.raises(InputError, match=message):
        sm.explore(points(), **options)


def test_frames_that_cannot_be_shown_are_refused():
    with pytest.raises(InputError, match="shows a GeoDataFrame"):
        sm.explore(pd.DataFrame({"a": [1]}))
    with pytest.raises(CrsError):
        sm.explore(points().set_crs(None, allow_override=True))
    several = gpd.GeoDataFrame(geometry=[MultiPoint([(1, 1), (2, 2)])], crs="EPSG:4326")
    with pytest.raises(InputError, match="explode the frame first"):
        sm.explore(several)


def test_names_of_columns_may_be_numbers_and_stand_once():
    frame = gpd.GeoDataFrame({0: ["x"]}, geometry=gpd.points_from_xy([44], [33]), crs=4326)
    assert sm.explore(frame, 0, popup=True).styled_by == "0"
    twice = pd.DataFrame([[1, 2]], columns=["a", "a"])
    twice = gpd.GeoDataFrame(twice, geometry=gpd.points_from_xy([44], [33]), crs=4326)
    with pytest.raises(InputError, match="two columns 'a'"):
        sm.explore(twice)


@pytest.mark.parametrize("text", ["\ud800 alone", "\x00", "\u2028", "x" * 1_000_000])
def test_any_text_is_a_category_a_name_and_a_fact(text):
    said = pd.Series([text] * 4, dtype=object)
    page = sm.explore(points(name=said, kind=said), "kind", tooltip=["kind"], popup=True)
    assert [style.said for style in page.contents.events.styles] == [text]
    assert page.get_root().render()


def test_an_online_layer_is_on_only_when_it_is_named():
    quiet, online = sm.explore(points()), sm.explore(points(), tiles="OpenStreetMap.Mapnik")
    shown = {
        layer.layer_name: layer.show
        for layer in online._children.values()
        if hasattr(layer, "layer_name")
    }
    assert shown["OpenStreetMap (online)"] is True
    assert shown["Outlines (offline)"] is False
    assert not any(
        layer.show
        for layer in quiet._children.values()
        if getattr(layer, "layer_name", "") == "OpenStreetMap (online)"
    )


def test_every_argument_of_geopandas_is_honoured_or_refused_with_a_reason():
    theirs = inspect.signature(gpd.explore._explore).parameters
    ours = inspect.signature(sm.explore).parameters
    more = {"zoom_start", "location"}  # folium's, which geopandas hands on
    for name, parameter in theirs.items():
        if name in {"df", "kwargs"} or name in ours:
            continue
        sm.explore(points(), **{name: parameter.default})  # asks for nothing
        with pytest.raises(InputError, match=f"explore has no {name}: "):
            sm.explore(points(), **{name: {"anything": 1}})
    for name in more:
        with pytest.raises(InputError, match=f"explore has no {name}: "):
            sm.explore(points(), **{name: 5})


def test_arguments_are_read_as_geopandas_reads_them():
    frame = points()
    by_name = sm.explore(frame, "v", cmap=["navy", "#ff0000"], k=2, scheme="EqualInterval")
    by_value = sm.explore(frame, frame["v"].rename("w"), cmap=["navy", "red"], k=2,
                          scheme="equal_interval")  # fmt: skip
    looks = [page.contents.events.styles for page in (by_name, by_value)]
    assert [style.colour for style in looks[0][:2]] == ["#000080", "#ff0000"]
    assert looks[0] == looks[1]
    assert by_value.styled_by == "w"
    viridis = sm.explore(frame, "v", cmap=mpl.colormaps["viridis"], k=2)
    assert viridis.contents.events.styles[0].colour == "#440154"
    (style,) = sm.explore(frame, color="crimson").contents.events.styles
    assert style.colour == "#dc143c"


@pytest.mark.parametrize(
    "tiles", ["OpenStreetMap", "openstreetmap mapnik", providers.OpenStreetMap.Mapnik]
)
def test_tiles_may_be_a_provider_or_a_name_in_any_spelling(tiles):
    page = sm.explore(points(), tiles=tiles)
    layers = [layer for layer in page._children.values() if hasattr(layer, "layer_name")]
    shown = [layer.layer_name for layer in layers if layer.show and not layer.overlay]
    assert shown == ["OpenStreetMap (online)"]


def test_frames_are_added_to_a_page_one_after_the_other(gazetteer_home):
    iraq = geo.read_areas("admin1", country="IQ")
    page = sm.explore(sm.demo_events())
    assert sm.explore(iraq, "radius_m", m=page) is page
    assert page.contents.events.rows == 11
    assert len(page.contents.areas) == 1
    with pytest.raises(InputError, match="explore them first"):
        sm.explore(sm.demo_events(), m=page)
    with pytest.raises(InputError, match="already has events"):
        sm.explore(points(), m=page)


def test_areas_take_categories_colours_and_classes():
    iraq = geo.read_areas("admin1", country="IQ").assign(part="south")
    iraq.loc[iraq.index[:3], "part"] = "north"
    (areas,) = sm.explore(iraq, "part", cmap=["navy", "red"]).contents.areas
    assert [(one["said"], one["count"], one["colour"]) for one in areas["classes"]] == [
        ("south", 15, "#000080"), ("north", 3, "#ff0000"),
    ]  # fmt: skip
    assert areas["shapes"][0]["value"] == "north"
    (areas,) = sm.explore(iraq, "radius_m", k=3, cmap="viridis").contents.areas
    assert [one["colour"] for one in areas["classes"]] == ["#440154", "#21918c", "#fde725"]
    assert sum(one["count"] for one in areas["classes"]) == 18
    road = gpd.GeoDataFrame({"a": [1]}, geometry=[LineString([(44, 33), (45, 34)])], crs=4326)
    with pytest.raises(InputError, match="Lines are drawn alike"):
        sm.explore(road, "a")


def test_it_shows_itself_in_a_notebook_at_the_size_that_was_asked_for():
    html = sm.explore(points(), height=480, width="80%")._repr_html_()
    assert "480px" in html
    assert "80%" in html


def test_the_command_line_colours_by_a_column(run, events_file, tmp_path):
    target = tmp_path / "map.html"
    assert run("map", events_file, "-o", target, "--color-by", "actor").exit_code == 0
    assert "United States" in target.read_text("utf-8")
    result = run("map", events_file, "-o", target, "--color-by", "actr")
    assert result.exit_code == 2
    assert "did you mean 'actor'" in result.stderr
