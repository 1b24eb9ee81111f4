"""What is written is strict, the same each time, and reads back as it was."""

from __future__ import annotations

import csv
import datetime as dt
import json
import math

import geopandas as gpd
import pandas as pd
import pytest
from geopandas.testing import assert_geodataframe_equal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import Point

import strikemap as sm
from geo.errors import InputError
from strikemap.formulas import neutralise, restore
from strikemap.schema import (
    COLUMNS,
    RECORD_FIELDS,
    RECORD_VOCABULARIES,
    conform,
)

AS_OF = dt.date(2026, 1, 1)
SUFFIXES = (".geojson", ".csv", ".parquet", ".xlsx")

TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12),
    st.sampled_from(
        ["=1+1", "'=1+1", "''-x", "'Ain al-Asad", "عين الأسد", "a\r\nb", "\ufeff", "NA", "1"]
    ),
)
MAYBE_TEXT = st.none() | TEXT
DAY = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2025, 1, 1))


def records(column: str) -> st.SearchStrategy[list[dict[str, str | None]]]:
    allowed = RECORD_VOCABULARIES[column]
    return st.lists(
        st.fixed_dictionaries(
            {
                field: st.none() | st.sampled_from(allowed[field])
                if field in allowed
                else MAYBE_TEXT
                for field in RECORD_FIELDS[column]
            }
        ),
        max_size=1,
    )


WORDS = [column for column in COLUMNS if column.vocabulary and column.name != "attribution"]
FREE = [
    column.name
    for column in COLUMNS
    if column.kind == "text"
    and not column.vocabulary
    and column.name not in {"event_id", "country"}
]
FIGURES = st.lists(st.integers(0, 1000), min_size=6, max_size=6)
# What publication rounds to 0, 0 is read as a missing position.
DEGREES = st.tuples(st.floats(-180, 180), st.floats(-90, 90)).filter(
    lambda position: max(map(abs, position)) > 1
)


@st.composite
def rows(draw: st.DrawFn) -> dict[str, object]:
    start = draw(DAY)
    row: dict[str, object] = {
        "date_start": start,
        "date_end": start + dt.timedelta(days=draw(st.integers(0, 400))),
        "country": draw(st.sampled_from([None, "IQ", "SY", "UA"])),
        "time_start": draw(st.sampled_from([None, "00:00", "19:35"])),
        "uncertainty_m": draw(st.none() | st.floats(0, 2_000_000)),
        "statements": draw(records("statements")),
        "sources": draw(records("sources")),
        "note": draw(MAYBE_TEXT),
    }
    figures = draw(FIGURES)
    for noun, bounds in (("killed", sorted(figures[:3])), ("injured", sorted(figures[3:]))):
        for bound, number in zip(("min", "best", "max"), bounds, strict=True):
            row[f"{noun}_{bound}"] = number if number % 3 else None
    # Few draws that fill many columns keep an example small and the test quick.
    choice, texts = draw(st.integers(0, 100)), draw(st.lists(MAYBE_TEXT, min_size=3, max_size=3))
    for number, column in enumerate(WORDS):
        options = (None, *column.vocabulary)
        row[column.name] = options[(choice + number) % len(options)]
    for number, name in enumerate(FREE):
        row[name] = texts[(choice + number) % 3]
    if row["location_precision"] == "exact":
        row.update(location_basis="imagery", verified_by="B. Example")
    return row


@st.composite
def frames(draw: st.DrawFn) -> gpd.GeoDataFrame:
    table = draw(st.lists(rows(), min_size=1, max_size=3))
    points = [draw(st.none() | DEGREES.map(Point)) for _ in table]
    frame = gpd.GeoDataFrame(pd.DataFrame(table, dtype=object), geometry=points, crs="EPSG:4326")
    frame["event_id"] = [f"e{number}" for number in range(len(table))]
    frame["note"] = pd.array(frame["note"].tolist(), dtype="str")
    return frame


@given(frame=frames())
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_what_is_read_back_is_what_was_published(tmp_path, frame):
    published = sm.publishable(frame, as_of=AS_OF)
    for suffix in SUFFIXES:
        back = sm.read_events(sm.write_events(frame, tmp_path / f"events{suffix}", as_of=AS_OF))
        problems = back.attrs["summary"]["problems"]
        assert [problem for problem in problems if problem["severity"] != "note"] == []
        assert_geodataframe_equal(back, published)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_frame_gives_the_same_bytes(tmp_path, suffix):
    events = sm.demo_events()
    first = sm.write_events(events, tmp_path / f"one{suffix}", as_of=AS_OF).read_bytes()
    again = sm.write_events(events, tmp_path / f"two{suffix}", as_of=AS_OF).read_bytes()
    assert first == again


