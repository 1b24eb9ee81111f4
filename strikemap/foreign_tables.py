"""Tables that are no event tables: of which data set they are, and whether they may be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from strikemap.licences import RESTRICTED, demand_names
from strikemap.readers.datasets import DataSetReader
from strikemap.readers.opening import DATA_SETS

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["data_set_of", "demand_showable", "demand_table"]


def data_set_of(names: Iterable[str]) -> str:
    """Give the data set that has such columns; blank where it is none that is known.

    Parameters
    ----------
    names : iterable of str
        The header of a table, as written.

    Examples
    --------
    >>> data_set_of(["EVENT_ID_CNTY", "EVENT_DATE", "TIME_PRECISION", "GEO_PRECISION", "NOTES"])
    'ACLED'
    >>> data_set_of(["place", "country"])
    ''
    """
    header = {name.strip().casefold() for name in names}
    for reader in DATA_SETS:
        if isinstance(reader, DataSetReader):
            data_set = reader.data_set
            if any(mark <= header for mark in data_set.marks):
                return data_set.title
    return ""


def demand_table(
    names: Iterable[str], named: Iterable[str | None] = (), permission: str = ""
) -> None:
    """Let a table become a file only if its rows may be passed on.

    Parameters
    ----------
    names : iterable of str
        The header.
    named : iterable of str or None
        What its column ``source_dataset`` says, where it has one.
    permission : str
        Who permitted rows of unknown licence; blank is nobody.

    Raises
    ------
    PublicationError
        Rows may not be passed on, or nobody says whether they may.
    """
    demand_names({data_set_of(names), *(text for text in named if text)}, permission)


def demand_showable(names: Iterable[str]) -> None:
    """Let the cells of a table be shown as they stand only if they are not of a restricted set.

    Parameters
    ----------
    names : iterable of str
        The header.

    Raises
    ------
    PublicationError
        It has the layout of a data set whose rows may not be passed on.
    """
    title = data_set_of(names)
    if title.casefold() in RESTRICTED:
        demand_names([title])
