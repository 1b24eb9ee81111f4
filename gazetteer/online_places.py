"""Read what online geocoders answer: one kind of record, each with an honest level.

A provider's class decides the level of the precision ladder, never finer than
``site`` or ``settlement``; where the provider gives an extent, the radius
covers it. Private addresses and sensitive kinds (hospital, school, shelter,
displaced persons' site, home) are withheld: such an answer is no position that
this project takes from a third party.

The levels of OpenStreetMap classes follow the place tags and the search ranks
of Nominatim (its documentation, "Place Ranking in Nominatim"); those of GeoNames
its feature codes; those of ArcGIS the output field ``Addr_type``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gazetteer.rank import haversine_m
from geo.countries import country_code
from geo.ladder import radius_m

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.ladder import Precision

__all__ = ["READING", "Found", "read_arcgis", "read_geonames", "read_nominatim", "read_photon"]

READING: Final = 1
"""Goes up with every change of what is read from an answer; older kept answers are asked anew."""

_AREAS: Final = frozenset({"admin2", "admin1", "region", "country"})


@dataclass(frozen=True, slots=True)
class Found:
    """One place as a provider knows it.

    Attributes
    ----------
    place_id : str
        ``osm:N123``, ``geonames:123``; empty where the provider has none that lasts.
    name : str
        The name to show.
    names : tuple of str
        All names that came with it.
    lon, lat : float
        Degrees, EPSG:4326.
    country : str
        ISO 3166-1 alpha-2; empty if not said.
    admin1 : str
        First-order area; empty if not said.
    feature_class, feature_code : str
        GeoNames class and code where there is a fitting one, else empty.
    population : int
        0 is unknown.
    precision : str
        Level of the precision ladder.
    uncertainty_m : float
        Radius in metres.
    """

    place_id: str
    name: str
    names: tuple[str, ...]
    lon: float
    lat: float
    country: str
    admin1: str
    feature_class: str
    feature_code: str
    population: int
    precision: Precision
    uncertainty_m: float


class _Kind(NamedTuple):
    precision: Precision
    feature_class: str = ""
    feature_code: str = ""


Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

_COUNTRY: Final = _Kind("country", "A", "PCLI")
_ADMIN1: Final = _Kind("admin1", "A", "ADM1")
_ADMIN2: Final = _Kind("admin2", "A", "ADM2")
_REGION: Final = _Kind("region", "L", "RGN")
_TOWN: Final = _Kind("settlement", "P", "PPL")
_QUARTER: Final = _Kind("neighbourhood", "P", "PPLX")
_STREET: Final = _Kind("neighbourhood", "R", "")
_SITE: Final = _Kind("site", "S", "")
_NEAR: Final = _Kind("near")
_SEA: Final = _Kind("maritime", "H", "SEA")
_AIRPORT: Final = _Kind("site", "S", "AIRP")
_AIRBASE: Final = _Kind("site", "S", "AIRB")

_OSM_PLACES: Final[Mapping[str, _Kind]] = {
    "country": _COUNTRY,
    **dict.fromkeys(("state", "province"), _ADMIN1),
    **dict.fromkeys(("state_district", "county", "district", "municipality"), _ADMIN2),
    **dict.fromkeys(("region", "island", "archipelago"), _REGION),
    **dict.fromkeys(
        ("city", "town", "village", "hamlet", "isolated_dwelling", "farm", "croft"), _TOWN
    ),
    **dict.fromkeys(
        ("borough", "city_district", "suburb", "subdivision", "quarter", "neighbourhood"), _QUARTER
    ),
    **dict.fromkeys(("city_block", "residential", "square", "plot"), _QUARTER),
    **dict.fromkeys(("sea", "ocean"), _SEA),
}
_OSM_SITE_KEYS: Final = (
    "aerialway aeroway amenity barrier bridge craft emergency harbour historic industrial landuse"
    " leisure man_made military office power railway seamark shop tourism tunnel"
)
_OSM_KEYS: Final[Mapping[str, _Kind]] = {
    **dict.fromkeys(_OSM_SITE_KEYS.split(), _SITE),
    "highway": _STREET,
    "waterway": _REGION,
}
_OSM_TAGS: Final[Mapping[tuple[str, str], _Kind]] = {
    ("aeroway", "aerodrome"): _AIRPORT,
    ("aeroway", "heliport"): _AIRPORT,
    ("military", "airfield"): _AIRBASE,
}
_OSM_SENSITIVE: Final = (
    "hospital clinic doctors dentist pharmacy nursing_home health_post baby_hatch blood_bank"
    " school kindergarten childcare orphanage prep_school language_school music_school"
    " shelter social_facility refugee_site refugee_camp bomb_shelter house houses house_number"
    " apartments dormitory ngo ambulance_station food_bank soup_kitchen"
)
_OSM_SENSITIVE_VALUES: Final = frozenset(_OSM_SENSITIVE.split())
_OSM_PRIVATE_KEYS: Final = frozenset({"building", "healthcare", "social_facility"})
_OSM_TYPES: Final = {"node": "N", "way": "W", "relation": "R", "N": "N", "W": "W", "R": "R"}
_OSM_NO_NAMES: Final = ("ref", "iata", "icao", "local_ref", "brand", "operator")


def read_nominatim(raw: Mapping[str, Any]) -> Found | None:
    """Read one place of Nominatim's answer (``format=json``, with address and names).

    Returns
    -------
    Found or None
        None for a private address or a sensitive kind.

    Raises
    ------
    ValueError, KeyError, TypeError
        It is no such record, or a coordinate is out of range.
    """
    key, value = _text(raw.get("class") or raw.get("category")), _text(raw.get("type"))
    address = dict(raw.get("address") or {})
    names = {
        _text(name)
        for label, name in dict(raw.get("namedetails") or {}).items()
        if str(label).split(":")[0] not in _OSM_NO_NAMES
    }
    display = _text(raw["display_name"])
    kind = _osm_kind(key, value, part=_text(raw.get("addresstype")), rank=raw.get("place_rank"))
    if kind is None:
        return None
    box = raw.get("boundingbox")
    south, north, west, east = (float(edge) for edge in box) if box else (0.0,) * 4
    name = _text(raw.get("name")) or display.partition(",")[0].strip()
    return _found(
        kind,
        place_id=_osm_id(raw),
        name=name,
        names=(name, *(part for text in sorted(names) for part in text.split(";"))),
        lon=float(raw["lon"]),
        lat=float(raw["lat"]),
        box=(west, south, east, north) if box else None,
        is_point=raw.get("osm_type") == "node",
        country=_text(address.get("country_code")).upper(),
        admin1=_text(address.get("state") or address.get("province") or address.get("region")),
    )


def read_photon(raw: Mapping[str, Any]) -> Found | None:
    """Read one feature of Photon's answer; see :func:`read_nominatim`."""
    facts = raw["properties"]
    lon, lat = (float(degree) for degree in raw["geometry"]["coordinates"][:2])
    layer = _text(facts.get("type"))
    kind = _osm_kind(
        _text(facts["osm_key"]),
        _text(facts["osm_value"]),
        part=_PHOTON_LAYERS.get(layer, ""),
        rank=None,
    )
    if kind is None or (layer == "house" and not facts.get("name")):
        return None
    box = facts.get("extent")
    west, north, east, south = (float(edge) for edge in box) if box else (0.0,) * 4
    name = _text(facts.get("name") or facts.get("street"))
    return _found(
        kind,
        place_id=_osm_id(facts),
        name=name,
        names=(name,),
        lon=lon,
        lat=lat,
        box=(west, south, east, north) if box else None,
        is_point=facts.get("osm_type") == "N",
        country=_text(facts.get("countrycode")).upper(),
        admin1=_text(facts.get("state")),
    )


