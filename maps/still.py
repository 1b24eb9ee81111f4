"""A still picture of a page: title, map, legend and sources on one sheet, without a browser.

The sheet is six inches wide and as high as it needs to be; text is as large in
print as in a narrow column. PNG has a width in pixels, SVG keeps its text live,
PDF embeds its font. The same page gives the same bytes.
"""

from __future__ import annotations

import io
import re
import warnings
from collections import Counter
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape, quoteattr

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from geo.errors import InputError
from maps.mercator import view_of
from maps.place_names import column_of
from maps.still_legend import legend_blocks
from maps.still_map import Drawn, disputed_names, draw_panel, outlines_of
from maps.still_terms import page_words
from maps.still_text import HALO, INK, MUTED, Measure, cleaned, label
from maps.still_words import RIGHT_TO_LEFT, WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

    from maps.canvas import MapPage
    from maps.contents import Events
    from maps.still_legend import Row

__all__ = ["FORMATS", "render_still"]

FORMATS: Final = ("png", "svg", "pdf")

_INCHES: Final = 6.0
_WIDTH: Final = 72.0 * _INCHES
_EDGE: Final = 15.0
_ROOM: Final = _WIDTH - 2 * _EDGE
_GAP: Final = 16.0
_COLUMN: Final = (_ROOM - _GAP) / 2
_KEY: Final = 20.0
_BEFORE_HEADING: Final = 4.0
_MOST_REASONS: Final = 5
_LONGEST_REASON: Final = 90
_SPARE: Final = 0.97
"""Share of a line that is filled: another reader's font may run wider."""

_DIGEST: Final = re.compile(r"\b([0-9a-f]{16})[0-9a-f]{48}\b")
_LEADING: Final = 1.32
_WIDEST_PX: Final = 10_000
_WORLD: Final = (-180.0, -60.0, 180.0, 75.0)
_SETTINGS: Final[Any] = {
    "font.family": ["DejaVu Sans"],
    "svg.fonttype": "none",
    "svg.hashsalt": "strikemap",
    "pdf.fonttype": 42,
    "path.simplify": False,
    "text.parse_math": False,
    "hatch.linewidth": 0.35,
}


def render_still(page: MapPage, *, kind: str, width_px: int = 1200, alt: str = "") -> bytes:
    """Draw a page as a still picture.

    Parameters
    ----------
    page : MapPage
        With its events, rings, lines and claims. Its title, subtitle, credit,
        notes and banner stand on the sheet.
    kind : str
        ``png``, ``svg`` or ``pdf``.
    width_px : int
        Width of a PNG in pixels, 100 to 10,000; 600, 1200 and 2400 are usual. SVG
        and PDF have no pixels.
    alt : str
        The picture in words, for those who do not see it; it is kept in the
        file. By default the title and the counts.

    Returns
    -------
    bytes
        The file.

    Raises
    ------
    InputError
        The format or the width is none of these.
    """
    if kind not in FORMATS:
        raise InputError(f"{kind!r} is no still format; use {', '.join(FORMATS)}")
    if not 100 <= width_px <= _WIDEST_PX:
        raise InputError(
            f"A still of {width_px} pixels is out of range; give a width of 100 to {_WIDEST_PX:,}"
        )
    with mpl.rc_context(_SETTINGS), warnings.catch_warnings():
        # The sheet says below the map that signs are missing; matplotlib would say it for each.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        sheet = _Sheet(page, dpi=width_px / _INCHES if kind == "png" else 200.0, live=kind == "svg")
        figure, summary = sheet.draw()
        said = cleaned(alt) or summary
        made = "; ".join(f"{key}: {value}" for key, value in page.provenance.items())
        return _written(figure, kind, title=cleaned(page.title), alt=said, made=cleaned(made))


def _written(figure: Figure, kind: str, *, title: str, alt: str, made: str) -> bytes:
    """Write the file with its words: the title, the picture in words, and what made it."""
    buffer = io.BytesIO()
    metadata: dict[str, dict[str, Any]] = {
        "png": {"Title": title, "Description": alt, "Source": made, "Software": "strikemap"},
        "svg": {
            "Title": title,
            "Description": alt,
            "Source": made,
            "Creator": "strikemap",
            "Date": None,
        },
        "pdf": {
            "Title": title,
            "Subject": alt,
            "Keywords": made,
            "Creator": "strikemap",
            "Producer": None,
            "CreationDate": None,
        },
    }
    figure.savefig(buffer, format=kind, dpi=figure.dpi, metadata=metadata[kind], facecolor="white")
    content = buffer.getvalue()
    if kind == "svg":
        content = _with_alternative(content, title=title, alt=alt)
    return content


