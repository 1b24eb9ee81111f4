"""Geocode a table of any size: each distinct name is looked up once while it is remembered."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from strikemap.geocoding import RESULT_COLUMNS, geocode
from strikemap.streaming.positions import Reject

if TYPE_CHECKING:
    from collections.abc import Callable

    from strikemap.streaming.sinks import RejectFile, Sink
    from strikemap.streaming.sources import Source

__all__ = ["geocode_schema", "stream_geocode"]

_REMEMBERED: Final = 100_000
_AT_ONCE: Final = 20_000
_METRES: Final = frozenset({"lat", "lon", "uncertainty_m"})


def geocode_schema(source: Source) -> pa.Schema:
    """Give the columns of the answer: those of the table as text, and what was found."""
    kept = [f"{name}_input" if name in RESULT_COLUMNS else name for name in source.names]
    texts = [(name, pa.large_string()) for name in kept]
    found = [
        (name, pa.float64() if name in _METRES else pa.large_string()) for name in RESULT_COLUMNS
    ]
    return pa.schema([*texts, *found])


def stream_geocode(
    source: Source,
    *,
    toponym: str,
    country: str | None,
    admin1: str | None,
    sink: Sink,
    rejects: RejectFile,
    advance: Callable[[int], None],
    schema: pa.Schema,
) -> tuple[Counter[str], int]:
    """Find the place of each row, as :func:`strikemap.geocoding.geocode` on the whole table.

    Parameters
    ----------
    source : Source
        The table.
    toponym, country, admin1 : str
        The columns with names and hints.
    sink, rejects : Sink, RejectFile
        Where rows go; a row that does not fit the header is rejected.
    advance : callable
        Is told how much of the source is done.
    schema : pyarrow.Schema
        From :func:`geocode_schema`.

    Returns
    -------
    tuple
        Rows by ``location_status``, and how many rows were read.
    """
    names = [name for name in (toponym, country, admin1) if name]
    known = _Known(toponym, country, admin1)
    counts: Counter[str] = Counter()
    read = 0
    for batch in source.batches(source.names):
        torn = [
            Reject(row, "", text[:80], "has not as many cells as the header")
            for row, text in batch.torn
        ]
        rejects.add(torn)
        read += batch.cells.num_rows + len(torn)
        if batch.cells.num_rows:
            texts = [_text(batch.cells[name]) for name in source.names]
            keys = pd.DataFrame(
                {name: _text(batch.cells[name]).to_pandas() for name in names}
            ).fillna("")
            codes, distinct = pd.factorize(pd.MultiIndex.from_frame(keys))
            found = known.find(list(distinct))
            answers = [
                pa.array([row[place] for row in found], schema.field(name).type).take(
                    pa.array(codes)
                )
                for place, name in enumerate(RESULT_COLUMNS)
            ]
            statuses = answers[RESULT_COLUMNS.index("location_status")]
            for item in pc.value_counts(statuses).to_pylist():
                counts[item["values"]] += item["counts"]
            sink.write(pa.table([*texts, *answers], schema=schema))
        advance(batch.done)
    return counts, read


def _text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_large_string(column.type):
        return column
    try:
        return column.cast(pa.large_string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):  # geometry, lists: as JSON-like text
        values = [
            "" if v is None else v.hex() if isinstance(v, bytes) else str(v)
            for v in column.to_pylist()
        ]
        return pa.chunked_array([pa.array(values, pa.large_string())])


class _Known:
    """Answers by name and hints; the oldest are forgotten."""

    def __init__(self, toponym: str, country: str | None, admin1: str | None) -> None:
        self._toponym, self._country, self._admin1 = toponym, country, admin1
        self._names = [name for name in (toponym, country, admin1) if name]
        self._answers: dict[tuple[str, ...], tuple[Any, ...]] = {}

    def find(self, keys: list[tuple[str, ...]]) -> list[tuple[Any, ...]]:
        """Give the cells of ``RESULT_COLUMNS`` for each key, in order."""
        answers = {key: self._answers[key] for key in keys if key in self._answers}
        unknown = [key for key in keys if key not in answers]
        for start in range(0, len(unknown), _AT_ONCE):
            asked = unknown[start : start + _AT_ONCE]
            table = pd.DataFrame(asked, columns=self._names, dtype="str")
            found = geocode(
                table, toponym=self._toponym, country=self._country, admin1=self._admin1
            )[list(RESULT_COLUMNS)].astype(object)
            cells = found.where(found.notna(), None).itertuples(index=False, name=None)
            answers.update(zip(asked, cells, strict=True))
        self._answers.update((key, answers[key]) for key in unknown)
        for key in list(self._answers)[: max(0, len(self._answers) - _REMEMBERED)]:
            del self._answers[key]
        return [answers[key] for key in keys]
