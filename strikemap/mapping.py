"""From an event table to a map: the gate first, then styles, cards, rings, claims."""

from __future__ import annotations

import datetime as dt
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from geo.errors import InputError
from geo.ladder import BARE_PIN
from maps import (
    MapPage,
    add_claim,
    add_events,
    add_heat,
    add_hexagons,
    add_lines,
    add_outlines,
    add_rings,
)
from maps.coded import Coded
from maps.speech import ENGLISH, Speech
from strikemap.attributions import place_attributions
from strikemap.claim_cards import claim_card, held_back_items
from strikemap.distinct import say_each
from strikemap.event_cards import add_columns, event_cards
from strikemap.licences import data_attributions, may_be_downloaded, restricted_rows
from strikemap.looks import look_by
from strikemap.measuring import why_unplaced
from strikemap.overlays import (
    LINK_DAYS,
    LINK_METRES,
    draw_areas,
    draw_cells,
    draw_links,
    draw_sites,
)
from strikemap.photos import add_photos
from strikemap.phrasing import text_of
from strikemap.places import find_place, label_of
from strikemap.provenance import provenance_of
from strikemap.publishing import NOTE_COLUMN, publishable
from strikemap.schema import COLUMN_NAMES, WITHDRAWN
from strikemap.styles import STYLES
from strikemap.wording import parse_distance_m

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Mapping, Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from gazetteer.model import Place
    from maps import NotShown
    from maps.card_table import EventCards
    from maps.cards import EventCard, Withdrawn
    from maps.place_names import NamesIn
    from strikemap.claims import ClaimResult
    from strikemap.publishing import Policy

__all__ = ["SIZED_BY", "Ring", "Showing", "make_map", "not_on_map", "parse_ring"]

_LISTED_ONLY: Final = frozenset({"country", "region", "unknown"})
SIZED_BY: Final = {"killed": "People killed", "injured": "People injured"}
"""What the area of a symbol may stand for."""

_UNPLACED: Final = "has no position"

_SUBTITLE: Final = "Past, publicly reported events, with who says what of each."