_PHOTON_LAYERS: Final = {
    "country": "country",
    "state": "state",
    "county": "county",
    "city": "city",
    "district": "suburb",
    "locality": "neighbourhood",
}
"""Photon's layers in the words of OpenStreetMap's place tags; used for boundaries only."""


def _osm_kind(key: str, value: str, *, part: str, rank: object) -> _Kind | None:
    """Give the kind of an OpenStreetMap object; None if it is withheld."""
    if key in _OSM_PRIVATE_KEYS or value in _OSM_SENSITIVE_VALUES:
        return None
    if key == "place":
        return _OSM_PLACES.get(value, _NEAR)
    if key == "boundary":
        named = _REGION if value != "administrative" else _kind_of_rank(rank)
        return _OSM_PLACES.get(part, named)
    return _OSM_TAGS.get((key, value), _OSM_KEYS.get(key, _NEAR))


def _kind_of_rank(rank: object) -> _Kind:
    """Give the kind of an administrative area by its search rank; a district if there is none."""
    if not isinstance(rank, int):
        return _ADMIN2
    for limit, kind in ((4, _COUNTRY), (9, _ADMIN1), (12, _ADMIN2), (19, _TOWN)):
        if rank <= limit:
            return kind
    return _QUARTER


def _osm_id(raw: Mapping[str, Any]) -> str:
    letter, number = _OSM_TYPES.get(_text(raw.get("osm_type"))), raw.get("osm_id")
    return f"osm:{letter}{int(number)}" if letter and number is not None else ""


_GEONAMES_SENSITIVE: Final = ("HSP", "SCH", "HSE", "CTRM", "LEPC", "SNTR", "ASYL")
"""Hospitals, schools, houses, medical centres, leprosaria, sanatoria, asylums, and their kin."""


