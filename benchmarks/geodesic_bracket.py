"""The table of docs/geodesic-bracket.md: python benchmarks/geodesic_bracket.py [--lines 2000000].

For geodesics of one length all over the globe (a tenth of them from a pole or
the equator) it prints how wide the chord bracket is and how close Karney's
distance comes to either end. A negative number of more than a few nanometres,
the rounding of positions and distances, would refute the bracket.
"""

from __future__ import annotations

import argparse

import numpy as np
from pyproj import Geod

from geo.chord import chords_m, longest_geodesic_m, shortest_geodesic_m, to_ecef

LENGTHS_M = (1e3, 5e3, 50e3, 150e3, 500e3, 1_000e3, 5_000e3, 10_000e3)


def main() -> None:
    """Print one row for each length."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=200_000, help="geodesics of each length")
    count = parser.parse_args().lines
    geod, rng = Geod(ellps="WGS84"), np.random.default_rng(2020)
    print("| length | width | to the lower end | to the upper end |")
    print("|---|---|---|---|")
    for length in LENGTHS_M:
        lon = rng.uniform(-180, 180, count)
        lat = np.degrees(np.arcsin(rng.uniform(-1, 1, count)))
        lat[::10] = rng.choice([0.0, 90.0, -90.0], len(lat[::10]))
        azimuth = rng.uniform(0, 360, count)
        end_lon, end_lat, _ = geod.fwd(lon, lat, azimuth, np.full(count, length))
        metres = geod.inv(lon, lat, end_lon, end_lat)[2]
        chord = chords_m(to_ecef(lon, lat), to_ecef(end_lon, end_lat))
        low, high = shortest_geodesic_m(chord), longest_geodesic_m(chord)
        print(
            f"| {length / 1e3:,.0f} km | {np.median(high - low):.2g} m "
            f"| {(metres - low).min():.1e} m | {(high - metres).min():.1e} m |"
        )


if __name__ == "__main__":
    main()
