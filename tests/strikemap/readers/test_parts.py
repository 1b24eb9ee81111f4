"""A file in parts gives the rows, the rejects and the numbers of rows that the whole gives."""

from __future__ import annotations

import json
import tracemalloc

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import strikemap as sm
from geo.errors import InputError
from strikemap.readers import csv_parts
from strikemap.readers.fingerprints import fingerprints, repeated

CELLS = {
    "event_id": ["e1", "e2", "", "e3", "a\x00b"],
    "date_start": ["2020-03-04", "03/04/2020", "13/04/2020", "2020", "x", ""],
    "event_type": ["attack", "boom", ""],
    "killed_min": ["1", "-1", "x", ""],
    "toponym": ["Taji", " عين الأسد", "'=1", 'a "b"', "two\nlines", "a,b"],
    "lon": ["44.1", "181", "", "44,5"],
    "lat": ["33.1", "91", "", "33.2"],
}
ROWS = st.lists(
    st.tuples(
        st.tuples(*(st.sampled_from(cells) for cells in CELLS.values())),
        st.sampled_from(["", "", "", "torn", "blank"]),
    ),
    min_size=1,
    max_size=40,
)


def text_of(rows):
    lines = [",".join(CELLS)]
    for cells, fate in rows:
        written = ['"' + cell.replace('"', '""') + '"' for cell in cells]
        lines.append({"": ",".join(written), "torn": ",".join(written[:-1]), "blank": ""}[fate])
    return "\n".join(lines) + "\n"


def account(frames):
    """Give what became of all rows, without the counts of blank ones."""
    summaries = [frame.attrs["summary"] for frame in frames]
    problems = [
        tuple(problem.values())
        for summary in summaries
        for problem in summary["problems"]
        if problem["reason"] != "blank rows were passed over"
    ]
    counts = [
        sum(summary[name] for summary in summaries)
        for name in ("read", "mapped", "unmapped", "rejected")
    ]
    return counts, sorted(problems)


def assert_same(path, chunksize, **options):
    whole = sm.read_events(path, **options)
    parts = list(sm.read_events(path, chunksize=chunksize, **options))
    joined = pd.concat(parts, ignore_index=True)
    pd.testing.assert_frame_equal(
        pd.DataFrame(joined[list(whole.columns)]), pd.DataFrame(whole), check_dtype=False
    )
    assert account(parts) == account([whole])
    assert all(part.attrs["input_sha256"] == whole.attrs["input_sha256"] for part in parts)
    return parts


@settings(max_examples=20, deadline=None)
@given(rows=ROWS, chunksize=st.sampled_from([1, 3, 1000]), block=st.sampled_from([16, 200]))
def test_a_messy_csv_is_the_same_in_parts(tmp_path_factory, rows, chunksize, block):
    path = tmp_path_factory.mktemp("parts") / "events.csv"
    path.write_text(text_of(rows), encoding="utf-8", newline="")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_parts, "_BLOCK", block)
        if all(fate == "blank" for _, fate in rows):
            for chosen in (None, chunksize):
                with pytest.raises(InputError, match="header and no rows"):
                    list(sm.read_events(path, chunksize=chosen))
        else:
            assert_same(path, chunksize)


def test_a_quote_that_stands_in_a_cell_is_the_same_in_parts(tmp_path, monkeypatch):
    path = tmp_path / "events.csv"
    rows = "".join(f'e{number},33.{number},44.1,5" shell\n' for number in range(60))
    path.write_text(f"event_id,lat,lon,weapon\n{rows}", encoding="utf-8")
    monkeypatch.setattr(csv_parts, "_BLOCK", 100)
    assert [len(part) for part in assert_same(path, 25)] == [25, 25, 10]


def test_the_last_row_decides_the_order_of_days_in_the_first_part(tmp_path):
    path = tmp_path / "events.csv"
    days = ["03/04/2020"] * 9 + ["13/04/2020"]
    rows = "".join(f"e{number},{day},Taji\n" for number, day in enumerate(days))
    path.write_text(f"event_id,date_start,toponym\n{rows}", encoding="utf-8")
    first = next(iter(assert_same(path, 2)))
    assert str(first["date_start"].iloc[0].date()) == "2020-04-03"


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16"])
def test_other_encodings_are_the_same_in_parts(tmp_path, monkeypatch, encoding):
    path = tmp_path / "events.csv"
    rows = "".join(f"e{number},Харків\n" for number in range(30))
    path.write_text(f"event_id,toponym\n{rows}", encoding=encoding)
    monkeypatch.setattr(csv_parts, "_BLOCK", 64)
    assert_same(path, 7, encoding=encoding)