def make_map(
    frame: gpd.GeoDataFrame,
    *,
    title: str = "",
    deck: str = "",
    credit: str = "",
    notes: Sequence[str] = (),
    alt: str = "",
    embed: bool = False,
    language: str = "en",
    place_names: NamesIn = "page",
    rings: Sequence[str] = (),
    claims: Sequence[ClaimResult] = (),
    sites: Sequence[str] = (),
    areas: str = "",
    links: bool = False,
    heat: bool = False,
    hexagons: bool = False,
    color_by: str = "",
    size_by: str = "",
    photos: str | os.PathLike[str] | None = None,
    showing: Showing | None = None,
    policy: Policy | None = None,
    as_of: dt.date | None = None,
) -> MapPage:
    """Draw events, rings and claims as one layered folium map.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        A located event table; it passes ``publishable`` first.
    title, deck : str
        Title of the page and the sentence below it; plain text.
    credit : str
        Who made the map; stands before the publishers of the reports.
    notes : sequence of str
        Remarks, listed before the page's own.
    alt : str
        The map in words, for those who do not see it.
    embed : bool
        Whether the page is made for a frame of another page, which it tells its height.
    language : str
        Language of what the page itself says: ``en``, ``ar``, ``fr`` or ``uk``. What
        the reports say stays as it is.
    place_names : str
        How areas and towns are written: ``page``, ``latin``, ``arabic`` or ``local``
        (as the country writes); see :class:`maps.MapPage`.
    rings : sequence of str
        ``"PLACE:DISTANCE[,DISTANCE...]"``, for example ``"Camp Taji:50km,100km,150km"``.
    claims : sequence of ClaimResult
        Checked claims to draw: a line per item, coloured by its verdict, and a
        table in the panel. Items whose position is generalised for publication
        get neither line nor numbers.
    sites : sequence of str
        Place arguments to mark by name.
    areas : str
        ``admin1``, ``country`` or the path of a file of polygons: shade the areas by
        how many reports lie in them.
    links : bool
        Whether lines join reports that may describe one event: within 5 km and 3
        days; suggestions, nothing is merged.
    heat, hexagons : bool
        Whether the page sums the reports up as heat below the symbols, and in
        hexagons in place of them; both follow the page's filters.
    color_by : str
        A column that tells the events apart in place of their type; see
        :func:`strikemap.looks.look_by`.
    size_by : str
        ``killed`` or ``injured``: the area of a symbol is the least figure that is
        stated, with an outline for the greatest.
    photos : path-like, optional
        A folder: the column ``photo`` of the events names a file in it, and
        ``photo_caption`` says what it shows. See :mod:`strikemap.photos`.
    showing : Showing, optional
        What :func:`strikemap.explore` chooses beside.
    policy : Policy, optional
        The gate's policy.
    as_of : datetime.date, optional
        The day of publication; today by default.

    Returns
    -------
    MapPage
        A ``folium.Map``; ``.save(path)`` writes one self-contained file,
        ``.save_still(path)`` a PNG, SVG or PDF.

    Raises
    ------
    InputError
        The frame is no event table, or a ring cannot be read.
    AmbiguousPlaceError, PlaceNotFoundError
        The place of a ring is not one place.
    """
    missing = [name for name in ("event_id", "event_type", "date_start") if name not in frame]
    if missing:
        raise InputError(
            f"The frame has no column {missing[0]!r}, so it is no event table; read it with "
            "strikemap.read_events, or draw other tables with maps.add_events, which takes "
            "the names of their columns"
        )
    day = as_of or dt.datetime.now(tz=dt.UTC).date()
    drawn_rings = [parse_ring(ring) for ring in rings]
    published = publishable(frame, policy, as_of=day)
    held_back = held_back_items(frame, published)
    say = Speech(language)
    cards = event_cards(published, say)
    page = MapPage(
        title=title or say("Reported events"),
        subtitle=deck or say(_SUBTITLE),
        alt=alt,
        embed=embed,
        language=language,
        place_names=place_names,
        credit=". ".join(filter(None, (credit.strip().rstrip("."), _credit(say, cards)))),
        notes=[*notes, *_notes(say, published, held_back)],
        banner=say("Not for publication: {reason}", reason=policy.reason)
        if policy and policy.full_precision
        else "",
        not_shown=_rejected(say, frame),
        provenance=provenance_of(frame),
        downloads=may_be_downloaded(published, policy.permission if policy else ""),
    )
    exact = set(frame["event_id"].tolist()) - held_back
    page.notes = [*page.notes, *add_photos(cards, published, photos, exact=exact)]
    page.withdrawn, published, cards = _parted(published, cards)
    _add_reports(page, published, cards, showing or Showing(column=color_by), size_by=size_by)
    for ring in drawn_rings:
        place = ring.place
        add_rings(page, lon=place.lon, lat=place.lat, radii_m=ring.radii_m, label=ring.label)
    for result in claims:
        _add_claim(page, result, published, held_back)
    draw_cells(page, published)
    draw_sites(page, sites)
    if areas:
        draw_areas(page, published, level=areas)
    if links:
        draw_links(page, published, exact=exact, metres=LINK_METRES, days=LINK_DAYS)
    for add, is_wanted in ((add_heat, heat), (add_hexagons, hexagons)):
        if is_wanted:
            add(page)
    return page


def _parted(
    published: gpd.GeoDataFrame, cards: EventCards
) -> tuple[list[Withdrawn], gpd.GeoDataFrame, EventCards]:
    """Take the reports that no longer stand out of those that are drawn and counted."""
    gone = published["status"].isin(WITHDRAWN).to_numpy()
    if not gone.any():
        return [], published, cards
    withdrawn = [
        _withdrawn(cards[at], published.iloc[at].to_dict()) for at in gone.nonzero()[0].tolist()
    ]
    return withdrawn, published[~gone], cards.taken(~gone)


def _withdrawn(card: EventCard, row: Mapping[str, Any]) -> Withdrawn:
    style = STYLES.get(row["event_type"], STYLES["other"])
    entry: Withdrawn = {
        **card,
        "id": row["event_id"],
        "standing": row["status"],
        "reason": text_of(row["correction_note"]),
        "kind": style.label,
        "attribution": text_of(row["attribution"]),
        "notes": [text_of(row[NOTE_COLUMN])] if text_of(row.get(NOTE_COLUMN)) else [],
    }
    return {key: value for key, value in entry.items() if value}  # type: ignore[return-value]


