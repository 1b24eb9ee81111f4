"""Find every fault of an event table and say what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["Problem", "validate"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of one cell.

    Attributes
    ----------
    row : int
        Row number as a spreadsheet shows it: the header is row 1. 0 is the whole file.
    column : str
        Column name; empty if the whole row is meant.
    value : str
        The value as it was written.
    reason : str
        What is wrong.
    next_step : str
        What to do about it.
    severity : str
        ``rejected``: the row is not in the frame; ``unmapped``: the row is in
        the frame, the value is kept in ``<column>_raw`` and the cell is blank;
        ``note``: nothing is lost.
    event_id : str
        Id of the row, if it has one.
    """

    row: int
    column: str
    value: str
    reason: str
    next_step: str
    severity: Literal["rejected", "unmapped", "note"] = "rejected"
    event_id: str = ""


def validate(frame: gpd.GeoDataFrame) -> list[Problem]:
    """List every fault of a frame in our schema: vocabularies, intervals, ids, figures, positions."""
    raise NotImplementedError
