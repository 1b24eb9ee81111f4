"""The scan of all that was written: nothing of what the gate withheld may stand there.

Positions are looked for in every notation (:mod:`strikemap.written_positions`)
and as packed numbers (:mod:`strikemap.packed_positions`). Names and ids are
compared by the gazetteer's folded keys, so that case, accents and the spelling of
an article hide nothing, and once more without the spaces between their words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from gazetteer.normalise import exact_key, folded_key
from gazetteer.store import open_store, store_path
from geo.errors import GazetteerError
from strikemap.coarsening import cell_bounds
from strikemap.contents import parts_of, unescaped
from strikemap.packed_positions import packed_positions_in
from strikemap.publishing import NOTE_COLUMN
from strikemap.schema import COLUMN_NAMES
from strikemap.written_positions import WrittenPositions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import geopandas as gpd
    from numpy.typing import NDArray

__all__ = ["Leak", "Secrets", "find_leaks", "secrets_of"]

_OF_PERSONS: Final = re.compile(r"name|victim|person|witness|casualt", re.IGNORECASE)
"""Further columns by whose heading they may name persons."""

_SHORTEST: Final = 4
_SEGMENT: Final = re.compile(r"[\n\r\t\"<>;:=(){}\[\]|,]+")
_LONGEST: Final = 240
_SQUEEZED: Final = 8
"""Letters that a name of several words must have to be looked for without its spaces."""

_BEGINNING: Final = 4
_WORD: Final = re.compile(r"[^\W_]+")
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
    public : ndarray
        Coordinates that the publication shows: of its rows, and of the edges of cells.
    """

    positions: NDArray[np.float64]
    names: frozenset[str] = field(default_factory=frozenset)
    decimals: int = 4
    public: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))


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
        Of the rows that the gate moved, and the persons that the publication does not
        name. What the rows that stay say openly, and a position that is published as
        it is, is no secret.
    """
    hidden = np.zeros(len(published), dtype=bool)
    if NOTE_COLUMN in published:
        hidden = published[NOTE_COLUMN].notna().to_numpy()
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
    names = _keys([*_texts(frame[hidden]), *_persons(frame, published)])
    open_names = _keys(_open_texts(published, hidden))
    shown = published.geometry[published.geometry.notna()]
    public = np.concatenate([shown.x, shown.y, cell_bounds(published).to_numpy().ravel()])
    return Secrets(
        np.array(kept, dtype=float).reshape(-1, 2),
        frozenset(names - open_names),
        decimals,
        np.unique(public),
    )


def _persons(frame: gpd.GeoDataFrame, published: gpd.GeoDataFrame) -> Iterator[str]:
    """Give the persons of a table whom the publication no longer names."""
    for name in frame.columns:
        if name not in published and _OF_PERSONS.search(str(name)):
            yield from (text for text in frame[name].dropna() if isinstance(text, str))
    for before, after in zip(frame["statements"], published["statements"], strict=True):
        for old, new in zip(before, after, strict=True):
            if old["voice"] and old["voice"] != new["voice"]:
                yield old["voice"]
    for before, after in zip(frame["sources"], published["sources"], strict=True):
        for old, new in zip(before, after, strict=True):
            if old["collector"] and not new["collector"]:
                yield old["collector"]
    changed = frame["verified_by"].to_numpy() != published["verified_by"].to_numpy()
    yield from frame["verified_by"][changed].dropna()


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
    # What the gate itself wrote: the name of an area, a number in place of an id.
    yield from (text for text in published["admin1"][hidden].dropna())
    yield from _texts(published[hidden])
    # An institution may be a party in one statement, which keeps it, and speak in another.
    for listed in published["statements"]:
        yield from (item["voice"] for item in listed if item["voice"])
    for listed in published["sources"]:
        yield from (source["publisher"] for source in listed if source["publisher"])


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
    scan = _Scan(secrets)
    leaks: dict[Leak, None] = {}
    for path in paths:
        named = f"{path.name} (the name)"
        leaks |= dict.fromkeys(scan.text(path.name, named))
        for where, part in parts_of(path, path.read_bytes()):
            told = f"{path.name} ({where})"
            if isinstance(part, bytes):
                leaks |= dict.fromkeys(scan.packed(part, told))
            else:
                leaks |= dict.fromkeys(scan.text(part, told))
    return list(leaks)


class _Scan:
    """What must not appear, made ready to be looked for in many texts."""

    def __init__(self, secrets: Secrets) -> None:
        self._secrets = secrets
        self._written = WrittenPositions(
            secrets.positions, public=secrets.public, decimals=secrets.decimals
        )
        self._names: dict[str, list[list[str]]] = {}
        self._joined: dict[str, list[str]] = {}
        for name in sorted(secrets.names):
            words = _words(name)
            if words:
                self._names.setdefault(words[0], []).append(words)
            joined = "".join(words)
            if len(words) > 1 and len(joined) >= _SQUEEZED:
                self._joined.setdefault(joined[:_BEGINNING], []).append(joined)

    def packed(self, content: bytes, where: str) -> Iterator[Leak]:
        """Look for positions as packed numbers."""
        secrets = self._secrets
        for lon, lat in packed_positions_in(content, secrets.positions, public=secrets.public):
            yield Leak(where, "a position as packed numbers", f"{lon}, {lat}")

    def text(self, written: str, where: str) -> Iterator[Leak]:
        """Look for names and positions in a text."""
        text = unescaped(written)
        if self._names:
            for shown in self._names_in(text):
                yield Leak(where, "a name, id or text that is withheld", shown[:80])
        if len(self._secrets.positions):
            for kind, shown in self._written.found_in(text):
                yield Leak(where, f"a position in {kind}", shown)

    def _names_in(self, text: str) -> Iterator[str]:
        words = [word for part in _parts(text) for word in _folded_words(part)]
        for at, word in enumerate(words):
            for name in self._names.get(word, ()):
                if words[at : at + len(name)] == name:
                    yield " ".join(name)
        for word in {word for word in words if len(word) >= _SQUEEZED}:
            for start in range(len(word) - _SQUEEZED + 1):
                for joined in self._joined.get(word[start : start + _BEGINNING], ()):
                    if word.startswith(joined, start):
                        yield word


def _parts(text: str) -> Iterator[str]:
    """Give a text in pieces that are short enough to be folded, cut between words."""
    for segment in _SEGMENT.split(text):
        piece: list[str] = []
        length = 0
        for word in segment.replace("_", " ").split():
            if len(word) > _LONGEST:  # an address, or a text of base 64
                half = _LONGEST // 2
                yield from (word[at : at + _LONGEST] for at in range(0, len(word), half))
                continue
            if length + len(word) > _LONGEST and piece:
                yield " ".join(piece)
                piece, length = [], 0
            piece.append(word)
            length += len(word) + 1
        if piece:
            yield " ".join(piece)


@lru_cache(maxsize=200_000)
def _folded_words(part: str) -> tuple[str, ...]:
    return tuple(_words(folded_key(exact_key(part))))


def _words(key: str) -> list[str]:
    return _WORD.findall(key)
