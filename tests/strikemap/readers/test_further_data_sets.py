"""GDELT, Bellingcat, Yemen Data Project, SIGACTS: each code has one meaning; rows are invented."""

from __future__ import annotations

import json

import pytest

import strikemap as sm
from geo.ladder import PRECISIONS
from strikemap.inspecting import inspect_file
from strikemap.readers.bellingcat import WEAPON_TYPES
from strikemap.readers.gdelt import CAMEO_TYPES, GDELT_COLUMNS, PLACE_TYPES
from strikemap.readers.sigacts import CATEGORIES
from strikemap.schema import EVENT_TYPES

GDELT_ROW = {
    "GLOBALEVENTID": "1",
    "SQLDATE": "20200312",
    "Actor1Name": "INVENTED FORCE",
    "EventCode": "195",
    "ActionGeo_Type": "4",
    "ActionGeo_FullName": "Invented Town, Invented Province, Iraq",
    "ActionGeo_Lat": "33.5",
    "ActionGeo_Long": "44.5",
    "DATEADDED": "20200313120000",
    "SOURCEURL": "https://example.org/report",
}


@pytest.fixture
def gdelt(tmp_path):
    def read(*rows):
        path = tmp_path / "20200313120000.export.CSV"
        lines = ["\t".join(row.get(name, "") for name in GDELT_COLUMNS) for row in rows]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return sm.read_events(path)

    return read


def test_gdelt_is_recognised_without_a_header(gdelt, tmp_path):
    assert len(GDELT_COLUMNS) == 61
    frame = gdelt(GDELT_ROW, {**GDELT_ROW, "GLOBALEVENTID": "2"})
    assert frame.attrs["format"] == "gdelt"
    assert "61 tab-separated cells" in frame.attrs["recognised_by"]
    row = frame.iloc[0]
    assert (row["event_id"], row["source_dataset"]) == ("GDELT:1", "GDELT")
    assert (str(row["date_start"].date()), row["event_type"]) == ("2020-03-12", "air/drone strike")
    assert (row["toponym"], row["country"]) == ("Invented Town", "IQ")
    assert (row.geometry.x, row.geometry.y) == (44.5, 33.5)
    assert (row["actor"], row["verification"]) == ("INVENTED FORCE", "unverified")
    assert row["sources"][0]["url"] == "https://example.org/report"
    assert row["eventcode"] == "195"
    assert inspect_file(next(tmp_path.glob("*.CSV"))).rows == 2


@pytest.mark.parametrize("code", [*CAMEO_TYPES, "010", "043", "1411", "145", "1451", "173"])
def test_every_cameo_code_has_one_type(gdelt, code):
    frame = gdelt({**GDELT_ROW, "EventCode": code})
    assert frame.attrs["summary"]["mapped"] == 1
    assert frame["event_type"].tolist()[0] in EVENT_TYPES
    assert frame["eventcode"].tolist() == [code]


@pytest.mark.parametrize(("code", "level"), list(PLACE_TYPES.items()))
def test_every_type_of_place_of_gdelt_has_one_level(gdelt, code, level):
    frame = gdelt({**GDELT_ROW, "ActionGeo_Type": code})
    assert frame["location_precision"].tolist() == [level]
    assert level in PRECISIONS


def test_a_code_that_cameo_lacks_and_a_row_that_is_cut_are_listed(gdelt, tmp_path):
    frame = gdelt({**GDELT_ROW, "EventCode": "999"})
    assert frame.attrs["summary"]["unmapped"] == 1
    path = next(tmp_path.glob("*.CSV"))
    path.write_text(path.read_text() + "2\t20200312\t2020", encoding="utf-8")
    summary = sm.read_events(path).attrs["summary"]
    assert (summary["read"], summary["rejected"]) == (2, 1)
    assert any("3 cells and not 61" in problem["reason"] for problem in summary["problems"])


CIVILIAN = {
    "id": "INV0001",
    "date": "02/24/2022",
    "latitude": "49.5",
    "longitude": "36.5",
    "location": "Invented Town",
    "description": "An invented report.",
    "sources": [
        {"id": "s1", "path": "https://example.org/1", "description": "First"},
        {"id": "srcHidden", "path": "HIDDEN", "description": "Source hidden"},
    ],
    "filters": [{"key": "Weapon System", "value": "Air strike"}],
}


@pytest.fixture
def bellingcat(tmp_path):
    def read(document):
        path = tmp_path / "api.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        return sm.read_events(path)

    return read


