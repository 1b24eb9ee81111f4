"""GDELT 2 events: tab-separated, 61 columns, no header.

Columns and types of places after "The GDELT Event Database Data Format
Codebook V2.0" (2015); event codes after Schrodt, "CAMEO Event and Actor Codebook"
1.1b3 (2012), chapters 14 and 17 to 20. The crosswalks are this project's own. A
row is a machine's reading of a sentence in the news: it says that something was
reported, so ``verification`` is never more than ``unverified``.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from strikemap.kinds import shorten
from strikemap.problems import Problem
from strikemap.readers.crosswalk import lookup
from strikemap.readers.datasets import DataSet, DataSetReader, crossed_columns
from strikemap.readers.decoding import read_text
from strikemap.readers.raw import RawTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from strikemap.readers.columns import Cells
    from strikemap.readers.crosswalk import Rule
    from strikemap.readers.raw import ReadOptions

__all__ = ["CAMEO_TYPES", "GDELT", "GDELT_COLUMNS", "PLACE_TYPES", "GdeltReader"]


def _names(prefix: str, names: str) -> tuple[str, ...]:
    return tuple(f"{prefix}{name}" for name in names.split())


_ACTOR: Final = (
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code "
    "Type1Code Type2Code Type3Code"
)
_GEO: Final = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID"

GDELT_COLUMNS: Final = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *_names("Actor1", _ACTOR),
    *_names("Actor2", _ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass"),
    *("GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *_names("Actor1Geo_", _GEO),
    *_names("Actor2Geo_", _GEO),
    *_names("ActionGeo_", _GEO),
    *("DATEADDED", "SOURCEURL"),
)
"""The 61 columns in the order of the file."""

CAMEO_TYPES: Final[Mapping[str, str]] = {
    "180": "attack",
    "181": "abduction/forced disappearance",
    "182": "attack",
    "1821": "sexual violence",
    "1822": "attack",
    "1823": "attack",
    "183": "remote explosive/landmine/IED",
    "1831": "suicide bomb",
    "1832": "remote explosive/landmine/IED",
    "1833": "remote explosive/landmine/IED",
    "1834": "remote explosive/landmine/IED",
    "184": "attack",
    "185": "attack",
    "186": "attack",
    "190": "armed clash",
    "191": "other",
    "192": "non-violent transfer of territory",
    "193": "armed clash",
    "194": "shelling/artillery/missile attack",
    "195": "air/drone strike",
    "1951": "air/drone strike",
    "1952": "air/drone strike",
    "196": "other",
    "200": "attack",
    "201": "other",
    "202": "attack",
    "203": "attack",
    "204": "attack",
    "2041": "chemical weapon",
    "2042": "attack",
}
"""CAMEO 18 to 20: assault, fight, mass violence. Protests (14) go by their third digit."""

PLACE_TYPES: Final[Mapping[str, str]] = {
    "0": "unknown",
    "1": "country",
    "2": "admin1",
    "3": "settlement",
    "4": "settlement",
    "5": "admin1",
}
"""``ActionGeo_Type``, 1 to 5 as the codebook words them; 0 is no match.

