"""Countries and first-order areas as places of their own, with their extent as radius."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from gazetteer.sources.record import Record, sha256_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import geopandas as gpd

__all__ = ["Areas"]


class Areas:
    """The areas of :func:`geo.read_areas`.

    Parameters
    ----------
    countries, admin1 : geopandas.GeoDataFrame
        The two levels, read once by the build, which also needs the outlines.
    """

    name = "naturalearth"
    licence = "Natural Earth, public domain (https://www.naturalearthdata.com/)"

    def __init__(self, countries: gpd.GeoDataFrame, admin1: gpd.GeoDataFrame) -> None:
        self.countries = countries
        self.admin1 = admin1

    def version(self) -> str:
        """Give the number of areas: the data file is part of this package."""
        return f"areas.parquet, {len(self.countries)} countries, {len(self.admin1)} areas"

    def sha256(self) -> str:
        """Give the SHA-256 of the data file."""
        with resources.as_file(resources.files("geo") / "data" / "areas.parquet") as path:
            return sha256_of(path)

    def records(self, report: Callable[[int, int], None]) -> Iterator[Record]:
        """Give one record for each area."""
        total = len(self.countries) + len(self.admin1)
        done = 0
        for frame, code in ((self.countries, "PCLI"), (self.admin1, "ADM1")):
            columns = ("area_id", "name", "names", "country", "code", "lon", "lat", "radius_m")
            for area_id, name, names, country, iso, lon, lat, radius in zip(
                *(frame[column] for column in columns), strict=True
            ):
                done += 1
                report(done, total)
                yield Record(
                    place_id=area_id,
                    name=name,
                    lon=lon,
                    lat=lat,
                    country=country if isinstance(country, str) else "",
                    feature_class="A",
                    feature_code=code,
                    names=list(names),
                    admin1_code=iso if code == "ADM1" and isinstance(iso, str) else "",
                    radius_m=radius,
                )