class Showing(NamedTuple):
    """What tells events apart, and which of their columns are shown as they stand."""

    column: str = ""
    """A column in place of the event type."""
    looks: Mapping[str, Any] = MappingProxyType({})
    """Options of :func:`strikemap.looks.look_by`."""
    tooltip: tuple[str, ...] = ()
    """Columns for the pointer, in place of the date."""
    popup: tuple[str, ...] = ()
    """Columns beside the facts of the card."""


def _add_reports(
    page: MapPage,
    published: gpd.GeoDataFrame,
    cards: EventCards,
    chosen: Showing,
    *,
    size_by: str,
) -> None:
    """Draw the events themselves, with their cards and looks."""
    if size_by and size_by not in SIZED_BY:
        raise InputError(f"size_by is {size_by!r}; use {' or '.join(SIZED_BY)}")
    drawable = _drawable(published, page.say).assign(publishers=_publishers(cards))
    add_columns(cards, published, *(_published(names, published) for names in chosen[2:]))
    styles, style_column = STYLES, "event_type"
    if chosen.column or chosen.looks.get("color"):
        styled = published if chosen.column else published.assign(all_events="reports")
        look = look_by(styled, chosen.column or "all_events", say=page.say, **chosen.looks)
        drawable["look"] = look.keys
        styles, style_column = look.styles, "look"
        page.styled_by = chosen.column
    add_events(
        page,
        drawable,
        id_column="event_id",
        style_column=style_column,
        styles=styles,
        radius_column="uncertainty_m",
        point_column="is_pin",
        cards=cards,
        attribution_column="attribution",
        precision_column="location_precision",
        start_column="date_start",
        end_column="date_end",
        listed_column="only_listed",
        reason_column="why_not_drawn",
        actor_column="actor",
        source_column="publishers",
        size_column=f"{size_by}_min" if size_by else None,
        size_most_column=f"{size_by}_max" if size_by else None,
        size_said=SIZED_BY.get(size_by, ""),
        place_column="toponym",
    )


def _published(names: Sequence[str], published: gpd.GeoDataFrame) -> list[str]:
    """Leave out columns that the gate takes away, and raw ones of rows nobody may pass on."""
    known = COLUMN_NAMES if restricted_rows(published) else published.columns
    return [name for name in names if name in known]


class Ring(NamedTuple):
    """Distance rings around a place: its name as it was written, itself, radii in metres."""

    label: str
    place: Place
    radii_m: list[float]


def parse_ring(text: str) -> Ring:
    """Read rings as people write them.

    Parameters
    ----------
    text : str
        ``"PLACE:DISTANCE[,DISTANCE...]"``; the place is a place argument.

    Returns
    -------
    Ring
        Radii smallest first. The label is the written name without its country;
        an id or coordinates are labelled with the name of the place.

    Raises
    ------
    InputError
        There is no distance, or it cannot be read.
    AmbiguousPlaceError, PlaceNotFoundError
        The place is not one place.

    Examples
    --------
    >>> parse_ring("33.5239N 44.2567E:50km,20 miles").radii_m
    [32186.88, 50000.0]
    """
    name, colon, distances = text.rpartition(":")
    if not colon or not name.strip():
        raise InputError(
            f"{text!r} is no ring; write PLACE:DISTANCE, such as 'Camp Taji:50km,150km'"
        )
    radii_m = {parse_distance_m(distance) for distance in distances.split(",")}
    place = find_place(name)
    return Ring(label_of(name, place), place, sorted(radii_m))


def not_on_map(frame: gpd.GeoDataFrame) -> pd.DataFrame:
    """List the events that a map does not draw, with the reason.

    Returns
    -------
    pandas.DataFrame
        ``event_id, toponym, reason``, on the index of ``frame``.
    """
    listed = _drawable(frame)
    unplaced = frame.geometry.isna() | frame.geometry.is_empty
    chosen = listed[unplaced | listed["only_listed"]]
    return pd.DataFrame(chosen[["event_id", "toponym", "why_not_drawn"]]).rename(
        columns={"why_not_drawn": "reason"}
    )


