"""A still picture of a page: title, map, legend and sources on one sheet, without a browser.

The sheet is six inches wide and as high as it needs to be; text is as large in
print as in a narrow column. PNG has a width in pixels, SVG keeps its text live,
PDF embeds its font. The same page gives the same bytes.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from xml.sax.saxutils import escape, quoteattr

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from geo.errors import InputError
from maps.mercator import view_of
from maps.place_names import column_of
from maps.still_map import RING, VERDICTS, disputed_names, draw_panel
from maps.still_references import LINK
from maps.still_symbols import draw_attribution, draw_count, draw_symbol
from maps.still_text import HALO, INK, MUTED, Measure, cleaned
from maps.still_words import RIGHT_TO_LEFT, WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from matplotlib.axes import Axes

    from maps.canvas import MapPage
    from maps.symbology import Shape

__all__ = ["FORMATS", "render_still"]

FORMATS: Final = ("png", "svg", "pdf")

_INCHES: Final = 6.0
_WIDTH: Final = 72.0 * _INCHES
_EDGE: Final = 15.0
_ROOM: Final = _WIDTH - 2 * _EDGE
_GAP: Final = 16.0
_COLUMN: Final = (_ROOM - _GAP) / 2
_KEY: Final = 20.0
_SPARE: Final = 0.97
"""Share of a line that is filled: another reader's font may run wider."""

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
}


_Key: TypeAlias = "Callable[[Axes, float, float], object]"
"""What draws a legend's key with its middle at a place, in points of the sheet."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the legend: what draws its key at a place, and its text."""

    key: _Key | None
    text: str
    bold: bool = False


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
    with mpl.rc_context(_SETTINGS):
        sheet = _Sheet(page, dpi=width_px / _INCHES if kind == "png" else 200.0, live=kind == "svg")
        figure, summary = sheet.draw()
        said = cleaned(alt) or summary
        return _written(figure, kind, title=cleaned(page.title), alt=said)


