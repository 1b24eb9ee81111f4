"""The joins against the libraries people use for them: seconds, and pairs that are wrong.

All engines run in one process on the same synthetic events: clusters around the
world, towns that repeat, both poles, the antimeridian. The pairs of an exact
engine that shares no code with ours (scikit-learn's BallTree with a padded
radius, then Karney's distance of each candidate by pyproj) are the truth; wrong
is what an engine lists too much or too little against it. Seconds are the best
of the runs. A peer that is not installed is skipped, with the reason.

    python benchmarks/spatial.py                    # small sizes, under a minute
    python benchmarks/spatial.py --full             # the sizes of the table
    python benchmarks/spatial.py --only nearest --events 1000000 --sites 50000
    python benchmarks/spatial.py --growth 10000000  # how our join grows, and where the time goes

Peers: pip install --group benchmark
"""

from __future__ import annotations

import argparse
import importlib.util
import time
import warnings
from collections.abc import Callable
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod

import geo
from geo.crs import read_points
from geo.pairs import join

GEOD = Geod(ellps="WGS84")
MEAN_RADIUS_M = 6_371_008.8
SPHERE_PADDING = 1.006
"""A great circle on the mean sphere is at most 0.56 % off the geodesic."""

WORKS = ("within", "dense", "nearest", "link", "distance")
Pairs = tuple[np.ndarray, np.ndarray]
Engine = Callable[[], Any]


# --- data -----------------------------------------------------------------------------------


