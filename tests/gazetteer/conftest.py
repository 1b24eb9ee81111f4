"""A gazetteer of a handful of places, so that a test builds it in a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
from shapely import box

from gazetteer.build import write_store
from gazetteer.sources.areas import Areas
from gazetteer.sources.record import Record
from gazetteer.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from gazetteer.sources.record import Source

    AreaFrames = tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]


class Listed:
    """A source that gives the records it was made with."""

    licence = "test"

    def __init__(self, name: str, records: list[Record]) -> None:
        self.name = name
        self._records = records

    def version(self) -> str:
        return f"{len(self._records)} records"

    def sha256(self) -> str:
        return ""

    def records(self, report: Callable[[int, int], None]) -> Iterator[Record]:
        report(0, len(self._records))
        yield from self._records


def town(
    number: int,
    name: str,
    at: tuple[float, float],
    country: str,
    population: int = 0,
    *,
    names: tuple[str, ...] = (),
) -> Record:
    """Give a made-up town at ``(lon, lat)``."""
    return Record(
        place_id=f"test:{number}",
        name=name,
        lon=at[0],
        lat=at[1],
        country=country,
        feature_class="P",
        feature_code="PPL",
        names=list(names),
        population=population,
    )


@pytest.fixture(scope="session")
def areas() -> AreaFrames:
    """Two square countries, A with two provinces, B with one."""
    rows = [
        ("test:AA", "country", "AA", "AAA", "AA", "", "Aland", ["Aland", "الف"], box(0, 0, 10, 10)),
        ("test:BB", "country", "BB", "BBB", "BB", "", "Bland", ["Bland"], box(10, 0, 20, 10)),
        (
            "test:AA-1",
            "admin1",
            "AA",
            "AAA",
            "AA-W",
            "AA.01",
            "Westia",
            ["Westia"],
            box(0, 0, 5, 10),
        ),
        (
            "test:AA-2",
            "admin1",
            "AA",
            "AAA",
            "AA-E",
            "AA.02",
            "Salem",
            ["Salem"],
            box(5, 0, 10, 10),
        ),
        (
            "test:BB-1",
            "admin1",
            "BB",
            "BBB",
            "BB-1",
            "BB.01",
            "Besta",
            ["Besta"],
            box(10, 0, 20, 10),
        ),
    ]
    columns = [
        "area_id",
        "level",
        "country",
        "iso3",
        "code",
        "gn_code",
        "name",
        "names",
        "geometry",
    ]
    frame = gpd.GeoDataFrame(rows, columns=columns, crs="EPSG:4326")
    bounds = frame.geometry.bounds
    frame["lon"] = (bounds["minx"] + bounds["maxx"]) / 2
    frame["lat"] = (bounds["miny"] + bounds["maxy"]) / 2
    frame["radius_m"] = 700_000.0
    levels = frame["level"]
    return (
        frame[levels == "country"].reset_index(drop=True),
        frame[levels == "admin1"].reset_index(drop=True),
    )


@pytest.fixture(scope="session")
def small_sources(areas: AreaFrames) -> list[Source]:
    """Homonyms in both countries, near twins, an airfield beside its town."""
    airfield = Record("test:air", "Kale Air Base", 2.2, 2.0, "AA", "S", "AIRB", serves="Kale")
    cited = Record("test:cited", "Ruko", 3.0, 8.0, "AA", "P", "PPL", curated=True)
    return [
        Areas(*areas),
        Listed("cited", [cited]),
        Listed("airfields", [airfield]),
        Listed(
            "towns",
            [
                town(1, "Ruko", (1.0, 1.0), "AA", 40_000),
                town(2, "Ruko", (15.0, 5.0), "BB", 900_000),
                town(3, "Kale", (2.0, 2.0), "AA", 12_000),
                town(4, "Salem", (6.0, 5.0), "AA", 250_000),
                town(5, "Nidan", (4.0, 4.0), "AA", 700),
                town(6, "Nidan", (4.1, 4.1), "AA", 800),
                town(7, "Doro", (1.0, 9.0), "AA", 30_000),
                town(8, "Doro", (9.0, 1.0), "AA", 25_000),
                town(9, "Doro", (12.0, 9.0), "BB", 400),
                town(10, "Musaiyib", (7.0, 7.0), "AA", 5_000, names=("المسيب",)),
                town(11, "Coast", (-0.2, 5.0), "AA", 3_000),
            ],
        ),
    ]


@pytest.fixture(scope="session")
def small_path(
    tmp_path_factory: pytest.TempPathFactory, small_sources: list[Source], areas: AreaFrames
) -> Path:
    """The file of the small gazetteer."""
    path = tmp_path_factory.mktemp("small") / "gazetteer.sqlite"
    return write_store(path, small_sources, areas=areas)


@pytest.fixture(scope="session")
def small_store(small_path: Path) -> Iterator[Store]:
    """The small gazetteer, open."""
    with Store(small_path) as store:
        yield store
