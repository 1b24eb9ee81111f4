"""Verdicts follow from positions, radii and meanings, and from nothing else."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import pytest
from shapely import Point

from gazetteer.model import Place
from geo import membership
from geo.errors import AmbiguousPlaceError, PlaceNotFoundError
from geo.geodesic import destination
from strikemap import references
from strikemap.checking import check_claim
from strikemap.claims import Claim, Part
from strikemap.schema import conform
from strikemap.wording import Meanings

CENTRE = (44.0, 33.0)


def place(name, *, azimuth_deg=0.0, distance_km=0.0, radius_km=1.0):
    """Give a place at an exact geodesic distance from the centre of these tests."""
    lon, lat = destination(
        lon=CENTRE[0], lat=CENTRE[1], azimuth_deg=azimuth_deg, distance_m=distance_km * 1000
    )
    return Place(
        place_id=f"test:{name}",
        name=name,
        lon=float(lon),
        lat=float(lat),
        country="IQ",
        admin1="",
        feature_class="P",
        feature_code="PPL",
        population=0,
        location_precision="site",
        uncertainty_m=radius_km * 1000,
    )


@pytest.fixture
def world(monkeypatch):
    """Give a gazetteer of places that a test fills itself."""
    places = {"Base": place("Base", radius_km=1.0)}

    def find_place(name, *, store=None):
        if name == "Alexandria":
            raise AmbiguousPlaceError("'Alexandria' fits several places", ("a", "b"))
        if name not in places:
            raise PlaceNotFoundError(f"No place is called {name!r}")
        return places[name]

    monkeypatch.setattr(references, "find_place", find_place)
    return places


def events(*rows):
    """Give an event table of one incident: (id, distance in km, radius in km, status)."""
    records = []
    points = []
    for name, distance_km, radius_km, *status in rows:
        records.append(
            {
                "event_id": name,
                "incident_id": "inc",
                "toponym": name.title(),
                "uncertainty_m": None if radius_km is None else radius_km * 1000,
                "status": status[0] if status else "active",
                "location_status": "matched" if distance_km is not None else "ambiguous",
            }
        )
        spot = place(name, azimuth_deg=180, distance_km=distance_km or 0)
        points.append(None if distance_km is None else Point(spot.lon, spot.lat))
    return conform(gpd.GeoDataFrame(records, geometry=points, crs="EPSG:4326"))


def within(value=150.0, hedge="about", basis="possible"):
    return Claim(
        "c",
        "all lie within about 150 km",
        "someone",
        "s1",
        parts=(Part("within", "Base", value, "km", hedge),),
        incident_id="inc",
        subject_basis=basis,
        reading="they may be meant" if basis == "possible" else "",
        missing=("which places are meant",),
    )


def test_items_inside_the_limit_hold_and_one_across_it_leaves_the_claim_undecided(world):
    frame = events(("one", 70, 25), ("two", 80, 25), ("far", 167, 25))
    result = check_claim(frame, within())
    assert result.verdict == "cannot be decided"
    assert result.items["verdict"].tolist() == ["yes", "yes", "undetermined"]
    assert result.items["verdict_as_written"].tolist() == ["yes", "yes", "undetermined"]
    far = result.items.iloc[2]
    assert far["distance_m"] == pytest.approx(167_000, abs=1)
    assert (far["distance_min_m"], far["distance_max_m"]) == pytest.approx(
        (141_000, 193_000), abs=1
    )
    assert (far["limit_m"], far["hedged_limit_m"]) == (150_000, pytest.approx(165_000))
    assert far["margin_m"] == pytest.approx(165_000 - 193_000, abs=1)
    assert "141 km to 193 km" in far["reason"]


def test_the_whole_claim_holds_under_the_reading_once_the_far_item_lies_nearer(world):
    result = check_claim(events(("one", 70, 25), ("far", 120, 25)), within())
    assert (result.verdict, result.answer) == ("holds", "holds under the reading")
    assert result.missing == ()


def test_a_larger_tolerance_makes_the_claim_hold(world):
    frame = events(("one", 70, 25), ("far", 167, 25))
    assert check_claim(frame, within()).verdict == "cannot be decided"
    generous = check_claim(frame, within(), meanings=Meanings(about_tolerance=0.3))
    assert generous.verdict == "holds"
    assert generous.items["verdict_as_written"].tolist() == ["yes", "undetermined"]


def test_one_possible_place_outside_contradicts_nothing(world):
    frame = events(("one", 70, 5), ("far", 300, 5))
    assert check_claim(frame, within(basis="possible")).verdict == "cannot be decided"
    assert check_claim(frame, within(basis="identified")).verdict == "fails"


def test_possible_places_all_outside_make_it_fail_under_the_reading(world):
    result = check_claim(events(("one", 300, 5), ("two", 310, 5)), within())
    assert (result.verdict, result.answer) == ("fails", "fails under the reading")


def test_the_hedge_decides_and_the_number_as_written_is_kept_beside_it(world):
    result = check_claim(events(("one", 155, 2)), within(basis="identified"))
    assert result.items["verdict_as_written"].tolist() == ["no"]
    assert result.verdict == "holds"


@pytest.mark.parametrize(("radius_km", "verdict"), [(1, "holds"), (20, "cannot be decided")])
def test_the_radius_of_an_item_decides_whether_it_can_be_decided(world, radius_km, verdict):
    frame = events(("one", 140, radius_km))
    assert check_claim(frame, within(hedge="", basis="identified")).verdict == verdict


def test_the_radius_of_the_reference_counts_too(world):
    frame = events(("one", 140, 1))
    world["Base"] = place("Base", radius_km=15.0)
    assert check_claim(frame, within(hedge="", basis="identified")).verdict == "cannot be decided"


def test_an_item_without_position_is_undetermined_and_says_why(world):
    result = check_claim(events(("one", 70, 5), ("lost", None, None)), within())
    lost = result.items.iloc[1]
    assert (lost["verdict"], lost["reason"]) == (
        "undetermined",
        "its place name fits several places",
    )
    assert any("Lost" in wanted for wanted in result.missing)


def test_superseded_and_retracted_rows_are_not_asked(world):
    frame = events(("one", 70, 5), ("old", 400, 5, "superseded"), ("out", 400, 5, "retracted"))
    assert check_claim(frame, within(basis="identified")).verdict == "holds"


def test_a_claim_about_an_incident_that_is_not_there_cannot_be_decided(world):
    result = check_claim(events(("one", 70, 5)), replace(within(), incident_id="other"))
    assert result.verdict == "cannot be decided"
    assert any("'other'" in wanted for wanted in result.missing)
    assert result.items.empty


@pytest.mark.parametrize("name", ["Alexandria", "Nowhere"])
def test_a_reference_that_is_ambiguous_or_unknown_leaves_it_undetermined(world, name):
    claim = replace(within(), parts=(Part("within", name, 150, "km"),))
    result = check_claim(events(("one", 70, 5)), claim)
    assert result.verdict == "cannot be decided"
    assert name in result.items["reason"].iloc[0]


def test_every_part_of_a_claim_must_hold(world):
    world["Camp"] = place("Camp", azimuth_deg=0, distance_km=24.4, radius_km=1)
    claim = Claim(
        "c",
        "Camp lies north of Base, about 100 km away",
        "someone",
        "s1",
        parts=(
            Part("direction", "Base", direction="north"),
            Part("distance", "Base", 100, "km", "about"),
        ),
        places=("Camp",),
    )
    result = check_claim(events(), claim)
    assert result.items["verdict"].tolist() == ["yes", "no"]
    assert result.verdict == "fails"


def a_few_miles(**settings):
    return Claim(
        "c",
        "Camp lies a few miles north of City",
        "someone",
        "s1",
        parts=(
            Part("direction", "City", direction="north"),
            Part("distance", "City", unit="miles", hedge="a few"),
        ),
        places=("Camp",),
        **settings,
    )


def test_a_few_miles_from_a_large_city_is_undetermined_while_the_direction_holds(world):
    world["City"] = place("City", radius_km=15)
    world["Camp"] = place("Camp", azimuth_deg=350, distance_km=24.4, radius_km=1)
    result = check_claim(events(), a_few_miles())
    assert result.items["verdict"].tolist() == ["yes", "undetermined"]
    assert result.items["verdict_as_written"].isna().tolist() == [False, True]
    assert result.verdict == "cannot be decided"
    assert any("City" in wanted for wanted in result.missing)


@pytest.mark.parametrize(
    ("city_radius_km", "few", "verdict"),
    [(1, (3, 10), "fails"), (1, (3, 20), "holds"), (15, (3, 30), "holds")],
)
def test_what_a_few_means_and_how_large_the_city_is_decide_the_answer(
    world, city_radius_km, few, verdict
):
    world["City"] = place("City", radius_km=city_radius_km)
    world["Camp"] = place("Camp", azimuth_deg=350, distance_km=24.4, radius_km=1)
    assert check_claim(events(), a_few_miles(), meanings=Meanings(few=few)).verdict == verdict


def test_a_camp_south_of_the_city_is_not_north_of_it(world):
    world["City"] = place("City", radius_km=15)
    world["Camp"] = place("Camp", azimuth_deg=180, distance_km=60, radius_km=1)
    assert check_claim(events(), a_few_miles()).verdict == "fails"


def border_claim(part):
    return Claim("c", "Town lies near the border", "s", "s1", parts=(part,), places=("Town",))


@pytest.fixture
def border(monkeypatch):
    """Set how far the test's town lies from the border."""

    def set_distance_km(distance_km):
        class Line:
            def distances_m(self, lon, lat):
                return [distance_km * 1000.0]

        monkeypatch.setattr(membership, "measured_border", lambda left, right: Line())

    return set_distance_km