def synthetic(count: int, rng: np.random.Generator) -> np.ndarray:
    """Give ``(lon, lat)`` of events: 85 % in clusters, the rest at poles and antimeridian."""
    centres = np.column_stack((rng.uniform(-20, 140, 400), rng.uniform(-30, 55, 400)))
    edges = np.array([[179.9, -17.0], [-179.95, 66.0], [0.0, 89.9], [120.0, -89.95]])
    centre = np.where(
        rng.random(count)[:, None] < 0.85,
        centres[rng.integers(0, len(centres), count)],
        edges[rng.integers(0, len(edges), count)],
    )
    lonlat = centre + rng.normal(0, 0.7, (count, 2))
    towns = rng.random(count) < 0.3  # reports that name the same town share its position
    lonlat[towns] = lonlat[rng.integers(0, max(1, count // 100), int(towns.sum()))]
    return on_globe(lonlat)


def on_globe(lonlat: np.ndarray) -> np.ndarray:
    """Give positions that ran over a pole or the antimeridian their place on the other side."""
    over = np.abs(lonlat[:, 1]) > 90
    lonlat[over, 0] += 180
    lonlat[over, 1] = np.sign(lonlat[over, 1]) * 180 - lonlat[over, 1]
    lonlat[:, 0] = (lonlat[:, 0] + 180) % 360 - 180
    return lonlat


def to_frame(lonlat: np.ndarray) -> gpd.GeoDataFrame:
    """Give points in EPSG:4326."""
    return gpd.GeoDataFrame(geometry=gpd.points_from_xy(*lonlat.T), crs="EPSG:4326")


def near_some(lonlat: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """Give sites close to some of the events."""
    return on_globe(lonlat[rng.integers(0, len(lonlat), count)] + rng.normal(0, 0.05, (count, 2)))


# --- measuring ------------------------------------------------------------------------------


def best(function: Engine, runs: int) -> tuple[float, Any]:
    """Give the least seconds of some runs, and the last result."""
    seconds, result = np.inf, None
    for _ in range(runs):
        start = time.perf_counter()
        result = function()
        seconds = min(seconds, time.perf_counter() - start)
    return seconds, result


def codes(pairs: Pairs, width: int) -> np.ndarray:
    """Give one sorted integer for each pair."""
    return np.sort(pairs[0].astype(np.int64) * width + pairs[1])


def wrong(pairs: Pairs, truth: Pairs, width: int) -> int:
    """Count pairs that are too many or too few."""
    return len(np.setxor1d(codes(pairs, width), codes(truth, width), assume_unique=True))


def report(work: str, rows: list[tuple[str, float, int, int | None]]) -> None:
    """Print one engine a line, with its seconds as a multiple of our first one."""
    print(f"\n{work}")
    print(f"  {'engine':<44}{'seconds':>10}{'times ours':>12}{'pairs':>12}{'wrong':>10}")
    ours = rows[0][1]
    for name, seconds, pairs, bad in rows:
        shown = "-" if bad is None else f"{bad:,}"
        print(f"  {name:<44}{seconds:>10.3f}{seconds / ours:>12.1f}{pairs:>12,}{shown:>10}")


def installed(module: str) -> bool:
    """Tell whether a peer is there, and say so where it is not."""
    if importlib.util.find_spec(module):
        return True
    print(f"  skipped: {module} is not installed (pip install --group benchmark)")
    return False


# --- engines --------------------------------------------------------------------------------


def balltree_within(events: np.ndarray, sites: np.ndarray, limit_m: float) -> Pairs:
    """Exact: haversine with a padded radius, then Karney."""
    from sklearn.neighbors import BallTree

    tree = BallTree(np.radians(events[:, ::-1]), metric="haversine")
    found = tree.query_radius(np.radians(sites[:, ::-1]), limit_m * SPHERE_PADDING / MEAN_RADIUS_M)
    i = np.concatenate(found)
    j = np.repeat(np.arange(len(sites)), [len(some) for some in found])
    keep = GEOD.inv(*events[i].T, *sites[j].T)[2] <= limit_m
    return i[keep], j[keep]


def utm_within(events: gpd.GeoDataFrame, sites: gpd.GeoDataFrame, limit_m: float) -> Pairs:
    """Inexact: geopandas' join, one UTM zone of the events at a time."""
    zone = ((events.geometry.x.to_numpy() + 180) // 6).clip(0, 59).astype(int) + 1
    south = events.geometry.y.to_numpy() < 0
    epsg = np.where(south, 32700, 32600) + zone
    left, right = [], []
    for code in np.unique(epsg):
        rows = np.flatnonzero(epsg == code)
        there = sites.to_crs(int(code))
        there = there[np.isfinite(shapely.get_x(there.geometry.to_numpy()))]
        joined = (
            events.iloc[rows].to_crs(int(code)).sjoin(there, predicate="dwithin", distance=limit_m)
        )
        left.append(joined.index.to_numpy())
        right.append(joined["index_right"].to_numpy())
    return np.concatenate(left), np.concatenate(right)


def degrees_within(events: gpd.GeoDataFrame, sites: gpd.GeoDataFrame, limit_m: float) -> Pairs:
    """Inexact: geopandas' join in degrees, as if a degree were 111.32 km everywhere."""
    joined = events.sjoin(sites, predicate="dwithin", distance=limit_m / 111_320)
    return joined.index.to_numpy(), joined["index_right"].to_numpy()


def sedonadb_within(events: gpd.GeoDataFrame, sites: gpd.GeoDataFrame, limit_m: float) -> Pairs:
    """Inexact: SedonaDB's join of geographies, which measures on a sphere."""
    import sedonadb

    base = sedonadb.connect()
    base.create_data_frame(events.assign(i=np.arange(len(events)))).to_view("e")
    base.create_data_frame(sites.assign(j=np.arange(len(sites)))).to_view("s")
    found = base.sql(
        "select e.i, s.j from e join s on "
        f"ST_DWithin(ST_ToGeography(e.geometry), ST_ToGeography(s.geometry), {limit_m!r})"
    ).to_pandas()
    return found["i"].to_numpy(), found["j"].to_numpy()


def run_within(name: str, events: int, sites: int, limit_m: float, runs: int) -> None:
    """Compare the engines on all pairs within a distance."""
    rng = np.random.default_rng(1)
    left_xy = synthetic(events, rng)
    right_xy = near_some(left_xy, sites, rng)
    left, right = to_frame(left_xy), to_frame(right_xy)
    work = f"{name}: {events:,} events x {sites:,} sites within {limit_m / 1000:g} km"
    indices, pairs = best(lambda: geo.pairs_within(left, right, distance_m=limit_m), runs)
    framed, frame = best(lambda: geo.within(left, right, distance_m=limit_m), runs)
    both = (frame["left_index"].to_numpy(), frame["right_index"].to_numpy())
    rows: list[tuple[str, float, int, int | None]] = []
    truth: Pairs | None = None
    peers: dict[str, Callable[[], Pairs]] = {
        "geopandas sjoin, UTM zone by zone": lambda: utm_within(left, right, limit_m),
        "geopandas sjoin, degrees": lambda: degrees_within(left, right, limit_m),
    }
    if installed("sklearn"):
        seconds, truth = best(lambda: balltree_within(left_xy, right_xy, limit_m), runs)
        rows.append(("BallTree padded + pyproj (exact)", seconds, len(truth[0]), 0))
    if installed("sedonadb"):
        peers["SedonaDB geography, on a sphere"] = lambda: sedonadb_within(left, right, limit_m)
    for peer, engine in peers.items():
        seconds, found = best(engine, 1)
        rows.append(
            (peer, seconds, len(found[0]), None if truth is None else wrong(found, truth, sites))
        )
    ours: list[tuple[str, float, int, int | None]] = [
        (label, seconds, len(got[0]), None if truth is None else wrong(got, truth, sites))
        for label, seconds, got in (
            ("strikemap pairs_within (row numbers)", indices, pairs),
            ("strikemap within (full frame)", framed, both),
        )
    ]
    report(work, ours + rows)


def balltree_nearest(left: np.ndarray, right: np.ndarray, k: int) -> np.ndarray:
    """Exact where the k-th by haversine is clearly farther: the best of k by Karney."""
    from sklearn.neighbors import BallTree

    tree = BallTree(np.radians(right[:, ::-1]), metric="haversine")
    angle, near = tree.query(np.radians(left[:, ::-1]), k=k)
    if k == 1:
        return near[:, 0]
    repeated = np.repeat(left, k, axis=0)
    metres = GEOD.inv(*repeated.T, *right[near.ravel()].T)[2].reshape(-1, k)
    chosen = np.take_along_axis(near, metres.argmin(axis=1)[:, None], axis=1)[:, 0]
    open_rows = angle[:, -1] * MEAN_RADIUS_M / SPHERE_PADDING <= metres.min(axis=1)
    for row in np.flatnonzero(open_rows):
        every = GEOD.inv(*np.repeat(left[row][None], len(right), axis=0).T, *right.T)[2]
        chosen[row] = every.argmin()
    return chosen


def farther(left: np.ndarray, right: np.ndarray, chosen: np.ndarray, truth: np.ndarray) -> int:
    """Count rows for which another site than the chosen one is nearer; ties are no fault."""
    metres = [GEOD.inv(*left.T, *right[sites].T)[2] for sites in (chosen, truth)]
    return int((metres[0] > metres[1]).sum())


def run_nearest(events: int, sites: int, runs: int) -> None:
    """Compare the engines on the nearest site of each event."""
    rng = np.random.default_rng(2)
    left_xy = synthetic(events, rng)
    right_xy = np.unique(near_some(left_xy, sites, rng), axis=0)
    left, right = to_frame(left_xy), to_frame(right_xy)

    def in_degrees() -> np.ndarray:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that degrees are likely incorrect is the point
            joined = left.sjoin_nearest(right)
        return joined[~joined.index.duplicated()]["index_right"].to_numpy()

    seconds, frame = best(lambda: geo.nearest(left, right), runs)
    found = {"strikemap nearest (full frame)": (seconds, frame["right_index"].to_numpy())}
    truth = None
    if installed("sklearn"):
        exact = best(lambda: balltree_nearest(left_xy, right_xy, 8), 1)
        truth = exact[1]
        found["BallTree k=8 + pyproj (exact)"] = exact
        found["BallTree k=1 (haversine)"] = best(lambda: balltree_nearest(left_xy, right_xy, 1), 1)
    found["geopandas sjoin_nearest, degrees"] = best(in_degrees, 1)
    rows: list[tuple[str, float, int, int | None]] = [
        (name, seconds, len(got), None if truth is None else farther(left_xy, right_xy, got, truth))
        for name, (seconds, got) in found.items()
    ]
    report(f"nearest: {len(right_xy):,} sites for {events:,} events", rows)


def balltree_link(lonlat: np.ndarray, day: np.ndarray, limit_m: float, days: int) -> Pairs:
    """Exact: haversine with a padded radius, then days, then Karney."""
    i, j = balltree_candidates(lonlat, limit_m)
    keep = (i < j) & (np.abs(day[i] - day[j]) <= days)
    i, j = i[keep], j[keep]
    near = GEOD.inv(*lonlat[i].T, *lonlat[j].T)[2] <= limit_m
    return i[near], j[near]


def balltree_candidates(lonlat: np.ndarray, limit_m: float) -> Pairs:
    """Give all pairs within a padded great circle."""
    from sklearn.neighbors import BallTree

    angles = np.radians(lonlat[:, ::-1])
    found = BallTree(angles, metric="haversine").query_radius(
        angles, limit_m * SPHERE_PADDING / MEAN_RADIUS_M
    )
    return np.repeat(np.arange(len(found)), [len(some) for some in found]), np.concatenate(found)


def duckdb_link(lonlat: np.ndarray, day: np.ndarray, limit_m: float, days: int) -> Pairs:
    """Exact: an equi-join on cells of space and time by hand, then Karney.

    Cells are cubes of Earth-centred space, so that poles and antimeridian need
    no rule of their own; each event looks into its own cell and the 26 around,
    and into its own stretch of days and the two beside.
    """
    import duckdb

    lon, lat = np.radians(lonlat).T
    xyz = MEAN_RADIUS_M * np.column_stack(
        (np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat))
    )
    reach = limit_m * SPHERE_PADDING
    table = pd.DataFrame(np.floor(xyz / reach).astype(np.int64), columns=["a", "b", "c"])
    table["t"] = day // max(1, days)
    table["d"], table["row"] = day, np.arange(len(day))
    table[["x", "y", "z"]] = xyz
    steps = pd.DataFrame({"s": [-1, 0, 1]})
    with duckdb.connect() as base:
        base.register("e", table)
        base.register("step", steps)
        found = base.execute(
            """
            with shifted as (
                select e.a + p.s as a, e.b + q.s as b, e.c + r.s as c, e.t + u.s as t,
                       e.row, e.d, e.x, e.y, e.z
                from e, step p, step q, step r, step u
            )
            select s.row as i, e.row as j
            from shifted s join e using (a, b, c, t)
            where s.row < e.row and abs(s.d - e.d) <= $days
              and (s.x-e.x)*(s.x-e.x) + (s.y-e.y)*(s.y-e.y) + (s.z-e.z)*(s.z-e.z) <= $square
            """,
            {"days": days, "square": reach**2},
        ).fetchnumpy()
    i, j = np.asarray(found["i"]), np.asarray(found["j"])
    near = GEOD.inv(*lonlat[i].T, *lonlat[j].T)[2] <= limit_m
    return i[near], j[near]


def run_link(events: int, runs: int) -> None:
    """Compare the engines on pairs near in space and time."""
    rng = np.random.default_rng(3)
    lonlat, limit_m, days = synthetic(events, rng), 5_000.0, 7
    day = rng.integers(0, 3_650, events)
    reports = to_frame(lonlat)
    start = pd.Timestamp("2015-01-01") + pd.to_timedelta(day, unit="D")
    reports["date_start"] = pd.Series(start).astype("datetime64[us]")
    seconds, frame = best(lambda: geo.link(reports, distance_m=limit_m, days=days), runs)
    pairs = (frame["left_index"].to_numpy(), frame["right_index"].to_numpy())
    found = {"strikemap link (full frame)": (seconds, pairs)}
    truth = None
    if installed("sklearn"):
        exact = best(lambda: balltree_link(lonlat, day, limit_m, days), 1)
        truth = exact[1]
        found["BallTree padded + pyproj (exact)"] = exact
    if installed("duckdb"):
        found["DuckDB, cells by hand + pyproj (exact)"] = best(
            lambda: duckdb_link(lonlat, day, limit_m, days), runs
        )
    rows: list[tuple[str, float, int, int | None]] = [
        (name, seconds, len(got[0]), None if truth is None else wrong(got, truth, events))
        for name, (seconds, got) in found.items()
    ]
    report(f"link: {events:,} reports, 5 km, 7 days", rows)


def run_distance(events: int, runs: int) -> None:
    """Compare the engines on plain distances; wrong means other than pyproj's."""
    rng = np.random.default_rng(4)
    lon1, lat1 = synthetic(events, rng).T
    lon2, lat2 = synthetic(events, rng).T
    ours = best(lambda: geo.distance_m(lon1=lon1, lat1=lat1, lon2=lon2, lat2=lat2), runs)
    truth = best(lambda: GEOD.inv(lon1, lat1, lon2, lat2)[2], runs)
    rows: list[tuple[str, float, int, int | None]] = [
        ("strikemap distance_m", ours[0], events, int((ours[1] != truth[1]).sum())),
        ("pyproj, one thread", truth[0], events, 0),
    ]
    if installed("geopy"):
        from geopy.distance import geodesic

        some = range(0, events, max(1, events // 5_000))
        seconds, _ = best(
            lambda: [geodesic((lat1[i], lon1[i]), (lat2[i], lon2[i])).m for i in some], 1
        )
        rows.append(("geopy (measured on a part)", seconds * events / len(some), events, None))
    report(f"distance: {events:,} pairs", rows)


def run_growth(largest: int, runs: int) -> None:
    """Print how our join grows, and where the time goes."""
    print("\ngrowth: events x 100 sites within 150 km, seconds")
    heads = ("events", "pairs", "read points", "join: chords", "+ Karney", "full frame")
    print("  " + "".join(f"{head:>14}" for head in heads))
    count = 10_000
    while count <= largest:
        print("  " + "".join(f"{figure:>14}" for figure in growth_row(count, runs)), flush=True)
        count *= 10


def growth_row(count: int, runs: int) -> list[str]:
    """Measure the stages of one join."""
    rng = np.random.default_rng(1)
    lonlat = synthetic(count, rng)
    left, right = to_frame(lonlat), to_frame(near_some(lonlat, 100, rng))
    events, sites, limit_m = read_points(left), read_points(right), 150_000.0
    stages: list[Engine] = [
        lambda: read_points(left),
        lambda: join(events, sites, limit_m, distances=False),
        lambda: join(events, sites, limit_m),
        lambda: geo.within(left, right, distance_m=limit_m),
    ]
    measured = [best(stage, runs) for stage in stages]
    pairs = len(measured[-1][1])
    return [f"{count:,}", f"{pairs:,}", *(f"{seconds:.3f}" for seconds, _ in measured)]


def main() -> None:
    """Run the comparisons that were asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--full", action="store_true", help="the sizes of the table")
    parser.add_argument("--only", choices=WORKS, action="append", help="one comparison, repeatable")
    parser.add_argument("--events", type=int, help="events, in place of the default")
    parser.add_argument("--sites", type=int, help="sites, in place of the default")
    parser.add_argument("--runs", type=int, default=3, help="runs of the quick engines")
    parser.add_argument("--growth", type=int, metavar="N", help="grow from 10,000 to N events")
    options = parser.parse_args()
    if options.growth:
        run_growth(options.growth, options.runs)
        return
    events = options.events or (1_000_000 if options.full else 50_000)
    scale = 1.0 if options.full else 0.1
    works = options.only or WORKS
    if "within" in works:
        run_within("within", events, options.sites or 100, 150_000.0, options.runs)
    if "dense" in works:
        sites = options.sites or int(10_000 * scale)
        run_within("dense", events, sites, 10_000.0, options.runs)
    if "nearest" in works:
        run_nearest(events, options.sites or int(50_000 * scale), options.runs)
    if "link" in works:
        run_link(options.events or int(200_000 * scale), options.runs)
    if "distance" in works:
        run_distance(events, options.runs)


if __name__ == "__main__":
    main()
