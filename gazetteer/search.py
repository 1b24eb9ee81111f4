"""From a written name to ranked places: the core of the gazetteer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.model import Resolution
    from gazetteer.store import Store

__all__ = ["resolve"]


def resolve(
    name: str,
    *,
    country: str | None = None,
    admin1: str | None = None,
    near: tuple[float, float] | None = None,
    context: Sequence[str] = (),
    limit: int = 10,
    store: Store | None = None,
) -> Resolution:
    """Find the places that a written name may mean.

    Parameters
    ----------
    name : str
        A name in any script or romanisation, or a place id (``geonames:99226``).
    country : str, optional
        ISO alpha-2, alpha-3 or a country name in any known language.
    admin1 : str, optional
        Name or code of the first-order area.
    near : tuple of float, optional
        ``(lon, lat)`` in degrees of a place in the same context.
    context : sequence of str, optional
        Other place names of the same document.
    limit : int
        At most so many candidates.
    store : Store, optional
        An open store; by default the user's own gazetteer.

    Returns
    -------
    Resolution
        Status and candidates, best first. Never raises for an unknown name.

    Raises
    ------
    GazetteerError
        There is no gazetteer file, or it is broken.
    InputError
        A hint cannot be understood.
    """
    raise NotImplementedError