def located(**columns: object) -> gpd.GeoDataFrame:
    frame = gpd.GeoDataFrame(
        {"event_id": ["a"], **columns},
        geometry=[Point(44.256789123, 33.523912345)],
        crs="EPSG:4326",
    )
    return conform(frame)


def test_geojson_is_strict_and_follows_rfc_7946(tmp_path):
    frame = pd.concat([located(uncertainty_m=[25.0]), sm.demo_events().head(2)])
    path = sm.write_events(gpd.GeoDataFrame(frame), tmp_path / "events.geojson", as_of=AS_OF)

    def refuse(name: str) -> None:
        raise AssertionError(name)

    document = json.loads(path.read_text(encoding="utf-8"), parse_constant=refuse)
    assert document["type"] == "FeatureCollection"
    assert "crs" not in document
    first, second, _ = document["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [44.256789, 33.523912]}
    assert second["geometry"] is None
    assert second["properties"]["injured_max"] is None
    assert second["properties"]["killed_best"] == 3
    assert second["properties"]["statements"][0]["field"] == "event_type"
    assert second["properties"]["date_start"] == "2020-03-11"


def test_no_coordinate_has_more_than_six_decimals(tmp_path):
    frame = located(uncertainty_m=[0.5], location_precision=["exact"])
    path = sm.write_events(frame, tmp_path / "events.geojson", as_of=AS_OF)
    (feature,) = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert feature["geometry"]["coordinates"] == [44.256789, 33.523912]


def test_csv_cells_that_start_a_formula_are_harmless_and_numbers_stay(tmp_path):
    frame = gpd.GeoDataFrame(
        {"event_id": ["=cmd"], "toponym": ["@SUM(1)"], "=note": ["+1"]},
        geometry=[Point(-70.5, -33.5)],
        crs="EPSG:4326",
    )
    path = sm.write_events(frame, tmp_path / "events.csv", as_of=AS_OF)
    with path.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["event_id"], row["toponym"], row["'=note"]) == ("'=cmd", "'@SUM(1)", "'+1")
    assert (float(row["lon"]), float(row["lat"])) == (-70.5, -33.5)
    back = sm.read_events(path)
    assert (back["event_id"][0], back["toponym"][0], back["=note"][0]) == ("=cmd", "@SUM(1)", "+1")


@given(TEXT)
def test_neutralising_is_reversible_and_no_formula_is_left(text):
    safe = neutralise(text)
    assert restore(safe) == text
    assert safe[:1] not in tuple("=+-@\t\r\n＝＋－＠")


def test_the_companions_never_stay_behind_from_an_earlier_table(tmp_path):
    path = tmp_path / "events.csv"
    sm.write_events(sm.demo_events(), path, as_of=AS_OF)
    sm.write_events(located(), path, as_of=AS_OF)
    assert sm.read_events(path)["statements"].tolist() == [[]]


def test_parquet_keeps_the_type_of_lists_that_are_empty(tmp_path):
    path = sm.write_events(located(), tmp_path / "events.parquet", as_of=AS_OF)
    import pyarrow.parquet as pq

    schema = pq.read_schema(path)
    fields = schema.field("statements").type.value_type
    assert [fields.field(number).name for number in range(fields.num_fields)] == list(
        RECORD_FIELDS["statements"]
    )
    assert json.loads(schema.metadata[b"geo"])["version"] == "1.1.0"


def test_geopandas_reads_our_parquet_as_geoparquet(tmp_path):
    path = sm.write_events(located(), tmp_path / "events.parquet", as_of=AS_OF)
    frame = gpd.read_parquet(path)
    assert frame.crs == "EPSG:4326"
    assert str(frame["killed_min"].dtype) == "Int64"


def test_further_columns_of_any_kind_can_be_written(tmp_path):
    frame = located(
        tags=[["a", {"b": math.nan}]], seen=[pd.Timestamp("2020-03-11 19:30", tz="UTC")], rank=[1.5]
    )
    for suffix in SUFFIXES:
        back = sm.read_events(sm.write_events(frame, tmp_path / f"e{suffix}", as_of=AS_OF))
        assert json.loads(back["tags"][0]) == ["a", {"b": None}]
        assert float(back["rank"][0]) == 1.5
        assert "19:30" in str(back["seen"][0])


def test_an_unknown_suffix_lists_what_can_be_written(tmp_path):
    with pytest.raises(InputError, match=r"use one of \.geojson"):
        sm.write_events(located(), tmp_path / "events.shp", as_of=AS_OF)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match="cannot be written"):
        sm.write_events(located(), tmp_path / "nowhere" / "events.csv", as_of=AS_OF)


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    path = sm.write_events(located(), tmp_path / "events.geojson", as_of=AS_OF)
    before = path.read_bytes()

    def full(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_text", full)
    with pytest.raises(InputError, match="No space left"):
        sm.write_events(sm.demo_events(), path, as_of=AS_OF)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["events.geojson"]
