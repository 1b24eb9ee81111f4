"""Relations beyond a distance to one place: verdicts follow radii, accuracy and meanings."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from pyproj import Geod
from shapely import Point

from geo.areas import border_distance_m, read_areas
from geo.errors import InputError
from geo.relations import line_distance_m
from strikemap import checking
from strikemap.checking import check_claim
from strikemap.claim_lines import read_line
from strikemap.claim_text import parse_claim
from strikemap.mapping import make_map
from strikemap.measuring import Spot
from strikemap.schema import empty_events
from strikemap.wording import Meanings


@pytest.fixture
def check(gazetteer_home):
    def checked(sentence, **meanings):
        return check_claim(empty_events(), parse_claim(sentence), meanings=Meanings(**meanings))

    return checked


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("33.3400N 44.4000E is in Iraq", "holds"),
        ("33.3400N 44.4000E is in Syria", "fails"),
        ("33.3400N 44.4000E is outside Syria", "holds"),
        ("33.3400N 44.4000E is outside Iraq", "fails"),
        ("Najaf, IQ is in Al Anbar", "fails"),
        ("naturalearth:IRQ-3471 is in Iraq", "cannot be decided"),  # its radius crosses the border
        ("33.0000N 42.0000E is in Al Anbar", "holds"),
        ("33.0000N 42.0000E is inside naturalearth:IRQ-3471", "holds"),
        ("Abu Kamal, SY is in Syria", "holds"),  # by the country of its record
    ],
)
def test_inside_and_outside_follow_the_outline(check, sentence, verdict):
    assert check(sentence).verdict == verdict


def test_the_accuracy_of_the_outline_can_be_set_and_turns_the_verdict(check):
    undecided = check("34.4506N 40.9167E is in Syria", border_accuracy_m=8_000)
    assert undecided.verdict == "cannot be decided"
    assert "reach across the border" in undecided.items["reason"].iloc[0]
    assert check("34.4506N 40.9167E is in Syria", border_accuracy_m=2_000).verdict == "holds"


def test_the_distance_to_an_outline_is_that_to_the_border_and_below_0_inside(check):
    row = check("34.4506N 40.9167E is in Syria").items.iloc[0]
    expected = border_distance_m(lon=40.9167, lat=34.4506, left="SY", right="IQ")
    assert row["distance_m"] == pytest.approx(-expected, abs=20)
    assert row["margin_m"] == pytest.approx(expected - 1_000 - 2_500, abs=20)


def test_the_outline_of_a_large_country_is_measured_whole(check):
    row = check("55.7500N 37.6200E is in Russia").items.iloc[0]
    moscow = Point(37.62, 55.75)
    outline = read_areas("country", country="RU").geometry.iloc[0].boundary
    geod = Geod(ellps="WGS84")
    nearest = min(
        geod.inv(moscow.x, moscow.y, x, y)[2] for line in outline.geoms for x, y in line.coords
    )
    assert -row["distance_m"] <= nearest + 1
    assert -row["distance_m"] == pytest.approx(nearest, rel=0.02)


@pytest.mark.parametrize(
    ("area", "complaint"),
    [
        ("Kirkuk", "may be the area or the place"),
        ("Qwxyzzyplatz", "no known country or first-order area"),
        ("Camp Taji", "say a distance"),
        ("Amazonas", "several areas"),
    ],
)
def test_an_area_that_is_not_one_area_leaves_the_claim_undecided(check, area, complaint):
    result = check(f"33.0000N 44.0000E is in {area}")
    assert result.verdict == "cannot be decided"
    assert complaint in result.items["reason"].iloc[0]


def test_a_word_such_as_governorate_says_that_the_area_is_meant(check):
    assert check("35.4681N 44.3922E is in Kirkuk governorate").verdict == "holds"
    assert check("35.4681N 44.3922E is in Kirkuk province, Iraq").verdict != "fails"


@pytest.mark.parametrize("country", ["Russia", "Ukraine"])
def test_a_disputed_area_is_nobodys_by_this_tool(check, country):
    result = check(f"Simferopol is in {country}")
    assert result.verdict == "cannot be decided"
    assert "RU and UA claim" in result.items["reason"].iloc[0]
    assert result.missing[0].startswith("Simferopol: it lies in Crimea")
    assert check("Simferopol is in Iraq").verdict == "fails"


@pytest.mark.parametrize(
    ("item", "verdict"),
    [
        ("34.4000N 44.4000E", "holds"),
        ("32.0000N 44.4000E", "fails"),
        ("33.3400N 44.4000E", "cannot be decided"),
    ],
)
def test_between_two_places_is_nearer_to_each_than_they_are_to_each_other(check, item, verdict):
    result = check(f"{item} is between 33.3400N 44.4000E and 35.4700N 44.3900E")
    assert result.verdict == verdict


def test_the_measure_of_between_is_what_it_says(check):
    row = check("32.0000N 44.4000E is between 33.3400N 44.4000E and 35.4700N 44.3900E").items.iloc[
        0
    ]
    inverse = Geodesic.WGS84.Inverse
    far = inverse(32, 44.4, 35.47, 44.39)["s12"] - inverse(33.34, 44.40, 35.47, 44.39)["s12"]
    assert row["distance_m"] == pytest.approx(far, abs=1)
    assert row["distance_max_m"] - row["distance_m"] == pytest.approx(1_000 + 3 * 1_000, abs=1)


@pytest.mark.parametrize(
    ("amount", "verdict"),
    [
        ("about 7 km", "cannot be decided"),
        ("at least 50 km", "fails"),
        ("more than 100 m", "holds"),
        ("at most 100 km", "holds"),
    ],
)
def test_a_distance_from_a_border_is_read_with_its_hedge(check, amount, verdict):
    sentence = f"34.4506N 40.9167E is {amount} from the border between Syria and Iraq"
    assert check(sentence).verdict == verdict


def test_the_seeds_own_claims_are_answered_from_their_words(check):
    taji = check("Camp Taji, IQ, a few miles north of Baghdad, IQ")
    assert taji.items["verdict"].tolist() == ["undetermined", "yes"]
    assert taji.verdict == "cannot be decided"
    border = check("the city of Abu Kamal, SY, near Syria's border with Iraq")
    assert border.verdict == "holds"
    assert check("Abu Kamal, SY, near Syria's border with Iraq", near_m=3_000).verdict != "holds"


@pytest.mark.parametrize("name", ["Alexandria", "Qwxyzzyplatz", "</script>{{7*7}}"])
@pytest.mark.parametrize(
    "sentence", ["{} is near 33.0000N 44.0000E", "33.0000N 44.0000E is within 5 km of {}"]
)
def test_a_place_that_is_unknown_or_ambiguous_leaves_it_undetermined(check, name, sentence):
    result = check(sentence.format(name))
    assert result.verdict == "cannot be decided"
    assert name in result.items["reason"].iloc[0]
    assert result.items["distance_m"].isna().all()


def test_the_map_shows_a_claim_in_words_and_hostile_words_stay_text(check, tmp_path):
    results = [
        check("33.0000N 44.0000E is in Iraq and within 50 km of 33.1000N 44.0000E"),
        check("33.0000N 44.0000E is within 5 km of </script><img src=x onerror=alert(1)>{{7*7}}"),
    ]
    page = make_map(empty_events(), claims=results)
    page.save(tmp_path / "map.html")
    html = (tmp_path / "map.html").read_text("utf-8")
    assert "inside Iraq" in html
    assert "<img src=x" not in html
    assert "{{7*7}}" not in html


def test_the_record_of_a_place_decides_what_the_drawn_border_leaves_open(check):
    row = check("Abu Kamal, SY is in Syria").items.iloc[0]
    assert (row["verdict"], row["distance_max_m"]) == ("yes", 0.0)
    assert "country of its record, SY" in row["reason"]
    assert check("Abu Kamal, SY is in Iraq").verdict == "fails"
    assert check("Abu Kamal, SY is outside Iraq").verdict == "holds"
    bare = check("34.4506N 40.9167E is in Syria", border_accuracy_m=20_000)
    assert bare.verdict == "cannot be decided"  # a coordinate has no record


def test_a_record_that_contradicts_the_position_leaves_the_claim_open(check, monkeypatch):
    told = Spot(44.4, 33.3, 1_000.0, country="SY")
    monkeypatch.setattr(checking, "spot_of", lambda name, store: told)
    for claim in ("Baghdad is in Iraq", "Baghdad is in Syria"):
        result = check(claim)
        assert result.verdict == "cannot be decided"
        assert "its record says that it is in SY" in result.items["reason"][0]


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("Camp Taji is in the same country as Kirkuk", "holds"),
        ("Camp Taji is in the same country as Abu Kamal, SY", "fails"),
        ("Camp Taji is in the same province as Kirkuk", "fails"),
        ("33.0N 42.0E is in the same province as 33.1N 42.1E", "holds"),
        ("Camp Taji is in the same country as Nowhereville", "cannot be decided"),
        ("Camp Taji is closer to Baghdad than to Kirkuk", "holds"),
        ("Camp Taji is nearer to Kirkuk than Baghdad", "fails"),
        ("Kirkuk is between Baghdad and Erbil", "holds"),
    ],
)
def test_same_area_and_nearer_to_follow_the_positions(check, sentence, verdict):
    assert check(sentence).verdict == verdict


def test_a_line_in_a_file_or_in_wkt_is_measured_from(check, tmp_path):
    road = tmp_path / "road.geojson"
    line = shapely.LineString([(44.40088, 33.34058), (44.3922, 35.4681)])
    gpd.GeoSeries([line], crs="EPSG:4326").to_file(road)
    for part, verdict in [
        (f"within 30 km of the line {road}", "holds"),
        (f"along the line {road}", "holds"),
        (f"within 5 km of the line {road}", "fails"),
        (f"at least 5 km from the line {road}", "holds"),
    ]:
        assert check(f"Camp Taji is {part}").verdict == verdict
    metres = check(f"Camp Taji is near the line {road}").items["distance_m"][0]
    taji = gpd.GeoSeries.from_xy([44.2567], [33.5239], crs="EPSG:4326")
    assert metres == pytest.approx(line_distance_m(taji, line)[0], abs=200)


@pytest.mark.parametrize(
    ("content", "reason"), [(None, "no file"), ("x", "cannot be read"), ("{}", "cannot be read")]
)
def test_a_line_that_cannot_be_read_leaves_the_claim_open_and_says_why(
    check, tmp_path, content, reason
):
    path = tmp_path / "road.geojson"
    if content is not None:
        path.write_text(content)
    result = check(f"Camp Taji is within 5 km of the line {path}")
    assert result.verdict == "cannot be decided"
    assert reason in result.items["reason"][0]


def test_a_file_of_points_is_no_line(tmp_path):
    path = tmp_path / "points.geojson"
    gpd.GeoSeries.from_xy([44.0], [33.0], crs="EPSG:4326").to_file(path)
    with pytest.raises(InputError, match="a Point where a line is needed"):
        read_line(str(path))
    with pytest.raises(InputError, match="no WKT"):
        read_line("LINESTRING (oops)")


def test_a_disputed_border_is_said(check):
    result = check("33.0N 35.7E is near the border between Israel and Syria")
    assert "disputed (Golan Heights)" in result.claim.reading
