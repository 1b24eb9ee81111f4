"""A report's text as the rules read it, and the way back to the characters of the file.

No-break spaces, soft hyphens, ligatures, character references of HTML and line
breaks in the middle of a sentence hide words from rules. Here they are made
plain; each character keeps where it came from, so that every quote is again a
slice of the file.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from strikemap.report.model import Quote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from strikemap.report.model import Draft, Report

__all__ = ["Plain", "plain_report"]

_UNSEEN: Final = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069"
_PIECE: Final = re.compile(
    r"(?P<reference>&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,31});)"
    rf"|(?P<unseen>[{_UNSEEN}]+(?:\r?\n)?)"
    r"|(?P<hyphen>(?<=[a-z])-\r?\n(?=[a-z]))"
    r"|(?P<line>[ \t]*\r?\n)"
    r"|(?P<space>[\u00a0\u2000-\u200a\u202f\u205f\u3000\t])"
    r"|(?P<ligature>[\ufb00-\ufb06])"
)
_MARK: Final = re.compile(r"\s*(?:[•*·‣▪●–—-]\s|\d{1,3}[.)]\s|\[?\d{1,2}[:.h]\d\d|\()")
_LONGEST_LINE: Final = 130
"""A text with longer lines is not wrapped: each of its line breaks ends a paragraph."""
_FULL: Final = 0.72
"""Share of the longest line from which a line is full, so that the sentence may go on."""


class Plain:
    """A report with plain text, and where its characters stand in the file.

    Parameters
    ----------
    source : Report
        As it was read.
    shown : str
        Its plain text; a paragraph ends with a blank line.
    starts, ends : list of int
        First character of the file behind each plain one, and the one after
        the last.
    """

    def __init__(self, source: Report, shown: str, starts: list[int], ends: list[int]) -> None:
        self.source = source
        self.report = replace(source, text=shown, shown=shown)
        self._starts, self._ends = starts, ends

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the offsets in the file of a stretch of the plain text."""
        return self._starts[start], self._ends[end - 1]

    def written(self, start: int, end: int) -> str:
        """Give what the file has for a stretch of the plain text."""
        first, last = self.span(start, end)
        return self.source.text[first:last]

    def restore(self, drafts: Iterable[Draft]) -> None:
        """Give drafts of the plain text the offsets and the words of the file.

        Parameters
        ----------
        drafts : iterable of Draft
            Changed in place: quotes, the statements that hold them, clauses.
        """
        for draft in drafts:
            raw = {one.text: self.written(one.start, one.end) for one in draft.quotes}
            draft.quotes = [
                Quote(*self.span(one.start, one.end), raw[one.text]) for one in draft.quotes
            ]
            draft.told = [self.span(*one) for one in draft.told]
            for said in draft.statements:
                said["quote"] = raw.get(said["quote"] or "", said["quote"])


def plain_report(report: Report) -> Plain:
    r"""Make a report's text plain.

    Parameters
    ----------
    report : Report
        As it was read; ``shown`` has its markup blanked out.

    Returns
    -------
    Plain
        With spaces for no-break spaces, "fi" for its ligature, the character for
        an HTML reference, nothing for a soft hyphen; a line break inside a
        wrapped sentence is a space, any other a blank line.

    Examples
    --------
    >>> from strikemap.report.model import Report
    >>> text = "Rockets hit\u00a0Ti\u00adkrit."
    >>> plain = plain_report(Report(text, text, "", ""))
    >>> plain.report.shown
    'Rockets hit Tikrit.'
    >>> plain.span(12, 18)
    (12, 19)
    """
    text = report.shown
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def put(piece: str, start: int, end: int) -> None:
        out.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))

    width = max((len(line) for line in text.split("\n")), default=0)
    last = 0
    for hit in _PIECE.finditer(text):
        for at in range(last, hit.start()):
            put(text[at], at, at + 1)
        put(_plain(hit, text, width), *hit.span())
        last = hit.end()
    for at in range(last, len(text)):
        put(text[at], at, at + 1)
    return Plain(report, "".join(out), starts, ends)


def _plain(hit: re.Match[str], text: str, width: int) -> str:
    kind, piece = hit.lastgroup, hit[0]
    if kind in {"unseen", "hyphen"}:
        return ""
    if kind == "reference":
        sign = html.unescape(piece)
        return " " if sign.isspace() else re.sub(rf"[{_UNSEEN}]", "", sign)
    if kind == "line":
        return " " if _goes_on(text, hit.start(), hit.end(), width) else "\n\n"
    return unicodedata.normalize("NFKC", piece) if kind == "ligature" else " "


def _goes_on(text: str, start: int, end: int, width: int) -> bool:
    """Tell whether a line break only wraps a paragraph: the line is full, the next is no item."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    stop = text.find("\n", end)
    after = text[end : stop if stop >= 0 else len(text)]
    if not line.strip() or not after.strip() or _MARK.match(after) or width > _LONGEST_LINE:
        return False
    words = after.split(maxsplit=1)
    return len(line) + 1 + len(words[0]) > _FULL * width
