"""What made a page: the generator, and digests of the gazetteer and the input."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from gazetteer.store import open_store, store_path
from geo.errors import GazetteerError

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

__all__ = [
    "COMMAND",
    "INPUT_DIGEST",
    "LOG_HEAD",
    "file_digest",
    "gazetteer_digest",
    "provenance_of",
]

INPUT_DIGEST: Final = "input_sha256"
"""Key in ``attrs`` of an event table: SHA-256 of the file that it was read from."""

LOG_HEAD: Final = "log_head"
"""Key in ``attrs``: head of the log of changes, see ``strikemap.ledger.content_head``."""

COMMAND: Final = "command"
"""Key in ``attrs``: the command that made the output, without names of files."""


def file_digest(path: Path) -> str:
    """Give the SHA-256 of a file in hexadecimal, as ``sha256sum`` prints it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def provenance_of(frame: gpd.GeoDataFrame) -> dict[str, str]:
    """Say what made a page of a table.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        An event table; a table that was read from a file has its digest in
        ``attrs["input_sha256"]``.

    Returns
    -------
    dict of str to str
        ``Generator``, and where they are known ``Gazetteer``, ``Input``, ``Log`` (the
        head of the log of changes) and ``Command``. No
        name of a file or folder: it may tell about the person who made the page.
    """
    facts = {"Generator": f"strikemap {version('strikemap')}"}
    gazetteer = gazetteer_digest()
    if gazetteer:
        facts["Gazetteer"] = f"sha256 {gazetteer}"
    if INPUT_DIGEST in frame.attrs:
        facts["Input"] = f"sha256 {frame.attrs[INPUT_DIGEST]}"
    if LOG_HEAD in frame.attrs:
        facts["Log"] = f"sha256 {frame.attrs[LOG_HEAD]}"
    if COMMAND in frame.attrs:
        facts["Command"] = str(frame.attrs[COMMAND])
    return facts


def gazetteer_digest() -> str:
    """Give the digest of the gazetteer; blank if there is none."""
    try:
        with open_store(store_path()) as store:
            return store.meta().get("digest", "")
    except GazetteerError:
        return ""  # a table that brings its positions needs no gazetteer
