"""GeoParquet files in our schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pyarrow as pa

from geo.errors import CrsError, InputError
from strikemap.readers.assembling import read_whole
from strikemap.readers.frames import table_of_frame
from strikemap.readers.headers import match_headers
from strikemap.readers.parts import whole_source

if TYPE_CHECKING:
    from pathlib import Path

    from strikemap.problems import ReadSummary
    from strikemap.readers.raw import RawTable, ReadOptions, Source

__all__ = ["GeoParquetSchemaReader"]

_MAGIC: Final = b"PAR1"


class GeoParquetSchemaReader:
    """GeoParquet whose columns are ours; statements and sources are lists of structs."""

    name = "geoparquet"

    def recognises(self, path: Path) -> bool:
        """Take every file that begins like Parquet."""
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC

    def sign_of(self, _path: Path) -> str:
        """Say by what it is recognised."""
        return "it begins with PAR1"

    def read(self, path: Path, options: ReadOptions) -> tuple[gpd.GeoDataFrame, ReadSummary]:
        """Read the file; its first row is row 2, as in a spreadsheet."""
        return read_whole(self.source(path, options), options)

    def source(self, path: Path, _options: ReadOptions, part_rows: int | None = None) -> Source:
        """Give the rows at once or in parts."""
        return whole_source(lambda: self._table(path), part_rows)

    def _table(self, path: Path) -> RawTable:
        try:
            frame = gpd.read_parquet(path)
        except (pa.ArrowException, ValueError, OSError, KeyError) as error:
            first_line = str(error).partition("\n")[0]
            raise InputError(
                f"{path.name} is no GeoParquet that can be read ({first_line}); "
                "the file may be cut off, or a plain Parquet without geometry"
            ) from None
        if frame.empty:
            raise InputError(f"{path.name} has no rows; add at least one event")
        if frame.crs is None:
            raise CrsError(f"{path.name} has no CRS; write it with one, for example EPSG:4326")
        table = table_of_frame(frame.to_crs("EPSG:4326"), format_name=self.name)
        return match_headers(table)
