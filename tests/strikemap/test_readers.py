"""Files in our schema are read whole, and what is wrong is listed with its next step."""

from __future__ import annotations

import codecs
import json

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import strikemap as sm
from geo.errors import CrsError, InputError, InputFileNotFoundError, StrikemapError
from strikemap.validation import validate_file

HEADER = "event_id,toponym,country,date_start,event_type"
GOOD = "a,Camp Taji,IQ,2020-03-11,armed clash"


@pytest.fixture
def write(tmp_path):
    def write_file(content: str | bytes, name: str = "events.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file


def rows(*lines: str, header: str = HEADER) -> str:
    return "\n".join([header, *lines]) + "\n"


def problems(path, severity: str | None = None, **options):
    found = validate_file(path, **options).problems
    return [problem for problem in found if severity is None or problem.severity == severity]


def only(path, **options):
    (problem,) = problems(path, **options)
    return problem


# What is no table at all


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputFileNotFoundError, match=r"no file .*nothing\.csv"):
        sm.read_events(tmp_path / "nothing.csv")


def test_an_address_is_not_fetched():
    with pytest.raises(InputFileNotFoundError, match="download it"):
        sm.read_events("https://example.org/events.csv")


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(InputError, match="is a folder"):
        sm.read_events(tmp_path)


@pytest.mark.parametrize("content", [b"", b"  \n\n", codecs.BOM_UTF8])
def test_an_empty_file_is_refused(write, content):
    with pytest.raises(InputError, match="is empty"):
        sm.read_events(write(content))


def test_a_header_without_rows_is_refused(write):
    with pytest.raises(InputError, match="a header and no rows"):
        sm.read_events(write(rows()))


def test_a_file_without_any_column_of_ours_is_refused(write):
    with pytest.raises(InputError, match="No column of the event table"):
        sm.read_events(write("name,when\nx,y\n"))


def test_a_file_that_says_nowhere_where_is_refused(write):
    with pytest.raises(InputError, match="No column says where"):
        sm.read_events(write("event_id,date_start\na,2020-03-11\n"))


@pytest.mark.parametrize(
    ("start", "name"),
    [
        (b"SQLite format 3\x00", "SQLite"),
        (b"%PDF-1.7", "PDF"),
        (b"<html>", "HTML"),
        (b"PK\x03\x04 not a workbook", "zip"),
    ],
)
def test_files_of_other_kinds_are_named(write, start, name):
    with pytest.raises(InputError, match=name):
        sm.read_events(write(start))


# Encodings


def test_a_byte_order_mark_is_skipped(write):
    frame = sm.read_events(write(codecs.BOM_UTF8 + rows(GOOD).encode()))
    assert frame["event_id"].tolist() == ["a"]


def test_another_encoding_names_its_first_bad_byte_and_the_option(write):
    path = write(rows(GOOD, "b,بغداد,IQ,2020-03-11,armed clash").encode("cp1256"))
    with pytest.raises(InputError, match=r"line 3 has the byte 0xC8 .*--encoding"):
        sm.read_events(path)
    frame = sm.read_events(path, encoding="cp1256")
    assert frame["toponym"].tolist() == ["Camp Taji", "بغداد"]


def test_utf_16_is_told_by_its_mark(write):
    path = write(rows(GOOD).encode("utf-16"))
    with pytest.raises(InputError, match="--encoding utf-16"):
        sm.read_events(path)
    assert len(sm.read_events(path, encoding="utf-16")) == 1


def test_the_first_line_that_differs_is_shown_in_the_usual_code_pages(write):
    path = write("event_id,toponym,country\na,Kyiv,UA\nb,Харків,UA\n".encode("cp1251"))
    with pytest.raises(InputError, match=r"line 3 .*cp1251 'b,Харків,UA'.*latin-1 'b,Õàðê³â"):
        sm.read_events(path)


def test_an_unknown_encoding_is_refused(write):
    with pytest.raises(InputError, match="no known encoding"):
        sm.read_events(write(rows(GOOD)), encoding="klingon")


# Headers


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_three_delimiters_are_read(write, delimiter):
    frame = sm.read_events(write(rows(GOOD).replace(",", delimiter)))
    assert frame["toponym"].tolist() == ["Camp Taji"]


