"""What an extractor gives: drafts with quotes, and the protocol that others may fill."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["Draft", "Extractor", "Quote", "Report"]


@dataclass(frozen=True)
class Report:
    """A report as it was read.

    Parameters
    ----------
    text : str
        The decoded file; of a PDF the extracted text. Offsets slice this.
    shown : str
        The same length, with markup blanked out.
    sha256 : str
        Of the bytes of the file.
    name : str
        The file's name, the id of the source.
    published : datetime.date or None
        Day of publication; None: relative dates stay unknown.
    url : str or None
        Where a saved page says it comes from.
    extracted : bool
        ``text`` was taken out of the file (PDF, MHTML); its offsets do not
        count characters of the file.
    """

    text: str
    shown: str
    sha256: str
    name: str
    published: dt.date | None = None
    url: str | None = None
    extracted: bool = False


@dataclass(frozen=True)
class Quote:
    """Evidence: characters ``start`` to ``end`` of the report's text."""

    start: int
    end: int
    text: str


@dataclass
class Draft:
    """One event as a report tells it.

    Parameters
    ----------
    values : dict
        Cells of the event table by column name; a missing one is unknown.
    quotes : list of Quote
        Where the report tells it, in the order of the text.
    statements : list of dict
        As ``strikemap.schema.STATEMENT_FIELDS``.
    rules : dict
        Column name to the rule that filled it.
    told : list of tuple of int
        Start and end of each clause that tells it, inside its quotes.
    within : tuple of str
        Places that the text names around it, by id or by name.
    """

    values: dict[str, object]
    quotes: list[Quote]
    statements: list[dict[str, str | None]] = field(default_factory=list)
    rules: dict[str, str] = field(default_factory=dict)
    told: list[tuple[int, int]] = field(default_factory=list)
    within: tuple[str, ...] = ()


class Extractor(Protocol):
    """What turns a report into drafts; give yours with ``--extractor module:function``."""

    def __call__(self, report: Report, /) -> list[Draft]:
        """Give the drafts of a report.

        Parameters
        ----------
        report : Report
            The text, its hash and its day.

        Returns
        -------
        list of Draft
            One an event, in the order of the text; quotes slice ``report.text``.
        """