def test_civilian_harm_keeps_sources_and_its_own_radius(bellingcat):
    frame = bellingcat([CIVILIAN])
    assert frame.attrs["format"] == "bellingcat"
    row = frame.iloc[0]
    assert (row["event_id"], str(row["date_start"].date())) == ("Bellingcat:INV0001", "2022-02-24")
    assert (row.geometry.x, row.geometry.y, row["uncertainty_m"]) == (36.5, 49.5, 500)
    assert (row["event_type"], row["weapon"]) == ("air/drone strike", "Air strike")
    assert row["sources"][0]["url"] == "https://example.org/1"
    assert row["sources"][1]["title"] == "Source hidden"
    assert "HIDDEN" not in str([source["url"] for source in row["sources"]])


def test_days_of_civilian_harm_are_month_first_whatever_the_others_say(bellingcat):
    frame = bellingcat([{**CIVILIAN, "date": "03/04/2022"}])
    assert frame["date_start"].dt.strftime("%Y-%m-%d").tolist() == ["2022-03-04"]


def test_sources_and_associations_are_joined_by_their_ids(bellingcat):
    frame = bellingcat(
        {
            "events": [{**CIVILIAN, "sources": ["s9"], "associations": ["a1"]} | {"filters": []}],
            "sources": [{"id": "s9", "path": "https://example.org/9", "description": "Ninth"}],
            "associations": [{"id": "a1", "filter_paths": ["Weapon System", "Small arms"]}],
        }
    )
    assert frame["sources"].tolist()[0][0]["url"] == "https://example.org/9"
    assert frame["weapon"].tolist() == ["Small arms"]


@pytest.mark.parametrize(("weapon", "ours"), list(WEAPON_TYPES.items()))
def test_every_weapon_of_civilian_harm_has_one_type(bellingcat, weapon, ours):
    event = {**CIVILIAN, "filters": [{"key": "Weapon System", "value": weapon}]}
    frame = bellingcat([event])
    assert frame["event_type"].tolist() == [ours]
    assert ours in EVENT_TYPES


YEMEN = (
    "Incident ID,Date,Governorate,District,Area,Target,Main category,Sub-category,Min Air Raids,"
    "Max Air Raids,Civilian Casualties,Fatalities ,Woman fatalities,Child fatalities,Injured ,"
    "Woman injured,Child injured, Confirmed Time,Time of Day,,,,\n"
    "1,26/03/2015,Invented,North,Hill,Camp,Military,Site,1,2,5,3,0,0,2,0,0,2,Early-Morning,,,,\n"
    "2,27/03/2015,Invented,North,-,Unknown,Unknown,Unknown,1,2,0,0,0,0,0,0,0,unkn,Evening,,,,\n"
    "3,28/03/2015,Invented,unkn,,School,Civilian,School,1,2,0,0,0,0,0,0,0,24,Night,,,,\n"
)


def test_yemen_data_project_has_areas_without_positions(tmp_path):
    path = tmp_path / "yemen.csv"
    path.write_text(YEMEN, encoding="utf-8")
    frame = sm.read_events(path)
    assert frame.attrs["format"] == "yemen-data-project"
    assert frame.attrs["summary"]["mapped"] == 3
    assert frame.geometry.isna().all()
    assert frame["toponym"].tolist() == ["Hill", "North", "Invented"]
    assert frame["location_precision"].tolist() == ["admin2", "admin2", "admin1"]
    assert frame["country"].tolist() == ["YE"] * 3
    assert frame["killed_best"].astype("float").fillna(-1).tolist() == [3, -1, -1]
    assert frame["injured_best"].astype("float").fillna(-1).tolist() == [2, -1, -1]
    assert frame["target"].fillna("").tolist() == ["Camp", "", "School"]
    assert frame["time_start"].fillna("").tolist() == ["02:00", "", ""]
    assert frame["confirmed time"].tolist()[1:] == ["unkn", "24"]


SIGACTS_HEADER = (
    "ReportKey,DateOccurred,Type,Category,Title,Region,FriendlyWIA,FriendlyKIA,HostNationWIA,"
    "HostNationKIA,CivilianWIA,CivilianKIA,EnemyWIA,EnemyKIA,MGRS,Latitude,Longitude"
)


@pytest.mark.parametrize(("category", "ours"), list(CATEGORIES.items()))
def test_every_category_of_a_log_has_one_type(tmp_path, category, ours):
    path = tmp_path / "log.csv"
    row = f"k1,2006-03-31 14:00:00,Enemy Action,{category.upper()},T,R,1,0,0,2,0,1,0,0,M,33.5,44.5"
    path.write_text(f"{SIGACTS_HEADER}\n{row}\n", encoding="utf-8")
    frame = sm.read_events(path)
    assert frame.attrs["format"] == "sigacts"
    found = frame.iloc[0]
    assert found["event_type"] == ours
    assert ours in EVENT_TYPES
    assert (found["killed_best"], found["injured_best"]) == (3, 1)
    assert str(found["date_start"].date()) == "2006-03-31"
    assert found["category"] == category.upper()