def test_case_spaces_and_long_names_of_coordinates_do_not_matter(write):
    frame = sm.read_events(write("Event ID,Latitude,LONGITUDE\na,33.5239,44.2567\n"))
    assert (frame.geometry.x[0], frame.geometry.y[0]) == (44.2567, 33.5239)


def test_an_unknown_column_is_kept_and_the_nearest_name_is_offered(write):
    path = write(rows(GOOD + ",note", header=HEADER + ",wepon"))
    problem = only(path)
    assert (problem.severity, problem.column) == ("note", "wepon")
    assert "did you mean weapon" in problem.next_step
    assert sm.read_events(path)["wepon"].tolist() == ["note"]


@pytest.mark.parametrize("header", ["toponym,toponym", "lon,longitude"])
def test_two_columns_of_one_name_are_refused(write, header):
    with pytest.raises(InputError, match="rename or remove one"):
        sm.read_events(write(f"{header}\nx,y\n"))


# Cells


@pytest.mark.parametrize(
    ("lon", "lat", "column", "reason"),
    [
        ("44.2", "133", "lat", "Latitude 133.0 is out of range; are lon and lat swapped?"),
        ("-200", "33", "lon", "Longitude -200.0 is out of range"),
        ("nan", "33", "lon", "Longitude is no number"),
        ("44", "inf", "lat", "Latitude is no number"),
        ("44", "north", "lat", "Latitude is no number"),
        ("0", "0.0", "lon", "stands for a missing position"),
        ("44.2", "", "lat", "is blank while lon is 44.2"),
        ("", "33.5", "lon", "is blank while lat is 33.5"),
    ],
)
def test_an_impossible_position_is_rejected_once(write, lon, lat, column, reason):
    path = write(rows(f'"{lon}","{lat}",x', "1,1,y", header="lon,lat,toponym"))
    (problem,) = problems(path, "rejected")
    assert (problem.row, problem.column) == (2, column)
    assert reason in problem.reason
    assert problem.next_step
    assert sm.read_events(path)["toponym"].tolist() == ["y"]


def test_a_decimal_comma_is_read(write):
    frame = sm.read_events(write("lon;lat\n44,2567;33,5239\n"))
    assert (frame.geometry.x[0], frame.geometry.y[0]) == (44.2567, 33.5239)


def test_an_ambiguous_date_is_rejected_and_a_person_may_decide(write):
    path = write(rows("a,Najaf,IQ,03/04/2020,armed clash"))
    problem = only(path)
    assert (problem.row, problem.column, problem.value) == (2, "date_start", "03/04/2020")
    assert "--dayfirst" in problem.next_step
    assert str(sm.read_events(path, day_first=True)["date_start"][0].date()) == "2020-04-03"
    assert str(sm.read_events(path, day_first=False)["date_start"][0].date()) == "2020-03-04"


def test_a_month_becomes_its_interval_with_its_precision(write):
    row = sm.read_events(write(rows("a,Kirkuk,IQ,2019-12,attack"))).iloc[0]
    assert (str(row["date_start"].date()), str(row["date_end"].date())) == (
        "2019-12-01",
        "2019-12-31",
    )
    assert row["date_precision"] == "month"


def test_an_end_without_a_start_stays_without_one(write):
    header = HEADER.replace("date_start", "date_end")
    row = sm.read_events(write(rows("a,Abu Kamal,SY,2020-03-11,armed clash", header=header))).iloc[
        0
    ]
    assert pd.isna(row["date_start"])
    assert str(row["date_end"].date()) == "2020-03-11"


def test_an_unknown_word_is_unmapped_and_kept(write):
    path = write(rows("a,Najaf,IQ,2020-03-11,Bombing", GOOD.replace("a,", "b,")))
    problem = only(path)
    assert (problem.severity, problem.value, problem.event_id) == ("unmapped", "Bombing", "a")
    frame = sm.read_events(path)
    assert pd.isna(frame["event_type"][0])
    assert frame["event_type_raw"].tolist()[0] == "Bombing"
    assert frame.attrs["summary"]["unmapped"] == 1
    assert [fault for fault in sm.validate(frame) if "event_type_raw" in fault.column] == []


