"""Make ``world.json``: coarse countries for the parts of the map beyond the detailed clip.

Run by hand (``python maps/data/make_world.py``) after ``geo/data/areas.parquet``
changes; never part of CI. Nothing is drawn by hand: the shapes are
:func:`geo.areas.outlines` of the whole world at a coarse tolerance, without
islands too small to see at zoom 4.
"""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from geo.areas import outlines
from maps.basemap import draw

_TOLERANCE_DEG = 0.28
_SMALLEST_DEG2 = 0.08
_STEPS = 100  # hundredths of a degree: 1.1 km at most
_WORLD = (-180.0, -85.0, 180.0, 85.0)


def _without_islets(shape: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(shape)
    kept = parts[shapely.area(parts) >= _SMALLEST_DEG2]
    return shapely.union_all(kept if len(kept) else parts[[np.argmax(shapely.area(parts))]])


def main() -> None:
    """Write the file beside this script."""
    world = outlines(bbox=_WORLD, tolerance_deg=_TOLERANCE_DEG)
    world = world[world["level"] == "country"].reset_index(drop=True)
    shapes = [_without_islets(shape) for shape in world.geometry]
    world = gpd.GeoDataFrame(world.drop(columns="geometry"), geometry=shapes, crs=world.crs)
    picture = draw(world, _WORLD, steps=_STEPS, roomy=False)
    packed = {
        "meta": picture.meta,
        "sections": picture.block.sections,
        "text": picture.block.text,
    }
    target = Path(__file__).with_name("world.json")
    target.write_text(json.dumps(packed, ensure_ascii=False, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
