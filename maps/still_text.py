"""Text of a still map: measured, broken into lines, and kept from lying on other text."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.patheffects import Normal, Stroke

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.patheffects import AbstractPathEffect

__all__ = ["HALO", "INK", "MUTED", "Labels", "Measure", "cleaned", "halo", "label"]

INK: Final = "#1B1F24"
MUTED: Final = "#555D66"
HALO: Final = "halo-"
"""Start of the id of a group whose live text gets its light rim from the style sheet."""

_LONGEST: Final = 1_000
"""Characters of one text: a still is read at a glance, the page has the rest."""


def cleaned(text: str) -> str:
    r"""Give text that can be drawn on one line: no control signs, no lone surrogates.

    Examples
    --------
    >>> cleaned("Taji\n\x00 base")
    'Taji base'
    """
    kept = "".join(
        " " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} or _is_no_sign(sign) else sign
        for sign in text[: 2 * _LONGEST].encode("utf-8", "replace").decode("utf-8")
    )
    line = " ".join(kept.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 2].rstrip()} …"


def label(text: object, *, most: int = 40) -> str:
    """Give text that can stand on the map: cleaned, and cut at ``most`` characters."""
    line = cleaned(str(text))
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _is_no_sign(sign: str) -> bool:
    """Tell whether a code point is none of Unicode's characters for ever (XML forbids some)."""
    return ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF


def halo(width: float = 2.2, colour: str = "white") -> list[AbstractPathEffect]:
    """Give the light rim that keeps text readable on lines."""
    return [Stroke(linewidth=width, foreground=colour, alpha=0.85), Normal()]


@cache
def _known_signs() -> frozenset[int]:
    """Give the code points that the still's font has."""
    return frozenset(get_font(findfont(FontProperties())).get_charmap())


class Measure:
    """Widths of text in points.

    Parameters
    ----------
    canvas : matplotlib canvas
        Of the figure.
    dpi : float
        Of the figure; a point is 1/72 inch.

    Attributes
    ----------
    missing : set of str
        Signs of measured text that the font has no shape for.
    """

    def __init__(self, canvas: FigureCanvasAgg, dpi: float) -> None:
        # matplotlib leaves its renderer without types
        self._renderer: Any = canvas.get_renderer()  # type: ignore[no-untyped-call]
        self._points = 72.0 / dpi
        self._widths: dict[tuple[str, float, bool], float] = {}
        self.missing: set[str] = set()

    def width(self, text: str, *, size: float, bold: bool = False) -> float:
        """Give the width of a line in points; signs that the font lacks are noted."""
        key = (text, size, bold)
        if key not in self._widths:
            self._widths[key] = self._measured(text, size=size, bold=bold)
        return self._widths[key]

    def _measured(self, text: str, *, size: float, bold: bool) -> float:
        self.missing |= {
            sign
            for sign in set(text)
            if ord(sign) not in _known_signs() and unicodedata.category(sign) != "Cf"
        }
        font = FontProperties(size=size, weight="bold" if bold else "normal")
        width, _, _ = self._renderer.get_text_width_height_descent(text, font, ismath=False)
        return float(width) * self._points

    def lines(
        self, text: str, *, size: float, room: float, bold: bool = False, even: bool = False
    ) -> list[str]:
        """Break text into lines of at most ``room`` points, at blanks where there are any.

        ``even`` makes them about as long as each other, as a heading wants it.
        """
        lines = self._broken(text, size=size, room=room, bold=bold)
        if not even or len(lines) < 2:
            return lines
        narrower = (room * (1.0 - step / 20) for step in range(1, 11))
        broken = (self._broken(text, size=size, room=one, bold=bold) for one in narrower)
        for tried in broken:
            if len(tried) > len(lines):
                break
            lines = tried
        return lines

    def _broken(self, text: str, *, size: float, room: float, bold: bool) -> list[str]:
        lines: list[list[str]] = []
        blank = self.width(" ", size=size, bold=bold)
        left = -1.0
        for word in self._pieces(cleaned(text), size=size, room=room, bold=bold):
            width = self.width(word, size=size, bold=bold)
            if width + blank > left:
                lines.append([])
                left = room + blank
            lines[-1].append(word)
            left -= width + blank
        return [line for words in lines if (line := " ".join(words))]

    def _pieces(self, text: str, *, size: float, room: float, bold: bool) -> Iterator[str]:
        """Give the words, those that are wider than a line in parts."""
        for word in text.split(" "):
            rest = word
            while self.width(rest, size=size, bold=bold) > room and len(rest) > 1:
                share = room / self.width(rest, size=size, bold=bold)
                cut = max(int(len(rest) * share * 0.95), 1)
                yield rest[:cut]
                rest = rest[cut:]
            yield rest


class Labels:
    """Places of labels on the map: first come, first served, none upon another.

    All boxes are ``(left, bottom, right, top)`` in points within the map panel.

    Parameters
    ----------
    room : tuple of float
        Width and height of the panel in points.
    """

    def __init__(self, room: tuple[float, float]) -> None:
        self._room = room
        self._taken: list[tuple[float, float, float, float]] = []

    def take(self, box: tuple[float, float, float, float]) -> None:
        """Keep a box free of later labels."""
        self._taken.append(box)

    def place(
        self, size: tuple[float, float], spots: Sequence[tuple[float, float]]
    ) -> tuple[float, float] | None:
        """Give the first spot (lower left corner) where a label is free; it is taken then."""
        width, height = size
        for left, bottom in spots:
            box = (left, bottom, left + width, bottom + height)
            if self._inside(box) and self.is_free(box):
                self._taken.append(box)
                return left, bottom
        return None

    def is_free(self, box: tuple[float, float, float, float]) -> bool:
        """Tell whether nothing stands in a box yet."""
        return not any(_overlap(box, other) for other in self._taken)

    def _inside(self, box: tuple[float, float, float, float]) -> bool:
        left, bottom, right, top = box
        return left >= 0 and bottom >= 0 and right <= self._room[0] and top <= self._room[1]


def _overlap(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
