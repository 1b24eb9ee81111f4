"""Write ``relative_places.csv``: real places, each with words that describe it relative to others.

Run by hand: ``python benchmarks/make_relative_places.py``. Two origins, kept apart:

``opened``
    A description that somebody published: the distance and direction stand in
    a public file of the stored source index, whose file id is in ``source``.
    Only the facts (who is how far from whom, in which direction) were taken.

``constructed``
    A description that a documented procedure makes for a real place of the
    packaged gazetteer, the way reports write: the anchor is the largest town
    within 60 km; the wind is one of eight; the distance is the straight one in
    even rows and a fifth longer, as by road, in odd rows (L. Ballou, R. Rahardja,
    N. Sakata: "Selected country circuity factors for road travel distance
    estimation", Transportation Research A 36, 2002, has means of 1.12-2.10 for
    26 countries); it is rounded to 1 km below 10 km, to 5 km below 50 km, else
    to 10 km. "Between" takes places whose way from one town to the next is at
    most a sixth longer than the straight line; "near the border" places within
    25 km of it; "northern" the towns of that half of the country, "near" those
    within 25 km, "just" those within 12 km, "a few miles" those within 25 km of
    a large town. Which places are taken is decided by the SHA-256 of their ids.

No position is written into the table: it holds ids, which the benchmark looks
up in the gazetteer of the day.
"""

from __future__ import annotations

import csv
import hashlib
import math
import sqlite3
import sys
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("relative_places.csv")
COUNTRIES = ("IQ", "SY", "YE", "UA", "LB", "SD", "LY", "AF", "IL", "PS", "ML", "NE", "BF", "IR")
COLUMNS = ("truth_id", "country", "kind", "description", "origin", "source")
WINDS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
EACH = {
    "offset": 70, "ring": 30, "towards": 60, "just": 30, "few": 40, "near": 30, "between": 40,
    "part": 30, "border": 20,
}  # fmt: skip

# The place by its name, then the words as published, the country, the file id of the source.
OPENED = """
Hama|213 km north of Damascus|SY|49253032689
Hama|46 kilometres north of Homs|SY|49253032689
Samarra|125 km north of Baghdad|IQ|31367097785
Mosul|400 km north of Baghdad|IQ|29634620610
Erbil|350 km north of Baghdad|IQ|4588270886
Kut|160 kilometres south of Baghdad|IQ|26201979240
Qayyarah|60 km south of Mosul|IQ|65830102917
Hillah|85 km south of Baghdad|IQ|68399880067
Kufa|180 km south of Baghdad|IQ|31425193149
Karbala|100 km southwest of Baghdad|IQ|41775592913
Sulaymaniyah|330 km northeast of Baghdad|IQ|5152710486
Fallujah|69 km west of Baghdad|IQ|31367097785
Ramadi|110 km west of Baghdad|IQ|47514982479
Abu Ghraib|twenty miles west of Baghdad|IQ|14037270613
Camp Taji|a few miles north of Baghdad|IQ|VOA report of 13 March 2020
Pul-e Khumri|160 km north of Kabul|AF|18465163826
Ukrainka|40 km south of Kyiv|UA|61130494344
Pripyat|100 km north of Kiev|UA|52748249032
Chernobyl Nuclear Power Plant|110 km north of Kiev|UA|69368855161
Jounieh|20 km north of Beirut|LB|60401984034
Tripoli|85 km north of Beirut|LB|53803223565
Byblos|40 km north of Beirut|LB|14976839259
Tyre|83 km south of Beirut|LB|14976839259
Sidon|45 km south of Beirut|LB|70626948420
Jezzine|40 km south of Beirut|LB|47374652743
Baalbek|85 km east of Beirut|LB|61064892583
Zikhron Ya'akov|70 km north of Tel Aviv|IL|55607028229
Zikhron Ya'akov|35 km south of Haifa|IL|55607028229
Herzliya|10 km north of Tel Aviv|IL|53778145430
Ashdod|32 km south of Tel Aviv|IL|69111934061
Bethlehem|8 km south of Jerusalem|PS|70785245576
Bethlehem|10 km south of Jerusalem|PS|12722873741
Hebron|30 km south of Jerusalem|PS|46370547473
Ramallah|10 km north of Jerusalem|PS|2453033160
Ar Ram|8 km north of Jerusalem|PS|70137521896
Al Khums|130 km east of Tripoli|LY|67253862670
Zarand|740 km southeast of Tehran|IR|24719754799
Hashtgerd|100 km west of Tehran|IR|22347835196
Qazvin|150 km west of Tehran|IR|66721038534
Natanz|250 km south of Tehran|IR|56129279281
Tanta|90 km north of Cairo|EG|753224809
Alexandria|220 km north of Cairo|EG|54670107074
Minya|245 km south of Cairo|EG|55099428000
Luxor|650 km south of Cairo|EG|69450850732
Palmyra|215 km northeast of Damascus|SY|49300952253
Gaziantep|97 km north of Aleppo|TR|4048936818
Jerash|48 km north of Amman|JO|58102625645
Jerash|50 km north of Amman|JO|24578567455
Irbid|85 km north of Amman|JO|16416496834
Madaba|30 km south of Amman|JO|25129887502
Queen Alia International Airport|35 km south of Amman|JO|71154722428
Karak|124 km south of Amman|JO|60854760282
Ma'an|216 km south of Amman|JO|43103418478
"""