def _written(figure: Figure, kind: str, *, title: str, alt: str) -> bytes:
    buffer = io.BytesIO()
    metadata: dict[str, dict[str, Any]] = {
        "png": {"Title": title, "Description": alt, "Software": "strikemap"},
        "svg": {"Title": title, "Description": alt, "Creator": "strikemap", "Date": None},
        "pdf": {
            "Title": title,
            "Subject": alt,
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


class _Sheet:
    """The sheet while it is laid out, in points from its upper left corner."""

    def __init__(self, page: MapPage, *, dpi: float, live: bool) -> None:
        self.live = live
        self.page = page
        self.words = WORDS[page.language]
        self.mirrored = page.language in RIGHT_TO_LEFT
        self.figure = Figure(figsize=(_INCHES, _INCHES), dpi=dpi)
        self.measure = Measure(FigureCanvasAgg(self.figure), dpi)
        self.crowded = False
        self.view = view_of(page.bounds or page.contents.extent() or _WORLD)

    def draw(self) -> tuple[Figure, str]:
        """Draw everything; gives the figure and its contents in a sentence."""
        header = [
            *self._wrapped(self.page.banner, size=9.0, bold=True, colour="#9B1C1C"),
            *self._wrapped(self.page.title, size=15.0, bold=True),
            *self._wrapped(self.page.subtitle, size=9.0, colour=MUTED),
        ]
        top = _EDGE + sum(height for _, height, _ in header) + (6.0 if header else 0.0)
        ratio = self.view.size[1] / self.view.size[0]
        panel_height = _ROOM * ratio

        # The number of symbols is known once the panel is drawn, and the panel's place on
        # the sheet once its height is: so the panel is drawn first and moved afterwards.
        panel = self.figure.add_axes((0.0, 0.0, 1.0, 1.0), aspect="auto")
        symbols = draw_panel(
            panel,
            self.page.contents,
            self.view,
            width=_ROOM,
            measure=self.measure,
            words=self.words,
            outlines=self.page.outlines,
            names_in=column_of(self.page.place_names, self.page.language),
            live=self.live,
        )
        events = self.page.contents.events
        self.crowded = events is not None and symbols < len(events.marks.lon)
        counts = self._counts(symbols)
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
                " · ".join(f"{key}: {value}" for key, value in self.page.provenance.items()),
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
        names = disputed_names(
            self.view,
            outlines=self.page.outlines,
            names_in=column_of(self.page.place_names, self.page.language),
        )
        return self.words["disputed"].format(names=", ".join(names)) if names else ""

    def _wrapped(
        self, text: str, *, size: float, bold: bool = False, colour: str = INK
    ) -> list[tuple[str, float, Mapping[str, Any]]]:
        style = {
            "fontsize": size,
            "fontweight": "bold" if bold else "normal",
            "color": colour,
        }
        return [
            (line, size * _LEADING, style)
            for line in self.measure.lines(text, size=size, room=_ROOM * _SPARE, bold=bold)
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

    def _counts(self, symbols: int) -> list[str]:
        events = self.page.contents.events
        if events is None:
            return []
        shown = len(events.marks.lon)
        left_out = events.rows - shown + len(self.page.not_shown)
        total = events.rows + len(self.page.not_shown)
        counts = [
            self.words["count"].format(symbols=f"{symbols:,}", shown=f"{shown:,}", all=f"{total:,}")
        ]
        if left_out:
            counts.append(self.words["left_out"].format(n=f"{left_out:,}"))
        return counts

    def _columns(self) -> list[list[_Row]]:
        """Split the legend's blocks over two columns of about the same height."""
        blocks = [block for block in self._blocks() if len(block) > 1]
        if not blocks:
            return []
        heights = np.array([self._height(block) for block in blocks])
        first = np.cumsum(heights)
        split = int(np.argmin(np.maximum(first, first[-1] - first))) + 1
        halves = (blocks[:split], blocks[split:])
        return [[row for block in half for row in block] for half in halves]

    def _blocks(self) -> Iterator[list[_Row]]:
        words = self.words
        contents: Any = self.page.contents  # rings, lines and claims are JSON to be
        if contents.events is not None:
            yield from self._event_blocks()
        rows = [_Row(None, words["distances"], bold=True)]
        for entry in contents.rings:
            radii = ", ".join(
                words["km"].format(n=f"{ring['radius'] / 1000:,g}") for ring in entry["rings"]
            )
            rows.append(
                _Row(_stroke(color=RING, linestyle=(0, (4, 2.4))), f"{entry['label']}: {radii}")
            )
        used = {line["verdict"] for claim in contents.lines for line in claim["lines"]}
        rows += [_Row(_stroke(**VERDICTS[word]), words[word]) for word in VERDICTS if word in used]
        yield rows
        yield from self._reference_blocks()
        claims = [_Row(None, words["claims"], bold=True)]
        for claim in contents.claims:
            verdict = words.get(str(claim.get("verdict")), str(claim.get("verdict")))
            claims.append(_Row(None, f"{claim.get('text', '')}: {verdict}"))
        yield claims

    def _reference_blocks(self) -> Iterator[list[_Row]]:
        contents: Any = self.page.contents
        for entry in contents.areas:
            title = ", ".join(filter(None, (entry["label"], entry["unit"])))
            rows = [_Row(None, title, bold=True)]
            for one in entry["classes"]:
                low, high = (f"{one[end]:,g}" for end in ("low", "high"))
                text = low if low == high else f"{low} \N{EN DASH} {high}"
                rows.append(_Row(_patch(one["colour"]), text))
            yield rows
        signs = [_Row(_place, entry["label"]) for entry in contents.sites]
        dashes = _stroke(color=LINK, linestyle=(0, (2, 2)))
        signs += [_Row(dashes, entry["label"]) for entry in contents.links]
        yield [_Row(None, self.words["other_layers"], bold=True), *signs]

    def _event_blocks(self) -> Iterator[list[_Row]]:
        events, words = self.page.contents.events, self.words
        assert events is not None  # noqa: S101 - the caller asked
        marks = events.marks
        types = [_Row(None, words["types"], bold=True)]
        for number, style in enumerate(events.styles):
            n = int((marks.style == number).sum())
            if n:
                types.append(
                    _Row(_symbol(style.shape, style.colour), f"{style.said or style.label}: {n:,}")
                )
        yield types
        if events.sizes is not None:
            most = f"{float(str(events.sizes['most'])):,g}"
            yield [
                _Row(None, str(events.sizes["said"]), bold=True),
                _Row(None, words["sized"].format(most=most)),
            ]
        known = [_Row(None, words["precision"], bold=True)]
        if marks.at_point.any():
            known.append(_Row(_symbol("circle", MUTED), words["point"]))
        if not marks.at_point.all():
            known.append(_Row(_symbol("circle", MUTED, hollow=True), words["area"]))
        if self.crowded:
            known.append(_Row(_several, words["several"]))
        yield known
        voices = [_Row(None, words["attribution"], bold=True)]
        for number, word in enumerate(events.attributions):
            if word and (marks.attribution == number).any():
                voices.append(_Row(_attribution(word), words[word]))
        yield voices

    def _lines_of(self, row: _Row) -> list[str]:
        room = _COLUMN - (_KEY if row.key else 0.0)
        return self.measure.lines(row.text, size=7.8, room=room, bold=row.bold)

    def _height(self, rows: Sequence[_Row]) -> float:
        return sum(self._row_height(row) for row in rows)

    def _row_height(self, row: _Row) -> float:
        return max(len(self._lines_of(row)) * 7.8 * _LEADING, 12.0 if row.key else 0.0) + 2.5

    def _put_rows(self, axes: Axes, rows: Sequence[_Row], left: float, top: float) -> None:
        for row in rows:
            y = top + 8.0
            indent = _KEY if row.key else 0.0
            if row.key is not None:
                x = left + _KEY / 2 - 2.0
                row.key(axes, _WIDTH - x if self.mirrored else x, y - 2.6)
            for number, line in enumerate(self._lines_of(row)):
                self._put(
                    axes,
                    left + indent,
                    y + number * 7.8 * _LEADING,
                    line,
                    fontsize=7.8,
                    fontweight="bold" if row.bold else "normal",
                    color=INK,
                )
            top += self._row_height(row)


def _symbol(shape: Shape, colour: str, *, hollow: bool = False) -> _Key:
    return lambda axes, x, y: draw_symbol(axes, x, y, shape=shape, colour=colour, hollow=hollow)


def _attribution(word: str) -> _Key:
    def key(axes: Axes, x: float, y: float) -> None:
        draw_symbol(axes, x, y, shape="circle", colour=MUTED)
        draw_attribution(axes, x, y, word)

    return key


def _stroke(**style: Any) -> _Key:
    return lambda axes, x, y: axes.add_line(
        Line2D([x - 8.0, x + 7.0], [y, y], linewidth=1.3, **style)
    )


def _several(axes: Axes, x: float, y: float) -> None:
    draw_count(axes, x, y, n=12)


def _patch(colour: str) -> _Key:
    return lambda axes, x, y: axes.add_patch(
        Rectangle((x - 7.0, y - 4.0), 14.0, 8.0, facecolor=colour, edgecolor=MUTED, linewidth=0.5)
    )


def _place(axes: Axes, x: float, y: float) -> None:
    axes.add_line(
        Line2D([x], [y], marker="o", markersize=4.2, markerfacecolor="white", markeredgecolor=INK)
    )
