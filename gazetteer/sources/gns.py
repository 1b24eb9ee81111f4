"""NGA GEOnet Names Server (GNS) files, of the present layout and of the one before 2022.

Both have a row for each *name*; the rows of one feature share its ``ufi``. The
older layout (RC, UFI, UNI, LAT, LONG, ..., FULL_NAME_RO, FULL_NAME_ND_RO, ...)
is described at https://geonames.nga.mil/gns/html/gis_countryfiles.html; the
present one (rk, ufi, uni, full_name, nt, lat_dd, long_dd, efctv_dt, term_dt_f,
term_dt_n, desig_cd, fc, cc_ft, adm1, ...) has the same fields under other
names, as OpenSextant's NGA importer lists them (``HEADER_2022``).

Name types (``nt``): N approved, C conventional, D not verified, P provisional,
V variant; with S the same in the local script; VA anglicised. GeoNames took its
feature classes and codes over from NGA's (``FC`` and ``DSG``), so they are kept
as they are; https://www.geonames.org/export/codes.html lists them.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from typing import TYPE_CHECKING, Final

from gazetteer.sources.checking import country_code, country_of_fips, is_number, places_of
from gazetteer.sources.record import MoreNames, Record, Reject, Skipped
from gazetteer.sources.rows import table_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from gazetteer.sources.dumps import Entry

__all__ = ["LICENCE", "is_gns", "read_gns"]

LICENCE: Final = "NGA GEOnet Names Server, public domain (https://geonames.nga.mil/)"

_LAYOUTS: Final[tuple[Mapping[str, tuple[str, ...]], ...]] = (
    {
        "ufi": ("ufi",), "type": ("nt",), "lat": ("lat_dd",), "lon": ("long_dd",),
        "class": ("fc",), "code": ("desig_cd",), "country": ("cc_ft",), "admin1": ("adm1",),
        "names": ("full_name", "full_nm_nd"), "ended": ("term_dt_f", "term_dt_n"),
    },
    {
        "ufi": ("ufi",), "type": ("nt",), "lat": ("lat",), "lon": ("long",),
        "class": ("fc",), "code": ("dsg",), "country": ("cc1",), "admin1": ("adm1",),
        "names": ("full_name_ro", "full_name_nd_ro", "full_name_rg", "short_form"),
        "ended": ("f_term_dt",),
    },
)  # fmt: skip
_NEEDED: Final = ("ufi", "lat", "lon", "names")
_ORDER: Final = {"N": 0, "C": 1, "P": 2, "D": 3, "V": 4, "VA": 5}
"""Which name of a feature is its main one; local scripts come after all of these."""


def is_gns(header: Sequence[str]) -> bool:
    """Tell whether a header is one of a GNS file."""
    return _layout_of({name.lower() for name in header}) is not None


def read_gns(path: Path, encoding: str = "utf-8") -> Iterator[Entry]:
    """Read a GNS file; the rows of one feature become one place.

    The rows are put in order in a private temporary database, so memory stays
    bounded whatever the order of the file.

    Parameters
    ----------
    path : Path
        A text file, or a zip file with one table in it.
    encoding : str
        Encoding of the text.

    Yields
    ------
    Record, Skipped or Reject
        Places, rows of features or names that no longer exist, and what is
        wrong with others.
    """
    with contextlib.closing(sqlite3.connect("")) as order:
        order.execute("CREATE TABLE row (ufi TEXT, rank INTEGER, number INTEGER, cells TEXT)")
        ended = 0
        for number, row in table_rows(path, encoding, quoted=False):
            if isinstance(row, Reject):
                yield row
                continue
            cells = {name.lower(): value.strip() for name, value in row.items()}
            layout = _layout_of(cells.keys()) or _LAYOUTS[0]
            ufi = _first(cells, layout["ufi"])
            if not is_number(ufi.removeprefix("-")):
                yield Reject(number, "ufi", ufi[:60], "not a number")
            elif any(cells.get(column) for column in layout["ended"]):
                ended += 1
            else:
                kept = {field: _first(cells, columns) for field, columns in layout.items()}
                kept["names"] = "\n".join(cells.get(name, "") for name in layout["names"])
                rank = _ORDER.get(kept["type"], len(_ORDER))
                order.execute(
                    "INSERT INTO row VALUES (?, ?, ?, ?)", (ufi, rank, number, json.dumps(kept))
                )
        if ended:
            yield Skipped("features and names that no longer exist", ended)
        yield from _places(order)


def _places(order: sqlite3.Connection) -> Iterator[Entry]:
    """Give one place for each feature."""
    group: list[tuple[int, dict[str, str]]] = []
    before = None
    for ufi, number, text in order.execute(
        "SELECT ufi, number, cells FROM row ORDER BY ufi, rank, number"
    ):
        if ufi != before and group:
            yield from _place(str(before), group)
            group = []
        before = ufi
        group.append((number, json.loads(text)))
    if group:
        yield from _place(str(before), group)


def _place(ufi: str, group: list[tuple[int, dict[str, str]]]) -> Iterator[Entry]:
    number, first = group[0]
    names = [name for _, cells in group for name in cells["names"].split("\n") if name]
    name, *others = dict.fromkeys(names) or [""]
    country = first["country"].split(",")[0].strip()
    record = Record(
        place_id=f"gns:{ufi}",
        name=name,
        lon=0.0,
        lat=0.0,
        country=country_of_fips(country) if len(country) == 2 else country_code(country) or "",
        feature_class=first["class"][:1],
        feature_code=first["code"][:10],
        names=others,
        admin1_code=first["admin1"].split(",")[0][:20],
    )
    for entry in places_of(number, record, first["lat"], first["lon"]):
        if isinstance(entry, Reject) and entry.whole_row:
            for row, _ in group:  # no row of the feature can be used
                yield Reject(row, entry.column, entry.value, entry.reason)
        else:
            yield entry
        if isinstance(entry, Record) and len(group) > 1:
            yield MoreNames(record.place_id, rows=len(group) - 1)  # the rows of its other names


def _layout_of(header: Collection[str]) -> Mapping[str, tuple[str, ...]] | None:
    return next(
        (one for one in _LAYOUTS if all(one[field][0] in header for field in _NEEDED)), None
    )


def _first(cells: Mapping[str, str], columns: tuple[str, ...]) -> str:
    return cells.get(columns[0], "")
