"""What is wrong with a file, cell by cell, and the account that always adds up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["CellFault", "Problem", "ReadSummary", "Severity"]

Severity = Literal["rejected", "unmapped", "note"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of one cell.

    Attributes
    ----------
    row : int
        Row number as a spreadsheet shows it: the header is row 1. The first
        feature of a GeoJSON or the first row of a frame is row 2. 0 is the
        whole file.
    column : str
        Column name; empty if the whole row is meant. ``statements: stance``
        is the column of a companion file or sheet.
    value : str
        The value as it was written.
    reason : str
        What is wrong.
    next_step : str
        What to do about it.
    severity : str
        ``rejected``: the row (or the statement) is not in the frame;
        ``unmapped``: the row is in the frame, the value is kept in
        ``<column>_raw`` and the cell is blank; ``note``: nothing is lost.
    event_id : str
        Id of the row, if it has one.
    """

    row: int
    column: str
    value: str
    reason: str
    next_step: str
    severity: Severity = "rejected"
    event_id: str = ""


@dataclass(frozen=True, slots=True)
class ReadSummary:
    """What became of the rows of a file: ``read = mapped + unmapped + rejected``.

    Attributes
    ----------
    read, mapped, unmapped, rejected : int
        Rows. Mapped rows are in the frame whole; unmapped ones are in the
        frame with at least one value moved to ``<column>_raw``; rejected ones
        are not in the frame.
    problems : tuple of Problem
        Every fault, in the order of the file.
    format_name : str
        The reader that read it.
    """

    read: int
    mapped: int
    unmapped: int
    rejected: int
    problems: tuple[Problem, ...] = ()
    format_name: str = ""

    def __post_init__(self) -> None:
        if self.read != self.mapped + self.unmapped + self.rejected:
            raise ValueError(f"the account does not add up: {self}")

    def __str__(self) -> str:
        return (
            f"read {self.read} = mapped {self.mapped} + unmapped {self.unmapped} "
            f"+ rejected {self.rejected}"
        )


class CellFault(Exception):  # noqa: N818 - a fault is collected, never shown as an error
    """A cell that cannot be used as it is; the reader turns it into a ``Problem``.

    Parameters
    ----------
    reason, next_step, severity : str
        As in ``Problem``.
    """

    def __init__(self, reason: str, next_step: str, severity: Severity = "rejected") -> None:
        super().__init__(reason)
        self.reason = reason
        self.next_step = next_step
        self.severity: Severity = severity
