"""Names under which tables keep what our columns hold, in seven languages, the likeliest first.

English, German, French, Spanish, Russian, Ukrainian and Arabic, in lower case with
underscores for spaces. A name alone is no guess: the cells must be readable too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["COLUMN_WORDS", "POSITION_COLUMNS", "folded_name"]

POSITION_COLUMNS: Final[Mapping[str, str]] = {
    "position": "one column with both: WKT, MGRS, UTM, or degrees with N, S, E, W",
    "lat_lon": "one column with two numbers, the latitude first",
    "lon_lat": "one column with two numbers, the longitude first",
}
"""What a column map may name in place of ``lon`` and ``lat``."""

_WORDS: Final = {
    "event_id": "event_id id eventid incident_number number ref report_key kennung nummer nr "
    "identifiant numéro identificador número номер ідентифікатор идентификатор المعرف الرقم",
    "date_start": "date_start date event_date start_date incident_date day begin when timestamp "
    "time datum tag ereignisdatum jour date_de_début fecha fecha_inicio día дата дата_события "
    "дата_події день التاريخ تاريخ تاريخ_الحدث",
    "date_end": "date_end end_date date_to end enddatum date_de_fin fecha_fin дата_окончания "
    "дата_завершення تاريخ_الانتهاء",
    "time_start": "time_start time local_time uhrzeit heure hora время час الوقت",
    "event_type": "event_type type category kind attack_type incident_type art typ ereignisart "
    "kategorie type_d'événement catégorie tipo tipo_de_evento categoría тип тип_события "
    "тип_події категория категорія نوع نوع_الحدث",
    "weapon": "weapon weapon_type munition waffe arme arma оружие зброя السلاح نوع_السلاح",
    "target": "target target_type object ziel cible objetivo цель ціль الهدف",
    "actor": "actor actor1 perpetrator attacker belligerent side_a akteur täter acteur auteur "
    "autor исполнитель виконавець الفاعل الجهة_المنفذة",
    "killed_min": "killed_min min_killed deaths_low killed_low",
    "killed_best": "killed_best killed deaths fatalities dead kia tote getötete todesopfer morts "
    "tués décès muertos fallecidos погибшие убитые загиблі вбиті القتلى قتلى",
    "killed_max": "killed_max max_killed deaths_high killed_high",
    "injured_best": "injured_best injured wounded wia verletzte verwundete blessés heridos "
    "раненые поранені الجرحى جرحى",
    "toponym": "toponym place place_name placename location location_name where_coordinates city "
    "town village site name ort ortsname stadt dorf lieu localité ville lugar localidad ciudad "
    "pueblo место город село населенный_пункт населённый_пункт місце місто населений_пункт "
    "المكان الموقع المدينة القرية البلدة",
    "country": "country country_code iso2 iso3 country_name land staat pays país pais страна "
    "країна الدولة البلد",
    "admin1": "admin1 adm_1 province governorate oblast state region provinz bundesland "
    "gouvernorat région provincia región область регион регіон المحافظة محافظة",
    "lon": "lon longitude lng long x längengrad laengengrad longitud долгота довгота خط_الطول",
    "lat": "lat latitude y breitengrad latitud широта خط_العرض دائرة_العرض",
    "lat_lon": "lat_lon latlon lat,lon lat,_lon lat/lon latlng lat_long latitude_longitude",
    "lon_lat": "lon_lat lonlat lon,lat lon,_lat lon/lat lnglat long_lat longitude_latitude",
    "position": "position wkt geom_wkt geometry_wkt coordinates coords gps mgrs utm koordinaten "
    "coordonnées coordenadas координаты координати الإحداثيات",
}

COLUMN_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    ours: tuple(words.split()) for ours, words in _WORDS.items()
}
"""For our column the names, as ``folded_name`` gives them."""


def folded_name(name: str) -> str:
    """Give a column's name in lower case, with an underscore for spaces and hyphens.

    Examples
    --------
    >>> folded_name(" Event-Date "), folded_name("Населений пункт")
    ('event_date', 'населений_пункт')
    """
    return "_".join(name.strip().casefold().replace("-", " ").split())
