"""Our own cited lists: sites that no package has, and aliases for places that packages have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gazetteer.sources.record import Alias, Record
from gazetteer.sources.tables import TableSource, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["Sites", "feature_class", "read_aliases"]

_CLASS_BY_PREFIX: Final = (
    (("ADM", "PCL", "PRSH", "TERR", "ZN", "LTER"), "A"),
    (("PPL", "STLMT"), "P"),
    (("CMP", "INDS", "MILB", "MVA", "NVB", "OIL", "PRT", "RGN", "AREA", "LCTY", "PRK"), "L"),
    (("RD", "TNL", "RR"), "R"),
    (("MT", "ISL", "PASS", "VAL", "DSRT", "PLN", "CAPE", "HLL", "PK", "RDGE"), "T"),
    (("BAY", "LK", "STM", "CHN", "GULF", "STRT", "HBR", "RSV", "SPNG", "WAD"), "H"),
)


def feature_class(code: str) -> str:
    """Give the GeoNames feature class of a feature code; S (spot) for all not listed.

    The codes are those of https://www.geonames.org/export/codes.html.

    Examples
    --------
    >>> feature_class("PPLX"), feature_class("INSM"), feature_class("ADM2")
    ('P', 'S', 'A')
    """
    return next((name for starts, name in _CLASS_BY_PREFIX if code.startswith(starts)), "S")


class Sites(TableSource):
    """The table of sites that reports name and no package has.

    Parameters
    ----------
    path : Path
        ``gazetteer/data/sites.csv``.
    """

    name = "sites"
    licence = "strikemap (MIT); each row cites its source"

    def record(self, row: Mapping[str, str]) -> Record:
        """Give the record of one site."""
        return Record(
            place_id=f"sites:{row['slug']}",
            name=row["name"],
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            country=row["country"],
            feature_class=feature_class(row["feature_code"]),
            feature_code=row["feature_code"],
            names=[*_parts(row["variants"]), *_parts(row["local_names"])],
            radius_m=float(row["radius_m"] or 0),
            same_as=(row["source_id"],) if row["source_id"] else (),
            curated=True,
        )


def read_aliases(path: Path) -> Iterator[Alias]:
    """Read the table of aliases: ``alias, place_id, slug, note``."""
    for row in read_rows(path):
        slug = row["slug"]
        yield Alias(row["alias"], row["place_id"], f"sites:{slug}" if slug else "")


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]