def read_geonames(raw: Mapping[str, Any]) -> Found | None:
    """Read one place of GeoNames' answer (``searchJSON``); see :func:`read_nominatim`."""
    code, group = _text(raw.get("fcode")), _text(raw.get("fcl"))
    if code.startswith(_GEONAMES_SENSITIVE) or code == "CMPRF":
        return None
    kind = _Kind(_geonames_level(group, code), group, code)
    name = _text(raw["name"])
    return _found(
        kind,
        place_id=f"geonames:{int(raw['geonameId'])}",
        name=name,
        names=(name, _text(raw.get("toponymName"))),
        lon=float(raw["lng"]),
        lat=float(raw["lat"]),
        box=None,
        is_point=True,
        country=_text(raw.get("countryCode")).upper(),
        admin1=_text(raw.get("adminName1")),
        population=int(raw.get("population") or 0),
    )


def _geonames_level(group: str, code: str) -> Precision:
    if group == "A":
        if code.startswith("PCL"):
            return "country"
        return "admin1" if code.startswith("ADM1") else "admin2"
    if group == "P":
        return "neighbourhood" if code == "PPLX" else "settlement"
    if group == "S":
        return "site"
    return "region" if group == "L" and code.startswith("RGN") else "near"


_ARCGIS_ADDRESSES: Final = frozenset(
    {"Subaddress", "PointAddress", "Parcel", "StreetAddress", "StreetAddressExt"}
)
_ARCGIS_LOCALITIES: Final[Mapping[str, _Kind]] = {
    "Country": _COUNTRY,
    "Region": _ADMIN1,
    "State or Province": _ADMIN1,
    "Subregion": _ADMIN2,
    "County": _ADMIN2,
    "Metro Area": _NEAR,
    "City": _TOWN,
    "Neighborhood": _QUARTER,
    "Sector": _QUARTER,
    "Block": _QUARTER,
}
_ARCGIS_SENSITIVE: Final = (
    "hospital clinic medical doctor dentist pharmacy health school kindergarten daycare child"
    " orphanage shelter refugee nursing residence house home apartment humanitarian charity"
)


def read_arcgis(raw: Mapping[str, Any]) -> Found | None:
    """Read one candidate of ArcGIS's answer (all output fields); see :func:`read_nominatim`."""
    facts = dict(raw.get("attributes") or {})
    level, sort = _text(facts.get("Addr_type")), _text(facts.get("Type"))
    is_sensitive = any(word in sort.lower() for word in _ARCGIS_SENSITIVE.split())
    if level in _ARCGIS_ADDRESSES or (level == "POI" and is_sensitive):
        return None
    if level == "POI":
        kind = _ARCGIS_LOCALITIES.get(sort, _AIRPORT if sort == "Airport" else _SITE)
    elif level == "Locality":
        kind = _ARCGIS_LOCALITIES.get(sort, _NEAR)
    else:
        kind = _STREET if level.startswith("Street") else _NEAR
    edges = raw.get("extent")
    box = tuple(float(edges[edge]) for edge in ("xmin", "ymin", "xmax", "ymax")) if edges else None
    address = _text(raw["address"])
    name = _text(facts.get("PlaceName")) or address.partition(",")[0].strip()
    country = _text(facts.get("Country"))
    return _found(
        kind,
        place_id="",
        name=name,
        names=(name, address.partition(",")[0].strip()),
        lon=float(raw["location"]["x"]),
        lat=float(raw["location"]["y"]),
        box=(box[0], box[1], box[2], box[3]) if box else None,
        is_point=False,
        country=(country_code(country) or "") if country else "",
        admin1=_text(facts.get("Region")),
    )


def _found(
    kind: _Kind,
    *,
    place_id: str,
    name: str,
    names: Sequence[str],
    lon: float,
    lat: float,
    box: Box | None,
    is_point: bool,
    country: str,
    admin1: str,
    population: int = 0,
) -> Found:
    """Make the record; the radius covers the extent, and an area that is a mere point has none."""
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):  # also where it is not a number
        raise ValueError("a coordinate is out of range")
    extent_m = _reach_m(lon, lat, box) if box else 0.0
    if is_point and kind.precision in _AREAS:
        extent_m = 0.0
    least_m = radius_m(kind.precision, population=population, extent_m=extent_m or None) or 0.0
    known = dict.fromkeys(text.strip() for text in names if text.strip())
    return Found(
        place_id=place_id,
        name=name,
        names=tuple(known),
        lon=lon,
        lat=lat,
        country=country if len(country) == len("IQ") else "",
        admin1=admin1,
        feature_class=kind.feature_class,
        feature_code=kind.feature_code,
        population=max(population, 0),
        precision=kind.precision,
        uncertainty_m=round(max(least_m, extent_m), 1),
    )


def _reach_m(lon: float, lat: float, box: Box) -> float:
    """Give the distance in metres from a position to the farthest corner of its extent."""
    west, south, east, north = box
    corners = ((west, south), (west, north), (east, south), (east, north))
    return max(haversine_m(lon, lat, *corner) for corner in corners)


def _text(value: object) -> str:
    """Give a text cell; a missing one is empty, anything but text is refused."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise TypeError(f"text was expected, not {type(value).__name__}")
    return value.strip()
