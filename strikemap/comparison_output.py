"""A comparison of two data sets as a table, as JSON, and as a map in two colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd

from geo.errors import InputError
from maps import add_links
from strikemap.comparing import OUTCOMES
from strikemap.licences import demand_downloadable
from strikemap.mapping import Showing, make_map
from strikemap.provenance import provenance_of
from strikemap.terminal import as_json
from strikemap.wording import kilometres
from strikemap.writers.atomic import replace_files
from strikemap.writers.csv_file import csv_text
from strikemap.writers.describing import PROVENANCE, describe
from strikemap.writers.geojson_file import strict_json

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from maps import MapPage
    from strikemap.comparing import Comparison
    from strikemap.publishing import Policy

__all__ = ["comparison_map", "comparison_record", "write_comparison"]

_MOST_LINKS: Final = 2_000
_DATA_SET: Final = "data set"

Tables = tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]


def comparison_record(found: Comparison) -> dict[str, object]:
    """Give a comparison as plain values for strict JSON.

    Returns
    -------
    dict
        ``limits``, ``summary`` (counts by name), and lists of records:
        ``events``, ``pairs``, ``candidates``, ``duplicates``; missing is None.
    """
    lists = {
        name: [as_json(row) for row in _plain(getattr(found, name)).to_dict("records")]
        for name in ("events", "pairs", "candidates", "duplicates")
    }
    return {"limits": dict(found.limits), "summary": as_json(dict(found.summary)), **lists}


def write_comparison(
    found: Comparison, tables: Tables, path: Path, *, policy: Policy | None = None
) -> Path:
    """Write a comparison as ``.csv`` or ``.json``.

    A CSV has a row for every event of both accounts, and beside it
    ``NAME.duplicates.csv`` (suggestions within each) and ``NAME.metadata.json``
    (counts, licences, digests); JSON holds all in one.

    Parameters
    ----------
    found : Comparison
        Of tables that have passed ``publishable``.
    tables : tuple of geopandas.GeoDataFrame
        The two tables, for their licences and digests.
    path : pathlib.Path
        Where to write.
    policy : Policy, optional
        The gate's policy, for its permission.

    Raises
    ------
    PublicationError
        A table has rows that may not be passed on.
    InputError
        The file cannot be written, or has another suffix.
    """
    for table in tables:
        demand_downloadable(table, policy.permission if policy else "", own_labels=True)
    made_of = {
        name: describe(_with_provenance(table))
        for name, table in zip(found.names, tables, strict=True)
    }
    match path.suffix.casefold():
        case ".json":
            text = strict_json({"metadata": made_of, **comparison_record(found)})
            replace_files({path: f"{text}\n"})
        case ".csv":
            about = {"metadata": made_of, "limits": found.limits, "summary": found.summary}
            replace_files(
                {
                    path: _csv(found.events),
                    path.with_name(f"{path.stem}.duplicates.csv"): _csv(found.duplicates),
                    path.with_name(f"{path.stem}.metadata.json"): f"{strict_json(about)}\n",
                }
            )
        case _:
            raise InputError(f"{path.name} is no file of a comparison; use .csv, .json or .html")
    return path


def comparison_map(
    found: Comparison,
    tables: Tables,
    *,
    policy: Policy | None = None,
    as_of: dt.date | None = None,
) -> MapPage:
    """Draw both accounts in two colours, with a line between the events of each linked pair.

    Parameters
    ----------
    found : Comparison
        Of tables that have passed ``publishable``: positions that were
        generalised join nothing.
    tables : tuple of geopandas.GeoDataFrame
        The two tables, with the same rows.
    policy, as_of
        As :func:`strikemap.make_map`.

    Returns
    -------
    MapPage
        A layer by data set with its count in the legend, and one of lines whose
        text is what the pair conflicts on. Ids carry the name of their data set.

    Raises
    ------
    InputError
        There are more pairs than a map can show.
    """
    if len(found.pairs) > _MOST_LINKS:
        raise InputError(
            f"{len(found.pairs):,} linked pairs are more than the {_MOST_LINKS:,} that a map can "
            "show; write the table (-o compare.csv), or compare a part"
        )
    labels = {
        name: f"{name} ({counts['linked']:,} linked)" for name, counts in found.summary.items()
    }
    named = [
        table.assign(
            event_id=[f"{name}: {event}" for event in table["event_id"]],
            **{_DATA_SET: labels[name]},
        )
        for name, table in zip(found.names, tables, strict=True)
    ]
    both = gpd.GeoDataFrame(pd.concat(named, ignore_index=True), geometry="geometry", crs=4326)
    both.attrs = {}
    page = make_map(
        both,
        title=f"{found.names[0]} and {found.names[1]}",
        deck=f"What two data sets report within {kilometres(found.limits['distance_m'])} and "
        f"{found.limits['days']} days of one another; links are suggestions, nothing is merged.",
        notes=[_in_words(name, counts) for name, counts in found.summary.items()],
        showing=Showing(_DATA_SET, {"categories": list(labels.values())}, popup=(_DATA_SET,)),
        policy=policy,
        as_of=as_of,
    )
    page.provenance = _provenance(found, tables)
    if len(found.pairs):
        sides = (("left_id", tables[0]), ("right_id", tables[1]))
        left, right = (
            table.set_index("event_id").geometry[found.pairs[column]] for column, table in sides
        )
        lines = pd.DataFrame(
            {
                "lon1": left.x.to_numpy(),
                "lat1": left.y.to_numpy(),
                "lon2": right.x.to_numpy(),
                "lat2": right.y.to_numpy(),
                "text": [text or "no conflict" for text in found.pairs["conflicts"]],
                "left": [f"{found.names[0]}: {event}" for event in found.pairs["left_id"]],
                "right": [f"{found.names[1]}: {event}" for event in found.pairs["right_id"]],
            }
        )
        add_links(page, lines, label=f"{len(lines)} linked pairs")
    return page


def _provenance(found: Comparison, tables: Tables) -> dict[str, str]:
    """Say what a page of two tables is made of: what differs stands once for each."""
    facts: dict[str, str] = {}
    for name, table in zip(found.names, tables, strict=True):
        for key, value in provenance_of(table).items():
            facts[f"{key} ({name})" if key in {"Input", "Log"} else key] = value
    return facts


def _reports(counts: Mapping[str, int]) -> str:
    return f"{counts['read']:,} report{'' if counts['read'] == 1 else 's'}"


def _in_words(name: str, counts: Mapping[str, int]) -> str:
    parts = ", ".join(f"{counts[outcome]:,} {outcome}" for outcome in OUTCOMES)
    return f"{name}: {_reports(counts)}: {parts}."


def _with_provenance(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    copied = table.copy(deep=False)
    copied.attrs = {**table.attrs, PROVENANCE: provenance_of(table)}
    return copied


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Give days as text, and every missing cell as None."""
    days = {
        name: table[name].dt.strftime("%Y-%m-%d")
        for name in table.columns
        if pd.api.types.is_datetime64_any_dtype(table[name])
    }
    texts = table.assign(**days).astype(object)
    plain: pd.DataFrame = texts.where(texts.notna(), None)
    return plain


def _csv(table: pd.DataFrame) -> str:
    plain = _plain(table)
    return csv_text(list(plain.columns), [plain[name].tolist() for name in plain.columns])