def opened() -> list[tuple[str, ...]]:
    """Give the published descriptions, each with the id that its place has."""
    from gazetteer import resolve

    rows = []
    for line in OPENED.strip().splitlines():
        name, words, country, source = line.split("|")
        found = resolve(name, country=country).best
        if found is None:
            print(f"left out, as no gazetteer place: {name} ({country})")
            continue
        rows.append((found.place.place_id, country, "offset", words, "opened", source))
    return rows


def towns() -> list[dict[str, Any]]:
    """Give the packaged towns of the countries, in the order of the SHA-256 of their ids."""
    from gazetteer import store_path

    connection = sqlite3.connect(f"file:{store_path()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    marks = ",".join("?" * len(COUNTRIES))
    rows = connection.execute(
        "SELECT place_id, name, lon, lat, country, population FROM place"
        f" WHERE country IN ({marks}) AND place_id LIKE 'geonames:%' AND feature_class = 'P'",
        COUNTRIES,
    )
    found = [dict(row) for row in rows if row["population"] and row["population"] > 0]
    return sorted(found, key=lambda row: hashlib.sha256(row["place_id"].encode()).digest())


def measure(left: dict[str, Any], right: dict[str, Any]) -> tuple[float, str]:
    """Give the distance in kilometres and the wind from one place to another."""
    from geo import azimuth_deg, distance_m

    ends = {"lon1": left["lon"], "lat1": left["lat"], "lon2": right["lon"], "lat2": right["lat"]}
    wind = WINDS[math.floor(azimuth_deg(**ends) / 45.0 + 0.5) % 8]
    return distance_m(**ends) / 1000.0, wind


def rounded(kilometres: float) -> int:
    """Round as reports do: to 1 km below 10, to 5 below 50, else to 10."""
    step = 1 if kilometres < 10 else 5 if kilometres < 50 else 10
    return max(1, round(kilometres / step) * step)


def constructed() -> list[tuple[str, ...]]:
    """Give the descriptions that the procedure makes."""
    from gazetteer import resolve

    everything = towns()
    large: dict[str, list[dict[str, Any]]] = {}
    for town in everything:
        known = town["population"] >= 40_000 and resolve(town["name"], country=town["country"]).best
        if known and known.place.place_id == town["place_id"]:
            large.setdefault(town["country"], []).append(town)
    rows: list[tuple[str, ...]] = []
    left = dict(EACH)
    subjects = iter(everything)
    while any(left.values()):
        town = next(subjects, None)
        if town is None:
            break
        kind, words = _describe(town, large, left, len(rows))
        if kind:
            left[kind] -= 1
            source = "procedure of make_relative_places.py"
            rows.append((town["place_id"], town["country"], kind, words, "constructed", source))
    return rows


def _describe(
    town: dict[str, Any], large: dict[str, list[dict[str, Any]]], left: dict[str, int], number: int
) -> tuple[str, str]:
    """Describe one town in the way that is still most wanted and that it allows."""
    others = [one for one in large.get(town["country"], []) if one is not town]
    reach = [(one, *measure(one, town)) for one in others]
    near = [one for one in reach if one[1] <= 60.0 and one[0]["population"] > town["population"]]
    ways: dict[str, str] = {}
    if near:
        anchor, km, wind = max(near, key=lambda one: one[0]["population"])
        told = rounded(km * (1.2 if number % 2 else 1.0))
        name = anchor["name"]
        ways |= {
            "offset": f"{told} km {wind} of {name}",
            "ring": f"{told} km from {name}",
            "towards": f"{wind} of {name}",
        }
        if km <= 25.0:
            ways["near"] = f"near {name}"
            if anchor["population"] >= 200_000:
                ways["few"] = f"a few miles {wind} of {name}"
        if km <= 12.0:
            ways["just"] = f"just {wind} of {name}"
    ends = sorted(reach, key=lambda one: one[1])[:6]
    for at, (one, first, _) in enumerate(ends):
        for other, second, _ in ends[at + 1 :]:
            apart, _ = measure(one, other)
            if 30.0 <= apart <= 200.0 and first + second <= apart * 7.0 / 6.0:
                ways.setdefault("between", f"between {one['name']} and {other['name']}")
    if left["border"] and (across := _border(town)):
        ways["border"] = f"near the border with {across}"
    if left["part"] and (part := _part(town)):
        ways["part"] = part
    wanted = max(ways, key=lambda kind: left[kind] / EACH[kind], default="")
    return (wanted, ways[wanted]) if wanted and left[wanted] else ("", "")


def _border(town: dict[str, Any]) -> str:
    from geo import border_distance_m
    from geo.areas import read_areas
    from geo.borders import neighbours

    names = read_areas("country").set_index("country")["name"]
    for other in neighbours(town["country"]):
        ends = {"left": town["country"], "right": other}
        if border_distance_m(lon=town["lon"], lat=town["lat"], **ends) <= 25_000.0:
            return str(names[other])
    return ""


def _part(town: dict[str, Any]) -> str:
    from geo.areas import read_areas

    area = read_areas("country").set_index("country").loc[town["country"]]
    centre = area.geometry.centroid
    km, wind = measure({"lon": centre.x, "lat": centre.y}, town)
    return f"{wind}ern {area['name']}" if km > 50.0 else ""


def main() -> None:
    """Write the table."""
    rows = [*opened(), *constructed()]
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    print(f"{len(rows)} rows written to {TABLE}")


if __name__ == "__main__":
    sys.path.pop(0)  # benchmarks/gazetteer.py must not stand before the package
    main()
