"""Which first-order area a position lies in, for very many positions at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

__all__ = ["contain"]

COAST_DEG: Final = 0.3
"""How far outside every outline of its country a place may lie and still be given the nearest:
harbours, islets and the outlines' own simplification."""

BORDER_DEG: Final = 0.05
"""How far outside an area a place may lie and still be in it because its source says so: towns on
a border river, as Columbus in Georgia, which our outlines' simplification puts in Alabama."""

_TRUSTED: Final = 0.8
"""Share of the places stating an area's code that must lie in it before the code is believed: the
codes of our outlines and of GeoNames mean other areas where a country was divided anew."""


def contain(
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    country: Sequence[str],
    code: Sequence[str],
    *,
    areas: gpd.GeoDataFrame,
    claims: Mapping[str, str],
) -> NDArray[np.int64]:
    """Give for each position the row of the first-order area that contains it.

    A position belongs to an area of its own country only: a town whose source
    says UA is never given an oblast of RU because of a coarse outline. Within
    :data:`BORDER_DEG` of the area whose code its source states, that one
    counts. Where no outline of the country contains it, the source's own code
    decides, then the nearest outline of the country within :data:`COAST_DEG`.

    Parameters
    ----------
    lon, lat : numpy.ndarray
        Degrees, EPSG:4326.
    country : sequence of str
        ISO 3166-1 alpha-2 code of each position; empty takes any area.
    code : sequence of str
        GeoNames or ISO 3166-2 code as the source states it; empty if none.
    areas : geopandas.GeoDataFrame
        First-order areas (:func:`geo.read_areas`).
    claims : mapping of str to str
        Codes of the countries that claim an area, comma-separated, by area id:
        a place of any claimant may lie in it.

    Returns
    -------
    numpy.ndarray
        Row numbers of ``areas``; -1 where no area fits.
    """
    found = np.full(len(lon), -1, dtype=np.int64)
    if not len(lon) or not len(areas):
        return found
    points = np.asarray(shapely.points(lon, lat), dtype=object)
    countries, stated_codes = np.asarray(country, dtype=object), np.asarray(code, dtype=object)
    owner = areas["country"].fillna("").to_numpy(dtype=object)
    outlines = areas.geometry.to_numpy()
    # The outlines are the query side, because shapely prepares that side.
    area_rows, point_rows = shapely.STRtree(points).query(outlines, predicate="intersects")
    claimants = np.array([claims.get(area_id, "") for area_id in areas["area_id"]], dtype=object)
    fits = (owner[area_rows] == countries[point_rows]) | (countries[point_rows] == "")
    for pair in np.flatnonzero(claimants[area_rows] != ""):
        fits[pair] |= countries[point_rows[pair]] in claimants[area_rows[pair]].split(",")
    found[point_rows[fits]] = area_rows[fits]

    codes = {
        (owner[row], stated): row
        for column in ("code", "gn_code")
        for row, stated in enumerate(areas[column])
        if isinstance(stated, str) and stated
    }
    stated = np.fromiter(
        (
            codes.get((owned, said), codes.get((owned, f"{owned}.{said}"), -1)) if said else -1
            for owned, said in zip(countries, stated_codes, strict=True)
        ),
        dtype=np.int64,
        count=len(found),
    )
    _take_stated(found, stated, points, outlines)
    found[found < 0] = stated[found < 0]
    _take_nearest(found, points, countries, outlines, owner)
    return found


def _take_stated(
    found: NDArray[np.int64],
    stated: NDArray[np.int64],
    points: NDArray[np.object_],
    outlines: NDArray[np.object_],
) -> None:
    """Give positions at a border the area that their source states, in place."""
    agrees = np.bincount(stated[(stated >= 0) & (stated == found)], minlength=len(outlines))
    states = np.bincount(stated[stated >= 0], minlength=len(outlines))
    other = (stated >= 0) & (found >= 0) & (stated != found)
    for area in np.unique(stated[other]):
        if agrees[area] < _TRUSTED * states[area]:
            continue
        rows = np.flatnonzero(other & (stated == area))
        shapely.prepare(outlines[area])
        found[rows[shapely.dwithin(outlines[area], points[rows], BORDER_DEG)]] = area


def _take_nearest(
    found: NDArray[np.int64],
    points: NDArray[np.object_],
    countries: NDArray[np.object_],
    outlines: NDArray[np.object_],
    owner: NDArray[np.object_],
) -> None:
    """Give the open positions the nearest outline of their own country, in place."""
    open_rows = np.flatnonzero((found < 0) & (countries != ""))
    for name in set(countries[open_rows]):
        of_country = np.flatnonzero(owner == name)
        if not len(of_country):
            continue
        rows = open_rows[countries[open_rows] == name]
        tree = shapely.STRtree(outlines[of_country])
        near, which = tree.query_nearest(points[rows], max_distance=COAST_DEG, all_matches=False)
        found[rows[near]] = of_country[which]
