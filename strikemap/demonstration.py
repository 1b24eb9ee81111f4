"""The demonstration: two real news reports, mapped, measured and checked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from strikemap.checking import check_claim
from strikemap.claim_cards import claims_table, held_back_items
from strikemap.figures import totals
from strikemap.locating import locate
from strikemap.mapping import make_map, not_on_map
from strikemap.provenance import COMMAND
from strikemap.publishing import publishable
from strikemap.samples import demo_claims, demo_events
from strikemap.tables import write_table
from strikemap.writers import write_events

if TYPE_CHECKING:
    import datetime as dt
    import os

    import geopandas as gpd
    import pandas as pd

    from strikemap.claims import ClaimResult

__all__ = ["RINGS", "Demonstration", "run_demo"]

TITLE: Final = "Iraq and Syria, December 2019 to March 2020: reported attacks"
RINGS: Final = ("Camp Taji, IQ:50km,100km,150km",)


@dataclass(frozen=True)
class Demonstration:
    """What the demonstration found and wrote.

    Attributes
    ----------
    events : geopandas.GeoDataFrame
        The bundled events, located.
    totals : pandas.DataFrame
        Harm figures, each counted once (:func:`strikemap.totals`).
    claims : tuple of ClaimResult
        The three bundled claims, checked.
    not_shown : pandas.DataFrame
        What the map does not draw, and why.
    files : tuple of Path
        The page, the events, the claims.
    """

    events: gpd.GeoDataFrame
    totals: pd.DataFrame
    claims: tuple[ClaimResult, ...]
    not_shown: pd.DataFrame
    files: tuple[Path, ...]


def run_demo(folder: str | os.PathLike[str], *, as_of: dt.date) -> Demonstration:
    """Map and check the bundled events, and write ``map.html``, ``events.geojson``, ``claims.csv``.

    Parameters
    ----------
    folder : path-like
        Where to; made if it is not there. Files of these names are replaced.
    as_of : datetime.date
        The day of publication.

    Raises
    ------
    InputError
        The folder is a file.
    GazetteerError
        There is no gazetteer.
    """
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{str(folder)!r} is a file; give the name of a folder")
    events = locate(demo_events())
    events.attrs[COMMAND] = "strikemap demo"
    results = tuple(check_claim(events, claim) for claim in demo_claims())
    page = make_map(events, title=TITLE, rings=RINGS, claims=results, as_of=as_of)
    held_back = held_back_items(events, publishable(events, as_of=as_of))
    folder.mkdir(parents=True, exist_ok=True)
    files = (folder / "map.html", folder / "events.geojson", folder / "claims.csv")
    page.save(files[0])
    write_events(events, files[1], as_of=as_of)
    write_table(claims_table(results, held_back=held_back), files[2])
    return Demonstration(events, totals(events), results, not_on_map(events), files)
