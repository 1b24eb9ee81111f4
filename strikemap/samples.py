"""The bundled real events and claims: what two news reports of March 2020 state."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from strikemap.claim_file import read_claims
from strikemap.readers import read_events

if TYPE_CHECKING:
    import geopandas as gpd

    from strikemap.claims import Claim

__all__ = ["demo_claims", "demo_events"]


def demo_events() -> gpd.GeoDataFrame:
    """Give the bundled events, not yet located.

    Returns
    -------
    geopandas.GeoDataFrame
        Eleven rows of seven incidents. No row has a position: the gazetteer
        gives it by the name that the reports use, and one row has no place at
        all, because the reports name none.

    Examples
    --------
    >>> events = demo_events()
    >>> events["toponym"].dropna().tolist()[:3]
    ['Camp Taji', 'Jurf al-Nasr', 'al-Musayyib']
    >>> events.set_index("event_id").loc["camp-taji-2020-03-11", "attribution"]
    'contested'
    """
    with as_file(files("strikemap") / "data") as folder:
        return read_events(folder / "events.csv")


def demo_claims() -> list[Claim]:
    """Give the three bundled claims.

    Returns
    -------
    list of Claim
        The strikes within about 150 km of Camp Taji, Camp Taji a few miles
        north of Baghdad, Abu Kamal near the border of Syria and Iraq.

    Examples
    --------
    >>> [claim.claim_id for claim in demo_claims()]
    ['taji-150km', 'taji-north-of-baghdad', 'abu-kamal-border']
    """
    with as_file(files("strikemap") / "data") as folder:
        return read_claims(folder / "claims.csv")
