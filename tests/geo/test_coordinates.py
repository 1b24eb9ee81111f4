from __future__ import annotations

import contextlib
import math
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from geo.coordinates import format_coordinates, parse_coordinates
from geo.errors import CoordinateError

# Camp Taji (airportsdata ORTI) in the notations that reports use
TAJI_LON, TAJI_LAT = 44.2567, 33.5239
TAJI = [
    "33.5239N 44.2567E",
    "33.5239 N, 44.2567 E",
    "33.5239n 44.2567e",
    "44.2567E 33.5239N",
    "N33.5239 E44.2567",
    "N 33.5239°, E 44.2567°",
    "33.5239° N 44.2567° E",
    "33.5239°N 44.2567°E",
    "(33.5239 N, 44.2567 E)",
    "33.5239 North, 44.2567 East",
    "+33.5239N +44.2567E",
    "33,5239N 44,2567E",
    "33,5239 N; 44,2567 E",
    "٣٣٫٥٢٣٩ شمال، ٤٤٫٢٥٦٧ شرق",
    "٣٣٫٥٢٣٩N ٤٤٫٢٥٦٧E",
    "۳۳٫۵۲۳۹N ۴۴٫۲۵۶۷E",
    "33.5239 с.ш. 44.2567 в.д.",
    "33.5239 deg N 44.2567 deg E",
    "33°31.434'N 44°15.402'E",
    "N 33° 31.434' E 44° 15.402'",
    "33 31.434N 44 15.402E",
    "33°31′26.04″N 44°15′24.12″E",
    "33°31’26.04”N, 44°15’24.12”E",
    "33º31'26.04''N 44º15'24.12''E",
    "33 31 26.04 N 44 15 24.12 E",
    "33-31-26.04N 044-15-24.12E",
    "33:31:26.04N 44:15:24.12E",
    "333126.04N 0441524.12E",
    "N333126.04 E0441524.12",
    "3331.434N 04415.402E",
]


@pytest.mark.parametrize("text", TAJI)
def test_one_place_is_read_in_every_notation(text: str) -> None:
    position = parse_coordinates(text)
    assert position is not None
    assert (position.lon, position.lat) == pytest.approx((TAJI_LON, TAJI_LAT), abs=1e-9)


def test_southern_and_western_hemispheres_are_negative() -> None:
    position = parse_coordinates("54°48′S 68°18′W")
    assert position is not None
    assert (position.lat, position.lon) == pytest.approx((-54.8, -68.3))


@pytest.mark.parametrize(
    ("text", "notation", "metres"),
    [
        ("33N 44E", "decimal", 55_660.0),
        ("33.5239N 44.2567E", "decimal", 5.566),
        ("33.5239N 44.25E", "decimal", 0.01 * math.cos(math.radians(33.5239)) * 111_320 / 2),
        ("33°31.4'N 44°15.4'E", "ddm", 0.1 / 60 * 111_320 / 2),
        ("33°31′26″N 44°15′24″E", "dms", 1 / 3600 * 111_320 / 2),
        ("38S MC 3097 0961", "mgrs", 5.0),
        ("38SMC3009", "mgrs", 500.0),
        ("38N 430976 3709616", "utm", 0.5),
    ],
)
def test_the_resolution_is_half_of_the_last_written_digit(
    text: str, notation: str, metres: float
) -> None:
    position = parse_coordinates(text)
    assert position is not None
    assert position.notation == notation
    assert position.resolution_m == pytest.approx(metres)


@pytest.mark.parametrize(
    "text",
    [
        "Camp Taji",
        "K-1",
        "T4",
        "H-3 air base",
        "Highway 80",
        "Area 51",
        "30 km south of Baghdad",
        "N14",
        "E40",
        "1991",
        "12.5",
        "2020-03-11",
        "geonames:99226",
        "airportsdata:ORTI",
        "",
        "البوكمال",
        "²",
    ],
)
def test_what_is_no_coordinate_gives_none(text: str) -> None:
    assert parse_coordinates(text) is None


