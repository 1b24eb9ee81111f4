"""The scan of all that was written: nothing of what the gate withheld may stand there.

Positions are looked for in every notation that people write: decimal degrees in
either order and with either decimal sign, degrees and minutes, degrees, minutes
and seconds, UTM, MGRS, Web Mercator metres, and packed floating-point numbers.
Names and ids are compared by the gazetteer's folded keys, so that case, accents
and the spelling of an article hide nothing.
"""

from __future__ import annotations

import math
import re
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import mgrs
import numpy as np
from pyproj import Transformer

from gazetteer.normalise import exact_key, folded_key
from gazetteer.store import open_store, store_path
from geo import distance_m
from geo.errors import GazetteerError
from strikemap.contents import texts_of
from strikemap.schema import COLUMN_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import geopandas as gpd
    from numpy.typing import NDArray

__all__ = ["Leak", "Secrets", "find_leaks", "secrets_of"]

_NUMBER: Final = re.compile(r"(?<![\w.])[-+−]?\d{1,9}(?:[.,]\d{1,15})?")
_GRID_SQUARE: Final = re.compile(
    r"(?<![A-Z0-9])\d{1,2}\s?[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?(?:\d\s?){4,10}"
)
_BETWEEN: Final = 8
"""Numbers of a pair stand at most so many numbers apart."""
_METRES: Final = 60.0
"""A metric coordinate this near is a hit: 0.0005 degrees, as decimals of 3 places are."""
_ARC_DEGREES: Final = 0.0006
_SHORTEST: Final = 4
_SEGMENT: Final = re.compile(r"[\n\r\t\"<>;:=(){}\[\]|,]+")
_LONGEST: Final = 240
_TEXT_COLUMNS: Final = (
    "toponym", "target", "place_id", "event_id", "incident_id", "source_event_id",
    "correction_note",
)  # fmt: skip
_SOURCE_TEXTS: Final = ("id", "title", "url", "archive_url", "sha256")
_PUBLIC_TEXTS: Final = ("toponym", "admin1", "place_id", "target", "actor")


@dataclass(frozen=True, slots=True)
class Leak:
    """Something withheld that stands in a file: where, what kind, and the text around it."""

    file: str
    kind: str
    found: str

    def __str__(self) -> str:
        """Give it as one line."""
        return f"{self.file}: {self.kind} ({self.found!r})"


@dataclass(frozen=True, slots=True)
class Secrets:
    """What must not appear.

    Attributes
    ----------
    positions : ndarray, shape (n, 2)
        Longitude and latitude of the withheld events, degrees.
    names : frozenset of str
        Folded keys of names, ids, slugs, links and quotes.
    decimals : int
        A decimal coordinate that agrees to so many places is a hit.
    """

    positions: NDArray[np.float64]
    names: frozenset[str] = field(default_factory=frozenset)
    decimals: int = 4


def secrets_of(frame: gpd.GeoDataFrame, published: gpd.GeoDataFrame, *, decimals: int) -> Secrets:
    """Collect what a publication withholds.

    Parameters
    ----------
    frame, published : geopandas.GeoDataFrame
        The table before and after the gate, row by row the same.
    decimals : int
        Decimals of the profile.

    Returns
    -------
    Secrets
        Of the rows that the gate moved. What the rows that stay say openly, and
        a position that is published as it is, is no secret.
    """
    renamed = published["event_id"].ne(frame["event_id"].set_axis(published.index))
    placeholder = published["event_id"].str.startswith("generalised", na=False)
    hidden = (renamed & placeholder).to_numpy()
    near = 10.0**-decimals
    before, after = frame.geometry[hidden], published.geometry[hidden]
    positions = [
        (old.x, old.y)
        for old, new in zip(before, after, strict=True)
        if old is not None
        and (new is None or abs(old.x - new.x) > near or abs(old.y - new.y) > near)
    ]
    open_points = {(p.x, p.y) for p in published.geometry[~hidden] if p is not None}
    kept = [point for point in dict.fromkeys(positions) if point not in open_points]
    names = _keys(_texts(frame[hidden]))
    open_names = _keys(_open_texts(published, hidden))
    return Secrets(
        np.array(kept, dtype=float).reshape(-1, 2), frozenset(names - open_names), decimals
    )


