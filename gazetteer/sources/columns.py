"""Which column of a table of one's own holds what: said by its user, else guessed and shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["FIELDS", "column_map"]

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("name", "toponym", "place", "place_name", "placename", "full_name", "name_en",
             "location", "settlement", "village", "town", "site", "اسم"),
    "lat": ("lat", "latitude", "lat_dd", "latitude_deg", "y", "y_coord", "northing_dd"),
    "lon": ("lon", "long", "lng", "longitude", "long_dd", "longitude_deg", "x", "x_coord"),
    "id": ("id", "place_id", "pcode", "p_code", "code", "fid", "gid"),
    "names": ("names", "other_names", "alternatenames", "alternate_names", "aliases", "alias",
              "alt_name", "name_ar", "name_local", "local_name", "variants"),
    "country": ("country", "country_code", "iso2", "iso", "iso3", "cc", "adm0_pcode", "adm0_en"),
    "admin1": ("admin1", "adm1", "adm1_en", "admin1_name", "governorate", "province", "oblast",
               "region"),
    "code": ("feature_code", "fcode", "dsg", "desig_cd"),
    "class": ("feature_class", "fclass", "fc"),
    "population": ("population", "pop", "inhabitants"),
    "radius_m": ("radius_m", "uncertainty_m"),
}  # fmt: skip
"""What a column may hold, and the names of columns (in lower case) that are taken for it."""

_NEEDED: Final = ("name", "lat", "lon")


def column_map(
    header: Sequence[str], stated: Mapping[str, str], *, has_points: bool = False
) -> dict[str, str]:
    """Give the column of each field.

    Parameters
    ----------
    header : sequence of str
        The names of the columns.
    stated : mapping of str to str
        Field to column, as the user says it; counts before every guess.
    has_points : bool
        True where the positions are geometries and need no columns.

    Returns
    -------
    dict of str to str
        Field to column.

    Raises
    ------
    InputError
        A field or column does not exist, or there is no name or position.

    Examples
    --------
    >>> column_map(["Village", "Y", "X", "Pop"], {})
    {'name': 'Village', 'lat': 'Y', 'lon': 'X', 'population': 'Pop'}
    """
    for field, column in stated.items():
        if field not in FIELDS:
            raise InputError(f"{field!r} is no field; --map takes {', '.join(FIELDS)}")
        if column not in header:
            shown = ", ".join(header[:20])[:200]
            raise InputError(f"There is no column {column!r}; the table has: {shown}")
    found = {}
    by_key = {re.sub(r"[\s-]+", "_", name.strip().lower()): name for name in reversed(header)}
    taken = set(stated.values())
    for field, names in FIELDS.items():
        if field in stated:
            found[field] = stated[field]
            continue
        guess = next((by_key[name] for name in names if name in by_key), None)
        if guess is not None and guess not in taken:
            found[field] = guess
            taken.add(guess)
    needed = _NEEDED[:1] if has_points else _NEEDED
    missing = [field for field in needed if field not in found]
    if missing:
        shown = ", ".join(header[:20])[:200] or "no columns"
        asked = " ".join(f"--map {field}=COLUMN" for field in missing)
        raise InputError(f"No column is known to hold {', '.join(missing)} ({shown}); give {asked}")
    return found