def _drawable(frame: gpd.GeoDataFrame, say: Speech = ENGLISH) -> gpd.GeoDataFrame:
    """Add what the map needs to know about each row, in its own words."""
    cells = frame.assign(**{_UNPLACED: frame.geometry.isna() | frame.geometry.is_empty})
    reasons = say_each(
        partial(_why_not_drawn, say),
        cells,
        "location_precision",
        "status",
        "location_status",
        _UNPLACED,
    )
    levels = frame["location_precision"]
    return frame.assign(
        event_type=frame["event_type"].where(frame["event_type"].isin(list(STYLES)), "other"),
        is_pin=levels.isin(BARE_PIN),
        only_listed=levels.isin(_LISTED_ONLY) | frame["status"].isin(WITHDRAWN),
        why_not_drawn=pd.array(reasons.distinct, dtype="str").take(reasons.codes),
    )


def _why_not_drawn(
    say: Speech, level: object, standing: object, status: object, is_unplaced: object
) -> str | None:
    if standing in WITHDRAWN:
        return f"the report is {standing}"
    if is_unplaced:
        return say(why_unplaced(status))
    return say(f"known only to the {level}") if level in {"country", "region"} else None


def _rejected(say: Speech, frame: gpd.GeoDataFrame) -> list[NotShown]:
    problems = frame.attrs.get("summary", {}).get("problems", ())
    return [
        {"label": say("row {n}", n=str(problem["row"])), "reason": str(problem["reason"])}
        for problem in problems
        if problem["severity"] == "rejected"
    ]


def _publishers(cards: EventCards) -> NDArray[np.object_]:
    """Name who published each report; rows with the same sources share a list."""
    sources: Coded[Any] = Coded.of(cards.field("sources"))
    named = sources.map(
        lambda listed: [source["publisher"] for source in listed or () if "publisher" in source]
    )
    return np.fromiter(named.distinct, dtype=object, count=len(named.distinct))[named.codes]


def _credit(say: Speech, cards: EventCards) -> str:
    named = sorted({name for names in _publishers(cards) for name in names})
    return say("Reports: {names}", names=", ".join(named)) if named else ""


def _notes(say: Speech, published: gpd.GeoDataFrame, held_back: Collection[str]) -> list[str]:
    standing = published[~published["status"].isin(WITHDRAWN)]
    coarse = int(standing["location_precision"].eq("near").sum())
    places = place_attributions(published)
    notes = [say("Data: {names}.", names=line) for line in data_attributions(published)]
    if places:
        notes.append(say("Places: {names}.", names="; ".join(places)))
    if coarse:
        only_area = (
            "{n} {n:report names|reports name} only an area: the disc is where {n:it|they} may lie."
        )
        notes.append(say(only_area, n=coarse))
    if held_back:
        generalised = "{n} {n:position is|positions are} generalised for publication."
        notes.append(say(generalised, n=len(held_back)))
    return notes


def _add_claim(
    page: MapPage,
    result: ClaimResult,
    published: gpd.GeoDataFrame,
    held_back: Collection[str],
) -> None:
    """Draw a claim: a line per item, the outline up to which it holds, and its table."""
    lines = _claim_lines(page.say, result, published, held_back)
    if not lines.empty:
        add_lines(page, lines, label=result.claim.text)
    if result.outlines and not result.items["item"].isin(held_back).any():
        add_outlines(page, result.outlines, label=result.claim.text)
    add_claim(page, claim_card(result, held_back=held_back, say=page.say))


def _claim_lines(
    say: Speech, result: ClaimResult, published: gpd.GeoDataFrame, held_back: Collection[str]
) -> pd.DataFrame:
    """Give a line from the reference place to each item that has a distance to it."""
    items = result.items
    measured = items["distance_m"].notna() & items["object_lon"].notna()
    shown = items[measured & ~items["item"].isin(held_back) & (items["relation"] != "direction")]
    points = published.set_index("event_id").geometry
    ends = [
        (points[item].x, points[item].y) if item in points.index else (lon, lat)
        for item, lon, lat in zip(shown["item"], shown["lon"], shown["lat"], strict=True)
    ]
    return pd.DataFrame(
        {
            "lon1": shown["object_lon"].to_numpy(),
            "lat1": shown["object_lat"].to_numpy(),
            "lon2": [lon for lon, _ in ends],
            "lat2": [lat for _, lat in ends],
            "verdict": shown["verdict"].to_numpy(),
            "text": [say.kilometres(length_m) for length_m in shown["distance_m"]],
        }
    )