def _texts(rows: gpd.GeoDataFrame) -> Iterator[str]:
    """Give every text of withheld rows that names them, and the names that the gazetteer knows."""
    further = [name for name in rows.columns if name not in COLUMN_NAMES]
    for name in (*_TEXT_COLUMNS, *further):
        if name in rows:
            yield from (text for text in rows[name].dropna() if isinstance(text, str))
    for listed in rows["sources"]:
        for source in listed:
            yield from (text for key in _SOURCE_TEXTS if (text := source[key]))
    for listed in rows["statements"]:
        yield from (item["quote"] for item in listed if item["quote"])
    yield from _variants(set(rows["place_id"].dropna()))


def _variants(place_ids: set[str]) -> Iterator[str]:
    yield from (place_id.partition(":")[2] for place_id in place_ids)
    if not place_ids:
        return
    try:
        with open_store(store_path()) as store:
            for place_id in place_ids:
                place = store.place(place_id)
                if place is not None:
                    yield from store.names_of(place_id)
    except GazetteerError:
        return  # without a gazetteer no place was looked up in one


def _open_texts(published: gpd.GeoDataFrame, hidden: NDArray[np.bool_]) -> Iterator[str]:
    stays = published[~hidden]
    for name in (*_TEXT_COLUMNS, *_PUBLIC_TEXTS):
        yield from (text for text in stays[name].dropna() if isinstance(text, str))
    for listed in stays["sources"]:
        for source in listed:
            yield from (text for key in _SOURCE_TEXTS if (text := source[key]))
    # The area that a withheld event is drawn at has a name of its own, which is public.
    for name in ("toponym", "admin1", "place_id"):
        yield from (text for text in published[name][hidden].dropna())


def _keys(texts: Iterable[str]) -> set[str]:
    return {key for text in texts if len(key := _key(text)) >= _SHORTEST}


def _key(text: str) -> str:
    return folded_key(exact_key(" ".join(_SEGMENT.sub(" ", text).split())[:_LONGEST]))


def find_leaks(paths: Sequence[Path], secrets: Secrets) -> list[Leak]:
    """Scan files, and their names, for what was withheld.

    Parameters
    ----------
    paths : sequence of pathlib.Path
        Files of any format that a publication writes; archives and packed
        blocks are unpacked.
    secrets : Secrets
        What must not appear.

    Returns
    -------
    list of Leak
        Empty if nothing leaks.
    """
    leaks: list[Leak] = []
    for path in paths:
        leaks += _in_text(path.name.replace("_", " "), secrets, f"{path.name} (the name)")
        content = path.read_bytes()
        leaks += _packed(content, secrets, path.name)
        for where, text in texts_of(path, content):
            leaks += _in_text(text, secrets, f"{path.name} ({where})")
    return leaks


def _packed(content: bytes, secrets: Secrets, where: str) -> Iterator[Leak]:
    """Look for both coordinates of a point as floating-point numbers beside each other."""
    for lon, lat in secrets.positions:
        for order in "<>":
            for pair in ((lon, lat), (lat, lon)):
                if struct.pack(f"{order}2d", *pair) in content:
                    yield Leak(where, "a position as packed numbers", f"{lon}, {lat}")


def _in_text(text: str, secrets: Secrets, where: str) -> Iterator[Leak]:
    yield from _names_in(text, secrets, where)
    if not len(secrets.positions):
        return
    yield from _grid_squares(text, secrets, where)
    tokens = [match[0].replace("−", "-").replace(",", ".") for match in _NUMBER.finditer(text)]
    if not tokens:
        return
    numbers = np.array([float(token) for token in tokens])
    for lon, lat in secrets.positions:
        for kind, one, two in _notations(lon, lat, numbers, secrets.decimals):
            found = _pair(one, two)
            if found is not None:
                shown = " ".join(tokens[max(0, found - 2) : found + _BETWEEN])
                yield Leak(where, f"a position in {kind}", shown[:80])
                break