def test_case_of_a_word_does_not_matter(write):
    frame = sm.read_events(write(rows("a,Najaf,IQ,2020-03-11,Air/Drone  Strike")))
    assert frame["event_type"].tolist() == ["air/drone strike"]


@pytest.mark.parametrize(("written", "code"), [("Iraq", "IQ"), ("IRQ", "IQ"), ("العراق", "IQ")])
def test_a_country_may_be_written_in_words(write, written, code):
    frame = sm.read_events(write(rows(f"a,Najaf,{written},2020-03-11,attack")))
    assert frame["country"].tolist() == [code]


def test_an_unknown_country_is_unmapped(write):
    path = write(rows("a,Najaf,Freedonia,2020-03-11,attack"))
    assert only(path).severity == "unmapped"
    assert sm.read_events(path)["country_raw"].tolist() == ["Freedonia"]


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ("-1,,", "killed_min", "negative"),
        ("many,,", "killed_min", "no whole number"),
        ("2.5,,", "killed_min", "no whole number"),
        ("3,2,", "killed_best", "less than killed_min 3"),
        ("3,,2", "killed_max", "less than killed_min 3"),
        ("99999999999,,", "killed_min", "more than any event"),
    ],
)
def test_impossible_figures_are_rejected(write, cells, column, reason):
    header = "toponym,killed_min,killed_best,killed_max"
    (problem,) = problems(write(rows(f"Najaf,{cells}", header=header)), "rejected")
    assert problem.column == column
    assert reason in problem.reason


def test_an_end_before_its_start_is_rejected(write):
    path = write("toponym,date_start,date_end\nNajaf,2020-03-12,2020-03-11\n")
    (problem,) = problems(path, "rejected")
    assert "before date_start 2020-03-12" in problem.reason


def test_exact_needs_imagery_and_a_second_person(write):
    header = "lon,lat,location_precision,location_basis,verified_by"
    path = write(rows("44,33,exact,imagery,", "44,33,exact,imagery,B. Example", header=header))
    frame = sm.read_events(path)
    assert frame["location_precision"].tolist() == ["given", "exact"]
    assert frame["location_precision_raw"].tolist()[0] == "exact"


# Ids


def test_a_missing_id_is_made_from_the_content(write):
    path = write(rows(GOOD.replace("a,", ",", 1)))
    first, again = (sm.read_events(path)["event_id"][0] for _ in range(2))
    assert first == again
    assert first.startswith("row-")
    assert [problem.column for problem in problems(path, "note")] == ["event_id"]


def test_one_id_with_two_contents_keeps_both_and_says_so(write):
    path = write(rows(GOOD, GOOD.replace("Taji", "Other")))
    frame = sm.read_events(path)
    assert frame["event_id"].is_unique
    assert frame["event_id_raw"].tolist()[1] == "a"
    assert "row 2" in only(path).reason


def test_the_same_row_twice_is_rejected_once(write):
    path = write(rows(GOOD, GOOD))
    assert only(path).severity == "rejected"
    assert len(sm.read_events(path)) == 1


# Shapes of files


def test_ragged_rows_are_rejected_with_their_row(write):
    path = write(rows(GOOD, "b,too,few", f"{GOOD},too,many", GOOD.replace("a,", "c,", 1)))
    summary = validate_file(path)
    assert [problem.row for problem in summary.problems] == [3, 4]
    assert str(summary) == "read 4 = mapped 2 + unmapped 0 + rejected 2"


def test_row_numbers_are_those_of_a_spreadsheet_behind_line_breaks_and_blank_rows(write):
    path = write(rows('a,"Camp\nTaji",IQ,2020-03-11,attack', "", "b,Najaf,IQ,nonsense,attack"))
    (problem,) = problems(path, "rejected")
    assert problem.row == 4


def test_an_open_quote_is_named(write):
    with pytest.raises(InputError, match="a quote is open"):
        sm.read_events(write(rows('a,"Camp Taji,IQ,2020-03-11,attack', GOOD)))