def test_a_byte_of_another_encoding_is_named_by_its_line_in_parts_too(tmp_path, monkeypatch):
    path = tmp_path / "events.csv"
    path.write_bytes(b"event_id,toponym\n" + b"e,Taji\n" * 20 + b"e,Kobl\xe9\n")
    monkeypatch.setattr(csv_parts, "_BLOCK", 64)
    with pytest.raises(InputError, match="line 22 has the byte 0xE9"):
        list(sm.read_events(path, chunksize=5))


def test_every_kind_of_table_is_read_in_parts(tmp_path):
    table = pd.DataFrame(
        {
            "event_id": [f"e{number}" for number in range(11)],
            "date_start": ["2020-03-04"] * 10 + ["bad"],
            "toponym": "Taji",
            "lon": 44.25,
            "lat": [33.5] * 9 + [99.0, 33.5],
        }
    )
    table.to_excel(tmp_path / "t.xlsx", index=False)
    table.to_csv(tmp_path / "t.tsv", sep="\t", index=False)
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [row.lon, row.lat]},
            "properties": {"event_id": row.event_id, "toponym": row.toponym},
        }
        for row in table.itertuples()
    ]
    collection = {"type": "FeatureCollection", "features": features}
    (tmp_path / "t.geojson").write_text(json.dumps(collection), encoding="utf-8")
    for name in ("t.xlsx", "t.tsv", "t.geojson"):
        parts = assert_same(tmp_path / name, 4)
        assert len(parts) == 3
    mapped = assert_same(tmp_path / "t.xlsx", 4, columns={"toponym": "toponym", "lat": "lat"})
    assert len(mapped) == 3


def test_published_layouts_are_read_in_parts(tmp_path, layouts):
    path = tmp_path / "export.csv"
    rows = [
        {"event_id_cnty": f"INV{number % 5}", "event_date": f"{number + 1:02d}/02/2020"}
        | {"time_precision": "1", "geo_precision": "1", "event_type": "Battles", "notes": "x"}
        | {"latitude": "33.5", "longitude": "44.25", "location": "Taji", "country": "Iraq"}
        for number in range(20)
    ]
    path.write_text(layouts.text_of(layouts.ACLED_NOW, *rows), encoding="utf-8", newline="")
    assert len(assert_same(path, 6)) == 4


def test_a_part_has_a_row_at_least(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("event_id,toponym\ne1,Taji\n", encoding="utf-8")
    with pytest.raises(InputError, match="chunksize is 0"):
        sm.read_events(path, chunksize=0)


def test_a_large_file_is_read_in_the_memory_of_a_part(tmp_path, monkeypatch):
    monkeypatch.setattr(csv_parts, "_BLOCK", 1 << 18)
    path = tmp_path / "events.csv"
    note = "invented " * 40
    with path.open("w", encoding="utf-8") as file:
        file.write("event_id,toponym,note\n")
        file.writelines(f"e{number},Taji,{note}\n" for number in range(60_000))
    sm.read_events(path)  # the first reading imports
    before = pa.total_allocated_bytes()
    tracemalloc.start()
    most = 0
    for _ in sm.read_events(path, chunksize=2_000):
        most = max(most, pa.total_allocated_bytes() - before)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert path.stat().st_size > 20_000_000
    assert max(peak, most) < 8_000_000


@given(texts=st.lists(st.text(alphabet="abé", max_size=40), min_size=1, max_size=30))
def test_equal_texts_have_equal_fingerprints_in_any_company(texts):
    numbers = fingerprints(pa.array(texts, pa.large_string()))
    alone = [int(fingerprints(pa.array([text], pa.large_string()))[0]) for text in texts]
    assert numbers.tolist() == alone
    assert len(set(alone)) == len(set(texts))
    assert bool(repeated(numbers).size) == (len(set(texts)) < len(texts))