def _with_alternative(svg: bytes, *, title: str, alt: str) -> bytes:
    """Name the picture for screen readers, which do not read the metadata block."""
    before, tag, after = svg.partition(b"<svg ")
    head, close, rest = after.partition(b">")
    named = f'role="img" aria-label={quoteattr(alt)} '.encode()
    inner = (
        f"\n <title>{escape(title)}</title>\n <desc>{escape(alt)}</desc>"
        "\n <style>text { unicode-bidi: plaintext }"
        f" g[id^='{HALO}'] text {{ paint-order: stroke; stroke: white; stroke-width: 2.2px;"
        " stroke-opacity: 0.85; stroke-linejoin: round }</style>"
    ).encode()
    return before + tag + named + head + close + inner + rest


def _short(value: str) -> str:
    """Cut a digest to its start: the file's own description has it whole."""
    return _DIGEST.sub(r"\1…", value)


class _Sheet:
    """The sheet while it is laid out, in points from its upper left corner."""

    def __init__(self, page: MapPage, *, dpi: float, live: bool) -> None:
        self.live = live
        self.page = page
        self.words = WORDS[page.language]
        self.mirrored = page.language in RIGHT_TO_LEFT
        self.figure = Figure(figsize=(_INCHES, _INCHES), dpi=dpi)
        self.measure = Measure(FigureCanvasAgg(self.figure), dpi)
        self.drawn = Drawn()
        self.view = view_of(page.bounds or page.contents.extent() or _WORLD)
        self.outlines = outlines_of(self.view, page.outlines)
        self.names_in = column_of(page.place_names, page.language)

    def draw(self) -> tuple[Figure, str]:
        """Draw everything; gives the figure and its contents in a sentence."""
        header = [
            *self._wrapped(self.page.banner, size=9.0, bold=True, colour="#9B1C1C"),
            *self._wrapped(self.page.title, size=15.0, bold=True, even=True),
            *self._wrapped(self.page.subtitle, size=9.0, colour=MUTED),
        ]
        top = _EDGE + sum(height for _, height, _ in header) + (6.0 if header else 0.0)
        ratio = self.view.size[1] / self.view.size[0]
        panel_height = _ROOM * ratio

        # The number of symbols is known once the panel is drawn, and the panel's place on
        # the sheet once its height is: so the panel is drawn first and moved afterwards.
        panel = self.figure.add_axes((0.0, 0.0, 1.0, 1.0), aspect="auto")
        self.drawn = draw_panel(
            panel,
            self.page.contents,
            self.view,
            width=_ROOM,
            measure=self.measure,
            words=self.words,
            outlines=self.outlines,
            names_in=self.names_in,
            live=self.live,
        )
        counts = self._counts()
        below = [*self._wrapped(" · ".join(counts), size=8.0, colour=MUTED)] if counts else []
        columns = self._columns()
        legend_height = max((self._height(rows) for rows in columns), default=0.0)
        foot = [
            piece
            for text in (
                *self.page.notes,
                self.page.credit,
                self.words["basis"],
                self._disputes(),
                " · ".join(
                    f"{key}: {_short(value)}" for key, value in self.page.provenance.items()
                ),
                self.words["no_glyph"] if self.measure.missing and not self.live else "",
            )
            for piece in self._wrapped(text, size=6.6, colour=MUTED)
        ]
        after_panel = top + panel_height + 7.0
        legend_top = after_panel + sum(height for _, height, _ in below) + 8.0
        foot_top = legend_top + legend_height + (9.0 if legend_height else 0.0)
        height = foot_top + sum(h for _, h, _ in foot) + _EDGE

        self.figure.set_size_inches(_INCHES, height / 72.0)
        panel.set_position(
            (
                _EDGE / _WIDTH,
                1.0 - (top + panel_height) / height,
                _ROOM / _WIDTH,
                panel_height / height,
            )
        )
        sheet = self.figure.add_axes((0.0, 0.0, 1.0, 1.0), zorder=-1)
        sheet.set(xlim=(0.0, _WIDTH), ylim=(height, 0.0))
        sheet.axis("off")
        self._put_lines(sheet, header, _EDGE)
        self._put_lines(sheet, below, after_panel)
        for number, rows in enumerate(columns):
            self._put_rows(sheet, rows, _EDGE + number * (_COLUMN + _GAP), legend_top)
        self._put_lines(sheet, foot, foot_top)
        return self.figure, ". ".join(filter(None, (cleaned(self.page.title), *counts)))

    def _disputes(self) -> str:
        """Say which of the areas are disputed, whose borders are dashed."""
        names = disputed_names(self.outlines, names_in=self.names_in)
        return self.words["disputed"].format(names=", ".join(names)) if names else ""

    def _wrapped(
        self, text: str, *, size: float, bold: bool = False, colour: str = INK, even: bool = False
    ) -> list[tuple[str, float, Mapping[str, Any]]]:
        style = {
            "fontsize": size,
            "fontweight": "bold" if bold else "normal",
            "color": colour,
        }
        return [
            (line, size * _LEADING, style)
            for line in self.measure.lines(
                text, size=size, room=_ROOM * _SPARE, bold=bold, even=even
            )
        ]

    def _put_lines(
        self,
        axes: Axes,
        lines: Sequence[tuple[str, float, Mapping[str, Any]]],
        top: float,
    ) -> None:
        for text, height, style in lines:
            self._put(axes, _EDGE, top + height * 0.78, text, **style)
            top += height

    def _put(self, axes: Axes, x: float, y: float, text: str, **style: Any) -> None:
        """Write a line from a place on, from the right edge where the language runs that way."""
        axes.text(
            _WIDTH - x if self.mirrored else x,
            y,
            text,
            ha="right" if self.mirrored else "left",
            va="baseline",
            **style,
        )

    def _counts(self) -> list[str]:
        events, words, drawn = self.page.contents.events, self.words, self.drawn
        if events is None:
            return []
        shown = len(events.marks.lon)
        left_out = events.rows - shown + len(self.page.not_shown)
        numbers = {
            "symbols": len(drawn.spots),
            "shown": sum(len(spot.rows) for spot in drawn.spots),
            "all": events.rows + len(self.page.not_shown),
            "n": left_out,
        }
        say = self.page.say
        counts = [say(words["count" if drawn.spots else "all"], **numbers)]
        if drawn.hexagons is not None:
            counts.append(say(words["in_hexagons"], n=drawn.hexagons.reports))
        if drawn.heat is not None:
            counts.append(say(words["in_heat"], n=drawn.heat.reports))
        if left_out:
            text = say(words["left_out"], **numbers)
            counts.append(f"{text}{words['colon']} {self._reasons(events)}")
        return counts

    def _reasons(self, events: Events) -> str:
        """Say why reports are not drawn, and how many for each of the main reasons."""
        table = page_words(self.page.language)
        found: Counter[str] = Counter()
        for reason, n in events.reasons.items():
            found[table.get(reason.word, reason.word) or reason.text] += n
        for entry in self.page.not_shown:
            found[entry.get("reason", "")] += 1
        named = found.most_common(_MOST_REASONS)
        others = found.total() - sum(n for _, n in named)
        said = [f"{label(reason, most=_LONGEST_REASON)} ({n:,})" for reason, n in named]
        if others:
            said.append(f"{self.words['other_reasons']} ({others:,})")
        return "; ".join(said)

    def _columns(self) -> list[list[Row]]:
        """Split the legend's blocks over two columns of about the same height."""
        blocks = legend_blocks(self.page, self.drawn)
        if not blocks:
            return []
        heights = np.array([self._height(block) for block in blocks])
        first = np.cumsum(heights)
        split = int(np.argmin(np.maximum(first, first[-1] - first))) + 1
        halves = (blocks[:split], blocks[split:])
        return [[row for block in half for row in block] for half in halves]

    def _lines_of(self, row: Row) -> list[str]:
        room = _COLUMN - (_KEY if row.key else 0.0)
        return self.measure.lines(row.text, size=7.8, room=room, bold=row.bold)

    def _height(self, rows: Sequence[Row]) -> float:
        headings = sum(row.bold for row in rows[1:])
        return sum(self._row_height(row) for row in rows) + headings * _BEFORE_HEADING

    def _row_height(self, row: Row) -> float:
        return max(len(self._lines_of(row)) * 7.8 * _LEADING, 12.6 if row.key else 0.0) + 2.5

    def _put_rows(self, axes: Axes, rows: Sequence[Row], left: float, top: float) -> None:
        for number, row in enumerate(rows):
            top += _BEFORE_HEADING if row.bold and number else 0.0
            y = top + 8.0
            indent = _KEY if row.key else 0.0
            if row.key is not None:
                x = left + _KEY / 2 - 2.0
                row.key(axes, _WIDTH - x if self.mirrored else x, y - 2.6)
            for at, line in enumerate(self._lines_of(row)):
                self._put(
                    axes,
                    left + indent,
                    y + at * 7.8 * _LEADING,
                    line,
                    fontsize=7.8,
                    fontweight="bold" if row.bold else "normal",
                    color=INK,
                )
            top += self._row_height(row)