def test_a_nul_and_a_megabyte_are_survived(write):
    path = write(rows("a,Camp\x00Taji,IQ,2020-03-11,attack", f"b,{'x' * 1_000_000},IQ,,attack"))
    frame = sm.read_events(path)
    assert frame["event_id"].tolist() == ["b"]
    (problem,) = problems(path)
    assert problem.column == "toponym"
    assert len(problem.value) < 200


def outcome(path):
    """Give the account of a file, or the refusal as text."""
    try:
        return validate_file(path)
    except StrikemapError as error:
        return str(error)


ONE_FOLDER = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30
)


@given(content=st.binary(max_size=300), suffix=st.sampled_from(["csv", "geojson", "xlsx"]))
@ONE_FOLDER
def test_any_bytes_are_read_or_refused(tmp_path, content, suffix):
    path = tmp_path / f"any.{suffix}"
    path.write_bytes(content)
    result = outcome(path)
    assert result
    if not isinstance(result, str):
        assert result.read == result.mapped + result.unmapped + result.rejected


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["03/04/2020", "133", "-1", "nan", "2019-12", "Iraq", "armed clash", "=1+1"]),
)
COLUMNS = [
    "event_id",
    "lon",
    "lat",
    "date_start",
    "killed_min",
    "killed_max",
    "event_type",
    "country",
]


@given(st.lists(st.lists(CELLS, min_size=8, max_size=8), min_size=1, max_size=6))
@ONE_FOLDER
def test_the_account_adds_up_whatever_the_cells_hold(tmp_path, table):
    path = tmp_path / "cells.csv"
    pd.DataFrame(table, columns=COLUMNS).to_csv(path, index=False, errors="replace")
    summary = outcome(path)
    if isinstance(summary, str):
        assert summary
        return
    frame = sm.read_events(path)
    assert len(frame) == summary.mapped + summary.unmapped
    assert summary.rejected <= len({problem.row for problem in summary.problems if problem.row})
    assert all(problem.reason and problem.next_step for problem in summary.problems)


# Companions


STATEMENTS = "event_id,field,value,stance,voice,voice_role,source,quote,date\n"


def test_statements_and_sources_are_joined_by_id(write):
    write(STATEMENTS + "a,actor,X,claims,X,party,r1,,\n", "events.statements.csv")
    write("event_id,id,publisher\na,r1,Agency\n", "events.sources.csv")
    row = sm.read_events(write(rows(GOOD))).iloc[0]
    assert row["statements"][0]["voice"] == "X"
    assert row["sources"][0]["publisher"] == "Agency"
    assert row["attribution"] == "claimed"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("nobody,actor,X,claims,X,party,,,", "belongs to the event 'nobody'"),
        ("a,actor,X,swears,X,party,,,", "stance 'swears'"),
        ("a,actor,X", "3 cells"),
    ],
)
def test_a_statement_that_cannot_be_used_is_listed(write, line, reason):
    write(STATEMENTS + line + "\n", "events.statements.csv")
    path = write(rows(GOOD))
    (problem,) = problems(path, "rejected")
    assert problem.column.startswith("statements")
    assert reason in problem.reason
    assert sm.read_events(path)["statements"][0] == []


def test_a_companion_without_ids_is_refused(write):
    write("field,value\nactor,X\n", "events.statements.csv")
    with pytest.raises(InputError, match="no column event_id"):
        sm.read_events(write(rows(GOOD)))


def test_a_source_that_no_list_holds_is_noted(write):
    write(STATEMENTS + "a,actor,X,claims,X,party,r9,,\n", "events.statements.csv")
    problem = only(write(rows(GOOD)))
    assert (problem.severity, problem.value) == ("note", "r9")


def test_an_attribution_that_contradicts_the_statements_is_unmapped(write):
    write(STATEMENTS + "a,actor,X,denies,X,party,,,\n", "events.statements.csv")
    path = write(rows(GOOD + ",claimed", header=HEADER + ",attribution"))
    frame = sm.read_events(path)
    assert frame["attribution"].tolist() == ["denied"]
    assert frame["attribution_raw"].tolist() == ["claimed"]


# GeoJSON