@pytest.mark.parametrize(
    ("distance_km", "near_km", "verdict"),
    [
        (8, 25, "holds"),
        (8, 10, "cannot be decided"),
        (60, 25, "fails"),
        (20, 25, "cannot be decided"),
    ],
)
def test_near_a_border_follows_its_distance_and_the_meaning_of_near(
    world, border, distance_km, near_km, verdict
):
    world["Town"] = place("Town", radius_km=5)
    border(distance_km)
    claim = border_claim(Part("near border", "SY/IQ", hedge="near"))
    result = check_claim(events(), claim, meanings=Meanings(near_m=near_km * 1000))
    assert result.verdict == verdict


def test_the_accuracy_of_the_drawn_border_widens_the_interval(world, border):
    world["Town"] = place("Town", radius_km=5)
    border(8)
    claim = border_claim(Part("near border", "SY/IQ", hedge="near"))
    row = check_claim(events(), claim, meanings=Meanings(border_accuracy_m=2_000)).items.iloc[0]
    assert (row["distance_min_m"], row["distance_max_m"]) == (1_000, 15_000)


def test_a_border_of_an_unknown_country_is_undetermined_with_the_reason(world):
    world["Town"] = place("Town", radius_km=5)
    claim = border_claim(Part("near border", "SY/Atlantis", hedge="near"))
    result = check_claim(events(), claim)
    assert result.verdict == "cannot be decided"
    assert "Atlantis" in result.items["reason"].iloc[0]


@pytest.mark.parametrize(
    ("hedge", "distance_km", "verdict"),
    [
        ("at least", 140, "no"),
        ("at least", 160, "yes"),
        ("at most", 140, "yes"),
        ("at most", 160, "no"),
        ("about", 160, "yes"),
        ("about", 170, "no"),
        ("", 153, "yes"),
        ("", 160, "no"),
    ],
)
def test_a_distance_is_read_with_its_hedge(world, hedge, distance_km, verdict):
    world["Base"] = place("Base", radius_km=0)
    claim = replace(within(basis="identified"), parts=(Part("distance", "Base", 150, "km", hedge),))
    result = check_claim(events(("one", distance_km, 1)), claim)
    assert result.items["verdict"].tolist() == [verdict]


def test_no_answer_ever_calls_a_claim_false(world):
    frame = events(("one", 300, 5), ("two", 310, 5))
    for basis in ("possible", "identified"):
        result = check_claim(frame, within(basis=basis))
        text = " ".join((result.answer, result.turns, *result.missing, *result.items["reason"]))
        assert "false" not in text.lower()
