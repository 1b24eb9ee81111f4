"""No command makes a file of ACLED or GTD rows; of unknown licences only with permission."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from click.testing import CliRunner

import strikemap as sm
from geo.errors import PublicationError
from strikemap.cli import group
from strikemap.foreign_tables import data_set_of
from strikemap.ledger import log_path, read_log
from strikemap.licences import TERMS, data_attributions

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

ACLED = (
    "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,inter1,actor2,inter2,"
    "country,admin1,location,latitude,longitude,geo_precision,notes,fatalities\n"
    "IRQ1,2020-03-11,1,Explosions/Remote violence,Air/drone strike,A,1,B,2,Iraq,Baghdad,Taji,"
    "33.52,44.25,1,RAW NOTE,3\n"
)
GTD = (
    "eventid,iyear,imonth,iday,attacktype1,specificity,latitude,longitude,city,country_txt\n"
    "202003110001,2020,3,11,3,1,33.52,44.25,Taji,Iraq\n"
)
AIRWARS = (
    "Incident Code,Incident Date,Civilians Reported Killed,Latitude,Longitude,Location\n"
    "CI1,2020-03-11,3,33.52,44.25,Taji\n"
)
NAMED = (
    "event_id,source_dataset,event_type,date_start,toponym,lon,lat\n"
    "e1,ACLED,grenade,2020-03-11,Taji,44.25,33.52\n"
)
SITES = "site,lon,lat\nbase,44.26,33.53\n"
RESTRICTED = {"acled": ACLED, "gtd": GTD, "named": NAMED}

CLAIM = "the events of 2020-03-11 were within 50 km of Taji, IQ"

WRITING = {
    "export": ["export", "IN", "-o", "OUT.csv"],
    "export kmz": ["export", "IN", "-o", "OUT.kmz"],
    "timemap": ["export", "IN", "--to", "timemap", "-o", "OUT"],
    "full precision": ["export", "IN", "-o", "OUT.csv", "--full-precision", "--reason", "x"],
    "permission": ["export", "IN", "-o", "OUT.csv", "--i-have-permission", "letter"],
    "publish": ["publish", "IN", "-o", "OUT.geojson"],
    "geocode": ["geocode", "IN", "-o", "OUT.csv"],
    "geocode stream": ["geocode", "IN", "-o", "OUT.parquet"],
    "within": ["within", "IN", "--of", "33.5N 44.2E", "--km", "50", "-o", "OUT.csv"],
    "within json": ["within", "IN", "--of", "33.5N 44.2E", "--km", "50", "--json"],
    "within stream": ["within", "IN", "--sites", "SITES", "--km", "50", "-o", "OUT.parquet"],
    "stream json": ["within", "IN", "--sites", "SITES", "--km", "50", "--json"],
    "nearest": ["nearest", "IN", "--sites", "SITES", "-o", "OUT.csv"],
    "link": ["link", "IN", "--distance", "5km", "--days", "3", "-o", "OUT.csv"],
    "claim": ["check-claim", "IN", "--claim", CLAIM, "-o", "OUT.csv"],
    "claim json": ["check-claim", "IN", "--claim", CLAIM, "--json"],
    "compare": ["compare", "IN", "IN", "-o", "OUT.csv"],
    "compare json": ["compare", "IN", "IN", "--json"],
}


def command_line(folder: Path, text: str, words: list[str]) -> Result:
    """Run a command on a table; names in capitals are files of a folder."""
    (folder / "in.csv").write_text(text, encoding="utf-8")
    (folder / "sites.csv").write_text(SITES, encoding="utf-8")
    names = {"IN": folder / "in.csv", "SITES": folder / "sites.csv"}
    said = [
        str(names.get(word, folder / word.lower() if word.startswith("OUT") else word))
        for word in words
    ]
    return CliRunner().invoke(group, said)


def outputs(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("out"))


@pytest.mark.parametrize("name", RESTRICTED)
@pytest.mark.parametrize("words", WRITING.values(), ids=WRITING)
def test_no_command_writes_restricted_rows(tmp_path, gazetteer_home, name, words):
    result = command_line(tmp_path, RESTRICTED[name], words)
    assert result.exit_code == 2, result.output
    assert "may not be passed on" in result.output or "no columns lon and lat" in result.output
    assert outputs(tmp_path) == []
    assert "RAW NOTE" not in result.output


def test_a_column_map_takes_no_licence_away(tmp_path):
    path, column_map = tmp_path / "in.csv", {"lon": "longitude", "lat": "latitude"}
    path.write_text(ACLED, encoding="utf-8")
    events = sm.read_events(path, columns={**column_map, "event_id": "event_id_cnty"})
    with pytest.raises(PublicationError, match="1 of ACLED"):
        sm.write_events(events, tmp_path / "out.csv")


def test_a_map_shows_restricted_rows_without_raw_cells_and_without_a_download(
    tmp_path, gazetteer_home
):
    words = ["map", "IN", "-o", "OUT.html", "--accessed", "2026-11-02"]
    result = command_line(tmp_path, ACLED, words)
    assert result.exit_code == 0, result.output
    page = (tmp_path / "out.html").read_text("utf-8")
    assert "RAW NOTE" not in page
    assert '"downloads":false' in page
    assert "strikemap map --accessed 2026-11-02" in page
    assert (
        "https://acleddata.com/; terms of use: rows are not passed on; accessed 2026-11-02" in page
    )
    shown = sm.explore(sm.read_events(tmp_path / "in.csv"), popup=["notes"])
    assert not shown.downloads


def test_explore_shows_no_table_in_the_layout_of_a_restricted_set(tmp_path):
    import geopandas as gpd

    raw = pd.DataFrame([line.split(",") for line in ACLED.splitlines()[1:]])
    raw.columns = ACLED.splitlines()[0].split(",")
    frame = gpd.GeoDataFrame(raw, geometry=gpd.points_from_xy([44.25], [33.52]), crs=4326)
    with pytest.raises(PublicationError, match="ACLED"):
        sm.explore(frame)


def test_unknown_licences_need_a_permission_that_is_logged(tmp_path, gazetteer_home):
    words = ["export", "IN", "-o", "OUT.csv"]
    refused = command_line(tmp_path, AIRWARS, words)
    assert (refused.exit_code, outputs(tmp_path)) == (2, [])
    assert "1 of Airwars" in refused.output
    allowed = command_line(tmp_path, AIRWARS, [*words, "--i-have-permission", "mail of 2 March"])
    assert allowed.exit_code == 0, allowed.output
    entry = next(e for e in read_log(log_path(tmp_path / "in.csv")) if e["action"] == "override")
    assert (entry["what"]["override"], entry["reason"]) == ("licence", "mail of 2 March")
    about = json.loads((tmp_path / "out.csv-metadata.json").read_text("utf-8"))
    assert about["dc:rights"][0].startswith("Airwars")


def test_headers_are_known_by_what_only_one_data_set_has():
    assert data_set_of(ACLED.partition("\n")[0].upper().split(",")) == "ACLED"
    assert data_set_of(GTD.partition("\n")[0].split(",")) == "GTD"
    assert data_set_of(["place", "lon", "lat"]) == ""


def test_every_data_set_with_a_reader_has_terms():
    from strikemap.readers.opening import DATA_SETS

    named = {terms.name for terms in TERMS}
    assert {vars(reader)["data_set"].title for reader in DATA_SETS} <= named


def test_the_day_of_access_is_that_of_the_sources_unless_it_is_stated():
    source = {"retrieved": "2026-10-01T08:00:00Z", "licence": None}
    events = pd.DataFrame({"source_dataset": ["GDELT"], "sources": [[source]]})
    assert data_attributions(events)[0].endswith("accessed 2026-10-01")
    events["sources"] = [[]]
    assert data_attributions(events)[0].endswith("day of access not stated")
