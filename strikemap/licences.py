"""Under which terms the rows of a data set may be passed on, and how it is named.

ACLED's terms of use and the GTD's agreement let people show results and not hand
the rows on. A map is a result; a file of rows is not. Rows of any other data set
whose licence nobody states need a permission to become a file.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.errors import PublicationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    _Sources = list[dict[str, str | None]]

__all__ = [
    "ACCESSED",
    "RESTRICTED",
    "TERMS",
    "Terms",
    "data_attributions",
    "demand_downloadable",
    "demand_known_licence",
    "demand_names",
    "demand_permission",
    "may_be_downloaded",
    "restricted_rows",
    "unlicensed_rows",
]

ACCESSED: Final = "accessed"
"""Key in ``attrs`` of an event table: the day on which its data set was downloaded, ISO 8601."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a data set asks of those who use it.

    Attributes
    ----------
    name : str
        As ``source_dataset`` names it.
    attribution : str
        The line to print with every use.
    licence : str
        Its licence in a few words; empty if nobody could say.
    source : str
        The page where that was read.
    is_restricted : bool
        Whether rows must not be passed on.
    """

    name: str
    attribution: str
    licence: str = ""
    source: str = ""
    is_restricted: bool = False


TERMS: Final = (
    Terms(
        "ACLED",
        "Armed Conflict Location & Event Data (ACLED), https://acleddata.com/",
        "terms of use: rows are not passed on",
        "https://epo.acleddata.com/terms-of-use-and-attribution-policy",
        is_restricted=True,
    ),
    Terms(
        "GTD",
        "National Consortium for the Study of Terrorism and Responses to Terrorism (START), "
        "Global Terrorism Database",
        "terms of use: rows are not passed on",
        "http://www.start.umd.edu/data/gtd/terms_of_use.asp",
        is_restricted=True,
    ),
    Terms(
        "UCDP GED",
        "Uppsala Conflict Data Program (UCDP), Georeferenced Event Dataset, https://ucdp.uu.se/",
        "CC BY",
        "https://datasalon.ai/datasets/serbia-data-on-conflict-events-hdx-7338aa67",
    ),
    Terms(
        "GDELT",
        "The GDELT Project, https://www.gdeltproject.org/",
        "any use and redistribution with a citation and a link",
        "https://www.gdeltproject.org/about.html",
    ),
    Terms("Airwars", "Airwars, https://airwars.org/"),
    Terms("Bellingcat", "Bellingcat, Civilian Harm in Ukraine, https://www.bellingcat.com/"),
    Terms("Yemen Data Project", "Yemen Data Project, https://yemendataproject.org/"),
    Terms("SIGACTS", "SIGACTS of the United States military, as released by others"),
)
"""The data sets that strikemap reads; ``DATA-LICENSES.md`` says how each term was read."""

_BY_NAME: Final[Mapping[str, Terms]] = {
    **{terms.name.casefold(): terms for terms in TERMS},
    "armed conflict location & event data project": TERMS[0],
    "armed conflict location & event data": TERMS[0],
    "global terrorism database": TERMS[1],
}

RESTRICTED: Final[Mapping[str, str]] = {
    name: terms.name for name, terms in _BY_NAME.items() if terms.is_restricted
}
"""Data sets by the folded values of ``source_dataset`` that name them."""

_OWN: Final = frozenset({"own", "report", "strikemap samples"})
"""Names of one's own tables: written by hand, drafted by ``strikemap read``, or bundled here."""

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
    counts = _folded(events).map(RESTRICTED).dropna().value_counts(sort=False)
    return {str(name): int(count) for name, count in counts.items()}


def unlicensed_rows(events: pd.DataFrame, *, own_labels: bool = False) -> dict[str, int]:
    """Count the rows of each data set of which nobody says under what licence it is.

    A table of one's own names no data set. A row is licensed if one of its
    sources states a licence, or if ``TERMS`` has one for its data set.

    Parameters
    ----------
    events : pandas.DataFrame
        An event table.
    own_labels : bool
        Whether a name that is not in ``TERMS`` is a label of one's own.
    """
    if "source_dataset" not in events:
        return {}
    names = events["source_dataset"].astype("str").str.strip()
    folded = _folded(events)
    others = {name for name in folded.dropna().unique() if name and not _is_known(name)}
    unknown = {name for name in others if name in _BY_NAME or not own_labels}
    suspect = folded.isin(unknown)
    if suspect.any() and "sources" in events:
        stated = [any(item["licence"] for item in listed) for listed in events["sources"][suspect]]
        suspect[suspect] = ~np.array(stated, dtype=bool)
    counts = names[suspect].value_counts(sort=False)
    return {str(name): int(count) for name, count in counts.items()}


def _folded(events: pd.DataFrame) -> pd.Series:
    return events["source_dataset"].astype("str").str.strip().str.casefold()


def _is_known(folded: str) -> bool:
    terms = _BY_NAME.get(folded)
    return folded in _OWN or (terms is not None and bool(terms.licence))