None, country, US state, US town, other town, other province.
"""

_PROTESTS: Final = frozenset({"140", "141", "142", "143", "144"})
_RIOT: Final = "145"
_ROOTS: Final = frozenset(f"{root:02d}" for root in range(1, 21))
_TIME_DIGITS: Final = 14
_DAY_DIGITS: Final = 8


class GdeltReader(DataSetReader):
    """GDELT 2 events; the first line has 61 cells, an event number, a day and a time of adding."""

    def recognises(self, path: Path) -> bool:
        """Tell by the first line, since there is no header."""
        with path.open("rb") as file:
            cells = file.readline(1 << 20).rstrip(b"\r\n").split(b"\t")
        if len(cells) != len(GDELT_COLUMNS) or not cells[0].isdigit():
            return False
        lengths = (len(cells[1]), len(cells[-2]))
        return lengths == (_DAY_DIGITS, _TIME_DIGITS) and cells[-2].isdigit()

    def sign_of(self, _path: Path) -> str:
        """Say by what it is recognised."""
        return "its first line has the 61 tab-separated cells of a GDELT 2 event, and no header"

    def open(self, path: Path, options: ReadOptions) -> RawTable:
        """Split the lines at tabs; quotes have no meaning in this format."""
        text = read_text(path, encoding=options.encoding)
        return self._table(enumerate(text.split("\n"), start=1))

    def tables(self, path: Path, options: ReadOptions, part_rows: int | None) -> Iterator[RawTable]:
        """Give the lines at once, or so many at a time."""
        if part_rows is None:
            yield self.open(path, options)
            return
        with path.open(encoding=options.encoding, newline="\n") as file:
            lines = enumerate((line.removesuffix("\n") for line in file), start=1)
            try:
                while part := list(islice(lines, part_rows)):
                    yield self._table(part)
            except UnicodeDecodeError:
                read_text(path, encoding=options.encoding)  # says which line
                raise

    def _table(self, lines: Iterable[tuple[int, str]]) -> RawTable:
        numbers: list[int] = []
        table = RawTable(self.name, numbers, {})
        rows: list[list[str]] = []
        for number, line in lines:
            cells = line.rstrip("\r").split("\t")
            if len(cells) == len(GDELT_COLUMNS):
                numbers.append(number)
                rows.append(cells)
            elif line.strip():
                table.lost += 1
                table.problems.append(
                    Problem(
                        number,
                        "",
                        shorten(line),
                        f"the row has {len(cells)} cells and not {len(GDELT_COLUMNS)}",
                        "the row may be cut; download the file again",
                    )
                )
        table.columns = {
            name: [row[position] for row in rows] for position, name in enumerate(GDELT_COLUMNS)
        }
        return table


def _day(written: str | None) -> str | None:
    if written is None or len(written) != _DAY_DIGITS:
        return written
    return f"{written[:4]}-{written[4:6]}-{written[6:]}"


def _type(code: str | None) -> str | None:
    if code is None or code in CAMEO_TYPES:
        return CAMEO_TYPES.get(code or "")
    if code[:3] in _PROTESTS:
        return "peaceful protest"
    if code[:3] == _RIOT:
        return "violent demonstration"
    return "other" if code[:2] in _ROOTS else code


def _place(full: str | None) -> str | None:
    return full.split(", ")[0] if full else None


def _country(full: str | None) -> str | None:
    return full.split(", ")[-1] if full else None


def _columns(
    cells: Mapping[str, Cells],
    size: int,
    options: ReadOptions,  # noqa: ARG001 - its dates have one form
) -> dict[str, Cells]:
    rules: Mapping[str, tuple[Rule, list[str]]] = {
        "date_start": (_day, ["sqldate"]),
        "date_end": (_day, ["sqldate"]),
        "event_type": (_type, ["eventcode"]),
        "location_precision": (lookup(PLACE_TYPES), ["actiongeo_type"]),
        "toponym": (_place, ["actiongeo_fullname"]),
        "country": (_country, ["actiongeo_fullname"]),
        "verification": (lambda _: "unverified", ["globaleventid"]),
    }
    passed = {
        "actor": "actor1name",
        "target": "actor2name",
        "actor_role": "actor1type1code",
        "lon": "actiongeo_long",
        "lat": "actiongeo_lat",
    }
    urls = cells["sourceurl"]
    sources: list[object] = [[{"url": url}] if url else [] for url in urls]
    return {
        **crossed_columns(cells, size, rules=rules, passed=passed),
        "sources": sources,
    }


GDELT: Final = DataSet(
    name="gdelt",
    title="GDELT",
    marks=(),
    id_columns=("globaleventid",),
    columns=_columns,
)
"""The data set for ``GdeltReader``."""