def feature(geometry: object = None, **properties) -> dict[str, object]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def collection(*features: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


POINT = {"type": "Point", "coordinates": [44.2567, 33.5239]}


def test_geojson_is_known_by_its_content_and_not_by_its_name(write):
    frame = sm.read_events(write(collection(feature(POINT, event_id="a")), "events.txt"))
    assert frame.attrs["summary"]["format_name"] == "geojson"
    assert (frame.geometry.x[0], frame.geometry.y[0]) == (44.2567, 33.5239)


def test_a_feature_that_is_no_point_is_rejected_and_counted(write):
    line = {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}
    path = write(collection(feature(line, toponym="x"), feature(POINT, toponym="y"), 7))
    summary = validate_file(path)
    assert [problem.row for problem in summary.problems if problem.severity == "rejected"] == [2, 4]
    assert (summary.read, summary.mapped) == (3, 1)


def test_a_swapped_position_is_found_in_geojson_too(write):
    path = write(collection(feature({"type": "Point", "coordinates": [33.5, 133.0]}, toponym="x")))
    (problem,) = problems(path, "rejected")
    assert "swapped" in problem.reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"type":"FeatureCollection","features":[', "no valid JSON"),
        ('{"type":"FeatureCollection","features":[]}', "no features"),
        ('{"type":"FeatureCollection"}', "no list of features"),
        ('{"type":"Point","coordinates":[44,33]}', "bare Point"),
        ("[1,2]", "no GeoJSON object"),
        ('{"type":"Feature","geometry":null,"properties":{"killed_min":NaN}}', "NaN"),
        ('{"type":"Feature","geometry":null,"properties":{"killed_min":-Infinity}}', "-Infinity"),
        ('{"type":"Feature","geometry":null,"properties":{"killed_min":1e999}}', "too large"),
        ('{"type":"Feature","geometry":null,"properties":{"a":1,"a":2}}', "'a' twice"),
        ("[" * 100_000, "nested too deeply"),
        ('{"type":"Feature",}', "no valid JSON"),
        ('{"a":"\udc80"}'.encode("utf-8", "surrogateescape"), "is not utf-8"),
    ],
)
def test_json_is_read_strictly(write, content, reason):
    with pytest.raises(InputError, match=reason):
        sm.read_events(write(content, "events.geojson"))


def test_a_foreign_crs_is_refused(write):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    content = {"type": "FeatureCollection", "crs": crs, "features": [feature(POINT)]}
    with pytest.raises(CrsError, match="WGS 84"):
        sm.read_events(write(json.dumps(content)))


def test_half_a_surrogate_pair_rejects_its_row_only(write):
    path = write(collection(feature(POINT, toponym="\ud83d"), feature(POINT, note="\udc00x")))
    summary = validate_file(path)
    assert (summary.read, summary.rejected) == (2, 2)


def test_unusable_records_are_kept_as_raw_text(write):
    path = write(collection(feature(POINT, event_id="a", statements=[{"stance": "swears"}])))
    frame = sm.read_events(path)
    assert frame["statements"][0] == []
    assert json.loads(frame["statements_raw"][0]) == [{"stance": "swears"}]
    assert frame.attrs["summary"]["unmapped"] == 1


# GeoParquet and workbooks


def test_a_cut_parquet_file_is_refused(write):
    with pytest.raises(InputError, match="no GeoParquet"):
        sm.read_events(write(b"PAR1" + b"\x00" * 40, "events.parquet"))


def test_a_parquet_without_geometry_is_refused(tmp_path):
    pd.DataFrame({"toponym": ["x"]}).to_parquet(tmp_path / "plain.parquet")
    with pytest.raises(InputError, match="plain Parquet"):
        sm.read_events(tmp_path / "plain.parquet")


def test_the_format_can_be_named(write):
    path = write(rows(GOOD), "events.txt")
    assert len(sm.read_events(path, format_name="csv")) == 1
    with pytest.raises(InputError, match="use one of geoparquet, xlsx, geojson, csv"):
        sm.read_events(path, format_name="shapefile")
    for name in ("geoparquet", "xlsx", "geojson"):
        with pytest.raises(InputError, match=r"events\.txt"):
            sm.read_events(path, format_name=name)
