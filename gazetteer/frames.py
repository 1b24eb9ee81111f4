"""The gazetteer over many names: frames in, frames out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from gazetteer.store import Store

__all__ = ["lookup", "scan"]


def lookup(
    names: Iterable[str],
    *,
    country: str | Sequence[str | None] | None = None,
    admin1: str | Sequence[str | None] | None = None,
    limit: int = 10,
    store: Store | None = None,
) -> pd.DataFrame:
    """Look up many names.

    Parameters
    ----------
    names : iterable of str
        The names; each distinct (name, country, admin1) is resolved once.
    country, admin1 : str or sequence of str, optional
        One hint for all names, or one for each.
    limit : int
        At most so many candidates a name.

    Returns
    -------
    pandas.DataFrame
        ``query_index, toponym, status, rank, place_id, name, lat, lon, country,
        admin1, feature_code, location_precision, uncertainty_m, score,
        reasons``; one row per candidate, an unknown name is one ``not_found``
        row with NaN position.
    """
    raise NotImplementedError


def scan(
    text: str,
    *,
    spans: Sequence[tuple[int, int]] | None = None,
    country: str | None = None,
    store: Store | None = None,
) -> pd.DataFrame:
    """Find the places that a running text names.

    Returns
    -------
    pandas.DataFrame
        One row per mention (or span) in order: ``start, end, text, status,
        place_id, name, lat, lon, country, feature_code, location_precision,
        uncertainty_m, score``; no position: NaN.
    """
    raise NotImplementedError
