"""Corrections and retractions of a log, laid over the table that it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.errors import InputError
from strikemap.ledger import content_head, log_path, read_log
from strikemap.provenance import INPUT_DIGEST, LOG_HEAD
from strikemap.schema import COLUMNS, conform

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import geopandas as gpd

__all__ = ["apply_log", "check_correction", "with_log"]

_FIXED = frozenset({"event_id", "status", "correction_note", "attribution"})
_CORRECTABLE = tuple(
    item.name
    for item in COLUMNS
    if item.kind not in {"records", "geometry"} and item.name not in _FIXED
)


def check_correction(column: str) -> None:
    """Refuse a column that a correction cannot change.

    Raises
    ------
    InputError
        The column is unknown, an id, derived, or a list.
    """
    if column not in _CORRECTABLE:
        raise InputError(
            f"{column!r} is no column that can be corrected; use one of {', '.join(_CORRECTABLE)}"
        )


def apply_log(frame: gpd.GeoDataFrame, entries: Iterable[Mapping[str, Any]]) -> gpd.GeoDataFrame:
    """Lay the corrections and retractions of a log over a table.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        An event table.
    entries : iterable of mapping
        Entries of ``strikemap.ledger.read_log``; those of other actions change nothing.

    Returns
    -------
    geopandas.GeoDataFrame
        A new table. A retracted event has the status ``retracted``, so it is
        listed and struck through, and leaves map, totals and counts; the reason
        stands in ``correction_note``.

    Raises
    ------
    InputError
        An entry names an event or column that is not there, or a value that
        does not fit its column.
    """
    events = frame.copy()
    for entry in entries:
        if entry["action"] not in {"correction", "retraction"}:
            continue
        event_id = entry["what"]["event_id"]
        rows = events["event_id"].eq(event_id)
        if not rows.any():
            raise InputError(f"The log speaks of {event_id!r}, which is no event_id of the table")
        events["correction_note"] = events["correction_note"].mask(rows, entry["reason"])
        if entry["action"] == "retraction":
            events["status"] = events["status"].mask(rows, "retracted")
            continue
        for column, value in entry["what"]["fields"].items():
            check_correction(column)
            item = next(item for item in COLUMNS if item.name == column)
            if item.vocabulary and value not in item.vocabulary:
                raise InputError(
                    f"{value!r} is no {column}; use one of {', '.join(item.vocabulary)}"
                )
            events[column] = events[column].astype(object).mask(rows, value)
    corrected = conform(events)
    corrected.attrs = dict(frame.attrs)
    return corrected


def with_log(frame: gpd.GeoDataFrame, path: Path, log: Path | None = None) -> gpd.GeoDataFrame:
    """Lay the log of a file over the table that was read from it; outputs name its head.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        An event table with the digest of its file in ``attrs["input_sha256"]``.
    path : pathlib.Path
        The file.
    log : pathlib.Path, optional
        Its log; by default the one beside it. Without one the frame is given back.

    Raises
    ------
    InputError
        The log is broken, or speaks of what is not in the table.
    """
    chain = log or log_path(path)
    if not chain.is_file():
        return frame
    corrected = apply_log(frame, read_log(chain))
    corrected.attrs[LOG_HEAD] = content_head(chain, str(frame.attrs.get(INPUT_DIGEST, "")))
    return corrected
