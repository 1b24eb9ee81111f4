"""Claims about places and distances, checked item by item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import os

    import geopandas as gpd
    import pandas as pd

    from gazetteer.store import Store

__all__ = ["Claim", "ClaimResult", "ClaimVerdict", "Part", "check_claim", "read_claims"]

ClaimVerdict = Literal["holds", "fails", "cannot be decided"]


@dataclass(frozen=True, slots=True)
class Part:
    """One relation of a claim.

    Attributes
    ----------
    relation : str
        ``within`` (at most a distance), ``distance`` (about a distance),
        ``direction``, ``near border``.
    object : str
        Place argument; for ``near border`` two ISO codes ``SY/IQ``.
    value : float
        The number as written; NaN where the claim has none ("a few").
    unit : str
        ``km``, ``miles``, ``nautical miles``; empty without a number.
    hedge : str
        ``about``, ``a few``, ``near`` or empty.
    direction : str
        Compass direction in words; empty if none.
    """

    relation: Literal["within", "distance", "direction", "near border"]
    object: str
    value: float
    unit: str = ""
    hedge: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as data.

    Attributes
    ----------
    claim_id, text : str
        Id, and the claim in words of our own.
    stated_by, source : str
        Whose claim it is, and the id of the source that carries it.
    incident_id : str
        The events it speaks of (all rows of an incident); empty if
        ``places`` names the subject.
    places : tuple of str
        Place arguments, if the subject is a place and no event.
    subject_basis : str
        ``identified``: the items are the ones the claim speaks of.
        ``possible``: the claim's own places are not identified, and the items
        are places where they may lie, by ``reading``.
    reading : str
        The reading that makes the items stand for the subject; empty if identified.
    parts : tuple of Part
        All of them must hold.
    missing : tuple of str
        What the reports leave out and a decision would need.
    """

    claim_id: str
    text: str
    stated_by: str
    source: str
    parts: tuple[Part, ...]
    incident_id: str = ""
    places: tuple[str, ...] = ()
    subject_basis: Literal["identified", "possible"] = "identified"
    reading: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClaimResult:
    """The answer to a claim.

    Attributes
    ----------
    claim : Claim
        What was asked.
    verdict : str
        ``holds``, ``fails`` or ``cannot be decided``.
    items : pandas.DataFrame
        One row per item and part: ``item, toponym, relation, object,
        distance_m, distance_min_m, distance_max_m, azimuth_deg, limit_m,
        hedged_limit_m, margin_m, verdict_as_written, verdict``.
    turns : str
        What tolerance or radius would turn the verdict.
    missing : tuple of str
        What would have to be known to decide it; empty if decided.
    """

    claim: Claim
    verdict: ClaimVerdict
    items: pd.DataFrame
    turns: str
    missing: tuple[str, ...]


def read_claims(path: str | os.PathLike[str]) -> list[Claim]:
    """Read claims from a CSV file, one row per part, joined by ``claim_id``."""
    raise NotImplementedError


def check_claim(
    frame: gpd.GeoDataFrame, claim: Claim, *, store: Store | None = None
) -> ClaimResult:
    """Check a claim against a located event table."""
    raise NotImplementedError
