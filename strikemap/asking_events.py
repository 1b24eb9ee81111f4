"""Ask an online geocoder for the events that the gazetteer could not place; only where wanted.

The rules are those of :mod:`strikemap.asking`: only the place string and the
country go out, sensitive rows never, and an outage has a status of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import pandas as pd
from shapely import Point

from gazetteer.online import OnlineQuestion, OnlineRun, plan_requests
from strikemap.asking import sensitive_rows
from strikemap.locating import honest_level, split_relation
from strikemap.places import candidate_record
from strikemap.schema import RECORD_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gazetteer.online import OnlineAnswer, Plan
    from gazetteer.online_providers import OnlineSettings

__all__ = ["locate_online", "plan_events"]

_WHERE_FIELDS: Final = frozenset({"target", "toponym"})
"""What of the statements says where it was; a quote about the wounded names no place."""

_UNNUMBERED: Final = "unnumbered"
"""Stands for the id of an answer without one, so that its provider stays named in the table."""


def plan_events(located: gpd.GeoDataFrame, settings: OnlineSettings) -> Plan:
    """Say exactly what :func:`locate_online` would send; nothing is sent.

    Parameters
    ----------
    located : geopandas.GeoDataFrame
        An event table that :func:`strikemap.locate` has located.
    settings : OnlineSettings
        Whom to ask; no user agent or account is needed.
    """
    return plan_requests(_questions(located).values(), settings)


def locate_online(
    located: gpd.GeoDataFrame,
    settings: OnlineSettings,
    *,
    progress: Callable[[str, int, int], None] | None = None,
) -> gpd.GeoDataFrame:
    """Ask for the rows that are ``not_found``.

    Parameters
    ----------
    located : geopandas.GeoDataFrame
        An event table that :func:`strikemap.locate` has located.
    settings : OnlineSettings
        Whom to ask, and how.
    progress : callable, optional
        Called with ``(stage, done, total)``.

    Returns
    -------
    geopandas.GeoDataFrame
        A new table. A matched row has position, level, radius and a
        ``place_id`` that begins with its provider, from which maps and files
        take the attribution. Another row keeps no position: its
        ``location_status`` is ambiguous, not_found, blocked_sensitive, or the
        outage (timeout, rate_limited, forbidden, quota, bad_response,
        offline); ``attrs["location_notes"]`` says why.

    Raises
    ------
    InputError
        There is no user agent, or no account where one is needed.
    GazetteerError
        The cache or the turns of requests cannot be kept.
    """
    questions = _questions(located)
    answers: dict[int, OnlineAnswer] = {}
    with OnlineRun(settings) as run:
        for done, (at, (name, hint, is_sensitive)) in enumerate(questions.items(), start=1):
            answers[at] = run.resolve(name, country=hint, sensitive=is_sensitive)
            if progress is not None:
                progress("asking", done, len(questions))
    return _with_answers(located, answers)


def _questions(located: gpd.GeoDataFrame) -> dict[int, OnlineQuestion]:
    """Give the question of each row that was not found, by its position in the table."""
    statuses = located["location_status"].tolist()
    names = located["toponym"].tolist()
    hints = located["country"].tolist()
    marks = sensitive_rows(_readable(located))
    return {
        at: OnlineQuestion(
            split_relation(names[at])[0],
            hints[at] if isinstance(hints[at], str) else None,
            sensitive=is_sensitive,
        )
        for at, is_sensitive in enumerate(marks)
        if statuses[at] == "not_found" and isinstance(names[at], str)
    }


def _readable(located: gpd.GeoDataFrame) -> pd.DataFrame:
    """Give the cells that may speak of a sensitive place, those of the statements too."""
    texts = pd.DataFrame(located.drop(columns=[located.geometry.name, *RECORD_FIELDS]))
    told = [
        " | ".join(
            str(statement["value"])
            for statement in statements
            if statement.get("field") in _WHERE_FIELDS and statement.get("value")
        )
        for statements in located["statements"]
    ]
    return texts.assign(told=pd.Series(told, index=located.index, dtype="str"))


def _with_answers(
    located: gpd.GeoDataFrame, answers: Mapping[int, OnlineAnswer]
) -> gpd.GeoDataFrame:
    frame = located.copy()
    cells: dict[str, list[Any]] = {}
    points = frame.geometry.tolist()
    candidates = dict(frame.attrs.get("candidates", {}))
    notes = dict(frame.attrs.get("location_notes", {}))
    rows = frame[["event_id", *_CHANGED]].to_dict("records")
    for at, answer in answers.items():
        row = rows[at]
        event_id = row["event_id"]
        row["location_status"] = answer.status
        notes.pop(event_id, None)
        if answer.note:
            notes[event_id] = answer.note
        if answer.best is not None:
            points[at] = _placed(row, answer)
        elif answer.candidates:
            candidates[event_id] = [candidate_record(one) for one in answer.candidates]
    for name in _CHANGED:
        cells[name] = [row[name] for row in rows]
        frame[name] = pd.Series(cells[name], index=frame.index, dtype=frame[name].dtype)
    frame = frame.set_geometry(gpd.GeoSeries(points, index=frame.index, crs=frame.crs))
    frame.attrs = {**located.attrs, "candidates": candidates, "location_notes": notes}
    return frame


_CHANGED: Final = (
    "toponym",
    "place_id",
    "country",
    "admin1",
    "location_precision",
    "location_basis",
    "location_status",
    "location_relation",
    "uncertainty_m",
)


def _placed(row: dict[Any, Any], answer: OnlineAnswer) -> Point:
    """Fill the cells of a matched row, never finer than its words, and give its point."""
    assert answer.best is not None  # noqa: S101 - the caller has looked
    place = answer.best.place
    stated = row["location_precision"]
    if pd.isna(row["location_relation"]):
        row["location_relation"] = split_relation(row["toponym"])[1] or None
    precision, uncertainty_m = honest_level(
        place,
        relation=row["location_relation"] or "",
        precision=stated if isinstance(stated, str) else "",
        uncertainty_m=row["uncertainty_m"],
    )
    found = {
        "place_id": place.place_id or f"{answer.provider}:{_UNNUMBERED}",
        "country": place.country or None,
        "admin1": place.admin1 or None,
        "location_basis": "gazetteer",
    }
    for name, value in found.items():
        if pd.isna(row[name]):
            row[name] = value
    row["location_precision"] = precision
    row["uncertainty_m"] = uncertainty_m
    return Point(round(place.lon, 6), round(place.lat, 6))