def demand_permission(events: pd.DataFrame, _permission: str = "") -> None:
    """Let a table become a file only if its rows may be passed on at all.

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
    _refuse_restricted(restricted_rows(events))


def demand_known_licence(events: pd.DataFrame, permission: str) -> None:
    """Let rows of unknown licence be published only with a permission, which is logged.

    Parameters
    ----------
    events : pandas.DataFrame
        An event table.
    permission : str
        Who permitted it; blank is nobody.

    Raises
    ------
    PublicationError
        There are such rows and no permission.
    """
    _refuse_unlicensed(unlicensed_rows(events), permission)


def demand_downloadable(
    events: pd.DataFrame, permission: str = "", *, own_labels: bool = False
) -> None:
    """Let a table become a file: no restricted rows, and a licence or a permission for all.

    Parameters
    ----------
    events : pandas.DataFrame
        An event table.
    permission : str
        Who permitted rows of unknown licence; blank is nobody.
    own_labels : bool
        Whether a name that is not in ``TERMS`` is a label of one's own, as it may be
        in Python; commands ask for every name.

    Raises
    ------
    PublicationError
        Rows may not be passed on, or nobody says whether they may.
    """
    demand_permission(events)
    _refuse_unlicensed(unlicensed_rows(events, own_labels=own_labels), permission)


def demand_names(names: Iterable[str], permission: str = "") -> None:
    """Let a table of these data sets become a file, as ``demand_downloadable``.

    For tables that are read as a stream, and such as are no event tables.

    Parameters
    ----------
    names : iterable of str
        Names of data sets, each once.
    permission : str
        Who permitted rows of unknown licence; blank is nobody.

    Raises
    ------
    PublicationError
        Rows may not be passed on, or nobody says whether they may.
    """
    folded = {name.strip().casefold(): name.strip() for name in names if name.strip()}
    restricted = sorted({RESTRICTED[name] for name in folded if name in RESTRICTED})
    _refuse_restricted(dict.fromkeys(restricted))
    unknown = sorted(name for key, name in folded.items() if not _is_known(key))
    _refuse_unlicensed(dict.fromkeys(unknown), permission)


def may_be_downloaded(events: pd.DataFrame, permission: str = "") -> bool:
    """Tell whether a page of these events may offer them as a file."""
    return not restricted_rows(events) and not (unlicensed_rows(events) and not permission.strip())


def _refuse_restricted(found: Mapping[str, int | None]) -> None:
    if found:
        raise PublicationError(
            f"Rows that may not be passed on: {_counted(found)}. Make a map of them, or leave "
            "them out; a map shows them without a download"
        )


def _refuse_unlicensed(found: Mapping[str, int | None], permission: str) -> None:
    if not found:
        return
    if not permission.strip():
        raise PublicationError(
            f"Rows of unknown licence: {_counted(found)}. State the licence in their sources, or "
            "say who permitted it with --i-have-permission REASON"
        )
    _log.warning("Rows of unknown licence are written (%s): %s", _counted(found), permission)


def _counted(found: Mapping[str, int | None]) -> str:
    return ", ".join(
        name if count is None else f"{count} of {name}" for name, count in found.items()
    )


def data_attributions(events: pd.DataFrame) -> list[str]:
    """Name each data set of a table, its licence, and when it was accessed.

    The day of access is ``attrs["accessed"]``, else what the sources of its rows
    say in ``retrieved``.

    Parameters
    ----------
    events : pandas.DataFrame
        An event table; rows of one's own name no data set and are left out.

    Returns
    -------
    list of str
        One line for each, in alphabetical order.

    Examples
    --------
    >>> import pandas as pd
    >>> events = pd.DataFrame({"source_dataset": ["GDELT"], "sources": [[]]})
    >>> events.attrs["accessed"] = "2026-11-02"
    >>> data_attributions(events)[0].rpartition("; ")[2]
    'accessed 2026-11-02'
    """
    if "source_dataset" not in events:
        return []
    names = events["source_dataset"].astype("str").str.strip()
    lines = []
    for name in sorted(set(names.dropna()) - {""}):
        if name.casefold() in _OWN:
            continue
        terms = _BY_NAME.get(name.casefold(), Terms(name, name))
        rows: Iterable[_Sources] = events["sources"][names == name] if "sources" in events else ()
        licence = terms.licence or "; ".join(_stated(rows, "licence")) or "licence not known"
        lines.append(f"{terms.attribution}; {licence}; {_when(events, rows)}")
    return list(dict.fromkeys(lines))


def _when(events: pd.DataFrame, rows: Iterable[_Sources]) -> str:
    """Say when a data set was accessed."""
    day = events.attrs.get(ACCESSED)
    if day:
        return f"accessed {day}"
    days = [text[:10] for text in _stated(rows, "retrieved")]
    if not days:
        return "day of access not stated"
    return f"accessed {days[0]}" if days[0] == days[-1] else f"accessed {days[0]} to {days[-1]}"


def _stated(rows: Iterable[_Sources], key: str) -> list[str]:
    """Give what the sources of some rows say under a key, sorted, each once."""
    return sorted({text for listed in rows for item in listed if (text := item.get(key))})