@pytest.mark.parametrize(
    "text", ["33.5239, 44.2567", "33.5239 44.2567", "-33.5, 44.25", "33 44", "33,5239 44,2567"]
)
def test_a_pair_without_letters_is_refused_with_the_next_step(text: str) -> None:
    with pytest.raises(CoordinateError, match="add hemisphere letters"):
        parse_coordinates(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("133.5N 44.2E", r"latitude 133\.5 .* are lon and lat swapped\?"),
        ("33.5N 190.1E", r"longitude 190\.1 .* at most 180"),
        ("33.5N 44.2N", "same axis twice"),
        ("-33.5S 44.2E", "minus sign"),
        ("33°61'N 44°10'E", "60 or more"),
        ("33.5°31'N 44°10'E", "decimal point before"),
        ("33.5239N", "no pair"),
        ("33.5239N, 44.2567", "no pair"),
        ("38S MC 309 0961", "equal halves"),
        ("38S MC 30970961097", "equal halves"),
        ("38S ZZ 3097 0961", "looks like MGRS"),
        ("38S ZB 3097 0961", "do not fit"),
        ("38N MB 44 88", "do not fit"),
        ("61S MC 3097 0961", "do not fit"),
        ("61N 430976 3709616", "does not exist"),
        ("38R 430976 3709616", "outside zone 38R"),
        ("38S 430976 3709616", r"read twice.* 56\.8S or 33\.5N; write 38N"),
    ],
)
def test_a_wrong_coordinate_is_refused_with_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(CoordinateError, match=message):
        parse_coordinates(text)


def test_utm_is_read_as_epsg_defines_it() -> None:
    position = parse_coordinates("UTM 38N 430976.1 E, 3709616.8 N")
    lon, lat = Transformer.from_crs(32638, 4326, always_xy=True).transform(430976.1, 3709616.8)
    assert position is not None
    assert (position.lon, position.lat) == pytest.approx((lon, lat), abs=1e-12)
    south = parse_coordinates("19S 500000 6350000")
    assert south is not None
    assert (south.lon, round(south.lat)) == (-69.0, -33)


def test_a_band_letter_of_utm_is_understood_where_it_fits() -> None:
    position = parse_coordinates("36R 330000 3320000")
    assert position is not None
    assert round(position.lat) == 30


def test_mgrs_gives_the_middle_of_its_square() -> None:
    # the square of 10 km that holds Camp Taji: easting 430-440 km, northing 3,700-3,710 km
    position = parse_coordinates("38S MC 3 0")
    lon, lat = Transformer.from_crs(32638, 4326, always_xy=True).transform(435_000, 3_705_000)
    assert position is not None
    assert (position.lon, position.lat) == pytest.approx((lon, lat), abs=1e-5)  # one metre


@given(lon=st.floats(-180, 180), lat=st.floats(-90, 90), decimals=st.integers(0, 12))
def test_what_is_written_is_read_back(lon: float, lat: float, decimals: int) -> None:
    position = parse_coordinates(format_coordinates(lon=lon, lat=lat, decimals=decimals))
    assert position is not None
    assert abs(position.lat - lat) <= 0.5 * 10**-decimals + 1e-12
    assert abs(position.lon - lon) <= 0.5 * 10**-decimals + 1e-12


def test_writing_uses_the_convention_of_half_turns() -> None:
    assert format_coordinates(lon=285.5, lat=10.0, decimals=1) == "10.0N 74.5W"


@pytest.mark.parametrize(("lon", "lat"), [(math.nan, 0.0), (0.0, math.inf), (0.0, 91.0)])
def test_what_is_no_position_cannot_be_written(lon: float, lat: float) -> None:
    with pytest.raises(CoordinateError):
        format_coordinates(lon=lon, lat=lat)
    with pytest.raises(CoordinateError, match="decimals"):
        format_coordinates(lon=0.0, lat=0.0, decimals=16)


@given(st.text(max_size=40))
def test_any_text_gives_a_position_none_or_the_one_error(text: str) -> None:
    with contextlib.suppress(CoordinateError):
        position = parse_coordinates(text)
        assert position is None or (abs(position.lat) <= 90 and abs(position.lon) <= 180)


def test_reading_letters_loads_the_standard_library_alone() -> None:
    code = (
        "import sys; from geo.coordinates import parse_coordinates as p; p('33.5N 44.2E');"
        "print([m for m in ('numpy', 'pyproj', 'mgrs', 'geopandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
