"""What made a page: the generator, and digests of the gazetteer and the input."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from gazetteer.store import open_store, store_path
from geo.errors import GazetteerError
from strikemap.ledger import root_digest
from strikemap.licences import ACCESSED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import geopandas as gpd

__all__ = [
    "CARRIED",
    "COMMAND",
    "INPUT_DIGEST",
    "LOG_HEAD",
    "file_digest",
    "gazetteer_digest",
    "provenance_from",
    "provenance_of",
]

INPUT_DIGEST: Final = "input_sha256"
"""Key in ``attrs`` of an event table: SHA-256 of the file that it was read from."""

LOG_HEAD: Final = "log_head"
"""Key in ``attrs``: head of the log of changes, see ``strikemap.ledger.content_head``."""

COMMAND: Final = "command"
"""Key in ``attrs``: the command that made the output, without names of files."""

CARRIED: Final = (INPUT_DIGEST, LOG_HEAD, COMMAND, ACCESSED)
"""Keys in ``attrs`` that go with a table through the gate: none of them names anything in it."""


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
        ``Generator``; where they are known ``Gazetteer`` and ``Input``; ``Log`` (the
        head of the log of changes, or that there is none) and ``Command``. No
        name of a file or folder: it may tell about the person who made the page.
    """
    return provenance_from(frame.attrs)


def provenance_from(said: Mapping[str, object]) -> dict[str, str]:
    """Say what made an output, from what is known of its input.

    Parameters
    ----------
    said : mapping
        Values by the keys of this module, as ``attrs`` of a table has them.

    Returns
    -------
    dict of str to str
        As ``provenance_of`` gives it.
    """
    facts = {"Generator": f"strikemap {version('strikemap')}"}
    gazetteer = gazetteer_digest()
    if gazetteer:
        facts["Gazetteer"] = f"sha256 {gazetteer}"
    digest = str(said.get(INPUT_DIGEST, ""))
    if digest:
        facts["Input"] = f"sha256 {digest}"
    facts["Log"] = _log_told(str(said.get(LOG_HEAD, "")), digest)
    facts["Command"] = str(said.get(COMMAND, "")) or "called from Python"
    return facts


def _log_told(head: str, digest: str) -> str:
    """Say which state of the log the table has; a table that nobody changed has the chain's root.

    A log that holds no change says the same as none, so that the first output of a
    table and a later one have the same bytes.
    """
    if not digest:
        return f"sha256 {head}" if head else "no log"
    root = root_digest(digest)
    if not head or head == root:
        return f"no log of changes; one would start from sha256 {root}"
    return f"sha256 {head}"


def gazetteer_digest() -> str:
    """Give the digest of the gazetteer; blank if there is none."""
    try:
        with open_store(store_path()) as store:
            return store.meta().get("digest", "")
    except GazetteerError:
        return ""  # a table that brings its positions needs no gazetteer
