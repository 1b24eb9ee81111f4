"""Data sets whose rows may not be passed on without their owner's permission.

ACLED's terms of use and the GTD's end user licence agreement let people show
results and not hand the rows on. A map is a result; a file of rows is not. Rows of
any other data set whose licence is not known need a permission to be published.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.errors import PublicationError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = [
    "RESTRICTED",
    "demand_known_licence",
    "demand_permission",
    "restricted_rows",
    "unlicensed_rows",
]

RESTRICTED: Final[Mapping[str, str]] = {
    "acled": "ACLED",
    "armed conflict location & event data project": "ACLED",
    "gtd": "GTD",
    "global terrorism database": "GTD",
}
"""Data sets by the folded values of ``source_dataset`` that name them."""

_LICENSED: Final = frozenset({"ucdp ged", "own"})

_log = logging.getLogger(__name__)


def restricted_rows(events: pd.DataFrame) -> dict[str, int]:
    """Count the rows of each data set that may not be passed on.

    Parameters
    ----------
    events : pandas.DataFrame
        An event table; without ``source_dataset`` nothing is restricted.

    Examples
    --------
    >>> import pandas as pd
    >>> restricted_rows(pd.DataFrame({"source_dataset": ["ACLED", "UCDP GED", "acled"]}))
    {'ACLED': 2}
    """
    if "source_dataset" not in events:
        return {}
    folded = events["source_dataset"].astype("str").str.strip().str.casefold()
    counts = folded.map(RESTRICTED).dropna().value_counts(sort=False)
    return {str(name): int(count) for name, count in counts.items()}


def demand_permission(events: pd.DataFrame, _permission: str = "") -> None:
    """Let a table become a file only if its rows may be passed on.

    No permission opens this: whoever has one passes on the owner's own file.

    Parameters
    ----------
    events : pandas.DataFrame
        An event table.

    Raises
    ------
    PublicationError
        There are rows of a restricted data set.
    """
    found = restricted_rows(events)
    if found:
        counted = ", ".join(f"{count} of {name}" for name, count in found.items())
        raise PublicationError(
            f"Rows that may not be passed on: {counted}. Make a map of them, or leave them out; "
            "a map shows them without a download"
        )


def unlicensed_rows(events: pd.DataFrame) -> dict[str, int]:
    """Count the rows of each data set of which nobody says under what licence it is.

    A table of one's own names no data set; a row is licensed if one of its
    sources states a licence, or ``UCDP GED`` is its data set: its releases on the
    Humanitarian Data Exchange are under CC BY 3.0 IGO (as a page about one of them
    says, https://datasalon.ai/datasets/serbia-data-on-conflict-events-hdx-7338aa67,
    read 2026-11-21).

    Parameters
    ----------
    events : pandas.DataFrame
        An event table.
    """
    if "source_dataset" not in events:
        return {}
    names = events["source_dataset"].astype("str").str.strip()
    folded = names.str.casefold()
    stated = [any(source["licence"] for source in listed) for listed in events["sources"]]
    known = folded.isin([*RESTRICTED, *_LICENSED]) | np.array(stated, dtype=bool)
    unknown = names.notna() & ~known
    counts = names[unknown].value_counts(sort=False)
    return {str(name): int(count) for name, count in counts.items()}


def demand_known_licence(events: pd.DataFrame, permission: str) -> None:
    """Let rows of unknown licence be published only with a permission, which is logged.

    Raises
    ------
    PublicationError
        There are such rows and no permission.
    """
    found = unlicensed_rows(events)
    if not found:
        return
    counted = ", ".join(f"{count} of {name}" for name, count in found.items())
    if not permission.strip():
        raise PublicationError(
            f"Rows of unknown licence: {counted}. State the licence in their sources, or say who "
            "permitted it with --i-have-permission REASON"
        )
    _log.warning("Rows of unknown licence are published (%s): %s", counted, permission)