def _notations(
    lon: float, lat: float, numbers: NDArray[np.float64], decimals: int
) -> Iterator[tuple[str, NDArray[np.bool_], NDArray[np.bool_]]]:
    """Give per notation where in the numbers one and the other coordinate stand."""
    step = 10.0**-decimals
    yield "decimal degrees", np.abs(numbers - lon) < step, np.abs(numbers - lat) < step
    whole, minutes = np.abs(numbers), np.append(np.abs(numbers[1:]), np.nan)
    seconds = np.append(np.abs(numbers[2:]), [np.nan, np.nan])[: len(numbers)]
    is_degrees = (whole == np.floor(whole)) & (minutes < 60)
    in_minutes = whole + minutes / 60
    fits = is_degrees & (minutes != np.floor(minutes))
    yield (
        "degrees and minutes",
        fits & (np.abs(in_minutes - abs(lon)) < _ARC_DEGREES),
        fits & (np.abs(in_minutes - abs(lat)) < _ARC_DEGREES),
    )
    in_seconds = in_minutes + seconds / 3600
    fits = is_degrees & (minutes == np.floor(minutes)) & (seconds < 60)
    yield (
        "degrees, minutes and seconds",
        fits & (np.abs(in_seconds - abs(lon)) < _ARC_DEGREES),
        fits & (np.abs(in_seconds - abs(lat)) < _ARC_DEGREES),
    )
    zone = math.floor((lon + 180) / 6) % 60 + 1
    for number in {zone - 1 or 60, zone, zone % 60 + 1}:
        code = (32600 if lat >= 0 else 32700) + number
        east, north = _transformer(code).transform(lon, lat)
        yield "UTM", np.abs(numbers - east) < _METRES, np.abs(numbers - north) < _METRES
    x, y = _transformer(3857).transform(lon, lat)
    yield "Web Mercator", np.abs(numbers - x) < _METRES, np.abs(numbers - y) < _METRES


def _transformer(code: int) -> Transformer:
    return Transformer.from_crs(4326, code, always_xy=True)


def _pair(one: NDArray[np.bool_], two: NDArray[np.bool_]) -> int | None:
    """Give where both coordinates stand near each other, in either order."""
    first, second = np.flatnonzero(one), np.flatnonzero(two)
    if not first.size or not second.size:
        return None
    gaps = np.abs(first[:, None] - second[None, :])
    near = np.argwhere((gaps <= _BETWEEN) & (gaps > 0))
    return int(min(first[near[0][0]], second[near[0][1]])) if len(near) else None


def _grid_squares(text: str, secrets: Secrets, where: str) -> Iterator[Leak]:
    for match in _GRID_SQUARE.finditer(text.upper()):
        square = re.sub(r"\s", "", match[0])
        digits = len(square) - len(square.rstrip("0123456789"))
        try:
            lat, lon = mgrs.MGRS().toLatLon(square[: len(square) - digits % 2])
        except mgrs.core.MGRSError:
            continue
        side_m = 10.0 ** (5 - digits // 2)
        for x, y in secrets.positions:
            if side_m <= 1_000 and distance_m(lon1=lon, lat1=lat, lon2=x, lat2=y) < 2 * side_m:
                yield Leak(where, "a position in MGRS", match[0])


def _names_in(text: str, secrets: Secrets, where: str) -> Iterator[Leak]:
    if not secrets.names:
        return
    longest_first = sorted(secrets.names, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    seen: set[str] = set()
    for segment in set(_SEGMENT.split(text)):
        for start in range(0, len(segment), _LONGEST // 2):
            part = segment[start : start + _LONGEST]
            found = pattern.search(folded_key(exact_key(part)))
            if found and found[0] not in seen:
                seen.add(found[0])
                yield Leak(where, "a name, id or text that is withheld", part.strip()[:80])
    flat = _SEGMENT.sub(" ", text)
    for name in secrets.names - seen:
        if " " in name and name in " ".join(flat.casefold().split()):
            yield Leak(where, "a name, id or text that is withheld", name[:80])
